//! Comparing what two runtimes answered.

use std::collections::BTreeMap;

/// How the answers of a runtime compare with the crate's.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) cases: usize,
    pub(super) equal: usize,
    /// Ids, in the order of the calls.
    pub(super) differing: Vec<String>,
    /// How many were skipped, by why.
    pub(super) skipped: BTreeMap<String, usize>,
}

/// Compares two files of answers, line by line: id, kind, length, hash.
pub(super) fn compare(wanted: &str, found: &str) -> Result<Compared, String> {
    let mut compared = Compared::default();
    let mut found = found.lines();
    for wanted in wanted.lines() {
        let line = found.next().ok_or_else(|| format!("there is no answer to `{}`", id(wanted)))?;
        if id(line) != id(wanted) {
            return Err(format!("there is an answer to `{}` in place of `{}`", id(line), id(wanted)));
        }
        compared.cases += 1;
        let mut cells = line.split('\t').skip(1);
        if line == wanted {
            compared.equal += 1;
        } else if let (Some("skipped"), Some(why)) = (cells.next(), cells.next()) {
            *compared.skipped.entry(why.to_owned()).or_default() += 1;
        } else {
            compared.differing.push(id(wanted).to_owned());
        }
    }
    match found.next() {
        None => Ok(compared),
        Some(line) => Err(format!("there is an answer to `{}`, which was not asked", id(line))),
    }
}

fn id(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

/// Where two texts part, with what stands around it.
pub(super) fn parting(wanted: &[u8], found: &[u8]) -> String {
    let at = wanted.iter().zip(found).take_while(|(wanted, found)| wanted == found).count();
    if at == wanted.len() && at == found.len() {
        return "the texts are equal; one is an answer, the other a failure".to_owned();
    }
    let around = |text: &[u8]| {
        let around = &text[at.saturating_sub(60)..text.len().min(at + 60)];
        String::from_utf8_lossy(around).into_owned()
    };
    format!("from byte {at} on\n      wanted …{}…\n      found  …{}…", around(wanted), around(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &str = "a\tanswer\t3\tx\nb\tfailure\t4\ty\nc\tanswer\t5\tz\n";

    #[test]
    fn each_kind_is_counted() {
        assert_eq!(compare(WANTED, WANTED).unwrap().equal, 3);
        let found = "a\tanswer\t3\tx\nb\tanswer\t4\ty\nc\tskipped\tno object\n";
        let skipped = BTreeMap::from([("no object".to_owned(), 1)]);
        let wanted = Compared { cases: 3, equal: 1, differing: vec!["b".to_owned()], skipped };
        assert_eq!(compare(WANTED, found), Ok(wanted));
    }

    #[test]
    fn what_is_missing_doubled_or_in_another_place_is_noticed() {
        assert!(compare(WANTED, "a\tanswer\t3\tx\n").is_err());
        assert!(compare(WANTED, &format!("{WANTED}d\tanswer\t1\tx\n")).is_err());
        assert!(compare(WANTED, "b\tfailure\t4\ty\na\tanswer\t3\tx\nc\tanswer\t5\tz\n").is_err());
    }

    #[test]
    fn the_first_byte_that_differs_is_shown() {
        assert!(parting(b"abc", b"abd").starts_with("from byte 2 on"));
        assert!(parting(b"abc", b"abc").starts_with("the texts are equal"));
        assert!(parting(b"abc", b"").starts_with("from byte 0 on"));
    }
}
