//! What will fail: rules over the spec as written, the topology that it makes, and the graph.
//!
//! A rule is a small function that looks at the [`Subject`] and adds what it found to the report. Rules are listed by family, and know
//! nothing of each other; a rule that needs a later stage looks whether that stage was reached. What a stage can only find
//! while it works, as a value that cannot be read, is raised there.

mod access;
mod add_ons;
mod arn;
mod auto_mode;
mod capacity;
mod cluster;
mod compute;
mod deadlocks;
mod fargate;
mod help;
mod hybrid;
mod network;
mod observations;
mod offline;
mod outposts;
mod subject;
mod versions;

pub use offline::unknowns;
pub use subject::Subject;

use crate::diagnostic::Report;

/// A rule.
type Rule = fn(&Subject<'_>, &mut Report);

/// The rules by family.
const FAMILIES: &[&[Rule]] = &[
    access::RULES,
    add_ons::RULES,
    auto_mode::RULES,
    cluster::RULES,
    compute::RULES,
    fargate::RULES,
    hybrid::RULES,
    network::RULES,
    outposts::RULES,
    versions::RULES,
    capacity::RULES,
    deadlocks::RULES,
    observations::RULES,
];

/// Everything that the rules find.
pub fn run(subject: &Subject<'_>) -> Report {
    let mut report = Report::default();
    FAMILIES.iter().flat_map(|family| family.iter()).for_each(|rule| rule(subject, &mut report));
    report
}
