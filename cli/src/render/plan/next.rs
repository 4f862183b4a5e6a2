//! What to ask next.

use eks_plan::document::plan::Plan;

use crate::render::Named;
use crate::render::style::{Line, Page, Role, whole};

pub(crate) fn next(page: &mut Page, plan: &Plan, named: &Named<'_>) {
    let last = plan.critical_path.as_ref().and_then(|path| path.steps.last());
    let mut commands = Vec::new();
    if let (Some(step), true) = (last, named.single()) {
        commands.push(named.call("why", &[step]));
    }
    if plan.topology.is_some() {
        commands.push(named.call("topology", &[]));
    }
    if !commands.is_empty() {
        let text = commands.iter().map(|command| whole(command)).collect::<Vec<_>>().join("\u{a0}· ");
        page.flow(Line::of(Role::Strong, "Next:").to(6), 6, &[(Role::Accent, text)]);
    }
}

/// The word as a shell takes it.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "-_./:=@%+,#".contains(character);
    if word.len() > 1 && word.starts_with('-') && !word.starts_with("--") {
        return shell_word(&format!("./{word}"));
    }
    if !word.is_empty() && !word.starts_with('#') && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_word_as_it_was() {
        let words = ["cluster.yaml", "-", "my cluster.yaml", "it's", "", "$(x)", "-x.yaml"].map(shell_word);
        assert_eq!(words.join(" "), r"cluster.yaml - 'my cluster.yaml' 'it'\''s' '' '$(x)' ./-x.yaml");
    }
}
