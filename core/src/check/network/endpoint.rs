//! From where the API server is reached.

use super::vpc;
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic, Report};

/// With the public side closed, commands have to run inside.
pub(super) fn private_only(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| topology.cluster.outpost.is_none()) else {
        return;
    };
    let endpoint = &topology.cluster.endpoint;
    let Some(place) = endpoint.origin.place.as_ref().filter(|_| !endpoint.public && endpoint.private) else {
        return;
    };
    let message = "the API server is reached from inside the network alone, by kubectl and by eksctl too";
    let help = "run what calls Kubernetes from a host in the VPC or in a network that is joined to it, and name that network in `vpc.extraCIDRs`";
    report.push(Diagnostic::new(Code::NetworkPrivateOnly, place, message).help(help));
}

/// A fully private cluster opens and closes its endpoint by itself.
pub(super) fn overruled(subject: &Subject<'_>, report: &mut Report) {
    let private = subject.cluster.private_cluster.as_ref().and_then(|private| private.enabled.as_ref());
    let Some(private) = private.filter(|enabled| enabled.value && subject.cluster.outpost.is_none()) else {
        return;
    };
    let endpoints = vpc(subject).and_then(|vpc| vpc.cluster_endpoints.as_ref());
    let Some(endpoints) = endpoints else { return };
    let open = endpoints.public_access.as_ref().filter(|flag| flag.value);
    let shut = endpoints.private_access.as_ref().filter(|flag| !flag.value);
    for (field, flag) in [("publicAccess", open), ("privateAccess", shut)] {
        let Some(flag) = flag else { continue };
        let message = format!(
            "`vpc.clusterEndpoints.{field}` has no effect: a fully private cluster ends with its private side open alone"
        );
        let finding = Diagnostic::new(Code::NetworkFieldIgnored, &flag.at, message).arg("field", field);
        report.push(finding.label(&private.at, "asked for here").help("leave it out, or `privateCluster`"));
    }
}
