//! What a user decides about findings: comments, `suppress`, `severity`, `minSeverity` and baselines.

use eks_plan::api::{self, Baseline, Input, Options};
use eks_plan::diagnostic::Code;
use eks_plan::document::check::Check;

const HEAD: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: demo, region: eu-west-1, version: \"1.35\" }
";

const CLEAN: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: demo, region: eu-west-1, version: \"1.35\" }
managedNodeGroups: [{ name: general }]
";

fn input(text: &str) -> Input {
    Input::text("a.yaml", text)
}

fn check(text: &str) -> Check {
    api::check(&[input(text)], &Options::default())
}

/// What these tests are about, whatever else there is to say of their specs.
const CODES: [&str; 8] = ["EP0104", "EP0105", "EP0502", "EP0503", "EP1901", "EP1902", "EP1903", "EP1904"];

/// `CODE path` of what stands; then of what is accepted, with who and why.
fn told(check: &Check) -> Vec<String> {
    let standing = check.diagnostics.iter().filter(|one| CODES.contains(&one.code.as_str()));
    let standing = standing.map(|one| format!("{} {}", one.code, one.path).trim_end().to_owned());
    let accepted = check.suppressed.iter().map(|one| {
        let reason = one.reason.as_deref().unwrap_or("-");
        format!("[{} {} by {}: {reason}]", one.finding.code, one.finding.path, one.by)
    });
    standing.chain(accepted).collect()
}

fn is(text: &str, wanted: &[&str]) {
    for text in [text.to_owned(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
        assert_eq!(told(&check(&text)), wanted, "{text}");
    }
}

fn groups(lines: &str) -> String {
    format!("{HEAD}managedNodeGroups:\n{lines}")
}

const TWO: &str = "  - name: a\n    instanceType: z9x.large\n  - name: b\n    instanceType: z9y.large\n";

#[test]
fn a_comment_alone_speaks_for_what_follows_and_all_below() {
    let (a, b) = ("EP0503 managedNodeGroups[0].instanceType", "EP0503 managedNodeGroups[1].instanceType");
    is(&groups(TWO), &[a, b]);
    let comment = "# eks-plan: allow EP0503 new type";
    let accepted = |path: &str| format!("[{path} by comment: new type]");
    let at = |before: &str| groups(&TWO.replacen(before, &format!("  {comment}\n{before}"), 1));
    is(&at("  - name: a"), &[b, &accepted(a)]);
    is(&at("  - name: b"), &[a, &accepted(b)]);
    is(&at("    instanceType: z9y"), &[a, &accepted(b)]);
    // It speaks for the key that follows, not for the one before.
    is(&at("    instanceType: z9x"), &[b, &accepted(a)]);
    is(&format!("{HEAD}{comment}\nmanagedNodeGroups:\n{TWO}"), &[&accepted(a), &accepted(b)]);
    is(&format!("{comment}\n{HEAD}managedNodeGroups:\n{TWO}"), &[&accepted(a), &accepted(b)]);
    is(&format!("{comment}\n---\n{HEAD}managedNodeGroups:\n{TWO}"), &[&accepted(a), &accepted(b)]);
    // The last line has nothing behind it.
    is(&groups(&format!("{TWO}{comment}\n")), &[a, b, "EP1901"]);
}

#[test]
fn a_comment_behind_a_value_speaks_for_its_line() {
    let (a, b) = ("EP0503 managedNodeGroups[0].instanceType", "EP0503 managedNodeGroups[1].instanceType");
    let behind = |line: &str| groups(&TWO.replacen(line, &format!("{line} # eks-plan: allow EP0503 x"), 1));
    let accepted = |path: &str| format!("[{path} by comment: x]");
    is(&behind("z9x.large"), &[b, &accepted(a)]);
    is(&behind("- name: b"), &[a, "EP1901", b]);
    let flow = format!(
        "{HEAD}managedNodeGroups: [\n  {{name: a, instanceType: z9x.large}}, # eks-plan: allow EP0503 x\n  {{name: b, instanceType: z9y.large}}]\n"
    );
    is(&flow, &[b, &accepted(a)]);
}

#[test]
fn a_comment_behind_a_key_speaks_for_its_value() {
    let text = format!("{CLEAN}cloudWatch: # eks-plan: allow EP0105 x\n  - 1\n");
    is(&text, &["[EP0105 cloudWatch by comment: x]"]);
}

#[test]
fn a_finding_is_accepted_on_the_line_where_it_is_shown() {
    let text = groups("  - name: a\n    minSize: 5 # eks-plan: allow EP0502 x\n    maxSize: 2\n");
    is(&text, &["[EP0502 managedNodeGroups[0].minSize by comment: x]"]);
}

#[test]
fn several_codes_share_a_comment() {
    let text = groups("  # eks-plan: allow EP0503, EP0502 both\n  - name: a\n    instanceType: z9x.large\n");
    is(&text, &["EP1901", "[EP0503 managedNodeGroups[0].instanceType by comment: both]"]);
}

#[test]
fn what_is_wrong_with_a_comment_is_found() {
    is(
        &groups("  # eks-plan: allow EP0503\n  - name: a\n    instanceType: z9x.large\n"),
        &["EP1902", "[EP0503 managedNodeGroups[0].instanceType by comment: -]"],
    );
    is(&format!("# eks-plan: allow ep0503 x\n{CLEAN}"), &["EP1903"]);
    is(&format!("# eks-plan: disable\n{CLEAN}"), &["EP1904"]);
    let help = |text: &str| check(text).diagnostics[0].help.clone().unwrap();
    assert_eq!(help(&format!("# eks-plan: allow ep0503 x\n{CLEAN}")), "write `EP0503`");
    // Inside a text it is no comment.
    is(
        &format!(
            "{CLEAN}cloudWatch: {{ clusterLogging: \"# eks-plan: disable\" }}
"
        ),
        &["EP0105 cloudWatch.clusterLogging"],
    );
}

#[test]
fn findings_about_suppressions_can_be_accepted_too() {
    let text = groups("  # eks-plan: allow EP0502, EP1901 only sometimes\n  - name: a\n");
    // EP1901 is about the comment, which stands before the group that the comment speaks for.
    is(&text, &["EP1901", "EP1901"]);
    let config =
        "---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nsuppress: [{code: EP1901, reason: x}]\n";
    let text = groups("  # eks-plan: allow EP0502 only sometimes\n  - name: a\n") + config;
    is(&text, &["[EP1901  by config: x]"]);
    is(&(groups("  - name: a\n") + config), &["EP1901 suppress[0]"]);
}

#[test]
fn a_config_accepts_by_code_and_path() {
    let (a, b) = ("EP0503 managedNodeGroups[0].instanceType", "EP0503 managedNodeGroups[1].instanceType");
    let with = |entry: &str| {
        groups(TWO) + "---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nsuppress:\n  - " + entry + "\n"
    };
    let accepted = |path: &str| format!("[{path} by config: x]");
    is(&with("{code: EP0503, reason: x}"), &[&accepted(a), &accepted(b)]);
    is(&with("{code: EP0503, path: 'managedNodeGroups[1]', reason: x}"), &[a, &accepted(b)]);
    is(
        &with("{code: EP0503, path: 'managedNodeGroups[*].instanceType', reason: x}"),
        &[&accepted(a), &accepted(b)],
    );
    is(&with("{code: EP0503, path: 'nodeGroups[*]', reason: x}"), &[a, b, "EP1901 suppress[0]"]);
    is(&with("{code: EP0503, path: 'a[', reason: x}"), &[a, b, "EP1904 suppress[0].path"]);
    is(&with("{code: EP9999, reason: x}"), &[a, b, "EP1903 suppress[0]"]);
    let accepted = |path: &str| format!("[{path} by config: -]");
    is(&with("{code: EP0503}"), &["EP1902 suppress[0]", &accepted(a), &accepted(b)]);
}

#[test]
fn a_comment_in_one_document_says_nothing_of_the_other() {
    let config = "---\n# eks-plan: allow EP0503 x\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\n";
    let (a, b) = ("EP0503 managedNodeGroups[0].instanceType", "EP0503 managedNodeGroups[1].instanceType");
    is(&(groups(TWO) + config), &[a, b, "EP1901"]);
    // Behind the last key of a document nothing follows.
    let left = "# eks-plan: allow EP0104 x\n---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nwrong: 1\n";
    is(&(groups("  - name: a\n") + left), &["EP0104 wrong"]);
    let config =
        "---\n# eks-plan: allow EP0104 x\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nwrong: 1\n";
    is(&(groups("  - name: a\n") + config), &["[EP0104 wrong by comment: x]"]);
}

#[test]
fn severities_are_the_users() {
    let with = |levels: &str| {
        groups(TWO) + "---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nseverity: " + levels + "\n"
    };
    assert!(check(&with("{}")).ok);
    let strict = check(&with("{EP0503: error}"));
    assert!(!strict.ok);
    assert_eq!(strict.diagnostics.iter().filter(|one| one.severity.as_str() == "error").count(), 2);
    assert!(check(&with("{EP0503: note}")).diagnostics.iter().all(|one| one.severity.as_str() == "note"));
    assert_eq!(told(&check(&with("{EP0503: off}")))[2], "EP0105 severity.EP0503");
}

fn plan(text: &str) -> eks_plan::document::plan::Plan {
    api::plan(&[input(text)], &Options::default())
}

/// An error that AWS would raise is the user's to answer for; what was not read is not in the plan, whoever accepts it.
#[test]
fn an_accepted_error_leaves_a_plan_executable_unless_something_was_not_read() {
    let sizes =
        groups("  # eks-plan: allow EP0502 scaled elsewhere\n  - {name: a, minSize: 5, maxSize: 2}\n");
    assert!(!check(&sizes.replace("EP0502", "EP0503")).ok);
    let found = check(&sizes);
    assert!(found.ok && found.suppressed.len() == 1, "{:?}", told(&found));
    let made = plan(&sizes);
    assert!(made.executable && made.suppressed.len() == 1 && made.summary.errors == 0);
    let unknown = format!("{HEAD}# eks-plan: allow EP0104 newer than this program\nbrandNew: 1\n");
    assert!(check(&unknown).ok);
    assert!(!plan(&unknown).executable);
    // Below a document that is no ClusterConfig nothing was looked at.
    let nothing = "# eks-plan: allow EP0101, EP0102 x\nkind: Other\napiVersion: v1\n";
    assert!(!check(nothing).ok);
}

#[test]
fn a_part_that_is_not_read_leaves_unused_unsaid() {
    let text = groups("  # eks-plan: allow EP0502 x\n  - {name: a, minSiz: 5}\n");
    is(&text, &["EP0104 managedNodeGroups[0].minSiz"]);
}

#[test]
fn the_fingerprint_of_a_plan_knows_nothing_of_suppressions() {
    let text = groups(TWO);
    let accepted = format!("# eks-plan: allow EP0503 x\n{text}");
    assert_eq!(plan(&text).fingerprint, plan(&accepted).fingerprint);
    let json = api::plan_json(&[input(&accepted)], &Options::default());
    assert!(json.contains("\"suppressed\":[{\"by\":\"comment\",\"reason\":\"x\""));
}

#[test]
fn a_minimum_hides_and_counts() {
    let options = Options::from_json("{\"minSeverity\": \"error\"}").unwrap();
    let found = api::check(&[input(&groups(TWO))], &options);
    assert!(found.ok && found.diagnostics.is_empty() && found.hidden >= 2);
}

fn against(baseline: &Baseline, text: &str) -> Check {
    let options = Options { baseline: Some(baseline.clone()), ..Options::default() };
    api::check(&[input(text)], &options)
}

#[test]
fn a_baseline_knows_findings_wherever_they_move() {
    let text = groups(TWO);
    let baseline = Baseline::of(&check(&text));
    let all = u32::try_from(baseline.len()).unwrap();
    assert!(all >= 2);
    let read = Baseline::read(&baseline.text()).unwrap();
    assert_eq!(read, baseline);
    let compared = |text: &str| {
        let found = against(&baseline, text);
        let result = found.baseline.clone().unwrap();
        (found.diagnostics.len(), result.known, result.gone.len())
    };
    assert_eq!(compared(&text), (0, all, 0));
    assert_eq!(compared(&format!("# more\n\n{text}")), (0, all, 0));
    let first = "  - name: new\n";
    assert_eq!(compared(&groups(&format!("{first}{TWO}"))), (0, all, 0));
    let third = "  - name: c\n    instanceType: z9x.large\n";
    assert_eq!(compared(&groups(&format!("{third}{TWO}"))), (1, all, 0));
    assert_eq!(compared(&groups(&TWO.replace("z9x", "m7i"))), (0, all - 1, 1));
    assert_eq!(compared(&groups(&TWO.replace("z9x", "z9z"))), (1, all - 1, 1));
    assert_eq!(compared(&text.replace("name: demo", "name: other")), (all as usize, 0, all as usize));
}

#[test]
fn a_known_error_passes_the_check_and_stays_known() {
    let text = groups("  - {name: a, minSize: 5, maxSize: 2}\n");
    let baseline = Baseline::of(&check(&text));
    let found = against(&baseline, &text);
    assert!(found.ok);
    // Writing it again from a check against it keeps what is known.
    assert_eq!(Baseline::of(&found), baseline);
    assert_eq!(Baseline::read(&Baseline::default().text()), Ok(Baseline::default()));
}

#[test]
fn a_baseline_takes_no_error_that_keeps_the_text_from_being_read() {
    let found = check("a: [1\n");
    assert_eq!(found.diagnostics[0].code, Code::TextSyntax);
    assert!(Baseline::of(&found).is_empty());
}

#[test]
fn what_is_no_baseline_says_so() {
    let wrong = |text: &str| Baseline::read(text).unwrap_err().to_string();
    assert!(wrong("{}").starts_with("it is no baseline: missing field"), "{}", wrong("{}"));
    assert!(wrong("nothing").starts_with("it is no baseline: "));
    assert_eq!(
        wrong("{\"formatVersion\":\"2.0\",\"findings\":[]}"),
        "its version is 2.0, and 1.0 is the one known"
    );
}

#[test]
fn each_input_can_be_a_cluster_of_its_own() {
    let inputs = ["a", "b"].map(|name| {
        let text = groups(TWO).replace("name: demo", &format!("name: {name}"));
        Input::text(format!("{name}.yaml"), text)
    });
    let found = api::check_each(&inputs, &Options::default());
    let all = found.diagnostics.len();
    assert!(all >= 4);
    let options = Options { baseline: Some(Baseline::of(&found)), ..Options::default() };
    let again = api::check_each(&inputs, &options);
    assert_eq!((again.diagnostics.len(), again.baseline.unwrap().known as usize), (0, all));
    assert!(!api::check(&inputs, &Options::default()).ok);
}

#[test]
fn ids_differ_where_findings_do() {
    let found = check(&groups(TWO));
    assert!(found.diagnostics.iter().all(|one| one.id.len() == 16));
    assert_ne!(found.diagnostics[0].id, found.diagnostics[1].id);
}

const DEEP: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: demo
  region: eu-west-1
  tags:
    one: 1
    two: 2
managedNodeGroups:
  - name: a
    labels:
      one: 1

      # between
      two: 2
    tags: {one: 1, two: 2}
  - labels:
      one: 1
    name: b
  - name: c
    tags:
      text: |
        # eks-plan: allow EP0105 no comment
        one: 1
      one: 1
fargateProfiles:
  - name: d
    selectors:
      - namespace: x
        labels:
          one: 1
      - namespace: y
        labels: {one: 1, two: 2}
";

/// Lines that hold an `EP0105`, and lines whose `EP0105` was accepted; both as in `DEEP`, without the line `added`.
fn lines(text: &str, added: usize) -> (Vec<usize>, Vec<usize>) {
    let found = check(text);
    let line = |one: &eks_plan::diagnostic::Diagnostic| {
        let line = one.span.as_ref().unwrap().start.line as usize - 1;
        if line > added { line - 1 } else { line }
    };
    let standing = found.diagnostics.iter().filter(|one| one.code == Code::FieldType).map(line).collect();
    (standing, found.suppressed.iter().map(|one| line(&one.finding)).collect())
}

/// The comment is put before each line in turn: what it speaks for is told by the indentation alone.
#[test]
fn a_comment_speaks_for_what_is_indented_below_it() {
    let all: Vec<&str> = DEEP.lines().collect();
    let (every, _) = lines(DEEP, usize::MAX);
    assert_eq!(every.len(), 12);
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_content = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    for at in 0..all.len() {
        // Inside the block the line is text.
        if all[at].contains("no comment") || all[at] == "        one: 1" {
            continue;
        }
        let mut text = all.clone();
        let comment = format!("{}# eks-plan: allow EP0105 x", " ".repeat(indent(all[at])));
        text.insert(at, &comment);
        let text = text.join("\n");
        let first = (at..all.len()).find(|line| is_content(all[*line])).unwrap();
        let deeper = |line: &usize| !is_content(all[*line]) || indent(all[*line]) > indent(all[first]);
        let last = (first + 1..all.len()).take_while(deeper).last().unwrap_or(first);
        let range = if at == 0 { 0..=all.len() } else { first..=last };
        let (standing, accepted) = lines(&text, at);
        let (wanted, rest): (Vec<_>, Vec<_>) = every.iter().partition(|line| range.contains(line));
        assert_eq!((accepted, standing), (wanted, rest), "before line {at}: {}", all[at]);
    }
}

/// The comment is put behind each line in turn: it speaks for what is found on that line.
#[test]
fn a_comment_behind_a_line_speaks_for_that_line() {
    let all: Vec<&str> = DEEP.lines().collect();
    let (every, _) = lines(DEEP, usize::MAX);
    for at in (0..all.len()).filter(|at| !all[*at].trim_start().starts_with('#') && !all[*at].is_empty()) {
        if all[at] == "        one: 1" {
            continue;
        }
        let line = format!("{} # eks-plan: allow EP0105 x", all[at]);
        let mut text = all.clone();
        text[at] = &line;
        let (standing, accepted) = lines(&text.join("\n"), usize::MAX);
        let (wanted, rest): (Vec<_>, Vec<_>) = every.iter().partition(|line| **line == at);
        assert_eq!((accepted, standing), (wanted, rest), "behind line {at}: {}", all[at]);
    }
}
