//! The canonical text, and what is hashed of it.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The canonical text of a document: compact JSON, fields in the order of their type, and a line end.
pub fn canonical(document: &impl Serialize) -> String {
    // Our documents hold texts, integers and maps with text keys: nothing that JSON cannot write.
    let mut text = serde_json::to_string(document).unwrap_or_default();
    text.push('\n');
    text
}

/// SHA-256 of pieces, one after another, as hexadecimal digits.
pub(crate) fn digest<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hash = Sha256::new();
    pieces.into_iter().for_each(|piece| hash.update(piece));
    let bytes = hash.finalize();
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

/// The fingerprint of a plan's canonical text: the hash of what is planned, without what is only said about it.
pub(crate) fn of_plan(text: &str) -> String {
    let mut kept = Vec::with_capacity(text.len());
    Cursor { bytes: text.trim_end().as_bytes(), at: 0 }.copy(&PLAN, &mut kept);
    digest([&kept[..]])
}

/// Members that are left out, and rules for members that hold such; a rule for a list holds for its items.
struct Rule {
    drop: &'static [&'static str],
    inside: &'static [(&'static str, &'static Rule)],
}

static PLAN: Rule = Rule {
    drop: &["fingerprint", "inputFingerprint", "generator", "executable", "diagnostics"],
    inside: &[("summary", &SUMMARY), ("resources", &WITH_ORIGIN), ("topology", &TOPOLOGY)],
};
static SUMMARY: Rule = Rule { drop: &["errors", "warnings"], inside: &[] };
static WITH_ORIGIN: Rule = Rule { drop: &["origin"], inside: &[] };
static TOPOLOGY: Rule = Rule {
    drop: &[],
    inside: &[("dataPlane", &DATA_PLANE), ("compute", &WITH_ORIGIN), ("addOns", &WITH_ORIGIN)],
};
static DATA_PLANE: Rule = Rule { drop: &[], inside: &[("vpc", &WITH_ORIGIN), ("subnets", &WITH_ORIGIN)] };

/// Walks over compact JSON that we wrote ourselves.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(b'}')
    }

    /// Passes over a value and returns it.
    fn value(&mut self) -> &[u8] {
        let start = self.at;
        let mut depth = 0_u32;
        while self.at < self.bytes.len() {
            match self.peek() {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth == 0 => break,
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' if depth == 0 => break,
                _ => self.at += 1,
            }
        }
        &self.bytes[start..self.at]
    }

    fn string(&mut self) {
        self.at += 1;
        while self.at < self.bytes.len() && self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
    }

    fn copy(&mut self, rule: &Rule, kept: &mut Vec<u8>) {
        match self.peek() {
            b'[' => self.items(b']', kept, |cursor, kept| {
                cursor.copy(rule, kept);
                true
            }),
            b'{' => self.items(b'}', kept, |cursor, kept| {
                let start = cursor.at;
                cursor.string();
                let key = &cursor.bytes[start..cursor.at];
                let name = &key[1..key.len() - 1];
                cursor.at += 1;
                if rule.drop.iter().any(|drop| drop.as_bytes() == name) {
                    cursor.value();
                    return false;
                }
                kept.extend_from_slice(key);
                kept.push(b':');
                match rule.inside.iter().find(|(inside, _)| inside.as_bytes() == name) {
                    Some((_, rule)) => cursor.copy(rule, kept),
                    None => kept.extend_from_slice(cursor.value()),
                }
                true
            }),
            _ => kept.extend_from_slice(self.value()),
        }
    }

    /// Copies members or items, a comma between those that are kept.
    fn items(
        &mut self,
        close: u8,
        kept: &mut Vec<u8>,
        mut item: impl FnMut(&mut Self, &mut Vec<u8>) -> bool,
    ) {
        kept.push(self.peek());
        self.at += 1;
        let mut first = true;
        while self.at < self.bytes.len() && self.peek() != close {
            let before = kept.len();
            if !first {
                kept.push(b',');
            }
            if item(self, kept) {
                first = false;
            } else {
                kept.truncate(before);
            }
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        kept.push(close);
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> String {
        let mut kept = Vec::new();
        Cursor { bytes: text.as_bytes(), at: 0 }.copy(&PLAN, &mut kept);
        String::from_utf8(kept).unwrap()
    }

    #[test]
    fn only_typed_places_are_left_out() {
        let text = r#"{"fingerprint":"x","goal":"create","summary":{"create":1,"errors":2,"warnings":3},"resources":[{"id":"a","origin":{"type":"field"},"properties":{"origin":"kept","s":"}\"]"}},{"origin":1}],"steps":[],"diagnostics":[{}]}"#;
        let expected = r#"{"goal":"create","summary":{"create":1},"resources":[{"id":"a","properties":{"origin":"kept","s":"}\"]"}},{}],"steps":[]}"#;
        assert_eq!(kept(text), expected);
    }

    #[test]
    fn a_digest_is_the_known_one() {
        assert_eq!(
            digest([&b"a"[..], b"bc"]),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
