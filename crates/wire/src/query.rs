//! [`QueryReader`]: shapes from awsQuery forms.
//!
//! `Action=CreateQueue&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5`: every parameter is a path of
//! segments and a value. The parameters are sorted by path once, numbers by value; then every structure, list and map is
//! a run of neighbours, and reading is a walk over runs.

use std::borrow::Cow;
use std::cmp::Ordering;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use crate::{Document, MAX_DEPTH, Malformed, Member, Notes, Reader, Shape, Token, Wanted, timestamp};

/// Most parameters a form may have. SQS's largest (ten entries with ten attributes each) has under 1,000.
const MAX_PARAMETERS: usize = 16_384;

/// Reads shapes from a form.
///
/// Lists take any ascending numbers (`X.1`, `X.3`), flattened or under `member`; maps take `entry`, flattened or not. A
/// lone empty `X=` is an empty list or map, as botocore sends it.
#[derive(Debug)]
pub struct QueryReader<'a> {
    parameters: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// The runs being read, the innermost last. The last one also is the value that is next.
    open: Vec<Run>,
    notes: Notes,
}

/// Neighbouring parameters whose paths agree in their first `depth` bytes of segments.
#[derive(Debug, Clone, Copy)]
struct Run {
    next: usize,
    end: usize,
    /// How many bytes of each path are read, with the dot after them.
    prefix: usize,
    /// The entries of a map are read as key and value of this run.
    entry: bool,
}

impl<'a> QueryReader<'a> {
    /// A reader of a form: a body, or the query part of a URL.
    pub fn new(form: &'a [u8]) -> Result<Self, Malformed> {
        let mut parameters = Vec::new();
        for pair in form.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
            if parameters.len() >= MAX_PARAMETERS {
                return Err(Malformed::TooManyParameters);
            }
            let equals = memchr::memchr(b'=', pair).unwrap_or(pair.len());
            let (name, value) = pair.split_at(equals);
            parameters.push((decode_text(name)?, decode_text(value.get(1..).unwrap_or_default())?));
        }
        parameters.sort_by(|(a, _), (b, _)| compare_paths(a, b));
        let all = Run { next: 0, end: parameters.len(), prefix: 0, entry: false };
        Ok(Self { parameters, open: vec![all], notes: Notes::default() })
    }

    /// The value of a parameter that stands by itself: `Action`, `Version`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(path, _)| path == name).map(|(_, value)| value.as_ref())
    }

    /// Hands out the notes.
    pub fn finish(self) -> Notes {
        self.notes
    }

    fn path(&self, at: usize) -> &str {
        self.parameters.get(at).map_or("", |(path, _)| path)
    }

    /// The segment of a path that starts at `prefix`; `None` where the path ends before it.
    fn segment(&self, at: usize, prefix: usize) -> Option<&str> {
        let rest = self.path(at).get(prefix..)?;
        let end = memchr::memchr(b'.', rest.as_bytes()).unwrap_or(rest.len());
        rest.get(..end)
    }

    /// Takes the next run of equal segments off the innermost run; closes that one at its end.
    fn advance(&mut self) -> Option<Run> {
        let run = *self.open.last()?;
        let mut at = run.next;
        // A value that stands where a structure or list should be has no segment here.
        while at < run.end && self.segment(at, run.prefix).is_none() {
            at += 1;
        }
        if at >= run.end {
            self.open.pop();
            return None;
        }
        let segment = self.segment(at, run.prefix).unwrap_or_default();
        let mut end = at + 1;
        while end < run.end && self.segment(end, run.prefix) == Some(segment) {
            end += 1;
        }
        let prefix = run.prefix + segment.len() + 1;
        if let Some(last) = self.open.last_mut() {
            last.next = end;
        }
        Some(Run { next: at, end, prefix, entry: false })
    }

    fn push(&mut self, run: Run) -> Result<(), Malformed> {
        if self.open.len() > MAX_DEPTH {
            return Err(Malformed::Depth);
        }
        self.open.push(run);
        Ok(())
    }

    /// Replaces the value that is next by what stands under one of its segments: `member` or `entry`.
    fn descend(&mut self, name: &str) {
        let Some(run) = self.open.pop() else { return };
        let inside = |at: &usize| self.segment(*at, run.prefix) == Some(name);
        let start = (run.next..run.end).find(inside).unwrap_or(run.end);
        let end = (start..run.end).find(|at| !inside(at)).unwrap_or(run.end);
        self.open.push(Run { next: start, end, prefix: run.prefix + name.len() + 1, entry: false });
    }

    /// The value that is next, as text. Where a parameter is repeated, the first one counts.
    fn take(&mut self, wanted: Wanted) -> Result<Cow<'a, str>, Malformed> {
        let run = self.open.pop().ok_or(Malformed::Truncated)?;
        let (path, value) = self.parameters.get_mut(run.next).ok_or(Malformed::Truncated)?;
        if path.len() >= run.prefix {
            return Err(Malformed::Unexpected { found: Token::Structure, wanted });
        }
        Ok(std::mem::take(value))
    }

    fn number<T: std::str::FromStr>(&mut self, wanted: Wanted) -> Result<T, Malformed> {
        let text = self.take(wanted)?;
        text.trim().parse().map_err(|_| Malformed::Unexpected { found: Token::String, wanted })
    }
}

impl Reader for QueryReader<'_> {
    fn structure_start(&mut self) -> Result<(), Malformed> {
        Ok(())
    }

    fn next_member<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        while let Some(run) = self.advance() {
            let outer = run.prefix - 1;
            let name = self.path(run.next).get(..outer).unwrap_or_default();
            let name = name.rsplit('.').next().unwrap_or_default();
            if let Some(index) = S::MEMBERS.iter().position(|member| member.query == name) {
                self.push(run)?;
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    fn list_start(&mut self, member: &'static Member) -> Result<(), Malformed> {
        if !member.flat {
            self.descend(member.item().query);
        }
        Ok(())
    }

    fn next_item(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        match self.advance() {
            Some(run) => self.push(run).map(|()| true),
            None => Ok(false),
        }
    }

    fn map_start(&mut self, member: &'static Member) -> Result<(), Malformed> {
        if !member.flat {
            self.descend("entry");
        }
        Ok(())
    }

    fn next_entry(&mut self, member: &'static Member) -> Result<Option<String>, Malformed> {
        let Some(entry) = self.advance() else { return Ok(None) };
        let named = |name: &str, at: &usize| self.segment(*at, entry.prefix) == Some(name);
        let key = (entry.next..entry.end).find(|at| named(member.key, at));
        let start = (entry.next..entry.end).find(|at| named(member.value, at)).unwrap_or(entry.end);
        let end = (start..entry.end).find(|at| !named(member.value, at)).unwrap_or(entry.end);
        let value = Run { next: start, end, prefix: entry.prefix + member.value.len() + 1, entry: true };
        let key = key.and_then(|at| self.parameters.get_mut(at)).map(|(_, key)| std::mem::take(key).into_owned());
        self.push(value)?;
        // An entry without a key has the empty one, which the service refuses in its own words.
        Ok(Some(key.unwrap_or_default()))
    }

    fn null(&mut self) -> Result<bool, Malformed> {
        let absent = self.open.last().is_some_and(|run| run.entry && run.next >= run.end);
        if absent {
            self.open.pop();
        }
        Ok(absent)
    }

    fn string(&mut self, _: &'static Member) -> Result<String, Malformed> {
        self.take(Wanted::String).map(Cow::into_owned)
    }

    fn integer(&mut self, _: &'static Member) -> Result<i32, Malformed> {
        self.number(Wanted::Integer)
    }

    fn long(&mut self, _: &'static Member) -> Result<i64, Malformed> {
        self.number(Wanted::Long)
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, Malformed> {
        self.number(Wanted::Double)
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        let text = self.take(Wanted::Boolean)?;
        match text.as_ref() {
            _ if text.eq_ignore_ascii_case("true") => Ok(true),
            _ if text.eq_ignore_ascii_case("false") => Ok(false),
            "1" => Ok(true),
            "0" => Ok(false),
            _ => Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::Boolean }),
        }
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, Malformed> {
        let text = self.take(Wanted::Blob)?;
        STANDARD.decode(text.as_bytes()).map(Bytes::from).map_err(|_| Malformed::Base64)
    }

    fn timestamp(&mut self, _: &'static Member) -> Result<Timestamp, Malformed> {
        timestamp::parse(&self.take(Wanted::Timestamp)?).ok_or(Malformed::Timestamp)
    }

    fn document(&mut self) -> Result<Document, Malformed> {
        self.take(Wanted::String).map(|text| Document::String(text.into_owned()))
    }

    fn skip(&mut self) -> Result<(), Malformed> {
        self.open.pop();
        Ok(())
    }

    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

/// Orders paths segment by segment, numbers by their value.
fn compare_paths(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        let (left, right) = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(left), Some(right)) => (left, right),
        };
        let order = match (number(left), number(right)) {
            (Some(m), Some(n)) => m.cmp(&n).then_with(|| left.cmp(right)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => left.cmp(right),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn number(segment: &str) -> Option<u64> {
    if segment.bytes().all(|b| b.is_ascii_digit()) { segment.parse().ok() } else { None }
}

/// Decodes a name or value: plus signs are spaces, `%XX` are bytes, the whole is UTF-8.
pub(crate) fn decode_text(bytes: &[u8]) -> Result<Cow<'_, str>, Malformed> {
    if memchr::memchr2(b'%', b'+', bytes).is_none() {
        let text = std::str::from_utf8(bytes).map_err(|error| Malformed::Utf8(error.valid_up_to()))?;
        return Ok(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        at += 1;
        match b {
            b'+' => out.push(b' '),
            b'%' => match escape(bytes, at) {
                Some(decoded) => {
                    out.push(decoded);
                    at += 2;
                }
                None => out.push(b),
            },
            _ => out.push(b),
        }
    }
    match String::from_utf8(out) {
        Ok(text) => Ok(Cow::Owned(text)),
        Err(error) => Err(Malformed::Utf8(error.utf8_error().valid_up_to())),
    }
}

/// The byte that two hexadecimal digits at `at` stand for.
#[inline]
fn escape(bytes: &[u8], at: usize) -> Option<u8> {
    let digits: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    let (high, low) = (hex_digit(digits[0]), hex_digit(digits[1]));
    (high | low < 16).then_some(high << 4 | low)
}

/// The value of a hexadecimal digit; 0xff for anything else.
#[inline]
fn hex_digit(b: u8) -> u8 {
    match b {
        b'0'..=b'9' => b - b'0',
        b'a'..=b'f' => b - b'a' + 10,
        b'A'..=b'F' => b - b'A' + 10,
        _ => 0xff,
    }
}
