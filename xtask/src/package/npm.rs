//! The packages of npm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{anew, ending, readme};
use crate::shell::{root, run};
use crate::{node_binding, wasm};

/// The package for Node, the one with its binary for this platform, and the one for WebAssembly.
pub(super) fn make(out: &Path) -> Result<Vec<PathBuf>, String> {
    let (for_node, for_wasm) = (out.join("node"), anew(&out.join("wasm"))?);
    node_binding::build("release")?;
    let mut made = node_binding::pack(&for_node)?;
    wasm::build()?;
    let pack = ["pack", "--silent", "--pack-destination"];
    run(Command::new("npm").current_dir(root().join("bindings-wasm")).args(pack).arg(&for_wasm))?;
    made.extend(ending(&for_wasm, ".tgz")?);
    Ok(made)
}

/// All of them in one empty project, and the examples for Node there.
pub(super) fn try_them(packages: &[PathBuf], folder: &Path) -> Result<(), String> {
    let folder = anew(folder)?;
    let write = |name: &str, text: &str| {
        fs::write(folder.join(name), text).map_err(|error| format!("{}: {error}", folder.display()))
    };
    write("package.json", "{ \"private\": true }\n")?;
    let args = ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new("npm").current_dir(&folder).args(args).args(packages))?;
    let spec = root().join("examples/specs/first-cluster.yaml");
    fs::copy(&spec, folder.join("cluster.yaml")).map_err(|error| format!("{}: {error}", spec.display()))?;
    for package in ["bindings-node", "bindings-wasm"] {
        write("example.mjs", &readme::example(&root().join(package).join("README.md"), "js")?)?;
        run(Command::new("node").current_dir(&folder).arg("example.mjs"))?;
    }
    Ok(())
}
