//! Each rule is shown by the change of a clean spec and is found at its place; each code by its examples; and eksctl's own tables of
//! what is accepted and refused agree with what is found here, or say why not.

use std::collections::BTreeSet;

use eks_plan::api::{self, Input, Options};
use eks_plan::diagnostic::{Code, Severity};
use eks_plan_tests::rules::{self, Case, Findings, Found, cases, tables};
use eks_plan_tests::{corpus, list, options, text};

fn findings(text: &str) -> Findings {
    let case = toml::Table::from_iter([("text".to_owned(), text.into()), ("name".to_owned(), "".into())]);
    cases("", &serde_json::json!({ "case": [case] })).remove(0).findings()
}

fn settle(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn clean_specs_are_clean() {
    let folder = corpus().join("rules/base");
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let found = findings(&std::fs::read_to_string(&path).unwrap());
        if !found.found(&Found::new()).is_empty() {
            faults.push(format!("{}: {}", path.display(), found.told()));
        }
    }
    settle(&faults);
}

#[test]
fn each_case_is_found_at_its_place() {
    let mut faults = Vec::new();
    for (file, table) in tables("rules") {
        for case in cases(&file, &table) {
            let (expected, findings) = (case.found(), case.findings());
            let found = findings.found(&expected);
            if found != expected {
                faults.push(format!(
                    "{}: expected {expected:?}, found {found:?}{}",
                    case.name,
                    findings.told()
                ));
            }
        }
    }
    settle(&faults);
}

/// The names of the eksctl tables' cases that need not agree are told with their reasons in the table.
#[test]
fn eksctl_accepts_and_refuses_what_we_do() {
    let (mut faults, mut all, mut differ) = (Vec::new(), 0, 0);
    for (file, table) in tables("eksctl-tables") {
        assert!(text(&table, "source").contains("_test.go"), "{file}: `source` names the test");
        for case in cases(&file, &table) {
            all += 1;
            let findings = case.findings();
            let agrees = agrees(&case, &findings);
            let differs = case.row["differs"].as_str();
            differ += usize::from(differs.is_some());
            match (agrees, differs) {
                (true, None) | (false, Some(_)) => {}
                (true, Some(why)) => faults.push(format!("{}: agrees, and says `{why}`", case.name)),
                (false, None) => faults.push(format!(
                    "{}: eksctl {} it{}",
                    case.name,
                    text(&case.row, "eksctl"),
                    findings.told()
                )),
            }
        }
    }
    println!("{all} cases of eksctl's tables, {differ} differ with a reason");
    settle(&faults);
}

fn agrees(case: &Case, findings: &Findings) -> bool {
    let errors: BTreeSet<&str> = findings
        .all()
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.code.as_str())
        .collect();
    match text(&case.row, "eksctl") {
        "refuses" => {
            list(&case.row, "codes").iter().filter_map(|code| code.as_str()).any(|code| errors.contains(code))
        }
        "accepts" => errors.is_empty(),
        other => panic!("{}: `eksctl` is `refuses` or `accepts`, not `{other}`", case.name),
    }
}

#[test]
fn what_is_named_is_a_code() {
    for (file, table) in tables("rules").into_iter().chain(tables("eksctl-tables")) {
        for case in cases(&file, &table) {
            let named =
                case.found().into_iter().map(|found| found.split(' ').next().unwrap_or_default().to_owned());
            let codes = case.row["codes"].as_array().into_iter().flatten();
            let codes = codes.filter_map(|code| code.as_str().map(str::to_owned));
            for code in named.chain(codes) {
                assert!(code.parse::<Code>().is_ok(), "{}: `{code}` is no code", case.name);
            }
        }
    }
}

/// Base specs stay the ones that people would write: they are planned, not only checked.
#[test]
fn clean_specs_are_executable() {
    for entry in std::fs::read_dir(corpus().join("rules/base")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let inputs = [Input::text(name.clone(), rules::base(&name))];
        let options: Options = options(eks_plan_tests::TODAY);
        let plan = api::plan(&inputs, &options);
        assert!(!plan.steps.is_empty(), "{name} has no steps");
    }
}
