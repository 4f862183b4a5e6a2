//! What stands under the picture: compute, endpoints, identity, add-ons and what else takes part.

use eks_plan::document::plan::{Plan, Resource};
use eks_plan::document::topology::Topology;
use eks_plan::terms::ResourceKind;

use super::short;
use super::zones::{described, mark};
use crate::render::plan::names::plural;
use crate::render::style::{Line, Page, Role, row_of, shorten, width};

const LABEL: usize = 14;
const GROUPS: usize = 10;

pub(crate) fn parts(page: &mut Page, topology: &Topology, plan: Option<&Plan>) {
    compute(page, topology);
    fact(page, "Karpenter", karpenter(plan));
    fact(page, "Pods' subnets", subnets_of_pods(plan));
    let endpoints = topology.data_plane.endpoints.iter().map(|one| {
        let name = one.service.rsplit_once("amazonaws.").map_or(one.service.as_str(), |(_, rest)| rest);
        name.split_once('.').map_or(name, |(_, service)| service).to_owned()
    });
    fact(page, "Endpoints", endpoints.collect());
    fact(page, "Identity", identity(topology));
    let add_ons = topology.add_ons.iter().map(|one| {
        let version = one.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
        let rights = if one.identity == "none" { String::new() } else { format!(" ({})", one.identity) };
        format!("{}{version}{rights}", one.name)
    });
    fact(page, "Add-ons", add_ons.collect());
    let capabilities = topology.capabilities.iter().map(|one| format!("{} ({})", one.name, one.kind));
    fact(page, "Capabilities", capabilities.collect());
    fact(page, "Workloads", topology.workloads.iter().map(|it| it.name.clone()).collect());
    let others = topology.integrations.chunk_by(|a, b| a.service == b.service).filter_map(|same| {
        let purposes: Vec<_> = same.iter().map(|one| one.purpose.as_str()).collect();
        Some(format!("{} ({})", same.first()?.service, purposes.join("; ")))
    });
    fact(page, "Also used", others.collect());
}

fn compute(page: &mut Page, topology: &Topology) {
    let all = &topology.compute;
    let shown = if all.len() > GROUPS + 1 { GROUPS } else { all.len() };
    let longest = all.iter().take(shown).map(|one| width(&one.name)).max().unwrap_or(0).min(24);
    for (index, one) in all.iter().take(shown).enumerate() {
        let lead = Line::of(Role::Strong, if index == 0 { "Compute" } else { "" }).to(LABEL);
        let name = format!("{}{}", mark(one), shorten(&one.name, longest));
        let hang = LABEL + longest + 4;
        let text = row_of(&described(one), page.width.saturating_sub(hang + 2));
        page.flow(lead.with(Role::Accent, &name).to(hang), hang, &[(Role::Plain, text)]);
    }
    if all.len() > shown {
        let rest: Vec<_> = all.iter().skip(shown).collect();
        let nodes: u64 =
            rest.iter().filter_map(|one| one.sizes.as_ref()).map(|one| u64::from(one.desired)).sum();
        let text = format!("{} more, {} at first", rest.len(), plural(nodes, "node", "nodes"));
        page.flow(Line::new().to(LABEL), LABEL, &[(Role::Dim, text)]);
    }
}

fn of_kind(plan: Option<&Plan>, kind: ResourceKind) -> impl Iterator<Item = &Resource> {
    plan.into_iter().flat_map(|plan| &plan.resources).filter(move |one| one.kind == kind)
}

/// The node pools by which Karpenter starts nodes: none stands before a pod asks for it.
fn karpenter(plan: Option<&Plan>) -> Vec<String> {
    let pools: Vec<_> = of_kind(plan, ResourceKind::KarpenterNodes).map(|one| one.name.as_str()).collect();
    match pools.as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("NodePool {one}: starts nodes when pods ask for them")],
        some => vec![format!("NodePools {}: start nodes when pods ask for them", some.join(", "))],
    }
}

/// Where custom networking takes the addresses of pods from.
fn subnets_of_pods(plan: Option<&Plan>) -> Vec<String> {
    let subnet = |one: &Resource| {
        let subnet = one.properties.get("subnet")?.as_str()?.to_owned();
        Some(format!("{subnet} in {}", one.name))
    };
    of_kind(plan, ResourceKind::EniConfig).filter_map(subnet).collect()
}

fn identity(topology: &Topology) -> Vec<String> {
    let identity = &topology.identity;
    let mut items = vec![format!("authentication mode {}", identity.authentication_mode)];
    if identity.creator_is_admin {
        items.push("whoever creates the cluster is admin".to_owned());
    }
    if identity.oidc_provider {
        items.push("OIDC provider".to_owned());
    }
    let mut count = |list: &[String], one: &str, many: &str| match list {
        [] => {}
        [only] => items.push(format!("{one} {}", short(only))),
        some => items.push(format!("{} {many}", some.len())),
    };
    count(&identity.access_entries, "access entry", "access entries");
    count(&identity.service_accounts, "service account with a role", "service accounts with roles");
    count(&identity.pod_identities, "pod identity", "pod identities");
    count(&identity.identity_providers, "identity provider", "identity providers");
    if identity.aws_auth_entries > 0 {
        items.push(format!("{} in aws-auth", plural(identity.aws_auth_entries.into(), "entry", "entries")));
    }
    if !identity.roles.is_empty() {
        items.push(plural(identity.roles.len() as u64, "IAM role", "IAM roles"));
    }
    items
}

fn fact(page: &mut Page, name: &str, items: Vec<String>) {
    if items.is_empty() {
        return;
    }
    let text = row_of(&items, page.width.saturating_sub(LABEL + 3));
    page.flow(Line::of(Role::Strong, name).to(LABEL), LABEL, &[(Role::Plain, text)]);
}
