//! One table per definition: the struct, its decoder and what we know of each property come from the same lines.

use std::ops::Deref;

use super::decode::{Context, Member};
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
    pub kind: Kind,
    /// What we do with it.
    pub status: Status,
    /// What it is for; empty where only the schema says so.
    pub doc: &'static str,
}

/// What we do with a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is part of the plan.
    Modelled,
    /// It is read and checked, and leaves the graph as it is; why it goes no further.
    Noted(&'static str),
    /// It would change which resources or edges there are; what it would change.
    Blocks(&'static str),
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
}

impl Definition {
    /// Its members and those of its base.
    pub fn members(&self) -> impl Iterator<Item = &'static Property> {
        self.properties.iter().chain(self.base.map_or(&[][..], |base| base.properties))
    }

    /// Calls `visit` once for each definition that can be reached from here, this one first.
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

/// A struct that `section!` made.
pub(crate) trait Section: Default {
    /// Its table.
    const DEFINITION: &'static Definition;

    /// Reads the member `key` of the definition `owner`; false if there is no such member.
    fn accept(&mut self, key: &str, owner: &'static str, member: &Member<'_>, cx: &mut Context) -> bool;
}

/// Declares a definition: `Struct = "Definition", options { field "name": Type => status, }`.
///
/// Options, in this order: `base(Struct)`, `required("name", ..)`, `loose(true)`, `all(status)` for members without their own.
macro_rules! section {
    (
        $(#[doc = $doc:literal])*
        $name:ident = $definition:literal
        $(, base($base:ident))?
        $(, required($($required:literal),+))?
        $(, loose($loose:literal))?
        $(, all($all:expr))?
        {
            $($(#[doc = $field_doc:literal])* $field:ident $key:literal: $ty:ty $(=> $status:expr)?,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $(
                $(#[doc = $field_doc])*
                #[doc = concat!(" `", $key, "`.")]
                pub $field: $crate::spec::Field<$ty>,
            )*
            $(
                #[doc = concat!(" The members of [`", stringify!($base), "`].")]
                pub base: $base,
            )?
        }

        impl $name {
            #[allow(dead_code, reason = "each member may have a status of its own")]
            const ALL: $crate::spec::Status =
                $crate::spec::section::section!(@first $($all,)? $crate::spec::Status::Modelled);
        }

        impl $crate::spec::section::Section for $name {
            const DEFINITION: &'static $crate::spec::Definition = &$crate::spec::Definition {
                name: $definition,
                properties: &[$($crate::spec::Property {
                    name: $key,
                    kind: <$ty as $crate::spec::decode::Decode>::KIND,
                    status: $crate::spec::section::section!(@first $($status,)? $name::ALL),
                    doc: concat!("" $(, $field_doc)*),
                },)*],
                base: $crate::spec::section::section!(
                    @first $(Some(<$base as $crate::spec::section::Section>::DEFINITION),)? None
                ),
                required: &[$($($required),+)?],
                loose: $crate::spec::section::section!(@first $($loose,)? false),
            };

            fn accept(
                &mut self,
                key: &str,
                owner: &'static str,
                member: &$crate::spec::decode::Member<'_>,
                cx: &mut $crate::spec::decode::Context,
            ) -> bool {
                match key {
                    $($key => {
                        let status = const { $crate::spec::section::section!(@first $($status,)? $name::ALL) };
                        cx.field(&mut self.$field, owner, $key, status, member);
                        true
                    })*
                    _ => $crate::spec::section::section!(
                        @first
                        $($crate::spec::section::Section::accept(
                            $crate::spec::section::section!(@typed $base, &mut self.base), key, owner, member, cx
                        ),)?
                        false
                    ),
                }
            }
        }

        impl $crate::spec::decode::Decode for $name {
            const KIND: $crate::spec::Kind = $crate::spec::Kind::Section {
                of: <$name as $crate::spec::section::Section>::DEFINITION,
            };

            fn decode(
                node: &$crate::source::Node,
                at: &$crate::diagnostic::Place,
                cx: &mut $crate::spec::decode::Context,
            ) -> Option<Self> {
                cx.section(node, at)
            }

            fn is_inactive(&self) -> bool {
                $($crate::spec::decode::is_inactive(&self.$field) &&)*
                $($crate::spec::decode::Decode::is_inactive(
                    $crate::spec::section::section!(@typed $base, &self.base)) &&)?
                true
            }

            fn merge(&mut self, over: Self) {
                $($crate::spec::decode::merge(&mut self.$field, over.$field);)*
                $($crate::spec::decode::Decode::merge(
                    $crate::spec::section::section!(@typed $base, &mut self.base), over.base);)?
            }
        }
    };
    (@first $first:expr $(, $rest:expr)* $(,)?) => { $first };
    (@typed $base:ident, $value:expr) => { $value };
}
pub(crate) use section;

/// Declares a closed list of strings that a property may hold.
///
/// `any_case` takes a name in any case; `inactive Variant` names the value that stands for "nothing special".
macro_rules! choice {
    (
        $(#[$doc:meta])*
        $name:ident $(, any_case($any_case:literal))? $(, inactive($inactive:ident))?
        { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }
    ) => {
        $crate::terms::terms! {
            $(#[$doc])*
            $name { $($(#[$variant_doc])* #[doc = concat!(" `", $text, "`.")] $variant = $text,)+ }
        }

        impl $crate::spec::decode::Decode for $name {
            const KIND: $crate::spec::Kind = $crate::spec::Kind::Choice { of: &[$($text),+] };

            fn decode(
                node: &$crate::source::Node,
                at: &$crate::diagnostic::Place,
                cx: &mut $crate::spec::decode::Context,
            ) -> Option<Self> {
                let any_case = $crate::spec::section::section!(@first $($any_case,)? false);
                let position = cx.choice(node, at, Self::KIND, &[$($text),+], any_case)?;
                Self::ALL.get(position).copied()
            }

            fn is_inactive(&self) -> bool {
                $crate::spec::section::section!(@first $(*self == Self::$inactive,)? false)
            }
        }
    };
}
pub(crate) use choice;
