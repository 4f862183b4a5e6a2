//! Labels and taints.

use super::group::{Group, written};
use super::syntax::{key_fault, name_fault, respelt};
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::{Located, Taint};

/// The most characters of a whole key that the EKS API takes (botocore, `labelKey`, `taintKey`).
const LONGEST_KEY: usize = 63;

/// Labels that Kubernetes or EKS refuses.
pub(super) fn labels(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(labels) = &group.base.labels else { return };
    for (key, value) in labels.value.iter().filter(|(_, value)| subject.is_read(&value.at.path)) {
        label(group, key, value, report);
    }
}

fn label(group: &Group<'_>, key: &str, value: &Located<String>, report: &mut Report) {
    let mut push = |code: Code, message: String, help: String| {
        group.raise(report, code, &value.at, message).arg("key", key).arg("value", &value.value).help(help);
    };
    if let Some(fault) = key_fault(key) {
        let message = format!("the label `{key}` of node group `{}` {fault}", group.name());
        push(Code::ComputeLabel, message, "write it as `team` or `example.com/team`".to_owned());
    } else if is_reserved(key) {
        let message = format!("the nodes of `{}` may not set the label `{key}` themselves", group.name());
        let name = key.split_once('/').map_or(key, |(_, name)| name);
        let help = format!("write `node.kubernetes.io/{name}`, or a prefix of your own");
        push(Code::ComputeLabelReserved, message, help);
    } else if let Some(length) = too_long(group, key) {
        let message = format!("the label `{key}` of node group `{}` has {length} characters", group.name());
        push(Code::ComputeLabel, message, format!("EKS takes keys of {LONGEST_KEY} characters in all"));
    }
    match value.as_str() {
        "" if group.managed.is_some() => {
            let message = format!("the label `{key}` of node group `{}` has no value", group.name());
            push(Code::ComputeLabel, message, "EKS takes none without: write one, as `\"true\"`".to_owned());
        }
        "" => {}
        text => {
            if let Some(fault) = name_fault(text) {
                let message =
                    format!("the value `{text}` of label `{key}` of node group `{}` {fault}", group.name());
                push(Code::ComputeLabel, message, respelling(text));
            }
        }
    }
}

fn respelling(text: &str) -> String {
    match respelt(text) {
        Some(better) => format!("write it as `{better}`"),
        None => "write up to 63 letters, digits, `-`, `_` and `.`".to_owned(),
    }
}

/// EKS counts the whole key, Kubernetes the name and what stands before it.
fn too_long(group: &Group<'_>, key: &str) -> Option<usize> {
    group.managed?;
    (key.len() > LONGEST_KEY).then_some(key.len())
}

/// True for a label of Kubernetes' own that kubelets may not set.
fn is_reserved(key: &str) -> bool {
    let Some((prefix, _)) = key.split_once('/') else { return false };
    let within = |domain: &&str| {
        prefix.strip_suffix(*domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    ["kubernetes.io", "k8s.io"].iter().any(within)
        && !catalog::words("kubeletLabels").contains(&key)
        && !catalog::words("kubeletLabelNamespaces").iter().any(within)
}

/// Keys and values of taints; what they lack is found where they are read.
pub(super) fn taints(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let managed = group.managed.and_then(|managed| managed.taints.as_ref()).map(|list| &list.value[..]);
    let own = group.own.and_then(|own| own.taints.as_ref()).map(|list| &list.value[..]);
    for it in managed.or(own).unwrap_or_default() {
        taint(group, it, report);
    }
}

fn taint(group: &Group<'_>, taint: &Taint, report: &mut Report) {
    let mut push = |at: &Place, message: String, help: String| {
        group.raise(report, Code::ComputeTaint, at, message).help(help);
    };
    if let Some(key) = written(taint.key.as_ref()) {
        let length = too_long(group, key).map(|_| "is longer than 63 characters, the most that EKS takes");
        if let Some(fault) = key_fault(key).or(length) {
            let message =
                format!("the key `{}` of a taint of node group `{}` {fault}", key.value, group.name());
            push(&key.at, message, "write it as `dedicated` or `example.com/dedicated`".to_owned());
        }
    }
    let value = written(taint.value.as_ref());
    if let Some((value, fault)) = value.and_then(|value| Some((value, name_fault(value)?))) {
        let message =
            format!("the value `{}` of a taint of node group `{}` {fault}", value.value, group.name());
        push(&value.at, message, respelling(value));
    }
}
