//! Every spec of the corpus against its plan of record. `UPDATE=1` writes the plans anew.

use std::path::PathBuf;

use eks_plan_tests::{corpus, examples, files, plan, summary};

fn folder() -> PathBuf {
    corpus().join("golden")
}

#[test]
fn plans_are_those_on_record() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for example in examples() {
        let file = folder().join(format!("{}.txt", example.name));
        let actual = summary(&plan(&example.text, &example.as_of));
        if update {
            std::fs::write(&file, &actual).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if actual != expected {
            wrong.push(format!("{}\n{}", example.name, first_difference(&expected, &actual)));
        }
    }
    assert!(wrong.is_empty(), "{} plans differ; UPDATE=1 accepts them\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_on_record_is_left_over() {
    let names: Vec<String> = examples().into_iter().map(|example| example.name).collect();
    assert!(names.len() >= 49);
    for file in files(&folder(), "txt") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(names.contains(&name), "{name} is the plan of nothing");
    }
}

/// The first line in which two texts differ, and two more of each from there.
fn first_difference(expected: &str, actual: &str) -> String {
    let same = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let part = |text: &str, sign: char| -> String {
        text.lines().skip(same).take(3).map(|line| format!("  {sign} {line}\n")).collect()
    };
    format!("  line {}\n{}{}", same + 1, part(expected, '-'), part(actual, '+'))
}
