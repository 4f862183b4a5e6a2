//! Why a step waits, as a tree; and what waits for a step.

mod branch;
mod impact;

use std::collections::BTreeSet;

use eks_plan::document::plan::Plan;
use eks_plan::document::why::{Reason, Why};
use eks_plan::terms::Relation;

use self::branch::{Branch, branches_of};
use super::Named;
use super::plan::names::plural;
use super::style::{Line, Page, Role, row_of, wrap};

pub(crate) use impact::impact;

/// Branches beside one another before the rest is counted.
const BESIDE: usize = 12;
/// The same, further down.
const BELOW: usize = 8;
/// Where there are more, only the first says how we know.
const SOURCED: usize = 6;
/// Columns that a level takes.
const STEP: usize = 2;
/// Levels that a branch costs on which the step does not hang.
const ASIDE: usize = 3;

/// The tree of reasons, at most `depth` levels deep where the step hangs on it, less beside that.
pub(crate) fn render(
    why: &Why,
    plan: Option<&Plan>,
    named: &Named<'_>,
    depth: usize,
    width: usize,
) -> String {
    let mut page = Page::new(width);
    let first = why.reasons.first().map_or("", |reason| reason.reason.as_ref());
    // The first branch says the same again, with how we know.
    let summary = why.summary.strip_suffix(first).and_then(|said| said.strip_suffix(": "));
    let summary = summary.filter(|_| !first.is_empty()).unwrap_or(&why.summary);
    let idle = summary.strip_suffix(" waits for nothing").filter(|_| why.relation == Relation::Delete);
    let said =
        idle.map_or_else(|| summary.to_owned(), |name| format!("{name} has to wait for nothing to go"));
    let mut head = vec![(Role::Strong, said)];
    let asked = why.step.split_once(':').map_or(why.step.as_ref(), |(_, id)| id);
    head.extend(standing(plan, asked).map(|how| (Role::Plain, format!("; {how}"))));
    page.flow(Line::new(), 0, &head);
    let mut tree = Tree { page, plan, relation: why.relation, said: BTreeSet::new(), cut: 0 };
    tree.branches(&why.reasons.iter().collect::<Vec<_>>(), &Line::new(), depth);
    let Tree { mut page, cut, .. } = tree;
    if cut > 0 {
        let mut words = vec![why.step.as_ref()];
        words.extend(why.before.as_deref());
        if why.relation == Relation::Delete {
            words.extend(["--relation", "delete"]);
        }
        let deeper = (depth + ASIDE).min(usize::from(u8::MAX)).to_string();
        words.extend(["--depth", &deeper]);
        page.blank();
        let text = format!("{} further down: ", plural(cut, "reason", "reasons"));
        page.command(Line::of(Role::Dim, &text), Role::Dim, &named.call("why", &words));
    }
    page.into_text()
}

/// How a thing is there without a step of its own.
fn standing(plan: Option<&Plan>, id: &str) -> Option<String> {
    let resource = plan?.resources.iter().find(|one| one.id.as_ref() == id)?;
    match &resource.made_by {
        Some(maker) => Some(format!("AWS makes it with {maker}")),
        None => resource.existing.then(|| "it stands already".to_owned()),
    }
}

struct Tree<'a> {
    page: Page,
    plan: Option<&'a Plan>,
    relation: Relation,
    /// Sources and fields that were named.
    said: BTreeSet<String>,
    cut: u64,
}

impl Tree<'_> {
    fn branches(&mut self, reasons: &[&Reason], stem: &Line, depth: usize) {
        if depth == 0 {
            self.cut += reasons.iter().map(|one| count(one)).sum::<u64>();
            return;
        }
        let branches = branches_of(reasons);
        // On the last level only what the step hangs on.
        let top = stem.width() == 0;
        let beside = if top { BESIDE } else { BELOW };
        let shown = branches.len().min(if depth == 1 && !top { 1 } else { beside });
        let sourced = if top && branches.len() <= SOURCED { branches.len() } else { 1 };
        for (index, branch) in branches.iter().take(shown).enumerate() {
            let last = index + 1 == branches.len();
            let lead = stem.clone().with(Role::Dim, if last { "└ " } else { "├ " });
            let below = stem.clone().with(Role::Dim, if last { "  " } else { "│ " });
            self.branch(branch, lead, &below, index, index < sourced);
            let left = depth.saturating_sub(if index == 0 { 1 } else { ASIDE });
            // What is too deep for the page is counted, not squeezed.
            let left = if below.width() + 40 > self.page.width { 0 } else { left };
            self.branches(&branch.reasons(), &below, left);
        }
        let rest = branches.iter().skip(shown).flat_map(|branch| &branch.members);
        let rest: u64 = rest.map(|one| count(one)).sum();
        if rest > 0 {
            let text = format!("└ and {} beside it", plural(rest, "reason", "reasons"));
            self.page.line(&stem.clone().with(Role::Dim, &text));
            self.cut += rest;
        }
    }

    /// The sentence, then what it is about and since when, then how we know and who asked for it.
    fn branch(&mut self, branch: &Branch<'_>, lead: Line, below: &Line, index: usize, sourced: bool) {
        let longest = index == 0 && branch.members.iter().any(|one| one.binding);
        let mut sentence = vec![(if longest { Role::Accent } else { Role::Plain }, branch.sentence())];
        if longest {
            sentence.push((Role::Accent, " ◀\u{a0}longest".to_owned()));
        }
        self.text(lead, below, &sentence);
        let mut about = branch.about(self.relation);
        let Some(one) = branch.members.first() else { return };
        about.extend(standing(self.plan, &one.from));
        about.extend(branch.since());
        let lead = below.clone().to(below.width() + STEP);
        self.text(lead.clone(), &lead, &[(Role::Dim, row_of(&about, 50))]);
        // What is beside the way is explained in full when it is asked about.
        if !sourced {
            return;
        }
        let mut parts = Vec::new();
        if self.said.insert(one.reason_code.to_string()) {
            parts.push(one.kind.to_string());
            parts.push(branch::source(&one.evidence));
        }
        let asked = one.requested_at.as_ref();
        if let Some(asked) = asked.filter(|asked| self.said.insert(format!("{}\n", asked.path))) {
            parts.push(match &asked.span {
                Some(span) => format!("asked for at {}:{} ({})", span.file, span.start.line, asked.path),
                None => format!("asked for by {}", asked.path),
            });
        }
        if !parts.is_empty() {
            self.text(lead.clone(), &lead, &[(Role::Dim, row_of(&parts, 60))]);
        }
    }

    /// Wraps so that the lines of the tree go on beside the text.
    fn text(&mut self, lead: Line, below: &Line, words: &[(Role, String)]) {
        let room = self.page.width.saturating_sub(below.width().max(lead.width())).max(20);
        for (index, line) in wrap(Line::new(), 0, room, words).iter().enumerate() {
            self.page.line(&if index == 0 { lead.clone() } else { below.clone() }.and(line));
        }
    }
}

fn count(reason: &Reason) -> u64 {
    1 + reason.reasons.iter().map(count).sum::<u64>()
}
