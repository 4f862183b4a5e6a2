//! Add-ons, node images, node pools, durations, endpoint services and quotas.

use super::source::{Data, option, some_version, table, variant, variants};
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
    source: String,
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
            "AddOn {{ name: {:?}, owner: AddOnOwner::{}, default: {}, default_in_auto_mode: {}, before_nodes: {}, needs_capacity: {}, runs_on_each_node: {}, iam: {iam}, compute: {}, needs: &{:?}, requires: &{:?}, no_rights: {}, follows_kubernetes: {}, endpoints: &{:?}, source: {:?} }}",
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
            row.source,
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
    source: String,
}

pub(crate) fn node_pools(data: &Data) -> Result<String, String> {
    let rows = data.rows("node_pools.toml", |row: &NodePool| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "NodePool {{ name: {:?}, architectures: {}, categories: &{:?}, oldest_generation: {}, taint: {}, source: {:?} }}",
            row.name,
            variants("Architecture", &row.architectures),
            row.categories,
            row.oldest_generation,
            option(row.taint.as_ref()),
            row.source,
        )
    });
    Ok(table("{Architecture, NodePool}", "NODE_POOLS", "NodePool", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmiFamily {
    name: String,
    os: String,
    x86_64: Option<String>,
    arm64: Option<String>,
    x86_64_nvidia: Option<String>,
    arm64_nvidia: Option<String>,
    x86_64_neuron: Option<String>,
    arm64_neuron: Option<String>,
    root_device: String,
    first_version: Option<String>,
    last_version: Option<String>,
    source: String,
}

pub(crate) fn ami_families(data: &Data) -> Result<String, String> {
    let rows = data.rows("ami_families.toml", |row: &AmiFamily| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "AmiFamily {{ name: {:?}, os: Os::{}, x86_64: {}, arm64: {}, x86_64_nvidia: {}, arm64_nvidia: {}, x86_64_neuron: {}, arm64_neuron: {}, root_device: {:?}, first_version: {}, last_version: {}, source: {:?} }}",
            row.name,
            variant(&row.os),
            option(row.x86_64.as_ref()),
            option(row.arm64.as_ref()),
            option(row.x86_64_nvidia.as_ref()),
            option(row.arm64_nvidia.as_ref()),
            option(row.x86_64_neuron.as_ref()),
            option(row.arm64_neuron.as_ref()),
            row.root_device,
            some_version(row.first_version.as_ref()),
            some_version(row.last_version.as_ref()),
            row.source,
        )
    });
    Ok(table("{AmiFamily, KubernetesVersion, Os}", "AMI_FAMILIES", "AmiFamily", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ImageParameter {
    key: String,
    parameter: String,
}

pub(crate) fn image_parameters(data: &Data) -> Result<String, String> {
    let rows = data.rows("image_parameters.toml", |row: &ImageParameter| row.key.clone())?;
    let rows = rows
        .iter()
        .map(|row| format!("ImageParameter {{ key: {:?}, parameter: {:?} }}", row.key, row.parameter));
    Ok(table("ImageParameter", "IMAGE_PARAMETERS", "ImageParameter", rows))
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
    source: String,
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
            "EndpointService {{ key: {:?}, gateway: {}, required_by_eksctl: {}, required_on_outposts: {}, optional_in_eksctl: {}, prefix_in_china: {}, prefix_in_iso: {}, why: {:?}, source: {:?} }}",
            row.key,
            row.gateway,
            row.use_ == Use::Required,
            matches!(row.use_, Use::Required | Use::Outposts),
            row.use_ == Use::Optional,
            row.prefix.contains(&Family::China),
            row.prefix.contains(&Family::Iso),
            row.why,
            row.source,
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
    source: String,
}

pub(crate) fn quotas(data: &Data) -> Result<String, String> {
    let rows = data.rows("quotas.toml", |row: &Quota| row.key.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "Quota {{ key: {:?}, value: {}, adjustable: {}, source: {:?} }}",
            row.key, row.value, row.adjustable, row.source
        )
    });
    Ok(table("Quota", "QUOTAS", "Quota", rows))
}
