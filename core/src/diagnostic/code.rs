//! The catalogue of codes, which are rows of `core/data/codes/`. A code is never renumbered and never reused.

use serde::{Serialize, Serializer};

use super::{Evidence, Phase};
use crate::terms::terms;
use crate::texts::{Texts, texts};

terms! {
    /// How bad a finding is.
    Severity {
        /// AWS or the chosen tool will refuse it, or the goal cannot be reached.
        Error = "error",
        /// Likely to fail, depends on the account, or a risk that people regret.
        Warning = "warning",
        /// Information.
        Note = "note",
    }
}

macro_rules! codes {
    ($($variant:ident = $text:literal $severity:ident $title:literal, $phase:expr, $refused_by:expr, $silenced_by:expr,
       $source:literal $locator:literal $date:literal;)+) => {
        /// A diagnostic code: `EP` and four digits.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $title] $variant,)+ }

        static NAMES: Texts = texts![$(stringify!($variant)),+];
        static CODES: Texts = texts![$($text),+];
        static TITLES: Texts = texts![$($title),+];
        static SOURCES: Texts = texts![$($source),+];
        static LOCATORS: Texts = texts![$($locator),+];
        static DATES: Texts = texts![$($date),+];

        impl Code {
            /// Every code, ascending.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The severity that it has unless a user overrides it.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }

            /// When AWS or the tool would have raised it.
            pub const fn phase(self) -> Option<Phase> {
                match self { $(Code::$variant => $phase,)+ }
            }

            /// Who alone refuses it; nobody if AWS does.
            pub const fn refused_by(self) -> &'static [&'static str] {
                match self { $(Code::$variant => $refused_by,)+ }
            }

            /// The paths below which everything has to be readable for the finding to mean anything; `.` is its own place.
            pub const fn silenced_by(self) -> &'static [&'static str] {
                match self { $(Code::$variant => $silenced_by,)+ }
            }
        }
    };
}

include!("generated/codes.rs");

impl Code {
    /// The code as people cite it.
    pub const fn as_str(self) -> &'static str {
        CODES.get(self as usize)
    }

    /// The name of the variant.
    pub(crate) const fn name(self) -> &'static str {
        NAMES.get(self as usize)
    }

    /// What the finding is about.
    pub const fn title(self) -> &'static str {
        TITLES.get(self as usize)
    }

    /// Where the rule was learned.
    pub fn evidence(self) -> Option<Evidence> {
        let at = self as usize;
        let source = SOURCES.get(at);
        let evidence = || Evidence {
            source: source.into(),
            locator: LOCATORS.get(at).into(),
            date: DATES.get(at).into(),
        };
        (!source.is_empty()).then(evidence)
    }
}

impl std::str::FromStr for Code {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let at = Self::ALL.binary_search_by(|code| code.as_str().cmp(text)).map_err(drop)?;
        Self::ALL.get(at).copied().ok_or(())
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^EP[0-9]{4}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_are_unique() {
        let texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "{texts:?}");
        assert!(Code::ALL.iter().all(|code| code.as_str().parse() == Ok(*code)));
    }
}
