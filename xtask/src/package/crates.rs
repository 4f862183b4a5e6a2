//! The crates of the library and of the command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{anew, ending, look, readme};
use crate::shell::{root, run, target};

/// Packs the crates, each of which has to build from what is packed.
pub(super) fn make(out: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = target().join("package-build");
    let args = ["publish", "--quiet", "--workspace", "--dry-run", "--allow-dirty", "--target-dir"];
    run(Command::new("cargo").current_dir(root()).args(args).arg(&folder))?;
    for file in ending(&folder.join("package/tmp-crate"), ".crate")? {
        let to = out.join(file.file_name().unwrap_or_default());
        fs::copy(&file, to).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    ending(out, ".crate")
}

/// A program of the README's that depends on the packed library, and the packed command installed.
pub(super) fn try_them(crates: &[PathBuf], folder: &Path) -> Result<(), String> {
    let [library, command] = crates else { return Err(format!("{} crates are not two", crates.len())) };
    let folder = anew(folder)?;
    let (library, command) = (unpacked(library, &folder)?, unpacked(command, &folder)?);
    // Without a workspace of their own they would be part of the one around `target`.
    let own = format!(
        "[workspace]\nresolver = \"3\"\nmembers = ['{}', '{}']\n",
        library.display(),
        command.display()
    );
    write(&folder.join("Cargo.toml"), &own)?;
    let program = anew(&folder.join("program"))?;
    let dependency = format!("eks-plan = {{ path = '{}' }}", library.display());
    let package = "[package]\nname = \"program\"\nedition = \"2024\"\n\n[workspace]\n\n[[bin]]\nname = \"program\"\npath = \"main.rs\"\n";
    write(&program.join("Cargo.toml"), &format!("{package}\n[dependencies]\n{dependency}\n"))?;
    let example = readme::example(&root().join("README.md"), "rust")?;
    let (uses, rest): (Vec<&str>, Vec<&str>) = example.lines().partition(|line| line.starts_with("use "));
    let main = format!("{}\nfn main() {{\n{}\n}}\n", uses.join("\n"), rest.join("\n"));
    write(&program.join("main.rs"), &main)?;
    let built = target().join("package-build");
    run(Command::new("cargo").current_dir(&program).args(["run", "--quiet", "--target-dir"]).arg(&built))?;
    let patch = format!("patch.crates-io.eks-plan.path='{}'", library.display());
    let args = ["install", "--quiet", "--debug", "--config", &patch, "--target-dir"];
    run(Command::new("cargo").args(args).arg(&built).arg("--root").arg(&folder).arg("--path").arg(&command))?;
    let spec = root().join("examples/specs/first-cluster.yaml");
    let program = folder.join("bin").join(format!("eks-plan{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(program).current_dir(&folder).arg("plan").arg(spec))
}

/// The folder within a packed crate.
fn unpacked(file: &Path, folder: &Path) -> Result<PathBuf, String> {
    let place = look::unpack(file, folder)?;
    Ok(place.join(file.file_stem().unwrap_or_default()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
