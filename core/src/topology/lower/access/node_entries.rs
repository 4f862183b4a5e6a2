//! Access entries by which nodes of one's own and hybrid nodes are let in.

use std::fmt;

use super::entries::{HYBRID, LINUX, WINDOWS};
use crate::diagnostic::Code;
use crate::topology::Origin;
use crate::topology::access::{AccessEntry, Principal};
use crate::topology::compute::NodeGroup;
use crate::topology::hybrid::Hybrid;
use crate::topology::lower::context::Context;
use crate::topology::lower::roles::last_part;
use crate::topology::role::Role;

/// One entry for each role, which all node groups with that role share.
pub(super) fn add(cx: &mut Context<'_>, roles: &[Role], group: &NodeGroup, entries: &mut Vec<AccessEntry>) {
    let Some(role) = group.role else { return };
    let kind = if group.image.windows { WINDOWS } else { LINUX };
    match entries.iter().find(|entry| entry.principal == Principal::Role(role)) {
        Some(other) => {
            let name = &group.name;
            let whose = ("its", "it");
            check_kind(cx, other, kind, &group.origin, format_args!("node group `{name}` needs"), whose);
        }
        None => entries.push(of_role(roles, role, kind, Origin::default_value())),
    }
}

/// One entry for the role of hybrid nodes, unless the spec has it.
pub(super) fn add_hybrid(
    cx: &mut Context<'_>,
    roles: &[Role],
    hybrid: &Hybrid,
    entries: &mut Vec<AccessEntry>,
) {
    match entries.iter().find(|entry| entry.principal == Principal::Role(hybrid.role)) {
        Some(other) => {
            let who = format_args!("hybrid nodes need");
            check_kind(cx, other, HYBRID, &hybrid.origin, who, ("their", "them"));
        }
        None => entries.push(of_role(roles, hybrid.role, HYBRID, hybrid.origin.clone())),
    }
}

/// Reports nodes whose role has an entry of another type.
fn check_kind(
    cx: &mut Context<'_>,
    other: &AccessEntry,
    kind: &str,
    origin: &Origin,
    who: fmt::Arguments<'_>,
    (their, them): (&str, &str),
) {
    if other.kind == kind {
        return;
    }
    cx.report
        .raise(
            Code::AccessNameTwice,
            origin.place(),
            format_args!("{who} an access entry of type `{kind}` for {their} role"),
        )
        .label(
            other.origin.place.as_ref(),
            format_args!("the role has an entry of type `{}` for this", other.kind),
        )
        .help(format_args!("give {them} a role of {their} own"));
}

fn of_role(roles: &[Role], role: usize, kind: &str, origin: Origin) -> AccessEntry {
    let name = roles.get(role).map_or("", |role| last_part(&role.name));
    AccessEntry::new(name, Principal::Role(role), kind, origin)
}

impl AccessEntry {
    /// An entry that says no more than its type.
    #[inline(never)]
    pub(in crate::topology::lower) fn new(
        name: &str,
        principal: Principal,
        kind: &str,
        origin: Origin,
    ) -> Self {
        Self {
            name: name.to_owned(),
            principal,
            kind: kind.to_owned(),
            groups: Vec::new(),
            username: None,
            policies: Vec::new(),
            origin,
        }
    }
}
