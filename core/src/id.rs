//! Names that stay the same from plan to plan.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::terms::{Action, ResourceKind};

/// A resource's id: `kind/name`, never a position in the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResourceId(Arc<str>);

impl ResourceId {
    /// The id of the resource of this kind and name; the name's odd characters are percent-encoded.
    pub fn new(kind: ResourceKind, name: &str) -> Self {
        Self([kind.as_str(), "/", &encode(name)].concat().into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of this resource's `ordinal`th step (from 1) that does `action`.
    pub fn step(&self, action: Action, ordinal: usize) -> Arc<str> {
        match ordinal {
            0 | 1 => [action.as_str(), ":", self.as_str()].concat().into(),
            _ => format!("{action}:{self}#{ordinal}").into(),
        }
    }

    /// The id as shared text.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ResourceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Percent-encodes what is not `[A-Za-z0-9._-]`.
pub fn encode(name: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if name.bytes().all(plain) {
        return Cow::Borrowed(name);
    }
    let mut text = String::with_capacity(name.len() + 8);
    for byte in name.bytes() {
        if plain(byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(text)
}

/// The places of these texts in their byte order; of equal ones the first stays first.
pub(crate) fn in_byte_order(texts: &[&str]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_unstable_by_key(|&at| (texts[at], at));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_encoded() {
        let id = ResourceId::new(ResourceKind::IamRole, "arn:aws:iam::1:role/a b");
        assert_eq!(id.as_str(), "iam-role/arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa%20b");
        assert_eq!(
            id.step(Action::Update, 2).as_ref(),
            "update:iam-role/arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa%20b#2"
        );
    }
}
