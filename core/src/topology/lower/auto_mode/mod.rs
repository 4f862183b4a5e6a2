//! EKS Auto Mode: its node pools, the role of its nodes, and what does not go with it.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use super::context::Context;
use super::named::{filled, mend, names, nearest, written};
use super::policies::Policies;
use super::roles::{self, NewRole};
use crate::catalog;
use crate::diagnostic::{Code, Phase, Place, Severity};
use crate::spec::{AutoModeConfig, Located, items};
use crate::topology::Origin;
use crate::topology::access::{Access, Principal};
use crate::topology::auto_mode::{AutoMode, NodePool};
use crate::topology::cluster::AuthenticationMode;
use crate::topology::compute::{NodeGroup, Taint};
use crate::topology::role::Role;

/// What Auto Mode brings by itself, and eksctl refuses beside it unless other compute wants it.
const CORE_ADD_ONS: [&str; 3] = ["coredns", "kube-proxy", "vpc-cni"];

/// The switch, if it is on.
pub(super) fn switch<'s>(cx: &Context<'s>) -> Option<&'s Located<bool>> {
    let config = cx.spec.auto_mode_config.as_ref()?;
    config.enabled.as_ref().filter(|enabled| enabled.value)
}

/// Resolves Auto Mode; the role of its nodes is entered in `roles`.
pub(super) fn lower(
    cx: &mut Context<'_>,
    mode: AuthenticationMode,
    roles: &mut Vec<Role>,
) -> Option<AutoMode> {
    let config = cx.spec.auto_mode_config.as_ref()?;
    let Some(enabled) = switch(cx) else {
        refuse_without(cx, config);
        return None;
    };
    if !mode.has_entries() && !super::outpost::is_local(cx) {
        let message = "nodes of Auto Mode enter the cluster by access entries, which do not count with `authenticationMode: CONFIG_MAP`";
        cx.report
            .raise(Code::AutoModeEntries, &enabled.at, message)
            .help("write `authenticationMode: API_AND_CONFIG_MAP` or `API`");
    }
    let pools = pools(cx, config);
    let node_role = node_role(cx, roles, config, !pools.is_empty());
    check_cluster_role(cx);
    Some(AutoMode { node_role, pools, origin: Origin::field(&enabled.at) })
}

/// What is set for Auto Mode says that it was meant to be on.
fn refuse_without(cx: &mut Context<'_>, config: &AutoModeConfig) {
    let pools = config.node_pools.as_ref().filter(|pools| !pools.value.is_empty());
    let fields = [
        ("nodeRoleARN", filled(&config.node_role_arn).map(|arn| &arn.at)),
        ("permissionsBoundaryARN", filled(&config.permissions_boundary_arn).map(|arn| &arn.at)),
        ("nodePools", pools.map(|pools| &pools.at)),
    ];
    for (field, place) in &fields {
        let Some(place) = place else { continue };
        say(
            cx,
            Code::AutoModeSetting,
            place,
            format_args!("`autoModeConfig.{field}` is set, and Auto Mode is off"),
            "write `autoModeConfig.enabled: true`, or remove it",
        );
    }
}

/// A setting that eksctl refuses.
#[cfg_attr(feature = "sites", track_caller)]
fn say(cx: &mut Context<'_>, code: Code, place: &Place, message: fmt::Arguments<'_>, help: &str) {
    cx.report.raise(code, place, message).help(help);
}

/// Those that are written, or both; each once, by name.
fn pools(cx: &mut Context<'_>, config: &AutoModeConfig) -> Vec<NodePool> {
    let mut pools: Vec<NodePool> = Vec::new();
    let Some(list) = config.node_pools.as_ref() else {
        for known in catalog::node_pools() {
            pools.push(pool(known, Origin::default_value()));
        }
        return pools;
    };
    for name in &list.value {
        let Some(known) = catalog::node_pool(name) else {
            let names = names(catalog::node_pools(), |known| known.name);
            let found = cx
                .report
                .raise(
                    Code::FieldValue,
                    &name.at,
                    format_args!("`{}` is no built-in node pool of Auto Mode", name.value),
                )
                .arg("value", &name.value);
            mend(found, name, &name.at, &names).help(format_args!(
                "{}; node pools of one's own are objects of the cluster",
                nearest(name, &names)
            ));
            continue;
        };
        if pools.iter().any(|pool| pool.known == known) {
            say(
                cx,
                Code::AutoModePoolTwice,
                &name.at,
                format_args!("node pool `{}` is named twice", name.value),
                "name it once",
            );
        } else {
            let after = pools.iter().position(|pool| pool.known.name > known.name);
            pools.insert(after.unwrap_or(pools.len()), pool(known, Origin::field(&name.at)));
        }
    }
    pools
}

fn pool(known: &'static catalog::NodePool, origin: Origin) -> NodePool {
    let (mut taints, mut labels) = (Vec::new(), BTreeMap::new());
    if let Some(key) = known.taint {
        let effect = "NoSchedule".to_owned();
        taints.push(Taint { key: key.to_owned(), value: String::new(), effect });
    }
    labels.insert("eks.amazonaws.com/compute-type".to_owned(), "auto".to_owned());
    labels.insert("karpenter.sh/nodepool".to_owned(), known.name.to_owned());
    NodePool { known, taints, labels, origin }
}

/// The role that is named, or one of its own; without node pools there is none.
fn node_role(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    config: &AutoModeConfig,
    has_pools: bool,
) -> Option<usize> {
    const PURPOSE: &str = "the role of Auto Mode's nodes";
    let role = filled(&config.node_role_arn);
    let boundary = filled(&config.permissions_boundary_arn);
    if !has_pools {
        for (field, arn) in &[("nodeRoleARN", role), ("permissionsBoundaryARN", boundary)] {
            let Some(arn) = arn else { continue };
            let help = "name node pools in `autoModeConfig.nodePools`, or remove it";
            say(
                cx,
                Code::AutoModeSetting,
                &arn.at,
                format_args!("`autoModeConfig.{field}` is set, and there are no node pools"),
                help,
            );
        }
        return None;
    }
    if let Some(arn) = role {
        if let Some(boundary) = boundary {
            let help = "remove `nodeRoleARN` or `permissionsBoundaryARN`";
            say(
                cx,
                Code::AutoModeBoundary,
                &boundary.at,
                format_args!("{PURPOSE} stands already and is given a permissions boundary"),
                help,
            );
        }
        return Some(roles::existing(roles, arn, PURPOSE));
    }
    let origin = Origin::default_value();
    // Images of the public registry are in one partition alone.
    let key = if cx.partition == "aws" { "node.auto-mode.public" } else { "node.auto-mode" };
    let mut policies = Policies::default();
    policies.of_catalog(key, &origin);
    let (name, purpose) = ("auto-mode-node".to_owned(), PURPOSE.to_owned());
    let mut role = NewRole::new(name, purpose, roles::service(cx, key), policies, origin);
    role.boundary = boundary;
    Some(role.add(cx, roles))
}

/// What a role that stands may do is not known here, and Auto Mode asks more of it than other clusters.
fn check_cluster_role(cx: &mut Context<'_>) {
    let Some(arn) = written(cx.spec.iam.as_ref().and_then(|iam| iam.service_role_arn.as_ref())) else {
        return;
    };
    let name = roles::last_part(arn);
    let policies = catalog::role("cluster.auto-mode").map_or(&[][..], |role| role.policies);
    let actions = policies.join(", ");
    let command = format!("aws iam list-attached-role-policies --role-name {name}");
    let subject = format_args!("rights of the cluster role for Auto Mode");
    cx.unknown(subject, format_args!(
        "Auto Mode acts by {actions}, with `sts:TagSession` in the trust policy, and the role stands already"
    ), Some(command), false);
}

/// What stands beside Auto Mode: node groups want the core add-ons that Auto Mode does not need.
pub(super) fn check_beside(
    cx: &mut Context<'_>,
    auto_mode: Option<&AutoMode>,
    node_groups: &[NodeGroup],
    access: &Access,
    roles: &[Role],
) {
    let Some(auto_mode) = auto_mode else { return };
    check_entry(cx, auto_mode, node_groups, access, roles);
    let mut named: Vec<(&str, &Place)> = Vec::new();
    for add_on in items(&cx.spec.addons) {
        let Some(name) = &add_on.name else { continue };
        for core in CORE_ADD_ONS.iter().filter(|core| core.eq_ignore_ascii_case(name)) {
            named.push((core, &name.at));
        }
    }
    let Some(first) = node_groups.first() else {
        let others = cx.spec.fargate_profiles.as_ref().is_some_and(|list| !list.value.is_empty())
            || cx.spec.remote_network_config.is_some();
        if let Some((name, place)) = named.first().filter(|_| !others) {
            cx.report
                .raise(
                    Code::AutoModeBeside,
                    place,
                    format_args!("nodes of Auto Mode bring what `{name}` does, and no other nodes want it"),
                )
                .arg("addOn", name)
                .help("remove it, or add node groups after the cluster is there")
                .phase(Phase::Validate)
                .refused_by("eksctl");
        }
        return;
    };
    let mut missing = Vec::new();
    for core in CORE_ADD_ONS {
        if named.iter().all(|(name, _)| *name != core) {
            missing.push(core);
        }
    }
    let place = first.origin.place();
    if missing.is_empty() {
        let message = "eksctl makes node groups beside Auto Mode in a second command alone";
        let help = "EKS takes them at once, as planned here; with eksctl run `create cluster` without them, then `create nodegroup`";
        let found = cx.report.raise(Code::AutoModeBeside, place, message).severity(Severity::Warning);
        found.help(help).phase(Phase::Validate).refused_by("eksctl");
        return;
    }
    cx.report
        .raise(
            Code::AutoModeBeside,
            place,
            format_args!(
                "node groups beside Auto Mode lack `{}`, which Auto Mode brings to its own nodes alone",
                missing.join("`, `")
            ),
        )
        .arg("missing", &missing.join(","))
        .help("list them in `addons`")
        .phase(Phase::Run);
}

/// One principal has one access entry: that of Auto Mode's nodes is EKS's, and of type `EC2`.
fn check_entry(
    cx: &mut Context<'_>,
    auto_mode: &AutoMode,
    node_groups: &[NodeGroup],
    access: &Access,
    roles: &[Role],
) {
    let Some(role) = auto_mode.node_role else { return };
    let known = roles.get(role).and_then(|role| role.existing.as_deref());
    let is_its = |principal: &Principal| match principal {
        Principal::Role(other) => *other == role,
        Principal::Arn(arn) => known == Some(arn.as_str()),
    };
    let group = node_groups.iter().find(|group| group.role == Some(role)).map(|group| &group.origin);
    let entry = || access.entries.iter().find(|entry| is_its(&entry.principal));
    let Some(origin) = group.or_else(|| entry().map(|entry| &entry.origin)) else { return };
    let place = origin.place();
    let message = "the role of Auto Mode's nodes has an access entry of type `EC2`, which EKS makes with the cluster, and can have no other";
    let mut found = cx.report.raise(Code::AccessNameTwice, place, message);
    if let Some(place) = &auto_mode.origin.place {
        found = found.label(place, "Auto Mode is turned on here");
    }
    found.help("use another role, or remove the entry").phase(Phase::Call);
}
