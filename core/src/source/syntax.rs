//! The parser's syntax errors in words for people.

use super::Limits;
use super::places::Places;
use crate::diagnostic::{Code, Diagnostic, Path, Place};

/// The parser itself reads no deeper in brackets and braces.
const PARSER_DEPTH: usize = 255;

/// True if the parser gave up on an alias without an anchor.
pub(super) fn is_unknown_alias(info: &str) -> bool {
    info.ends_with("found unknown anchor")
}

/// True if the parser gave up on an escape that stands for no character.
pub(super) fn is_bad_escape(info: &str) -> bool {
    info.ends_with("found invalid Unicode character escape code")
}

/// A value that stands in more than `most` collections.
pub(super) fn too_deep(place: &Place, most: usize) -> Diagnostic {
    let message = format!("more than {most} collections stand within each other");
    Diagnostic::new(Code::TextTooDeep, place, message).arg("limit", most.to_string())
}

/// What is wrong at the byte `at`.
pub(super) fn diagnostic(
    places: &Places<'_>,
    path: Path,
    at: usize,
    info: &str,
    limits: &Limits,
) -> Diagnostic {
    if info.contains("recursion limit") {
        let place = Place { path, span: Some(places.span(at, at)) };
        return too_deep(&place, limits.depth.min(PARSER_DEPTH));
    }
    let at = blame(places, at, info);
    let place = Place { path, span: Some(places.span(at, at)) };
    let (message, help) = words(places, at, info);
    let diagnostic = Diagnostic::new(Code::TextSyntax, &place, message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The byte to point at: the parser may notice only later, or name the place before.
fn blame(places: &Places<'_>, at: usize, info: &str) -> usize {
    let (before, after) = (places.slice(0, at), places.slice(at, places.text().len()));
    if info.contains("found a tab") {
        return at + after.find('\t').unwrap_or_default();
    }
    let earlier = before.trim_end();
    let line = earlier.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_start = line + earlier.get(line..).map_or(0, |line| line.len() - line.trim_start().len());
    if info.contains("simple key expect") && without_space(places.slice(line_start, earlier.len())).is_some()
    {
        return line_start;
    }
    at
}

fn words(places: &Places<'_>, at: usize, info: &str) -> (String, Option<String>) {
    let text = places.text();
    let (before, after) = (places.slice(0, at), places.slice(at, text.len()));
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = places.slice(line_start, text.len()).lines().next().unwrap_or_default();
    let indentation = line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default();
    let is = |part: &str| info.contains(part);
    let stands_in_indentation = at <= line_start + indentation.len() && indentation.contains('\t');
    let is_tab = is("tab cannot") || is("tabs disallowed") || is("start with a tab") || is("found a tab");
    let is_indentation = is_tab && stands_in_indentation || is("tabs disallowed") || is("tab cannot");
    let goes_on = !places.slice(line_start, at).contains(": ");
    let (message, help) = if is_indentation {
        ("a tab is used as indentation", "indent with spaces")
    } else if is_tab {
        ("a tab stands in a plain value", "use spaces, or quote the value")
    } else if is("unexpected end of stream") || is("indentation in quoted") {
        ("a quote is not closed", "close the quote; indent a quoted text that goes on over lines")
    } else if is("unexpected document indicator") {
        ("a quote is not closed before the next document", "close the quote before `---`")
    } else if is("trailing content after double-quoted") {
        ("text follows a closed quote", "quote the whole value, and write `\\\"` for a quote within")
    } else if is("unknown escape character") {
        ("an escape is not known in double quotes", "write `\\\\` for a backslash, or use single quotes")
    } else if is("hexadecimal number") || is_bad_escape(info) {
        ("an escape names no character", "write the character itself")
    } else if is("',' or '}'") {
        (
            "neither `,` nor `}` follows in a mapping in braces",
            "close the brace, or put a comma between the members",
        )
    } else if is("',' or ']'") {
        (
            "neither `,` nor `]` follows in a list in brackets",
            "close the bracket, or put a comma between the items",
        )
    } else if is("illegal placement of ':'") {
        ("a `:` may not stand here; a `]` or `}` may be missing before it", "close the bracket or brace")
    } else if is("misplaced bracket") {
        ("a bracket closes nothing here", "remove it, or open it before")
    } else if is("mapping values are not allowed") && goes_on {
        ("a key stands deeper than its siblings, or below a value", "align the line with its siblings")
    } else if is("mapping values are not allowed") {
        return (
            "a second `: ` stands where a value should be".to_owned(),
            Some("quote the value if the colon belongs to it; otherwise begin a new line".to_owned()),
        );
    } else if is("simple key expect") {
        return key_without_colon(line);
    } else if is("block sequence entries are not allowed") {
        ("a list item may not begin here", "begin the list on a new line below its key")
    } else if is("expected '-' indicator") {
        (
            "this line belongs neither to the list above nor to its item",
            "align it with the list's `-`, or with the item's keys",
        )
    } else if is("did not find expected key") || is("invalid indentation") || is("wrongly indented") {
        ("the indentation fits no line above", "align the line with its siblings")
    } else if is("did not find expected <document start>") {
        (
            "text follows the end of the document",
            "align the line with those above, or begin a document with `---`",
        )
    } else if is("did not find expected node content") && after.starts_with('%') || is("cannot start") {
        ("a plain value may not begin with this character", "quote the value")
    } else if is("the handle wasn't declared") {
        ("a tag has a prefix that is not declared", "remove the tag")
    } else if is("unexpected character") {
        let message = match after.chars().next() {
            Some(char) if char != '`' => format!("a plain value may not begin with `{char}`"),
            _ => "a plain value may not begin with a backtick".to_owned(),
        };
        return (message, Some("quote the value".to_owned()));
    } else {
        return (lower(info), None);
    };
    (message.to_owned(), Some(help.to_owned()))
}

/// A line that should be `key: value` and has no `: `.
fn key_without_colon(line: &str) -> (String, Option<String>) {
    if let Some((key, value)) = without_space(line) {
        let help = format!("put a space behind the colon: `{key}: {value}`");
        return (format!("no space follows the colon of `{key}`"), Some(help));
    }
    let help = "write `key: value`; quote a text that goes on over lines";
    ("a line is neither a key nor part of the value above".to_owned(), Some(help.to_owned()))
}

/// Key and value of `key:value`.
fn without_space(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_start_matches("- ").split_once(':')?;
    let is_word = !key.is_empty() && !key.contains([' ', '"', '\'']);
    (is_word && !value.is_empty() && !value.starts_with(' ')).then_some((key, value))
}

fn lower(info: &str) -> String {
    let info = info.trim_end_matches('.');
    let mut chars = info.chars();
    match chars.next() {
        Some(first) => format!("{}{}", first.to_ascii_lowercase(), chars.as_str()),
        None => "the text is not YAML".to_owned(),
    }
}
