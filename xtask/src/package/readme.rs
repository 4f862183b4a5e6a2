//! The code of a README.

use std::fs;
use std::path::Path;

/// The first block of code in this language.
pub(super) fn example(path: &Path, language: &str) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    first(&text, language).ok_or_else(|| format!("{}: no example in {language}", path.display()))
}

fn first(text: &str, language: &str) -> Option<String> {
    let begin = format!("```{language}");
    let mut lines = text.lines().skip_while(|line| *line != begin).skip(1).peekable();
    lines.peek()?;
    Some(lines.take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect())
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_block_of_a_language_is_taken() {
        let text = "# A\n```js vite.config.js\nb\n```\n```js\nc\nd\n```\n```js\ne\n```\n";
        assert_eq!(first(text, "js").as_deref(), Some("c\nd\n"));
        assert_eq!(first(text, "python"), None);
    }
}
