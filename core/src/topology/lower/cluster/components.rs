//! Parameters of control plane components, by the names and in the shapes of `CreateCluster` (botocore 1.44.5).

use serde_json::{Map, Value};

use crate::diagnostic::Code;
use crate::document::json::Object;
use crate::spec::{
    Field, KubeApiServerConfig, KubeControllerManagerConfig, KubeSchedulerConfig, Located, items,
};
use crate::topology::lower::context::{Context, members};
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
    let mut parameters = Object::new();
    if let Some(config) = &spec.kube_api_server_config {
        add(&mut parameters, "kubeApiServerConfig", api_server(config));
    }
    if let Some(config) = &spec.kube_controller_manager_config {
        add(&mut parameters, "kubeControllerManagerConfig", controllers(config));
    }
    if let Some(config) = &spec.kube_scheduler_config {
        add(&mut parameters, "kubeSchedulerConfig", scheduler(config));
    }
    parameters.into_members()
}

fn api_server(config: &KubeApiServerConfig) -> Object {
    let mut server = Object::new();
    add_text(&mut server, "eventTtl", &config.event_ttl);
    if let Some(range) = &config.service_node_port_range {
        let ports = members(&[("minPort", &range.min_port), ("maxPort", &range.max_port)]);
        add(&mut server, "serviceNodePortRange", ports);
    }
    server
}

fn scheduler(config: &KubeSchedulerConfig) -> Object {
    let mut scheduler = Object::new();
    let strategy = config.node_resources_fit.as_ref().and_then(|fit| fit.scoring_strategy.as_ref());
    let Some(strategy) = strategy else { return scheduler };
    let mut resources: Vec<Value> = Vec::new();
    for item in items(&strategy.resources) {
        let mut weight = members(&[("weight", &item.weight)]);
        add_text(&mut weight, "name", &item.name);
        resources.extend(weight.filled().map(Value::from));
    }
    let mut scoring = Object::new();
    add_text(&mut scoring, "type", &strategy.kind);
    if !resources.is_empty() {
        scoring.set("resources", Value::Array(resources));
    }
    let mut fit = Object::new();
    add(&mut fit, "scoringStrategy", scoring);
    add(&mut scheduler, "nodeResourcesFit", fit);
    scheduler
}

fn controllers(config: &KubeControllerManagerConfig) -> Object {
    let (mut controllers, mut autoscaler) = (Object::new(), Object::new());
    if let Some(written) = &config.horizontal_pod_autoscaler_controller_config {
        let period = &written.horizontal_pod_autoscaler_sync_period;
        add_text(&mut autoscaler, "horizontalPodAutoscalerSyncPeriod", period);
    }
    add(&mut controllers, "horizontalPodAutoscalerControllerConfig", autoscaler);
    controllers
}

fn add_text(object: &mut Object, name: &str, text: &Field<String>) {
    if let Some(text) = text {
        object.set(name, text.as_str());
    }
}

/// Adds an object, unless it says nothing.
fn add(object: &mut Object, name: &str, member: Object) {
    if let Some(member) = member.filled() {
        object.set(name, member);
    }
}

/// Source: EKS user guide, control-plane-configuration.
fn check_ports(cx: &mut Context<'_>, server: &KubeApiServerConfig) {
    let Some(range) = server.service_node_port_range.as_ref() else { return };
    let (min, max) = (range.min_port.as_ref(), range.max_port.as_ref());
    let is_out = |port: &Located<i64>| !(10260..=32767).contains(&port.value);
    let is_outside = min.is_some_and(is_out) || max.is_some_and(is_out);
    let is_reversed = matches!((min, max), (Some(min), Some(max)) if min.value > max.value);
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
    for item in strategy.map_or(&[][..], |strategy| items(&strategy.resources)) {
        let Some(weight) = &item.weight else { continue };
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
