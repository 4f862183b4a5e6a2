//! Words that rules share.

use crate::spec::nearest_name;

/// A help that names the word of a closed list that was probably meant, else all of them.
pub(super) fn nearest(text: &str, words: &[&str]) -> String {
    match nearest_name(text, &mut words.iter().copied()) {
        Some(word) => format!("write `{word}`"),
        None => format!("write one of `{}`", words.join("`, `")),
    }
}
