//! Questions that only AWS can answer.

use super::source::{Data, table, variant};
use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offline {
    asks: String,
    subject: String,
    why: String,
    command: String,
    #[serde(default)]
    joint: String,
    rows: Vec<String>,
}

/// The questions as a section of the page on coverage.
pub(super) fn section() -> Result<String, String> {
    let data = Data::read(&crate::shell::root().join(super::DATA))?;
    let rows = data.rows("offline.toml", |row: &Offline| row.asks.clone())?;
    let mut text = String::from(
        "\n## What is left to ask\n\n\
         A plan that has such parts names these in `unknowns`, each with a command that only reads.\n\n\
         | What | Why | Command | Answers |\n|---|---|---|---|\n",
    );
    for row in &rows {
        let (subject, command) = (row.subject.replace("{name}", "NAME"), row.command.replace('|', "\\|"));
        let _ = writeln!(text, "| {subject} | {} | `{command}` | {} |", row.why, row.rows.join(", "));
    }
    Ok(text)
}

pub(crate) fn offline(data: &Data) -> Result<String, String> {
    let rows = data.rows("offline.toml", |row: &Offline| row.asks.clone())?;
    for row in &rows {
        let fault = |what: &str| Err(format!("core/data/offline.toml: `{}` {what}", row.asks));
        let (one, all) = (row.command.contains("{name}"), row.command.contains("{names}"));
        if one && all || row.subject.contains("{name}") && !one || all == row.joint.is_empty() {
            return fault("asks of one and of all at the same time");
        }
        let verb = row.command.split(' ').nth(2).unwrap_or_default();
        if !["describe-", "get-", "list-"].iter().any(|reads| verb.starts_with(reads)) {
            return fault("does more than read");
        }
    }
    let rows = rows.iter().map(|row| {
        format!(
            "Offline {{ asks: Asks::{}, subject: {:?}, why: {:?}, command: {:?}, joint: {:?} }}",
            variant(&row.asks),
            row.subject,
            row.why,
            row.command,
            row.joint
        )
    });
    Ok(table("{Asks, Offline}", "OFFLINE", "Offline", rows))
}
