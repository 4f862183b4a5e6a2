//! EKS add-ons: what they bring, and what they need.

use super::find;
use super::generated::add_ons::ADD_ONS;
use crate::terms::terms;

terms! {
    /// Who publishes an add-on.
    AddOnOwner {
        /// AWS.
        Eks = "eks",
        /// An open project, built and served by AWS.
        Community = "community",
    }
}

terms! {
    /// What pods can run on.
    ComputeKind {
        /// Nodes in node groups.
        Ec2 = "ec2",
        /// Fargate.
        Fargate = "fargate",
        /// EKS Auto Mode.
        Auto = "auto",
        /// Hybrid nodes.
        Hybrid = "hybrid",
    }
}

/// An add-on of the EKS API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddOn {
    /// The name, such as `vpc-cni`.
    pub name: &'static str,
    /// Who publishes it.
    pub owner: AddOnOwner,
    /// eksctl installs it unless told otherwise.
    pub default: bool,
    /// eksctl installs it also with Auto Mode.
    pub default_in_auto_mode: bool,
    /// eksctl asks for it before the node groups.
    pub before_nodes: bool,
    /// It has a Deployment, which must be scheduled before the add-on is healthy.
    pub needs_capacity: bool,
    /// It has a DaemonSet.
    pub runs_on_each_node: bool,
    /// The rights that it needs in AWS beyond the node's.
    pub iam: Option<AddOnIam>,
    /// What it can run on.
    pub compute: &'static [ComputeKind],
    /// Other add-ons that must be there first.
    pub needs: &'static [&'static str],
    /// Those of them without which it does not work at all.
    pub requires: &'static [&'static str],
    /// It calls nothing in AWS.
    pub no_rights: bool,
    /// Its versions are those of Kubernetes.
    pub follows_kubernetes: bool,
    /// Keys of the endpoint services that it calls.
    pub endpoints: &'static [&'static str],
}

/// The rights of an add-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddOnIam {
    /// AWS managed policies by their name below `policy/`; empty when the customer writes one.
    pub policies: &'static [&'static str],
    /// The namespace of the service account, where known.
    pub namespace: Option<&'static str>,
    /// The service account, where known; the controller's where there are several.
    pub service_account: Option<&'static str>,
    /// A source says that the rights can come by Pod Identity; false also where none does.
    pub pod_identity: bool,
    /// It does not work without them.
    pub required: bool,
}

/// All known add-ons, by name.
pub fn add_ons() -> &'static [AddOn] {
    ADD_ONS
}

/// The add-on with this name.
pub fn add_on(name: &str) -> Option<&'static AddOn> {
    find(ADD_ONS, name, |row| row.name)
}
