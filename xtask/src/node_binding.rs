//! The npm package for Node: built, tested, and packed as npm gets it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup;
use crate::shell::{output, root, run, target, without_paths};

/// The package for this platform, by napi's name of it.
const PLATFORM: &str = "linux-x64-gnu";

/// The task: builds the package and tests it.
pub(crate) fn run_it() -> Result<(), String> {
    setup::npm()?;
    build("bindings")?;
    test()
}

/// Builds the package as it is published, into `out`.
pub(crate) fn package(out: &Path) -> Result<(), String> {
    setup::npm()?;
    build("release")?;
    pack(out).map(drop)
}

/// Builds the native part and its loader with a profile of cargo's.
pub(crate) fn build(profile: &str) -> Result<(), String> {
    let args = ["build", "--platform", "--profile", profile, "--js", "native.cjs", "--dts", "native.d.cts"];
    let mut napi = tool("napi");
    napi.current_dir(folder()).args(args);
    if profile == "release" {
        napi.env("CARGO_ENCODED_RUSTFLAGS", without_paths()?);
    }
    run(&mut napi)
}

/// Tests the package as it was built, then as npm installs it.
pub(crate) fn test() -> Result<(), String> {
    node(&files(&folder().join("test"), ".test.js")?, &folder())?;
    let work = target().join("node");
    let user = install(&work.join("user"), &pack(&work.join("packages"))?)?;
    let types = folder().join("test/types");
    for name in files(&types, "")? {
        copy(&types.join(&name), &user.join(&name))?;
    }
    for configuration in files(&types, ".json")? {
        let roots = root().join("node_modules/@types");
        run(tool("tsc").current_dir(&user).arg("-p").arg(configuration).arg("--typeRoots").arg(roots))?;
    }
    node(&["readme.test.js".to_owned()], &user.join("node_modules/eks-plan"))
}

/// Runs tests on the package in this folder; they are silent unless one fails.
fn node(tests: &[String], package: &Path) -> Result<(), String> {
    let tests = tests.iter().map(|name| format!("test/{name}"));
    let mut command = Command::new("node");
    command.current_dir(folder()).arg("--test").args(tests).env("EKS_PLAN_PACKAGE", package);
    let done = output(&mut command, &[0, 1])?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stdout).into_owned()) }
}

/// Packs the package and the one for this platform into a folder, and says where they are.
pub(crate) fn pack(to: &Path) -> Result<Vec<PathBuf>, String> {
    let stage = anew(&target().join("node/stage"))?;
    let to = anew(to)?;
    for name in files(&folder(), "")? {
        copy(&folder().join(&name), &stage.join(&name))?;
    }
    anew(&stage.join("lib"))?;
    for name in files(&folder().join("lib"), "")? {
        copy(&folder().join("lib").join(&name), &stage.join("lib").join(&name))?;
    }
    run(tool("napi").current_dir(&stage).arg("create-npm-dirs"))?;
    let platform = stage.join("npm").join(PLATFORM);
    let binary = format!("eks-plan.{PLATFORM}.node");
    for name in [&binary, "LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&stage.join(name), &platform.join(name))?;
    }
    let publish = ["pre-publish", "--skip-optional-publish", "--no-gh-release"];
    run(tool("napi").current_dir(&stage).args(publish))?;
    [&platform, &stage].into_iter().map(|package| tarball(package, &to)).collect()
}

fn tarball(package: &Path, to: &Path) -> Result<PathBuf, String> {
    let args = ["pack", "--silent", "--pack-destination"];
    let said = output(Command::new("npm").current_dir(package).args(args).arg(to), &[0])?.stdout;
    Ok(to.join(String::from_utf8_lossy(&said).trim()))
}

/// Installs packages into a new folder, without a network.
fn install(user: &Path, packages: &[PathBuf]) -> Result<PathBuf, String> {
    let user = anew(user)?;
    fs::write(user.join("package.json"), "{ \"private\": true }\n").map_err(|error| error.to_string())?;
    let args = ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new("npm").current_dir(&user).args(args).args(packages))?;
    Ok(user)
}

fn folder() -> PathBuf {
    root().join("bindings-node")
}

/// A program of a package of npm's.
fn tool(name: &str) -> Command {
    Command::new(root().join("node_modules/.bin").join(name))
}

/// The names of the files of a folder that end so, sorted.
fn files(folder: &Path, end: &str) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    let mut names: Vec<String> =
        files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(end));
    names.sort();
    Ok(names)
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(drop).map_err(|error| format!("{}: {error}", from.display()))
}

/// An empty folder.
fn anew(folder: &Path) -> Result<PathBuf, String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let made = fs::create_dir_all(folder).and_then(|()| folder.canonicalize());
    made.map_err(|error| format!("{}: {error}", folder.display()))
}
