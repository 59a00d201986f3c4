//! The `wildcard` operator: `*` stands for any run of characters.

use memchr::memmem;

/// A pattern with at least one `*`, cut at its stars: `first*middle*...*last`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Wildcard {
    pub(crate) first: Box<[u8]>,
    pub(crate) middle: Box<[Box<[u8]>]>,
    pub(crate) last: Box<[u8]>,
}

/// What a wildcard text turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    /// No star in it: plain text, escapes resolved.
    Literal(Box<[u8]>),
    /// At least one star.
    Wildcard(Wildcard),
}

/// Why a wildcard text is refused; positions count from zero, in the unescaped JSON string.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WildcardError {
    Consecutive(usize),
    Escape(usize),
    TooComplex,
}

/// The most positions of one wildcard that may be open at once; see [`Wildcard::complexity`].
const MAX_COMPLEXITY: usize = 100;

impl Wildcard {
    /// Reads a wildcard: `*` is the star, `\*` and `\\` stand for themselves.
    pub(crate) fn parse(text: &[u8]) -> Result<Parsed, WildcardError> {
        let mut pieces = vec![Vec::new()];
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            let mut literal = byte;
            match (byte, text.get(at + 1)) {
                (b'*', Some(b'*')) => return Err(WildcardError::Consecutive(utf16_len(text, at))),
                (b'*', _) => {
                    pieces.push(Vec::new());
                    at += 1;
                    continue;
                }
                (b'\\', Some(&escaped @ (b'*' | b'\\'))) => {
                    literal = escaped;
                    at += 1;
                }
                (b'\\', _) => return Err(WildcardError::Escape(utf16_len(text, at))),
                _ => {}
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(literal);
            }
            at += 1;
        }
        Self::from_pieces(pieces)
    }

    fn from_pieces(pieces: Vec<Vec<u8>>) -> Result<Parsed, WildcardError> {
        let mut pieces = pieces.into_iter().map(Vec::into_boxed_slice);
        let first = pieces.next().unwrap_or_default();
        let Some(last) = pieces.next_back() else { return Ok(Parsed::Literal(first)) };
        let wildcard = Self { first, middle: pieces.collect(), last };
        if wildcard.complexity() > MAX_COMPLEXITY {
            return Err(WildcardError::TooComplex);
        }
        Ok(Parsed::Wildcard(wildcard))
    }

    /// How many positions of the pattern some text can leave open at once, at most: one for each star
    /// and, after a star, one for each start of a literal that fits a text repeating the literal's
    /// own first characters. This is what AWS's advice names: "fewer wildcard characters or fewer
    /// repeating character sequences after a wildcard character".
    fn complexity(&self) -> usize {
        let after_star = self.middle.iter().chain([&self.last]);
        after_star.map(|literal| 1 + longest_border_chain(literal)).sum()
    }

    /// Whether the whole of `text` fits. Each literal is looked for once, from left to right, so the
    /// cost is linear in practice and never exponential.
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        let Some(rest) = text.strip_prefix(&*self.first) else { return false };
        let Some(mut rest) = rest.strip_suffix(&*self.last) else { return false };
        for literal in &self.middle {
            let Some(found) = memmem::find(rest, literal) else { return false };
            rest = rest.get(found + literal.len()..).unwrap_or_default();
        }
        true
    }
}

/// The number of proper borders (prefix = suffix) that the most repetitive prefix of `text` has.
fn longest_border_chain(text: &[u8]) -> usize {
    let mut border = vec![0usize; text.len() + 1];
    let mut chain = vec![0usize; text.len() + 1];
    let mut longest = 0;
    for end in 2..=text.len() {
        let mut k = border[end - 1];
        while k > 0 && text[k] != text[end - 1] {
            k = border[k];
        }
        if text[k] == text[end - 1] {
            k += 1;
        }
        border[end] = k;
        chain[end] = if k > 0 { chain[k] + 1 } else { 0 };
        longest = longest.max(chain[end]);
    }
    longest
}

/// Positions are reported in Java's characters.
fn utf16_len(text: &[u8], end: usize) -> usize {
    String::from_utf8_lossy(text.get(..end).unwrap_or_default()).encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        match Wildcard::parse(pattern.as_bytes()).unwrap() {
            Parsed::Literal(literal) => *literal == *text.as_bytes(),
            Parsed::Wildcard(wildcard) => wildcard.matches(text.as_bytes()),
        }
    }

    #[test]
    fn stars_and_literals() {
        for (pattern, text) in [
            ("*", ""),
            ("*", "anything"),
            ("a*", "a"),
            ("*.png", "x.png"),
            ("dir/*.png", "dir/.png"),
            ("a*b*c", "a-b-b-c"),
            ("*aba*", "abacus"),
            ("a*a", "aa"),
            (r"5 \* \\*", r"5 * \ or more"),
            (r"\*", "*"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a*a", "a"), ("a*b*c", "acb"), ("*ab*ab*", "xaby"), ("a*", "ba"), ("ab*ba", "aba")] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn refusals() {
        assert_eq!(Wildcard::parse(b"ab**"), Err(WildcardError::Consecutive(2)));
        assert_eq!(Wildcard::parse("é**".as_bytes()), Err(WildcardError::Consecutive(1)));
        assert_eq!(Wildcard::parse(br"a\b"), Err(WildcardError::Escape(1)));
        assert_eq!(Wildcard::parse(br"a\"), Err(WildcardError::Escape(1)));
        assert!(Wildcard::parse(br"\**").is_ok());
        assert_eq!(Wildcard::parse(format!("*{}", "a".repeat(200)).as_bytes()), Err(WildcardError::TooComplex));
        assert_eq!(Wildcard::parse("*a".repeat(101).as_bytes()), Err(WildcardError::TooComplex));
    }
}
