//! The names of the stacks that eksctl would make (eksctl 99984ad, pkg/cfn/manager).

use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::{ClusterConfig, Field, Located};

/// The most characters of a stack's name (CloudFormation API, `CreateStack`).
const LONGEST: usize = 128;

/// A part with a stack of its own.
struct Part<'s> {
    /// What stands after the cluster's name.
    infix: &'static str,
    /// The parts of the name that the input says, each with its place.
    names: [Option<&'s Located<String>>; 2],
    /// What people call it.
    called: &'static str,
    /// What its name may have for EKS or Kubernetes, beside letters and digits; what else it has is told by the rules about
    /// those. Nothing, if nobody else judges it.
    taken: Option<&'static str>,
}

impl Part<'_> {
    fn is_told_here(&self, name: &str) -> bool {
        let Some(taken) = self.taken else { return true };
        name.chars().all(|c| c.is_ascii_alphanumeric() || taken.contains(c))
    }
}

/// Each part of the cluster has a stack with a name that CloudFormation takes.
pub(super) fn names(subject: &Subject<'_>, report: &mut Report) {
    let cluster = subject.cluster.metadata.as_ref().and_then(|metadata| metadata.name.as_ref());
    // A name that EKS refuses was told already, and nothing can be said about what is made of it.
    let Some(cluster) = cluster.filter(|name| super::names::is_cluster_name(name)) else { return };
    if cluster.contains('_') {
        strange(report, cluster, "the cluster");
    }
    each(subject.cluster, &mut |part| {
        for name in part.names.iter().flatten().filter(|name| !is_plain(name) && part.is_told_here(name)) {
            strange(report, name, part.called);
        }
        let own: usize = part.names.iter().flatten().map(|name| name.chars().count()).sum();
        let length = fixed(&part) + cluster.chars().count() + own;
        if length > LONGEST {
            long(report, &part, cluster, length);
        }
    });
}

fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// The characters of a name that nobody chose.
fn fixed(part: &Part<'_>) -> usize {
    let joints = part.names.iter().flatten().count().saturating_sub(1);
    "eksctl-".len() + part.infix.len() + joints
}

fn strange(report: &mut Report, name: &Located<String>, called: &str) {
    let strange = name.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-').unwrap_or('_');
    let plain = super::names::plain(name, LONGEST);
    let message =
        format!("the name of {called}, `{}`, has `{strange}`, which no stack's name may have", name.value);
    let title = format!("write `{plain}`");
    report
        .raise(Code::StackName, &name.at, message)
        .arg("name", &name.value)
        .help(format_args!("write it as `{plain}`, for instance"))
        .fix(title, name.at.span.as_ref(), &plain, false);
}

fn long(report: &mut Report, part: &Part<'_>, cluster: &Located<String>, length: usize) {
    let names: Vec<&str> = part.names.iter().flatten().map(|name| name.as_str()).collect();
    let stack = format!("eksctl-{}{}{}", cluster.value, part.infix, names.join("-"));
    let longest = part.names.iter().flatten().max_by_key(|name| name.len());
    let place: &Place = longest.map_or(&cluster.at, |name| &name.at);
    let over = length.saturating_sub(LONGEST);
    let message = format!(
        "the stack of {}, `{stack}`, has {length} characters, and CloudFormation takes {LONGEST}",
        part.called
    );
    report
        .raise(Code::StackNameLong, place, message)
        .arg("stack", &stack)
        .arg("length", &length.to_string())
        .label(&cluster.at, format_args!("the cluster's name takes {} of them", cluster.chars().count()))
        .help(format_args!("take {over} characters from this name or from the cluster's"));
}

/// Visits the parts that eksctl makes stacks for and whose names people choose.
fn each<'s>(cluster: &'s ClusterConfig, visit: &mut dyn FnMut(Part<'s>)) {
    let written = |field: &'s Field<String>| field.as_ref().filter(|name| !name.is_empty());
    let own = cluster.node_groups.iter().flat_map(|list| &list.value).map(|it| (&it.base.name, None));
    let managed = cluster.managed_node_groups.iter().flat_map(|list| &list.value);
    for (name, taken) in own.chain(managed.map(|it| (&it.base.name, Some("-_")))) {
        let names = [written(name), None];
        if names[0].is_some() {
            visit(Part { infix: "-nodegroup-", names, called: "the node group", taken });
        }
    }
    let Some(iam) = &cluster.iam else { return };
    let (called, taken) = ("the service account", Some("-."));
    for account in iam.service_accounts.iter().flat_map(|list| &list.value) {
        let Some(metadata) = account.metadata.as_ref().filter(|_| account.attach_role_arn.is_none()) else {
            continue;
        };
        let names = [written(&metadata.namespace), written(&metadata.name)];
        let infix = match names[0] {
            Some(_) => "-addon-iamserviceaccount-",
            None => "-addon-iamserviceaccount-default-",
        };
        visit(Part { infix, names, called, taken });
    }
    let associations = iam.pod_identity_associations.iter().flat_map(|list| &list.value);
    for association in associations.filter(|association| association.role_arn.is_none()) {
        let names = [written(&association.namespace), written(&association.service_account_name)];
        visit(Part { infix: "-podidentityrole-", names, called, taken });
    }
}
