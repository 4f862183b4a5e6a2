//! Roles, well-known policies and access policies.

use super::source::{Data, Source, table, variant};
use serde::Deserialize;
use std::collections::BTreeMap;

const POLICIES: &str = "well_known_policies.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    key: String,
    principals: Vec<String>,
    actions: Vec<String>,
    policies: Vec<String>,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn roles(data: &Data) -> Result<String, String> {
    let rows = data.rows("roles.toml", |row: &Role| row.key.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "Role {{ key: {:?}, principals: &{:?}, actions: &{:?}, policies: &{:?} }}",
            row.key, row.principals, row.actions, row.policies
        )
    });
    Ok(table("Role", "ROLES", "Role", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    scope: String,
    name: String,
    managed: Vec<String>,
    inline: Vec<Inline>,
    #[serde(rename = "source")]
    _source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inline {
    name: String,
    document: Option<String>,
}

#[derive(Deserialize)]
struct WithDocuments {
    documents: BTreeMap<String, String>,
}

pub(crate) fn well_known_policies(data: &Data) -> Result<String, String> {
    let documents = data.parse::<WithDocuments>(POLICIES)?.documents;
    let constant = |id: &str| id.replace('-', "_").to_uppercase();
    let mut lines = Vec::new();
    for row in data.rows(POLICIES, |row: &Policy| (row.scope.clone(), row.name.clone()))? {
        let mut inline = Vec::new();
        for policy in &row.inline {
            let document = match &policy.document {
                None => "None".to_owned(),
                Some(id) if documents.contains_key(id) => format!("Some({})", constant(id)),
                Some(id) => return Err(format!("core/data/{POLICIES}: no document `{id}`")),
            };
            inline.push(format!("InlinePolicy {{ name: {:?}, document: {document} }}", policy.name));
        }
        lines.push(format!(
            "WellKnownPolicy {{ scope: PolicyScope::{}, name: {:?}, managed: &{:?}, inline: &[{}] }}",
            variant(&row.scope),
            row.name,
            row.managed,
            inline.join(", "),
        ));
    }
    let uses = "{InlinePolicy, PolicyScope, WellKnownPolicy}";
    let mut text = table(uses, "WELL_KNOWN_POLICIES", "WellKnownPolicy", lines);
    for (id, document) in &documents {
        serde_json::from_str::<serde_json::Value>(document)
            .map_err(|error| format!("core/data/{POLICIES}: document `{id}`: {error}"))?;
        text += &format!("\nconst {}: &str = {:?};\n", constant(id), document);
    }
    Ok(text)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant {
    service: String,
    role: String,
    username: String,
    rules: String,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn service_grants(data: &Data) -> Result<String, String> {
    let rows = data.rows("service_grants.toml", |row: &Grant| row.service.clone())?;
    for row in &rows {
        serde_json::from_str::<serde_json::Value>(&row.rules)
            .map_err(|error| format!("core/data/service_grants.toml: rules of `{}`: {error}", row.service))?;
    }
    let rows = rows.iter().map(|row| {
        format!(
            "ServiceGrant {{ service: {:?}, role: {:?}, username: {:?}, rules: {:?} }}",
            row.service, row.role, row.username, row.rules
        )
    });
    Ok(table("ServiceGrant", "SERVICE_GRANTS", "ServiceGrant", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccessPolicy {
    name: String,
    service_linked: bool,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn access_policies(data: &Data) -> Result<String, String> {
    let rows = data.rows("access_policies.toml", |row: &AccessPolicy| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        format!("AccessPolicy {{ name: {:?}, service_linked: {} }}", row.name, row.service_linked)
    });
    Ok(table("AccessPolicy", "ACCESS_POLICIES", "AccessPolicy", rows))
}
