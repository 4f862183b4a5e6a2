//! Texts to nodes: places, limits, and texts that are no YAML.
#![allow(clippy::disallowed_methods, reason = "the corpus is read from files")]

use std::path::PathBuf;

use eks_plan::diagnostic::{Code, Diagnostic, Span};
use eks_plan::source::{Kind, Limits, Node, Source, Value, from_json, read};
use proptest::prelude::*;

fn source(text: &str) -> Source {
    read("f.yaml", text, &Limits::default())
}

fn found(text: &str) -> Vec<Diagnostic> {
    source(text).report.into_sorted()
}

fn codes(text: &str) -> Vec<&'static str> {
    found(text).iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

/// The only document of a text without findings.
fn root(text: &str) -> Node {
    let source = source(text);
    assert_eq!(source.report.clone().into_sorted(), [], "{text}");
    let [document] = source.documents.as_slice() else {
        panic!("{} documents: {text}", source.documents.len())
    };
    document.root.clone()
}

fn slice<'a>(text: &'a str, span: &Option<Span>) -> &'a str {
    let span = span.as_ref().expect("a text has places");
    &text[span.start.offset as usize..span.end.offset as usize]
}

/// The value with its tokens: `key=>value` for members, the token of every scalar.
fn outline(text: &str, node: &Node) -> String {
    match &node.value {
        Value::Scalar(_) => format!("`{}`", slice(text, &node.span)),
        Value::Sequence(items) => {
            let items: Vec<_> = items.iter().map(|item| outline(text, item)).collect();
            format!("[{}]", items.join(" "))
        }
        Value::Mapping(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|entry| format!("`{}`=>{}", slice(text, &entry.key_span), outline(text, &entry.value)))
                .collect();
            format!("{{{}}}", entries.join(" "))
        }
    }
}

#[test]
fn scalars_and_keys_have_the_place_of_their_token() {
    let table = [
        ("a: b", "{`a`=>`b`}"),
        ("a: b   # c", "{`a`=>`b`}"),
        ("a:\n  - 1\n  - two three \n", "{`a`=>[`1` `two three`]}"),
        ("a:\n- 1\n- 2\n", "{`a`=>[`1` `2`]}"),
        ("é: ü\n\"😀\": '€ 😀' # ß\nz: \"x\"", "{`é`=>`ü` `\"😀\"`=>`'€ 😀'` `z`=>`\"x\"`}"),
        ("a: 1\r\né: 😀\r\nb:\r\n  - 'c'\r\n", "{`a`=>`1` `é`=>`😀` `b`=>[`'c'`]}"),
        ("\u{feff}a: 1\nb: é", "{`a`=>`1` `b`=>`é`}"),
        ("{a: 1, 'b': [x, \"y\"], c: }", "{`a`=>`1` `'b'`=>[`x` `\"y\"`] `c`=>``}"),
        ("{\"a\":1,\"b\":null}", "{`\"a\"`=>`1` `\"b\"`=>`null`}"),
        ("a: &x b\nc: !!str 5\nd: &y !!int 5\ne: !!int &z 5", "{`a`=>`b` `c`=>`5` `d`=>`5` `e`=>`5`}"),
        ("&k a: 1\n&l b: 2", "{`a`=>`1` `b`=>`2`}"),
        ("a: &x # why\n  b: 1\nc: *x", "{`a`=>{`b`=>`1`} `c`=>{`b`=>`1`}}"),
        ("a: |\n  é\n  y\n\n\nb: >-\n  z\n# c\n", "{`a`=>`|\n  é\n  y` `b`=>`>-\n  z`}"),
        ("a: é\n  y\n   z\nb: 1", "{`a`=>`é\n  y\n   z` `b`=>`1`}"),
        ("a: \"x\n  y\"\nb: 'é''s'", "{`a`=>`\"x\n  y\"` `b`=>`'é''s'`}"),
        ("a:\nb:\n\nc: &x\nd:\n  -\n  - e\n", "{`a`=>`` `b`=>`` `c`=>`` `d`=>[`` `e`]}"),
        ("? a\n: b\n? c\n", "{`a`=>`b` `c`=>``}"),
        ("- - a\n  - b\n- c: d\n  e: f\n", "[[`a` `b`] {`c`=>`d` `e`=>`f`}]"),
        ("[a: b, {c}, ]", "[{`a`=>`b`} {`c`=>``}]"),
    ];
    for (text, outlined) in table {
        assert_eq!(outline(text, &root(text)), outlined, "{text}");
    }
}

#[test]
fn collections_reach_from_their_first_to_their_last_token() {
    let table = [
        ("x: é\na:\n  b: 1\n  c: 'é'\n\n# end\nz: 1\n", "b: 1\n  c: 'é'"),
        ("a:\n  - 1\n  - b: 2\n    c:\n\nz: 1\n", "- 1\n  - b: 2\n    c:"),
        ("a:\n- é\n- 2 # two\nz: 1\n", "- é\n- 2"),
        ("a: [1, é,\n  2] # x\nz: 1\n", "[1, é,\n  2]"),
        ("a: { b: {}, c: [ ] }\n", "{ b: {}, c: [ ] }"),
        ("a: &x !!map\n  b: |\n    text\n\nz: 1\n", "b: |\n    text"),
        ("a: &x [b]\n", "[b]"),
        ("a: # why\n- - b\n  - c\n- -1\nz: 1\n", "- - b\n  - c\n- -1"),
        ("a:\n  - - b\n    - c\nz: 1\n", "- - b\n    - c"),
        ("a: |+ # why\n  é\n\n# c\nz: 1\n", "|+ # why\n  é"),
        ("a: >2-\n    é\n# c\nz: 1\n", ">2-\n    é"),
        ("a:\n  - |\n    é\n  - b\n", "- |\n    é\n  - b"),
        ("a: !!seq\n- b\n", "- b"),
        ("z: &x {b: 1}\na: *x\n", "*x"),
        ("a:\r\n  b: 1\r\n  c: 2\r\n\r\n", "b: 1\r\n  c: 2"),
    ];
    for (text, token) in table {
        let root = root(text);
        assert_eq!(slice(text, &root.get("a").expect("a").span), token, "{text}");
    }
}

#[test]
fn columns_count_in_utf16_units_and_lines_from_one() {
    let place = |text: &str| {
        let start = root(text).get("a").expect("a").span.clone().expect("a place").start;
        (start.line, start.column, start.offset)
    };
    assert_eq!(place("a: 1"), (1, 4, 3));
    assert_eq!(place("\u{feff}a: 1"), (1, 4, 6));
    assert_eq!(place("é: 1\r\n\"😀\": {}\r\na: 1"), (3, 4, 22));
    assert_eq!(place("{\"😀\": é, a: 1}"), (1, 14, 16));
    assert_eq!(place("x: 1\ry: 2\ra: 3"), (3, 4, 13));
    let long = format!("{{\"{}\": 1, a: 1}}", "😀".repeat(1000));
    assert_eq!(place(&long), (1, 2012, 4011));
}

#[test]
fn an_alias_points_where_it_stands_and_its_members_where_they_were_written() {
    let text = "x: &x\n  k: v\na: *x\n";
    let root = root(text);
    let a = root.get("a").expect("a");
    assert_eq!(slice(text, &a.span), "*x");
    assert_eq!(a.get("k").and_then(|k| k.span.clone()).expect("a place").start.line, 2);
}

#[test]
fn scalars_have_the_kind_that_eksctl_gives_them() {
    let table = [
        ("v", "1.30", Kind::Float, "1.30"),
        ("v", "'1.30'", Kind::String, "1.30"),
        ("v", "yes", Kind::Bool(true), "yes"),
        ("v", "\"yes\"", Kind::String, "yes"),
        ("v", "0755", Kind::Integer(493), "0755"),
        ("v", "1_000", Kind::Integer(1000), "1_000"),
        ("v", "!!str 1.30", Kind::String, "1.30"),
        ("v", "!!int '5'", Kind::Integer(5), "5"),
        ("v", "!!float 5", Kind::Float, "5"),
        ("v", "!!bool on", Kind::Bool(true), "on"),
        ("v", "!!null ''", Kind::Null, ""),
        ("v", "! 12", Kind::Integer(12), "12"),
        ("v", "2001-12-14", Kind::String, "2001-12-14"),
        ("v", "|\n  1", Kind::String, "1"),
        ("v", "", Kind::Null, ""),
        ("v", "a#b", Kind::String, "a#b"),
        ("v", r#""\x41\/\u00e9\U0001F600""#, Kind::String, "A/é😀"),
    ];
    for (key, value, kind, text) in table {
        let root = root(&format!("{key}: {value}"));
        let scalar = root.get(key).and_then(Node::as_scalar).expect("a scalar");
        assert_eq!((scalar.kind, scalar.text.as_ref()), (kind, text), "{value}");
    }
}

#[test]
fn keys_are_text() {
    let root = root("yes: 1\n0x10: 2\n1.30: 3\n'off': 4\n!!str 5: 5\n");
    let keys: Vec<_> =
        root.as_mapping().expect("a mapping").iter().map(|entry| entry.key.to_string()).collect();
    assert_eq!(keys, ["true", "16", "1.30", "off", "5"]);
}

#[test]
fn json_texts_are_read() {
    let text =
        r#"{"a": "\/ \ud83d\ude00 \\ud83d \n", "b": [1E3, -0.5, true], "😀": "\ud83d\ude00", "c": "x"}"#;
    let document = root(text);
    let string =
        |key: &str| document.get(key).and_then(Node::as_scalar).map(|scalar| scalar.text.to_string());
    assert_eq!(string("a").as_deref(), Some("/ 😀 \\ud83d \n"));
    assert_eq!(string("😀").as_deref(), Some("😀"));
    assert_eq!(slice(text, &document.get("c").expect("c").span), "\"x\"");
    assert_eq!(codes(r#"{"a": "\ud83d"}"#), ["EP0001"]);
    assert_eq!(codes("a: \"\\ud83d\\ude00\""), ["EP0001"], "eksctl reads surrogates in JSON alone");
    root("\n{\n\t\"a\":\t1,\n\t\"b\":{\"c\":\"d\"}\n}\n");
    root("[]");
}

#[test]
fn documents_that_hold_something_are_kept() {
    let count = |text: &str| source(text).documents.len();
    assert_eq!(count("a: 1\n---\nb: 2\n...\n---\n# nothing\n---\n~\n"), 3);
    assert_eq!(count("---\n---\na: 1\n---\n"), 1);
    assert_eq!(count("%YAML 1.1\n---\na: 1\n"), 1);
    assert_eq!(count("a: 1\n---\nb: 2\n---\nc: [\n"), 2, "what was complete before a syntax error stays");
    for text in ["", "\u{feff}", "\n\n", "# only a comment", "---", "---\n...\n---\n"] {
        assert_eq!(codes(text), ["EP0002"], "{text:?}");
    }
}

#[test]
fn merge_keys_fill_what_is_not_there() {
    let text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  c: 3\nw:\n  d: 4\n  <<: *x\n";
    let document = root(text);
    let z = document.get("z").expect("z");
    let raw = |key| z.get(key).and_then(Node::as_scalar).map(|scalar| scalar.text.to_string());
    assert_eq!([raw("a"), raw("b"), raw("c")].map(Option::unwrap_or_default), ["1", "1", "3"]);
    assert_eq!(z.get("a").and_then(|a| a.span.clone()).expect("a place").start.line, 1);
    assert_eq!(z.as_mapping().map(<[_]>::len), Some(3));
    assert_eq!(document.get("w").and_then(Node::as_mapping).map(<[_]>::len), Some(3));
    assert_eq!(codes("a:\n  <<: 1\nb:\n  <<: [1]\n"), ["EP0009", "EP0009"]);
    assert!(root("'<<': 1").get("<<").is_some());
}

#[test]
fn findings_name_their_place() {
    // Text, code, the token of the finding, its path.
    let table = [
        ("a: 1\nb: 2\na: 3\n", "EP0007", "a", "a"),
        ("m:\n  1: x\n  '1': y\n", "EP0007", "'1'", "m.1"),
        ("? [a]\n: 1\n", "EP0008", "[a]", ""),
        ("m:\n  ? {a: 1}\n  : 1\n", "EP0008", "{a: 1}", "m"),
        ("~: 1\n", "EP0008", "~", ""),
        ("a: {{ name }}\n", "EP0008", "{ name }", "a"),
        ("a: *x\n", "EP0006", "*x", "a"),
        ("a: &x [1, *x]\n", "EP0005", "*x", "a[1]"),
        ("l:\n- !Ref x\n", "EP0010", "!Ref", "l[0]"),
        ("a: !x {b: 1}\n", "EP0010", "!x", "a"),
        ("a: !!int x\n", "EP0011", "x", "a"),
        ("a: \"b\n", "EP0001", "", "a"),
        ("a: b\u{0}c\n", "EP0001", "\u{0}", ""),
        ("é: \u{1b}\n", "EP0001", "\u{1b}", ""),
    ];
    for (text, code, token, path) in table {
        let all = found(text);
        let [one] = all.as_slice() else { panic!("{text}: {all:#?}") };
        assert_eq!((one.code.as_str(), slice(text, &one.span)), (code, token), "{text}");
        assert_eq!(one.path.to_string(), path, "{text}");
    }
    assert_eq!(codes("x: &x 1\n---\na: *x\n"), ["EP0006"], "anchors end with their document");
}

#[test]
fn several_findings_are_reported_together() {
    let text = "a: *x\na: 2\nb: !Sub x\nc: *yy\nd: [*x, *z]\n? [k]\n: 1\ne: \"open\n";
    let expected = ["EP0006", "EP0007", "EP0010", "EP0006", "EP0006", "EP0006", "EP0008", "EP0001"];
    assert_eq!(codes(text), expected);
    let alias = source("a: *abc # c\n");
    assert_eq!(slice("a: *abc # c\n", &alias.documents[0].root.get("a").expect("a").span), "*abc");
    let first = source("a: 1\na: 2\n");
    assert_eq!(
        first.documents[0].root.get("a").and_then(Node::as_scalar).map(|a| a.kind),
        Some(Kind::Integer(1))
    );
    let label = &first.report.into_sorted()[0].labels[0];
    assert_eq!(
        (label.text.as_str(), label.span.as_ref().map(|span| span.start.line)),
        ("first here", Some(1))
    );
}

#[test]
fn syntax_errors_say_what_to_do() {
    // Text, line, part of the message, part of the help.
    let table = [
        ("a:\n\tb: 1\n", 2, "tab", "spaces"),
        ("a:\n  b: 1\n\tc: 2\n", 3, "tab", "spaces"),
        ("a: 'x\nb: 1\n", 1, "quote is not closed", "close"),
        ("a: \"x\n", 1, "quote is not closed", "close"),
        ("a:\n  b: 1\n c: 2\n", 3, "indentation", "align"),
        ("a:\n  - b\n c: 2\n", 3, "indentation", "align"),
        ("a: 1\nb:2\nc: 3\n", 2, "no space follows the colon of `b`", "`b: 2`"),
        ("a: 1\nb:2\n", 2, "no space follows the colon of `b`", "`b: 2`"),
        ("a: b: c\n", 1, "second `: `", "quote"),
        ("a: [1, 2\nb: 3\n", 2, "`]`", "close"),
        ("a: {b: 1\n", 2, "`}`", "close"),
        ("a: [1]]\n", 1, "", ""),
        ("a: @b\n", 1, "`@`", "quote"),
        ("a: `b`\n", 1, "", "quote"),
        ("a: \"\\d\"\n", 1, "escape", "single quotes"),
        ("a: \"b\" c\n", 1, "closed quote", "quote"),
        ("a: - b\n", 1, "list", "new line"),
        ("a: %b\n", 1, "", "quote"),
    ];
    for (text, line, message, help) in table {
        let all = found(text);
        let [one] = all.as_slice() else { panic!("{text}: {all:#?}") };
        let at = one.span.as_ref().map(|span| span.start.line);
        assert_eq!((one.code, at), (Code::TextSyntax, Some(line)), "{text}: {one:#?}");
        assert!(one.message.contains(message), "{text}: {}", one.message);
        assert!(
            one.help.as_deref().unwrap_or_default().contains(help),
            "{text}: {} {:?}",
            one.message,
            one.help
        );
    }
}

#[test]
fn limits_hold() {
    let flow = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    assert_eq!(codes(&flow("[", "]")), ["EP0004"]);
    assert_eq!(codes(&flow("{a: ", "}")), ["EP0004"]);
    assert_eq!(codes(&flow("[", "")), ["EP0004"]);
    assert_eq!(codes(&"- ".repeat(10_000)), ["EP0004"]);
    let block: String = (0..4_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    assert_eq!(codes(&block), ["EP0004"]);
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(codes(&nested(64)), [""; 0]);
    assert_eq!(codes(&nested(65)), ["EP0004"]);
    assert_eq!(codes(&format!("a: &x {}\nb: [*x]\n", nested(63))), ["EP0004"], "aliases count");

    assert_eq!(codes(&"a".repeat(50 << 20)), ["EP0003"]);
    let small = Limits { nodes: 4, ..Limits::default() };
    let code = |text| read("f", text, &small).report.into_sorted().first().map(|found| found.code);
    assert_eq!(code("[1, 2, 3]"), None);
    assert_eq!(code("[1, 2, 3, 4]"), Some(Code::TextTooLarge));
    assert_eq!(code("a: {b: 1}"), Some(Code::TextTooLarge));
}

#[test]
fn findings_do_not_explode() {
    let all = codes(&format!("{}b: !!int x\n", "a: !x y\n".repeat(5_000)));
    let count = |code| all.iter().filter(|found| **found == code).count();
    assert_eq!([count("EP0007"), count("EP0010"), count("EP0011")], [1_000, 1_000, 1]);
}

#[test]
fn aliases_do_not_explode() {
    let mut text = "a0: &a0 lol\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    let all = found(&text);
    assert_eq!(all.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::TextAliasBomb]);
    assert!(slice(&text, &all[0].span).starts_with("*a"));

    // Anchors within anchors: every level keeps a copy.
    let anchors: String = (0..60).map(|level| format!("&a{level} [")).collect();
    let text = format!("{anchors}{}{}", "1,".repeat(50_000), "]".repeat(60));
    assert_eq!(codes(&text), ["EP0003"]);
}

#[test]
fn objects_are_read_like_texts() {
    let value = serde_json::json!({"a": [1, 1.5, "1", null, true], "b": {"c": u64::MAX}});
    let source = from_json(&value, &Limits::default());
    let [document] = source.documents.as_slice() else { panic!("{source:#?}") };
    let items = document.root.get("a").and_then(Node::as_sequence).expect("a list");
    let kinds: Vec<_> = items.iter().filter_map(Node::as_scalar).map(|scalar| scalar.kind).collect();
    assert_eq!(kinds, [Kind::Integer(1), Kind::Float, Kind::String, Kind::Null, Kind::Bool(true)]);
    let large = document.root.get("b").and_then(|b| b.get("c")).and_then(Node::as_scalar).expect("a scalar");
    assert_eq!((large.kind, large.text.as_ref()), (Kind::Float, "18446744073709551615"));
}

#[test]
fn objects_of_any_depth_are_refused_or_read() {
    let mut value = serde_json::Value::from(1);
    for _ in 0..500 {
        value = serde_json::Value::Array(vec![value]);
    }
    let all = from_json(&value, &Limits::default()).report.into_sorted();
    assert_eq!(all.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::TextTooDeep]);
    let small = Limits { nodes: 3, ..Limits::default() };
    let all = from_json(&serde_json::json!([1, 2, 3]), &small).report.into_sorted();
    assert_eq!(all.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::TextTooLarge]);
}

fn examples() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/eksctl/examples");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("a text");
    files.iter().map(|path| (path.display().to_string(), read(path))).collect()
}

#[test]
fn all_examples_of_eksctl_are_read() {
    let examples = examples();
    assert_eq!(examples.len(), 49);
    for (name, text) in examples {
        let source = source(&text);
        assert_eq!(source.report.into_sorted(), [], "{name}");
        assert_eq!(source.documents.len(), 1, "{name}");
        check(&text, &source.documents[0].root);
    }
}

/// Every place is a stretch of the text, within that of its parent, and a plain token is its own text.
fn check(text: &str, node: &Node) {
    let token = slice(text, &node.span);
    match &node.value {
        Value::Scalar(scalar) if !token.starts_with(['"', '\'', '|', '>', '*']) && !token.contains('\n') => {
            assert_eq!(token.trim_start_matches("? "), scalar.text.as_ref());
        }
        Value::Scalar(_) => {}
        Value::Sequence(items) => items.iter().for_each(|item| check(text, item)),
        Value::Mapping(entries) => {
            for entry in entries {
                let key = slice(text, &entry.key_span);
                assert!(!key.is_empty() || entry.key.is_empty(), "{text}");
                check(text, &entry.value);
            }
        }
    }
}

fn visit(text: &str) {
    let source = source(text);
    for document in &source.documents {
        spans(text, &document.root);
    }
    for diagnostic in source.report.into_sorted() {
        slice(text, &diagnostic.span);
    }
}

fn spans(text: &str, node: &Node) {
    slice(text, &node.span);
    match &node.value {
        Value::Scalar(_) => {}
        Value::Sequence(items) => items.iter().for_each(|item| spans(text, item)),
        Value::Mapping(entries) => {
            for entry in entries {
                slice(text, &entry.key_span);
                spans(text, &entry.value);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        visit(&text);
    }

    #[test]
    fn any_punctuation_is_read(text in "[-\\[\\]{},:?&*!|>'\"%@#~<\\\\ \t\r\n\u{feff}éa😀0u1.]{0,60}") {
        visit(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
        visit(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn mutated_examples_are_read(
        pick in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..12usize, "[-\\[\\]{},:?&*!|>'\"#\\\\ \t\n\u{e9}a😀]{0,4}"), 1..5),
    ) {
        let examples = examples();
        let mut text: Vec<char> = pick.get(&examples).1.chars().collect();
        for (at, length, insert) in cuts {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, insert.chars());
        }
        visit(&text.into_iter().collect::<String>());
    }

    #[test]
    fn written_scalars_are_read_back(values in prop::collection::vec("[ -~éü😀\n]{0,20}", 1..8)) {
        // JSON is the writer: an independent account of the content, and of where each token stands.
        let tokens: Vec<String> = values.iter().map(|value| serde_json::Value::from(value.as_str()).to_string()).collect();
        let text = format!("a:\n{}", tokens.iter().map(|token| format!("  - {token} # é\n")).collect::<String>());
        let document = root(&text);
        let items = document.get("a").and_then(Node::as_sequence).expect("a list");
        prop_assert_eq!(items.len(), values.len());
        for ((item, value), token) in items.iter().zip(&values).zip(&tokens) {
            prop_assert_eq!(item.as_scalar().expect("a scalar").text.as_ref(), value.as_str());
            prop_assert_eq!(slice(&text, &item.span), token.as_str());
        }
    }
}
