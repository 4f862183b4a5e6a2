//! Names that EKS itself takes or refuses.

use crate::check::Subject;
use crate::diagnostic::{Code, Raised, Report};
use crate::spec::Located;

/// The most characters of a cluster's name (botocore 1.44.5, shape `ClusterName`).
const LONGEST_CLUSTER: usize = 100;

/// The most characters of a managed node group's name (EKS user guide, create-managed-node-group).
const LONGEST_NODE_GROUP: usize = 63;

/// Why EKS refuses a name, if it does.
fn problem(name: &str, longest: usize) -> Option<String> {
    let length = name.chars().count();
    if let Some(strange) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !"-_".contains(*c)) {
        return Some(format!("has `{strange}`, and EKS takes letters, digits, hyphens and underscores"));
    }
    if name.starts_with(['-', '_']) {
        return Some("does not begin with a letter or a digit".to_owned());
    }
    (length > longest).then(|| format!("has {length} characters, and EKS takes {longest}"))
}

/// True if EKS takes the name for a cluster.
pub(super) fn is_cluster_name(name: &str) -> bool {
    !name.is_empty() && problem(name, LONGEST_CLUSTER).is_none()
}

pub(super) fn cluster(subject: &Subject<'_>, report: &mut Report) {
    let Some(name) = subject.cluster.metadata.as_ref().and_then(|metadata| metadata.name.as_ref()) else {
        return;
    };
    if let Some(problem) = problem(name, LONGEST_CLUSTER) {
        let found = report
            .raise(
                Code::ClusterName,
                &name.at,
                format_args!("the name of the cluster, `{}`, {problem}", name.value),
            )
            .arg("name", &name.value);
        suggest(found, name, LONGEST_CLUSTER);
    }
}

pub(super) fn managed_node_groups(subject: &Subject<'_>, report: &mut Report) {
    let groups = subject.cluster.managed_node_groups.iter().flat_map(|list| &list.value);
    for name in groups.filter_map(|group| group.base.name.as_ref()) {
        let Some(problem) = problem(name, LONGEST_NODE_GROUP) else { continue };
        let found = report
            .raise(
                Code::NodeGroupName,
                &name.at,
                format_args!("the name of node group `{}` {problem}", name.value),
            )
            .arg("name", &name.value);
        suggest(found, name, LONGEST_NODE_GROUP);
    }
}

/// Offers the name in characters that all of AWS takes.
fn suggest(found: Raised<'_>, name: &Located<String>, longest: usize) {
    let plain = plain(name, longest);
    if plain.is_empty() {
        found.help("write letters, digits and hyphens");
        return;
    }
    let title = format!("write `{plain}`");
    let found = found.help(format_args!("write it as `{plain}`, for instance"));
    found.fix(title, name.at.span.as_ref(), &plain, false);
}

/// The name in letters, digits and single hyphens, not longer than this.
pub(super) fn plain(name: &str, longest: usize) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => plain.push(c),
            _ if plain.is_empty() || plain.ends_with('-') => {}
            _ => plain.push('-'),
        }
    }
    plain.truncate(longest);
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}
