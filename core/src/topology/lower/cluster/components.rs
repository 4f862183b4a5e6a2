//! Parameters of control plane components, by the names and in the shapes of `CreateCluster` (botocore 1.44.5).

use serde_json::{Map, Value};

use crate::diagnostic::Code;
use crate::spec::{Field, KubeApiServerConfig, KubeControllerManagerConfig, KubeSchedulerConfig};
use crate::topology::lower::context::Context;
use crate::topology::lower::network::filled;

/// Parameters that hold something.
pub(super) fn lower(cx: &mut Context<'_>) -> Map<String, Value> {
    let spec = cx.spec;
    if let Some(server) = spec.kube_api_server_config.as_ref() {
        check_ports(cx, server);
    }
    if let Some(scheduler) = spec.kube_scheduler_config.as_ref() {
        check_weights(cx, scheduler);
    }
    if let Some(controllers) = spec.kube_controller_manager_config.as_ref() {
        check_period(cx, controllers);
    }
    let parameters = vec![
        ("kubeApiServerConfig", spec.kube_api_server_config.as_ref().and_then(|config| api_server(config))),
        (
            "kubeControllerManagerConfig",
            spec.kube_controller_manager_config.as_ref().and_then(|config| controllers(config)),
        ),
        ("kubeSchedulerConfig", spec.kube_scheduler_config.as_ref().and_then(|config| scheduler(config))),
    ];
    members(parameters)
}

fn api_server(config: &KubeApiServerConfig) -> Option<Value> {
    let ports = config.service_node_port_range.as_ref().and_then(|range| {
        object(vec![("minPort", leaf(&range.min_port)), ("maxPort", leaf(&range.max_port))])
    });
    object(vec![("eventTtl", leaf(&config.event_ttl)), ("serviceNodePortRange", ports)])
}

fn scheduler(config: &KubeSchedulerConfig) -> Option<Value> {
    let strategy = config.node_resources_fit.as_ref()?.scoring_strategy.as_ref()?;
    let weights = strategy.resources.as_ref().map(|list| {
        let weight = |item: &crate::spec::ResourceWeight| {
            object(vec![("name", leaf(&item.name)), ("weight", leaf(&item.weight))])
        };
        list.value.iter().filter_map(|item| weight(item)).collect::<Vec<_>>()
    });
    let resources = weights.filter(|weights| !weights.is_empty()).map(Value::from);
    let strategy = object(vec![("type", leaf(&strategy.kind)), ("resources", resources)]);
    object(vec![("nodeResourcesFit", object(vec![("scoringStrategy", strategy)]))])
}

fn controllers(config: &KubeControllerManagerConfig) -> Option<Value> {
    let autoscaler = config.horizontal_pod_autoscaler_controller_config.as_ref()?;
    let period = leaf(&autoscaler.horizontal_pod_autoscaler_sync_period);
    let autoscaler = object(vec![("horizontalPodAutoscalerSyncPeriod", period)]);
    object(vec![("horizontalPodAutoscalerControllerConfig", autoscaler)])
}

fn leaf<T: Clone + Into<Value>>(field: &Field<T>) -> Option<Value> {
    field.as_ref().map(|field| field.value.clone().into())
}

/// An object of those members that are there; nothing if none is.
fn object(members: Vec<(&str, Option<Value>)>) -> Option<Value> {
    let members = self::members(members);
    (!members.is_empty()).then_some(Value::Object(members))
}

fn members(members: Vec<(&str, Option<Value>)>) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in members {
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    }
    object
}

/// Source: EKS user guide, control-plane-configuration.
fn check_ports(cx: &mut Context<'_>, server: &KubeApiServerConfig) {
    let Some(range) = server.service_node_port_range.as_ref() else { return };
    let ports = [range.min_port.as_ref(), range.max_port.as_ref()];
    let is_outside = ports.iter().flatten().any(|port| !(10260..=32767).contains(&port.value));
    let is_reversed = matches!(ports, [Some(min), Some(max)] if min.value > max.value);
    if is_outside || is_reversed {
        cx.refuse(
            &range.at,
            "the port range of NodePort services is not one that EKS takes",
            "choose ports from 10260 to 32767, the lower one first",
        );
    }
}

/// Source: botocore 1.44.5, shape `ResourceWeightValue`.
fn check_weights(cx: &mut Context<'_>, scheduler: &KubeSchedulerConfig) {
    let strategy = scheduler.node_resources_fit.as_ref().and_then(|fit| fit.scoring_strategy.as_ref());
    let weights =
        strategy.and_then(|strategy| strategy.resources.as_ref()).into_iter().flat_map(|list| &list.value);
    for weight in weights.filter_map(|item| item.weight.as_ref()) {
        if !(1..=100).contains(&weight.value) {
            cx.refuse(
                &weight.at,
                format_args!("{} is no weight", weight.value),
                "a weight is a whole number from 1 to 100",
            );
        }
    }
}

/// Source: EKS user guide, control-plane-configuration.
fn check_period(cx: &mut Context<'_>, controllers: &KubeControllerManagerConfig) {
    let autoscaler = controllers.horizontal_pod_autoscaler_controller_config.as_ref();
    let period = autoscaler.and_then(|it| it.horizontal_pod_autoscaler_sync_period.as_ref());
    let tier = cx.spec.control_plane_scaling_config.as_ref().and_then(|config| filled(&config.tier));
    if let Some(period) = period.filter(|_| tier.is_none_or(|tier| tier.value == "standard")) {
        let message = "the period of the pod autoscaler needs a provisioned control plane";
        let help = "choose a tier in `controlPlaneScalingConfig.tier`, such as `tier-xl`";
        cx.report.raise(Code::ComponentNeedsTier, &period.at, message).arg("value", &period.value).help(help);
    }
}
