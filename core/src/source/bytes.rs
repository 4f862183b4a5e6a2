//! Bytes to text.

use std::fmt;

/// Why bytes are not a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Utf8Problem {
    /// The first byte that is not UTF-8, from the start of the file.
    pub offset: usize,
    /// The byte order mark of another encoding, if the bytes begin with one.
    pub encoding: Option<&'static str>,
}

impl fmt::Display for Utf8Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.encoding {
            Some(encoding) => write!(f, "the text is {encoding}, not UTF-8"),
            None => write!(f, "the text is not UTF-8 at byte {}", self.offset),
        }
    }
}

impl std::error::Error for Utf8Problem {}

/// Takes bytes for UTF-8. A byte order mark stays in the text, so that offsets count from the start of the file;
/// [`read`](super::read) passes over it.
///
/// # Errors
///
/// If the bytes are not UTF-8; the message names UTF-16 and UTF-32 by their byte order marks.
pub fn decode_utf8(bytes: &[u8]) -> Result<&str, Utf8Problem> {
    let encoding = match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some("UTF-32 (little endian)"),
        [0, 0, 0xfe, 0xff, ..] => Some("UTF-32 (big endian)"),
        [0xff, 0xfe, ..] => Some("UTF-16 (little endian)"),
        [0xfe, 0xff, ..] => Some("UTF-16 (big endian)"),
        _ => None,
    };
    std::str::from_utf8(bytes).map_err(|error| Utf8Problem { offset: error.valid_up_to(), encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_say_where_and_what() {
        assert_eq!(decode_utf8("\u{feff}a: é".as_bytes()), Ok("\u{feff}a: é"));
        let message = |bytes: &[u8]| decode_utf8(bytes).unwrap_err().to_string();
        assert_eq!(message(b"a: \xe9\n"), "the text is not UTF-8 at byte 3");
        assert_eq!(message(b"\xff\xfea\0:\0"), "the text is UTF-16 (little endian), not UTF-8");
        assert_eq!(message(b"\xfe\xff\0a\0:"), "the text is UTF-16 (big endian), not UTF-8");
        assert_eq!(message(b"\xff\xfe\0\0a\0\0\0"), "the text is UTF-32 (little endian), not UTF-8");
    }
}
