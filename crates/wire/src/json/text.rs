//! JSON strings: escapes read and written.

use super::scan::copy_plain_run;
use crate::Malformed;

/// Appends `text` between quotes, escaping what JSON requires and nothing else.
pub(crate) fn escape_into(text: &str, out: &mut Vec<u8>) {
    // Copying goes word by word and may reach a few bytes beyond the text before it takes them back.
    out.reserve(text.len() + 16);
    out.push(b'"');
    escape_str(text, out);
    out.push(b'"');
}

/// Appends `text` escaped, without quotes.
fn escape_str(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let end = copy_plain_run(bytes, at, out);
        let Some(&special) = bytes.get(end) else { return };
        escape_byte(special, out);
        at = end + 1;
    }
}

fn escape_byte(b: u8, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    match b {
        b'"' => out.extend_from_slice(b"\\\""),
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        0x08 => out.extend_from_slice(b"\\b"),
        0x0c => out.extend_from_slice(b"\\f"),
        _ => out.extend_from_slice(&[b'\\', b'u', b'0', b'0', HEX[usize::from(b >> 4)], HEX[usize::from(b & 15)]]),
    }
}

/// Reads the escape whose backslash stands at `at` into `out`; answers with the place after it.
#[inline]
pub(super) fn unescape(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Result<usize, Malformed> {
    let kind = *bytes.get(at + 1).ok_or(Malformed::Truncated)?;
    let plain = match kind {
        b'"' | b'\\' | b'/' => kind,
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 0x08,
        b'f' => 0x0c,
        b'u' => return unescape_unicode(bytes, at, out),
        _ => return Err(Malformed::Syntax(at)),
    };
    out.push(plain);
    Ok(at + 2)
}

/// Reads `\uXXXX`, or a pair of them that makes one character. A lone surrogate becomes U+FFFD, as SQS documents it for the
/// characters it can't take (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>).
fn unescape_unicode(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Result<usize, Malformed> {
    let first = hex4(bytes, at + 2)?;
    let next = at + 6;
    if let Some(c) = char::from_u32(first) {
        push_char(c, out);
        return Ok(next);
    }
    if first < 0xdc00 && bytes.get(next) == Some(&b'\\') && bytes.get(next + 1) == Some(&b'u') {
        let second = hex4(bytes, next + 2)?;
        if (0xdc00..0xe000).contains(&second) {
            let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            push_char(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), out);
            return Ok(next + 6);
        }
    }
    push_char(char::REPLACEMENT_CHARACTER, out);
    Ok(next)
}

fn push_char(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn hex4(bytes: &[u8], at: usize) -> Result<u32, Malformed> {
    let digits = bytes.get(at..at + 4).ok_or(Malformed::Truncated)?;
    digits.iter().try_fold(0, |value, b| {
        let digit = char::from(*b).to_digit(16).ok_or(Malformed::Syntax(at))?;
        Ok(value << 4 | digit)
    })
}
