//! The types of a `ClusterConfig` in TypeScript and Python, tried on eksctl's examples and on what they must refuse.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::shell::{root, run, target};
use crate::{python, python_binding};

/// What is checked, and where it comes from.
const FILES: [(&str, &str); 4] = [
    ("bindings-node/lib/cluster-config.d.ts", "cluster-config.d.ts"),
    ("bindings-python/python/eks_plan/cluster_config.py", "cluster_config.py"),
    ("tests/types/refused.ts", "refused.ts"),
    ("tests/types/refused.py", "refused.py"),
];

/// The task.
pub(crate) fn run_it() -> Result<(), String> {
    let folder = target().join("types");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (from, to) in FILES {
        fs::copy(root().join(from), folder.join(to)).map_err(|error| format!("{from}: {error}"))?;
    }
    let literals = root().join("tests/types/literals.py");
    run(Command::new(python::environment()?).arg(literals).arg(&folder))?;
    typescript(&folder)?;
    let python = python_binding::environment()?;
    for checker in [&["mypy", "--strict", "--warn-unused-ignores"][..], &["pyright"]] {
        let files = ["literals.py", "refused.py", "cluster_config.py"];
        run(Command::new(&python).current_dir(&folder).arg("-m").args(checker).args(files))?;
    }
    Ok(())
}

fn typescript(folder: &Path) -> Result<(), String> {
    let tsc = root().join("node_modules/typescript/bin/tsc");
    if !tsc.exists() {
        return Err("there is no TypeScript: run `cargo xtask setup`".to_owned());
    }
    let options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--module", "nodenext"];
    let files = ["literals.ts", "refused.ts", "cluster-config.d.ts"];
    run(Command::new("node").arg(tsc).current_dir(folder).args(options).args(files))
}
