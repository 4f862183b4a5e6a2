//! How large things are.

use std::fs;
use std::path::Path;

use crate::shell::{root, run_in, target};
use crate::wasm;

/// Prints the bytes of the release command, of the catalog's generated tables and of the package for WebAssembly, which has a budget.
pub(crate) fn run(args: &[&str]) -> Result<(), String> {
    let update = match args {
        [] => false,
        ["--update"] => true,
        _ => return Err("usage: cargo xtask size [--update]".to_owned()),
    };
    run_in(root(), "cargo", &["build", "--quiet", "--release", "--package", "eks-plan-cli"])?;
    let command = target().join("release").join(format!("eks-plan{}", std::env::consts::EXE_SUFFIX));
    print("eks-plan (release)", bytes(&command)?);
    let tables = root().join("core/src/catalog/generated");
    let mut sum = 0;
    let entries = fs::read_dir(&tables).map_err(|error| format!("{}: {error}", tables.display()))?;
    for entry in entries {
        sum += bytes(&entry.map_err(|error| error.to_string())?.path())?;
    }
    print("generated tables (source)", sum);
    wasm::size(update)
}

fn bytes(path: &Path) -> Result<u64, String> {
    Ok(fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?.len())
}

fn print(what: &str, bytes: u64) {
    println!("{what:<28} {bytes:>10} bytes");
}
