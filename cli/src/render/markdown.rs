//! A plan or findings as Markdown, for a pull request.

use std::fmt::Write as _;

use eks_plan::diagnostic::{Diagnostic, Severity};
use eks_plan::document::plan::{Plan, Step};
use eks_plan::document::why::Check;
use eks_plan::document::{Assumption, Unknown};

use super::plan::names::plural;
use super::plan::verdict;
use super::style::{clean, shorten};
use super::time::brief;

/// GitHub refuses comments of more than 65,536 characters.
const STEPS: usize = 200;
const FINDINGS: usize = 50;
const WAVES: usize = 60;
const IN_A_WAVE: usize = 8;
const KNOWN: usize = 40;
const LONGEST: usize = 300;

/// The plan as a comment.
pub(crate) fn plan(plan: &Plan) -> String {
    let mut text = String::new();
    let name = plan.cluster.as_ref().map_or("no cluster", |cluster| cluster.name.as_str());
    let mark = if plan.executable { "✅" } else { "❌" };
    let _ = writeln!(text, "### {mark} {}: {} plan", escape(name), plan.goal);
    if let Some(cluster) = &plan.cluster {
        let (version, region) = (escape(&cluster.version), escape(&cluster.region));
        let _ = writeln!(text, "\nKubernetes {version} · {region} · as of {}", escape(&plan.as_of));
    }
    let _ = writeln!(text, "\n**{}**", escape(&verdict(plan).1));
    if let Some(totals) = &plan.totals {
        let (steps, waves) =
            (plural(totals.steps.into(), "step", "steps"), plural(totals.waves.into(), "wave", "waves"));
        let (likely, slow) = (brief(totals.p50_seconds), brief(totals.p90_seconds));
        let lone = brief(totals.sequential_seconds);
        let _ =
            writeln!(text, "\n{steps} in {waves} · about {likely} (p90 {slow}) · one after another {lone}");
        waves_table(&mut text, plan);
        steps_table(&mut text, plan);
    }
    findings(&mut text, &plan.diagnostics);
    known(&mut text, &plan.assumptions, &plan.unknowns);
    text
}

/// Findings as a comment.
pub(crate) fn check(check: &Check) -> String {
    let mut text = String::new();
    let mark = if check.ok { "✅" } else { "❌" };
    let summary = super::diagnostic::summary(&check.diagnostics).plain();
    let _ = writeln!(text, "### {mark} {}", escape(summary.trim_start_matches(['✔', '✘', ' '])));
    findings(&mut text, &check.diagnostics);
    known(&mut text, &check.assumptions, &check.unknowns);
    text
}

fn waves_table(text: &mut String, plan: &Plan) {
    text.push_str("\n| wave | begins | takes | steps |\n|---:|---:|---:|---|\n");
    let mut next = 0;
    for wave in plan.waves.iter().take(WAVES) {
        let titles: Vec<_> = steps_of(plan, wave.index, &mut next);
        let mut shown: Vec<String> = titles.iter().take(IN_A_WAVE).map(|step| title(step)).collect();
        if titles.len() > IN_A_WAVE {
            shown.push(format!("{} more", titles.len() - IN_A_WAVE));
        }
        let (begins, takes) =
            (brief(wave.start_seconds), brief(wave.finish_seconds.saturating_sub(wave.start_seconds)));
        let _ = writeln!(text, "| {} | {begins} | {takes} | {} |", wave.index, shown.join("; "));
    }
    if plan.waves.len() > WAVES {
        let _ = writeln!(text, "| {} more | | | |", plan.waves.len() - WAVES);
    }
}

/// The steps of a wave: steps stand in the order of their waves.
fn steps_of<'a>(plan: &'a Plan, wave: u32, next: &mut usize) -> Vec<&'a Step> {
    let rest = plan.steps.get(*next..).unwrap_or_default();
    let steps: Vec<_> = rest.iter().take_while(|step| step.wave == wave).collect();
    *next += steps.len();
    steps
}

fn title(step: &Step) -> String {
    let title = escape(&step.title);
    if step.critical { format!("**{title}**") } else { title }
}

fn steps_table(text: &mut String, plan: &Plan) {
    let count = plural(plan.steps.len() as u64, "step", "steps");
    let _ = writeln!(text, "\n<details><summary>{count}, the critical ones bold</summary>\n");
    text.push_str("| step | wave | begins | takes | reason |\n|---|---:|---:|---:|---|\n");
    for step in plan.steps.iter().take(STEPS) {
        let guess = if step.estimate.source.starts_with("assumed") { "~" } else { "" };
        let takes = brief(step.finish_seconds.saturating_sub(step.start_seconds));
        let begins = brief(step.start_seconds);
        let reason = escape(&step.reason);
        let _ = writeln!(text, "| {} | {} | {begins} | {guess}{takes} | {reason} |", title(step), step.wave);
    }
    if plan.steps.len() > STEPS {
        let _ = writeln!(text, "| {} more | | | | |", plan.steps.len() - STEPS);
    }
    text.push_str("\n</details>\n");
}

fn findings(text: &mut String, all: &[Diagnostic]) {
    if all.is_empty() {
        return;
    }
    text.push_str("\n#### Findings\n\n");
    for finding in all.iter().take(FINDINGS) {
        let mark = match finding.severity {
            Severity::Error => "❌ **error**",
            Severity::Warning => "⚠️ **warning**",
            Severity::Note => "ℹ️ note",
        };
        let place = match &finding.span {
            Some(span) => format!("{}:{}:{}", span.file, span.start.line, span.start.column),
            None => finding.path.to_string(),
        };
        let place = if place.is_empty() { String::new() } else { format!(" ({})", escape(&place)) };
        let _ = write!(text, "- {mark} {}: {}{place}", finding.code, escape(&finding.message));
        if let Some(help) = &finding.help {
            let _ = write!(text, "<br>help: {}", escape(help));
        }
        text.push('\n');
    }
    if all.len() > FINDINGS {
        let _ = writeln!(text, "- {} more", all.len() - FINDINGS);
    }
}

fn known(text: &mut String, assumptions: &[Assumption], unknowns: &[Unknown]) {
    if !assumptions.is_empty() {
        let count = plural(assumptions.len() as u64, "assumption", "assumptions");
        let _ = writeln!(text, "\n<details><summary>{count}</summary>\n");
        for one in assumptions.iter().take(KNOWN) {
            let (subject, value, why) = (escape(&one.subject), escape(&one.value), escape(&one.why));
            let _ = writeln!(text, "- {subject}: {value} ({why})");
        }
        rest(text, assumptions.len());
        text.push_str("\n</details>\n");
    }
    if !unknowns.is_empty() {
        let _ = writeln!(text, "\n<details><summary>{} unknown offline</summary>\n", unknowns.len());
        for one in unknowns.iter().take(KNOWN) {
            let command =
                one.command.as_deref().map(code).map(|code| format!(": {code}")).unwrap_or_default();
            let _ = writeln!(text, "- {} ({}){command}", escape(&one.subject), escape(&one.why));
        }
        rest(text, unknowns.len());
        text.push_str("\n</details>\n");
    }
}

fn rest(text: &mut String, count: usize) {
    if count > KNOWN {
        let _ = writeln!(text, "- {} more", count - KNOWN);
    }
}

/// The text as a code span, whatever backticks it holds.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {} {fence}", clean(text))
}

/// The text so that Markdown and HTML leave it as it is, and that it pings nobody.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in shorten(text, LONGEST).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("&#64;"),
            '#' => escaped.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_users_stays_text() {
        assert_eq!(escape("a|b `c` <img> @d *e*"), "a\\|b \\`c\\` &lt;img&gt; &#64;d \\*e\\*");
        assert_eq!(escape("x\ny\u{1b}[31m"), "x␊y␛\\[31m");
        assert_eq!(code("a `b`` c"), "``` a `b`` c ```");
    }
}
