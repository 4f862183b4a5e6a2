//! What the built command prints for real specs; `UPDATE=1 cargo test` rewrites it.

use std::path::{Path, PathBuf};
use std::process::Command;

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs in the folder of the spec, so that no path of a machine gets into the answer.
fn real(name: &str, folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eks-plan"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command.current_dir(folder).args(arguments).args(["--as-of", "2026-11-22", "--width", "80"]);
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{name}");
    assert_eq!(output.status.code(), Some(0), "{name}");
    let text = String::from_utf8(output.stdout).unwrap();
    let path = home().join("tests/golden").join(format!("real-{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, wanted, "{name} differs; if it is better so, run with UPDATE=1");
}

fn examples() -> PathBuf {
    home().join("../tests/corpus/eksctl/examples")
}

fn specs() -> PathBuf {
    home().join("tests/specs")
}

#[test]
fn plans() {
    for name in ["04-existing-vpc", "09-nat-gateways", "15-managed-nodes", "16-fargate-profile"] {
        real(&format!("plan-{name}"), &examples(), &["plan", &format!("{name}.yaml")]);
    }
    for name in ["private", "groups-30"] {
        real(&format!("plan-{name}"), &specs(), &["plan", &format!("{name}.yaml")]);
    }
}

#[test]
fn topologies() {
    for name in ["04-existing-vpc", "09-nat-gateways", "15-managed-nodes", "16-fargate-profile"] {
        real(&format!("topology-{name}"), &examples(), &["topology", &format!("{name}.yaml")]);
    }
    for name in ["private", "groups-30"] {
        real(&format!("topology-{name}"), &specs(), &["topology", &format!("{name}.yaml")]);
    }
}

#[test]
fn reasons() {
    let why = |name: &str, words: &[&str]| {
        let words: Vec<&str> = ["why", "15-managed-nodes.yaml"].iter().chain(words).copied().collect();
        real(&format!("why-{name}"), &examples(), &words);
    };
    why("coredns", &["create:add-on/coredns"]);
    why("node-group", &["create:managed-node-group/managed-ng-private"]);
    why("way", &["add-on/vpc-cni", "vpc/main"]);
    why("delete", &["cluster/cluster-15", "--relation", "delete"]);
}

#[test]
fn assumptions_and_unknowns_stand_in_full_in_check() {
    real("check-15-managed-nodes", &examples(), &["check", "15-managed-nodes.yaml"]);
}
