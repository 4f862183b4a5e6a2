//! EKS add-ons: those that are written, and those that eksctl adds.

mod cni;
mod identity;
mod ipv6;
mod placement;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::auto_mode;
use super::context::{Context, owned, texts};
use super::named::{self, Named, filled, mend, names, nearest};
use crate::catalog;
use crate::diagnostic::Code;
use crate::source::{self, Limits};
use crate::spec::{AddOn as Written, Located, items};
use crate::topology::Origin;
use crate::topology::access::Access;
use crate::topology::add_on::{AddOn, AddOnIdentity};
use crate::topology::compute::{FargateProfile, NodeGroup};
use crate::topology::role::Role;
pub(super) use identity::AGENT;
use identity::Surroundings;

pub(super) use cni::lower as lower_pod_network;

/// How eksctl writes "the newest version".
const NEWEST: &str = "latest";

/// The add-ons by name; roles that they need are added to the list.
pub(super) fn lower(
    cx: &mut Context<'_>,
    access: &Access,
    node_groups: &[NodeGroup],
    fargate_profiles: &[FargateProfile],
    roles: &mut Vec<Role>,
) -> Vec<AddOn> {
    let around = Surroundings {
        has_oidc: access.oidc_provider.is_some(),
        pod_identities: &access.pod_identities,
        node_groups,
    };
    ipv6::check(cx);
    let mut add_ons: Vec<AddOn> = Vec::new();
    for item in &collect(cx) {
        add_ons.push(lower_one(cx, &around, roles, &item.name, &items(&cx.spec.addons)[item.index]));
    }
    for known in catalog::add_ons() {
        if is_added(cx, known) && add_ons.iter().all(|add_on| add_on.name != known.name) {
            let after = add_ons.iter().position(|add_on| add_on.name.as_str() > known.name);
            add_ons.insert(after.unwrap_or(add_ons.len()), by_default(cx, &around, roles, known));
        }
    }
    placement::fit(cx, node_groups, fargate_profiles, &mut add_ons);
    if add_ons.iter().any(|add_on| add_on.version.is_none()) {
        say_versions(cx);
    }
    add_ons
}

/// Those that are written. EKS takes names in any case; known ones are spelled as the catalog does.
fn collect<'s>(cx: &mut Context<'s>) -> Vec<Named<'s>> {
    let mut found = Vec::new();
    for (index, add_on) in items(&cx.spec.addons).iter().enumerate() {
        let Some(name) = named::name(cx, add_on.name.as_ref(), "an add-on") else { continue };
        let known = catalog::add_on(&name.to_ascii_lowercase());
        let name = known.map_or(name.as_str(), |known| known.name).to_owned();
        found.push(Named { name, at: &add_on.at, index });
    }
    named::sort(cx, found, Code::AddOnTwice, "add-on")
}

fn is_added(cx: &Context<'_>, known: &catalog::AddOn) -> bool {
    let disabled = cx.spec.addons_config.as_ref().and_then(|config| config.disable_default_addons.as_ref());
    let wanted = match auto_mode::switch(cx).is_some() {
        true => known.default_in_auto_mode,
        false => known.default,
    };
    let has_it =
        known.name != "metrics-server" || cx.known_region.is_none_or(|region| region.metrics_server_default);
    // A local cluster has self-managed ones, which EKS makes with it.
    wanted && has_it && !super::outpost::is_local(cx) && !disabled.is_some_and(|disabled| disabled.value)
}

fn by_default(
    cx: &mut Context<'_>,
    around: &Surroundings<'_>,
    roles: &mut Vec<Role>,
    known: &'static catalog::AddOn,
) -> AddOn {
    let identity = identity::choose(cx, around, roles, known.name, None);
    plain(known.name, Some(known), identity, Origin::default_value())
}

/// An add-on of which nothing is chosen.
#[inline(never)]
fn plain(name: &str, known: Option<&catalog::AddOn>, identity: AddOnIdentity, origin: Origin) -> AddOn {
    AddOn {
        name: name.to_owned(),
        version: None,
        configuration: None,
        resolve_conflicts: None,
        namespace: None,
        identity,
        tags: BTreeMap::new(),
        before_nodes: known.is_some_and(|known| known.before_nodes),
        needs_capacity: known.is_none_or(|known| known.needs_capacity),
        on_fargate: false,
        windows_ipam: false,
        origin,
    }
}

fn lower_one(
    cx: &mut Context<'_>,
    around: &Surroundings<'_>,
    roles: &mut Vec<Role>,
    name: &str,
    item: &Located<Written>,
) -> AddOn {
    let known = catalog::add_on(name);
    if known.is_none() {
        let place = item.name.as_ref().map_or(&item.at, |name| &name.at);
        let names = names(catalog::add_ons(), |known| known.name);
        let near = match name.contains('_') {
            true => "names of the Marketplace's products are like this: subscribe to it first".to_owned(),
            false => nearest(name, &names),
        };
        let found = cx
            .report
            .raise(Code::AddOnUnknown, place, format_args!("add-on `{name}` is not in the catalog"))
            .arg("addOn", name)
            .help(format_args!("{near}; it is taken to need nodes first, and no rights"));
        mend(found, name, place, &names);
    }
    let configuration = configuration(cx, name, item);
    let resolve_conflicts = resolve_conflicts(cx, name, item);
    let identity = identity::choose(cx, around, roles, name, Some(item));
    let mut add_on = plain(name, known, identity, Origin::field(&item.at));
    add_on.version = owned(&item.version).filter(|version| version != NEWEST);
    add_on.configuration = configuration;
    add_on.resolve_conflicts = resolve_conflicts;
    add_on.namespace = item.namespace_config.as_ref().and_then(|config| owned(&config.namespace));
    add_on.tags = texts(item.tags.as_ref());
    add_on
}

/// The text as it is, if it reads as a mapping.
fn configuration(cx: &mut Context<'_>, name: &str, item: &Located<Written>) -> Option<String> {
    let text = filled(&item.configuration_values)?;
    let read = source::read("configurationValues", &text.value, &Limits::default());
    let is_mapping = matches!(&read.documents[..], [one] if one.root.as_mapping().is_some());
    if !is_mapping || read.report.has_errors() {
        cx.refuse(
            &text.at,
            format_args!("`configurationValues` of add-on `{name}` is no mapping in JSON or YAML"),
            "write the text of a mapping, as `{\"replicaCount\": 3}`",
        );
    }
    Some(text.value.clone())
}

fn resolve_conflicts(cx: &mut Context<'_>, name: &str, item: &Located<Written>) -> Option<String> {
    let chosen = filled(&item.resolve_conflicts)?;
    let upper = chosen.to_ascii_uppercase();
    if ["NONE", "OVERWRITE", "PRESERVE"].contains(&upper.as_str()) {
        return Some(upper);
    }
    let found = cx
        .report
        .raise(
            Code::FieldValue,
            &chosen.at,
            format_args!("`resolveConflicts` of add-on `{name}` is `{}`", chosen.value),
        )
        .arg("value", &chosen.value);
    mend(found, chosen, &chosen.at, &["none", "overwrite", "preserve"])
        .help("write `none`, `overwrite` or `preserve`");
    None
}

/// Which version EKS takes is for EKS to say; said once for all add-ons.
fn say_versions(cx: &mut Context<'_>) {
    let version = cx.version;
    let subject = format_args!("add-on versions");
    let value = format!("EKS's default for Kubernetes {version}");
    cx.assume(subject, &value, "no version, or the latest, was asked for", "CreateAddon of the EKS API");
    let region = &cx.region;
    let command = format!(
        "aws eks describe-addon-versions --region {region} --kubernetes-version {version} --query \"addons[].[addonName,addonVersions[].addonVersion]\""
    );
    let why = format_args!("only EKS knows which versions it has for a cluster");
    cx.unknown(subject, why, Some(command), false);
}
