//! What add-ons need of each other.

use super::{has, known, name, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// An add-on that does not work without another one; that may come as a workload too.
pub(super) fn others(subject: &Subject<'_>, report: &mut Report) {
    for item in written(subject) {
        let Some(known) = known(item) else { continue };
        for other in known.requires {
            let workloads = subject.topology.map_or(&[][..], |topology| &topology.workloads[..]);
            if has(subject, other) || workloads.iter().any(|workload| workload.name == *other) {
                continue;
            }
            let place = item.name.as_ref().map_or(&item.at, |name| &name.at);
            report
                .raise(
                    Code::AddOnLacks,
                    place,
                    format_args!("add-on `{}` needs `{other}`, which is not installed", name(item)),
                )
                .arg("addOn", name(item))
                .arg("needs", other)
                .help(format_args!("add `- name: {other}` to `addons`"));
        }
    }
}
