//! A fully private cluster.

use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::{Field, Located};

/// The switch, if it is on.
fn switch<'s>(subject: &Subject<'s>) -> Option<&'s Located<bool>> {
    let private = subject.cluster.private_cluster.as_ref().and_then(|private| private.enabled.as_ref());
    private.filter(|enabled| enabled.value)
}

/// eksctl chooses the endpoints of such a cluster itself.
pub(super) fn endpoints(subject: &Subject<'_>, report: &mut Report) {
    let (Some(switch), Some(vpc)) = (switch(subject), &subject.cluster.vpc) else { return };
    let Some(endpoints) = &vpc.cluster_endpoints else { return };
    if endpoints.public_access.is_none() && endpoints.private_access.is_none() {
        return;
    }
    report
        .raise(
            Code::PrivateClusterParts,
            &endpoints.at,
            "`clusterEndpoints` is written, and a fully private cluster has its private endpoint alone",
        )
        .arg("field", "clusterEndpoints")
        .label(&switch.at, "the cluster is fully private")
        .help("remove `clusterEndpoints`: the private side is opened, and the public one closed at the end");
}

/// Its nodes have no public addresses.
pub(super) fn node_groups(subject: &Subject<'_>, report: &mut Report) {
    let Some(switch) = switch(subject) else { return };
    for (at, base) in subject.node_groups() {
        let (name, private): (&Field<String>, &Field<bool>) = (&base.name, &base.private_networking);
        if private.as_ref().is_some_and(|private| private.value)
            || !subject.is_read(&at.path.key("privateNetworking"))
        {
            continue;
        }
        let name = name.as_ref().map_or("", |name| name.as_str());
        let place: &Place = private.as_ref().map_or(at, |private| &private.at);
        report
            .raise(
                Code::PrivateClusterParts,
                place,
                format_args!("nodes of `{name}` are not private, and the cluster is fully private"),
            )
            .arg("name", name)
            .label(&switch.at, "the cluster is fully private")
            .help(format_args!("write `privateNetworking: true` for `{name}`"));
    }
}
