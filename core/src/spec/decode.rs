//! From nodes to values of the plain types.

use super::context::Context;
use super::map::Map;
use super::table::{Field, Kind, Located};
use crate::diagnostic::Place;
use crate::source::{self, Node};

/// A type that a property can have.
pub(crate) trait Decode: Sized {
    /// What it is.
    const KIND: Kind;

    /// Reads the value into the slot; false if there is none, and the slot stays as it is.
    fn read(slot: &mut Field<Self>, node: &Node, at: &Place, cx: &mut Context) -> bool;

    /// Lets `over` win: mappings are merged by key, all else is replaced.
    fn merge(slot: &mut Field<Self>, over: &Located<Self>);

    /// Adds what the members of the sections in it are for.
    #[cfg(feature = "schema")]
    fn docs(_: &mut super::table::Docs) {}
}

/// A type without parts of its own.
pub(crate) trait Single: Clone {
    /// What it is.
    const IS: Kind;

    /// The value, or a finding.
    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self>;
}

impl<T: Single> Decode for T {
    const KIND: Kind = T::IS;

    fn read(slot: &mut Field<Self>, node: &Node, at: &Place, cx: &mut Context) -> bool {
        let Some(value) = T::decode(node, at, cx) else { return false };
        *slot = Some(Located { value, at: at.clone() });
        true
    }

    fn merge(slot: &mut Field<Self>, over: &Located<Self>) {
        *slot = Some(over.clone());
    }
}

/// A property of a section, whatever its type.
pub(crate) trait Slot {
    /// Reads the value and keeps it; false if there is none.
    fn read(&mut self, node: &Node, at: &Place, cx: &mut Context) -> bool;
}

impl<T: Decode> Slot for Field<T> {
    fn read(&mut self, node: &Node, at: &Place, cx: &mut Context) -> bool {
        T::read(self, node, at, cx)
    }
}

/// A list or a mapping with free names, whatever its values are.
pub(crate) trait Collection {
    /// Reads a value and keeps it.
    fn add(&mut self, name: &str, node: &Node, at: &Place, cx: &mut Context);
}

pub(crate) fn merge<T: Decode>(slot: &mut Field<T>, over: &Field<T>) {
    if let Some(over) = over {
        T::merge(slot, over);
    }
}

impl Single for String {
    const IS: Kind = Kind::Text;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        cx.text(Self::IS.describe(), node, at).map(str::to_owned)
    }
}

impl Single for bool {
    const IS: Kind = Kind::Boolean;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        match node.as_scalar().map(|scalar| scalar.kind) {
            Some(source::Kind::Bool(value)) => Some(value),
            _ => {
                cx.unquote(Self::IS.describe(), node, at, |text| matches!(text, "true" | "false"));
                None
            }
        }
    }
}

impl Single for i64 {
    const IS: Kind = Kind::Integer;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        match node.as_scalar().map(|scalar| scalar.kind) {
            Some(source::Kind::Integer(value)) => Some(value),
            _ => {
                let is_plain =
                    |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
                cx.unquote(Self::IS.describe(), node, at, is_plain);
                None
            }
        }
    }
}

impl Single for u32 {
    const IS: Kind = Kind::Natural;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        let value = match node.as_scalar().map(|scalar| scalar.kind) {
            Some(source::Kind::Integer(value)) => u32::try_from(value).ok(),
            _ => None,
        };
        if value.is_none() {
            cx.wrong_type(Self::IS.describe(), node, at);
        }
        value
    }
}

impl<T: Decode> Collection for Vec<Located<T>> {
    fn add(&mut self, _: &str, node: &Node, at: &Place, cx: &mut Context) {
        let mut item = None;
        T::read(&mut item, node, at, cx);
        if let Some(item) = item {
            self.push(item);
        }
    }
}

impl<T: Decode> Decode for Vec<Located<T>> {
    const KIND: Kind = Kind::List { of: &T::KIND };

    fn read(slot: &mut Field<Self>, node: &Node, at: &Place, cx: &mut Context) -> bool {
        let Some(items) = cx.items(node, at) else { return false };
        let list = slot.insert(Located { value: Vec::with_capacity(items.len()), at: at.clone() });
        cx.list(&mut list.value, items, at);
        true
    }

    fn merge(slot: &mut Field<Self>, over: &Located<Self>) {
        let mut list = Vec::with_capacity(over.len());
        for item in &over.value {
            let mut copy = None;
            T::merge(&mut copy, item);
            if let Some(copy) = copy {
                list.push(copy);
            }
        }
        *slot = Some(Located { value: list, at: over.at.clone() });
    }

    #[cfg(feature = "schema")]
    fn docs(all: &mut super::table::Docs) {
        T::docs(all);
    }
}

impl<T: Decode> Collection for Map<T> {
    fn add(&mut self, name: &str, node: &Node, at: &Place, cx: &mut Context) {
        let mut value = None;
        T::read(&mut value, node, at, cx);
        if let Some(value) = value {
            self.insert(name.to_owned(), value);
        }
    }
}

impl<T: Decode> Decode for Map<T> {
    const KIND: Kind = Kind::Map { of: &T::KIND };

    fn read(slot: &mut Field<Self>, node: &Node, at: &Place, cx: &mut Context) -> bool {
        let Some(entries) = cx.entries(node, at) else { return false };
        let map = slot.insert(Located { value: Map::default(), at: at.clone() });
        cx.map(&mut map.value, entries, at, matches!(T::KIND, Kind::Text));
        true
    }

    fn merge(slot: &mut Field<Self>, over: &Located<Self>) {
        let map = slot.get_or_insert_default();
        map.at = over.at.clone();
        for (name, value) in &over.value {
            let mut copy = None;
            T::merge(&mut copy, value);
            if let Some(copy) = copy {
                map.value.insert(name.clone(), copy);
            }
        }
    }

    #[cfg(feature = "schema")]
    fn docs(all: &mut super::table::Docs) {
        T::docs(all);
    }
}
