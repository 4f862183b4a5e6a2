//! How the control plane leaves the VPC, where it does so by the customer's routes.

use crate::diagnostic::{Code, Phase, Place};
use crate::topology::cluster::CUSTOMER_ROUTED;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::quoted;
use crate::topology::lower::network::is_fully_private;
use crate::topology::network::{Network, Target};

/// Cross-account ENIs have no public addresses: only a route to a NAT gateway, or to another network, serves them.
pub(super) fn check(
    cx: &mut Context<'_>,
    network: &Network,
    subnets: &[usize],
    mode: Option<(&str, &Place)>,
) {
    let Some((_, place)) = mode.filter(|(mode, _)| *mode == CUSTOMER_ROUTED) else { return };
    if network.is_existing() {
        let why = format_args!(
            "the control plane leaves by them: they need a default route that is no internet gateway's, port 443 out, and the DNS of Amazon"
        );
        cx.unknown(format_args!("routes of the control plane's subnets"), why, None, false);
        return;
    }
    let has_issuer = cx.spec.identity_providers.as_ref().is_some_and(|list| !list.value.is_empty());
    // What is fully private on purpose needs no way out, unless it has to fetch the keys of an issuer.
    if is_fully_private(cx.spec) && !has_issuer {
        return;
    }
    let mut names: Vec<&str> = Vec::new();
    for &at in subnets {
        let table = network.route_table_of(at).and_then(|table| network.route_tables.get(table));
        let route = table.and_then(|table| table.default_route);
        if !matches!(route, Some(Target::NatGateway(_))) {
            names.extend(network.subnets.get(at).map(|subnet| subnet.name.as_str()));
        }
    }
    if names.is_empty() {
        return;
    }
    let help =
        "write `vpc.controlPlaneOnPrivateSubnets: true` and leave a NAT gateway, or take `AWS_MANAGED`";
    cx.report
        .raise(
            Code::NetworkNoEgress,
            place,
            format_args!("the control plane does not get out of {}", quoted(&names)),
        )
        .help(help)
        .phase(Phase::Run);
}

#[cfg(test)]
mod tests {
    use crate::topology::lower::testing::{found, lowered};

    #[test]
    fn interfaces_without_public_addresses_leave_by_a_nat_gateway_alone() {
        let with = |vpc: &str| found(&format!("vpc: {{controlPlaneEgressMode: CUSTOMER_ROUTED{vpc}}}\n"));
        assert_eq!(with(""), ["EP0413 vpc.controlPlaneEgressMode"]);
        assert_eq!(with(", controlPlaneOnPrivateSubnets: true"), [""; 0]);
        let shut = ", controlPlaneOnPrivateSubnets: true, nat: {gateway: Disable}";
        assert_eq!(with(shut), ["EP0413 vpc.controlPlaneEgressMode"]);
        assert_eq!(found("vpc: {controlPlaneEgressMode: AWS_MANAGED}"), [""; 0]);
        let private = "privateCluster: {enabled: true}\nvpc: {controlPlaneEgressMode: CUSTOMER_ROUTED}\n";
        assert_eq!(found(private), [""; 0]);
        let login =
            "identityProviders: [{type: oidc, name: a, issuerURL: 'https://a.example', clientID: b}]\n";
        assert_eq!(found(&format!("{private}{login}")), ["EP0413 vpc.controlPlaneEgressMode"]);
    }

    #[test]
    fn routes_that_stand_already_are_the_users_to_know() {
        let vpc = "vpc: {id: vpc-1, controlPlaneEgressMode: CUSTOMER_ROUTED, subnets: {private: \
                   {us-west-2a: {id: subnet-a}, us-west-2b: {id: subnet-b}}}}\n";
        let (topology, all) = lowered(vpc);
        assert!(all.is_empty(), "{all:#?}");
        assert!(topology.unknowns.iter().any(|it| it.subject == "routes of the control plane's subnets"));
    }
}
