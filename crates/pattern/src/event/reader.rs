//! A cursor over the JSON text of an event.

use super::blocks::{BLOCK, Block, parity_so_far};
use crate::EventError;

/// Reads forward only. Every method that fails names the byte where it stopped.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// The block `at` is in, or an earlier one.
    block: Block,
}

/// A string as it stands in the text, between its quotes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) escaped: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, block: Block::first(text) }
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The error of a byte that may not stand here, or of the text's end.
    #[cold]
    pub(crate) fn unexpected(&self) -> EventError {
        match self.text.len() <= self.at {
            true => EventError::UnexpectedEnd(self.text.len()),
            false => EventError::Malformed(self.at),
        }
    }

    /// Skips white space and returns the byte after it, without consuming that.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<u8, EventError> {
        while let Some(&byte) = self.text.get(self.at) {
            if byte > b' ' {
                return Ok(byte);
            }
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                break;
            }
            self.at += 1;
        }
        Err(self.unexpected())
    }

    /// Consumes the byte that was peeked.
    #[inline]
    pub(crate) fn advance(&mut self) {
        self.at += 1;
    }

    #[inline]
    pub(crate) fn expect(&mut self, wanted: u8) -> Result<(), EventError> {
        if self.peek()? != wanted {
            return Err(self.unexpected());
        }
        self.advance();
        Ok(())
    }

    /// A string, from its opening quote.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Raw<'a>, EventError> {
        self.expect(b'"')?;
        let start = self.at;
        let escaped = self.finish_string()?;
        Ok(Raw { text: &self.text[start..self.at - 1], escaped })
    }

    /// Moves behind the closing quote; tells whether there was an escape before it.
    #[inline]
    fn finish_string(&mut self) -> Result<bool, EventError> {
        let mut from = self.place();
        let mut escaped = false;
        loop {
            let quotes = self.block.quotes >> from;
            let backslashes = self.block.backslashes >> from;
            if quotes != 0 {
                let len = quotes.trailing_zeros();
                self.at = self.block.base + from + len as usize + 1;
                return Ok(escaped || backslashes & ((1 << len) - 1) != 0);
            }
            escaped |= backslashes != 0;
            self.next_block()?;
            from = 0;
        }
    }

    /// Brings the block up to `at` and returns the place of `at` in it.
    #[inline]
    fn place(&mut self) -> usize {
        while self.block.base + BLOCK <= self.at {
            self.block.advance(self.text);
        }
        self.at - self.block.base
    }

    #[inline]
    fn next_block(&mut self) -> Result<(), EventError> {
        if self.block.base + BLOCK >= self.text.len() {
            return Err(EventError::UnexpectedEnd(self.text.len()));
        }
        self.block.advance(self.text);
        Ok(())
    }

    /// The text of a number, not checked yet.
    pub(crate) fn number(&mut self) -> &'a [u8] {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let inside = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let len = rest.iter().position(|byte| !inside(byte)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// `true`, `false` or `null`.
    pub(crate) fn word(&mut self, word: &[u8]) -> Result<(), EventError> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(self.unexpected());
        }
        self.at += word.len();
        Ok(())
    }

    /// Skips one value of any kind.
    pub(crate) fn skip(&mut self) -> Result<(), EventError> {
        match self.peek()? {
            b'"' => {
                self.advance();
                self.finish_string().map(|_| ())
            }
            b'{' | b'[' => {
                self.advance();
                self.skip_to_close()
            }
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            b'-' | b'0'..=b'9' => {
                self.number();
                Ok(())
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Moves behind the bracket that closes the innermost open object or array.
    pub(crate) fn skip_to_close(&mut self) -> Result<(), EventError> {
        let mut unread = u64::MAX << self.place();
        let mut depth = 1;
        let mut in_string = 0;
        loop {
            // From each opening quote to before its closing quote, this is set.
            let strings = parity_so_far(self.block.quotes & unread) ^ in_string;
            let (open, close) = self.block.brackets();
            let (open, close) = (open & unread & !strings, close & unread & !strings);
            match after_brackets(depth, open, close) {
                Ok(deeper) => depth = deeper,
                Err(place) => {
                    self.at = self.block.base + place + 1;
                    return Ok(());
                }
            }
            in_string = if strings >> 63 == 1 { u64::MAX } else { 0 };
            self.next_block()?;
            unread = u64::MAX;
        }
    }
}

/// The depth after a block's brackets, or the place of the bracket that brings it to zero.
#[inline]
fn after_brackets(mut depth: usize, open: u64, close: u64) -> Result<usize, usize> {
    let closes = close.count_ones() as usize;
    if closes < depth {
        return Ok(depth + open.count_ones() as usize - closes);
    }
    let mut brackets = open | close;
    while brackets != 0 {
        let place = brackets.trailing_zeros();
        if close >> place & 1 == 0 {
            depth += 1;
        } else if depth == 1 {
            return Err(place as usize);
        } else {
            depth -= 1;
        }
        brackets &= brackets - 1;
    }
    Ok(depth)
}
