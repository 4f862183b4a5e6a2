//! The canonical text, and what is hashed of it.
//!
//! The fingerprint is the hash of the canonical text without what is only said about a plan. Both come from one pass
//! over the members of the plan: a member goes into the text, and what counts of it into the hash.

use memchr::memchr_iter;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::document::json;
use crate::document::plan::{Plan, Resource, Step, Summary};

/// The canonical text of a document: compact JSON, fields in the order of their type, and a line end.
pub fn canonical(document: &impl Serialize) -> String {
    // Our documents hold texts, integers and maps with text keys: nothing that JSON cannot write.
    let mut text = Vec::new();
    let _ = json::write(document, &mut text);
    finished(text)
}

/// With a line end.
fn finished(mut text: Vec<u8>) -> String {
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

/// SHA-256 of the inputs' bytes, one after another, as hexadecimal digits.
pub(crate) fn of_input(texts: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut hash = Sha256::new();
    texts.for_each(|text| hash.update(text.as_ref()));
    digits(hash)
}

/// Gives a plan its fingerprint, and returns its canonical text.
pub(crate) fn sign(plan: &mut Plan) -> String {
    plan.fingerprint = "*".repeat(64);
    let mut writer =
        Writer { text: Vec::with_capacity(likely_length(plan)), hash: Sha256::new(), any: false };
    let place = writer.plan(plan);
    plan.fingerprint = digits(writer.hash);
    let mut text = writer.text;
    text[place..place + 64].copy_from_slice(plan.fingerprint.as_bytes());
    finished(text)
}

/// A little more than most plans' texts take, so that the text is not moved while it grows.
fn likely_length(plan: &Plan) -> usize {
    const HEAD: usize = 32 << 10;
    HEAD + 512 * (plan.resources.len() + plan.edges.len()) + 1536 * plan.steps.len()
}

fn digits(hash: Sha256) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from(DIGITS[usize::from(half)]));
        }
    }
    text
}

struct Writer {
    text: Vec<u8>,
    hash: Sha256,
    /// True once a member was hashed.
    any: bool,
}

impl Writer {
    /// Writes all members in the order of the type; returns where the fingerprint stands in the text.
    fn plan(&mut self, plan: &Plan) -> usize {
        self.hash.update(b"{");
        self.hashed("formatVersion", &plan.format_version);
        self.only_text("generator", &plan.generator);
        self.only_text("fingerprint", &plan.fingerprint);
        let place = self.text.len() - 65;
        self.only_text("inputFingerprint", &plan.input_fingerprint);
        self.hashed("goal", &plan.goal);
        self.hashed("asOf", &plan.as_of);
        self.hashed("catalog", &plan.catalog);
        self.only_text("executable", &plan.executable);
        self.summary(&plan.summary);
        self.hashed("cluster", &plan.cluster);
        let topology = self.key("topology");
        self.value(&plan.topology);
        self.hash_without_origins(topology);
        self.list("resources", &plan.resources, |writer, resource: &Resource| {
            let start = writer.text.len();
            writer.value(resource);
            writer.hash_without_first_origin(start);
        });
        self.hashed("edges", &plan.edges);
        self.list("steps", &plan.steps, |writer, step: &Step| {
            let start = writer.text.len();
            writer.value(step);
            // The reason is the last member, and names places in the input. It is short, so that a look at each place finds it soon.
            let text = &writer.text[start..];
            let end = text.windows(REASON.len()).rposition(|text| text == REASON).unwrap_or(text.len() - 1);
            writer.hash.update(&text[..end]);
            writer.hash.update(b"}");
        });
        self.hashed("waves", &plan.waves);
        self.hashed("criticalPath", &plan.critical_path);
        self.hashed("totals", &plan.totals);
        self.hashed("assumptions", &plan.assumptions);
        self.hashed("unknowns", &plan.unknowns);
        self.only_text("diagnostics", &plan.diagnostics);
        if !plan.suppressed.is_empty() {
            self.only_text("suppressed", &plan.suppressed);
        }
        self.hash.update(b"}");
        self.text.push(b'}');
        place
    }

    /// Begins a member; returns where it begins.
    fn key(&mut self, name: &str) -> usize {
        self.text.push(if self.text.is_empty() { b'{' } else { b',' });
        let start = self.text.len();
        self.text.push(b'"');
        self.text.extend_from_slice(name.as_bytes());
        self.text.extend_from_slice(b"\":");
        start
    }

    fn value(&mut self, value: &impl Serialize) {
        // Nothing that JSON cannot write, and memory takes all.
        let _ = json::write(value, &mut self.text);
    }

    fn only_text(&mut self, name: &str, value: &impl Serialize) {
        self.key(name);
        self.value(value);
    }

    fn hashed(&mut self, name: &str, value: &impl Serialize) {
        let start = self.key(name);
        self.value(value);
        self.comma();
        self.hash.update(&self.text[start..]);
    }

    fn comma(&mut self) {
        if std::mem::replace(&mut self.any, true) {
            self.hash.update(b",");
        }
    }

    /// The counts of findings are about the plan, and stand last.
    fn summary(&mut self, summary: &Summary) {
        let start = self.key("summary");
        self.value(summary);
        self.comma();
        let text = &self.text[start..];
        let end = text.windows(ERRORS.len()).position(|text| text == ERRORS).unwrap_or(text.len() - 1);
        self.hash.update(&text[..end]);
        self.hash.update(b"}");
    }

    fn list<T>(&mut self, name: &str, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        let start = self.key(name);
        self.comma();
        self.hash.update(&self.text[start..]);
        let mut mark = b'[';
        for item in items {
            self.text.push(mark);
            self.hash.update([mark]);
            write(self, item);
            mark = b',';
        }
        let end: &[u8] = if items.is_empty() { b"[]" } else { b"]" };
        self.text.extend_from_slice(end);
        self.hash.update(end);
    }

    /// Hashes the topology from `start` on: it holds no keys of the user's, so every `origin` is ours.
    fn hash_without_origins(&mut self, start: usize) {
        self.comma();
        let mut rest = &self.text[start..];
        while let Some(at) = origin(rest) {
            self.hash.update(&rest[..at]);
            rest = &rest[at + ORIGIN.len()..];
            rest = &rest[object(rest)..];
        }
        self.hash.update(rest);
    }

    /// Hashes a resource from `start` on: its own `origin` stands before everything that holds keys of the user's.
    fn hash_without_first_origin(&mut self, start: usize) {
        let text = &self.text[start..];
        let at = origin(text).unwrap_or(text.len());
        self.hash.update(&text[..at]);
        let rest = text.get(at + ORIGIN.len()..).unwrap_or_default();
        self.hash.update(&rest[object(rest)..]);
    }
}

/// A quote within a text is written `\"`, so this stands only where a member begins.
const ORIGIN: &[u8] = br#","origin":"#;
const ERRORS: &[u8] = br#","errors":"#;
const REASON: &[u8] = br#","reason":"#;

/// Where the first `origin` begins. Found by its `g`, which is rare in our texts.
fn origin(text: &[u8]) -> Option<usize> {
    const G: usize = 5;
    let mut starts = memchr_iter(ORIGIN[G], text).filter_map(|at| at.checked_sub(G));
    starts.find(|&start| text[start..].starts_with(ORIGIN))
}

/// The length of the object that a text begins with.
fn object(text: &[u8]) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => {
                at += 1;
                while text.get(at).is_some_and(|&byte| byte != b'"') {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'{' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_ends_where_its_brace_does() {
        assert_eq!(object(br#"{"a":"}\"}","b":{"c":{}}},"d":1"#), 25);
        assert_eq!(object(b""), 0);
    }

    #[test]
    fn a_digest_is_the_known_one() {
        assert_eq!(
            of_input(["a", "bc"].into_iter()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
