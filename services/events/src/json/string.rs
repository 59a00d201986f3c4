//! JSON strings: their inside and their escapes.

/// What a string says whose inside, with its escapes, is `inside`.
pub(crate) fn unquoted(inside: &str) -> Option<String> {
    serde_json::from_str(&["\"", inside, "\""].concat()).ok()
}

/// The text of a compact string value without its quotes and with its escapes; none for any other value.
pub(crate) fn inside_of_string(value: &str) -> Option<&str> {
    value.strip_prefix('"')?.strip_suffix('"')
}

/// Appends `text` as a JSON string.
pub(crate) fn push_string(out: &mut Vec<u8>, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut copied = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let short = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0c => b'f',
            0..0x20 => b'u',
            _ => continue,
        };
        out.extend_from_slice(&bytes[copied..at]);
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            out.extend_from_slice(&[b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        copied = at + 1;
    }
    out.extend_from_slice(&bytes[copied..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_as_serde_reads_them() {
        let text = "a\"b\\c\n\r\t\u{8}\u{c}\u{1}\u{1f} é🦀/";
        let mut out = Vec::new();
        push_string(&mut out, text);
        assert_eq!(serde_json::from_slice::<String>(&out).expect("JSON"), text);
        assert_eq!(
            out,
            br#""a\"b\\c\n\r\t\b\f\u0001\u001F "#.iter().copied().chain("é🦀/\"".bytes()).collect::<Vec<_>>()
        );
    }
}
