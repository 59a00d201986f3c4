//! [`JsonReader`]: shapes straight from JSON bytes, in one pass.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::number::Number;
use super::scan::{copy_plain_run, plain_run};
use super::text::unescape;
use crate::numbers::{narrow, truncate};
use crate::{Document, MAX_DEPTH, Malformed, Member, Notes, Reader, Shape, Token, Wanted, timestamp};

/// Reads shapes from JSON text.
///
/// The text is known to be UTF-8 before the first token, so strings are slices of it. Nesting is counted, so hostile
/// input ends in [`Malformed::Depth`], not in a stack overflow.
#[derive(Debug)]
pub struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Whether the structure, list or map just opened has not been asked for its first member yet.
    fresh: bool,
    /// Where strings with escapes are put together.
    scratch: Vec<u8>,
    notes: Notes,
}

impl<'a> JsonReader<'a> {
    /// A reader of `bytes`; refuses what is not UTF-8.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let text = std::str::from_utf8(bytes).map_err(|error| Malformed::Utf8(error.valid_up_to()))?;
        Ok(Self { text, at: 0, depth: 0, fresh: false, scratch: Vec::new(), notes: Notes::default() })
    }

    /// Refuses anything but white space after the value that was read, and hands out the notes.
    pub fn finish(mut self) -> Result<Notes, Malformed> {
        match self.peek() {
            Err(Malformed::Truncated) => Ok(self.notes),
            _ => Err(Malformed::Syntax(self.at)),
        }
    }

    /// The next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Result<u8, Malformed> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(&b) => return Ok(b),
                None => return Err(Malformed::Truncated),
            }
        }
    }

    #[inline]
    fn syntax<T>(&self) -> Result<T, Malformed> {
        Err(Malformed::Syntax(self.at))
    }

    /// Opens `{` or `[`.
    fn open(&mut self, bracket: u8, wanted: Wanted) -> Result<(), Malformed> {
        if self.peek()? != bracket {
            return self.unexpected(wanted);
        }
        if self.depth >= MAX_DEPTH {
            return Err(Malformed::Depth);
        }
        self.at += 1;
        self.depth += 1;
        self.fresh = true;
        Ok(())
    }

    /// Whether another element stands before the closing bracket; consumes the comma or the bracket.
    #[inline]
    fn more(&mut self, close: u8) -> Result<bool, Malformed> {
        let next = self.peek()?;
        if next == close {
            self.at += 1;
            self.depth -= 1;
            self.fresh = false;
            return Ok(false);
        }
        if self.fresh {
            self.fresh = false;
            return Ok(true);
        }
        if next != b',' {
            return self.syntax();
        }
        self.at += 1;
        // A comma before the bracket ("[1,]") is not JSON.
        if self.peek()? == close { self.syntax() } else { Ok(true) }
    }

    /// The next key and its colon.
    #[inline]
    fn key(&mut self) -> Result<Cow<'a, str>, Malformed> {
        if self.peek()? != b'"' {
            return self.syntax();
        }
        let key = match self.raw_string()? {
            Some(plain) => Cow::Borrowed(plain),
            None => Cow::Owned(self.unescaped()?.to_owned()),
        };
        if self.peek()? != b':' {
            return self.syntax();
        }
        self.at += 1;
        Ok(key)
    }

    /// Reads the string whose quote is next. Plain text comes back as a slice; with escapes it is in the scratch.
    #[inline]
    fn raw_string(&mut self) -> Result<Option<&'a str>, Malformed> {
        let text = self.text;
        let bytes = text.as_bytes();
        let start = self.at + 1;
        let end = plain_run(bytes, start);
        match bytes.get(end) {
            Some(b'"') => {
                self.at = end + 1;
                Ok(Some(text.get(start..end).ok_or(Malformed::Syntax(start))?))
            }
            Some(b'\\') => self.escaped_string(start, end).map(|()| None),
            Some(_) => Err(Malformed::Syntax(end)),
            None => Err(Malformed::Truncated),
        }
    }

    /// Reads the rest of a string whose first escape stands at `at` into the scratch.
    fn escaped_string(&mut self, start: usize, mut at: usize) -> Result<(), Malformed> {
        let bytes = self.text.as_bytes();
        let scratch = &mut self.scratch;
        scratch.clear();
        scratch.extend_from_slice(bytes.get(start..at).unwrap_or_default());
        loop {
            match bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(());
                }
                Some(b'\\') => at = unescape(bytes, at, scratch)?,
                Some(_) => return Err(Malformed::Syntax(at)),
                None => return Err(Malformed::Truncated),
            }
            at = copy_plain_run(bytes, at, scratch);
        }
    }

    /// The string in the scratch. It is put together from whole characters, so the check never fails.
    fn unescaped(&self) -> Result<&str, Malformed> {
        std::str::from_utf8(&self.scratch).map_err(|error| Malformed::Utf8(error.valid_up_to()))
    }

    /// Reads the string that is next, without owning it.
    fn text(&mut self, wanted: Wanted) -> Result<&str, Malformed> {
        if self.peek()? != b'"' {
            return self.unexpected(wanted);
        }
        Ok(match self.raw_string()? {
            Some(plain) => plain,
            None => self.unescaped()?,
        })
    }

    /// Reads the number that is next.
    fn number(&mut self) -> Result<Number, Malformed> {
        let (number, end) = Number::parse(self.text, self.at)?;
        self.at = end;
        Ok(number)
    }

    /// Consumes `true`, `false` or `null`.
    fn literal(&mut self, word: &str) -> Result<(), Malformed> {
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            return Ok(());
        }
        self.syntax()
    }

    /// What kind of value is next.
    fn found(&mut self) -> Result<Token, Malformed> {
        let start = self.at;
        Ok(match self.peek()? {
            b'"' => Token::String,
            b'{' => Token::Structure,
            b'[' => Token::List,
            b't' => self.literal("true").map(|()| Token::True)?,
            b'f' => self.literal("false").map(|()| Token::False)?,
            b'n' => self.literal("null").map(|()| Token::Null)?,
            b'-' | b'0'..=b'9' => match self.number()? {
                Number::Whole(_) => Token::Integer,
                Number::Float(_) => Token::Float,
            },
            _ => return Err(Malformed::Syntax(start)),
        })
    }

    #[cold]
    fn unexpected<T>(&mut self, wanted: Wanted) -> Result<T, Malformed> {
        let found = self.found()?;
        Err(Malformed::Unexpected { found, wanted })
    }

    fn whole_number(&mut self, wanted: Wanted) -> Result<i64, Malformed> {
        match self.peek()? {
            b'-' | b'0'..=b'9' => match self.number()? {
                Number::Whole(value) => Ok(value),
                Number::Float(value) => truncate(value),
            },
            _ => self.unexpected(wanted),
        }
    }
}

impl Reader for JsonReader<'_> {
    #[inline]
    fn structure_start(&mut self) -> Result<(), Malformed> {
        self.open(b'{', Wanted::Structure)
    }

    #[inline]
    fn next_member<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        while self.more(b'}')? {
            let key = self.key()?;
            match S::index(key.as_bytes()) {
                Some(index) if !self.null()? => return Ok(Some(index)),
                Some(_) => {}
                None => self.skip()?,
            }
        }
        Ok(None)
    }

    fn list_start(&mut self, _: &'static Member) -> Result<(), Malformed> {
        self.open(b'[', Wanted::List)
    }

    fn next_item(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        self.more(b']')
    }

    fn map_start(&mut self, _: &'static Member) -> Result<(), Malformed> {
        self.open(b'{', Wanted::Map)
    }

    fn next_entry(&mut self, _: &'static Member) -> Result<Option<String>, Malformed> {
        if self.more(b'}')? { Ok(Some(self.key()?.into_owned())) } else { Ok(None) }
    }

    #[inline]
    fn null(&mut self) -> Result<bool, Malformed> {
        if self.peek()? != b'n' {
            return Ok(false);
        }
        self.literal("null").map(|()| true)
    }

    #[inline]
    fn string(&mut self, _: &'static Member) -> Result<String, Malformed> {
        self.text(Wanted::String).map(str::to_owned)
    }

    fn integer(&mut self, _: &'static Member) -> Result<i32, Malformed> {
        self.whole_number(Wanted::Integer).and_then(narrow)
    }

    fn long(&mut self, _: &'static Member) -> Result<i64, Malformed> {
        self.whole_number(Wanted::Long)
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, Malformed> {
        match self.peek()? {
            b'-' | b'0'..=b'9' => Ok(match self.number()? {
                Number::Whole(value) => value as f64,
                Number::Float(value) => value,
            }),
            b'"' => match self.text(Wanted::Double)? {
                "NaN" => Ok(f64::NAN),
                "Infinity" => Ok(f64::INFINITY),
                "-Infinity" => Ok(f64::NEG_INFINITY),
                _ => Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::Double }),
            },
            _ => self.unexpected(Wanted::Double),
        }
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        match self.peek()? {
            b't' => self.literal("true").map(|()| true),
            b'f' => self.literal("false").map(|()| false),
            _ => self.unexpected(Wanted::Boolean),
        }
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, Malformed> {
        let text = self.text(Wanted::Blob)?;
        STANDARD.decode(text).map(Bytes::from).map_err(|_| Malformed::Base64)
    }

    fn timestamp(&mut self, _: &'static Member) -> Result<Timestamp, Malformed> {
        match self.peek()? {
            b'-' | b'0'..=b'9' => {
                let seconds = match self.number()? {
                    Number::Whole(value) => value as f64,
                    Number::Float(value) => value,
                };
                timestamp::from_seconds(seconds).ok_or(Malformed::Timestamp)
            }
            b'"' => timestamp::parse(self.text(Wanted::Timestamp)?).ok_or(Malformed::Timestamp),
            _ => self.unexpected(Wanted::Timestamp),
        }
    }

    fn document(&mut self) -> Result<Document, Malformed> {
        Ok(match self.peek()? {
            b'"' => Document::String(self.string(Member::ROOT)?),
            b'{' => {
                let mut entries = Vec::new();
                self.map_start(Member::ROOT)?;
                while let Some(key) = self.next_entry(Member::ROOT)? {
                    entries.push((Cow::Owned(key), self.document()?));
                }
                Document::Map(entries)
            }
            b'[' => {
                let mut items = Vec::new();
                self.list_start(Member::ROOT)?;
                while self.next_item(Member::ROOT)? {
                    items.push(self.document()?);
                }
                Document::List(items)
            }
            b't' => self.literal("true").map(|()| Document::Bool(true))?,
            b'f' => self.literal("false").map(|()| Document::Bool(false))?,
            b'n' => self.literal("null").map(|()| Document::Null)?,
            b'-' | b'0'..=b'9' => match self.number()? {
                Number::Whole(value) => Document::Integer(value),
                Number::Float(value) => Document::Float(value),
            },
            _ => return self.syntax(),
        })
    }

    fn skip(&mut self) -> Result<(), Malformed> {
        match self.peek()? {
            b'"' => self.raw_string().map(drop),
            b'{' => {
                self.open(b'{', Wanted::Map)?;
                while self.more(b'}')? {
                    self.key()?;
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                self.open(b'[', Wanted::List)?;
                while self.more(b']')? {
                    self.skip()?;
                }
                Ok(())
            }
            _ => self.found().map(drop),
        }
    }

    #[inline]
    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}
