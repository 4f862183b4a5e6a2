//! Input that is wrong: every text ends in a finding that says what, where and, if there is a remedy, what to do;
//! never in a panic, never in memory out of proportion.

mod memory;

use std::collections::BTreeSet;
use std::path::PathBuf;

use eks_plan::api::{self, Input, Options};
use eks_plan::diagnostic::{Diagnostic, Severity};
use eks_plan::document::check::Check;
use eks_plan::source::decode_utf8;

/// File in `corpus/broken`, codes of its errors, the line of the first, a part of that one's help (empty: it needs none).
type Case = (&'static str, &'static [&'static str], u32, &'static str);

const CASES: &[Case] = &[
    ("add-on-twice", &["EP0702"], 8, ""),
    ("capability-twice", &["EP0705"], 10, ""),
    ("alias-of-itself", &["EP0005"], 9, ""),
    ("auto-mode-with-bare-nodes", &["EP0510"], 10, ""),
    ("byte-order-mark-only", &["EP0002"], 1, ""),
    ("cloudformation-template", &["EP0101"], 1, "CloudFormation"),
    ("comments-only", &["EP0002"], 1, ""),
    ("dependency-cycle", &["EP0802"], 12, ""),
    ("dependency-on-itself", &["EP0802"], 12, ""),
    ("dependency-unknown", &["EP0801"], 12, "`managed-node-group/general`"),
    ("duplicate-key", &["EP0007"], 6, "keep one"),
    ("empty", &["EP0002"], 1, ""),
    ("endpoints-closed", &["EP0406"], 8, ""),
    ("fraction-for-a-count", &["EP0105"], 8, ""),
    ("huge-number", &["EP0105"], 8, ""),
    ("key-not-scalar", &["EP0008"], 7, ""),
    ("kind-missing", &["EP0106"], 1, "`kind: ClusterConfig`"),
    ("kind-misspelt", &["EP0107"], 2, "`ClusterConfig`"),
    ("kubernetes-manifest", &["EP0101"], 1, "Kubernetes manifest"),
    ("list-document", &["EP0101"], 1, "`ClusterConfig`"),
    ("list-for-a-mapping", &["EP0105"], 7, ""),
    ("mapping-for-a-list", &["EP0105"], 7, ""),
    ("merge-conflict", &["EP0001"], 6, "`key: value`"),
    ("merge-key-of-a-list", &["EP0009"], 9, "`<<: *anchor`"),
    ("metadata-missing", &["EP0106"], 1, ""),
    ("name-missing", &["EP0106"], 4, ""),
    ("no-space-after-colon", &["EP0001"], 8, "`minSize: 1`"),
    ("node-group-twice", &["EP0501"], 8, ""),
    ("nulls-only", &["EP0102"], 2, "`kind: ClusterConfig`"),
    ("old-api-version", &["EP0107"], 1, "`eksctl.io/v1alpha5`"),
    ("one-zone", &["EP0402"], 6, ""),
    ("plan-config-no-date", &["EP0107"], 9, ""),
    ("plan-config-not-supported", &["EP0202"], 9, "take `gates` out"),
    ("plan-config-only", &["EP0102"], 1, "`kind: ClusterConfig`"),
    ("plan-config-unknown-field", &["EP0104"], 9, "`asOf`"),
    ("region-missing", &["EP0106"], 4, ""),
    ("scalar-document", &["EP0101"], 1, "`ClusterConfig`"),
    ("sizes-contradict", &["EP0502"], 8, ""),
    ("stray-bracket", &["EP0001"], 8, "remove it"),
    ("subnet-unknown", &["EP0404"], 8, ""),
    ("tab-indentation", &["EP0001"], 4, "spaces"),
    ("tag-that-does-not-fit", &["EP0011"], 8, "remove the tag"),
    ("template-braces", &["EP0008", "EP0105"], 5, ""),
    ("terraform-plan", &["EP0101"], 1, "Terraform"),
    ("two-clusters", &["EP0103"], 7, "keep one"),
    ("two-plan-configs", &["EP0103"], 10, "keep one"),
    ("unclosed-brace", &["EP0001"], 9, "close the brace"),
    ("unclosed-bracket", &["EP0001"], 9, "close the bracket"),
    ("unclosed-quote", &["EP0001"], 4, "close the quote"),
    ("unknown-alias", &["EP0006"], 8, "`&common`"),
    ("unknown-field", &["EP0104"], 6, "`managedNodeGroups`"),
    ("unknown-field-far", &["EP0104"], 6, ""),
    ("unknown-field-within", &["EP0104"], 8, "`instanceTypes`"),
    ("value-not-allowed", &["EP0107"], 8, "`HighlyAvailable`"),
    ("version-gone", &["EP0302"], 6, ""),
    ("version-unquoted", &["EP0108", "EP0302"], 6, "`\"1.30\"`"),
    ("vpc-no-cidr", &["EP0107"], 7, ""),
    ("vpc-too-small", &["EP0401"], 7, ""),
    ("word-for-a-boolean", &["EP0105"], 7, ""),
    ("word-for-a-number", &["EP0105"], 8, ""),
    ("wrong-indentation", &["EP0001"], 9, "align"),
];

const HEAD: &str =
    "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: demo, region: eu-west-1}\n";

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/broken"))
}

/// The errors of a text, the same by every way through the façade.
fn errors(name: &str, text: &str) -> Vec<Diagnostic> {
    let inputs = [Input::text(name.to_owned(), text)];
    let check = api::check(&inputs, &Options::default());
    let plan = api::plan(&inputs, &Options::default());
    assert_eq!(plan.diagnostics, check.diagnostics, "{name}");
    assert!(!plan.executable, "{name}");
    let (_, beside) = api::topology(&inputs, &Options::default());
    assert_eq!(beside, check, "{name}");
    sound(name, text, check)
}

/// The errors of a text, each with a place in it.
fn sound(name: &str, text: &str, check: Check) -> Vec<Diagnostic> {
    assert!(!check.ok, "{name}: no error");
    let errors: Vec<_> = check.diagnostics.into_iter().filter(|d| d.severity == Severity::Error).collect();
    for error in &errors {
        let span = error.span.as_ref().unwrap_or_else(|| panic!("{name}: no place: {error:#?}"));
        let stretch = span.start.offset as usize..span.end.offset as usize;
        assert_eq!(&*span.file, name);
        assert!(text.get(stretch).is_some(), "{name}: {span:?} is not in the text");
        assert!(span.start.line >= 1 && span.start.column >= 1, "{name}: {span:?}");
        assert!(!error.message.is_empty() && !error.message.ends_with('.'), "{name}: {}", error.message);
    }
    errors
}

fn codes(errors: &[Diagnostic]) -> BTreeSet<&'static str> {
    errors.iter().map(|error| error.code.as_str()).collect()
}

fn run(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (name, expected, line, help) in cases {
        let text = std::fs::read_to_string(folder().join(format!("{name}.yaml"))).unwrap();
        let errors = errors(name, &text);
        let found = codes(&errors);
        if found != expected.iter().copied().collect() {
            wrong.push(format!("{name}: expected {expected:?}, found {found:?}: {errors:#?}"));
            continue;
        }
        let first = &errors[0];
        let at = first.span.as_ref().map_or(0, |span| span.start.line);
        let said = first.help.as_deref().unwrap_or_default();
        if at != *line || !said.contains(help) {
            wrong.push(format!("{name}: expected line {line} and help `{help}`, found {at} and `{said}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn broken_files_are_refused_with_place_and_remedy() {
    run(CASES);
}

#[test]
fn every_file_has_a_row() {
    let rows: BTreeSet<_> = CASES.iter().map(|case| format!("{}.yaml", case.0)).collect();
    assert_eq!(rows.len(), CASES.len(), "a row stands twice");
    let mut files = BTreeSet::new();
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    files.extend(entries.map(|entry| entry.file_name().to_str().unwrap().to_owned()));
    assert_eq!(rows, files);
}

/// Texts too large, or too odd, for a file; with the codes of their errors.
fn generated() -> Vec<(&'static str, String, &'static [&'static str])> {
    let mut bomb = format!("{HEAD}bomb:\n  a0: &a0 [lol, lol]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("  a{level}: &a{level} [{aliases}]\n"));
    }
    let merges: String =
        (1..40).map(|n| format!("  m{n}: &m{n} {{<<: [*m{}, *m{}], k{n}: 1}}\n", n - 1, n - 1)).collect();
    let anchors: String = (0..60).map(|level| format!("&a{level} [")).collect();
    let unknown: String = (0..20_000).map(|n| format!("field{n}: {n}\n")).collect();
    let groups: String = (0..5_000).map(|n| format!("- {{name: ng-{n}, instanceTyps: [a]}}\n")).collect();
    vec![
        ("large", "a".repeat(50 << 20), &["EP0003"]),
        ("large spec", format!("{HEAD}{}", "# comment\n".repeat(5 << 20)), &["EP0003"]),
        ("deep lists", "- ".repeat(10_000), &["EP0004"]),
        ("deep flow lists", format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)), &["EP0004"]),
        ("deep flow lists, open", "[".repeat(10_000), &["EP0004"]),
        ("deep flow mappings", format!("{}{}", "{a: ".repeat(10_000), "}".repeat(10_000)), &["EP0004"]),
        ("deep mappings", (0..4_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect(), &["EP0004"]),
        ("deep value", format!("{HEAD}vpc: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)), &["EP0004"]),
        ("alias bomb", bomb, &["EP0005"]),
        ("merge bomb", format!("{HEAD}x:\n  m0: &m0 {{k0: 1}}\n{merges}"), &["EP0005"]),
        ("anchors in anchors", format!("{anchors}{}{}", "1,".repeat(50_000), "]".repeat(60)), &["EP0003"]),
        ("many items", format!("{HEAD}availabilityZones: [{}]\n", "a,".repeat(2_000_000)), &["EP0003"]),
        ("many documents", "---\na: 1\n".repeat(50_000), &["EP0003", "EP0101"]),
        ("many clusters", format!("---\n{HEAD}").repeat(2_000), &["EP0003", "EP0103"]),
        ("many unknown fields", format!("{HEAD}{unknown}"), &["EP0003", "EP0104"]),
        ("many unknown nested fields", format!("{HEAD}managedNodeGroups:\n{groups}"), &["EP0003", "EP0104"]),
        ("many equal keys", format!("{HEAD}{}", "vpc: {}\n".repeat(10_000)), &["EP0007"]),
        ("long key", format!("{HEAD}{}: 1\n", "k".repeat(1_000)), &["EP0104"]),
        ("endless key", format!("{HEAD}{}: 1\n", "k".repeat(1 << 20)), &["EP0001"]),
        ("endless value", format!("{HEAD}vpc: {}\n", "v".repeat(1 << 20)), &["EP0105"]),
        ("nul", format!("{HEAD}# \u{0}\n"), &["EP0001"]),
        ("escape", format!("{HEAD}# \u{1b}[31m\n"), &["EP0001"]),
        ("line separators", "apiVersion: x\u{2028}kind: y\n".to_owned(), &["EP0001"]),
        ("nothing but quotes", "\"'".repeat(10_000), &["EP0001"]),
        ("nothing but colons", ":".repeat(10_000), &["EP0001"]),
        ("nothing but pipes", "|".repeat(10_000), &["EP0001"]),
        ("nothing but anchors", "&a ".repeat(10_000), &["EP0001"]),
        ("nothing but line ends", "\r\n".repeat(100_000), &["EP0002"]),
        ("nothing but marks", "---\n".repeat(50_000), &["EP0002"]),
    ]
}

#[test]
fn generated_texts_are_refused_within_proportion() {
    let mut wrong = Vec::new();
    for (name, text, expected) in generated() {
        let inputs = [Input::text(name.to_owned(), text)];
        let (check, peak) = memory::peak(|| api::check(&inputs, &Options::default()));
        let text = inputs[0].as_text().unwrap();
        println!("{name}: {} bytes of text, at most {peak} bytes more", text.len());
        // A text over the limit is refused before anything is made of it: its fingerprint takes one copy of it.
        let most = if text.len() > 16 << 20 { (1 << 20) + text.len() } else { (128 << 20) + 64 * text.len() };
        if peak > most {
            wrong.push(format!("{name}: {} bytes of text took {peak} bytes more", text.len()));
        }
        assert!(check.diagnostics.len() <= 3_000, "{name}: {} findings", check.diagnostics.len());
        let errors = sound(name, text, check);
        if codes(&errors) != expected.iter().copied().collect() {
            wrong.push(format!(
                "{name}: expected {expected:?}, found {:?}: {:#?}",
                codes(&errors),
                errors[0]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bytes_that_are_no_text_are_refused_before_the_facade() {
    let wide = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect()
    };
    let cases = [
        ("UTF-16 (little endian)", wide(HEAD, u16::to_le_bytes)),
        ("UTF-16 (big endian)", wide(HEAD, u16::to_be_bytes)),
        ("at byte 0", vec![0xff; 1_000]),
        ("at byte 3", b"a: \xe9\n".to_vec()),
        ("at byte 6", [b"name: ".as_slice(), &[0xed, 0xa0, 0x80]].concat()),
    ];
    for (part, bytes) in cases {
        let problem = decode_utf8(&bytes).unwrap_err().to_string();
        assert!(problem.contains(part), "{problem}");
    }
    // Without its mark UTF-16 of ASCII is UTF-8 with NUL between.
    let unmarked: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let errors = errors("utf-16", decode_utf8(&unmarked).unwrap());
    assert_eq!(codes(&errors), BTreeSet::from(["EP0001"]));
}

#[test]
fn options_that_are_wrong_are_findings() {
    for text in ["", "{", "[]", "null", "1", "{\"asOf\": 1}", "{\"asof\": \"2026-11-22\"}", "{\"gates\": []}"]
    {
        let report = Options::from_json(text).err();
        assert!(report.is_some_and(|report| report.has_errors()), "{text}");
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(Options::from_json(&deep).is_err());
    assert!(Options::from_json(&format!("{{\"zoneIds\": {deep}}}")).is_err());
}
