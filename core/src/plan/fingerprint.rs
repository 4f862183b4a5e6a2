//! The canonical text, and what is hashed of it.

use std::cell::Cell;
use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use sha2::{Digest, Sha256};

use crate::document::plan::Plan;

/// The canonical text of a document: compact JSON, fields in the order of their type, and a line end.
pub fn canonical(document: &impl Serialize) -> String {
    // Our documents hold texts, integers and maps with text keys: nothing that JSON cannot write.
    let mut text = serde_json::to_string(document).unwrap_or_default();
    text.push('\n');
    text
}

/// SHA-256 of the inputs' bytes, one after another, as hexadecimal digits.
pub(crate) fn of_input<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    texts.for_each(|text| hash.update(text));
    digits(hash)
}

/// Gives a plan its fingerprint: the hash of what is planned, without what is only said about it.
pub(crate) fn sign(plan: &mut Plan) {
    plan.fingerprint = hashed(plan, &PLAN, None);
}

/// The same, and the canonical text of the plan with it.
pub(crate) fn sign_and_write(plan: &mut Plan) -> String {
    plan.fingerprint = PLACEHOLDER.to_owned();
    let mut bytes = Vec::with_capacity(BLOCK);
    plan.fingerprint = hashed(plan, &PLAN, Some(&mut bytes));
    bytes.push(b'\n');
    let place = bytes.windows(PLACEHOLDER.len()).position(|window| window == PLACEHOLDER.as_bytes());
    if let Some(place) = place {
        bytes[place..place + PLACEHOLDER.len()].copy_from_slice(plan.fingerprint.as_bytes());
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// As long as a fingerprint, and nothing else that stands before one.
const PLACEHOLDER: &str = "****************************************************************";

fn digits(hash: Sha256) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let halves = hash.finalize();
    let halves = halves.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

fn hashed(document: &impl Serialize, rule: &'static Rule, text: Option<&mut Vec<u8>>) -> String {
    let target = Cell::new(Target::Both);
    let keep = text.is_some();
    let mut own = Vec::new();
    let text = text.unwrap_or(&mut own);
    let output = Output { target: &target, last: Target::Both, keep, text, hashed: 0, hash: Sha256::new() };
    let filter = Filter { target: &target, levels: Vec::new(), next: Some(rule), unruled: 0, key: None };
    let mut serializer = serde_json::Serializer::with_formatter(output, filter);
    // Nothing that JSON cannot write, and the output takes all.
    let _ = document.serialize(&mut serializer);
    let mut output = serializer.into_inner();
    output.catch_up();
    digits(output.hash)
}

/// Members that are left out, and rules for members that hold such; a rule for a list holds for its items.
struct Rule {
    drop: &'static [&'static str],
    inside: &'static [(&'static str, &'static Rule)],
}

static PLAN: Rule = Rule {
    drop: &["fingerprint", "inputFingerprint", "generator", "executable", "diagnostics"],
    inside: &[("summary", &SUMMARY), ("resources", &WITH_ORIGIN), ("topology", &TOPOLOGY), ("steps", &STEP)],
};
static STEP: Rule = Rule { drop: &["reason"], inside: &[] };
static SUMMARY: Rule = Rule { drop: &["errors", "warnings"], inside: &[] };
static WITH_ORIGIN: Rule = Rule { drop: &["origin"], inside: &[] };
static TOPOLOGY: Rule = Rule {
    drop: &[],
    inside: &[("dataPlane", &DATA_PLANE), ("compute", &WITH_ORIGIN), ("addOns", &WITH_ORIGIN)],
};
static DATA_PLANE: Rule = Rule { drop: &[], inside: &[("vpc", &WITH_ORIGIN), ("subnets", &WITH_ORIGIN)] };

/// Where what is being written goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Both,
    Text,
    Hash,
}

/// How much waits to be hashed where the text itself is not asked for, in bytes.
const BLOCK: usize = 32 << 10;

/// Takes the text once, for the reader and for the hash.
struct Output<'a> {
    target: &'a Cell<Target>,
    /// The target of what was written last.
    last: Target,
    /// False if the text is only there to be hashed.
    keep: bool,
    text: &'a mut Vec<u8>,
    /// How far the text was hashed or left out.
    hashed: usize,
    hash: Sha256,
}

impl Output<'_> {
    fn catch_up(&mut self) {
        if self.last == Target::Both {
            self.hash.update(&self.text[self.hashed..]);
        }
        self.hashed = self.text.len();
    }
}

impl io::Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let target = self.target.get();
        if target != self.last {
            self.catch_up();
            self.last = target;
        }
        if target == Target::Hash {
            self.hash.update(bytes);
            return Ok(());
        }
        // Most of what is written is one mark.
        match bytes {
            &[mark] => self.text.push(mark),
            _ => self.text.extend_from_slice(bytes),
        }
        if !self.keep && self.text.len() > BLOCK {
            self.catch_up();
            self.text.clear();
            self.hashed = 0;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Tells the output what is left out of the hash.
struct Filter<'a> {
    target: &'a Cell<Target>,
    /// The objects and lists around, outermost first, as far as a rule reaches.
    levels: Vec<Level>,
    /// The rule of the value that comes next.
    next: Option<&'static Rule>,
    /// How many objects and lists are open inside the last level.
    unruled: u32,
    /// The key that is being written, at a level with a rule.
    key: Option<String>,
}

struct Level {
    rule: &'static Rule,
    list: bool,
    /// Whether a member has gone into the hash.
    any: bool,
}

impl Filter<'_> {
    fn open(&mut self, list: bool) {
        match self.next.filter(|_| self.unruled == 0) {
            Some(rule) => self.levels.push(Level { rule, list, any: false }),
            None => self.unruled += 1,
        }
        if !list {
            self.next = None;
        }
    }

    fn close(&mut self) {
        if self.unruled > 0 {
            self.unruled -= 1;
        } else {
            self.levels.pop();
        }
    }

    /// The level whose member or item comes next.
    fn here(&mut self) -> Option<&mut Level> {
        if self.unruled == 0 { self.levels.last_mut() } else { None }
    }
}

impl Formatter for Filter<'_> {
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(false);
        CompactFormatter.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close();
        CompactFormatter.end_object(writer)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(true);
        CompactFormatter.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close();
        self.next = None;
        CompactFormatter.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next = self.here().filter(|level| level.list).map(|level| level.rule);
        CompactFormatter.begin_array_value(writer, first)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        // The hash gets the key once it is known.
        if self.here().is_some() {
            self.key = Some(String::new());
            self.target.set(Target::Text);
        }
        CompactFormatter.begin_object_key(writer, first)
    }

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if let Some(key) = &mut self.key {
            key.push_str(fragment);
        }
        CompactFormatter.write_string_fragment(writer, fragment)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let Some(key) = self.key.take() else { return CompactFormatter.begin_object_value(writer) };
        if let Some(level) = self.here()
            && !level.rule.drop.contains(&key.as_str())
        {
            let first = !std::mem::replace(&mut level.any, true);
            let inside = level.rule.inside.iter().find(|(inside, _)| *inside == key);
            self.next = inside.map(|(_, rule)| *rule);
            self.target.set(Target::Hash);
            CompactFormatter.begin_object_key(writer, first)?;
            writer.write_all(b"\"")?;
            writer.write_all(key.as_bytes())?;
            writer.write_all(b"\"")?;
            self.target.set(Target::Both);
        }
        CompactFormatter.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.next = None;
        if self.here().is_some() {
            self.target.set(Target::Both);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn only_typed_places_are_left_out_of_the_hash_and_nothing_of_the_text() {
        let text = r#"{"diagnostics":[{}],"fingerprint":"x","goal":"create","resources":[{"id":"a","origin":{"type":"field"},"properties":{"origin":"kept","s":"}\"]"}},{"origin":1},[{"origin":[]}]],"steps":[{"origin":2}],"summary":{"create":1,"errors":2,"warnings":3}}"#;
        let kept = r#"{"goal":"create","resources":[{"id":"a","properties":{"origin":"kept","s":"}\"]"}},{},[{}]],"steps":[{"origin":2}],"summary":{"create":1}}"#;
        let document: Value = serde_json::from_str(text).unwrap();
        let mut written = Vec::new();
        let found = hashed(&document, &PLAN, Some(&mut written));
        assert_eq!(String::from_utf8(written).unwrap(), text);
        assert_eq!(found, of_input([kept].into_iter()));
        assert_eq!(found, hashed(&document, &PLAN, None));
    }

    #[test]
    fn a_digest_is_the_known_one() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_input(["a", "bc"].into_iter()), known);
    }
}
