//! Comments that speak to the planner: `# eks-plan: ...`.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

use super::places::Places;
use super::properties;
use super::scalar::quoted;
use crate::diagnostic::Span;

const MARK: &str = "eks-plan:";

/// A comment that speaks to the planner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What stands behind `eks-plan:`.
    pub text: String,
    /// From `#` to the end of the comment.
    pub span: Span,
    /// True if nothing stands before it on its line.
    pub alone: bool,
}

/// True if there may be such comments.
pub(super) fn are_there(text: &str) -> bool {
    text.contains(MARK)
}

/// The stretch of a scalar in which `#` begins no comment: what is quoted, and the lines of a block.
pub(super) fn text(
    places: &Places<'_>,
    style: ScalarStyle,
    start: usize,
    end: usize,
) -> Option<Range<usize>> {
    match style {
        ScalarStyle::Plain => None,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            // The parser's end may lie behind blanks and a comment, its start at a tag.
            let start = properties::skip(places.text(), start).value;
            let token = places.slice(start, end);
            // In the place of an unknown alias the parser read an empty string.
            token.starts_with(['"', '\'']).then(|| start..start + quoted(token))
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            // The parser begins with the indicator or with the first line; behind the indicator there may be a comment.
            let header = places.slice(start, end).starts_with(['|', '>']);
            let lines = places.slice(start, end).find(['\n', '\r']).filter(|_| header).unwrap_or(0);
            let text = places.slice(start, end).trim_end();
            Some(start + lines..start + text.len().max(lines))
        }
    }
}

/// The comments before `read_to`; `texts` are the stretches without comments, in their order.
pub(super) fn find(places: &Places<'_>, texts: &[Range<usize>], read_to: usize) -> Vec<Comment> {
    let marks = places.slice(0, read_to).match_indices(MARK);
    marks.filter_map(|(at, _)| comment(places, texts, at)).collect()
}

fn comment(places: &Places<'_>, texts: &[Range<usize>], mark: usize) -> Option<Comment> {
    let before = places.slice(0, mark).trim_end_matches([' ', '\t']);
    let line = before.strip_suffix('#')?;
    if !line.is_empty() && !line.ends_with([' ', '\t', '\n', '\r']) {
        return None;
    }
    let start = line.len();
    let last = texts.partition_point(|range| range.start <= start);
    if last.checked_sub(1).and_then(|last| texts.get(last)).is_some_and(|range| range.contains(&start)) {
        return None;
    }
    let line = line.trim_end_matches([' ', '\t']);
    let rest = places.slice(mark, places.text().len());
    let rest = rest.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    Some(Comment {
        text: rest.get(MARK.len()..).unwrap_or_default().trim().to_owned(),
        span: places.span(start, mark + rest.len()),
        alone: line.is_empty() || line.ends_with(['\n', '\r']),
    })
}

#[cfg(test)]
mod tests {
    use crate::source::{Limits, read};

    fn found(text: &str) -> Vec<String> {
        let source = read("a.yaml", text, &Limits::default());
        let said = |comment: &super::Comment| {
            let alone = if comment.alone { "alone" } else { "behind" };
            format!("{}:{} {alone} {}", comment.span.start.line, comment.span.start.column, comment.text)
        };
        source.comments.iter().map(said).collect()
    }

    #[test]
    fn comments_stand_alone_or_behind_something() {
        let text = "# eks-plan: allow A\na: 1 # eks-plan: allow B because\n  #eks-plan:allow C\nb: [1, # eks-plan: D\n 2]\n";
        assert_eq!(
            found(text),
            ["1:1 alone allow A", "2:6 behind allow B because", "3:3 alone allow C", "4:8 behind D"]
        );
        let windows = text.replace('\n', "\r\n");
        assert_eq!(found(&windows), found(text));
        assert_eq!(found(&text.replace('\n', "\r")), found(text));
        assert_eq!(found(&format!("\u{feff}{text}")), found(text));
        assert_eq!(found("a: 1 # eks-plan: at the end"), ["1:6 behind at the end"]);
        assert_eq!(found("a: \"ä😀\" # eks-plan: x"), ["1:10 behind x"]);
    }

    #[test]
    fn text_is_no_comment() {
        for text in [
            "a: \"b # eks-plan: allow A\"",
            "a: 'b # eks-plan: allow A'",
            "a: 'it''s # eks-plan: allow A'",
            "a: \"b\n # eks-plan: allow A\n c\"",
            "a: |\n  b # eks-plan: allow A\n  # eks-plan: allow B\nc: 1",
            "a: >-\n  b\n  # eks-plan: allow B",
            "a: |2\n    # eks-plan: allow B\n  x\n",
            "a:\n- |\n  # eks-plan: allow B\n- 1\n",
            "a: b#eks-plan: allow A",
            "a: 1 # see eks-plan: allow",
            "\"# eks-plan: allow A\": 1",
            "a: !!str \"b # eks-plan: allow A\"",
            "a: &c 'b # eks-plan: allow A'",
            "a: 1\na: |\n  # eks-plan: in a value that is refused\n",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_block_ends_before_the_comment_below_it() {
        assert_eq!(found("a: |\n  b\n# eks-plan: x\nc: 1\n"), ["3:1 alone x"]);
        assert_eq!(found("a: | # eks-plan: x\n  b\nc: 1 # eks-plan: y\n"), ["1:6 behind x", "3:6 behind y"]);
        assert_eq!(found("a:\n  - |\n    b\n\n  # eks-plan: x\n  - 2\n"), ["5:3 alone x"]);
        assert_eq!(found("a: !!str |\n  b\n# eks-plan: x\n"), ["3:1 alone x"]);
    }

    #[test]
    fn an_alias_without_an_anchor_hides_no_comment() {
        assert_eq!(found("a: *b # eks-plan: x\nc: 1 # eks-plan: y\n"), ["1:7 behind x", "2:6 behind y"]);
    }
}
