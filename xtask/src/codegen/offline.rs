//! Questions that only AWS can answer.

use super::source::{Data, table, variant};
use serde::Deserialize;

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
            "Offline {{ asks: Asks::{}, subject: {:?}, why: {:?}, command: {:?}, joint: {:?}, rows: &{:?} }}",
            variant(&row.asks),
            row.subject,
            row.why,
            row.command,
            row.joint,
            row.rows
        )
    });
    Ok(table("{Asks, Offline}", "OFFLINE", "Offline", rows))
}
