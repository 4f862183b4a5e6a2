//! What IPv6 asks of add-ons: the CNI assigns addresses by another right, and cannot do without it.

use super::identity::AGENT;
use crate::diagnostic::Code;
use crate::document::json;
use crate::spec::{AddOn as Written, Field, Located, items};
use crate::topology::lower::auto_mode;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::filled;
use crate::topology::lower::network::ipv6_family;
use crate::topology::lower::outpost;
use crate::topology::role::{PolicyContent, Role};

/// The add-on that gives pods their addresses.
pub(super) const CNI: &str = "vpc-cni";

/// What the catalog calls its policy for IPv6.
pub(super) const POLICY: &str = "vpc-cni.ipv6";

/// The right that no policy of AWS's holds.
const RIGHT: &str = "ec2:AssignIpv6Addresses";

/// True if a role may assign IPv6 addresses, as far as its policies can be read.
pub(super) fn assigns_addresses(role: &Role) -> bool {
    role.policies.iter().any(|policy| match &policy.content {
        PolicyContent::Inline(document) => json::text(document).contains(RIGHT),
        PolicyContent::Arn(_) => true,
        PolicyContent::AwsManaged(_) => false,
    })
}

/// What eksctl refuses of an IPv6 cluster (`validateKubernetesNetworkConfig`).
pub(super) fn check(cx: &mut Context<'_>) {
    let spec = cx.spec;
    let is_asked = auto_mode::switch(cx).is_none() && !outpost::is_local(cx);
    let Some(family) = ipv6_family(spec).filter(|_| is_asked) else { return };
    let add_ons = items(&spec.addons);
    let named = |name: &str| {
        let is_it = |it: &&Located<Written>| {
            it.name.as_ref().is_some_and(|text| text.value.eq_ignore_ascii_case(name))
        };
        add_ons.iter().find(is_it)
    };
    if named("coredns").is_none() {
        let message = "an IPv6 cluster has to name its add-ons, and `coredns` is not among them";
        let help = "list `vpc-cni`, `coredns` and `kube-proxy` in `addons`";
        cx.refuse_as(Code::NetworkIpv6AddOns, &family.at, message, help);
    }
    let Some(cni) = named(CNI) else { return };
    let is_on = |flag: &Field<bool>| flag.as_ref().is_some_and(|flag| flag.value);
    let has_agent = named(AGENT).is_some();
    if !has_agent && !spec.iam.as_ref().is_some_and(|iam| is_on(&iam.with_oidc)) {
        let message =
            "the CNI of an IPv6 cluster needs a role of its own, and there is no way to give it one";
        let help = "write `iam.withOIDC: true`, or add `eks-pod-identity-agent`";
        cx.refuse_as(Code::NetworkIpv6CniRights, &cni.at, message, help);
    }
    let config = spec.addons_config.as_ref();
    let applied = config.is_some_and(|config| is_on(&config.auto_apply_pod_identity_associations));
    let associated = cni.pod_identity_associations.as_ref().is_some_and(|list| !list.value.is_empty());
    if has_agent && !applied && !is_on(&cni.use_default_pod_identity_associations) && !associated {
        let message = "the Pod Identity agent is there, and the CNI of the IPv6 cluster gets no association";
        let help = "write `useDefaultPodIdentityAssociations: true` at `vpc-cni`";
        cx.refuse_as(Code::NetworkIpv6CniRights, &cni.at, message, help);
    }
    let version = filled(&cni.version).filter(|version| version.value != "latest");
    if let Some(version) = version.filter(|version| !is_version(version)) {
        cx.report
            .raise(
                Code::FieldValue,
                &version.at,
                format_args!(
                    "`{}` is no version of `vpc-cni` that can be compared with 1.10.0",
                    version.value
                ),
            )
            .arg("value", &version.value)
            .help("write it as `v1.20.0-eksbuild.1`, or leave the version out");
    }
    if let Some(version) = version.filter(|version| is_old(version)) {
        cx.report
            .raise(
                Code::NetworkIpv6CniOld,
                &version.at,
                format_args!("`vpc-cni` {} knows no IPv6", version.value),
            )
            .arg("version", &version.value)
            .label(&family.at, "asked for here")
            .help("take 1.10.0 or later, or leave the version out");
    }
}

/// True for numbers between dots, with what may follow a dash or a plus.
fn is_version(version: &str) -> bool {
    let numbers = version.strip_prefix('v').unwrap_or(version).split(['-', '+']).next().unwrap_or_default();
    numbers.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// True for versions before 1.10.0; a text that is none is not judged here.
fn is_old(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split(['.', '-']);
    let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok());
    matches!((number(), number()), (Some(major), Some(minor)) if (major, minor) < (1, 10))
}
