//! A code explained, and the list of all codes.

use eks_plan::diagnostic::{Explanation, Phase, Severity};

use super::style::{Line, Page, Role};

/// Everything about one code.
pub(crate) fn page(it: &Explanation, width: usize) -> String {
    let mut page = Page::new(width);
    let lead =
        Line::of(role(it.severity), it.severity.as_str()).with(Role::Strong, &format!("[{}] ", it.code));
    page.flow(lead, 2, &[(Role::Strong, it.title.to_owned())]);
    let mut said = Vec::new();
    said.extend(it.phase.map(|phase| format!("otherwise found {}", when(phase))));
    said.extend(
        (!it.refused_by.is_empty()).then(|| format!("refused by {} alone", it.refused_by.join(", "))),
    );
    if !said.is_empty() {
        page.flow(Line::new(), 0, &[(Role::Dim, said.join("; "))]);
    }
    paragraph(&mut page, "why", it.why);
    paragraph(&mut page, "how to fix it", it.remedy);
    if let Some(made_by) = it.made_by {
        paragraph(&mut page, "example", &format!("none that is short enough: {made_by}"));
    }
    example(&mut page, "bad", it.bad);
    example(&mut page, "good", it.good);
    if let Some(evidence) = &it.evidence {
        let source = format!("{}: {} (read {})", evidence.source, evidence.locator, evidence.date);
        paragraph(&mut page, "source", &source);
    }
    page.into_text()
}

/// A line a code.
pub(crate) fn list(all: &[Explanation], width: usize) -> String {
    let mut page = Page::new(width);
    for it in all {
        let lead =
            Line::of(Role::Strong, it.code.as_str()).to(8).with(role(it.severity), it.severity.as_str());
        page.flow(lead.to(17), 17, &[(Role::Plain, it.title.to_owned())]);
    }
    page.into_text()
}

fn paragraph(page: &mut Page, title: &str, text: &str) {
    if !text.is_empty() {
        page.blank();
        page.line(&Line::of(Role::Accent, title));
        page.flow(Line::new().to(2), 2, &[(Role::Plain, text.to_owned())]);
    }
}

fn example(page: &mut Page, title: &str, text: &str) {
    if !text.is_empty() {
        page.blank();
        page.line(&Line::of(Role::Accent, title));
        text.trim_matches('\n')
            .lines()
            .for_each(|line| page.line(&Line::new().to(2).with(Role::Plain, line)));
    }
}

fn when(phase: Phase) -> &'static str {
    match phase {
        Phase::Parse => "when the text is read",
        Phase::Validate => "before any call",
        Phase::Read => "after calls that only read",
        Phase::Call => "when the call is made",
        Phase::Run => "after the call was accepted",
    }
}

fn role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
        Severity::Note => Role::Accent,
    }
}
