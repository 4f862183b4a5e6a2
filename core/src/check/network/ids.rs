//! Ids of what stands already: each kind begins with its own word.

use super::subnets::written as written_subnets;
use super::{items_of, vpc};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::spec::Located;

/// No VPC, subnet or security group goes by the id of another kind.
pub(super) fn kinds(subject: &Subject<'_>, report: &mut Report) {
    let Some(vpc) = vpc(subject) else { return };
    let mut judge = |id: &Located<String>, kind: &str, prefix: &str| {
        if id.is_empty() || id.starts_with(prefix) {
            return;
        }
        report
            .raise(Code::FieldValue, &id.at, format_args!("`{}` is no id of a {kind}", id.value))
            .arg("value", &id.value)
            .help(format_args!("ids of a {kind} begin with `{prefix}`"));
    };
    vpc.id.iter().for_each(|id| judge(id, "VPC", "vpc-"));
    let subnets = written_subnets(subject).into_iter().filter_map(|(_, _, subnet)| subnet.id.as_ref());
    subnets
        .chain(items_of(subject, |vpc| &vpc.control_plane_subnet_ids))
        .for_each(|id| judge(id, "subnet", "subnet-"));
    let groups = vpc.security_group.iter().chain(&vpc.shared_node_security_group);
    let groups = groups.chain(items_of(subject, |vpc| &vpc.control_plane_security_group_ids));
    groups.for_each(|id| judge(id, "security group", "sg-"));
}
