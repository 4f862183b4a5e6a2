//! What the decoders share: all findings are collected, nothing stops the reading.

use super::decode::{Collection, Slot};
use super::findings::Findings;
use super::names::{nearest, same_letters};
use super::section::Slots;
use super::table::{Definition, Kind, Property, Status};
use crate::diagnostic::{Code, Path, Phase, Place, Raised, Severity, Span};
use crate::source::{self, Entry, Node, Scalar, Value};

/// A member of a mapping under way.
struct Member<'a> {
    entry: &'a Entry,
    at: Place,
}

/// A property that is written and goes no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotModelled {
    /// Where its name stands.
    pub place: Place,
    /// The definition that it belongs to.
    pub definition: &'static str,
    /// Its name.
    pub property: &'static str,
    /// Why it goes no further, or what it would change.
    pub reason: &'static str,
}

/// What the decoders share.
#[derive(Default)]
pub(crate) struct Context {
    pub(crate) findings: Findings,
    pub(crate) not_modelled: Vec<NotModelled>,
    /// How many properties around the present one are not modelled as a whole.
    covered: u32,
}

impl Context {
    /// Reads one property.
    fn property(
        &mut self,
        slot: &mut dyn Slot,
        definition: &Definition,
        property: &Property,
        member: &Member<'_>,
    ) {
        let (node, at) = (&member.entry.value, &member.at);
        if node.is_null() {
            return;
        }
        let covers = u32::from(property.status != Status::Modelled);
        self.covered = self.covered.saturating_add(covers);
        let is_read = slot.read(node, at, self);
        self.covered = self.covered.saturating_sub(covers);
        match property.status {
            Status::Refused(reason) if is_read => self.not_supported(property.name, reason, member),
            Status::Noted(reason) if is_read && self.covered == 0 => self.not_modelled.push(NotModelled {
                place: key_place(member),
                definition: definition.name,
                property: property.name,
                reason,
            }),
            _ => {}
        }
    }

    fn not_supported(&mut self, property: &'static str, reason: &'static str, member: &Member<'_>) {
        let message = format_args!("`{property}` is not supported yet: {reason}");
        self.findings
            .raise(Code::FieldNotSupported, &key_place(member), message)
            .arg("property", property)
            .arg("reason", reason)
            .phase(Phase::Parse)
            .help(format_args!("take `{property}` out"));
    }

    /// The items of a list, or a finding.
    pub(crate) fn items<'n>(&mut self, node: &'n Node, at: &Place) -> Option<&'n [Node]> {
        let items = node.as_sequence();
        if items.is_none() {
            self.wrong_type("a list", node, at);
        }
        items
    }

    /// The entries of a mapping, or a finding.
    pub(crate) fn entries<'n>(&mut self, node: &'n Node, at: &Place) -> Option<&'n [Entry]> {
        let entries = node.as_mapping();
        if entries.is_none() {
            self.wrong_type("a mapping", node, at);
        }
        entries
    }

    /// Reads the known members of a mapping.
    pub(crate) fn section(
        &mut self,
        section: &mut dyn Slots,
        definition: &'static Definition,
        entries: &[Entry],
        at: &Place,
    ) {
        for entry in entries {
            let place = Place { path: at.path.key(entry.key.clone()), span: entry.value.span.clone() };
            let member = Member { entry, at: place };
            match definition.find(&entry.key).and_then(|(index, it)| Some((section.slot(index)?, it))) {
                Some((slot, property)) => self.property(slot, definition, property, &member),
                None => self.unknown(definition, entries, &member),
            }
        }
        let bases = definition.base.map_or(&[][..], |base| base.required);
        for name in definition.required.iter().chain(bases) {
            let is_it = |entry: &&Entry| {
                entry.key.as_ref() == *name || definition.loose && entry.key.eq_ignore_ascii_case(name)
            };
            if !entries.iter().filter(is_it).any(|entry| !entry.value.is_null()) {
                self.missing(name, at);
            }
        }
    }

    /// Reads each item of a list.
    pub(crate) fn list(&mut self, list: &mut dyn Collection, items: &[Node], at: &Place) {
        for (index, item) in items.iter().enumerate() {
            let at = Place { path: at.path.index(index), span: item.span.clone() };
            list.add("", item, &at, self);
        }
    }

    /// Reads each entry of a mapping with free names.
    pub(crate) fn map(&mut self, map: &mut dyn Collection, entries: &[Entry], at: &Place, of_text: bool) {
        for entry in entries {
            let at = Place { path: at.path.key(entry.key.clone()), span: entry.value.span.clone() };
            // Go keeps the name and an empty string.
            let instead = (of_text && entry.value.is_null()).then(empty_text);
            map.add(&entry.key, instead.as_ref().unwrap_or(&entry.value), &at, self);
        }
    }

    pub(crate) fn missing(&mut self, name: &str, at: &Place) {
        let whose = if at.path == Path::ROOT { String::new() } else { format!(" in `{}`", at.path) };
        let message = format_args!("`{name}` is missing{whose}");
        self.findings.raise(Code::FieldMissing, at, message).arg("property", name).phase(Phase::Validate);
    }

    fn unknown(&mut self, definition: &Definition, entries: &[Entry], member: &Member<'_>) {
        let key = member.entry.key.as_ref();
        let place = key_place(member);
        let names = || definition.members().map(|property| property.name);
        // A search for the nearest name is no use to anyone when the finding will only be counted.
        let is_full = self.findings.is_full();
        let ignored = if definition.loose { ", and eksctl ignores it" } else { "" };
        let message = format_args!("`{key}` is not a known field{ignored}");
        let mut found = self.findings.raise(Code::FieldUnknown, &place, message);
        found = found.arg("property", key).phase(Phase::Parse);
        if definition.loose {
            found = found.severity(Severity::Warning);
        }
        if is_full {
            return;
        }
        if let Some(name) = nearest(key, &mut names()) {
            found = found.help(format_args!("a field with a similar name exists: `{name}`"));
            found = found.arg("nearest", name);
            if !entries.iter().any(|entry| entry.key.as_ref() == name) {
                let text = respell(name, key, place.span.as_ref());
                let title = format_args!("rename it to `{name}`");
                found.fix(title, place.span.as_ref(), &text, same_letters(key, name));
            }
        } else if let Some(home) = home_of(key, definition) {
            found.help(format_args!("`{key}` is a field of `{home}`"));
        }
    }

    #[track_caller]
    pub(crate) fn wrong_type(&mut self, expected: &str, node: &Node, at: &Place) {
        self.not_of_type(expected, &node.describe(), at);
    }

    #[track_caller]
    fn not_of_type(&mut self, expected: &str, found: &str, at: &Place) -> Raised<'_> {
        self.findings
            .raise(Code::FieldType, at, format_args!("expected {expected}, found {found}"))
            .arg("expected", expected)
            .arg("found", found)
            .phase(Phase::Parse)
    }

    /// The scalar's text if it is a string; a number or a truth value is offered quotes.
    pub(crate) fn text<'a>(&mut self, expected: &str, node: &'a Node, at: &Place) -> Option<&'a str> {
        match &node.value {
            Value::Scalar(Scalar { kind: source::Kind::String, text }) => Some(text),
            Value::Scalar(Scalar { kind, text }) if *kind != source::Kind::Null => {
                let quoted = format!("\"{text}\"");
                self.not_of_type(expected, &node.describe(), at)
                    .help(format_args!("in quotes it is a string: `{quoted}`"))
                    .fix("quote it", at.span.as_ref(), &quoted, true);
                None
            }
            _ => {
                self.wrong_type(expected, node, at);
                None
            }
        }
    }

    /// A string that stands for something that is written without quotes.
    pub(crate) fn unquote(&mut self, expected: &str, node: &Node, at: &Place, is_it: fn(&str) -> bool) {
        let text = node.as_scalar().filter(|scalar| scalar.kind == source::Kind::String).map(|s| &s.text);
        match text {
            Some(text) if is_it(text) => {
                self.not_of_type(expected, "a string", at)
                    .help(format_args!("without quotes it is {expected}: `{text}`"))
                    .fix("take the quotes off", at.span.as_ref(), text, true);
            }
            _ => self.wrong_type(expected, node, at),
        }
    }

    /// The position of the text in a closed list.
    pub(crate) fn choice(
        &mut self,
        node: &Node,
        at: &Place,
        names: &'static [&'static str],
        any_case: bool,
    ) -> Option<usize> {
        let text = self.text(Kind::Choice { of: names }.describe(), node, at)?;
        // What eksctl takes in any case, it takes empty as well: as if it were not there.
        if any_case && text.is_empty() {
            return None;
        }
        let is_it = |name: &&str| *name == text || any_case && name.eq_ignore_ascii_case(text);
        let position = names.iter().position(is_it);
        if position.is_none() {
            self.not_allowed(text, names, at);
        }
        position
    }

    #[track_caller]
    pub(crate) fn not_allowed(&mut self, text: &str, names: &'static [&'static str], at: &Place) {
        let allowed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let found = self
            .findings
            .raise(Code::FieldValue, at, format_args!("`{text}` is not one of the values allowed"))
            .arg("value", text)
            .arg("allowed", &names.join(", "))
            .phase(Phase::Validate);
        match nearest(text, &mut names.iter().copied()) {
            Some(name) => {
                let spelt = respell(name, text, at.span.as_ref());
                let certain = same_letters(text, name);
                found
                    .fix(format_args!("write `{name}`"), at.span.as_ref(), &spelt, certain)
                    .help(format_args!("`{name}` is near; allowed are {allowed}"))
            }
            None => found.help(format_args!("allowed are {allowed}")),
        };
    }

    /// A string that has the right type and the wrong content.
    #[track_caller]
    pub(crate) fn malformed(&mut self, text: &str, expected: &str, at: &Place) {
        self.findings
            .raise(Code::FieldValue, at, format_args!("`{text}` is not {expected}"))
            .arg("value", text)
            .arg("expected", expected)
            .phase(Phase::Validate);
    }
}

fn empty_text() -> Node {
    Node { value: Value::Scalar(Scalar { kind: source::Kind::String, text: "".into() }), span: None }
}

/// The place of a member's name, which is shorter to point at than its value.
fn key_place(member: &Member<'_>) -> Place {
    let span = member.entry.key_span.clone().or_else(|| member.at.span.clone());
    Place { path: member.at.path.clone(), span }
}

/// `name` in the quotes that `old` stands in.
fn respell(name: &str, old: &str, span: Option<&Span>) -> String {
    let length = span.map_or(0, |span| span.end.offset.saturating_sub(span.start.offset));
    let quoted = usize::try_from(length).is_ok_and(|length| length > old.len());
    if quoted { format!("\"{name}\"") } else { name.to_owned() }
}

/// The section of this definition that has a member `key`.
fn home_of(key: &str, definition: &Definition) -> Option<&'static str> {
    let has_it = |section: &Definition| section.members().any(|member| member.name == key);
    definition.members().find(|property| property.section.is_some_and(has_it)).map(|property| property.name)
}
