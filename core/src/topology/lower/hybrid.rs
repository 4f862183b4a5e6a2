//! Who hybrid nodes are: their credentials, their role, and what keeps them from joining.

#[cfg(test)]
mod tests;

use super::context::Context;
use super::named::written;
use super::policies::Policies;
use super::roles::{self, NewRole};
use crate::diagnostic::{Code, NOWHERE};
use crate::spec::{Located, RemoteNodesIam};
use crate::topology::Origin;
use crate::topology::cluster::Cluster;
use crate::topology::hybrid::{Hybrid, Provider, TrustAnchor};
use crate::topology::network::Network;
use crate::topology::role::{Role, Trust};

const PURPOSE: &str = "the role of the hybrid nodes";

/// The hybrid nodes, if the spec names networks for them; their role is entered in `roles`.
pub(super) fn lower(
    cx: &mut Context<'_>,
    cluster: &Cluster,
    network: &Network,
    roles: &mut Vec<Role>,
) -> Option<Hybrid> {
    network.remote.as_ref()?;
    let config = cx.spec.remote_network_config.as_ref()?;
    let iam = config.iam.as_ref();
    let provider = provider(cx, iam);
    check(cx, cluster, config);
    let origin = Origin::field(iam.map_or(&config.at, |iam| &iam.at));
    if let Some(arn) = written(iam.and_then(|iam| iam.role_arn.as_ref())) {
        let why = "the role stands already, and so must what hands it to the hosts: a hybrid activation, or a trust anchor and a profile";
        let subject = format_args!("remoteNetworkConfig.iam.roleARN");
        cx.assume(subject, arn, why, "eksctl, which makes neither then");
        let message = "eksctl cannot make the cluster with a role of your own for hybrid nodes: its access entry names the role that it leaves out then";
        cx.report
            .raise(Code::HybridOwnRole, &arn.at, message)
            .arg("role", &arn.value)
            .help("leave `roleARN` out: eksctl makes the role that fits the provider");
        let role = roles::existing(roles, arn, PURPOSE);
        return Some(Hybrid { provider, role, trust_anchor: None, origin });
    }
    let certificate = written(iam.and_then(|iam| iam.ca_bundle_cert.as_ref()));
    let trust_anchor = certificate
        .filter(|_| provider == Provider::RolesAnywhere)
        .map(|text| TrustAnchor { certificate: text.value.clone(), origin: Origin::field(&text.at) });
    let trust = match provider {
        Provider::Ssm => roles::service(cx, "hybrid.ssm"),
        Provider::RolesAnywhere => Trust::RolesAnywhere,
    };
    let (name, policies) = ("hybrid-nodes".to_owned(), policies(provider, &origin));
    let role = NewRole::new(name, PURPOSE.to_owned(), trust, policies, origin.clone()).add(cx, roles);
    say_activation(cx, provider, &roles[role].role_name);
    Some(Hybrid { provider, role, trust_anchor, origin })
}

/// Who hands out credentials: Systems Manager unless Roles Anywhere is asked for.
fn provider(cx: &mut Context<'_>, iam: Option<&Located<RemoteNodesIam>>) -> Provider {
    let chosen = written(iam.and_then(|iam| iam.provider.as_ref()));
    let provider = match chosen.map(|text| text.to_ascii_lowercase()).as_deref() {
        None => {
            let subject = format_args!("remoteNetworkConfig.iam.provider");
            cx.assume(subject, "SSM", "no provider was given", "eksctl's default");
            Provider::Ssm
        }
        Some("ssm") => Provider::Ssm,
        Some("ira") => Provider::RolesAnywhere,
        Some(_) => {
            if let Some(text) = chosen {
                cx.refuse(
                    &text.at,
                    format_args!("`{}` hands out no credentials to hybrid nodes", text.value),
                    "write `ssm` or `ira`",
                );
            }
            Provider::Ssm
        }
    };
    let certificate = written(iam.and_then(|iam| iam.ca_bundle_cert.as_ref()));
    let own_role = written(iam.and_then(|iam| iam.role_arn.as_ref()));
    match (provider, certificate) {
        (Provider::Ssm, Some(text)) => {
            let message =
                "`caBundleCert` goes with Roles Anywhere, and Systems Manager hands out credentials";
            cx.report
                .raise(Code::HybridCertificate, &text.at, message)
                .help("write `provider: ira`, or leave the certificate out");
        }
        (Provider::RolesAnywhere, None) if own_role.is_none() => {
            let place = iam.map_or(&NOWHERE, |iam| &iam.at);
            let message = "Roles Anywhere needs the certificate of the authority that it is to trust";
            cx.missing(
                "caBundleCert",
                place,
                message,
                "write the PEM text of your certificate authority into `iam.caBundleCert`",
            );
        }
        _ => {}
    }
    provider
}

fn policies(provider: Provider, origin: &Origin) -> Policies {
    let mut policies = Policies::default();
    policies.of_catalog(
        match provider {
            Provider::Ssm => "hybrid.ssm",
            Provider::RolesAnywhere => "hybrid.roles-anywhere",
        },
        origin,
    );
    policies.allow("EKSDescribeCluster", &["eks:DescribeCluster"], "*", origin);
    if provider == Provider::Ssm {
        let actions = ["ssm:DeregisterManagedInstance", "ssm:DescribeInstanceInformation"];
        policies.allow("SSMRolePolicy", &actions, "*", origin);
    }
    policies
}

/// What keeps hybrid nodes from joining the cluster as it is.
fn check(cx: &mut Context<'_>, cluster: &Cluster, config: &Located<crate::spec::RemoteNetworkConfig>) {
    if !cluster.authentication_mode.has_entries() {
        let mode = cx.spec.access_config.as_ref().and_then(|access| access.authentication_mode.as_ref());
        let place = mode.map_or(&config.at, |mode| &mode.at).clone();
        let message = "hybrid nodes join by an access entry, and with `CONFIG_MAP` there are none";
        let help = "write `authenticationMode: API_AND_CONFIG_MAP` or `API`";
        cx.report
            .raise(Code::HybridAuthentication, &place, message)
            .label(&config.at, "hybrid nodes are asked for here")
            .help(help);
    }
    let endpoint = &cluster.endpoint;
    if endpoint.public && endpoint.private && !endpoint.close_public_last {
        let place = endpoint.origin.place.clone().unwrap_or_else(|| config.at.clone());
        let message = "hybrid nodes may not join: with both sides of the endpoint open, its name leads hosts on the premises to public addresses";
        cx.report.raise(Code::HybridEndpointBoth, &place, message).help(
            "open `privateAccess` alone, with a way from the premises into the VPC, or `publicAccess` alone",
        );
    }
}

/// Only the user knows how many hosts there will be, and gets the code.
fn say_activation(cx: &mut Context<'_>, provider: Provider, role_name: &str) {
    if provider == Provider::Ssm {
        let command = format!("aws ssm describe-activations --region {}", cx.region);
        cx.unknown(format_args!("activation of the hybrid nodes"), format_args!(
            "hosts register with the id and the code of an activation, which says how many may and is shown once: `aws ssm create-activation --iam-role {role_name} --registration-limit NUMBER`"
        ), Some(command), false);
    }
}
