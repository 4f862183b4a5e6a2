//! What is published: made, looked through, installed into an empty place, and tried there with the example of its README.

mod crates;
mod look;
mod npm;
mod readme;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::target;

/// Leaves everything in `target/package-out`.
pub(crate) fn run_it() -> Result<(), String> {
    let out = target().join("package-out");
    let made =
        [crates::make(&anew(&out.join("crates"))?)?, wheel::make(&out.join("python"))?, npm::make(&out)?];
    let tries = anew(&target().join("package-try"))?;
    for file in made.iter().flatten() {
        let unpacked = look::unpack(file, &tries.join("unpacked"))?;
        look::holds_no_path(&unpacked)?;
        println!("    {}", look::size(file, &unpacked)?);
    }
    crates::try_them(&made[0], &tries.join("crates"))?;
    wheel::try_it(&made[1], &tries.join("python"))?;
    npm::try_them(&made[2], &tries.join("npm"))
}

/// An empty folder.
fn anew(folder: &Path) -> Result<PathBuf, String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let made = fs::create_dir_all(folder).and_then(|()| folder.canonicalize());
    made.map_err(|error| format!("{}: {error}", folder.display()))
}

/// The files of a folder that end so, sorted.
fn ending(folder: &Path, end: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(end));
    files.sort();
    Ok(files)
}
