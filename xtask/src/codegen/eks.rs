//! Add-ons, node pools, durations, endpoint services and quotas.

use super::source::{Data, Source, option, table, variant, variants};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddOn {
    name: String,
    owner: String,
    default: bool,
    default_in_auto_mode: bool,
    before_nodes: bool,
    workload: Workload,
    iam: Option<AddOnIam>,
    compute: Vec<String>,
    needs: Vec<String>,
    #[serde(default)]
    requires: Vec<String>,
    #[serde(default)]
    no_rights: bool,
    #[serde(default)]
    follows_kubernetes: bool,
    endpoints: Vec<String>,
    #[serde(rename = "source")]
    _source: Source,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Workload {
    Deployment,
    DaemonSet,
    Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddOnIam {
    policies: Vec<String>,
    namespace: Option<String>,
    service_account: Option<String>,
    pod_identity: bool,
    required: bool,
}

pub(crate) fn add_ons(data: &Data) -> Result<String, String> {
    let rows = data.rows("add_ons.toml", |row: &AddOn| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        let iam = row.iam.as_ref().map_or("None".to_owned(), |iam| {
            format!(
                "Some(AddOnIam {{ policies: &{:?}, namespace: {}, service_account: {}, pod_identity: {}, required: {} }})",
                iam.policies,
                option(iam.namespace.as_ref()),
                option(iam.service_account.as_ref()),
                iam.pod_identity,
                iam.required,
            )
        });
        format!(
            "AddOn {{ name: {:?}, owner: AddOnOwner::{}, default: {}, default_in_auto_mode: {}, before_nodes: {}, needs_capacity: {}, runs_on_each_node: {}, iam: {iam}, compute: {}, needs: &{:?}, requires: &{:?}, no_rights: {}, follows_kubernetes: {}, endpoints: &{:?} }}",
            row.name,
            variant(&row.owner),
            row.default,
            row.default_in_auto_mode,
            row.before_nodes,
            row.workload != Workload::DaemonSet,
            row.workload != Workload::Deployment,
            variants("ComputeKind", &row.compute),
            row.needs,
            row.requires,
            row.no_rights,
            row.follows_kubernetes,
            row.endpoints,
        )
    });
    Ok(table("{AddOn, AddOnIam, AddOnOwner, ComputeKind}", "ADD_ONS", "AddOn", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NodePool {
    name: String,
    architectures: Vec<String>,
    categories: Vec<String>,
    oldest_generation: u8,
    taint: Option<String>,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn node_pools(data: &Data) -> Result<String, String> {
    let rows = data.rows("node_pools.toml", |row: &NodePool| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "NodePool {{ name: {:?}, architectures: {}, categories: &{:?}, oldest_generation: {}, taint: {} }}",
            row.name,
            variants("Architecture", &row.architectures),
            row.categories,
            row.oldest_generation,
            option(row.taint.as_ref()),
        )
    });
    Ok(table("{Architecture, NodePool}", "NODE_POOLS", "NodePool", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duration {
    key: String,
    p50: u32,
    p90: u32,
    basis: String,
    n: Option<u16>,
    timeout: Option<u32>,
    timeout_source: Option<String>,
    source: String,
}

pub(crate) fn durations(data: &Data) -> Result<String, String> {
    let mut lines = Vec::new();
    for row in data.rows("durations.toml", |row: &Duration| row.key.clone())? {
        let basis = match (row.basis.as_str(), row.n) {
            ("measured", Some(n)) => format!("Basis::Measured {{ n: {n} }}"),
            ("limit" | "assumed", None) => format!("Basis::{}", variant(&row.basis)),
            _ => return Err(format!("core/data/durations.toml: `n` goes with `measured`, at `{}`", row.key)),
        };
        if row.p50 > row.p90 || row.timeout.is_some() != row.timeout_source.is_some() {
            return Err(format!("core/data/durations.toml: `{}` is not consistent", row.key));
        }
        lines.push(format!(
            "Duration {{ key: {:?}, p50: {}, p90: {}, basis: {basis}, source: {:?}, timeout: {:?} }}",
            row.key, row.p50, row.p90, row.source, row.timeout,
        ));
    }
    Ok(table("{Basis, Duration}", "DURATIONS", "Duration", lines))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndpointService {
    key: String,
    gateway: bool,
    #[serde(rename = "use")]
    use_: Use,
    why: String,
    prefix: Vec<Family>,
    #[serde(rename = "source")]
    _source: Source,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Use {
    Required,
    Outposts,
    Optional,
    Other,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Family {
    China,
    Iso,
}

pub(crate) fn endpoint_services(data: &Data) -> Result<String, String> {
    let rows = data.rows("endpoint_services.toml", |row: &EndpointService| row.key.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "EndpointService {{ key: {:?}, gateway: {}, required_by_eksctl: {}, required_on_outposts: {}, optional_in_eksctl: {}, prefix_in_china: {}, prefix_in_iso: {}, why: {:?} }}",
            row.key,
            row.gateway,
            row.use_ == Use::Required,
            matches!(row.use_, Use::Required | Use::Outposts),
            row.use_ == Use::Optional,
            row.prefix.contains(&Family::China),
            row.prefix.contains(&Family::Iso),
            row.why,
        )
    });
    Ok(table("EndpointService", "ENDPOINT_SERVICES", "EndpointService", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quota {
    key: String,
    value: u32,
    adjustable: bool,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn quotas(data: &Data) -> Result<String, String> {
    let rows = data.rows("quotas.toml", |row: &Quota| row.key.clone())?;
    let rows = rows.iter().map(|row| {
        format!("Quota {{ key: {:?}, value: {}, adjustable: {} }}", row.key, row.value, row.adjustable)
    });
    Ok(table("Quota", "QUOTAS", "Quota", rows))
}
