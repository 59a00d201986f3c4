//! JSON to documents, with the place of every value.

use std::borrow::Cow;
use std::collections::BTreeSet;

use tradewind_wire::Document;

use super::Read;
use crate::fault::Fault;
use crate::limits::MAX_DEPTH;
use crate::position::{Position, Positions};

pub(super) fn read(text: &str) -> Result<Read, Fault> {
    let mut reader = Reader { rest: text, at: Position { line: 1, column: 1 } };
    let read = reader.value(0)?;
    reader.space();
    if reader.rest.is_empty() { Ok(read) } else { Err(reader.broken()) }
}

struct Reader<'a> {
    rest: &'a str,
    at: Position,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let next = letters.next()?;
        self.rest = letters.as_str();
        if next == '\n' {
            self.at = Position { line: self.at.line + 1, column: 1 };
        } else {
            self.at.column += 1;
        }
        Some(next)
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|next| matches!(next, ' ' | '\t' | '\r' | '\n')) {
            self.next();
        }
    }

    fn broken(&self) -> Fault {
        broken(self.at)
    }

    /// The next character that is no white space must be this one.
    fn expect(&mut self, wanted: char) -> Result<(), Fault> {
        self.space();
        if self.peek() == Some(wanted) {
            self.next();
            return Ok(());
        }
        Err(self.broken())
    }

    /// Whether the next character is this one; then it is taken.
    fn take(&mut self, wanted: char) -> bool {
        self.space();
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Read, Fault> {
        self.space();
        let at = self.at;
        if depth > MAX_DEPTH {
            return Err(Fault::here(
                at,
                format!("Template format error: nested deeper than {MAX_DEPTH} levels. ({at})"),
            ));
        }
        let value = match self.peek() {
            Some('{') => return self.map(depth),
            Some('[') => return self.list(depth),
            Some('"') => Document::String(self.string()?),
            Some('-' | '0'..='9') => self.number()?,
            Some(_) => self.word()?,
            None => return Err(self.broken()),
        };
        Ok(Read { value, places: Positions::at(at) })
    }

    fn map(&mut self, depth: usize) -> Result<Read, Fault> {
        let mut places = Positions::at(self.at);
        let mut entries: Vec<(Cow<'static, str>, Document)> = Vec::new();
        let mut names = BTreeSet::new();
        self.next();
        if self.take('}') {
            return Ok(Read { value: Document::Map(entries), places });
        }
        loop {
            self.space();
            let here = self.at;
            if self.peek() != Some('"') {
                return Err(self.broken());
            }
            let key = self.string()?;
            self.expect(':')?;
            let value = self.value(depth + 1)?;
            if !names.insert(key.clone()) {
                return Err(Fault::here(here, format!("Template format error: duplicate key '{key}'. ({here})")));
            }
            places.add(key.clone(), here, value.places);
            entries.push((Cow::Owned(key), value.value));
            if !self.take(',') {
                break;
            }
        }
        self.expect('}')?;
        Ok(Read { value: Document::Map(entries), places })
    }

    fn list(&mut self, depth: usize) -> Result<Read, Fault> {
        let (mut places, mut items) = (Positions::at(self.at), Vec::new());
        self.next();
        if self.take(']') {
            return Ok(Read { value: Document::List(items), places });
        }
        loop {
            let item = self.value(depth + 1)?;
            places.add(items.len().to_string(), item.places.start(), item.places);
            items.push(item.value);
            if !self.take(',') {
                break;
            }
        }
        self.expect(']')?;
        Ok(Read { value: Document::List(items), places })
    }

    fn word(&mut self) -> Result<Document, Fault> {
        for (word, value) in
            [("true", Document::Bool(true)), ("false", Document::Bool(false)), ("null", Document::Null)]
        {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                self.at.column += word.len();
                return Ok(value);
            }
        }
        Err(self.broken())
    }

    fn number(&mut self) -> Result<Document, Fault> {
        let at = self.at;
        let end = self.rest.find(|one: char| !matches!(one, '-' | '+' | '.' | 'e' | 'E' | '0'..='9'));
        let (text, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        self.at.column += text.len();
        let read = Document::from_json(text.as_bytes()).map_err(|_| broken(at))?;
        // Whole numbers of more than 64 bits keep their digits as text.
        let whole = text.bytes().all(|one| one == b'-' || one.is_ascii_digit());
        Ok(if whole && read.as_i64().is_none() { text.into() } else { read })
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.next();
        let mut out = String::new();
        loop {
            let here = self.at;
            match self.next() {
                Some('"') => return Ok(out),
                Some('\\') => out.push(self.escape()?),
                Some(one) if one >= ' ' => out.push(one),
                _ => return Err(broken(here)),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let here = self.at;
        Ok(match self.next() {
            Some(same @ ('"' | '\\' | '/')) => same,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(here),
            _ => return Err(broken(here)),
        })
    }

    fn unicode(&mut self, here: Position) -> Result<char, Fault> {
        let first = self.hex(here)?;
        let code = if (0xD800..0xDC00).contains(&first) {
            if self.next() != Some('\\') || self.next() != Some('u') {
                return Err(broken(here));
            }
            let second = self.hex(here)?;
            if !(0xDC00..0xE000).contains(&second) {
                return Err(broken(here));
            }
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| broken(here))
    }

    fn hex(&mut self, here: Position) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.next().and_then(|one| one.to_digit(16));
            code = code * 16 + digit.ok_or_else(|| broken(here))?;
        }
        Ok(code)
    }
}

fn broken(at: Position) -> Fault {
    Fault::here(at, format!("Template format error: JSON not well-formed. ({at})"))
}
