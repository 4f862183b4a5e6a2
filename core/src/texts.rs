//! Many texts in one: where each ends takes less room than a reference to each.

/// Texts by number.
pub(crate) struct Texts {
    all: &'static str,
    lengths: &'static [u16],
}

impl Texts {
    /// The texts that `all` consists of have these lengths: use [`texts`].
    pub(crate) const fn new(all: &'static str, lengths: &'static [u16]) -> Self {
        Self { all, lengths }
    }

    /// The text with this number.
    pub(crate) const fn get(&self, number: usize) -> &'static str {
        let mut start = 0;
        let mut before = 0;
        while before < number {
            start += self.lengths[before] as usize;
            before += 1;
        }
        let (_, rest) = self.all.split_at(start);
        rest.split_at(self.lengths[number] as usize).0
    }
}

/// The length of each text.
pub(crate) const fn lengths<const N: usize>(texts: [&str; N]) -> [u16; N] {
    let mut lengths = [0; N];
    let mut at = 0;
    while at < N {
        assert!(texts[at].len() <= u16::MAX as usize);
        lengths[at] = texts[at].len() as u16;
        at += 1;
    }
    lengths
}

/// [`Texts`] of literals.
macro_rules! texts {
    ($($text:expr),+ $(,)?) => {{
        const TEXTS: &[&str] = &[$($text),+];
        const LENGTHS: [u16; TEXTS.len()] = $crate::texts::lengths([$($text),+]);
        $crate::texts::Texts::new(concat!($($text),+), &LENGTHS)
    }};
}
pub(crate) use texts;

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn each_text_is_found_by_its_number() {
        const TEXTS: Texts = texts!["one", "", "zwölf"];
        assert_eq!([TEXTS.get(0), TEXTS.get(1), TEXTS.get(2)], ["one", "", "zwölf"]);
    }
}
