//! `--fix` on everything that can be repaired: bad examples of the codes, broken inputs, cases of rules.

use eks_plan::api::{self, Input, Options};
use eks_plan::diagnostic::{Diagnostic, Severity};
use eks_plan_tests::rules::{cases, tables};
use eks_plan_tests::{TODAY, corpus, files, options};

/// Every text at hand that is more than one line.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for path in files(&corpus().join("broken"), "yaml") {
        if let Ok(text) = std::fs::read_to_string(&path) {
            texts.push((path.display().to_string(), text));
        }
    }
    for path in files(&corpus().join("../../docs/diagnostics"), "md") {
        let page = std::fs::read_to_string(&path).unwrap();
        for fence in page.split("```yaml bad").skip(1) {
            let text = fence.split_once('\n').unwrap().1.split("```").next().unwrap();
            texts.push((path.display().to_string(), text.to_owned()));
        }
    }
    for (file, table) in tables("rules") {
        texts.extend(cases(&file, &table).into_iter().map(|case| (case.name, case.input)));
    }
    texts
}

fn has_certain(finding: &Diagnostic) -> bool {
    finding.fixes.iter().any(|fix| fix.certain)
}

fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.find(" #").map(|at| &line[at..])).collect()
}

fn grave(found: &[Diagnostic]) -> usize {
    found.iter().filter(|finding| finding.severity != Severity::Note).count()
}

#[test]
fn what_can_be_repaired_is_and_nothing_else_changes() {
    let options: Options = options(TODAY);
    let (mut fixable, mut clean, mut wrong) = (0, 0, Vec::new());
    for (name, text) in texts() {
        let inputs = [Input::text("a.yaml", text.clone())];
        let found = api::check(&inputs, &options);
        let fixed = api::fix(&inputs, &options, false);
        let certain = found.diagnostics.iter().filter(|finding| has_certain(finding)).count();
        let new = fixed.inputs[0].as_text().unwrap();
        let left = fixed.check.diagnostics.iter().filter(|finding| has_certain(finding)).count();
        fixable += usize::from(certain > 0);
        clean += usize::from(certain > 0 && grave(&fixed.check.diagnostics) == 0);
        if certain == 0 && new != text {
            wrong.push(format!("{name}: changed without a remedy"));
        }
        if left > 0 {
            wrong.push(format!("{name}: {left} certain remedies are left"));
        }
        // A remedy may bring to light what it hid, but not make more than it takes away of its own.
        if certain > 0 && fixed.applied.is_empty() {
            wrong.push(format!("{name}: nothing was done"));
        }
        if comments(new) != comments(&text) || new.lines().count() < text.lines().count() {
            wrong.push(format!("{name}: comments or lines are gone"));
        }
    }
    println!("{fixable} texts can be repaired, {clean} are clean then");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(fixable >= 10, "{fixable}");
}
