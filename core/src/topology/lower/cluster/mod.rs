//! The cluster: what it is told at its creation, with eksctl's defaults.

mod components;
mod egress;
mod endpoint;
mod subnets;
mod support;
#[cfg(test)]
mod tests;

use ipnet::Ipv4Net;

use super::context::{Context, copied, texts};
use super::named::{names, quoted};
use super::network::{filled, is_fully_private, is_ipv6};
use crate::diagnostic::{Code, Phase, Severity};
use crate::spec::{Located, LogType};
use crate::topology::Origin;
use crate::topology::cluster::{AuthenticationMode, Cluster, LogGroup};
use crate::topology::network::Network;
use crate::topology::role::Role;

/// Resolves the cluster itself; its role is entered in `roles`.
pub(super) fn lower(cx: &mut Context<'_>, network: &mut Network, roles: &mut Vec<Role>) -> Cluster {
    let spec = cx.spec;
    let vpc = spec.vpc.as_ref();
    let support = support::look_up(cx);
    let role = super::roles::cluster(cx, roles);
    let log_types = log_types(cx);
    let egress_mode = vpc.and_then(|vpc| filled(&vpc.control_plane_egress_mode));
    doubt(cx, egress_mode, "egress mode", &["AWS_MANAGED", "CUSTOMER_ROUTED", "CUSTOMER_ISOLATED"]);
    let subnets = subnets::choose(cx, network);
    let mode = egress_mode.map(|mode| (mode.value.as_str(), &mode.at));
    egress::check(cx, network, &subnets, mode);
    let tier = spec.control_plane_scaling_config.as_ref().and_then(|config| filled(&config.tier));
    doubt(cx, tier, "control plane tier", &["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"]);
    let key = spec.secrets_encryption.as_ref().and_then(|encryption| filled(&encryption.key_arn));
    let access = spec.access_config.as_ref();
    let creator = access.and_then(|access| access.bootstrap_cluster_creator_admin_permissions.as_ref());
    let support_type = spec.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_ref());
    Cluster {
        name: cx.name.clone(),
        region: cx.region.clone(),
        partition: cx.partition.clone(),
        account: cx.account.clone(),
        version: cx.version,
        support,
        as_of: cx.as_of,
        origin: Origin::field_or_default(spec.metadata.as_ref().map(|metadata| &metadata.at)),
        tags: texts(spec.metadata.as_ref().and_then(|metadata| metadata.tags.as_ref())),
        role,
        endpoint: endpoint::lower(cx),
        subnets,
        security_groups: network.control_plane_groups.clone(),
        ipv6: is_ipv6(spec),
        service_cidr: service_cidr(cx),
        egress_mode: copied(egress_mode),
        authentication_mode: authentication_mode(cx),
        creator_is_admin: creator.is_none_or(|creator| creator.value),
        log_group: log_group(cx, &log_types),
        log_types,
        secrets_key: key.map(|key| (key.value.clone(), Origin::field(&key.at))),
        support_policy: support_type.map(|kind| kind.value.as_str().to_owned()),
        zonal_shift: spec
            .zonal_shift_config
            .as_ref()
            .and_then(|config| config.enabled.as_ref())
            .map(|it| it.value),
        tier: copied(tier),
        components: components::lower(cx),
        fully_private: is_fully_private(spec),
        outpost: super::outpost::lower(cx),
    }
}

/// A value that is none of those that the API of the catalog's day knows; a later one may know it.
fn doubt(cx: &mut Context<'_>, value: Option<&Located<String>>, what: &str, known: &[&str]) {
    let Some(value) = value.filter(|value| !known.contains(&value.as_str())) else { return };
    cx.report
        .raise(Code::FieldValue, &value.at, format_args!("`{}` is no known {what}", value.value))
        .arg("value", &value.value)
        .severity(Severity::Warning)
        .help(format_args!("known: `{}`", known.join("`, `")))
        .phase(Phase::Call);
}

fn authentication_mode(cx: &mut Context<'_>) -> AuthenticationMode {
    use AuthenticationMode::{Api, ApiAndConfigMap, ConfigMap};
    let written = cx.spec.access_config.as_ref().and_then(|access| access.authentication_mode.as_ref());
    let Some(written) = written else {
        let etcd = super::outpost::local(cx).map(|(outpost, _)| outpost.etcd_instance_type.is_some());
        return if etcd == Some(false) { ConfigMap } else { ApiAndConfigMap };
    };
    let modes = [ApiAndConfigMap, Api, ConfigMap];
    for &mode in &modes {
        if mode.as_str() == written.value {
            return mode;
        }
    }
    cx.report
        .raise(Code::FieldValue, &written.at, format_args!("`{}` is no authentication mode", written.value))
        .arg("value", &written.value)
        .help(format_args!("these are: {}", quoted(&names(&modes, |mode| mode.as_str()))))
        .phase(Phase::Call);
    ApiAndConfigMap
}

/// Chosen types in the API's order, each once.
fn log_types(cx: &Context<'_>) -> Vec<String> {
    let logging = cx.spec.cloud_watch.as_ref().and_then(|watch| watch.cluster_logging.as_ref());
    let written = logging.and_then(|logging| logging.enable_types.as_ref());
    let chosen = written.map_or(&[][..], |types| &types.value[..]);
    let is_chosen = |kind: LogType| chosen.iter().any(|chosen| chosen.value == kind);
    let all = is_chosen(LogType::All) || is_chosen(LogType::Star);
    let mut types = Vec::new();
    for &kind in LogType::ALL {
        if !matches!(kind, LogType::All | LogType::Star) && (all || is_chosen(kind)) {
            types.push(kind.as_str().to_owned());
        }
    }
    types
}

fn log_group(cx: &mut Context<'_>, log_types: &[String]) -> Option<LogGroup> {
    /// Days that eksctl takes (`v1/types.go`).
    const DAYS: [i64; 17] = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653];
    /// Days that CloudWatch takes too, and eksctl refuses (botocore 1.44.5, logs, PutRetentionPolicy).
    const BEYOND: [i64; 5] = [1096, 2192, 2557, 2922, 3288];
    let logging = cx.spec.cloud_watch.as_ref().and_then(|watch| watch.cluster_logging.as_ref());
    let days =
        logging.and_then(|logging| logging.log_retention_in_days.as_ref()).filter(|days| days.value != 0)?;
    if log_types.is_empty() {
        cx.report
            .raise(
                Code::LogsNoneKept,
                &days.at,
                format_args!("logs are kept for {} days, and no log is on", days.value),
            )
            .arg("days", &days.value.to_string())
            .help("choose logs in `enableTypes`, as `[api, audit]`");
    } else if !DAYS.contains(&days.value) {
        let mut near = DAYS[0];
        for day in DAYS {
            if day.abs_diff(days.value) < near.abs_diff(days.value) {
                near = day;
            }
        }
        let finding = cx
            .report
            .raise(Code::LogRetention, &days.at, format_args!("logs cannot be kept for {} days", days.value))
            .arg("days", &days.value.to_string())
            .fix(format_args!("write `{near}`"), days.at.span.as_ref(), &near.to_string(), false)
            .help(format_args!("the nearest number of days is {near}"));
        if BEYOND.contains(&days.value) {
            finding.refused_by("eksctl");
        }
    }
    (!log_types.is_empty() && days.value > 0).then(|| LogGroup {
        name: format!("/aws/eks/{}/cluster", cx.name),
        retention_days: days.value,
        origin: Origin::field(&days.at),
    })
}

/// The service range, without host bits.
fn service_cidr(cx: &mut Context<'_>) -> Option<String> {
    let written =
        cx.spec.kubernetes_network_config.as_ref().and_then(|config| filled(&config.service_ipv4_cidr))?;
    let Ok(range) = written.parse::<Ipv4Net>() else {
        cx.refuse(
            &written.at,
            format_args!("`{}` is no IPv4 network", written.value),
            "write it with its prefix, as `172.20.0.0/16`",
        );
        return None;
    };
    if is_ipv6(cx.spec) {
        let message = "`serviceIPv4CIDR` is chosen, and the services of the cluster have IPv6 addresses";
        cx.report
            .raise(Code::NetworkIpv6Services, &written.at, message)
            .help("leave it out: EKS chooses the range");
        return None;
    }
    Some(range.trunc().to_string())
}
