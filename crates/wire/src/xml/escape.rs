//! Text in elements and attributes.

/// Appends text, escaped for elements and attributes. A carriage return would be read back as a line feed and other
/// control characters can't stand in XML 1.0: the former is written as a reference, the latter become U+FFFD.
pub(crate) fn escape_into(text: &str, out: &mut Vec<u8>) {
    escape(text, out, |_, out| out.extend_from_slice("\u{fffd}".as_bytes()));
}

/// The same for S3, whose keys may hold any character: it writes control characters as references, as XML 1.1 would, and
/// leaves it to the client to ask for `encoding-type=url` where it can't read that.
pub(crate) fn escape_s3_into(text: &str, out: &mut Vec<u8>) {
    escape(text, out, |control, out| out.extend_from_slice(format!("&#x{control:x};").as_bytes()));
}

fn escape(text: &str, out: &mut Vec<u8>, control: impl Fn(u8, &mut Vec<u8>)) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len());
    let mut start = 0;
    for (at, &b) in bytes.iter().enumerate() {
        let escaped: &[u8] = match b {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\r' => b"&#xD;",
            b'\t' | b'\n' => continue,
            0..0x20 => b"",
            _ => continue,
        };
        out.extend_from_slice(bytes.get(start..at).unwrap_or_default());
        if escaped.is_empty() {
            control(b, out);
        }
        out.extend_from_slice(escaped);
        start = at + 1;
    }
    out.extend_from_slice(bytes.get(start..).unwrap_or_default());
}
