//! The parts of a plan that stand already, or that only the account can answer for.

use std::collections::BTreeSet;

use crate::catalog::{self, Asks, Support};
use crate::check::Subject;
use crate::topology::Topology;
use crate::topology::add_on::AddOn;
use crate::topology::capability::CapabilityKind;
use crate::topology::compute::{LaunchTemplate, NodeGroup, Placement};
use crate::topology::role::PolicyContent;

/// Their names; nothing if the plan has no such part.
pub(super) fn of<'s>(asks: Asks, subject: &Subject<'s>, topology: &'s Topology) -> BTreeSet<&'s str> {
    let groups = topology.node_groups.iter();
    match asks {
        Asks::AddOnConfiguration => {
            let is_certain =
                |it: &&AddOn| it.version.as_ref().is_some_and(|version| version.contains("-eksbuild."));
            let configured = topology.add_ons.iter().filter(|it| it.configuration.is_some());
            configured.filter(is_certain).map(|it| it.name.as_str()).collect()
        }
        Asks::AddOnPodIdentity => pod_identity(subject),
        Asks::AddOnProduct => {
            let unknown = |name: &&str| name.contains('_') && catalog::add_on(name).is_none();
            topology.add_ons.iter().map(|add_on| add_on.name.as_str()).filter(unknown).collect()
        }
        Asks::CapacityReservation => reservations(subject),
        Asks::ClusterName => BTreeSet::from([topology.cluster.name.as_str()]),
        Asks::IdentityCenter => {
            let argo_cd = topology.capabilities.iter().filter(|it| it.kind == CapabilityKind::ArgoCd);
            argo_cd.map(|_| "").collect()
        }
        Asks::Image => groups.filter_map(|group| group.image.ami.as_deref()).collect(),
        Asks::InstanceType => groups.flat_map(|group| &group.instance_types).map(String::as_str).collect(),
        Asks::Key => {
            let secrets = topology.cluster.secrets_key.as_ref().map(|(key, _)| key.as_str());
            secrets.into_iter().chain(volumes(topology).filter_map(|it| it.kms_key.as_deref())).collect()
        }
        Asks::KeyPair => {
            let pairs = groups.filter_map(|group| group.key_pair.as_ref());
            pairs.filter(|pair| pair.import.is_none()).map(|pair| pair.name.as_str()).collect()
        }
        Asks::LaunchTemplate => groups.filter_map(template).collect(),
        Asks::PlacementGroup => groups
            .filter_map(|group| match &group.placement {
                Some(Placement::Existing(name)) => Some(name.as_str()),
                Some(Placement::Made) | None => None,
            })
            .collect(),
        Asks::Policy => policies(topology).collect(),
        Asks::Quota => BTreeSet::from([""]),
        Asks::Role => {
            let arns = topology.roles.iter().filter_map(|role| role.existing.as_deref());
            arns.filter_map(|arn| arn.rsplit('/').next()).filter(|name| !name.is_empty()).collect()
        }
        Asks::SecurityGroup => {
            let ids = topology.network.security_groups.iter().filter_map(|group| group.existing.as_deref());
            ids.filter(|id| id.starts_with("sg-")).collect()
        }
        Asks::Snapshot => volumes(topology).filter_map(|volume| volume.snapshot.as_deref()).collect(),
        Asks::Subnet => {
            let ids = topology.network.subnets.iter().filter_map(|subnet| subnet.existing.as_deref());
            ids.filter(|id| id.starts_with("subnet-") && !is_observed(subject)).collect()
        }
        Asks::Version => match topology.cluster.support {
            Support::Unknown | Support::Unreleased => BTreeSet::from([""]),
            Support::Standard | Support::Extended | Support::Unsupported => BTreeSet::new(),
        },
        Asks::Vpc => vpc(topology).filter(|_| !is_observed(subject)).collect(),
        Asks::VpcNames => vpc(topology).collect(),
    }
}

/// True if the options say what the VPC is like.
fn is_observed(subject: &Subject<'_>) -> bool {
    subject.config.observed.as_ref().is_some_and(|observed| observed.vpc.is_some())
}

fn vpc(topology: &Topology) -> impl Iterator<Item = &str> {
    topology.network.vpc.existing.as_deref().filter(|id| !id.is_empty()).into_iter()
}

fn volumes(topology: &Topology) -> impl Iterator<Item = &crate::topology::compute::Volume> {
    topology.node_groups.iter().flat_map(|group| [&group.volume].into_iter().chain(&group.more_volumes))
}

fn template(group: &NodeGroup) -> Option<&str> {
    match &group.launch_template {
        LaunchTemplate::Existing { id, .. } => Some(id),
        LaunchTemplate::Made { .. } => None,
    }
}

/// Policies and boundaries of an account, not of AWS.
fn policies(topology: &Topology) -> impl Iterator<Item = &str> {
    let attached =
        topology.roles.iter().flat_map(|role| &role.policies).filter_map(|policy| match &policy.content {
            PolicyContent::Arn(arn) => Some(arn.as_str()),
            PolicyContent::AwsManaged(_) | PolicyContent::Inline(_) => None,
        });
    let boundaries = topology.roles.iter().filter_map(|role| role.boundary.as_deref());
    let is_own = |arn: &&str| {
        arn.split(':').nth(4).is_some_and(|account| account.starts_with(|c: char| c.is_ascii_digit()))
    };
    attached.chain(boundaries).filter(is_own)
}

/// Add-ons with associations of which no source says that they take them.
fn pod_identity<'s>(subject: &Subject<'s>) -> BTreeSet<&'s str> {
    let items = subject.cluster.addons.as_ref().map_or(&[][..], |list| &list.value[..]);
    let asked = items.iter().filter(|item| !item.associations().is_empty());
    let names = asked.filter_map(|item| item.name.as_ref()).map(|name| name.value.as_str());
    let takes = |name: &str| {
        catalog::add_on(name).and_then(|known| known.iam.as_ref()).is_some_and(|iam| iam.pod_identity)
    };
    names.filter(|name| !takes(name)).collect()
}

fn reservations<'s>(subject: &Subject<'s>) -> BTreeSet<&'s str> {
    let cluster = subject.cluster;
    let managed = cluster.managed_node_groups.as_ref().map_or(&[][..], |list| &list.value[..]);
    let own = cluster.node_groups.as_ref().map_or(&[][..], |list| &list.value[..]);
    let bases = managed.iter().map(|group| &group.base).chain(own.iter().map(|group| &group.base));
    let targets =
        bases.filter_map(|base| base.capacity_reservation.as_ref()?.capacity_reservation_target.as_ref());
    let ids = targets.filter_map(|target| target.capacity_reservation_id.as_ref());
    ids.map(|id| id.value.as_str()).filter(|id| !id.is_empty()).collect()
}
