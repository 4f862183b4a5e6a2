//! What to ask next.

use eks_plan::document::plan::Plan;

use crate::render::Named;
use crate::render::style::{Line, Page, Role};

pub(crate) fn next(page: &mut Page, plan: &Plan, named: &Named<'_>) {
    let last = plan.critical_path.as_ref().and_then(|path| path.steps.last());
    let mut commands = Vec::new();
    if let (Some(step), true) = (last, named.single()) {
        commands.push(named.call("why", &[step]));
    }
    if plan.topology.is_some() {
        commands.push(named.call("topology", &[]));
    }
    let mut lead = Line::of(Role::Strong, "Next");
    for command in &commands {
        page.command(std::mem::take(&mut lead).to(6), Role::Accent, command);
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
