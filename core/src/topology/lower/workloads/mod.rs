//! What runs on top: the workloads of the `PlanConfig`, and what eksctl installs when the cluster stands.

mod flux;
mod identity;
mod karpenter;
mod needs;
mod objects;
mod order;
mod release;
#[cfg(test)]
mod tests;

use super::context::Context;
use super::named::{self, Named, filled, names, nearest};
use crate::catalog;
use crate::diagnostic::{Code, Place};
use crate::spec::{Located, Workload as Written, WorkloadNeeds, items};
use crate::topology::Origin;
use crate::topology::access::Access;
use crate::topology::add_on::AddOn;
use crate::topology::cluster::Cluster;
use crate::topology::compute::NodeGroup;
use crate::topology::network::Network;
use crate::topology::role::Role;
use crate::topology::workload::{Content, Flux, Karpenter, Workload, WorkloadIdentity};

/// The namespace of a workload that names none.
const NAMESPACE: &str = "default";

/// Everything that runs on top.
pub(super) struct OnTop {
    pub(super) workloads: Vec<Workload>,
    pub(super) karpenter: Option<Karpenter>,
    pub(super) flux: Option<Flux>,
}

/// What stands when workloads come, and what they add to.
struct Around<'t> {
    cluster: &'t Cluster,
    network: &'t mut Network,
    add_ons: &'t [AddOn],
    access: &'t mut Access,
    roles: &'t mut Vec<Role>,
    /// The security groups of each node group that does without the cluster's.
    node_security_groups: Vec<Vec<usize>>,
}

/// A workload that is asked for.
#[derive(Clone, Copy)]
struct Item<'s> {
    at: &'s Place,
    written: Option<&'s Located<Written>>,
    known: Option<&'static catalog::Workload>,
}

impl<'s> Item<'s> {
    fn needs(&self) -> Option<&'s Located<WorkloadNeeds>> {
        self.written.and_then(|item| item.needs.as_ref())
    }
}

/// The workloads by name, Karpenter and Flux; roles, associations and rules that they need are added to the lists.
pub(super) fn lower(
    cx: &mut Context<'_>,
    cluster: &Cluster,
    network: &mut Network,
    node_groups: &[NodeGroup],
    add_ons: &[AddOn],
    access: &mut Access,
    roles: &mut Vec<Role>,
) -> OnTop {
    let node_security_groups = needs::node_security_groups(node_groups);
    let mut around = Around { cluster, network, add_ons, access, roles, node_security_groups };
    let items = collect(cx, add_ons);
    let mut workloads: Vec<Workload> = Vec::with_capacity(items.len());
    for (name, item) in &items {
        workloads.extend(lower_one(cx, &mut around, name, *item));
    }
    let mut karpenter = karpenter::lower(cx, &mut around, &mut workloads);
    needs::add_storage_class(cx, &items, &mut workloads);
    order::join(cx, &around, &items, &mut workloads);
    for workload in &mut workloads {
        needs::fit(cx, &around, workload);
    }
    let balancer = workloads.iter().position(|it| it.name == needs::BALANCER);
    order::set_asks(balancer, &mut workloads);
    needs::set_controllers(cx, balancer, &mut workloads);
    if let Some(karpenter) = &mut karpenter {
        karpenter.workload = workloads.iter().position(|it| it.name == karpenter::NAME).unwrap_or_default();
    }
    OnTop { flux: flux::lower(cx, cluster), workloads, karpenter }
}

/// Those that are written, each by its own name.
fn collect<'s>(cx: &mut Context<'s>, add_ons: &[AddOn]) -> Vec<(String, Item<'s>)> {
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for workload in items(&cx.config.workloads) {
        let Some(name) = named::name(cx, workload.name.as_ref(), "a workload") else { continue };
        let item = |known| Item { at: &workload.at, written: Some(workload), known };
        if let Some(set) = catalog::workload_set(name) {
            cx.assume(
                format_args!("workloads.{}", name.value),
                &set.of.join(", "),
                set.why,
                "the catalogue's workloads",
            );
            if workload.chart.is_some() || workload.values.is_some() || workload.version.is_some() {
                cx.refuse(
                    &workload.at,
                    format_args!("`{}` stands for several charts", name.value),
                    format_args!("write one workload each: {}", set.of.join(", ")),
                );
            }
            for name in set.of {
                let Some(known) = catalog::workload(name) else { continue };
                found.push(Named { name: known.name.to_owned(), at: &workload.at, index: all.len() });
                all.push(item(Some(known)));
            }
            continue;
        }
        if is_refused(cx, name, workload, add_ons) {
            continue;
        }
        found.push(Named { name: name.value.clone(), at: &workload.at, index: all.len() });
        all.push(item(catalog::workload(name)));
    }
    let mut kept = Vec::new();
    for item in &named::sort(cx, found, Code::AddOnTwice, "workload") {
        kept.push((item.name.clone(), all[item.index]));
    }
    kept
}

/// True for what cannot be installed as a workload, which is reported.
fn is_refused(
    cx: &mut Context<'_>,
    name: &Located<String>,
    workload: &Located<Written>,
    add_ons: &[AddOn],
) -> bool {
    if name.value == karpenter::NAME && workload.manifests.is_none() {
        let message = "Karpenter needs roles, and comes with the cluster";
        cx.refuse(
            &name.at,
            message,
            "write `karpenter` in the ClusterConfig, and node pools as `manifests` here",
        );
        return true;
    }
    if add_ons.iter().any(|add_on| add_on.name == name.value) && workload.manifests.is_none() {
        cx.refuse(
            &name.at,
            format_args!(
                "`{}` is an add-on of the cluster already, and Helm takes over no objects",
                name.value
            ),
            "leave it out of `workloads`, or out of the add-ons",
        );
        return true;
    }
    if catalog::workload(name).is_none() && workload.chart.is_none() && workload.manifests.is_none() {
        let mut names = names(catalog::workloads(), |it| it.name);
        for set in catalog::workload_sets() {
            names.push(set.name);
        }
        let near = nearest(name, &names);
        cx.missing(
            "chart",
            &name.at,
            format_args!("workload `{}` is not in the catalog, and names no chart", name.value),
            format_args!("{near}; or write `chart` and `repository`, or `manifests`"),
        );
        return true;
    }
    false
}

fn lower_one(cx: &mut Context<'_>, around: &mut Around<'_>, name: &str, item: Item<'_>) -> Option<Workload> {
    let known = item.known;
    let namespace = item.written.and_then(|it| filled(&it.namespace)).map(|it| it.value.as_str());
    let namespace = namespace.or(known.map(|known| known.namespace)).unwrap_or(NAMESPACE).to_owned();
    let manifests = item.written.and_then(|it| it.manifests.as_ref());
    let (content, identity) = match manifests {
        Some(manifests) => {
            let chart = item.written.and_then(|it| it.chart.as_ref());
            if let Some(chart) = chart {
                cx.refuse(
                    &chart.at,
                    format_args!("workload `{name}` has a chart and manifests"),
                    "write two workloads, one `after` the other",
                );
            }
            let objects = objects::lower(cx, name, &namespace, manifests);
            if objects.is_empty() {
                return None;
            }
            (Content::Objects(objects), identity::lower(cx, around, name, &namespace, item))
        }
        None => {
            let identity = identity::lower(cx, around, name, &namespace, item);
            (
                Content::Release(release::lower(cx, name, around.cluster.fully_private, item, &identity)),
                identity,
            )
        }
    };
    let mut workload = plain(name, content, &namespace, item.at);
    workload.pods = needs::pods(&namespace, item);
    workload.load_balancers = needs::load_balancers(cx, around.network, item);
    workload.volumes = needs::volumes(item);
    workload.endpoints = needs::endpoints(cx, item);
    workload.rules = needs::rules(cx, around, name, item);
    workload.identity = identity.way;
    Some(workload)
}

/// A workload that needs nothing.
#[inline(never)]
fn plain(name: &str, content: Content, namespace: &str, at: &Place) -> Workload {
    Workload {
        name: name.to_owned(),
        content,
        namespace: namespace.to_owned(),
        pods: None,
        after: Vec::new(),
        after_add_ons: Vec::new(),
        asks: Vec::new(),
        identity: WorkloadIdentity::None,
        rules: Vec::new(),
        load_balancers: Vec::new(),
        volumes: Vec::new(),
        endpoints: Vec::new(),
        origin: Origin::field(at),
    }
}

/// How a workload gets its rights, and the account that gets them.
struct Rights {
    way: WorkloadIdentity,
    account: Option<String>,
}
