//! How Kubernetes spells the keys and values of labels and taints.

/// The most characters of a name and of a value.
const LONGEST: usize = 63;

/// The most characters of the DNS name before a key's `/`.
const LONGEST_PREFIX: usize = 253;

/// What is wrong with a key; nothing if it is right.
pub(super) fn key_fault(key: &str) -> Option<&'static str> {
    let Some((prefix, name)) = key.split_once('/') else { return name_fault(key) };
    if name.contains('/') {
        return Some("has more than one `/`");
    }
    let is_label = |label: &str| {
        let end = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        let bytes = label.as_bytes();
        bytes.iter().all(|&letter| end(letter) || letter == b'-')
            && bytes.first().is_some_and(|&letter| end(letter))
            && bytes.last().is_some_and(|&letter| end(letter))
    };
    if prefix.len() > LONGEST_PREFIX || !prefix.split('.').all(is_label) {
        return Some("has no DNS name in small letters before its `/`");
    }
    name_fault(name)
}

/// What is wrong with the name of a key, or with a value that is not empty.
pub(super) fn name_fault(name: &str) -> Option<&'static str> {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return Some("is empty") };
    if name.len() > LONGEST {
        return Some("is longer than 63 characters");
    }
    if !bytes.iter().all(|letter| letter.is_ascii_alphanumeric() || b"-_.".contains(letter)) {
        return Some("holds other characters than letters, digits, `-`, `_` and `.`");
    }
    if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() {
        return Some("does not begin and end with a letter or a digit");
    }
    None
}

/// The text with what names do not hold replaced by hyphens, if that makes it right.
pub(super) fn respelt(text: &str) -> Option<String> {
    let letter = |letter: char| match letter {
        letter if letter.is_ascii_alphanumeric() || "-_.".contains(letter) => letter,
        _ => '-',
    };
    let name: String = text.chars().map(letter).collect();
    let name = name.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
    (name_fault(name).is_none() && name != text).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_spelt_as_kubernetes_does() {
        for key in ["a", "a.b_c-d", "example.com/a", "x-y.example.com/A_1", &"k".repeat(63)] {
            assert_eq!(key_fault(key), None, "{key}");
        }
        for key in ["", "/a", "a/", "a/b/c", "Example.com/a", "a b", "-a", "a-", "é", &"k".repeat(64)] {
            assert!(key_fault(key).is_some(), "{key}");
        }
    }

    #[test]
    fn a_name_is_respelt_if_that_helps() {
        assert_eq!(respelt("web shop").as_deref(), Some("web-shop"));
        assert_eq!(respelt("v@lue").as_deref(), Some("v-lue"));
        assert_eq!((respelt("fine"), respelt("@")), (None, None));
    }
}
