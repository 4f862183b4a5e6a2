//! VPC endpoints of a fully private cluster: those that eksctl makes, and those that a feature cannot work without.

use super::{distinct, filled, is_fully_private, unknowns};
use crate::catalog::{self, EndpointService};
use crate::diagnostic::{Code, Phase, Place};
use crate::seen::Seen;
use crate::spec::{
    ClusterConfig, Field, Located, PodIdentityAssociation, PrivateCluster, WellKnownPolicies, items,
};
use crate::topology::Origin;
use crate::topology::lower::context::{Context, node_groups};
use crate::topology::lower::named::{each_once, names, quoted};
use crate::topology::lower::outpost;
use crate::topology::network::{Endpoint, Network};

/// An endpoint service, and what asks for it.
type Wanted = (&'static EndpointService, Origin);

/// Endpoint services in the order of their keys: few enough to look through.
#[derive(Default)]
struct Services(Vec<Wanted>);

impl Services {
    fn find(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|(service, _)| service.key == key)
    }

    /// Enters a service; one that is there already gets this origin.
    fn set(&mut self, service: &'static EndpointService, origin: Origin) {
        match self.find(service.key) {
            Some(at) => self.0[at].1 = origin,
            None => {
                let after = self.0.iter().position(|(other, _)| other.key > service.key);
                self.0.insert(after.unwrap_or(self.0.len()), (service, origin));
            }
        }
    }

    fn set_if_new(&mut self, service: &'static EndpointService, at: &Place) {
        if self.find(service.key).is_none() {
            self.set(service, Origin::field(at));
        }
    }
}

pub(super) fn add(cx: &mut Context<'_>, network: &mut Network) {
    let spec = cx.spec;
    let Some(private) = spec.private_cluster.as_ref().filter(|_| is_fully_private(spec)) else { return };
    let mut services = of_eksctl(cx, private);
    let mut beyond = Vec::new();
    for &key in &of_features(spec) {
        if services.find(key).is_some() {
            continue;
        }
        beyond.push(key);
        if let Some(service) = catalog::endpoint_service(key) {
            services.set(service, Origin::default_value());
        }
    }
    if let Some(skip) = private.skip_endpoint_creation.as_ref().filter(|skip| skip.value) {
        let keys = names(&services.0, |(service, _)| service.key);
        let why = "the spec says that no endpoint is to be made, and the nodes need these";
        let subject = format_args!("privateCluster.skipEndpointCreation");
        cx.assume(subject, &keys.join(", "), why, "the catalog's endpoint services");
        if !beyond.is_empty() {
            cx.report
                .raise(
                    Code::NetworkEndpointMissing,
                    &skip.at,
                    format_args!(
                        "what the spec asks for does not work without the endpoints {}, and none is made",
                        quoted(&beyond)
                    ),
                )
                .help("see to it that they stand in the VPC")
                .phase(Phase::Run);
        }
        if let Some(more) =
            private.additional_endpoint_services.as_ref().filter(|more| !more.value.is_empty())
        {
            let message = "further endpoints are named, and no endpoint is to be made";
            cx.report
                .raise(Code::NetworkSaidTwice, &more.at, message)
                .label(&skip.at, "said here")
                .help("leave one of both out");
        }
        return;
    }
    for key in &beyond {
        say_beyond(cx, private, key);
    }
    if !beyond.is_empty() {
        let why =
            "eksctl does not make these endpoints, and what the spec asks for does not work without them";
        let subject = format_args!("privateCluster.endpoints");
        cx.assume(subject, &beyond.join(", "), why, "EKS user guide, private-clusters");
    }
    for (service, origin) in services.0 {
        let endpoint = endpoint(cx, network, service, origin);
        network.endpoints.push(endpoint);
    }
    if network.is_existing() && network.endpoints.iter().any(|endpoint| endpoint.gateway) {
        unknowns::route_tables(cx, network);
    }
}

/// The plan makes the endpoint, and eksctl would not.
fn say_beyond(cx: &mut Context<'_>, private: &Located<PrivateCluster>, key: &str) {
    let Some(service) = catalog::endpoint_service(key) else { return };
    let place = private.enabled.as_ref().map_or(&private.at, |enabled| &enabled.at);
    let help = if service.optional_in_eksctl {
        format!("write `additionalEndpointServices: [{key}]`")
    } else {
        format!("with eksctl make the endpoint for `{key}` by hand once the VPC stands; the plan has it")
    };
    cx.report
        .raise(
            Code::NetworkEndpointByPlan,
            place,
            format_args!("eksctl makes no endpoint for `{key}`, and {}", service.why),
        )
        .arg("service", key)
        .help(help);
}

/// eksctl takes each service once.
fn report_doubles(cx: &mut Context<'_>, private: &Located<PrivateCluster>) {
    let mut seen = Seen::new();
    for item in items(&private.additional_endpoint_services) {
        let Some(first) = seen.replace(&[&item.value], &item.at) else { continue };
        cx.report
            .raise(
                Code::NetworkNamedTwice,
                &item.at,
                format_args!("the endpoint service `{}` is named twice", item.value),
            )
            .arg("name", &item.value)
            .label(first, "named here first")
            .help("remove one of the two");
    }
}

fn of_eksctl(cx: &mut Context<'_>, private: &Located<PrivateCluster>) -> Services {
    let mut services = Services::default();
    let origin = Origin::field_or_default(private.enabled.as_ref().map(|enabled| &enabled.at));
    let local = outpost::is_local(cx);
    let required =
        |service: &&EndpointService| service.required_by_eksctl || (local && service.required_on_outposts);
    for service in catalog::endpoint_services().iter().filter(required) {
        services.set(service, origin.clone());
    }
    report_doubles(cx, private);
    for item in &distinct(&private.additional_endpoint_services) {
        let known = catalog::endpoint_service(item);
        if let Some(service) = known.filter(|service| service.optional_in_eksctl) {
            services.set(service, Origin::field(&item.at));
            continue;
        }
        let mut names = Vec::new();
        for service in catalog::endpoint_services() {
            if service.optional_in_eksctl {
                names.push(service.key);
            }
        }
        cx.report
            .raise(
                Code::FieldValue,
                &item.at,
                format_args!("`{}` is no endpoint service that can be added", item.value),
            )
            .arg("value", &item.value)
            .help(format_args!("these can: {}", quoted(&names)))
            .phase(Phase::Validate)
            .refused_by("eksctl");
        if let Some(service) = known {
            services.set_if_new(service, &item.at);
        }
    }
    let logging = cx.spec.cloud_watch.as_ref().and_then(|watch| watch.cluster_logging.as_ref());
    let types =
        logging.and_then(|logging| logging.enable_types.as_ref()).filter(|types| !types.value.is_empty());
    if let (Some(types), Some(service)) = (types, catalog::endpoint_service("logs")) {
        services.set_if_new(service, &types.at);
    }
    services
}

/// Keys of the services that a feature of the spec calls from a node.
pub(super) fn of_features(spec: &ClusterConfig) -> Vec<&'static str> {
    let mut keys = Vec::new();
    let mut associations: Vec<&Located<PodIdentityAssociation>> = Vec::new();
    if let Some(iam) = spec.iam.as_ref() {
        associations.extend(items(&iam.pod_identity_associations));
        for account in items(&iam.service_accounts) {
            add_policies(&mut keys, &account.well_known_policies);
        }
    }
    let mut agent =
        spec.addons_config.as_ref().is_some_and(|config| is_on(&config.auto_apply_pod_identity_associations));
    for add_on in items(&spec.addons) {
        let name = add_on.name.as_ref().map_or("", |name| name.value.as_str());
        agent |= name == "eks-pod-identity-agent" || is_on(&add_on.use_default_pod_identity_associations);
        associations.extend(items(&add_on.pod_identity_associations));
        add_policies(&mut keys, &add_on.well_known_policies);
        if let Some(known) = catalog::add_on(&name.to_ascii_lowercase()) {
            keys.extend(known.endpoints);
        }
    }
    // Control plane instances on an Outpost write their logs like nodes do (EKS user guide, eks-outposts-vpc-subnet-requirements).
    if spec.outpost.as_ref().is_some_and(|outpost| filled(&outpost.control_plane_outpost_arn).is_some()) {
        keys.push("logs");
    }
    if agent || !associations.is_empty() {
        keys.push("eks-auth");
    }
    for &association in &associations {
        add_policies(&mut keys, &association.well_known_policies);
    }
    add_nodes(&mut keys, spec);
    each_once(&mut keys);
    keys
}

fn is_on(flag: &Field<bool>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}

/// Adds the keys of the flags that are on.
fn add_flagged(keys: &mut Vec<&'static str>, flags: &[(&Field<bool>, &'static str)]) {
    for (flag, key) in flags {
        if is_on(flag) {
            keys.push(key);
        }
    }
}

fn add_policies(keys: &mut Vec<&'static str>, policies: &Field<WellKnownPolicies>) {
    if let Some(policies) = policies {
        let flags = [
            (&policies.auto_scaler, "autoscaling"),
            (&policies.aws_load_balancer_controller, "elasticloadbalancing"),
        ];
        add_flagged(keys, &flags);
    }
}

fn add_nodes(keys: &mut Vec<&'static str>, spec: &ClusterConfig) {
    for group in &node_groups(spec) {
        let Some(policies) = group.iam.as_ref().and_then(|iam| iam.with_addon_policies.as_ref()) else {
            continue;
        };
        let flags = [
            (&policies.auto_scaler, "autoscaling"),
            (&policies.alb_ingress, "elasticloadbalancing"),
            (&policies.aws_load_balancer_controller, "elasticloadbalancing"),
            (&policies.cloud_watch, "logs"),
            (&policies.x_ray, "xray"),
        ];
        add_flagged(keys, &flags);
    }
}

fn endpoint(
    cx: &Context<'_>,
    network: &Network,
    service: &'static EndpointService,
    origin: Origin,
) -> Endpoint {
    let service_name = cx.known_region.map_or_else(
        || format!("com.amazonaws.{}.{}", cx.region, service.key),
        |region| catalog::endpoint_service_name(service.key, region),
    );
    let subnets = one_private_subnet_per_zone(network);
    let tables = network.private_route_tables();
    let (subnets, route_tables) = if service.gateway { (Vec::new(), tables) } else { (subnets, Vec::new()) };
    Endpoint {
        service: service.key,
        service_name,
        gateway: service.gateway,
        why: service.why,
        subnets,
        route_tables,
        security_group: (!service.gateway).then_some(network.shared_node_group),
        origin,
    }
}

/// An interface endpoint takes one subnet of a zone.
fn one_private_subnet_per_zone(network: &Network) -> Vec<usize> {
    let mut taken = vec![false; network.zones.len()];
    let mut subnets = Vec::new();
    for (index, subnet) in network.subnets.iter().enumerate() {
        let is_taken = subnet.zone.is_some_and(|zone| taken[zone]);
        if !subnet.public && !subnet.set_apart && !is_taken {
            if let Some(zone) = subnet.zone {
                taken[zone] = true;
            }
            subnets.push(index);
        }
    }
    subnets
}
