//! What was chosen for want of input, and what cannot be known offline.

use eks_plan::document::check::Check;

use super::style::{Line, Page, Role};

const INDENT: usize = 2;

/// Both lists, in full.
pub(crate) fn open(page: &mut Page, check: &Check) {
    if !check.assumptions.is_empty() {
        page.line(&Line::of(Role::Strong, "Assumed"));
        for one in &check.assumptions {
            let because = format!(" ({}; {})", one.why, one.source);
            let words = [(Role::Plain, format!("{}: {}", one.subject, one.value)), (Role::Dim, because)];
            page.flow(Line::new().to(INDENT), INDENT * 2, &words);
        }
        page.blank();
    }
    if !check.unknowns.is_empty() {
        page.line(&Line::of(Role::Strong, "Unknown"));
        for one in &check.unknowns {
            let mut words = vec![(Role::Plain, format!("{}: {}", one.subject, one.why))];
            if one.blocks {
                words.push((Role::Error, " (blocks)".to_owned()));
            }
            page.flow(Line::new().to(INDENT), INDENT * 2, &words);
            if let Some(command) = &one.command {
                page.command(Line::new().to(INDENT * 2).with(Role::Dim, "$ "), Role::Dim, command);
            }
        }
        page.blank();
    }
}
