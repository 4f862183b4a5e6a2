//! A plan for people: what, how long, is it all right; then the rest.

mod bar;
mod facts;
mod head;
pub(crate) mod kinds;
pub(crate) mod names;
mod next;
mod rows;
mod shown;
mod sides;
mod table;

use eks_plan::document::plan::Plan;

pub(crate) use head::verdict;
pub(crate) use next::shell_word;

use super::diagnostic::{Sources, findings};
use super::style::{Page, Role};
use super::{Named, style::Line};

/// The whole answer.
pub(crate) fn render(plan: &Plan, named: &Named<'_>, sources: &Sources<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    head::head(&mut page, plan);
    page.blank();
    match &plan.totals {
        Some(totals) => {
            table::table(&mut page, plan, totals);
            page.blank();
        }
        None => {
            page.flow(Line::new(), 0, &[(Role::Plain, head::why_empty(plan))]);
            page.blank();
        }
    }
    let before = page.lines();
    facts::facts(&mut page, plan, named);
    if page.lines() > before {
        page.blank();
    }
    findings(&mut page, &plan.diagnostics, sources, Some(&named.call("check", &[])));
    if !plan.suppressed.is_empty() {
        let text =
            names::plural(plan.suppressed.len() as u64, "finding was accepted", "findings were accepted");
        page.line(&Line::of(Role::Dim, &text));
        page.blank();
    }
    next::next(&mut page, plan, named);
    page.into_text()
}
