//! Many texts in one: where each ends takes less room than a reference to each.

/// Texts by number.
pub(crate) struct Texts {
    all: &'static str,
    lengths: &'static [u16],
    marks: &'static [u32],
}

/// A mark is where the first of so many texts begins, so that few lengths are added up to find one of them.
pub(crate) const MARKED: usize = 32;

impl Texts {
    /// The texts that `all` consists of have these lengths: use [`texts`].
    pub(crate) const fn new(all: &'static str, lengths: &'static [u16], marks: &'static [u32]) -> Self {
        Self { all, lengths, marks }
    }

    /// The text with this number.
    pub(crate) const fn get(&self, number: usize) -> &'static str {
        let mut start = self.marks[number / MARKED] as usize;
        let mut before = number - number % MARKED;
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

/// Where each [`MARKED`]th text begins.
pub(crate) const fn marks<const N: usize>(lengths: &[u16]) -> [u32; N] {
    let mut marks = [0; N];
    let (mut at, mut start) = (0, 0);
    while at < lengths.len() {
        if at % MARKED == 0 {
            marks[at / MARKED] = start;
        }
        start += lengths[at] as u32;
        at += 1;
    }
    marks
}

/// [`Texts`] of literals.
macro_rules! texts {
    ($($text:expr),+ $(,)?) => {{
        const TEXTS: &[&str] = &[$($text),+];
        const LENGTHS: [u16; TEXTS.len()] = $crate::texts::lengths([$($text),+]);
        const MARKS: [u32; TEXTS.len().div_ceil($crate::texts::MARKED)] = $crate::texts::marks(&LENGTHS);
        $crate::texts::Texts::new(concat!($($text),+), &LENGTHS, &MARKS)
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

    #[test]
    fn each_text_beyond_the_first_mark_is_found() {
        const TEXTS: Texts = texts![
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
            "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33",
        ];
        for number in 0..34 {
            assert_eq!(TEXTS.get(number), number.to_string());
        }
    }
}
