//! Paths as findings show them, with `*` for any key or index.

use crate::diagnostic::{Path, Segment};
use crate::document::json;
use crate::source::quoted;

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(u32),
    Any,
}

/// Reads `managedNodeGroups[*].labels["a.b"]`.
pub(super) fn read(text: &str) -> Result<Vec<Step>, String> {
    let wrong = || format!("`{text}` is no path");
    let mut steps = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (step, behind) = bracket(inside).ok_or_else(wrong)?;
            steps.push(step);
            rest = behind;
        } else {
            let key = if steps.is_empty() { rest } else { rest.strip_prefix('.').ok_or_else(wrong)? };
            let end = key.find(['.', '[', ']']).unwrap_or(key.len());
            let (key, behind) = key.split_at(end);
            match key {
                "" => return Err(wrong()),
                "*" => steps.push(Step::Any),
                key => steps.push(Step::Key(key.to_owned())),
            }
            rest = behind;
        }
    }
    Ok(steps)
}

/// What stands in brackets, and what comes behind them.
fn bracket(inside: &str) -> Option<(Step, &str)> {
    if inside.starts_with('"') {
        let (key, behind) = inside.split_at(quoted(inside));
        let key = json::unquoted(key)?;
        let behind = behind.strip_prefix(']')?;
        return Some((Step::Key(key), behind));
    }
    let (index, behind) = inside.split_once(']')?;
    let step = if index == "*" { Step::Any } else { Step::Index(index.parse().ok()?) };
    Some((step, behind))
}

/// True if the pattern names this value, or one that it stands in.
pub(super) fn covers(pattern: &[Step], path: &Path) -> bool {
    let segments = path.segments();
    segments.len() >= pattern.len()
        && pattern.iter().zip(segments).all(|(step, segment)| match (step, segment) {
            (Step::Any, _) => true,
            (Step::Key(key), Segment::Key(here)) => here.as_ref() == key,
            (Step::Index(index), Segment::Index(here)) => here == index,
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_what_it_names_and_all_below() {
        let path = Path::ROOT.key("managedNodeGroups").index(2).key("labels").key("a.b");
        let covers = |text: &str| read(text).map(|pattern| covers(&pattern, &path));
        for text in [
            "managedNodeGroups",
            "managedNodeGroups[2]",
            "managedNodeGroups[*].labels",
            "managedNodeGroups[2].labels[\"a.b\"]",
            "*[2].*[*]",
            "",
        ] {
            assert_eq!(covers(text), Ok(true), "{text}");
        }
        for text in [
            "managedNodeGroups[1]",
            "managedNodeGroups.labels",
            "nodeGroups",
            "managedNodeGroups[2].labels.a",
        ] {
            assert_eq!(covers(text), Ok(false), "{text}");
        }
        for text in ["a..b", "a[", "a[x]", "a[\"b]", "a]", "a[1]b", ".a"] {
            assert!(covers(text).is_err(), "{text}");
        }
    }
}
