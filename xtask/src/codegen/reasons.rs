//! Reasons for the order of steps.

use super::source::{Data, variant};
use serde::Deserialize;
use std::fmt::Write as _;

const FILE: &str = "reasons.toml";

const HEAD: &str = "
use crate::catalog::Reason;
use crate::catalog::reason::reasons;
use crate::terms::{EdgeKind, Readiness, Relation};
use crate::texts::{Texts, texts};

reasons! {
";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    pub(super) code: String,
    pub(super) kind: String,
    pub(super) relation: String,
    pub(super) until: Option<String>,
    pub(super) delay: Option<String>,
    #[serde(default)]
    pub(super) retry: Vec<String>,
    pub(super) hard: bool,
    pub(super) sentence: String,
    pub(super) source: String,
    pub(super) locator: String,
    pub(super) date: String,
    pub(super) on_delete: Option<String>,
}

/// The reasons, by code.
pub(super) fn rows(data: &Data) -> Result<Vec<Reason>, String> {
    data.rows(FILE, |row: &Reason| row.code.clone())
}

pub(crate) fn reasons(data: &Data) -> Result<String, String> {
    let rows = rows(data)?;
    let constant = |row: &Reason| row.code.replace('-', "_").to_uppercase();
    let mut text = String::from(HEAD);
    for row in &rows {
        let on_delete = match &row.on_delete {
            None => "None".to_owned(),
            Some(code) if rows.iter().any(|other| other.code == *code && other.relation == "delete") => {
                format!("Some({})", code.replace('-', "_").to_uppercase())
            }
            Some(code) => {
                return Err(format!("core/data/{FILE}: `{}` names no delete reason `{code}`", row.code));
            }
        };
        let until = row
            .until
            .as_ref()
            .map_or("None".to_owned(), |until| format!("Some(Readiness::{})", variant(until)));
        let _ = write!(
            text,
            "    /// {}.\n    {} {{ code: {:?}, kind: {}, relation: {}, until: {until}, delay: {:?}, retry: &{:?}, hard: {}, sentence: {:?}, source: {:?}, locator: {:?}, date: {:?}, on_delete: {on_delete} }}\n",
            row.sentence.replace("{from}", "`from`").replace("{to}", "`to`"),
            constant(row),
            row.code,
            variant(&row.kind),
            variant(&row.relation),
            row.delay.as_deref().unwrap_or_default(),
            row.retry,
            row.hard,
            row.sentence,
            row.source,
            row.locator,
            row.date,
        );
    }
    Ok(text + "}\n")
}
