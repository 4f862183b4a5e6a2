//! A plan as Markdown, for a pull request.

use std::fmt::Write as _;

use eks_plan::document::plan::{Plan, Step};
use eks_plan::render::markdown::{escape, findings, known};

use super::plan::names::plural;
use super::plan::verdict;
use super::time::brief;

/// GitHub refuses comments of more than 65,536 characters.
const STEPS: usize = 200;
const WAVES: usize = 60;
const IN_A_WAVE: usize = 8;

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
