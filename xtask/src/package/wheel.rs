//! The wheel and the source distribution of Python.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{anew, ending, readme};
use crate::python_binding;
use crate::shell::{root, run};

pub(super) fn make(out: &Path) -> Result<Vec<PathBuf>, String> {
    python_binding::package(out)?;
    Ok([ending(out, ".whl")?, ending(out, ".tar.gz")?].concat())
}

/// The wheel in an environment that has nothing else.
pub(super) fn try_it(files: &[PathBuf], folder: &Path) -> Result<(), String> {
    let wheel = files.first().ok_or("there is no wheel")?;
    let folder = anew(folder)?;
    run(Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
    let python = folder.join("venv/bin/python");
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"];
    run(Command::new(&python).args(pip).arg(wheel))?;
    let example = readme::example(&root().join("bindings-python/README.md"), "python")?;
    run(Command::new(&python).current_dir(&folder).args(["-c", &example]))
}
