//! Escapes in JSON strings.

/// Decodes the escape at the start of `text` (which begins with `\`) into `out` and returns its
/// length, or `None` when it is no escape. A lone surrogate becomes the three bytes UTF-8 would give
/// it, so that it equals itself and nothing else.
pub(crate) fn decode(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let plain = match text.get(1)? {
        b'"' => b'"',
        b'\\' => b'\\',
        b'/' => b'/',
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return decode_unicode(text, out),
        _ => return None,
    };
    out.push(plain);
    Some(2)
}

fn decode_unicode(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let first = hex(text)?;
    if (0xD800..0xDC00).contains(&first) {
        let second = text.get(6..).filter(|rest| rest.starts_with(b"\\u")).and_then(hex);
        if let Some(second @ 0xDC00..0xE000) = second {
            let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            push_char(char::from_u32(code)?, out);
            return Some(12);
        }
    }
    match char::from_u32(first) {
        Some(c) => push_char(c, out),
        None => out.extend([0xE0 | (first >> 12) as u8, 0x80 | (first >> 6 & 0x3F) as u8, 0x80 | (first & 0x3F) as u8]),
    }
    Some(6)
}

fn push_char(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The four hex digits after `\u`.
fn hex(text: &[u8]) -> Option<u32> {
    text.get(2..6)?.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))
}
