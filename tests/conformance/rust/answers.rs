//! What a runtime answered, as lines that can be compared: id, kind, bytes, SHA-256.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::call::{Answer, Call};

/// What became of a call.
pub(crate) enum Outcome {
    Answer(Answer),
    /// The runtime cannot be asked this: why.
    Skipped(&'static str),
}

/// Asks everything; writes the lines, and each text into a folder of its own if one is wanted.
pub(crate) fn write(calls: &[Call], path: &Path, texts: Option<&Path>, ask: impl Fn(&Call) -> Outcome) {
    let mut lines = String::new();
    for (index, call) in calls.iter().enumerate() {
        let (kind, text) = match ask(call) {
            Outcome::Answer(Ok(text)) => ("answer", text),
            Outcome::Answer(Err(text)) => ("failure", text),
            Outcome::Skipped(why) => {
                writeln!(lines, "{}\tskipped\t{why}", call.id).expect("a text grows");
                continue;
            }
        };
        let hash: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(lines, "{}\t{kind}\t{}\t{hash}", call.id, text.len()).expect("a text grows");
        if let Some(folder) = texts {
            fs::write(folder.join(index.to_string()), text).expect("a file is written");
        }
    }
    fs::write(path, lines).expect("a file is written");
}
