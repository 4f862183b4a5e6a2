//! Where values stand that could not be read, so that what only follows from them stays silent.

use super::{Diagnostic, Path};
use crate::seen::Names;

/// The places of values that could not be read, and those that a misspelt name would have, as JSON Pointers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    at: Names,
    /// Everything that such a value stands in.
    above: Names,
}

impl Unread {
    /// The places that these findings are about.
    pub fn new<'d>(findings: impl Iterator<Item = &'d Diagnostic>) -> Self {
        let mut unread = Self::default();
        for finding in findings {
            unread.enter(finding.path.pointer());
            if let (Some(nearest), Some(owner)) = (finding.args.get("nearest"), finding.path.parent()) {
                unread.enter(owner.key(nearest.as_str()).pointer());
            }
        }
        unread
    }

    fn enter(&mut self, pointer: String) {
        let mut here = pointer.as_str();
        // What stands above an entered place was entered with it.
        while let Some((above, _)) = here.rsplit_once('/').filter(|(above, _)| !self.above.has(above)) {
            self.above.enter(above);
            here = above;
        }
        self.at.enter(&pointer);
    }

    /// True if all could be read.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// True if something below this value could not be read.
    pub fn is_below(&self, path: &Path) -> bool {
        self.above.has(&path.pointer())
    }

    /// True if this value, or something below it, could not be read.
    pub fn is_within(&self, path: &Path) -> bool {
        self.at.has(&path.pointer()) || self.is_below(path)
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
