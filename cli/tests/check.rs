//! `eks-plan check`: forms, baselines, and what `--fix` writes.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SPEC: &str = "\
# ours
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: demo,   region: eu-west-1, version: 1.35} # one day
managedNodeGroups: [{name: general, instanceType: z9x.large, privateNetworking: true}]
vpc: {nat: {gateway: HighlyAvailable}, clusterEndpoints: {privateAccess: true}, publicAccessCIDRs: [203.0.113.0/24]}
cloudWatch: {clusterLogging: {enableTypes: [audit], logRetentionInDays: 90}}
";

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_eks-plan"))
        .arg("check")
        .args(arguments)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// The exit code, standard output, standard error.
fn told(arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = run(arguments, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn file(name: &str, text: &str) -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("check-{name}"));
    std::fs::write(&path, text).unwrap();
    let name = path.to_str().unwrap().to_owned();
    (path, name)
}

fn right() -> String {
    SPEC.replace("1.35}", "\"1.35\"}")
}

#[test]
fn every_form_is_printed_with_the_same_exit_code() {
    for (format, begins) in [
        ("text", "error[EP0108]"),
        ("json", "{\"ok\":false"),
        ("markdown", "### ❌ eks-plan: 1 error, 1 warning"),
        ("sarif", "{\"$schema\":"),
        ("github", "::error file=-,line=4,"),
        ("junit", "<?xml"),
    ] {
        let (code, out, err) = told(&["-", "--format", format], SPEC);
        assert_eq!((code, err.as_str()), (1, ""), "{format}");
        assert!(out.starts_with(begins), "{format}: {out}");
        let (code, ..) = told(&["-", "--format", format], &right());
        assert_eq!(code, 0, "{format}");
    }
}

#[test]
fn the_least_grave_can_be_left_out() {
    let (code, out, _) = told(&["-", "--min-severity", "error"], &right());
    assert_eq!(code, 0);
    assert!(!out.contains("EP0503") && out.contains("1 hidden"), "{out}");
}

#[test]
fn a_baseline_is_written_and_passed_over() {
    let (path, name) = file("baseline.json", "");
    let (code, out, err) = told(&["-", "--write-baseline", &name], SPEC);
    assert_eq!(code, 0, "{err}");
    assert_eq!(err, format!("wrote 2 findings to {name}\n"));
    assert!(out.contains("2 known before"), "{out}");
    assert_eq!(told(&["-", "--baseline", &name], SPEC).0, 0);
    let (_, out, _) = told(&["-", "--baseline", &name], &right());
    assert!(out.contains("1 known before · 1 of the baseline gone"), "{out}");
    std::fs::write(&path, "{}").unwrap();
    let (code, out, err) = told(&["-", "--baseline", &name], SPEC);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("it is no baseline: "), "{err}");
    assert_eq!(told(&["-", "--baseline", "not-there.json"], SPEC).0, 2);
}

#[test]
fn a_fix_is_shown_and_written() {
    let (path, name) = file("fix.yaml", SPEC);
    let (code, out, err) = told(&[&name, "--diff"], "");
    assert_eq!(code, 1);
    assert!(out.starts_with(&format!("--- {name}\n+++ {name}\n@@ -1,7 +1,7 @@\n")), "{out}");
    assert!(err.starts_with("1 finding can be fixed with certainty:\n"), "{err}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), SPEC);
    let (code, out, err) = told(&[&name, "--fix"], "");
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("\n-metadata:") && out.contains("EP0503"), "{out}");
    assert!(err.starts_with("fixed 1 finding:\n") && err.contains(":4:54 EP0108 quote it"), "{err}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), right());
    let (_, out, err) = told(&[&name, "--fix", "--format", "json"], "");
    assert!(out.starts_with("{\"ok\":true"), "{out}");
    assert_eq!(err, "nothing can be fixed with certainty\n");
}

#[test]
fn what_cannot_be_read_is_not_written() {
    let broken = format!("{SPEC}x: [1\n");
    let (path, name) = file("broken.yaml", &broken);
    assert_eq!(told(&[&name, "--fix"], "").0, 1);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
}

#[test]
fn standard_input_is_printed_repaired() {
    let (code, out, err) = told(&["-", "--fix"], &SPEC.replace('\n', "\r\n"));
    assert_eq!((code, out), (0, right().replace('\n', "\r\n")));
    assert!(err.contains("--- -") && err.contains("fixed 1 finding"), "{err}");
}

#[test]
fn each_file_can_be_a_cluster() {
    let (_, one) = file("one.yaml", SPEC);
    let (_, two) = file("two.yaml", &right());
    let (code, out, _) = told(&[&one, &two, "--each", "--format", "github"], "");
    assert_eq!(code, 1);
    assert_eq!(out.lines().filter(|line| line.starts_with("::")).count(), 3, "{out}");
    let (_, out, _) = told(&[&one, "--each"], "");
    assert!(out.contains(" --each --fix\n") || out.contains("--each \\\n"), "{out}");
}

#[test]
fn what_excludes_each_other_is_wrong_usage() {
    for wrong in [&["--fix", "--diff"][..], &["--fix", "--write-baseline", "x"], &["--format", "xml"]] {
        assert_eq!(told(&[&["-"], wrong].concat(), SPEC).0, 2, "{wrong:?}");
    }
}
