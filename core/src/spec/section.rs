//! One table per definition: the struct, its decoder and what we know of each property come from the same lines.

use super::context::Context;
use super::decode::Slot;
use super::table::{Definition, Field, Located};
use crate::diagnostic::Place;
use crate::source::Node;

/// The properties of a section, whatever its type: all sections are read by one function.
pub(crate) trait Slots {
    /// The member at `index` of [`Definition::members`].
    fn slot(&mut self, index: usize) -> Option<&mut dyn Slot>;
}

/// A struct that `section!` made.
pub(crate) trait Section: Slots + Default {
    /// Its table.
    const DEFINITION: &'static Definition;

    /// Lets what is written in `over` win.
    fn merge(&mut self, over: &Self);
}

pub(crate) fn read<S: Section>(slot: &mut Field<S>, node: &Node, at: &Place, cx: &mut Context) -> bool {
    let Some(entries) = cx.entries(node, at) else { return false };
    let section = slot.insert(Located { value: S::default(), at: at.clone() });
    cx.section(&mut section.value, S::DEFINITION, entries, at);
    true
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
                    #[cfg(feature = "schema")]
                    kind: <$ty as $crate::spec::decode::Decode>::KIND,
                    section: <$ty as $crate::spec::decode::Decode>::KIND.section(),
                    status: $crate::spec::section::section!(@first $($status,)? $name::ALL),
                },)*],
                base: $crate::spec::section::section!(
                    @first $(Some(<$base as $crate::spec::section::Section>::DEFINITION),)? None
                ),
                required: &[$($($required),+)?],
                loose: $crate::spec::section::section!(@first $($loose,)? false),
            };

            fn merge(&mut self, over: &Self) {
                $($crate::spec::decode::merge(&mut self.$field, &over.$field);)*
                $($crate::spec::section::Section::merge(
                    $crate::spec::section::section!(@typed $base, &mut self.base), &over.base);)?
            }
        }

        impl $crate::spec::section::Slots for $name {
            fn slot(&mut self, index: usize) -> Option<&mut dyn $crate::spec::decode::Slot> {
                #[allow(non_camel_case_types, reason = "the fields by their own names, counted")]
                enum Index { $($field,)* }
                match index {
                    $(at if at == Index::$field as usize => Some(&mut self.$field),)*
                    _ => $crate::spec::section::section!(
                        @first
                        $($crate::spec::section::Slots::slot(
                            $crate::spec::section::section!(@typed $base, &mut self.base),
                            index - <Self as $crate::spec::section::Section>::DEFINITION.properties.len(),
                        ),)?
                        None
                    ),
                }
            }
        }

        impl $crate::spec::decode::Decode for $name {
            const KIND: $crate::spec::Kind = $crate::spec::Kind::Section {
                of: <$name as $crate::spec::section::Section>::DEFINITION,
            };

            fn read(
                slot: &mut $crate::spec::Field<Self>,
                node: &$crate::source::Node,
                at: &$crate::diagnostic::Place,
                cx: &mut $crate::spec::context::Context,
            ) -> bool {
                $crate::spec::section::read(slot, node, at, cx)
            }

            fn merge(slot: &mut $crate::spec::Field<Self>, over: &$crate::spec::Located<Self>) {
                let base = slot.get_or_insert_default();
                base.at = over.at.clone();
                $crate::spec::section::Section::merge(&mut base.value, &over.value);
            }

            #[cfg(feature = "schema")]
            fn docs(all: &mut $crate::spec::table::Docs) {
                if all.insert($definition, &[$(concat!("" $(, $field_doc)*),)*]).is_none() {
                    $(<$ty as $crate::spec::decode::Decode>::docs(all);)*
                    $(<$base as $crate::spec::decode::Decode>::docs(all);)?
                }
            }
        }
    };
    (@first $first:expr $(, $rest:expr)* $(,)?) => { $first };
    (@typed $base:ident, $value:expr) => { $value };
}
pub(crate) use section;

/// Declares a closed list of strings that a property may hold.
///
/// `any_case` takes a name in any case.
macro_rules! choice {
    (
        $(#[$doc:meta])*
        $name:ident $(, any_case($any_case:literal))?
        { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }
    ) => {
        $crate::terms::terms! {
            $(#[$doc])*
            $name { $($(#[$variant_doc])* #[doc = concat!(" `", $text, "`.")] $variant = $text,)+ }
        }

        impl $crate::spec::decode::Single for $name {
            const IS: $crate::spec::Kind = $crate::spec::Kind::Choice { of: &[$($text),+] };

            fn decode(
                node: &$crate::source::Node,
                at: &$crate::diagnostic::Place,
                cx: &mut $crate::spec::context::Context,
            ) -> Option<Self> {
                let any_case = $crate::spec::section::section!(@first $($any_case,)? false);
                let position = cx.choice(node, at, &[$($text),+], any_case)?;
                Self::ALL.get(position).copied()
            }
        }
    };
}
pub(crate) use choice;
