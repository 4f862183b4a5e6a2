//! Where things are, and running programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The folder for everything that is built.
pub(crate) fn target() -> PathBuf {
    let set = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    root().join(set.unwrap_or_else(|| PathBuf::from("target")))
}

/// What `CARGO_ENCODED_RUSTFLAGS` says for what ships: no path of the machine that built it is in there.
pub(crate) fn without_paths() -> Result<String, String> {
    let home = |name| PathBuf::from(std::env::var_os(name).unwrap_or_default());
    let cargo_home = match std::env::var_os("CARGO_HOME") {
        Some(_) => home("CARGO_HOME"),
        None => home("HOME").join(".cargo"),
    };
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let workspace = root().canonicalize().map_err(|error| error.to_string())?;
    let flags = [remap(&cargo_home.join("registry/src"), "registry"), remap(&workspace, ".")];
    Ok(flags.join("\u{1f}"))
}

/// Runs a program in a folder, its output seen.
pub(crate) fn run_in<S: AsRef<OsStr>>(folder: &Path, program: &str, args: &[S]) -> Result<(), String> {
    let mut command = Command::new(program);
    run(command.current_dir(folder).args(args))
}

/// Runs a command, its output seen.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status();
    done(command, status)
}

/// Runs a command, its output kept; any of the exit codes named is fine.
pub(crate) fn output(command: &mut Command, fine: &[i32]) -> Result<Output, String> {
    match command.output() {
        Ok(output) if output.status.code().is_some_and(|code| fine.contains(&code)) => Ok(output),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            done(command, Ok(output.status)).map_err(|message| format!("{message}\n{said}"))?;
            Err(format!("`{}` ended without an error", text(command)))
        }
        Err(error) => Err(format!("`{}` cannot be run: {error}", text(command))),
    }
}

fn done(command: &Command, status: std::io::Result<ExitStatus>) -> Result<(), String> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` failed ({status})", text(command))),
        Err(error) => Err(format!("`{}` cannot be run: {error}", text(command))),
    }
}

fn text(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Where cargo keeps what it downloads.
pub(crate) fn cargo_home() -> PathBuf {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"))
}
