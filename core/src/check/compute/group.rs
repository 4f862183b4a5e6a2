//! A node group as written, of either kind.

use std::fmt::Display;

use crate::catalog::{self, AmiFamily, Os};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Raised, Report};
use crate::spec::{
    InstancesDistribution, Located, ManagedNodeGroup, NodeGroupBase, SelfManagedNodeGroup, items,
};
use crate::topology::compute::NodeGroup;

pub(super) use crate::spec::written;

/// eksctl's family where none is written.
const DEFAULT_FAMILY: &str = "AmazonLinux2023";

/// A node group as written.
#[derive(Clone, Copy)]
pub(super) struct Group<'s> {
    pub(super) at: &'s Place,
    pub(super) base: &'s NodeGroupBase,
    pub(super) managed: Option<&'s ManagedNodeGroup>,
    pub(super) own: Option<&'s SelfManagedNodeGroup>,
}

/// All node groups, in the order of the text.
pub(super) fn groups<'s>(subject: &Subject<'s>) -> impl Iterator<Item = Group<'s>> {
    let managed = items(&subject.cluster.managed_node_groups);
    let own = items(&subject.cluster.node_groups);
    let managed = managed.iter().map(|group| Group {
        at: &group.at,
        base: &group.value.base,
        managed: Some(&group.value),
        own: None,
    });
    let own = own.iter().map(|group| Group {
        at: &group.at,
        base: &group.value.base,
        managed: None,
        own: Some(&group.value),
    });
    managed.chain(own)
}

impl<'s> Group<'s> {
    /// Its name, empty if it has none.
    pub(super) fn name(&self) -> &'s str {
        self.base.name.as_ref().map_or("", |name| &name.value)
    }

    /// Raises a finding about it.
    #[cfg_attr(feature = "sites", track_caller)]
    pub(super) fn raise<'r>(
        &self,
        report: &'r mut Report,
        code: Code,
        at: &Place,
        message: impl Display,
    ) -> Raised<'r> {
        report.raise(code, at, message).arg("nodeGroup", self.name())
    }

    /// The launch template of the user's own.
    pub(super) fn template(&self) -> Option<&'s Place> {
        self.managed?.launch_template.as_ref().map(|template| &template.at)
    }

    /// What is written for its image, if it is not empty.
    pub(super) fn ami(&self) -> Option<&'s Located<String>> {
        written(self.base.ami.as_ref())
    }

    /// The family of its image: the written one, or eksctl's; nothing if only the image knows.
    pub(super) fn family(&self) -> Option<&'static AmiFamily> {
        match &self.base.ami_family {
            Some(family) => catalog::ami_family(family.value.as_str()),
            None if self.managed.is_some() && (self.ami().is_some() || self.template().is_some()) => None,
            None => catalog::ami_family(DEFAULT_FAMILY),
        }
    }

    /// True if its nodes run Bottlerocket.
    pub(super) fn is_bottlerocket(&self) -> bool {
        self.family().is_some_and(|family| family.os == Os::Bottlerocket)
    }

    pub(super) fn distribution(&self) -> Option<&'s Located<InstancesDistribution>> {
        self.own?.instances_distribution.as_ref()
    }

    /// The list of instance types, if there is one.
    pub(super) fn type_list(&self) -> Option<&'s Located<Vec<Located<String>>>> {
        match self.managed {
            Some(managed) => managed.instance_types.as_ref(),
            None => self.distribution()?.instance_types.as_ref(),
        }
    }

    /// The instance types as written: the list, else the one.
    pub(super) fn types(&self) -> impl Iterator<Item = &'s Located<String>> {
        let list = self.type_list().map_or(&[][..], |list| &list.value[..]);
        let one =
            written(self.base.instance_type.as_ref()).filter(|one| one.value != "mixed" && list.is_empty());
        list.iter().chain(one)
    }

    /// True if an instance selector asks for something.
    pub(super) fn has_selector(&self) -> bool {
        self.base.instance_selector.as_ref().is_some_and(|selector| selector.value != Default::default())
    }

    /// What became of it.
    pub(super) fn lowered(&self, subject: &Subject<'s>) -> Option<&'s NodeGroup> {
        subject.topology?.node_groups.iter().find(|group| group.name == self.name())
    }
}

/// True if the switch is written and on.
pub(super) fn is_on(switch: Option<&Located<bool>>) -> bool {
    switch.is_some_and(|switch| switch.value)
}
