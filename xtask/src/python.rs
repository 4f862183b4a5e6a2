//! The Pythons in `target`, each with what a file requires.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::mark::Mark;
use crate::setup::Done;
use crate::shell::{root, run, target};

/// The environments that the tests use: for what, the file of requirements, the folder in `target`.
pub(crate) const ENVIRONMENTS: [(&str, &str, &str); 2] = [
    ("Python of the judges", "tests/judges/requirements.txt", "venv"),
    ("Python of the package", "bindings-python/requirements-dev.txt", "venv-python"),
];

/// A Python with the judges' requirements.
pub(crate) fn environment() -> Result<PathBuf, String> {
    with("tests/judges/requirements.txt", "venv")
}

/// A Python with what this file requires, in a folder of the target directory.
pub(crate) fn with(requirements: &str, folder: &str) -> Result<PathBuf, String> {
    made(requirements, folder).map(|(python, _)| python)
}

/// The same, and whether it was there; made anew only when the file has changed.
pub(crate) fn made(requirements: &str, folder: &str) -> Result<(PathBuf, Done), String> {
    let requirements = root().join(requirements);
    let text = fs::read(&requirements).map_err(|error| format!("{}: {error}", requirements.display()))?;
    let python = program(folder);
    let folder = target().join(folder);
    let mark = Mark::new(&folder.join("requirements.sha256"), &[&text]);
    if python.exists() && mark.stands() {
        return Ok((python, Done::There(shown(&folder))));
    }
    let system = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&folder)).map_err(|message| {
        format!("{message}\n`{system}` with the module venv is needed (Debian and Ubuntu: apt-get install python3-venv)")
    })?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(&python).args(pip).arg(&requirements))?;
    mark.set()?;
    Ok((python, Done::Installed(shown(&folder))))
}

/// The Python of an environment.
pub(crate) fn program(folder: &str) -> PathBuf {
    target().join(folder).join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

fn shown(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
