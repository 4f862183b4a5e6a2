//! A plan in a form that people can read and compare line by line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::{list, number, text};

/// The essence of a plan: its head, its steps with what each waits for and why, and what was said about it.
pub fn summary(plan: &Value) -> String {
    let mut out = String::new();
    let cluster = &plan["cluster"];
    let _ = writeln!(
        out,
        "{} {} {} as of {}",
        text(cluster, "name"),
        text(cluster, "region"),
        text(cluster, "version"),
        text(plan, "asOf")
    );
    let _ = writeln!(out, "executable: {}", plan["executable"]);
    for key in ["totals", "summary"] {
        let _ = writeln!(out, "{key}: {}", members(&plan[key]));
    }
    let edges: BTreeMap<&str, &Value> =
        list(plan, "edges").iter().map(|edge| (text(edge, "id"), edge)).collect();
    out.push_str("\nsteps\n");
    for step in list(plan, "steps") {
        let _ = writeln!(out, "{}", self::step(step, &edges));
    }
    out.push_str("\nmade by AWS\n");
    for resource in list(plan, "resources").iter().filter(|resource| text(resource, "owner") == "aws") {
        let _ = writeln!(out, "{} with {}", text(resource, "id"), text(resource, "madeBy"));
    }
    out.push_str("\nexisting\n");
    for resource in list(plan, "resources").iter().filter(|resource| resource["existing"] == true) {
        let _ = writeln!(out, "{}", text(resource, "id"));
    }
    out.push_str("\non delete\n");
    out.push_str(&deletions(plan));
    out.push_str("\nassumptions\n");
    for row in list(plan, "assumptions") {
        let _ = writeln!(
            out,
            "{} = {}: {} ({})",
            text(row, "subject"),
            text(row, "value"),
            text(row, "why"),
            text(row, "source")
        );
    }
    out.push_str("\nunknowns\n");
    for row in list(plan, "unknowns") {
        let blocks = if row["blocks"] == true { " [blocks]" } else { "" };
        let _ = writeln!(out, "{}{blocks}", text(row, "subject"));
    }
    out.push_str("\ndiagnostics\n");
    for row in list(plan, "diagnostics") {
        let _ = writeln!(
            out,
            "{} {} {}: {}",
            text(row, "code"),
            text(row, "severity"),
            text(row, "path"),
            text(row, "message")
        );
    }
    out
}

fn members(value: &Value) -> String {
    let members = value.as_object().into_iter().flatten();
    members.map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>().join(", ")
}

fn step(step: &Value, edges: &BTreeMap<&str, &Value>) -> String {
    // Dependencies by reason and by kind of what is waited for: a dozen subnets are one entry.
    let mut groups: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
    for dependency in list(step, "dependsOn") {
        let (verb, id) = text(dependency, "step").split_once('/').unwrap_or_default();
        let code = match edges.get(text(dependency, "edge")) {
            Some(edge) => wait(edge),
            None => "same resource".to_owned(),
        };
        groups.entry((code, verb.trim_start_matches("create:"))).or_default().push(id);
    }
    let mut line = format!(
        "{:>2} {:>5}-{:<5} {}",
        number(step, "wave"),
        number(step, "startSeconds"),
        number(step, "finishSeconds"),
        text(step, "id")
    );
    if step["critical"] == true {
        line.push_str(" !");
    }
    if let Some(lane) = step["lane"].as_str() {
        let _ = write!(line, " [{lane}]");
    }
    let mut separator = " <- ";
    for ((code, kind), names) in groups {
        let names = if names.len() > 1 { format!("{{{}}}", names.join(", ")) } else { names.concat() };
        let _ = write!(line, "{separator}{kind}/{names} ({code})");
        separator = ", ";
    }
    for set in list(step, "anyOf") {
        let members: Vec<&str> =
            set["steps"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let _ = write!(line, " | any of {}", members.join(", "));
    }
    line
}

/// The code of an edge, and what is unusual about it.
fn wait(edge: &Value) -> String {
    let mut code = text(edge, "reasonCode").to_owned();
    if let Some(until) = edge["until"].as_str() {
        let _ = write!(code, ", until {until}");
    }
    if let Some(delay) = edge["delaySeconds"].as_u64() {
        let _ = write!(code, ", +{delay}");
    }
    if edge["hard"] == false {
        code.push_str(", soft");
    }
    code
}

fn deletions(plan: &Value) -> String {
    let mut codes: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for edge in list(plan, "edges").iter().filter(|edge| text(edge, "relation") == "delete") {
        let kind = |end| text(edge, end).split_once('/').unwrap_or_default().0;
        let pair = format!("{} > {}", kind("from"), kind("to"));
        *codes.entry(text(edge, "reasonCode")).or_default().entry(pair).or_default() += 1;
    }
    let mut out = String::new();
    for (code, pairs) in codes {
        let pairs: Vec<_> = pairs.iter().map(|(pair, count)| format!("{pair} ({count})")).collect();
        let _ = writeln!(out, "{code}: {}", pairs.join(", "));
    }
    out
}
