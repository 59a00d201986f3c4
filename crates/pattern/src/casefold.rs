//! Comparing text without regard to case, character by character.
//!
//! Two characters are equal when their upper-case or lower-case forms are, as Java's
//! `equalsIgnoreCase` has it. Mappings to several characters ("ß" to "SS") are not followed.

/// The representative of all characters that differ from `c` in case only.
fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    single(single(c, c.to_uppercase()), single(c, c.to_uppercase()).to_lowercase())
}

fn single(original: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => original,
    }
}

/// Appends the folded form of `text` to `out`. Bytes that are not UTF-8 stay as they are.
pub(crate) fn fold_into(text: &[u8], out: &mut Vec<u8>) {
    if text.is_ascii() {
        out.extend(text.iter().map(u8::to_ascii_lowercase));
        return;
    }
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            out.extend_from_slice(fold_char(c).encode_utf8(&mut [0; 4]).as_bytes());
        }
        out.extend_from_slice(chunk.invalid());
    }
}

/// The folded form of `text`.
pub(crate) fn fold(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differs_in_case_only() {
        for (a, b) in [("AbC", "aBc"), ("ÉCOLE", "école"), ("Straße", "sTRAßE"), ("\u{212A}", "k"), ("Σ", "ς")] {
            assert_eq!(fold(a.as_bytes()), fold(b.as_bytes()), "{a} {b}");
        }
        assert_ne!(fold("straße".as_bytes()), fold(b"strasse"));
        assert_eq!(fold(b"A\xFFB"), b"a\xFFb");
    }
}
