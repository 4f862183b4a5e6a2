//! Types as Python writes them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{Named, Shape, Type};

/// The named types.
pub(super) struct Types<'a>(BTreeMap<&'a str, &'a Named>);

impl<'a> Types<'a> {
    pub(super) fn new(all: &'a [Named]) -> Self {
        Self(all.iter().map(|named| (named.name.as_str(), named)).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Named> {
        self.0.get(name).copied()
    }

    /// What these types are made of, all of it, by name.
    pub(super) fn reached<'t>(&self, from: impl IntoIterator<Item = &'t Type>) -> Vec<&'a Named> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&str> = Vec::new();
        from.into_iter().for_each(|of| open.extend(self.names(of)));
        while let Some(name) = open.pop() {
            let Some(named) = self.get(name) else { continue };
            if !found.insert(named.name.as_str()) {
                continue;
            }
            match &named.shape {
                Shape::Record(fields) => {
                    fields.iter().for_each(|field| open.extend(self.names(&field.of)));
                }
                Shape::Alias(of) => open.extend(self.names(of)),
                Shape::Choice(_) => {}
            }
        }
        found.into_iter().filter_map(|name| self.get(name)).collect()
    }

    fn names(&self, of: &Type) -> Vec<&'a str> {
        match of {
            Type::Named(name) => {
                self.0.get_key_value(name.as_str()).map(|(name, _)| *name).into_iter().collect()
            }
            Type::List(of) | Type::Map(of) => self.names(of),
            Type::OneOf(members) => members.iter().flat_map(|member| self.names(member)).collect(),
            _ => Vec::new(),
        }
    }

    /// The same with names of plain types replaced by what they stand for, and without the null that it may be; true if it may.
    pub(super) fn plain(&self, of: &Type) -> (Type, bool) {
        match of {
            Type::Named(name) => match self.get(name).map(|named| &named.shape) {
                Some(Shape::Alias(other)) if self.union(of).is_none() => self.plain(other),
                _ => (of.clone(), false),
            },
            Type::OneOf(members) => {
                let mut rest: Vec<Type> =
                    members.iter().filter(|member| **member != Type::Null).cloned().collect();
                let nullable = rest.len() < members.len();
                match rest.len() {
                    1 => (self.plain(&rest.remove(0)).0, nullable),
                    _ => (Type::OneOf(rest), nullable),
                }
            }
            _ => (of.clone(), *of == Type::Null),
        }
    }

    /// The class, if it is a record.
    pub(super) fn record<'t>(&self, of: &'t Type) -> Option<&'t str> {
        let Type::Named(name) = of else { return None };
        matches!(self.get(name)?.shape, Shape::Record(_)).then_some(name.as_str())
    }

    /// The classes, if it is a choice between records.
    pub(super) fn union(&self, of: &Type) -> Option<Vec<&'a str>> {
        let Type::Named(name) = of else { return None };
        let Shape::Alias(Type::OneOf(members)) = &self.get(name)?.shape else { return None };
        members.iter().map(|member| self.record(member)).collect()
    }

    /// The type as an annotation.
    pub(super) fn annotation(&self, of: &Type, optional: bool) -> String {
        let (plain, nullable) = self.plain(of);
        let text = match &plain {
            Type::Text => "str".to_owned(),
            Type::Integer => "int".to_owned(),
            Type::Number => "float".to_owned(),
            Type::Truth => "bool".to_owned(),
            Type::Null => return "None".to_owned(),
            Type::Anything => return "Any".to_owned(),
            Type::Literal(text) => format!("Literal[{text:?}]"),
            Type::List(of) => format!("list[{}]", self.annotation(of, false)),
            Type::Map(of) => format!("dict[str, {}]", self.annotation(of, false)),
            Type::Named(name) => name.clone(),
            Type::OneOf(members) => self.one_of(members),
        };
        if optional || nullable { format!("Optional[{text}]") } else { text }
    }

    fn one_of(&self, members: &[Type]) -> String {
        let literal = |member: &Type| match member {
            Type::Literal(text) => Some(format!("{text:?}")),
            _ => None,
        };
        match members.iter().map(literal).collect::<Option<Vec<String>>>() {
            Some(texts) => format!("Literal[{}]", texts.join(", ")),
            None => {
                let members: Vec<String> =
                    members.iter().map(|member| self.annotation(member, false)).collect();
                format!("Union[{}]", members.join(", "))
            }
        }
    }
}
