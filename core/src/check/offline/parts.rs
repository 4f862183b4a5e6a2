//! The parts of a plan that stand already, or that only the account can answer for.

use crate::catalog::{self, Asks, Support};
use crate::check::Subject;
use crate::spec::{NodeGroupBase, items};
use crate::topology::Topology;
use crate::topology::capability::CapabilityKind;
use crate::topology::compute::{LaunchTemplate, NodeGroup, Placement};
use crate::topology::role::PolicyContent;

/// Their names, ascending, each once; nothing if the plan has no such part.
pub(super) fn of<'s>(asks: Asks, subject: &Subject<'s>, topology: &'s Topology) -> Vec<&'s str> {
    let mut names = Vec::new();
    match asks {
        Asks::AddOnConfiguration | Asks::AddOnProduct => of_add_ons(asks, topology, &mut names),
        Asks::AddOnPodIdentity => pod_identity(subject, &mut names),
        Asks::CapacityReservation => reservations(subject, &mut names),
        Asks::ClusterName => enter(&mut names, Some(&topology.cluster.name)),
        Asks::IdentityCenter => {
            let is_asked = topology.capabilities.iter().any(|it| it.kind == CapabilityKind::ArgoCd);
            enter(&mut names, is_asked.then_some(""));
        }
        Asks::Image | Asks::InstanceType | Asks::KeyPair | Asks::LaunchTemplate | Asks::PlacementGroup => {
            topology.node_groups.iter().for_each(|group| of_group(asks, group, &mut names));
        }
        Asks::Key | Asks::Snapshot => of_volumes(asks, topology, &mut names),
        Asks::Policy => policies(topology, &mut names),
        Asks::Quota => enter(&mut names, Some("")),
        Asks::Role => {
            for arn in topology.roles.iter().filter_map(|role| role.existing.as_deref()) {
                enter(&mut names, arn.rsplit('/').next().filter(|name| !name.is_empty()));
            }
        }
        Asks::SecurityGroup => {
            for group in &topology.network.security_groups {
                enter(&mut names, group.existing.as_deref().filter(|id| id.starts_with("sg-")));
            }
        }
        Asks::Subnet if is_observed(subject) => {}
        Asks::Subnet => {
            for subnet in &topology.network.subnets {
                enter(&mut names, subnet.existing.as_deref().filter(|id| id.starts_with("subnet-")));
            }
        }
        Asks::Version => {
            let is_open = matches!(topology.cluster.support, Support::Unknown | Support::Unreleased);
            enter(&mut names, is_open.then_some(""));
        }
        Asks::Vpc if is_observed(subject) => {}
        Asks::Vpc | Asks::VpcNames => {
            enter(&mut names, topology.network.vpc.existing.as_deref().filter(|id| !id.is_empty()));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[inline(never)]
fn enter<'s>(names: &mut Vec<&'s str>, name: Option<&'s str>) {
    names.extend(name);
}

/// True if the options say what the VPC is like.
fn is_observed(subject: &Subject<'_>) -> bool {
    subject.config.observed.as_ref().is_some_and(|observed| observed.vpc.is_some())
}

fn of_add_ons<'s>(asks: Asks, topology: &'s Topology, names: &mut Vec<&'s str>) {
    for add_on in &topology.add_ons {
        let is_certain = || add_on.version.as_ref().is_some_and(|version| version.contains("-eksbuild."));
        let is_asked = match asks {
            Asks::AddOnConfiguration => add_on.configuration.is_some() && is_certain(),
            _ => add_on.name.contains('_') && catalog::add_on(&add_on.name).is_none(),
        };
        enter(names, is_asked.then_some(&add_on.name));
    }
}

fn of_group<'s>(asks: Asks, group: &'s NodeGroup, names: &mut Vec<&'s str>) {
    match asks {
        Asks::Image => enter(names, group.image.ami.as_deref()),
        Asks::KeyPair => {
            let pair = group.key_pair.as_ref().filter(|pair| pair.import.is_none());
            enter(names, pair.map(|pair| pair.name.as_str()));
        }
        Asks::LaunchTemplate => {
            if let LaunchTemplate::Existing { id, .. } = &group.launch_template {
                enter(names, Some(id));
            }
        }
        Asks::PlacementGroup => {
            if let Some(Placement::Existing(name)) = &group.placement {
                enter(names, Some(name));
            }
        }
        _ => group.instance_types.iter().for_each(|kind| enter(names, Some(kind))),
    }
}

fn of_volumes<'s>(asks: Asks, topology: &'s Topology, names: &mut Vec<&'s str>) {
    let is_key = asks == Asks::Key;
    let secrets = topology.cluster.secrets_key.as_ref().filter(|_| is_key);
    enter(names, secrets.map(|(key, _)| key.as_str()));
    for group in &topology.node_groups {
        for volume in std::iter::once(&group.volume).chain(&group.more_volumes) {
            enter(names, if is_key { volume.kms_key.as_deref() } else { volume.snapshot.as_deref() });
        }
    }
}

/// Policies and boundaries of an account, not of AWS.
fn policies<'s>(topology: &'s Topology, names: &mut Vec<&'s str>) {
    let mut of_account = |arn: &'s str| {
        let account = arn.split(':').nth(4).unwrap_or_default();
        enter(names, Some(arn).filter(|_| account.starts_with(|c: char| c.is_ascii_digit())));
    };
    for role in &topology.roles {
        for policy in &role.policies {
            if let PolicyContent::Arn(arn) = &policy.content {
                of_account(arn);
            }
        }
        role.boundary.as_deref().into_iter().for_each(&mut of_account);
    }
}

/// Add-ons with associations of which no source says that they take them.
fn pod_identity<'s>(subject: &Subject<'s>, names: &mut Vec<&'s str>) {
    for item in items(&subject.cluster.addons) {
        let name = item.name.as_ref().filter(|_| !item.associations().is_empty());
        let iam = |name: &str| catalog::add_on(name).and_then(|known| known.iam.as_ref());
        let name = name.filter(|name| !iam(name).is_some_and(|iam| iam.pod_identity));
        enter(names, name.map(|name| name.value.as_str()));
    }
}

fn reservations<'s>(subject: &Subject<'s>, names: &mut Vec<&'s str>) {
    let of_group = |base: &'s NodeGroupBase| {
        let target = base.capacity_reservation.as_ref()?.capacity_reservation_target.as_ref()?;
        target.capacity_reservation_id.as_ref().map(|id| id.value.as_str()).filter(|id| !id.is_empty())
    };
    for (_, base) in subject.node_groups() {
        enter(names, of_group(base));
    }
}
