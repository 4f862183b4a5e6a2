//! The descriptions of eksctl's schema as comments.

/// Where the documentation of eksctl lies that its links lead to.
const SITE: &str = "https://eksctl.io";

use crate::codegen::bindings::model::Named;

/// What there is to say about a type.
pub(super) fn of_type(named: &Named) -> String {
    let said = sentence(&named.doc);
    if said.is_empty() { format!("`{}` of eksctl's schema.", named.name) } else { said }
}

/// A sentence from a description: links lead somewhere, the first letter is large, a full stop ends it.
pub(super) fn sentence(description: &str) -> String {
    let text =
        description.split_whitespace().collect::<Vec<_>>().join(" ").replace("](/", &format!("]({SITE}/"));
    let text = text.trim_start_matches("+enum");
    // What eksctl's authors mean to do is nothing that it does.
    let text = text.split(" TODO ").next().unwrap_or_default();
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let ended = text.ends_with(['.', '!', '?', ':']);
    format!("{}{}{}", first.to_uppercase(), letters.as_str(), if ended { "" } else { "." })
}

/// The text in lines of at most so many letters, as far as its words allow.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_becomes_a_sentence() {
        assert_eq!(sentence("holds tags"), "Holds tags.");
        assert_eq!(sentence("See [this](/usage/x/)."), "See [this](https://eksctl.io/usage/x/).");
        assert_eq!(sentence("+enum"), "");
        assert_eq!(sentence("the version TODO support more"), "The version.");
    }

    #[test]
    fn words_fill_lines() {
        assert_eq!(lines("a bc def", 4), ["a bc", "def"]);
        assert_eq!(lines("", 4), Vec::<String>::new());
    }
}
