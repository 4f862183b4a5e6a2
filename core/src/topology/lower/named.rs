//! Lists in the order of names, and the names nearest to one that is not there.

use super::context::Context;
use crate::diagnostic::{Code, Place, Raised};
use crate::spec::Located;
pub(super) use crate::spec::{filled, written};

/// The name that tells an item from others, and the position of the item in its list.
pub(super) struct Named<'s> {
    pub(super) name: String,
    pub(super) at: &'s Place,
    pub(super) index: usize,
}

/// Sorts by name. Of items with one name the first in the text stays; each later one is reported and left out.
pub(super) fn sort<'s>(
    cx: &mut Context<'_>,
    mut items: Vec<Named<'s>>,
    code: Code,
    what: &str,
) -> Vec<Named<'s>> {
    let offset = |at: &Place| at.span.as_ref().map(|span| (span.file.clone(), span.start.offset));
    items.sort_unstable_by(|a, b| {
        (&a.name, offset(a.at), &a.at.path, a.index).cmp(&(&b.name, offset(b.at), &b.at.path, b.index))
    });
    let mut kept: Vec<Named<'s>> = Vec::with_capacity(items.len());
    for item in items {
        match kept.last() {
            Some(first) if first.name == item.name => {
                cx.report
                    .raise(code, item.at, format_args!("{what} `{}` is written twice", item.name))
                    .arg("name", &item.name)
                    .label(first.at, format_args!("{what} `{}` is written here first", item.name))
                    .help("give it another name, or remove one of the two; the later one is left out");
            }
            _ => kept.push(item),
        }
    }
    kept
}

/// Sorts written texts, equal ones by their place in the document.
pub(super) fn by_value(texts: &mut [&Located<String>]) {
    texts.sort_unstable_by(|a, b| (&a.value, &a.at.path).cmp(&(&b.value, &b.at.path)));
}

/// Puts items in their order, each once.
#[inline(never)]
pub(super) fn each_once<T: Ord>(items: &mut Vec<T>) {
    items.sort_unstable();
    items.dedup();
}

/// What the rows of a table are called.
pub(super) fn names<T>(rows: &[T], name: impl Fn(&T) -> &str) -> Vec<&str> {
    let mut names = Vec::with_capacity(rows.len());
    for row in rows {
        names.push(name(row));
    }
    names
}

/// The name of an item. An empty one is reported; one that is absent was reported when the document was read.
pub(super) fn name<'s>(
    cx: &mut Context<'_>,
    field: Option<&'s Located<String>>,
    what: &str,
) -> Option<&'s Located<String>> {
    let name = field?;
    if name.value.is_empty() {
        cx.missing(
            "name",
            &name.at,
            format_args!("the name of {what} is empty"),
            "write a name; without one it is left out",
        );
        return None;
    }
    Some(name)
}

/// Names in quotation marks, one after the other.
pub(super) fn quoted(names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { format!("`{}`", names.join("`, `")) }
}

/// Longer names are no misspelling of anything, and would be slow to compare.
const LONGEST_COMPARED: usize = 64;

/// A help that names the candidate nearest to `name`, if there is one.
pub(super) fn nearest(name: &str, candidates: &[&str]) -> String {
    let mut near = None;
    for &candidate in candidates {
        if !candidate.is_empty() && name.len().max(candidate.len()) <= LONGEST_COMPARED {
            let this = (strsim::osa_distance(candidate, name), candidate);
            if near.is_none_or(|near| this < near) {
                near = Some(this);
            }
        }
    }
    match near {
        Some((_, candidate)) => format!("the nearest name is `{candidate}`"),
        None => "check its spelling".to_owned(),
    }
}

/// The name of a table that is nearest to one that is not in it, and how far it is.
pub(super) fn closest<'c>(name: &str, known: &[&'c str]) -> Option<(usize, &'c str)> {
    let mut closest = None;
    for &known in known {
        let this = (strsim::damerau_levenshtein(known, name), known);
        if closest.is_none_or(|closest| this < closest) {
            closest = Some(this);
        }
    }
    closest
}

/// Adds the remedy for a misspelt name, if it is surely known what was meant.
pub(super) fn mend<'r>(found: Raised<'r>, name: &str, at: &Place, candidates: &[&str]) -> Raised<'r> {
    match slip(name, candidates) {
        Some(meant) => found.fix(format_args!("write `{meant}`"), at.span.as_ref(), meant, true),
        None => found,
    }
}

/// The one candidate that differs from `name` by a single slip, in case or in a letter: surely what was meant.
fn slip<'c>(name: &str, candidates: &[&'c str]) -> Option<&'c str> {
    let mut near = candidates.iter().filter(|candidate| is_slip(name, candidate));
    let first = near.next();
    first.filter(|_| near.next().is_none()).copied()
}

fn is_slip(name: &str, candidate: &str) -> bool {
    candidate.eq_ignore_ascii_case(name)
        || SHORTEST_COMPARED <= name.len()
            && name.len() <= LONGEST_COMPARED
            && strsim::osa_distance(candidate, name) == 1
}

/// Shorter names are one letter away from too many.
const SHORTEST_COMPARED: usize = 5;

#[cfg(test)]
mod tests {
    use super::slip;

    #[test]
    fn a_slip_is_one_letter_or_the_case_and_fits_one_name() {
        let of = |name: &str| slip(name, &["coredns", "vpc-cni", "ACK", "none"]);
        assert_eq!(of("corends"), Some("coredns"));
        assert_eq!(of("vpc-cnii"), Some("vpc-cni"));
        assert_eq!(of("ack"), Some("ACK"));
        assert_eq!(of("core"), None);
        assert_eq!(of("nome"), None, "short names are one letter away from too many");
        assert_eq!(slip("team-c", &["team-a", "team-b"]), None);
    }
}
