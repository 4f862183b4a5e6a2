//! The access entry of hybrid nodes.

use crate::diagnostic::Code;
use crate::topology::access::{AccessEntry, Principal};
use crate::topology::hybrid::Hybrid;
use crate::topology::lower::context::Context;
use crate::topology::lower::roles::last_part;
use crate::topology::role::Role;

const KIND: &str = "HYBRID_LINUX";

/// One entry for their role, unless the spec has it.
pub(super) fn add(cx: &mut Context<'_>, roles: &[Role], hybrid: &Hybrid, entries: &mut Vec<AccessEntry>) {
    if let Some(other) = entries.iter().find(|entry| entry.principal == Principal::Role(hybrid.role)) {
        if other.kind != KIND {
            let place = hybrid.origin.place();
            let found = cx
                .report
                .raise(
                    Code::AccessNameTwice,
                    place,
                    format_args!("hybrid nodes need an access entry of type `{KIND}` for their role"),
                )
                .help("give them a role of their own");
            if let Some(first) = &other.origin.place {
                found.label(first, format_args!("the role has an entry of type `{}` for this", other.kind));
            }
        }
        return;
    }
    let name = roles.get(hybrid.role).map_or("", |role| last_part(&role.name));
    entries.push(AccessEntry::new(name, Principal::Role(hybrid.role), KIND, hybrid.origin.clone()));
}
