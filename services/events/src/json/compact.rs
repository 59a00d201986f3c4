//! One pass that checks JSON text and copies it without white space.

/// How deeply a value may nest: "PutEvents will only process nested JSON up to 1000 levels deep".
const MAX_DEPTH: usize = 1_000;

/// The text is not one JSON value. `at` is the offset, in bytes, of what was not expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotJson {
    pub(crate) at: usize,
}

/// Checks that `text` is one JSON value with nothing after it and appends it to `out` without white space between its tokens.
pub(crate) fn compact(text: &str, out: &mut Vec<u8>) -> Result<(), NotJson> {
    let mut scan = Scan::new(text, out);
    scan.value()?;
    scan.white();
    if scan.at < scan.bytes.len() {
        return Err(scan.unexpected());
    }
    scan.copy();
    Ok(())
}

/// Checks that `text` begins with a JSON value, whatever follows it.
pub(crate) fn begins_with_value(text: &str) -> Result<(), NotJson> {
    Scan::new(text, &mut Vec::new()).value()
}

/// A pass over a text. What lies between `copied` and `at` is wanted and not copied yet: runs without white space are copied in
/// one piece.
struct Scan<'a, 'o> {
    bytes: &'a [u8],
    at: usize,
    copied: usize,
    out: &'o mut Vec<u8>,
}

impl<'a, 'o> Scan<'a, 'o> {
    fn new(text: &'a str, out: &'o mut Vec<u8>) -> Scan<'a, 'o> {
        Scan { bytes: text.as_bytes(), at: 0, copied: 0, out }
    }

    fn unexpected(&self) -> NotJson {
        NotJson { at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn copy(&mut self) {
        self.out.extend_from_slice(self.bytes.get(self.copied..self.at).unwrap_or_default());
        self.copied = self.at;
    }

    fn white(&mut self) {
        if !matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            return;
        }
        self.copy();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
        self.copied = self.at;
    }

    fn take(&mut self, byte: u8) -> Result<(), NotJson> {
        if self.peek() != Some(byte) {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(())
    }

    /// One value of any depth. The open containers stand on a stack of their own, so depth costs a byte each, not a frame.
    fn value(&mut self) -> Result<(), NotJson> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            self.white();
            match self.peek() {
                Some(bracket @ (b'{' | b'[')) => {
                    if open.len() == MAX_DEPTH {
                        return Err(self.unexpected());
                    }
                    self.at += 1;
                    self.white();
                    let close = if bracket == b'{' { b'}' } else { b']' };
                    if self.peek() != Some(close) {
                        open.push(close);
                        if close == b'}' {
                            self.key()?;
                        }
                        continue;
                    }
                    self.at += 1;
                }
                Some(b'"') => self.string()?,
                Some(b't') => self.word(b"true")?,
                Some(b'f') => self.word(b"false")?,
                Some(b'n') => self.word(b"null")?,
                _ => self.number()?,
            }
            if self.after_value(&mut open)? {
                return Ok(());
            }
        }
    }

    /// What follows a finished value: closes what ends here and steps over a comma. True when the outermost value is finished.
    fn after_value(&mut self, open: &mut Vec<u8>) -> Result<bool, NotJson> {
        loop {
            let Some(close) = open.last().copied() else { return Ok(true) };
            self.white();
            if self.peek() == Some(close) {
                self.at += 1;
                open.pop();
                continue;
            }
            self.take(b',')?;
            if close == b'}' {
                self.white();
                self.key()?;
            }
            return Ok(false);
        }
    }

    fn key(&mut self) -> Result<(), NotJson> {
        self.string()?;
        self.white();
        self.take(b':')
    }

    fn string(&mut self) -> Result<(), NotJson> {
        self.take(b'"')?;
        loop {
            self.at += plain_run(self.bytes.get(self.at..).unwrap_or_default());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                _ => return Err(self.unexpected()),
            }
        }
        self.at += 1;
        Ok(())
    }

    fn escape(&mut self) -> Result<(), NotJson> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.unexpected());
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.unexpected()),
        }
        Ok(())
    }

    fn word(&mut self, word: &[u8]) -> Result<(), NotJson> {
        if !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(self.unexpected());
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Result<(), NotJson> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            _ => return Err(self.unexpected()),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), NotJson> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected()) } else { Ok(()) }
    }
}

/// How many bytes from the start are neither a quote nor a backslash nor a control character. Eight at a time: most of an event
/// is inside strings.
fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    // The top bit of each byte that is zero; exact for the lowest such byte, which is the one that counts.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & TOPS;
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, chunk) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let quotes = zeros(word ^ (ONES * u64::from(b'"')));
        let backslashes = zeros(word ^ (ONES * u64::from(b'\\')));
        let controls = zeros(word & (ONES * 0xe0));
        let found = quotes | backslashes | controls;
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    words.len() * 8 + rest.iter().position(special).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use tradewind_clock::Random;

    use super::*;

    fn compacted(text: &str) -> Result<String, NotJson> {
        let mut out = Vec::new();
        compact(text, &mut out)?;
        Ok(String::from_utf8(out).expect("UTF-8 stays UTF-8"))
    }

    #[test]
    fn takes_out_white_space_and_nothing_else() {
        for (text, want) in [
            (" { } ", "{}"),
            ("[ ]", "[]"),
            (
                "{\"a\" : [ 1 , 2.50 , -3e+2 , { \"b\\u0020\" : null } ] ,\n\"a\":true}",
                "{\"a\":[1,2.50,-3e+2,{\"b\\u0020\":null}],\"a\":true}",
            ),
            ("\" a  \\\" b \"", "\" a  \\\" b \""),
            (" false\t", "false"),
            ("{\"é 🦀\": \"\u{7f} ü\"}", "{\"é 🦀\":\"\u{7f} ü\"}"),
        ] {
            assert_eq!(compacted(text).as_deref(), Ok(want), "{text}");
        }
    }

    #[test]
    fn agrees_with_serde_on_what_json_is() {
        for text in [
            "",
            " ",
            "{",
            "}",
            "[",
            "]",
            "{]",
            "[}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{,}",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{1:2}",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "1e+",
            "+1",
            "tru",
            "truex",
            "nul",
            "NaN",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\n\"",
            "\"a\"b",
            "{}{}",
            "{} x",
            "0",
            "-0",
            "0.0",
            "1E5",
            "[[[]]]",
            "{\"a\":{\"b\":[{}]}}",
            "null",
            "[true,false]",
            "\u{feff}{}",
            "'a'",
            "{\"a\":1 \"b\":2}",
        ] {
            let serde = serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert_eq!(compacted(text).is_ok(), serde, "{text:?}");
        }
    }

    #[test]
    fn agrees_with_serde_on_damaged_texts() {
        let random = Random::seeded(7);
        let whole =
            r#"{"a": [1, -2.5e3, true, {"é\"\\": "long enough to fill a word \u00e9\n"}], "b" : {} , "c":null}"#;
        let alphabet: Vec<char> = "{}[]:,\"\\ 0.e-tun\u{1}é\n".chars().collect();
        let (mut good, mut bad) = (0, 0);
        for _ in 0..20_000 {
            let mut text: Vec<char> = whole.chars().collect();
            for _ in 0..random.below(3) {
                let at = random.below(text.len() as u64) as usize;
                match random.below(3) {
                    0 => text[at] = alphabet[random.below(alphabet.len() as u64) as usize],
                    1 => text.truncate(at.max(1)),
                    _ => text.insert(at, alphabet[random.below(alphabet.len() as u64) as usize]),
                }
            }
            let text: String = text.into_iter().collect();
            let serde = serde_json::from_str::<serde_json::Value>(&text).ok();
            let ours = compacted(&text).ok();
            assert_eq!(ours.is_some(), serde.is_some(), "{text:?}");
            let Some(ours) = ours else {
                bad += 1;
                continue;
            };
            good += 1;
            assert_eq!(serde_json::from_str::<serde_json::Value>(&ours).ok(), serde, "{text:?}");
        }
        assert!(good > 1_000 && bad > 1_000, "{good} good, {bad} bad");
    }

    #[test]
    fn depth_is_bounded() {
        let nest = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
        assert!(compacted(&nest(MAX_DEPTH)).is_ok());
        assert_eq!(compacted(&nest(MAX_DEPTH + 1)), Err(NotJson { at: MAX_DEPTH }));
        assert!(compacted(&"[".repeat(1_000_000)).is_err());
    }
}
