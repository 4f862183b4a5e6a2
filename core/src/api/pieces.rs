//! Answers in pieces, for hosts to which a large text costs more than its parts.

/// About as many bytes as a piece has.
const SIZE: usize = 64 << 10;

/// A text in pieces, which end between characters.
///
/// The engine of Node and Chromium keeps a string above 128 KB in memory of its own, which is mapped and given back
/// each time, and smaller ones among its other objects. It joins the sum of such pieces when somebody reads the whole.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = (SIZE..rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::{SIZE, pieces};

    #[test]
    fn pieces_end_between_characters_and_are_the_whole() {
        let text = format!("{}ü{}", "a".repeat(SIZE - 1), "b".repeat(2 * SIZE));
        let all: Vec<&str> = pieces(&text).collect();
        assert_eq!(all.iter().map(|piece| piece.len()).collect::<Vec<_>>(), [SIZE + 1, SIZE, SIZE]);
        assert_eq!(all.concat(), text);
        assert_eq!(pieces("").count(), 0);
    }
}
