//! What is known of each definition, as data.

use std::ops::Deref;

use crate::diagnostic::Place;

/// A value as written, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Located<T> {
    /// What is written.
    pub value: T,
    /// Where the value stands.
    pub at: Place,
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A property: absent, null or refused is `None`; no default is applied.
pub type Field<T> = Option<Located<T>>;

/// What a list holds; nothing if it is not written.
pub fn items<T>(list: &Field<Vec<T>>) -> &[T] {
    list.as_ref().map_or(&[], |list| &list.value)
}

/// The text of a property, unless it is absent or empty.
#[inline(never)] // asked for in hundreds of places: a call is smaller than the answer
pub fn filled(field: &Field<String>) -> Option<&Located<String>> {
    field.as_ref().filter(|text| !text.value.is_empty())
}

/// The text, unless it is empty.
#[inline(never)]
pub fn written(text: Option<&Located<String>>) -> Option<&Located<String>> {
    text.filter(|text| !text.value.is_empty())
}

/// A mapping with known members.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Its name in the schema; empty if its members belong to every definition that includes it.
    pub name: &'static str,
    /// Its members, in the order of the table.
    pub properties: &'static [Property],
    /// A definition whose members are members of this one too.
    pub base: Option<&'static Definition>,
    /// Members that have to be there.
    pub required: &'static [&'static str],
    /// True where eksctl takes a name in any case and skips a name that it does not know.
    pub loose: bool,
}

/// A member of a definition.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    #[cfg(feature = "schema")]
    pub kind: Kind,
    /// The mapping with known members that it holds, if it holds one.
    pub section: Option<&'static Definition>,
    /// What we do with it.
    pub status: Status,
}

/// What the members of definitions are for, by the name of the definition and in the order of its table; empty where only eksctl's
/// schema says so. It stands apart, so that only a program that asks for it holds the texts.
#[cfg(feature = "schema")]
pub(crate) type Docs = std::collections::BTreeMap<&'static str, &'static [&'static str]>;

/// What we do with a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is part of the plan.
    Modelled,
    /// It is read and checked, and leaves the graph as it is; why it goes no further.
    Noted(&'static str),
    /// It is refused rather than ignored; why.
    Refused(&'static str),
}

/// What a property holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A string.
    Text,
    /// A string of a known shape.
    Shape {
        /// What people call it.
        name: &'static str,
        /// The regular expression.
        pattern: &'static str,
    },
    /// One string of a closed list.
    Choice {
        /// The list.
        of: &'static [&'static str],
    },
    /// A number of any form.
    Number,
    /// A whole number.
    Integer,
    /// A whole number from 0 to 4294967295.
    Natural,
    /// True or false.
    Boolean,
    /// A list.
    List {
        /// What its items are.
        of: &'static Kind,
    },
    /// A mapping with free names.
    Map {
        /// What its values are.
        of: &'static Kind,
    },
    /// A mapping with known members.
    Section {
        /// Those members.
        of: &'static Definition,
    },
    /// A mapping of any shape.
    Document,
    /// Anything at all.
    Anything,
}

impl Kind {
    /// What a person would call it.
    pub const fn describe(self) -> &'static str {
        match self {
            Kind::Text | Kind::Choice { .. } => "a string",
            Kind::Shape { name, .. } => name,
            Kind::Number => "a number",
            Kind::Integer => "a whole number",
            Kind::Natural => "a whole number from 0 to 4294967295",
            Kind::Boolean => "`true` or `false`",
            Kind::List { .. } => "a list",
            Kind::Map { .. } | Kind::Section { .. } | Kind::Document => "a mapping",
            Kind::Anything => "anything",
        }
    }

    /// The mapping with known members that it is, if it is one.
    pub(crate) const fn section(self) -> Option<&'static Definition> {
        match self {
            Kind::Section { of } => Some(of),
            _ => None,
        }
    }
}

impl Definition {
    /// Its members and those of its base.
    pub fn members(&self) -> impl Iterator<Item = &'static Property> {
        self.properties.iter().chain(self.base.map_or(&[][..], |base| base.properties))
    }

    /// The member that `key` names, and its position among all.
    pub(crate) fn find(&self, key: &str) -> Option<(usize, &'static Property)> {
        let exact = self.members().enumerate().find(|(_, member)| member.name == key);
        exact.or_else(|| {
            let mut members = self.members().enumerate().filter(|_| self.loose);
            members.find(|(_, member)| member.name.eq_ignore_ascii_case(key))
        })
    }

    /// Calls `visit` once for each definition that can be reached from here, this one first.
    #[cfg(feature = "schema")]
    pub fn walk(&'static self, seen: &mut Vec<&'static Definition>) {
        if seen.iter().any(|other| std::ptr::eq(*other, self) || other.name == self.name) {
            return;
        }
        seen.push(self);
        for property in self.members() {
            let mut kind = &property.kind;
            while let Kind::List { of } | Kind::Map { of } = kind {
                kind = of;
            }
            if let Kind::Section { of } = kind {
                of.walk(seen);
            }
        }
    }
}
