//! Security groups.

use super::{items_of, vpc};
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report, Severity};

/// The list of quotas allows fewer groups than the API does.
pub(super) fn number(subject: &Subject<'_>, report: &mut Report) {
    let limit = |key| catalog::quota(key).map_or(u32::MAX, |quota| quota.value);
    let (quota, most) =
        (limit("controlPlaneSecurityGroupsPerCluster"), limit("controlPlaneSecurityGroupsPerRequest"));
    let ids = items_of(subject, |vpc| &vpc.control_plane_security_group_ids);
    let number = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let Some(place) = vpc(subject).and_then(|vpc| vpc.control_plane_security_group_ids.as_ref()) else {
        return;
    };
    if number <= quota {
        return;
    }
    let finding = report
        .raise(
            Code::NetworkGroupsMany,
            &place.at,
            format_args!("the control plane gets {number} security groups, and EKS takes {quota}"),
        )
        .arg("number", &number.to_string())
        .arg("most", &quota.to_string())
        .help("name fewer groups, and write their rules into those");
    if number <= most {
        finding.severity(Severity::Warning);
    }
}

/// eksctl writes rules into a shared group of the user's own.
pub(super) fn shared_rules(subject: &Subject<'_>, report: &mut Report) {
    let Some(vpc) = vpc(subject) else { return };
    let Some(group) = vpc.shared_node_security_group.as_ref().filter(|id| !id.is_empty()) else { return };
    if vpc.manage_shared_node_security_group_rules.as_ref().is_some_and(|flag| !flag.value) {
        return;
    }
    report
        .raise(
            Code::NetworkGroupChanged,
            &group.at,
            format_args!("rules are added to your security group `{}`", group.value),
        )
        .arg("group", &group.value)
        .help("write `manageSharedNodeSecurityGroupRules: false` if you add them yourself");
}
