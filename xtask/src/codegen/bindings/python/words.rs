//! Names and docs as Python has them.

/// Longest line.
pub(super) const WIDTH: usize = 120;

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Names of verbs that are other words in Python.
const VERBS: [(&str, &str); 1] = [("planOrThrow", "plan_or_raise")];

/// The name of a verb.
pub(super) fn verb(name: &str) -> String {
    let own = VERBS.iter().find(|(verb, _)| *verb == name);
    own.map_or_else(|| attribute(name), |(_, own)| (*own).to_owned())
}

/// A name in snake_case; a keyword gets a trailing underscore.
pub(super) fn attribute(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    if KEYWORDS.contains(&snake.as_str()) {
        snake.push('_');
    }
    snake
}

/// True if a class can have a member of this name.
pub(super) fn is_name(name: &str) -> bool {
    let word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let first = name.chars().next().is_some_and(|letter| !letter.is_ascii_digit());
    first && name.chars().all(word) && !KEYWORDS.contains(&name)
}

/// A docstring; nothing where there is nothing to say.
pub(super) fn docstring(indent: usize, doc: &str) -> String {
    let doc = doc.trim().replace('\\', "\\\\").replace("\"\"\"", "'''");
    let margin = " ".repeat(indent);
    if doc.is_empty() {
        return String::new();
    }
    let one = format!("{margin}\"\"\"{doc}\"\"\"\n");
    if !doc.contains('\n') && !doc.ends_with('"') && one.chars().count() <= WIDTH + 1 {
        return one;
    }
    let lines: Vec<String> = doc.lines().flat_map(|line| wrapped(line, indent)).collect();
    let text = lines.join("\n");
    format!("{margin}\"\"\"{}\n{margin}\"\"\"\n", text.trim_start())
}

/// A line broken where it is too long; what follows its first line stands below its text.
fn wrapped(line: &str, indent: usize) -> Vec<String> {
    let own = line.len() - line.trim_start().len();
    let hanging = if line.trim_start().starts_with("- ") { 2 } else { 0 };
    let mut lines = vec![];
    let mut current = " ".repeat(indent + own);
    let mut is_empty = true;
    for word in line.split_whitespace() {
        // Three for the quotes before the first line.
        if !is_empty && current.chars().count() + 1 + word.chars().count() + 3 > WIDTH {
            lines.push(std::mem::replace(&mut current, " ".repeat(indent + own + hanging)));
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
        is_empty = false;
    }
    lines.push(if is_empty { String::new() } else { current });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_python_s() {
        assert_eq!(attribute("p50Seconds"), "p50_seconds");
        assert_eq!(attribute("crossAccountEnis"), "cross_account_enis");
        assert_eq!(attribute("from"), "from_");
        assert_eq!(verb("planOrThrow"), "plan_or_raise");
        assert_eq!(verb("why"), "why");
        assert!(is_name("asOf") && !is_name("from") && !is_name("a.b") && !is_name("1a"));
    }

    #[test]
    fn docs_fit_the_line() {
        assert_eq!(docstring(4, "Short."), "    \"\"\"Short.\"\"\"\n");
        let long = docstring(4, &format!("A list:\n\n- {}", "word ".repeat(60)));
        assert!(long.lines().all(|line| line.len() <= WIDTH), "{long}");
        assert!(long.starts_with("    \"\"\"A list:\n\n    - word"), "{long}");
        assert!(long.lines().nth(3).is_some_and(|line| line.starts_with("      word")), "{long}");
    }
}
