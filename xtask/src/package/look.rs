//! Looking through what is published.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::anew;
use crate::python;
use crate::shell::{root, run};

/// Unpacks a file into a folder of its own name.
pub(super) fn unpack(file: &Path, folder: &Path) -> Result<PathBuf, String> {
    let to = anew(&folder.join(file.file_name().unwrap_or_default()))?;
    if file.extension().is_some_and(|end| end == "whl") {
        run(Command::new(python::environment()?).args(["-m", "zipfile", "-e"]).arg(file).arg(&to))?;
    } else {
        run(Command::new("tar").arg("-xzf").arg(file).arg("-C").arg(&to))?;
    }
    Ok(to)
}

/// Fails if a file holds the path of this workspace or of cargo's home.
pub(super) fn holds_no_path(folder: &Path) -> Result<(), String> {
    let workspace = root().canonicalize().map_err(|error| error.to_string())?;
    let registry = crate::shell::cargo_home().join("registry");
    let paths = [workspace, registry].map(|path| path.to_string_lossy().into_owned().into_bytes());
    for file in files(folder)? {
        let bytes = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        if let Some(path) =
            paths.iter().find(|path| bytes.windows(path.len()).any(|part| part == path.as_slice()))
        {
            return Err(format!("{} holds the path {}", file.display(), String::from_utf8_lossy(path)));
        }
    }
    Ok(())
}

/// How large it is, packed and installed.
pub(super) fn size(file: &Path, unpacked: &Path) -> Result<String, String> {
    let bytes = |file: &Path| fs::metadata(file).map(|data| data.len()).map_err(|error| error.to_string());
    let installed = files(unpacked)?.iter().map(|file| bytes(file)).sum::<Result<u64, String>>()?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!(
        "{name}: {} KB packed, {} KB installed",
        bytes(file)?.div_ceil(1000),
        installed.div_ceil(1000)
    ))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}
