//! Helm releases.

use serde::Deserialize;

use super::source::{Data, option, some_date, sorted, table, variants, version};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code, reason = "read and checked with the other headers")]
    header: toml::Value,
    set: Vec<Set>,
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    name: String,
    of: Vec<String>,
    why: String,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Pods {
    None,
    Deployment,
    DaemonSet,
    Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    chart: String,
    repository: String,
    version: Option<String>,
    read: Option<String>,
    namespace: String,
    pods: Pods,
    compute: Vec<String>,
    #[serde(default)]
    tolerates: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    account: Option<String>,
    account_values: Option<String>,
    policy: Option<String>,
    #[serde(default)]
    ports: Vec<u16>,
    #[serde(default)]
    balancers: Vec<String>,
    #[serde(default)]
    volumes: Vec<String>,
    class_values: Option<String>,
    #[serde(default)]
    endpoints: Vec<String>,
    #[serde(default)]
    registries: Vec<String>,
    values: Option<String>,
    private_values: Option<String>,
    image_version: Option<String>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    least: Vec<(String, String)>,
    source: String,
}

pub(crate) fn workloads(data: &Data) -> Result<String, String> {
    const FILE: &str = "workloads.toml";
    let File { set, row, .. } = data.parse(FILE)?;
    let rows = sorted(FILE, row, |row: &Row| row.name.clone())?;
    let sets = sorted(FILE, set, |set: &Set| set.name.clone())?;
    let known = |name: &String| rows.iter().any(|row| row.name == *name);
    for name in sets.iter().flat_map(|set| &set.of) {
        known(name)
            .then_some(())
            .ok_or(format!("core/data/{FILE}: a set names `{name}`, which has no row"))?;
    }
    if let Some(row) = rows.iter().find(|row| row.version.is_some() != row.read.is_some()) {
        return Err(format!("core/data/{FILE}: {} has a version or a day without the other", row.name));
    }
    let text = rows.iter().map(|row| {
        let least = row.least.iter().map(|(of, least)| format!("({}, {least:?})", version(of)));
        format!(
            "Workload {{ name: {:?}, chart: {:?}, repository: {:?}, version: {}, read: {}, namespace: {:?}, needs_capacity: {}, daemon_set: {}, compute: {}, tolerates: &{:?}, needs: &{:?}, after: &{:?}, account: {}, account_values: {}, policy: {}, ports: &{:?}, balancers: &{:?}, volumes: &{:?}, class_values: {}, endpoints: &{:?}, registries: &{:?}, values: {}, private_values: {}, image_version: {}, groups: &{:?}, least: &[{}], source: {:?} }}",
            row.name,
            row.chart,
            row.repository,
            option(row.version.as_ref()),
            some_date(row.read.as_ref()),
            row.namespace,
            row.pods != Pods::None,
            row.pods == Pods::DaemonSet,
            variants("ComputeKind", &row.compute),
            row.tolerates,
            row.needs,
            row.after,
            option(row.account.as_ref()),
            option(row.account_values.as_ref()),
            option(row.policy.as_ref()),
            row.ports,
            row.balancers,
            row.volumes,
            option(row.class_values.as_ref()),
            row.endpoints,
            row.registries,
            option(row.values.as_ref()),
            option(row.private_values.as_ref()),
            option(row.image_version.as_ref()),
            row.groups,
            least.collect::<Vec<_>>().join(", "),
            row.source,
        )
    });
    let sets = sets
        .iter()
        .map(|set| format!("WorkloadSet {{ name: {:?}, of: &{:?}, why: {:?} }}", set.name, set.of, set.why));
    let uses = "{ComputeKind, Date, KubernetesVersion, Workload, WorkloadSet}";
    let rows = table(uses, "WORKLOADS", "Workload", text);
    let mut more = String::from("\npub(in crate::catalog) static WORKLOAD_SETS: &[WorkloadSet] = &[\n");
    sets.for_each(|set| more += &format!("    {set},\n"));
    Ok(rows + &more + "];\n")
}
