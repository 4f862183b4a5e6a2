//! The plans of all specs in the repository, for the judges.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::codegen;
use crate::shell::{output, root, run_in, target};

/// Folders with specs; the second word begins the plans' names.
const SPECS: [(&str, &str); 2] = [("tests/corpus/eksctl/examples", "eksctl"), ("examples/specs", "specs")];

/// The day to plan for, where the catalog's is not the right one: `FILE<tab>YYYY-MM-DD`, `#` begins a comment.
const DAYS: &str = "tests/corpus/eksctl/as-of.tsv";

/// Writes the plan of every spec to `target/plans`; says where, and how many.
pub(crate) fn write() -> Result<(PathBuf, usize), String> {
    run_in(root(), "cargo", &["build", "--quiet", "--workspace", "--bin", "eks-plan"])?;
    let command = target().join("debug").join(format!("eks-plan{}", std::env::consts::EXE_SUFFIX));
    let plans = target().join("plans");
    let _ = fs::remove_dir_all(&plans);
    fs::create_dir_all(&plans).map_err(|error| format!("{}: {error}", plans.display()))?;
    let (days, today) = (days()?, codegen::date()?);
    let mut count = 0;
    for (folder, prefix) in SPECS {
        for spec in specs(&root().join(folder))? {
            let stem = spec.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let day = days.get(&stem).unwrap_or(&today);
            // From the root and by its path there, so that a plan does not depend on where the repository lies.
            let name = Path::new(folder).join(spec.file_name().unwrap_or_default());
            let mut plan = Command::new(&command);
            plan.current_dir(root()).arg("plan").arg(&name).args(["--format", "json", "--as-of", day]);
            let text = output(&mut plan, &[0, 1])?.stdout;
            let read: Result<serde_json::Value, _> = serde_json::from_slice(&text);
            read.map_err(|error| format!("the plan of {} is not JSON: {error}", name.display()))?;
            let path = plans.join(format!("{prefix}-{stem}.json"));
            fs::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
            count += 1;
        }
    }
    Ok((plans, count))
}

/// The specs in a folder, by name; none if there is no such folder.
fn specs(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
        if path.extension().is_some_and(|end| end == "yaml" || end == "yml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The days by the spec's name without its ending.
fn days() -> Result<BTreeMap<String, String>, String> {
    read_days(&fs::read_to_string(root().join(DAYS)).unwrap_or_default())
}

fn read_days(text: &str) -> Result<BTreeMap<String, String>, String> {
    let rows = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = rows.map(|line| {
        let mut cells = line.split('\t');
        let (Some(file), Some(day)) = (cells.next(), cells.next()) else {
            return Err(format!("{DAYS}: `{line}` is not a file and a day"));
        };
        let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((stem, day.to_owned()))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::read_days;

    #[test]
    fn days_are_read_by_the_name_of_the_spec() {
        let days = read_days("# file\tday\n05-advanced.yaml\t2024-01-02\twhy\n\n").unwrap();
        assert_eq!(
            days.into_iter().collect::<Vec<_>>(),
            [("05-advanced".to_owned(), "2024-01-02".to_owned())]
        );
        assert!(read_days("05-advanced.yaml 2024-01-02").is_err());
    }
}
