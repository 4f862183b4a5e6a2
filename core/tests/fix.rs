//! Certain remedies are carried out, and nothing else of the text changes.

use eks_plan::api::{self, Fixed, Input, Options};
use eks_plan::fix::unified;
use proptest::prelude::*;

const HEAD: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
";

fn input(name: &str, text: &str) -> Input {
    Input::text(name.to_owned(), text)
}

fn text_of(input: &Input) -> &str {
    input.as_text().unwrap()
}

fn fixed(text: &str) -> Fixed {
    api::fix(&[input("a.yaml", text)], &Options::default(), false)
}

fn becomes(text: &str, wanted: &str) {
    for end in ["\n", "\r\n"] {
        let (text, wanted) = (text.replace('\n', end), wanted.replace('\n', end));
        assert_eq!(text_of(&fixed(&text).inputs[0]), wanted);
        assert_eq!(text_of(&fixed(&format!("\u{feff}{text}")).inputs[0]), format!("\u{feff}{wanted}"));
        assert!(fixed(&wanted).applied.is_empty());
    }
}

#[test]
fn what_is_certain_is_repaired_and_the_rest_stays() {
    becomes(
        &format!(
            "# our cluster\n{HEAD}metadata: {{name: demo,   region: eu-west-1, version: 1.35}}  # quoted?\n\nvpc:\n  nat:\n    gateway: 'single' # one\n\n\nmanagedNodeGroups:\n- name: a\n  labels: {{team: 5}}\n  wrong: stays"
        ),
        &format!(
            "# our cluster\n{HEAD}metadata: {{name: demo,   region: eu-west-1, version: \"1.35\"}}  # quoted?\n\nvpc:\n  nat:\n    gateway: \"Single\" # one\n\n\nmanagedNodeGroups:\n- name: a\n  labels: {{team: \"5\"}}\n  wrong: stays"
        ),
    );
}

#[test]
fn one_repair_makes_room_for_another() {
    // Only when the name is right, what is in it is read.
    becomes(
        &format!(
            "{HEAD}Metadata: {{name: demo, region: eu-west-1, version: 1.35}}\nmanagedNodeGroups: [{{name: a}}]\n"
        ),
        &format!(
            "{HEAD}metadata: {{name: demo, region: eu-west-1, version: \"1.35\"}}\nmanagedNodeGroups: [{{name: a}}]\n"
        ),
    );
}

#[test]
fn what_is_accepted_is_left_alone() {
    let text = format!(
        "{HEAD}metadata:\n  name: demo\n  region: eu-west-1\n  # eks-plan: allow EP0108 generated\n  version: 1.35\nmanagedNodeGroups: [{{name: a}}]\n"
    );
    assert!(fixed(&text).applied.is_empty());
}

#[test]
fn an_anchored_value_is_repaired_once() {
    let text = format!(
        "{HEAD}metadata: {{name: demo, region: eu-west-1, version: \"1.35\"}}\nmanagedNodeGroups:\n- &base\n  name: a\n  labels: {{team: 5}}\n- <<: *base\n  name: b\n"
    );
    becomes(&text, &text.replace("5}", "\"5\"}"));
}

#[test]
fn a_plan_config_beside_is_repaired_too() {
    let text =
        format!("{HEAD}metadata: {{name: demo, region: eu-west-1}}\nmanagedNodeGroups: [{{name: a}}]\n");
    let options =
        Options { config_file: Some(input("plan.yaml", "account: 111122223333\n")), ..Options::default() };
    let fixed = api::fix(&[input("a.yaml", &text)], &options, false);
    assert_eq!(text_of(&fixed.config_file.unwrap()), "account: \"111122223333\"\n");
    assert_eq!(text_of(&fixed.inputs[0]), text);
    assert_eq!(fixed.applied[0].file, "plan.yaml");
}

#[test]
fn texts_of_one_name_are_left_alone() {
    let text = format!("{HEAD}metadata: {{name: demo, region: eu-west-1, version: 1.35}}\n");
    let inputs = [input("a.yaml", &text), input("a.yaml", "")];
    assert!(api::fix(&inputs, &Options::default(), false).applied.is_empty());
}

#[test]
fn several_clusters_are_repaired_each() {
    let text = format!("{HEAD}metadata: {{name: demo, region: eu-west-1, version: 1.35}}\n");
    let inputs = [input("a.yaml", &text), input("b.yaml", &text)];
    let fixed = api::fix(&inputs, &Options::default(), true);
    assert_eq!(fixed.applied.len(), 2);
    assert!(fixed.inputs.iter().all(|input| text_of(input).contains("\"1.35\"")));
}

/// Pieces that are right, wrong with a certain remedy, wrong without one, and no YAML at all.
const PIECES: [&str; 16] = [
    "metadata: {name: demo, region: eu-west-1, version: 1.34}\n",
    "metadata:\n  name: demo # a\n  region: eu-west-1\n  version: \"1.35\"\n",
    "Metadata: {name: demo}\n",
    "vpc: {nat: {gateway: SINGLE}}\n",
    "vpc:\n  nat:\n    gateway: |\n      single\n",
    "managedNodeGroups:\n- name: a\n  labels: {n: 5, b: yes}\n  minSize: \"3\"\n",
    "managedNodeGroups: [{name: &n a, labels: {x: &v 7, y: *v}}]\n",
    "addons:\n  - name: vpc-cni\n    version: 1.2\n",
    "iam: {withOIDC: \"true\"}\n",
    "# a comment: \"5\" # and one more\n",
    "cloudWatch: {clusterLogging: {enableTypes: [Audit, API]}}\n",
    "accessConfig: {authenticationMode: api}\n",
    "unknown: {key: 1}\n",
    "\"quoted\": [1, 2\n",
    "\tx: 1\n",
    "---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\naccount: 12\nmaxparallel: {a: \"2\"}\n",
];

/// Everything of a text behind `#` or in double quotes aside: where lines begin and comments stand.
fn layout(text: &str) -> Vec<(String, usize)> {
    let comment = |line: &str| line.find('#').map_or(String::new(), |at| line[at..].to_owned());
    text.split('\n').map(|line| (comment(line), line.len() - line.trim_start().len())).collect()
}

fn documents(text: &str) -> usize {
    eks_plan::source::read("-", text, &eks_plan::source::Limits::default()).documents.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever the text: what is repaired reads at least as well, comments and indentation stay, and a second run finds nothing.
    #[test]
    fn repairs_settle_and_keep_the_layout(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..8),
        windows in any::<bool>(),
    ) {
        let mut text = HEAD.to_owned();
        pieces.iter().for_each(|at| text.push_str(PIECES[*at]));
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let fixed = fixed(&text);
        let new = text_of(&fixed.inputs[0]);
        prop_assert_eq!(layout(new), layout(&text));
        prop_assert!(documents(new) >= documents(&text));
        prop_assert_eq!(windows, new.contains("\r\n"));
        let again = api::fix(&fixed.inputs, &Options::default(), false);
        prop_assert!(again.applied.is_empty(), "{:?}", again.applied);
        let errors = |input: &[Input]| api::check(input, &Options::default()).diagnostics.iter()
            .filter(|one| one.code.as_str() < "EP0100").count();
        prop_assert!(errors(&fixed.inputs) <= errors(&[input("a.yaml", &text)]));
        prop_assert_eq!(fixed.applied.is_empty(), unified("a", &text, new).is_empty());
    }
}
