//! Where values stand that could not be read, so that what only follows from them stays silent.

use std::collections::BTreeSet;

use super::{Diagnostic, Path};

/// The places of values that could not be read, and those that a misspelt name would have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    at: BTreeSet<Path>,
    /// Everything that such a value stands in.
    above: BTreeSet<Path>,
}

impl Unread {
    /// The places that these findings are about.
    pub fn new<'d>(findings: impl Iterator<Item = &'d Diagnostic>) -> Self {
        let mut unread = Self::default();
        for finding in findings {
            let misspelt = finding.args.get("nearest").zip(finding.path.parent());
            let misspelt = misspelt.map(|(nearest, owner)| owner.key(nearest.as_str()));
            for path in std::iter::once(finding.path.clone()).chain(misspelt) {
                unread.enter(path);
            }
        }
        unread
    }

    fn enter(&mut self, path: Path) {
        let mut above = path.parent();
        // What stands above an entered path was entered with it.
        while let Some(path) = above.filter(|path| self.above.insert((*path).clone())) {
            above = path.parent();
        }
        self.at.insert(path);
    }

    /// True if all could be read.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// True if something below this value could not be read.
    pub fn is_below(&self, path: &Path) -> bool {
        self.above.contains(path)
    }

    /// True if this value, or something below it, could not be read.
    pub fn is_within(&self, path: &Path) -> bool {
        self.at.contains(path) || self.is_below(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};

    #[test]
    fn a_value_that_is_not_read_is_seen_from_above() {
        let groups = Path::ROOT.key("nodeGroups");
        let size = groups.index(0).key("minSize");
        let finding = Diagnostic::new(Code::FieldType, &Place { path: size.clone(), span: None }, "");
        let unread = Unread::new(std::iter::once(&finding));
        for above in [Path::ROOT, groups.clone(), groups.index(0)] {
            assert!(unread.is_below(&above) && unread.is_within(&above), "{above}");
        }
        assert!(unread.is_within(&size) && !unread.is_below(&size));
        assert!(!unread.is_within(&groups.index(1)) && !unread.is_within(&size.key("x")));
        assert!(!unread.is_empty() && Unread::default().is_empty());
    }
}
