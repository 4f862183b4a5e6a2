//! Pods take a role by Pod Identity only where the agent runs.

use super::{AGENT, has, is_on, name, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};

/// Whoever asks for Pod Identity asks for its agent too. Nodes of Auto Mode have it.
pub(super) fn is_there(subject: &Subject<'_>, report: &mut Report) {
    let asks = asks(subject);
    let Some(((place, what), others)) = asks.split_first() else { return };
    let auto_mode = subject.cluster.auto_mode_config.as_ref();
    if has(subject, AGENT) || auto_mode.is_some_and(|config| is_on(&config.enabled)) || unread(subject) {
        return;
    }
    let mut found = report
        .raise(
            Code::PodIdentityNoAgent,
            place,
            format_args!("{what} asks for Pod Identity, and its agent `{AGENT}` is not among the add-ons"),
        )
        .arg("agent", AGENT);
    for (place, _) in others.iter().take(MOST_LABELS) {
        found = found.label(*place, "and so does this");
    }
    found.help(format_args!("add `- name: {AGENT}` to `addons`"));
}

/// More places than these tell no more.
const MOST_LABELS: usize = 3;

/// True if an add-on could not be read: it may be the agent.
fn unread(subject: &Subject<'_>) -> bool {
    !subject.is_read(&crate::diagnostic::Path::ROOT.key("addons"))
}

/// The places that ask for Pod Identity, and what they are.
fn asks<'s>(subject: &Subject<'s>) -> Vec<(&'s Place, String)> {
    let cluster = subject.cluster;
    let mut asks = Vec::new();
    let alone = cluster.iam.as_ref().and_then(|iam| iam.pod_identity_associations.as_ref());
    if let Some(alone) = alone.filter(|list| !list.value.is_empty()) {
        asks.push((&alone.at, "`iam.podIdentityAssociations`".to_owned()));
    }
    for item in written(subject).iter().filter(|item| !name(item).eq_ignore_ascii_case(AGENT)) {
        let list = item.pod_identity_associations.as_ref().filter(|list| !list.value.is_empty());
        let default = item.use_default_pod_identity_associations.as_ref().filter(|it| it.value);
        for place in [list.map(|list| &list.at), default.map(|default| &default.at)].into_iter().flatten() {
            asks.push((place, format!("add-on `{}`", name(item))));
        }
    }
    let all = cluster.addons_config.as_ref();
    let all = all.and_then(|config| config.auto_apply_pod_identity_associations.as_ref());
    if let Some(all) = all.filter(|all| all.value) {
        asks.push((&all.at, format!("`addonsConfig.{AUTO}`")));
    }
    asks
}

const AUTO: &str = "autoApplyPodIdentityAssociations";
