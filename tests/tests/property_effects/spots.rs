//! Every place at which a property of the schema can stand.

use eks_plan::spec::{Definition, Kind, Property, Status, definitions};

/// A property at one place.
pub(crate) struct Spot {
    /// The place, with `[]` for an item of a list and `{}` for a value of a mapping.
    pub(crate) path: String,
    /// The definition and the property, `Definition.property`.
    pub(crate) name: String,
    /// The table's row.
    pub(crate) property: &'static Property,
    /// True if its value has members of its own, which have rows of their own.
    pub(crate) has_members: bool,
    /// True if what it stands in is modelled too.
    pub(crate) in_modelled: bool,
}

impl Spot {
    /// True if it and what it stands in are modelled.
    pub(crate) fn is_modelled(&self) -> bool {
        self.in_modelled && self.property.status == Status::Modelled
    }
}

/// All of them, in the order of the tables.
pub(crate) fn spots() -> Vec<Spot> {
    let mut spots = Vec::new();
    visit(definitions()[0], "", true, &mut spots);
    spots
}

fn visit(definition: &'static Definition, at: &str, in_modelled: bool, spots: &mut Vec<Spot>) {
    let own = definition.properties.iter().map(|property| (definition.name, property));
    let base = definition.base.into_iter().flat_map(|base| {
        let owner = if base.name.is_empty() { definition.name } else { base.name };
        base.properties.iter().map(move |property| (owner, property))
    });
    for (owner, property) in own.chain(base) {
        let path = if at.is_empty() { property.name.to_owned() } else { format!("{at}.{}", property.name) };
        let (mut kind, mut inside) = (property.kind, path.clone());
        loop {
            match kind {
                Kind::List { of } => (kind, inside) = (*of, inside + "[]"),
                Kind::Map { of } => (kind, inside) = (*of, inside + "{}"),
                _ => break,
            }
        }
        let members = match kind {
            Kind::Section { of } => Some(of),
            _ => None,
        };
        let name = format!("{owner}.{}", property.name);
        spots.push(Spot { path, name, property, has_members: members.is_some(), in_modelled });
        if let Some(of) = members {
            visit(of, &inside, in_modelled && property.status == Status::Modelled, spots);
        }
    }
}
