//! What only AWS can answer of a plan, each with the command that asks it.

mod parts;

use super::Subject;
use crate::catalog::{self, Offline};
use crate::document::Unknown;
use crate::topology::Topology;

/// The questions that the plan's own parts raise.
pub fn unknowns(subject: &Subject<'_>) -> Vec<Unknown> {
    let Some(topology) = subject.topology else { return Vec::new() };
    let mut all = Vec::new();
    for row in catalog::offline() {
        let names = parts::of(row.asks, subject, topology);
        if names.is_empty() {
            continue;
        }
        if row.command.contains("{name}") {
            for name in names {
                all.push(unknown(row, topology, name));
            }
        } else {
            all.push(unknown(row, topology, &names.join(row.joint)));
        }
    }
    all
}

fn unknown(row: &Offline, topology: &Topology, names: &str) -> Unknown {
    let cluster = &topology.cluster;
    let plain = is_plain(names) && is_plain(&cluster.region);
    let command = plain.then(|| {
        let text = row.command.replace("{region}", &cluster.region);
        let text = text.replace("{version}", &cluster.version.to_string());
        let add_on = topology.add_ons.iter().find(|it| it.name == names);
        let version = add_on.and_then(|it| it.version.as_deref()).filter(|version| is_plain(version));
        let text = text.replace("{addOnVersion}", version.unwrap_or_default());
        text.replace("{names}", names).replace("{name}", names)
    });
    let subject = row.subject.replace("{name}", names);
    Unknown { subject, why: row.why.to_owned(), command, blocks: false }
}

/// True if nothing in the text means anything to a shell.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || " -=.,/:_+@".contains(c))
}
