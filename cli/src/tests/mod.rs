//! The renderers on documents made by hand: what they print stands in `tests/golden`; `UPDATE=1 cargo test` rewrites it.

mod drafts;
pub(crate) mod fixture;
mod limits;
mod topology;
pub(crate) mod tree;

use std::path::PathBuf;

use eks_plan::diagnostic::{Code, Diagnostic, Path, Place, Position, Span};
use eks_plan::document::check::Check;
use eks_plan::document::plan::Plan;

use crate::render::diagnostic::{self, Sources};
use crate::render::{Named, markdown, plan, topology as picture, why};
use eks_plan::api::{self, Input};
use eks_plan::render::Form;

const FIX: &str = "eks-plan check cluster.yaml --fix";

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

fn golden(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, wanted, "{name} differs; if it is better so, run with UPDATE=1");
}

fn shown(plan: &Plan, width: usize) -> String {
    let (files, inputs) = ([PathBuf::from("cluster.yaml")], [fixture::input()]);
    let named = Named { files: &files, config: None };
    plain(&plan::render(plan, &named, &Sources::new(&inputs), width))
}

fn check(diagnostics: Vec<Diagnostic>) -> Check {
    let ok = diagnostics.iter().all(|one| one.severity != eks_plan::diagnostic::Severity::Error);
    Check {
        ok,
        diagnostics,
        assumptions: Vec::new(),
        unknowns: Vec::new(),
        suppressed: Vec::new(),
        hidden: 0,
        baseline: None,
    }
}

#[test]
fn plans() {
    golden("plan.txt", &shown(&fixture::demo(0), 80));
    golden("plan-wide.txt", &shown(&fixture::demo(0), 120));
    golden("plan-300.txt", &shown(&fixture::demo(300), 80));
    golden("plan-change.txt", &shown(&fixture::change(), 80));
    golden("plan-refused.txt", &shown(&fixture::refused(), 80));
    let mut circle = fixture::refused();
    circle.steps.clear();
    (circle.totals, circle.critical_path) = (None, None);
    circle.waves.clear();
    golden("plan-empty.txt", &shown(&circle, 80));
}

#[test]
fn markdown_of_a_plan() {
    golden("plan.md", &markdown::plan(&fixture::refused()));
    golden(
        "check.md",
        &api::render(&check(fixture::refused().diagnostics), Form::Markdown, &["cluster.yaml"]),
    );
}

#[test]
fn findings() {
    let inputs = [fixture::input()];
    let text = |check: &Check| plain(&diagnostic::render(check, &Sources::new(&inputs), Some(FIX), 80));
    golden("check.txt", &text(&check(fixture::refused().diagnostics)));
    let mut placeless = fixture::version_error();
    placeless.span = None;
    golden("check-object.txt", &text(&check(vec![placeless])));
    golden("check-long.txt", &long_finding());
    assert_eq!(text(&check(Vec::new())), "✔ nothing to report\n");
}

/// A message, a help and a line of text that are longer than the page.
fn long_finding() -> String {
    let text = format!("{{\"labels\": {{{}\"last\": \"x\"}}}}\n", "\"name\": \"value\", ".repeat(20));
    let at = text.find("\"last\"").unwrap() as u32;
    let position = |offset: u32| Position { line: 1, column: offset + 1, offset };
    let span = Span { file: "spec.json".into(), start: position(at), end: position(at + 6) };
    let place = Place { path: Path::ROOT.key("labels").key("last"), span: Some(span) };
    let finding = Diagnostic::new(Code::FieldUnknown, &place, "one fact after the other ".repeat(6).trim())
        .label(&place, "what is here ".repeat(8).trim())
        .help("what to do about it ".repeat(8).trim());
    let inputs = [Input::text("spec.json", text)];
    plain(&diagnostic::render(&check(vec![finding]), &Sources::new(&inputs), Some(FIX), 80))
}

#[test]
fn topologies() {
    let plan = fixture::demo(0);
    let text = |topology: &_, width| plain(&picture::render(topology, Some(&plan), width));
    golden("topology.txt", &text(&topology::topology(3, 0), 80));
    golden("topology-6-zones.txt", &text(&topology::topology(6, 30), 80));
    golden("topology-existing.txt", &text(&topology::existing(), 80));
}

#[test]
fn reasons() {
    let files = [PathBuf::from("cluster.yaml")];
    let named = Named { files: &files, config: None };
    golden("why.txt", &plain(&why::render(&tree::why(), None, &named, 3, 80)));
    golden("why-depth.txt", &plain(&why::render(&tree::why(), None, &named, 1, 80)));
    golden("impact.txt", &plain(&why::impact(&tree::impact(), 80)));
}
