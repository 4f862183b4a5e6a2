//! The programs are run on the specs and say what they should; every spec is planned in full.

use std::path::{Path, PathBuf};
use std::process::Command;

use eks_plan::api::{Input, Options, plan};
use eks_plan::diagnostic::{Code, Severity};

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

/// Runs a program on a file: whether it ended well, and what it printed.
fn run(program: &str, file: &Path) -> (bool, String) {
    let output = Command::new(program).arg(file).output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

/// The lines stand in the text, in this order.
fn assert_lines(text: &str, lines: &[&str]) {
    let mut rest = text.lines();
    for line in lines {
        assert!(rest.any(|found| found.trim() == *line), "`{line}` is missing, or too late, in:\n{text}");
    }
}

#[test]
fn waves_run_from_the_network_to_the_add_ons() {
    let (ok, text) = run(env!("CARGO_BIN_EXE_print_waves"), &specs().join("first-cluster.yaml"));
    assert!(ok);
    assert!(text.starts_with("wave 0: from 0 s to "), "{text}");
    let titles: Vec<&str> = text.lines().filter_map(|line| line.trim().split(" (").next()).collect();
    let order = [
        "make VPC 192.168.0.0/16",
        "make cluster demo 1.35",
        "install vpc-cni",
        "make managed node group general",
    ];
    assert_lines(&titles.join("\n"), &order);
}

#[test]
fn three_questions_are_answered() {
    let (ok, text) = run(env!("CARGO_BIN_EXE_why"), &specs().join("first-cluster.yaml"));
    assert!(ok);
    let answers: Vec<&str> = text.lines().map(|line| line.trim().split(": ").next().unwrap()).collect();
    let order = [
        "why do nodes wait for the CNI?",
        "add-on/vpc-cni",
        "why does CoreDNS wait for nodes?",
        "managed-node-group/general",
        "why does the CNI outlive the nodes?",
        "managed-node-group/general",
    ];
    assert_lines(&answers.join("\n"), &order);
}

#[test]
fn the_longest_step_of_the_critical_path_is_the_cluster() {
    let (ok, text) = run(env!("CARGO_BIN_EXE_critical_path"), &specs().join("first-cluster.yaml"));
    assert!(ok);
    let path: Vec<(u32, &str)> = text
        .lines()
        .filter(|line| line.contains("measured"))
        .map(|line| (line.split_whitespace().nth(2).unwrap().parse().unwrap(), line))
        .collect();
    let longest = path.iter().max().unwrap().1;
    assert!(longest.ends_with("  measured      make cluster demo 1.35"), "{text}");
    assert!(text.trim_end().ends_with("of them assumed"), "{text}");
}

#[test]
fn findings_decide_how_the_program_ends() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("misspelt.yaml");
    let spec = std::fs::read_to_string(specs().join("first-cluster.yaml")).unwrap();
    std::fs::write(&file, spec.replace("managedNodeGroups", "managedNodegroups")).unwrap();
    let (ok, text) = run(env!("CARGO_BIN_EXE_findings"), &file);
    assert!(!ok);
    assert_lines(&text, &["error EP0104 managedNodegroups: `managedNodegroups` is not a known field"]);
    let (ok, text) = run(env!("CARGO_BIN_EXE_findings"), &specs().join("first-cluster.yaml"));
    assert!(
        ok && text.lines().all(|line| line.starts_with("note ") || line.starts_with("  help: ")),
        "{text}"
    );
}

/// Findings that a spec is there to show.
const TOLD: &[(&str, Code)] = &[("auto-mode-with-node-groups.yaml", Code::AutoModeBeside)];

#[test]
fn every_spec_is_planned_without_an_unexpected_finding() {
    let mut seen = 0;
    for entry in std::fs::read_dir(specs()).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let plan = plan(&[Input::text(path.display().to_string(), text)], &Options::default());
        let told_aloud = plan.diagnostics.iter().filter(|found| found.severity != Severity::Note);
        let found: Vec<_> = told_aloud.map(|found| (found.code, &found.message)).collect();
        assert!(plan.executable, "{}: {found:?}", path.display());
        let told = |code: Code| TOLD.iter().any(|&(file, it)| path.ends_with(file) && it == code);
        assert!(found.iter().all(|&(code, _)| told(code)), "{}: {found:?}", path.display());
        seen += 1;
    }
    assert!(seen >= 35, "only {seen} specs");
}
