//! What is written of a VPC that stands already, against what somebody saw of it.

use super::subnets::written as written_subnets;
use super::{block, vpc as written_vpc};
use crate::check::Subject;
use crate::diagnostic::{Code, Raised, Report, Severity};
use crate::spec::{Located, filled};

#[track_caller]
fn differs<'r>(
    report: &'r mut Report,
    what: &str,
    written: &Located<String>,
    seen: &Located<String>,
) -> Raised<'r> {
    let message = format!("{what} is written as `{}` and was seen as `{}`", written.value, seen.value);
    report
        .raise(Code::NetworkObserved, &written.at, message)
        .arg("written", &written.value)
        .arg("seen", &seen.value)
        .label(&seen.at, "what was seen")
        .help(format_args!("write `{}`, or correct `observed`", seen.value))
}

/// Its id and its block.
pub(super) fn vpc(subject: &Subject<'_>, report: &mut Report) {
    let Some(seen) = subject.config.observed.as_ref().and_then(|observed| observed.vpc.as_ref()) else {
        return;
    };
    let Some(written) = written_vpc(subject) else { return };
    if let (Some(id), Some(other)) = (filled(&written.id), filled(&seen.id))
        && id.value != other.value
    {
        differs(report, "the VPC", id, other);
        return;
    }
    if let (Some(cidr), Some(other)) = (filled(&written.cidr), filled(&seen.cidr))
        && super::is_existing(subject)
        && block(cidr) != block(other)
    {
        // A VPC may have further blocks.
        differs(report, "the block of the VPC", cidr, other).severity(Severity::Warning);
    }
}

/// Its two attributes about names.
pub(super) fn names(subject: &Subject<'_>, report: &mut Report) {
    let Some(seen) = subject.config.observed.as_ref().and_then(|observed| observed.vpc.as_ref()) else {
        return;
    };
    let attributes =
        [(&seen.dns_support, "enable-dns-support"), (&seen.dns_hostnames, "enable-dns-hostnames")];
    for (attribute, option) in attributes {
        let Some(off) = attribute.as_ref().filter(|on| !on.value) else { continue };
        let vpc = filled(&seen.id).map_or("VPC_ID", |id| id.value.as_str());
        report
            .raise(
                Code::NetworkNamesOff,
                &off.at,
                format_args!("`{option}` of the VPC is off: nodes do not find the API server by its name"),
            )
            .arg("attribute", option)
            .help(format_args!("turn it on: aws ec2 modify-vpc-attribute --vpc-id {vpc} --{option}"));
    }
}

/// Blocks and zones of its subnets.
pub(super) fn subnets(subject: &Subject<'_>, report: &mut Report) {
    let seen = subject.config.observed.as_ref().and_then(|observed| observed.vpc.as_ref());
    let Some(seen) = seen.and_then(|vpc| vpc.subnets.as_ref()) else { return };
    for (_, _, subnet) in written_subnets(subject) {
        let Some(id) = filled(&subnet.id) else { continue };
        let Some(other) = seen.value.get(&id.value) else { continue };
        if let (Some(cidr), Some(seen)) = (filled(&subnet.cidr), filled(&other.cidr))
            && block(cidr) != block(seen)
        {
            differs(report, &format!("the block of subnet `{}`", id.value), cidr, seen);
        }
        if let (Some(zone), Some(seen)) = (filled(&subnet.az), filled(&other.zone)) {
            // A name and an id may mean one zone.
            let is_id = |text: &str| text.contains("-az") || text.contains("-wlz");
            if is_id(zone) == is_id(seen) && zone.value != seen.value {
                differs(report, &format!("the zone of subnet `{}`", id.value), zone, seen);
            }
        }
    }
}
