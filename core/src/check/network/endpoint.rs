//! From where the API server is reached.

use crate::check::Subject;
use crate::diagnostic::{Code, Report};

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
    report.raise(Code::NetworkPrivateOnly, place, message).help(help);
}
