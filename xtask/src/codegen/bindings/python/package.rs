//! `__init__.py`: all that the package shows, by name, since checkers read no other form.

/// What stands in it that is written by hand.
const OWN: [(&str, &[&str]); 5] = [
    ("_error", &["EksPlanError"]),
    ("_native", &["__version__"]),
    ("_record", &["Record"]),
    ("_records", &["Records"]),
    ("_source", &["OneSpec", "Source", "Spec"]),
];

const DOC: &str = r#""""Plan an Amazon EKS cluster before anything touches AWS: what it will be, in which order it comes up, what will fail.

>>> import eks_plan
>>> plan = eks_plan.plan({"metadata": {"name": "demo", "region": "eu-west-1"}})
>>> plan.cluster.name
'demo'

Every verb takes a spec (an eksctl `ClusterConfig`) as text, bytes, path or mapping, and options by the names of a
`PlanConfig`. Answers are typed records; `to_json()` of one is the text that every other binding gives too. Times are
whole seconds. What is wrong with a spec is part of the answer; `EksPlanError` means that the call itself makes no sense.

Made by `cargo xtask codegen` from `schema/api.schema.json`.
"""
"#;

/// The module, by the names that each of the generated ones shows.
pub(super) fn module(generated: &[(&str, Vec<&str>)]) -> String {
    let own = OWN.iter().map(|(module, names)| (*module, names.to_vec()));
    let mut modules: Vec<(&str, Vec<&str>)> = own.chain(generated.iter().cloned()).collect();
    modules.sort_unstable();
    let imports: String = modules.iter().map(|(module, names)| import(module, names)).collect();
    let mut names: Vec<&str> = modules.into_iter().flat_map(|(_, names)| names).collect();
    names.sort_unstable();
    let names: String = names.iter().map(|name| format!("    \"{name}\",\n")).collect();
    format!("{DOC}\n{imports}\n__all__ = [\n{names}]\n")
}

fn import(module: &str, names: &[&str]) -> String {
    let line = format!("from .{module} import {}\n", names.join(", "));
    if line.len() <= super::words::WIDTH {
        return line;
    }
    let names: String = names.iter().map(|name| format!("    {name},\n")).collect();
    format!("from .{module} import (\n{names})\n")
}
