//! No dependency asks for a newer Rust than we do.

use std::process::Command;

use serde_json::Value;

fn minor(version: &str) -> u32 {
    let mut parts = version.split('.');
    assert_eq!(parts.next(), Some("1"), "{version}");
    parts.next().unwrap().parse().unwrap()
}

#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let host = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // For this platform alone: the packages of others need not have been downloaded.
    let output = Command::new(cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let named = |name: &str| packages.iter().find(|package| package["name"] == name).unwrap();
    let ours = minor(named("eks-plan")["rust_version"].as_str().unwrap());
    assert_eq!(ours, 89);
    let newer: Vec<_> = packages
        .iter()
        .filter(|package| package["rust_version"].as_str().is_some_and(|version| minor(version) > ours))
        .map(|package| format!("{} {}", package["name"], package["rust_version"]))
        .collect();
    assert!(packages.len() > 50, "only {} packages", packages.len());
    assert!(newer.is_empty(), "{newer:?}");
}
