//! JSON tokens of a pattern's text, each with the place that AWS's messages name.
//!
//! AWS reads patterns with the Jackson parser and shows its location: the character after what was
//! consumed so far. A member name is consumed together with the beginning of its value, and of a
//! string only the opening quote is consumed until somebody asks for its text.

use crate::{MAX_DEPTH, PatternError};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    StartObject,
    EndObject,
    StartArray,
    EndArray,
    Name(Vec<u8>),
    Text(Vec<u8>),
    Number(&'a str),
    True,
    False,
    Null,
    End,
}

/// Where the reader is inside an open object or array.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Expect {
    First,
    CommaOrEnd,
    Value,
}

#[derive(Debug, Clone)]
struct Open {
    array: bool,
    /// Byte offset of its bracket.
    start: usize,
    expect: Expect,
}

#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Open>,
    /// The beginning of the value after a member name, consumed with the name.
    ahead: Option<(Token<'a>, usize)>,
    /// Where Jackson stands after the last token, before anybody asked for a string's text.
    shown: usize,
    started: bool,
}

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new(), ahead: None, shown: 0, started: false }
    }

    /// The next token; `End` after the one value of the text.
    pub(super) fn next(&mut self) -> Result<Token<'a>, PatternError> {
        let (token, shown) = match self.ahead.take() {
            Some(ahead) => ahead,
            None => self.read()?,
        };
        self.shown = shown;
        Ok(token)
    }

    /// An error at the last token.
    pub(super) fn error(&self, reason: impl AsRef<str>) -> PatternError {
        self.error_at(reason.as_ref(), self.shown)
    }

    /// An error at the last token, a string whose text was asked for.
    pub(super) fn error_after_text(&self, reason: impl AsRef<str>) -> PatternError {
        self.error_at(reason.as_ref(), self.at)
    }

    fn error_at(&self, reason: &str, at: usize) -> PatternError {
        PatternError::Invalid { reason: format!("{reason}\n at {}", self.location(at)) }
    }

    fn read(&mut self) -> Result<(Token<'a>, usize), PatternError> {
        self.skip_space();
        let Some(open) = self.open.last().cloned() else {
            if self.started {
                return match self.peek() {
                    None => Ok((Token::End, self.at)),
                    Some(_) => Err(self.unexpected(&format!("expected a valid value {VALUES}"))),
                };
            }
            self.started = true;
            if self.peek().is_none() {
                return Ok((Token::End, self.at));
            }
            return self.value();
        };
        let Some(found) = self.peek() else { return Err(self.end_inside(&open)) };
        if matches!(found, '}' | ']') && open.expect != Expect::Value {
            return self.close(found, &open);
        }
        if open.expect == Expect::CommaOrEnd {
            let kind = if open.array { "Array" } else { "Object" };
            if found != ',' {
                return Err(self.unexpected(&format!("was expecting comma to separate {kind} entries")));
            }
            self.at += 1;
            self.skip_space();
        }
        self.expect(Expect::CommaOrEnd);
        if open.array { self.value() } else { self.member() }
    }

    fn expect(&mut self, expect: Expect) {
        if let Some(open) = self.open.last_mut() {
            open.expect = expect;
        }
    }

    fn close(&mut self, found: char, open: &Open) -> Result<(Token<'a>, usize), PatternError> {
        let (kind, close) = if open.array { ("Array", ']') } else { ("Object", '}') };
        self.at += 1;
        if found != close {
            let start = self.location(open.start);
            return Err(self.error_at(
                &format!("Unexpected close marker '{found}': expected '{close}' (for {kind} starting at {start})"),
                self.at,
            ));
        }
        self.open.pop();
        Ok((if open.array { Token::EndArray } else { Token::EndObject }, self.at))
    }

    fn member(&mut self) -> Result<(Token<'a>, usize), PatternError> {
        if self.peek() != Some('"') {
            return Err(match self.peek() {
                None => self.error_at("Unexpected end-of-input within/between Object entries", self.at),
                Some(_) => self.unexpected("was expecting double-quote to start field name"),
            });
        }
        self.at += 1;
        let name = self.string("in field name")?;
        self.skip_space();
        match self.peek() {
            Some(':') => self.at += 1,
            None => return Err(self.error_at("Unexpected end-of-input within/between Object entries", self.at)),
            Some(_) => return Err(self.unexpected("was expecting a colon to separate field name and value")),
        }
        self.skip_space();
        if self.peek().is_none() {
            return Err(self.error_at("Unexpected end-of-input within/between Object entries", self.at));
        }
        let (value, shown) = self.value()?;
        self.ahead = Some((value, shown));
        Ok((Token::Name(name), shown))
    }

    fn value(&mut self) -> Result<(Token<'a>, usize), PatternError> {
        let start = self.at;
        let Some(found) = self.peek() else {
            return Err(self.error_at("Unexpected end-of-input within/between Array entries", self.at));
        };
        match found {
            '{' | '[' => {
                self.at += 1;
                if self.open.len() >= MAX_DEPTH {
                    let depth = MAX_DEPTH + 1;
                    return Err(self.error(format!(
                        "Document nesting depth ({depth}) exceeds the maximum allowed ({MAX_DEPTH}, from \
                         `StreamReadConstraints.getMaxNestingDepth()`)"
                    )));
                }
                self.open.push(Open { array: found == '[', start, expect: Expect::First });
                Ok((if found == '[' { Token::StartArray } else { Token::StartObject }, self.at))
            }
            '"' => {
                self.at += 1;
                let shown = self.at;
                Ok((Token::Text(self.string("for a string value")?), shown))
            }
            '-' | '0'..='9' => self.number(),
            c if c.is_alphabetic() => self.word(),
            _ => Err(self.unexpected(&format!("expected a valid value {VALUES}"))),
        }
    }

    fn word(&mut self) -> Result<(Token<'a>, usize), PatternError> {
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or_default();
        self.at += len;
        let token = match word {
            "true" => Token::True,
            "false" => Token::False,
            "null" => Token::Null,
            _ => return Err(self.error_at(&format!("Unrecognized token '{word}': was expecting {VALUES}"), self.at)),
        };
        Ok((token, self.at))
    }

    fn number(&mut self) -> Result<(Token<'a>, usize), PatternError> {
        let rest = self.rest();
        let len = rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        let number = rest.get(..len).unwrap_or_default();
        self.at += len;
        if crate::number::Number::parse(number.as_bytes()).is_none() {
            return Err(self.error_at(&format!("Invalid numeric value: {number}"), self.at));
        }
        Ok((Token::Number(number), self.at))
    }

    /// The rest of a string whose opening quote was read.
    fn string(&mut self, role: &str) -> Result<Vec<u8>, PatternError> {
        let mut out = Vec::new();
        loop {
            let rest = self.rest();
            let stop = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            out.extend_from_slice(rest.get(..stop).unwrap_or_default().as_bytes());
            self.at += stop;
            match self.peek() {
                None => {
                    let reason = format!("Unexpected end-of-input: was expecting closing quote {role}");
                    return Err(self.error_at(&reason, self.at));
                }
                Some('"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some('\\') => match crate::event::escape::decode(self.rest().as_bytes(), &mut out) {
                    Some(len) => self.at += len,
                    None => return Err(self.bad_escape()),
                },
                Some(control) => {
                    let code = u32::from(control);
                    self.at += control.len_utf8();
                    return Err(self.error_at(
                        &format!(
                            "Illegal unquoted character ((CTRL-CHAR, code {code})): has to be escaped using backslash \
                             to be included in string value"
                        ),
                        self.at,
                    ));
                }
            }
        }
    }

    fn bad_escape(&mut self) -> PatternError {
        self.at += 1;
        match self.peek() {
            Some('u') => {
                self.error_at("Unexpected character: expected a hex-digit for character escape sequence", self.at)
            }
            Some(c) => {
                let described = describe(c);
                self.at += c.len_utf8();
                self.error_at(&format!("Unrecognized character escape {described}"), self.at)
            }
            None => self.error_at("Unexpected end-of-input in character escape sequence", self.at),
        }
    }

    fn unexpected(&mut self, wanted: &str) -> PatternError {
        let Some(found) = self.peek() else { return self.error_at("Unexpected end-of-input", self.at) };
        self.at += found.len_utf8();
        self.error_at(&format!("Unexpected character ({}): {wanted}", describe(found)), self.at)
    }

    fn end_inside(&self, open: &Open) -> PatternError {
        let kind = if open.array { "Array" } else { "Object" };
        let start = self.location(open.start);
        let reason = format!("Unexpected end-of-input: expected close marker for {kind} (start marker at {start})");
        self.error_at(&reason, self.at)
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Jackson's description of a place: at most 500 characters of the text, lines and columns from 1.
    fn location(&self, at: usize) -> String {
        const SHOWN: usize = 500;
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let snippet = String::from_utf16_lossy(units.get(..SHOWN).unwrap_or(&units));
        let truncated = match units.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!("[truncated {more} chars]"),
        };
        let before = self.text.get(..at).unwrap_or(self.text);
        let mut line = 1;
        let mut column = 1;
        let mut chars = before.chars().peekable();
        while let Some(c) = chars.next() {
            let new_line = c == '\n' || (c == '\r' && chars.peek() != Some(&'\n'));
            (line, column) = if new_line { (line + 1, 1) } else { (line, column + c.len_utf16()) };
        }
        format!("[Source: (String)\"{snippet}\"{truncated}; line: {line}, column: {column}]")
    }
}

fn describe(c: char) -> String {
    let code = u32::from(c);
    if c < ' ' { format!("(CTRL-CHAR, code {code})") } else { format!("'{c}' (code {code})") }
}
