//! The examples for continuous integration: they are YAML, and what they run does what they say.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use eks_plan::source::{Limits, Node, read};

const CLUSTER: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: demo, region: eu-west-1, version: \"1.35\" }
managedNodeGroups:
  - { name: known, instanceType: z9x.large }
";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn yaml(path: &str) -> Node {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let source = read(path, &text, &Limits::default());
    assert!(!source.report.has_errors(), "{path}: {:?}", source.report);
    source.documents.into_iter().next().unwrap().root
}

fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    &node.get(key).unwrap_or_else(|| panic!("no `{key}`")).as_scalar().unwrap().text
}

/// The folder of the built command.
fn bin() -> &'static Path {
    static BIN: OnceLock<PathBuf> = OnceLock::new();
    BIN.get_or_init(|| {
        let build = ["build", "--quiet", "--package", "eks-plan-cli"];
        assert!(Command::new(env!("CARGO")).args(build).current_dir(root()).status().unwrap().success());
        let test = std::env::current_exe().unwrap();
        test.ancestors().find(|folder| folder.join("eks-plan").is_file()).unwrap().to_owned()
    })
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn bash(script: &str, folder: &Path, variables: &[(&str, &str)]) -> Output {
    let path = format!("{}:{}", bin().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    // As GitHub runs it.
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
    command.current_dir(folder).env("PATH", path).envs(variables.iter().copied()).output().unwrap()
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn hooks() -> Vec<(String, Node)> {
    let own = yaml(".pre-commit-hooks.yaml");
    let config = yaml("examples/ci/pre-commit-config.yaml");
    let local = config.get("repos").unwrap().as_sequence().unwrap()[0].get("hooks").unwrap().clone();
    let all = own.as_sequence().unwrap().iter().chain(local.as_sequence().unwrap()).cloned();
    all.map(|hook| (text(&hook, "id").to_owned(), hook)).collect()
}

#[test]
fn hooks_pass_what_is_clean_and_stop_what_is_not() {
    let folder = folder("hooks");
    let clean = CLUSTER.replace("z9x.large", "m7i.large");
    for (id, hook) in hooks() {
        for key in ["name", "entry", "language", "files"] {
            assert!(!text(&hook, key).is_empty(), "{id}: {key}");
        }
        fs::write(folder.join("a.yaml"), &clean).unwrap();
        fs::write(folder.join("b.yaml"), clean.replace("name: demo", "name: other")).unwrap();
        let entry = format!("{} a.yaml b.yaml", text(&hook, "entry"));
        let passed = bash(&entry, &folder, &[]);
        assert!(passed.status.success(), "{id}: {}", told(&passed));
        fs::write(folder.join("b.yaml"), clean.replace("instanceType", "instanceTyp")).unwrap();
        let stopped = bash(&entry, &folder, &[]);
        assert_eq!(stopped.status.code(), Some(1), "{id}: {}", told(&stopped));
        fs::write(folder.join("b.yaml"), clean.replace("\"1.35\"", "1.35")).unwrap();
        let repaired = bash(&entry, &folder, &[]);
        let fixes = id == "eks-plan-fix";
        assert_eq!(repaired.status.code(), Some(i32::from(!fixes)), "{id}: {}", told(&repaired));
        assert_eq!(fs::read_to_string(folder.join("b.yaml")).unwrap() == clean, fixes, "{id}");
    }
}

/// The steps of the workflow that run something, by their names.
fn steps() -> Vec<(String, String)> {
    let workflow = yaml("examples/ci/github-pull-request.yaml");
    let job = workflow.get("jobs").unwrap().get("check").unwrap();
    let steps = job.get("steps").unwrap().as_sequence().unwrap().iter();
    let steps = steps.filter(|step| step.get("run").is_some());
    steps.map(|step| (text(step, "name").to_owned(), text(step, "run").to_owned())).collect()
}

fn step(name: &str) -> String {
    steps().into_iter().find(|(step, _)| step == name).unwrap_or_else(|| panic!("no step `{name}`")).1
}

const GIT: &str = "git -c user.name=a -c user.email=a@example.com -c init.defaultBranch=main";

/// A repository with a base branch, and a branch that adds a finding to a file of it.
fn repository(name: &str, base: Option<&str>) -> (PathBuf, String) {
    let top = folder(name);
    let (origin, work) = (top.join("origin"), top.join("work"));
    fs::create_dir_all(origin.join("clusters")).unwrap();
    match base {
        Some(text) => fs::write(origin.join("clusters/demo.yaml"), text).unwrap(),
        None => fs::write(origin.join("clusters/README"), "none yet").unwrap(),
    }
    let made = bash(
        &format!("{GIT} init -q . && {GIT} add . && {GIT} commit -qm base && {GIT} clone -q . ../work"),
        &origin,
        &[],
    );
    assert!(made.status.success(), "{}", told(&made));
    (work, top.join("found").to_str().unwrap().to_owned())
}

fn run(name: &str, work: &Path, found: &str) -> Output {
    let variables = [("CLUSTERS", "clusters/*.yaml"), ("FOUND", found), ("GITHUB_BASE_REF", "main")];
    bash(&step(name), work, &variables)
}

#[test]
fn a_pull_request_hears_of_what_is_new_alone() {
    let (work, found) = repository("pull-request", Some(CLUSTER));
    let base = run("What the base branch has", &work, &found);
    assert!(base.status.success(), "{}", told(&base));
    // Nothing new: the known warning is not told again.
    let same = run("What is new", &work, &found);
    assert!(same.status.success(), "{}", told(&same));
    assert!(!told(&same).contains("::"), "{}", told(&same));
    let more = format!("# moved\n{CLUSTER}  - {{ name: new, minSize: 5, maxSize: 2 }}\n");
    fs::write(work.join("clusters/demo.yaml"), more).unwrap();
    let new = run("What is new", &work, &found);
    assert_eq!(new.status.code(), Some(1), "{}", told(&new));
    let lines = String::from_utf8(new.stdout).unwrap();
    let commands: Vec<_> = lines.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(commands.len(), 1, "{lines}");
    assert!(commands[0].starts_with("::error file=clusters/demo.yaml,line=7,"), "{lines}");
    let comment = fs::read_to_string(Path::new(&found).join("comment.md")).unwrap();
    assert!(
        comment.starts_with("### ❌ eks-plan: new: 1 error") && comment.contains(" known\n"),
        "{comment}"
    );
    let sarif = fs::read_to_string(Path::new(&found).join("findings.sarif")).unwrap();
    let is_there = |state: &str| sarif.contains(&format!("\"baselineState\":\"{state}\""));
    assert!(is_there("new") && is_there("unchanged"));
}

#[test]
fn a_base_branch_without_clusters_knows_nothing() {
    let (work, found) = repository("first", None);
    let base = run("What the base branch has", &work, &found);
    assert!(base.status.success(), "{}", told(&base));
    let none = run("What is new", &work, &found);
    assert!(none.status.success() && !Path::new(&found).join("comment.md").exists(), "{}", told(&none));
    fs::write(work.join("clusters/demo.yaml"), CLUSTER).unwrap();
    let new = run("What is new", &work, &found);
    assert!(
        new.status.success() && told(&new).contains("::warning file=clusters/demo.yaml"),
        "{}",
        told(&new)
    );
}

#[test]
fn the_workflow_names_what_it_uses() {
    let workflow = yaml("examples/ci/github-pull-request.yaml");
    assert!(workflow.get("true").or(workflow.get("on")).unwrap().get("pull_request").is_some());
    let comment = step("Comment");
    assert!(comment.starts_with("gh pr comment \"$PULL_REQUEST\" ") && comment.contains("$FOUND/comment.md"));
    let names: Vec<_> = steps().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Install eks-plan", "What the base branch has", "What is new", "Comment"]);
}
