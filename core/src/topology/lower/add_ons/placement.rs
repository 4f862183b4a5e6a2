//! What eksctl does to add-ons once they run, and EKS takes with their configuration: CoreDNS on Fargate, Windows nodes.

use crate::source::{self, Limits};
use crate::topology::add_on::{AddOn, core_dns_labels};
use crate::topology::compute::{FargateProfile, NodeGroup};
use crate::topology::lower::context::Context;

/// The namespace of CoreDNS.
const SYSTEM: &str = "kube-system";

const COMPUTE_TYPE: &str = "computeType";
const WINDOWS_IPAM: &str = "enableWindowsIpam";

/// Fits the configuration of add-ons to the compute; one that is written stays as it is.
pub(super) fn fit(
    cx: &mut Context<'_>,
    node_groups: &[NodeGroup],
    fargate_profiles: &[FargateProfile],
    add_ons: &mut [AddOn],
) {
    let labels = core_dns_labels();
    let on_fargate = fargate_profiles.iter().any(|profile| profile.takes(SYSTEM, &labels));
    let has_windows = node_groups.iter().any(|group| group.image.windows);
    for add_on in add_ons {
        match add_on.name.as_str() {
            "coredns" => {
                if on_fargate && add_on.configuration.is_none() {
                    add_on.configuration = Some(format!("{{\"{COMPUTE_TYPE}\":\"Fargate\"}}"));
                    let why = "a Fargate profile takes its pods, and eksctl moves them there";
                    let subject = format_args!("coredns.computeType");
                    cx.assume(subject, "Fargate", why, "eksctl 99984ad, pkg/fargate/coredns");
                }
                add_on.on_fargate =
                    value(add_on, COMPUTE_TYPE).is_some_and(|value| value.eq_ignore_ascii_case("fargate"));
            }
            "vpc-cni" if has_windows => {
                if add_on.configuration.is_none() {
                    add_on.configuration = Some(format!("{{\"{WINDOWS_IPAM}\":\"true\"}}"));
                    let why = "pods on Windows nodes get no address without it, and eksctl turns it on";
                    let subject = format_args!("vpc-cni.enableWindowsIpam");
                    cx.assume(subject, "true", why, "eksctl 99984ad, pkg/windows/ipam.go");
                }
                add_on.windows_ipam = value(add_on, WINDOWS_IPAM).is_some_and(|value| value == "true");
            }
            _ => {}
        }
    }
}

/// The text at a key of the configuration.
fn value(add_on: &AddOn, key: &str) -> Option<String> {
    let read = source::read("configurationValues", add_on.configuration.as_deref()?, &Limits::default());
    let node = read.documents.first()?.root.get(key)?;
    node.as_scalar().map(|scalar| scalar.text.to_string())
}
