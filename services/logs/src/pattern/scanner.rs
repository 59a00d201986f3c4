//! Reading a pattern's text piece by piece.

use super::PatternError;

/// A place in a text.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    whole: &'a str,
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { whole: text, rest: text }
    }

    pub(super) fn position(&self) -> usize {
        self.whole.len() - self.rest.len()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes this text if it stands here.
    pub(super) fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes this word, in any case, if it stands here and ends here.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let Some((begin, rest)) = self.rest.split_at_checked(word.len()) else { return false };
        let ends = !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        if begin.eq_ignore_ascii_case(word) && ends {
            self.rest = rest;
            return true;
        }
        false
    }

    /// Takes what stands here and must.
    pub(super) fn expect(&mut self, text: &str) -> Result<(), PatternError> {
        if self.take(text) { Ok(()) } else { Err(PatternError::at(self, &format!("'{text}' is expected"))) }
    }

    /// Takes characters for as long as they are of a kind.
    pub(super) fn take_while(&mut self, is: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|next| !is(next)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Takes text up to a delimiter (`"` or `%`) after the opening one, which stands here. A backslash keeps the delimiter in the text;
    /// `unescape` says whether backslashes go away.
    pub(super) fn enclosed(&mut self, delimiter: char, unescape: bool) -> Result<String, PatternError> {
        let start = self.clone();
        let mut out = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, next)) = chars.next() {
            if next == delimiter {
                self.rest = self.rest.get(at + next.len_utf8()..).unwrap_or_default();
                return Ok(out);
            }
            if next != '\\' {
                out.push(next);
                continue;
            }
            let Some((_, escaped)) = chars.next() else { break };
            if !unescape || !matches!(escaped, '"' | '\\') && escaped != delimiter {
                out.push('\\');
            }
            out.push(escaped);
        }
        Err(PatternError::at(&start, &format!("the closing {delimiter} is missing")))
    }
}
