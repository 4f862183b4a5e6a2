//! From nodes to values of the plain types.

use super::context::Context;
use super::map::Map;
use super::table::{Docs, Field, Kind, Located};
use crate::diagnostic::Place;
use crate::source::{self, Node};

/// A type that a property can have.
pub(crate) trait Decode: Sized {
    /// What it is.
    const KIND: Kind;

    /// The value, or a finding.
    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self>;

    /// Adds what the members of the sections in it are for.
    fn docs(_: &mut Docs) {}

    /// Lets `over` win.
    fn merge(&mut self, over: Self) {
        *self = over;
    }
}

/// A property of a section, whatever its type.
pub(crate) trait Slot {
    /// Reads the value and keeps it; false if there is none.
    fn read(&mut self, node: &Node, at: &Place, cx: &mut Context) -> bool;
}

impl<T: Decode> Slot for Field<T> {
    fn read(&mut self, node: &Node, at: &Place, cx: &mut Context) -> bool {
        let Some(value) = T::decode(node, at, cx) else { return false };
        *self = Some(Located { value, at: at.clone() });
        true
    }
}

/// A list or a mapping with free names, whatever its values are.
pub(crate) trait Collection {
    /// Reads a value and keeps it.
    fn add(&mut self, name: &str, node: &Node, at: Place, cx: &mut Context);
}

pub(crate) fn merge<T: Decode>(base: &mut Field<T>, over: Field<T>) {
    match (base, over) {
        (_, None) => {}
        (Some(base), Some(over)) => {
            base.value.merge(over.value);
            base.at = over.at;
        }
        (base, over) => *base = over,
    }
}

impl Decode for String {
    const KIND: Kind = Kind::Text;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        cx.text(Self::KIND.describe(), node, at).map(str::to_owned)
    }
}

impl Decode for bool {
    const KIND: Kind = Kind::Boolean;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        match node.as_scalar().map(|scalar| scalar.kind) {
            Some(source::Kind::Bool(value)) => Some(value),
            _ => {
                cx.unquote(Self::KIND.describe(), node, at, |text| matches!(text, "true" | "false"));
                None
            }
        }
    }
}

impl Decode for i64 {
    const KIND: Kind = Kind::Integer;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        match node.as_scalar().map(|scalar| scalar.kind) {
            Some(source::Kind::Integer(value)) => Some(value),
            _ => {
                let is_plain =
                    |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
                cx.unquote(Self::KIND.describe(), node, at, is_plain);
                None
            }
        }
    }
}

impl Decode for u32 {
    const KIND: Kind = Kind::Natural;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        let value = match node.as_scalar().map(|scalar| scalar.kind) {
            Some(source::Kind::Integer(value)) => u32::try_from(value).ok(),
            _ => None,
        };
        if value.is_none() {
            cx.wrong_type(Self::KIND.describe(), node, at);
        }
        value
    }
}

impl<T: Decode> Collection for Vec<Located<T>> {
    fn add(&mut self, _: &str, node: &Node, at: Place, cx: &mut Context) {
        if let Some(value) = T::decode(node, &at, cx) {
            self.push(Located { value, at });
        }
    }
}

impl<T: Decode> Decode for Vec<Located<T>> {
    const KIND: Kind = Kind::List { of: &T::KIND };

    fn docs(all: &mut Docs) {
        T::docs(all);
    }

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        let mut list = Vec::with_capacity(node.as_sequence().map_or(0, <[Node]>::len));
        cx.items(&mut list, node, at)?;
        Some(list)
    }
}

impl<T: Decode> Collection for Map<T> {
    fn add(&mut self, name: &str, node: &Node, at: Place, cx: &mut Context) {
        if let Some(value) = T::decode(node, &at, cx) {
            self.insert(name.to_owned(), Located { value, at });
        }
    }
}

impl<T: Decode> Decode for Map<T> {
    const KIND: Kind = Kind::Map { of: &T::KIND };

    fn docs(all: &mut Docs) {
        T::docs(all);
    }

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        let mut map = Map::default();
        cx.entries(&mut map, node, at, matches!(T::KIND, Kind::Text))?;
        Some(map)
    }

    fn merge(&mut self, over: Self) {
        Map::merge(self, over);
    }
}
