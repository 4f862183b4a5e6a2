//! The Python package: built, installed, tested, packed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::python;
use crate::shell::{root, run, run_in, target, without_paths};

const PACKAGE: &str = "bindings-python";

/// The environment of its tests, in which it is installed.
pub(crate) const FOLDER: &str = "venv-python";

/// Builds the wheel with this profile, and installs it beside the tools of the tests. The Python that has it.
pub(crate) fn wheel(profile: &str) -> Result<PathBuf, String> {
    let python = environment()?;
    let out = fresh("python/wheel")?;
    run(&mut maturin(&python, &["build", "--quiet", "--profile", profile], &out))?;
    install(&python, &built(&out, "whl")?, &[])?;
    Ok(python)
}

/// Everything that is tested about the package, as it is installed.
pub(crate) fn test() -> Result<(), String> {
    let package = root().join(PACKAGE);
    let python = wheel("bindings")?;
    let run = |folder: &Path, args: &[&str]| run_in(folder, &python.to_string_lossy(), args);
    run(&package, &["-m", "ruff", "check", "--quiet", "."])?;
    run(&package, &["-m", "ruff", "format", "--quiet", "--check", "."])?;
    run(&package, &["-m", "pytest", "--quiet"])?;
    // From a folder without the sources, so that checkers see what is installed.
    let away = fresh("python/away")?;
    let file = |name: &str| package.join("tests").join(name).to_string_lossy().into_owned();
    let program = file("typed_program.py");
    let spec = root().join("examples/specs/production.yaml");
    run(&away, &["-m", "mypy", "--strict", "-p", "eks_plan"])?;
    run(&away, &["-m", "mypy", "--strict", &program])?;
    run(&away, &["-m", "pyright", "--warnings", "--pythonpath", &python.to_string_lossy(), &program])?;
    let allowed = file("stubtest-allowlist.txt");
    run(&away, &["-m", "mypy.stubtest", "--allowlist", &allowed, "eks_plan"])?;
    run(&away, &[&program, &spec.to_string_lossy()])
}

/// Wheel and source distribution as they are published, in this folder; the latter is built and installed once more, by pip.
pub(crate) fn package(out: &Path) -> Result<(), String> {
    let python = environment()?;
    emptied(out)?;
    let mut release = maturin(&python, &["build", "--quiet", "--release"], out);
    run(release.env("CARGO_ENCODED_RUSTFLAGS", without_paths()?))?;
    run(&mut maturin(&python, &["sdist"], out))?;
    let files = [built(out, "whl")?, built(out, "tar.gz")?];
    run(Command::new(&python).args(["-m", "twine", "check", "--strict"]).args(&files))?;
    install(&python, &files[1], &["--config-settings=build-args=--profile bindings"])?;
    run_in(out, &python.to_string_lossy(), &["-c", "import eks_plan; print(eks_plan.version())"])
}

/// A Python with what builds, tests and checks the package.
pub(crate) fn environment() -> Result<PathBuf, String> {
    python::with(&format!("{PACKAGE}/requirements-dev.txt"), FOLDER)
}

/// A folder of the target directory, with nothing in it.
fn fresh(name: &str) -> Result<PathBuf, String> {
    let folder = target().join(name);
    emptied(&folder)?;
    Ok(folder)
}

fn emptied(folder: &Path) -> Result<(), String> {
    let said = |error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(said)?;
    }
    fs::create_dir_all(folder).map_err(said)
}

fn maturin(python: &Path, args: &[&str], out: &Path) -> Command {
    let mut command = Command::new(python);
    command.current_dir(root().join(PACKAGE)).args(["-m", "maturin"]).args(args).arg("--out").arg(out);
    command
}

/// The one file of this kind in a folder.
fn built(folder: &Path, kind: &str) -> Result<PathBuf, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let is_it = |path: &PathBuf| path.to_string_lossy().ends_with(&format!(".{kind}"));
    let mut found = entries.flatten().map(|entry| entry.path()).filter(is_it);
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        _ => Err(format!("{}: there is not exactly one .{kind}", folder.display())),
    }
}

/// Installs a file in the place of what is there.
fn install(python: &Path, file: &Path, args: &[&str]) -> Result<(), String> {
    let pip =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall", "--no-deps"];
    run(Command::new(python).args(pip).args(args).arg(file))
}
