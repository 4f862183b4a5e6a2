//! Changes of texts: which of them go together, and what the texts are then.
//!
//! Nothing but the stretch that an edit names is touched: comments, layout and line ends stay.

mod diff;

pub use diff::unified;

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Position};

/// A text that edits may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What spans call it.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// A remedy that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// What was found.
    pub code: Code,
    /// What was done.
    pub title: String,
    /// In which text.
    pub file: String,
    /// Where, before anything was changed in this turn.
    pub at: Position,
}

/// A stretch of one of the texts, and what comes instead.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change<'a> {
    file: usize,
    range: Range<usize>,
    text: &'a str,
}

impl Change<'_> {
    /// True if it is not clear what both together would make.
    fn clashes(&self, other: &Change<'_>) -> bool {
        if self.file != other.file || self == other {
            return false;
        }
        let (a, b) = (&self.range, &other.range);
        let touch = a.is_empty() || b.is_empty();
        if touch { a.start <= b.end && b.start <= a.end } else { a.start < b.end && b.start < a.end }
    }
}

/// Carries out the certain remedies of the findings that go together, in the order of the findings: of two that clash the first
/// one is taken. `keeps` says whether a text is as good as it was; changes that make one worse are left out.
pub(crate) fn apply(
    texts: &mut [Text],
    findings: &[Diagnostic],
    keeps: impl Fn(&str, &str) -> bool,
) -> Vec<Applied> {
    let mut chosen: Vec<(&Diagnostic, &Fix, Vec<Change<'_>>)> = Vec::new();
    // The changes taken so far, by file and start: a new one can only clash with its neighbours.
    let mut taken: Vec<Change<'_>> = Vec::new();
    for finding in findings {
        let Some(fix) = finding.fixes.iter().find(|fix| fix.certain) else { continue };
        let Some(changes) = changes(texts, &fix.edits) else { continue };
        let clash = changes.iter().any(|change| {
            let at = taken.partition_point(|other| order(other) <= order(change));
            taken
                .get(at.saturating_sub(2)..(at + 2).min(taken.len()))
                .unwrap_or_default()
                .iter()
                .any(|other| change.clashes(other))
        });
        let same = changes.iter().all(|change| taken.contains(change));
        if clash || same || changes.is_empty() {
            continue;
        }
        for change in &changes {
            if !taken.contains(change) {
                let at = taken.partition_point(|other| order(other) <= order(change));
                taken.insert(at, change.clone());
            }
        }
        chosen.push((finding, fix, changes));
    }
    let done = |(finding, fix, changes): &(&Diagnostic, &Fix, Vec<Change<'_>>)| {
        let first = changes.first()?;
        let at = fix.edits.first()?.span.start;
        let file = texts.get(first.file)?.name.clone();
        Some(Applied { code: finding.code, title: fix.title.clone(), file, at })
    };
    let all: Vec<Vec<Change<'_>>> = chosen.iter().map(|(_, _, changes)| changes.clone()).collect();
    if let Some(changed) = changed(texts, &all, &keeps) {
        let applied = chosen.iter().filter_map(done).collect();
        put(texts, changed);
        return applied;
    }
    // Together they make a text worse: those that do not are taken one by one.
    let (mut good, mut applied) = (Vec::new(), Vec::new());
    for (one, changes) in chosen.iter().zip(all) {
        good.push(changes);
        if changed(texts, &good, &keeps).is_some() {
            applied.extend(done(one));
        } else {
            good.pop();
        }
    }
    if let Some(changed) = changed(texts, &good, &keeps) {
        put(texts, changed);
    }
    applied
}

fn order(change: &Change<'_>) -> (usize, usize, usize) {
    (change.file, change.range.start, change.range.end)
}

/// The edits as changes; nothing if one of them names no stretch of a text that is ours alone.
fn changes<'e>(texts: &[Text], edits: &'e [Edit]) -> Option<Vec<Change<'e>>> {
    let change = |edit: &'e Edit| {
        let mut files = texts.iter().enumerate().filter(|(_, text)| text.name == edit.span.file.as_ref());
        let (file, text) = files.next()?;
        if files.next().is_some() {
            return None;
        }
        let offset = |position: Position| usize::try_from(position.offset).ok();
        let range = offset(edit.span.start)?..offset(edit.span.end)?;
        text.text.get(range.clone())?;
        Some(Change { file, range, text: &edit.text })
    };
    let changes: Vec<_> = edits.iter().map(change).collect::<Option<_>>()?;
    let clash = changes
        .iter()
        .enumerate()
        .any(|(at, one)| changes.iter().skip(at + 1).any(|other| one.clashes(other)));
    (!clash).then_some(changes)
}

/// The texts that the changes make, with their numbers; nothing if one of them is worse then.
fn changed(
    texts: &[Text],
    all: &[Vec<Change<'_>>],
    keeps: &impl Fn(&str, &str) -> bool,
) -> Option<Vec<(usize, String)>> {
    let mut changed = Vec::new();
    for (file, text) in texts.iter().enumerate() {
        let mut own: Vec<&Change<'_>> = all.iter().flatten().filter(|change| change.file == file).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|change| order(change));
        own.dedup();
        let new = written(&text.text, &own);
        if !keeps(&text.text, &new) {
            return None;
        }
        changed.push((file, new));
    }
    Some(changed)
}

fn put(texts: &mut [Text], changed: Vec<(usize, String)>) {
    for (file, new) in changed {
        if let Some(text) = texts.get_mut(file) {
            text.text = new;
        }
    }
}

/// The text with the changes, which are in its order; new lines end as those of the text do.
fn written(text: &str, changes: &[&Change<'_>]) -> String {
    let windows = text.find('\n').is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')));
    let mut new = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for change in changes {
        new.push_str(text.get(at..change.range.start).unwrap_or_default());
        if windows && change.text.contains('\n') {
            new.push_str(&change.text.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            new.push_str(change.text);
        }
        at = change.range.end;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}
