//! Where pods run: managed and self-managed node groups, Fargate profiles.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Origin;
use crate::catalog::Architecture;

/// A node group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeGroup {
    /// Its name.
    pub name: String,
    /// Who manages it.
    pub kind: NodeGroupKind,
    /// Where it comes from.
    pub origin: Origin,
    /// Numbers of nodes.
    pub sizes: Sizes,
    /// Instance types, at least one unless the user's launch template says it.
    pub instance_types: Vec<String>,
    /// How capacity is bought.
    pub capacity: Capacity,
    /// Which image.
    pub image: Image,
    /// True if nodes stand in private subnets.
    pub private_networking: bool,
    /// Indexes of the subnets that it may use.
    pub subnets: Vec<usize>,
    /// The ARN of the Outpost that its nodes stand on.
    pub outpost: Option<String>,
    /// Index of its role; absent if an instance profile that stands already brings it.
    pub role: Option<usize>,
    /// An instance profile that stands already (self-managed).
    pub instance_profile: Option<String>,
    /// Labels of its nodes.
    pub labels: BTreeMap<String, String>,
    /// Taints of its nodes.
    pub taints: Vec<Taint>,
    /// Tags beside the cluster's.
    pub tags: BTreeMap<String, String>,
    /// The launch template.
    pub launch_template: LaunchTemplate,
    /// The key pair for SSH.
    pub key_pair: Option<KeyPair>,
    /// Indexes of the security groups that its nodes carry.
    pub security_groups: Vec<usize>,
    /// The root volume.
    pub volume: Volume,
    /// Further volumes, each with its device.
    pub more_volumes: Vec<Volume>,
    /// The tag `Name` of its instances.
    pub instance_name: String,
    /// The placement group that its instances are started in.
    pub placement: Option<Placement>,
    /// With EFA: the network interfaces, one on a card; none if the launch template is the user's.
    pub efa: Option<Vec<Interface>>,
    /// Further parameters of the call that makes the group, as the API takes them (`updateConfig`, `nodeRepairConfig`, ...).
    pub settings: Map<String, Value>,
    /// Commands run before a node joins.
    pub pre_bootstrap: Vec<String>,
    /// What runs instead of the usual joining.
    pub override_bootstrap: Option<String>,
    /// The most pods on a node, if it was chosen.
    pub max_pods: Option<u32>,
    /// Settings of the kubelet beside those that EKS and the image give it.
    pub kubelet: Map<String, Value>,
    /// The address of the cluster's DNS, if it was chosen.
    pub cluster_dns: Option<String>,
    /// The container runtime, if it was chosen.
    pub container_runtime: Option<String>,
    /// Settings of Bottlerocket beside those that name the cluster.
    pub bottlerocket: Map<String, Value>,
    /// What is done to its Auto Scaling group once it is there.
    pub scaling: Scaling,
}

impl NodeGroup {
    /// True if user data must tell nodes which cluster to join: EKS tells its own images in managed groups, and in
    /// those a command of the user's alone is all that a script has to run.
    pub fn joins_by_user_data(&self) -> bool {
        match self.kind {
            NodeGroupKind::SelfManaged => true,
            NodeGroupKind::Managed => {
                let is_script = matches!(self.image.bootstrap, Bootstrap::Script | Bootstrap::Windows);
                self.image.ami.is_some() && !(is_script && self.override_bootstrap.is_some())
            }
        }
    }

    /// All its volumes, the root volume first.
    pub fn volumes(&self) -> impl Iterator<Item = &Volume> {
        std::iter::once(&self.volume).chain(&self.more_volumes)
    }

    /// The processors of its nodes, where the image tells.
    pub fn architecture(&self) -> Option<Architecture> {
        let variant = self.image.variant?;
        let known = [Architecture::Arm64, Architecture::X86_64];
        known.into_iter().find(|architecture| {
            let rest = variant.strip_prefix(architecture.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
    }
}

/// Who manages a node group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeGroupKind {
    /// EKS.
    Managed,
    /// The customer.
    SelfManaged,
}

/// Numbers of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Never less.
    pub min: u32,
    /// At first.
    pub desired: u32,
    /// Never more.
    pub max: u32,
}

/// How capacity is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capacity {
    /// On demand.
    OnDemand,
    /// Spot.
    Spot,
    /// A capacity block that was bought before.
    Block,
    /// Both, by an Auto Scaling group's instances distribution, as its API takes it.
    Mixed(Map<String, Value>),
}

/// Which image nodes start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The AMI family, as `AmazonLinux2023`; absent if the user's launch template or AMI says it.
    pub family: Option<String>,
    /// The hardware that the image is for, named as the catalogue does: `x86_64`, `arm64_nvidia`, ...; absent if no image fits.
    pub variant: Option<&'static str>,
    /// EKS's AMI type, where EKS chooses the image.
    pub ami_type: Option<&'static str>,
    /// The AMI, if it was chosen.
    pub ami: Option<String>,
    /// True for Windows.
    pub windows: bool,
    /// How it is told which cluster to join.
    pub bootstrap: Bootstrap,
    /// The root device's name.
    pub root_device: &'static str,
}

/// How an image is told which cluster to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bootstrap {
    /// A `NodeConfig` of Amazon Linux 2023.
    NodeConfig,
    /// The script of Amazon Linux 2 and Ubuntu.
    Script,
    /// The settings of Bottlerocket.
    Settings,
    /// The script of Windows.
    Windows,
}

/// The placement group of a node group's instances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// It stands already under this name.
    Existing(String),
    /// The plan makes it, so that the instances stand close together.
    Made,
}

/// A network interface of instances with EFA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interface {
    /// The network card that it is on.
    pub card: u8,
    /// True if it is one of EFA, false if it is a plain one.
    pub efa: bool,
}

/// What is done to an Auto Scaling group once it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scaling {
    /// Processes that are suspended.
    pub suspended: Vec<String>,
    /// Metrics that are collected; all of them where the list is empty.
    pub metrics: Vec<Vec<String>>,
    /// Tags by which the cluster autoscaler knows labels and taints of nodes that are not there yet.
    pub template_tags: BTreeMap<String, String>,
}

/// A taint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taint {
    /// Its key.
    pub key: String,
    /// Its value; may be empty.
    pub value: String,
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    pub effect: String,
}

impl Taint {
    /// Puts taints in their order, each once.
    pub(crate) fn sort(taints: &mut Vec<Taint>) {
        taints.sort_unstable_by(|a, b| (&a.key, &a.effect, &a.value).cmp(&(&b.key, &b.effect, &b.value)));
        taints.dedup();
    }
}

/// The launch template of a node group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaunchTemplate {
    /// The plan makes it.
    Made {
        /// `required` tokens unless IMDSv1 is wanted.
        imds_v1: bool,
        /// The number of hops that metadata answers may make.
        hop_limit: u32,
        /// Further parameters of `LaunchTemplateData`, as the API takes them.
        data: Map<String, Value>,
    },
    /// It stands already.
    Existing {
        /// Its id.
        id: String,
        /// Its version.
        version: Option<String>,
    },
}

/// An EC2 key pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPair {
    /// Its name in EC2.
    pub name: String,
    /// The public key to import; absent if the key pair stands already.
    pub import: Option<PublicKey>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// Its text.
    Text(String),
    /// The file that holds it, which only the user has.
    File(String),
}

/// A volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Its size in GiB; absent if its image says it.
    pub size_gib: Option<i64>,
    /// Its type, as `gp3`.
    pub kind: String,
    /// Operations a second.
    pub iops: Option<i64>,
    /// MiB a second.
    pub throughput: Option<i64>,
    /// True or false if it was chosen.
    pub encrypted: Option<bool>,
    /// The KMS key.
    pub kms_key: Option<String>,
    /// The snapshot that it begins with.
    pub snapshot: Option<String>,
    /// The device's name, if it was chosen.
    pub device: Option<String>,
}

/// A Fargate profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FargateProfile {
    /// Its name.
    pub name: String,
    /// Index of its pod execution role.
    pub role: usize,
    /// Indexes of its private subnets.
    pub subnets: Vec<usize>,
    /// Which pods it takes.
    pub selectors: Vec<Selector>,
    /// Tags beside the cluster's.
    pub tags: BTreeMap<String, String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl FargateProfile {
    /// True if it takes pods of this namespace that carry these labels.
    pub fn takes(&self, namespace: &str, labels: &BTreeMap<String, String>) -> bool {
        self.selectors.iter().any(|selector| {
            let carried = |(key, pattern): (&String, &String)| {
                labels.get(key).is_some_and(|value| fits(pattern.as_bytes(), value.as_bytes()))
            };
            fits(selector.namespace.as_bytes(), namespace.as_bytes()) && selector.labels.iter().all(carried)
        })
    }
}

/// True if the text fits the pattern, in which `*` stands for any characters and `?` for one.
fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while read < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(&byte) if byte == b'?' || byte == text[read] => {
                at += 1;
                read += 1;
            }
            _ => match &mut star {
                Some((place, taken)) => {
                    *taken += 1;
                    at = *place + 1;
                    read = *taken;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|&byte| byte == b'*')
}

/// Which pods a Fargate profile takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// Their namespace.
    pub namespace: String,
    /// Labels that they all carry.
    pub labels: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_have_stars_and_question_marks() {
        let fits = |pattern: &str, text: &str| fits(pattern.as_bytes(), text.as_bytes());
        assert!(fits("team-*", "team-a") && fits("team-*", "team-") && !fits("team-*", "tea"));
        assert!(fits("t?am", "team") && !fits("t?am", "tam"));
        assert!(fits("*a*b", "xaybzb") && !fits("*a*b", "xaybz"));
        assert!(fits("", "") && !fits("", "a") && fits("*", ""));
    }
}
