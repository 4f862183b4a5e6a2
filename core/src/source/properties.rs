//! Anchors and tags in front of a value.

use std::ops::Range;

/// Where a value begins, and the tag in front of it.
pub(super) struct Properties {
    pub(super) value: usize,
    pub(super) tag: Option<Range<usize>>,
}

/// Walks over the anchor and the tag that begin at `start`.
pub(super) fn skip(text: &str, start: usize) -> Properties {
    let bytes = text.as_bytes();
    let until = |from: usize, stop: fn(u8) -> bool| {
        bytes.iter().skip(from).position(|byte| stop(*byte)).map_or(bytes.len(), |count| from + count)
    };
    let mut at = start;
    let mut tag = None;
    loop {
        at = until(at, |byte| !byte.is_ascii_whitespace());
        let end = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'#'), _) => until(at, |byte| byte == b'\n' || byte == b'\r'),
            (Some(b'&'), _) => until(at, ends),
            (Some(b'!'), Some(b'<')) => (until(at, |byte| byte == b'>') + 1).min(bytes.len()),
            (Some(b'!'), _) => until(at, ends),
            _ => return Properties { value: at, tag },
        };
        if bytes.get(at) == Some(&b'!') {
            tag = Some(at..end);
        }
        at = end;
    }
}

fn ends(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}
