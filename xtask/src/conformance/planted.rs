//! Before a runtime is believed: of three calls one is changed for it alone, and exactly that one has to differ.

use std::fs;
use std::path::Path;

use super::compare::compare;
use super::runtimes::{REFERENCE, Runtime};
use super::{answers, write_few};

const CALLS: [&str; 3] = [
    "check/tests/corpus/broken/one-zone.yaml",
    "check/tests/corpus/broken/subnet-unknown.yaml",
    "check/tests/corpus/broken/unknown-field.yaml",
];

/// Fails if the runtime does not answer what it is asked.
pub(super) fn noticed(runtime: &Runtime, calls: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let (as_is, changed) = (folder.join("calls.jsonl"), folder.join("changed.jsonl"));
    write_few(calls, &as_is, |id| CALLS.contains(&id))?;
    let text = fs::read_to_string(&as_is).map_err(|error| format!("{}: {error}", as_is.display()))?;
    fs::write(&changed, change(&text)?).map_err(|error| format!("{}: {error}", changed.display()))?;
    let compared = compare(&answers(&REFERENCE, &as_is, folder)?, &answers(runtime, &changed, folder)?)?;
    if compared.differing == CALLS[1..2] && compared.equal == 2 {
        return Ok(());
    }
    Err(format!("{}: a planted difference was not noticed: {compared:?}", runtime.name))
}

/// The calls with one line more in the text of the second.
fn change(calls: &str) -> Result<String, String> {
    let lines: Vec<&str> = calls.lines().collect();
    let [first, second, third] = lines[..] else {
        return Err(format!("{} calls are not three", lines.len()));
    };
    let changed = second.replacen(r#""text":""#, r##""text":"# planted\n"##, 1);
    Ok(format!("{first}\n{changed}\n{third}\n"))
}
