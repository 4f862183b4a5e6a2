//! What was probably meant.

/// The name that is nearest to `text`, if one is near enough to be worth a word.
pub(crate) fn nearest<'a>(text: &str, names: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    // Longer texts are no slips of the finger, and the distance costs their product.
    if text.len() > 64 {
        return None;
    }
    let wanted = plain(text);
    let limit = (wanted.len() / 3).max(1);
    let mut best = None;
    for name in names {
        let distance = strsim::osa_distance(&wanted, &plain(name));
        let is_better = best.is_none_or(|(least, _)| distance < least);
        if distance <= limit && distance < name.len() && is_better {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// True if only case, hyphens and underscores differ.
pub(crate) fn same_letters(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

fn plain(text: &str) -> String {
    let mut letters = text.to_ascii_lowercase();
    letters.retain(|c| !matches!(c, '-' | '_' | ' '));
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["nodeGroups", "managedNodeGroups", "vpc"];
        assert_eq!(nearest("nodegroups", &mut names.into_iter()), Some("nodeGroups"));
        assert_eq!(nearest("managed_node_group", &mut names.into_iter()), Some("managedNodeGroups"));
        assert_eq!(nearest("vcp", &mut names.into_iter()), Some("vpc"));
        assert_eq!(nearest("Resources", &mut names.into_iter()), None);
        assert_eq!(nearest(&"x".repeat(1000), &mut names.into_iter()), None);
        assert!(same_letters("node-groups", "nodeGroups"));
        assert!(!same_letters("nodeGroup", "nodeGroups"));
    }
}
