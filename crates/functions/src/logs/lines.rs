//! Bytes into lines.

/// Most bytes of a line; a longer one is cut. AWS: a log event is at most 256 KB.
pub(crate) const LONGEST: usize = 256 * 1024;

/// The beginning of a line whose end has not come yet.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    partial: Vec<u8>,
}

impl Lines {
    /// Gives every line that is complete now. Line ends (`\n`, `\r\n`) are not part of it.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(&[u8])) {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            let (line, rest) = bytes.split_at(end);
            bytes = rest.get(1..).unwrap_or_default();
            if self.partial.is_empty() {
                cut(line, &mut each);
            } else {
                self.partial.extend_from_slice(line);
                cut(&std::mem::take(&mut self.partial), &mut each);
            }
        }
        self.partial.extend_from_slice(bytes);
        while self.partial.len() > LONGEST {
            let rest = self.partial.split_off(boundary(&self.partial));
            each(&std::mem::replace(&mut self.partial, rest));
        }
    }

    /// Gives what is left without a line end.
    pub(crate) fn flush(&mut self, mut each: impl FnMut(&[u8])) {
        if !self.partial.is_empty() {
            cut(&std::mem::take(&mut self.partial), &mut each);
        }
    }
}

fn cut(line: &[u8], each: &mut impl FnMut(&[u8])) {
    let mut line = line.strip_suffix(b"\r").unwrap_or(line);
    while line.len() > LONGEST {
        let (head, rest) = line.split_at(boundary(line));
        each(head);
        line = rest;
    }
    each(line);
}

/// Where to cut so that no character is torn: at most [`LONGEST`], less by up to three bytes.
fn boundary(bytes: &[u8]) -> usize {
    let mut at = LONGEST.min(bytes.len());
    while at > LONGEST - 4 && bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&[u8]]) -> (Vec<String>, Vec<String>) {
        let (mut lines, mut whole, mut rest) = (Lines::default(), Vec::new(), Vec::new());
        for chunk in chunks {
            lines.feed(chunk, |line| whole.push(String::from_utf8_lossy(line).into_owned()));
        }
        lines.flush(|line| rest.push(String::from_utf8_lossy(line).into_owned()));
        (whole, rest)
    }

    #[test]
    fn lines_end_where_they_end() {
        let (whole, rest) = lines(&[b"a\nb", b"c\r\n\nlast"]);
        assert_eq!(whole, ["a", "bc", ""]);
        assert_eq!(rest, ["last"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_cut_and_not_held() {
        let long = vec![b'x'; 3 * LONGEST + 5];
        let (whole, rest) = lines(&[&long]);
        assert_eq!(whole.iter().map(String::len).collect::<Vec<_>>(), [LONGEST; 3]);
        assert_eq!(rest[0].len(), 5);
    }

    #[test]
    fn a_cut_tears_no_character() {
        let mut long = vec![b'x'; LONGEST - 1];
        long.extend_from_slice("é\n".as_bytes());
        let (whole, _) = lines(&[&long]);
        assert_eq!(whole.iter().map(String::len).collect::<Vec<_>>(), [LONGEST - 1, 2]);
        assert_eq!(whole[1], "é");
    }
}
