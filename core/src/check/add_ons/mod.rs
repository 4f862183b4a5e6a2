//! Add-ons: the rights of their pods, what they need of each other, and what may be written of them.

mod agent;
mod associations;
mod fields;
mod needs;
mod rights;
mod service_accounts;

use super::{Rule, Subject};
use crate::catalog;
use crate::spec::{AddOn, Field, Located, items};

use crate::spec::filled as text;

pub(super) const RULES: &[Rule] = &[
    agent::is_there,
    associations::fields,
    associations::once,
    associations::reach_pods,
    fields::name_space,
    fields::version,
    fields::identity_center,
    needs::others,
    rights::unneeded,
    rights::by_oidc,
    service_accounts::conflict,
];

/// The namespace of an add-on of which nothing else is known.
const NAMESPACE: &str = "kube-system";

/// The add-on that hands credentials to pods.
const AGENT: &str = "eks-pod-identity-agent";

/// The add-ons as written.
fn written<'s>(subject: &Subject<'s>) -> &'s [Located<AddOn>] {
    items(&subject.cluster.addons)
}

/// What the catalog knows of an add-on; EKS takes names in any case.
fn known(item: &AddOn) -> Option<&'static catalog::AddOn> {
    let name = item.name.as_ref()?;
    catalog::add_ons().iter().find(|known| known.name.eq_ignore_ascii_case(&name.value))
}

/// True if an add-on of this name is written.
fn has(subject: &Subject<'_>, name: &str) -> bool {
    let is_it = |item: &Located<AddOn>| {
        item.name.as_ref().is_some_and(|written| written.value.eq_ignore_ascii_case(name))
    };
    written(subject).iter().any(is_it)
}

/// The name of an add-on as written.
fn name(item: &AddOn) -> &str {
    item.name.as_ref().map_or("", |name| name.value.as_str())
}

/// True if a switch is on.
fn is_on(flag: &Field<bool>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}
