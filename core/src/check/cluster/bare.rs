//! A cluster without a CNI.

use crate::check::Subject;
use crate::diagnostic::{Code, Path, Place, Report};
use crate::spec::{ClusterConfig, Located};

const CNI: &str = "vpc-cni";

/// What needs pods is not made before there is a CNI.
pub(super) fn parts(subject: &Subject<'_>, report: &mut Report) {
    let cluster = subject.cluster;
    let switch = cluster.addons_config.as_ref().and_then(|config| config.disable_default_addons.as_ref());
    let auto_mode = cluster.auto_mode_config.as_ref().and_then(|config| config.enabled.as_ref());
    let Some(switch) = switch.filter(|switch| switch.value) else { return };
    let has_cni = cluster
        .addons
        .iter()
        .flat_map(|list| &list.value)
        .any(|it| it.name.as_ref().is_some_and(|name| name.value == CNI));
    if has_cni
        || auto_mode.is_some_and(|enabled| enabled.value)
        || !subject.is_read(&Path::ROOT.key("addons"))
    {
        return;
    }
    for (field, place) in needing_pods(cluster) {
        report
            .raise(
                Code::BareClusterParts,
                place,
                format_args!("`{field}` needs pods, and the cluster is made without a CNI"),
            )
            .arg("field", field)
            .label(&switch.at, "the default add-ons are switched off here")
            .help(format_args!("add `{CNI}` to `addons`, or add `{field}` once a CNI is there"));
    }
}

fn needing_pods(cluster: &ClusterConfig) -> impl Iterator<Item = (&'static str, &Place)> {
    fn list<T>(list: Option<&Located<Vec<T>>>) -> Option<&Place> {
        list.filter(|list| !list.value.is_empty()).map(|list| &list.at)
    }
    let iam = cluster.iam.as_ref();
    let flux = cluster.gitops.as_ref().and_then(|gitops| gitops.flux.as_ref());
    let parts = [
        ("nodeGroups", list(cluster.node_groups.as_ref())),
        ("managedNodeGroups", list(cluster.managed_node_groups.as_ref())),
        ("fargateProfiles", list(cluster.fargate_profiles.as_ref())),
        ("karpenter", cluster.karpenter.as_ref().map(|karpenter| &karpenter.at)),
        ("gitops.flux", flux.map(|flux| &flux.at)),
        ("iam.serviceAccounts", list(iam.and_then(|iam| iam.service_accounts.as_ref()))),
        ("iam.podIdentityAssociations", list(iam.and_then(|iam| iam.pod_identity_associations.as_ref()))),
    ];
    parts.into_iter().filter_map(|(field, place)| Some((field, place?)))
}
