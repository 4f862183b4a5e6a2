//! Writes what becomes of each property of a ClusterConfig, as Markdown: `properties FILE`. Run by `cargo xtask codegen`.
#![allow(clippy::disallowed_methods, reason = "a program, not the core")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use eks_plan::spec::{Definition, Kind, Property, Status, definitions};

const HEAD: &str = "\
<!-- Written by `cargo xtask codegen` from the tables in core/src/spec/cluster. Do not edit. -->

# Properties of a ClusterConfig

Every property of eksctl's schema, and what becomes of it. *Modelled* means: changing the value changes a call, an edge or
a finding; `tests/tests/property_effects` plans each of them with two values to show it. What is *noted* is read and checked
and goes no further, for the reason that stands beside it: nothing of it leaves the machine that eksctl runs on.
";

/// The members of each definition by its name, and the places where it can stand.
#[derive(Default)]
struct Tables {
    members: BTreeMap<&'static str, Vec<&'static Property>>,
    places: BTreeMap<&'static str, Vec<String>>,
}

impl Tables {
    fn visit(&mut self, definition: &'static Definition, at: &str) {
        let base = definition.base.into_iter().flat_map(|base| {
            let owner = if base.name.is_empty() { definition.name } else { base.name };
            base.properties.iter().map(move |property| (owner, property))
        });
        let own = definition.properties.iter().map(|property| (definition.name, property));
        let all: Vec<_> = own.chain(base).collect();
        for owner in all.iter().map(|(owner, _)| *owner) {
            let places = self.places.entry(owner).or_default();
            if places.last().is_none_or(|last| last != at) {
                places.push(at.to_owned());
            }
        }
        for (owner, property) in all {
            let members = self.members.entry(owner).or_default();
            if members.iter().all(|other| other.name != property.name) {
                members.push(property);
            }
            let (mut kind, mut path) = (property.kind, property.name.to_owned());
            if !at.is_empty() {
                path = format!("{at}.{path}");
            }
            loop {
                match kind {
                    Kind::List { of } => (kind, path) = (*of, path + "[]"),
                    Kind::Map { of } => (kind, path) = (*of, path + "{}"),
                    _ => break,
                }
            }
            if let Kind::Section { of } = kind {
                self.visit(of, &path);
            }
        }
    }

    fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for property in self.members.values().flatten() {
            *counts.entry(said(property.status).0).or_default() += 1;
        }
        let all: usize = counts.values().sum();
        let counts: Vec<_> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
        let _ = writeln!(text, "\n{all} properties: {}.", counts.join(", "));
        for (name, members) in &self.members {
            let places = self.places.get(name).map_or(&[][..], Vec::as_slice);
            let places: Vec<_> = places
                .iter()
                .map(|place| if place.is_empty() { "the document".to_owned() } else { format!("`{place}`") })
                .collect();
            let _ = writeln!(text, "\n## {name}\n\nAt {}.\n", places.join(", "));
            text.push_str("| Property | Holds | What becomes of it |\n|---|---|---|\n");
            let mut members = members.clone();
            members.sort_by_key(|property| property.name);
            for property in members {
                let (status, reason) = said(property.status);
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                let holds = holds(property.kind);
                let _ = writeln!(text, "| `{}` | {holds} | {status}{reason} |", property.name);
            }
        }
        text
    }
}

fn said(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Modelled => ("modelled", ""),
        Status::Noted(reason) => ("noted", reason),
        Status::Refused(reason) => ("refused", reason),
    }
}

fn holds(kind: Kind) -> String {
    match kind {
        Kind::List { of } => format!("list: {}", holds(*of)),
        Kind::Map { of } => format!("mapping: {}", holds(*of)),
        Kind::Section { of } => of.name.to_owned(),
        Kind::Choice { of } => of.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        kind => kind.describe().trim_start_matches("a ").to_owned(),
    }
}

fn main() -> Result<(), String> {
    let file = std::env::args_os().nth(1).ok_or("usage: properties FILE")?;
    let mut tables = Tables::default();
    tables.visit(definitions()[0], "");
    std::fs::write(&file, tables.text()).map_err(|error| format!("{}: {error}", file.display()))
}
