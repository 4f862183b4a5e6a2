//! The Python in `target/venv`, with what the judges need.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::shell::{root, run, target};

/// A Python with the judges' requirements.
pub(crate) fn environment() -> Result<PathBuf, String> {
    with("tests/judges/requirements.txt", "venv")
}

/// A Python with what this file requires, in a folder of the target directory; made anew only when the file has changed.
pub(crate) fn with(requirements: &str, folder: &str) -> Result<PathBuf, String> {
    let requirements = root().join(requirements);
    let text = fs::read(&requirements).map_err(|error| format!("{}: {error}", requirements.display()))?;
    let folder = target().join(folder);
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mark = folder.join("requirements.sha256");
    let wanted: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    if python.exists() && fs::read_to_string(&mark).is_ok_and(|there| there == wanted) {
        return Ok(python);
    }
    let system = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&folder)).map_err(|message| {
        format!("{message}\n`{system}` with the module venv is needed (Debian and Ubuntu: apt-get install python3-venv)")
    })?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(&python).args(pip).arg(&requirements))?;
    fs::write(&mark, wanted).map_err(|error| format!("{}: {error}", mark.display()))?;
    Ok(python)
}
