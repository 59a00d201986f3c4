//! [`RestReader`]: shapes from the parts of a REST request.

use std::borrow::Cow;
use std::vec::IntoIter;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::RestHead;
use super::values::{Parameter, elements, header, is_taken, parameters, prefixed};
use crate::{
    DecodeError, Document, JsonReader, Location, Malformed, Member, Notes, Reader, Shape, Stream, Token, Wanted,
    XmlReader, timestamp,
};

/// The codec of a REST protocol's bodies.
pub(super) trait BodyReader<'a>: Reader + Sized {
    /// Whether the protocol's errors name the member of the head that is wrong.
    const BLAMES: bool = false;

    /// A reader of this body, whose root is called so in XML.
    fn open(body: &'a [u8], root: &'static str) -> Result<Self, Malformed>;

    /// Refuses what stands after the value that was read.
    fn close(self) -> Result<(), Malformed>;
}

impl<'a> BodyReader<'a> for JsonReader<'a> {
    fn open(body: &'a [u8], _: &'static str) -> Result<Self, Malformed> {
        Self::new(body)
    }

    fn close(self) -> Result<(), Malformed> {
        self.finish().map(drop)
    }
}

impl<'a> BodyReader<'a> for XmlReader<'a> {
    const BLAMES: bool = true;

    fn open(body: &'a [u8], root: &'static str) -> Result<Self, Malformed> {
        Self::new(body, root)
    }

    fn close(self) -> Result<(), Malformed> {
        Ok(())
    }
}

/// Reads an input: first the members that live in the head, then those of the body.
#[derive(Debug)]
pub(super) struct RestReader<'a, B> {
    head: &'a RestHead,
    parameters: Vec<Parameter<'a>>,
    bytes: &'a Bytes,
    /// The payload, where it is still on its way; then there are no bytes.
    stream: Option<Stream>,
    /// What the body's root element is called in XML.
    root: &'static str,
    body: Option<B>,
    /// The member of the head that is being read, or was read last, and the first text of it.
    last: Option<(&'static Member, String)>,
    at: At<'a>,
    /// Where the input's structure goes on after the value that is being read.
    resume: Resume,
    notes: Notes,
}

/// What is being read.
#[derive(Debug)]
enum At<'a> {
    /// The input's structure, between two members; before it is opened, too.
    Members,
    /// A member of the head, of which nothing is read yet.
    Head(Texts<'a>),
    /// A list in the head.
    List(IntoIter<Cow<'a, str>>),
    /// An element of the list, and the others.
    Item(Cow<'a, str>, IntoIter<Cow<'a, str>>),
    /// A map in the head.
    Map(IntoIter<(String, Texts<'a>)>),
    /// A value of the map, and the other entries.
    Entry(Texts<'a>, IntoIter<(String, Texts<'a>)>),
    /// A list that is a value of the map: the query string's `a=1&a=2`.
    EntryList(IntoIter<Cow<'a, str>>, IntoIter<(String, Texts<'a>)>),
    /// An element of that list.
    EntryItem(Cow<'a, str>, IntoIter<Cow<'a, str>>, IntoIter<(String, Texts<'a>)>),
    /// The payload, of which nothing is read yet.
    Payload,
    /// A value inside the body, this many brackets deep; what is read is the body's.
    Body(usize),
}

/// The texts of a member in the head.
#[derive(Debug)]
enum Texts<'a> {
    /// A label, or a header that is a list if it is read as one.
    One(Cow<'a, str>),
    /// The values of a query parameter. Never empty.
    Many(Vec<Cow<'a, str>>),
    /// The headers with a prefix, or the rest of the query string.
    Map(Vec<(String, Texts<'a>)>),
}

/// How far the input's structure is read.
#[derive(Debug, Clone, Copy)]
enum Resume {
    /// The member with this index is next to be looked for in the head.
    Head(usize),
    /// The body's structure is open.
    Body,
    /// Everything is read.
    End,
}

impl<'a, B: BodyReader<'a>> RestReader<'a, B> {
    pub(super) fn new(
        head: &'a RestHead,
        bytes: &'a Bytes,
        stream: Option<Stream>,
        root: &'static str,
    ) -> Result<Self, Malformed> {
        Ok(Self {
            parameters: parameters(&head.query)?,
            head,
            bytes,
            stream,
            root,
            body: None,
            last: None,
            at: At::Members,
            resume: Resume::Head(0),
            notes: Notes::default(),
        })
    }

    /// Refuses anything after the body's value, and hands out the notes.
    pub(super) fn finish(self) -> Result<Notes, Malformed> {
        self.body.map_or(Ok(()), B::close)?;
        Ok(self.notes)
    }

    /// What is wrong with a request whose reading ended so: with its head, or with its body.
    pub(super) fn blame(self, malformed: Malformed) -> DecodeError {
        match (self.resume, self.last) {
            (Resume::Head(_), Some((member, value))) => {
                let name = match member.location {
                    Location::Header(name) | Location::Query(name) => name,
                    _ => member.name,
                };
                DecodeError::Argument { name, value, malformed }
            }
            _ if self.bytes.is_empty() && matches!(self.at, At::Payload | At::Body(_)) => DecodeError::NoBody,
            _ => DecodeError::Malformed(malformed),
        }
    }

    /// The texts of a member that lives in the head, if it is there.
    fn texts(&self, member: &'static Member, all: &'static [Member]) -> Result<Option<Texts<'a>>, Malformed> {
        Ok(match member.location {
            Location::Label(name) => self.head.labels.get(name).map(|text| Texts::One(Cow::Borrowed(text))),
            Location::Header(name) => header(self.head, name)?.map(Texts::One),
            Location::Headers(prefix) => {
                let mut entries = Vec::new();
                for entry in prefixed(self.head, prefix) {
                    let (name, value) = entry?;
                    entries.push((name.to_owned(), Texts::One(value)));
                }
                (!entries.is_empty()).then_some(Texts::Map(entries))
            }
            Location::Query(name) => {
                let mut values: Vec<_> = self.values(name).cloned().collect();
                match values.len() {
                    0 => None,
                    1 => values.pop().map(Texts::One),
                    _ => Some(Texts::Many(values)),
                }
            }
            Location::QueryRest => {
                let mut names: Vec<&str> = Vec::new();
                for (name, _) in &self.parameters {
                    if !is_taken(all, name) && !names.contains(&name.as_ref()) {
                        names.push(name);
                    }
                }
                let many = |name: &str| Texts::Many(self.values(name).cloned().collect());
                let entries: Vec<_> = names.into_iter().map(|name| (name.to_owned(), many(name))).collect();
                (!entries.is_empty()).then_some(Texts::Map(entries))
            }
            Location::Body | Location::Payload | Location::StatusCode => None,
        })
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &Cow<'a, str>> {
        self.parameters.iter().filter(move |(found, _)| found == name).map(|(_, value)| value)
    }

    /// The next member of the head that is there.
    fn next_in_head<S: Shape>(&mut self, from: usize) -> Result<Option<usize>, Malformed> {
        for (index, member) in S::MEMBERS.iter().enumerate().skip(from) {
            if let Some(texts) = self.texts(member, S::MEMBERS)? {
                if B::BLAMES {
                    self.last = Some((member, texts.first().to_owned()));
                }
                self.at = At::Head(texts);
                self.resume = Resume::Head(index + 1);
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    /// Goes on from the head to the body: answers with the payload member, or opens the body's structure.
    fn enter_body<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        self.resume = Resume::End;
        if let Some(index) = S::MEMBERS.iter().position(|member| member.location == Location::Payload) {
            let member = S::MEMBERS.get(index);
            let there = !self.bytes.is_empty() || self.stream.is_some() || member.is_some_and(|member| member.required);
            self.root = member.map_or(self.root, |member| member.query);
            self.at = At::Payload;
            return Ok(there.then_some(index));
        }
        if self.bytes.is_empty() || !S::MEMBERS.iter().any(in_body) {
            return Ok(None);
        }
        self.body_reader()?.structure_start()?;
        self.resume = Resume::Body;
        self.next_in_body::<S>()
    }

    fn next_in_body<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        let body = self.body_reader()?;
        while let Some(index) = body.next_member::<S>()? {
            // The body may name a member that lives elsewhere; it does not count there.
            if S::MEMBERS.get(index).is_some_and(in_body) {
                self.at = At::Body(0);
                return Ok(Some(index));
            }
            body.skip()?;
        }
        self.resume = Resume::End;
        Ok(None)
    }

    fn body_reader(&mut self) -> Result<&mut B, Malformed> {
        let body = match self.body.take() {
            Some(body) => body,
            None => B::open(self.bytes, self.root)?,
        };
        Ok(self.body.insert(body))
    }

    /// Whether the value that is next is the body's; a payload that is read through the codec becomes so.
    fn in_codec(&mut self) -> bool {
        if matches!(self.at, At::Payload) {
            self.at = At::Body(0);
        }
        matches!(self.at, At::Body(_))
    }

    /// The body's reader, after a bracket was opened in it.
    fn opened(&mut self) {
        if let At::Body(depth) = &mut self.at {
            *depth += 1;
        }
    }

    /// Keeps count of the body's brackets where one was closed.
    fn closed(&mut self) {
        if let At::Body(depth) = &mut self.at {
            *depth = depth.saturating_sub(1);
        }
    }

    /// Takes the text that is next, and goes on to what stands around it.
    fn take(&mut self, wanted: Wanted) -> Result<Cow<'a, str>, Malformed> {
        match std::mem::replace(&mut self.at, At::Members) {
            At::Head(texts) => texts.one(wanted),
            At::Item(text, rest) => {
                self.at = At::List(rest);
                Ok(text)
            }
            At::Entry(texts, rest) => {
                self.at = At::Map(rest);
                texts.one(wanted)
            }
            At::EntryItem(text, list, map) => {
                self.at = At::EntryList(list, map);
                Ok(text)
            }
            other => {
                self.at = other;
                Err(Malformed::Unexpected { found: Token::Structure, wanted })
            }
        }
    }

    fn number<T: std::str::FromStr>(&mut self, wanted: Wanted) -> Result<T, Malformed> {
        let text = self.take(wanted)?;
        text.trim().parse().map_err(|_| Malformed::Unexpected { found: Token::String, wanted })
    }

    /// The rest of a date that was cut at its comma: a list of HTTP dates has a comma in every element.
    fn rest_of_date(&mut self, weekday: &str) -> Option<Cow<'a, str>> {
        let At::List(rest) = &mut self.at else { return None };
        (weekday.len() == 3).then(|| rest.next()).flatten()
    }
}

fn in_body(member: &Member) -> bool {
    matches!(member.location, Location::Body | Location::StatusCode)
}

impl<'a> Texts<'a> {
    /// The first text, for a message about it.
    fn first(&self) -> &str {
        match self {
            Self::One(text) => text,
            Self::Many(texts) => texts.first().map_or("", AsRef::as_ref),
            Self::Map(_) => "",
        }
    }

    /// The text. Where a parameter is repeated, the first one counts.
    fn one(self, wanted: Wanted) -> Result<Cow<'a, str>, Malformed> {
        match self {
            Self::One(text) => Ok(text),
            Self::Many(texts) => texts.into_iter().next().ok_or(Malformed::Truncated),
            Self::Map(_) => Err(Malformed::Unexpected { found: Token::Structure, wanted }),
        }
    }

    /// The texts of a list.
    fn list(self, member: &'static Member) -> Result<Vec<Cow<'a, str>>, Malformed> {
        match self {
            Self::One(text) if matches!(member.location, Location::Header(_)) => {
                Ok(elements(&text).into_iter().map(Cow::Owned).collect())
            }
            Self::One(text) => Ok(vec![text]),
            Self::Many(texts) => Ok(texts),
            Self::Map(_) => Err(Malformed::Unexpected { found: Token::Structure, wanted: Wanted::List }),
        }
    }
}

impl<'a, B: BodyReader<'a>> Reader for RestReader<'a, B> {
    fn structure_start(&mut self) -> Result<(), Malformed> {
        match self.at {
            // The input itself.
            At::Members => Ok(()),
            At::Payload | At::Body(_) => {
                self.in_codec();
                self.body_reader()?.structure_start()?;
                self.opened();
                Ok(())
            }
            _ => Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::Structure }),
        }
    }

    fn next_member<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        if matches!(self.at, At::Body(depth) if depth > 0) {
            let next = self.body_reader()?.next_member::<S>()?;
            if next.is_none() {
                self.closed();
            }
            return Ok(next);
        }
        match self.resume {
            Resume::Head(from) => match self.next_in_head::<S>(from)? {
                Some(index) => Ok(Some(index)),
                None => self.enter_body::<S>(),
            },
            Resume::Body => self.next_in_body::<S>(),
            Resume::End => Ok(None),
        }
    }

    fn list_start(&mut self, member: &'static Member) -> Result<(), Malformed> {
        if self.in_codec() {
            self.body_reader()?.list_start(member)?;
            self.opened();
            return Ok(());
        }
        self.at = match std::mem::replace(&mut self.at, At::Members) {
            At::Head(texts) => At::List(texts.list(member)?.into_iter()),
            At::Entry(texts, rest) => At::EntryList(texts.list(member)?.into_iter(), rest),
            _ => return Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::List }),
        };
        Ok(())
    }

    fn next_item(&mut self, member: &'static Member) -> Result<bool, Malformed> {
        if self.in_codec() {
            let more = self.body_reader()?.next_item(member)?;
            if !more {
                self.closed();
            }
            return Ok(more);
        }
        let (at, more) = match std::mem::replace(&mut self.at, At::Members) {
            At::List(mut list) => match list.next() {
                Some(text) => (At::Item(text, list), true),
                None => (At::Members, false),
            },
            At::EntryList(mut list, map) => match list.next() {
                Some(text) => (At::EntryItem(text, list, map), true),
                None => (At::Map(map), false),
            },
            other => (other, false),
        };
        self.at = at;
        Ok(more)
    }

    fn map_start(&mut self, member: &'static Member) -> Result<(), Malformed> {
        if self.in_codec() {
            self.body_reader()?.map_start(member)?;
            self.opened();
            return Ok(());
        }
        match std::mem::replace(&mut self.at, At::Members) {
            At::Head(Texts::Map(entries)) => {
                self.at = At::Map(entries.into_iter());
                Ok(())
            }
            _ => Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::Map }),
        }
    }

    fn next_entry(&mut self, member: &'static Member) -> Result<Option<String>, Malformed> {
        if self.in_codec() {
            let key = self.body_reader()?.next_entry(member)?;
            if key.is_none() {
                self.closed();
            }
            return Ok(key);
        }
        let At::Map(mut entries) = std::mem::replace(&mut self.at, At::Members) else { return Ok(None) };
        Ok(entries.next().map(|(key, texts)| {
            self.at = At::Entry(texts, entries);
            key
        }))
    }

    fn null(&mut self) -> Result<bool, Malformed> {
        if self.in_codec() { self.body_reader()?.null() } else { Ok(false) }
    }

    fn string(&mut self, member: &'static Member) -> Result<String, Malformed> {
        match self.at {
            At::Payload => {
                let text = std::str::from_utf8(self.bytes).map_err(|error| Malformed::Utf8(error.valid_up_to()))?;
                Ok(text.to_owned())
            }
            At::Body(_) => self.body_reader()?.string(member),
            _ => self.take(Wanted::String).map(Cow::into_owned),
        }
    }

    fn integer(&mut self, member: &'static Member) -> Result<i32, Malformed> {
        if self.in_codec() { self.body_reader()?.integer(member) } else { self.number(Wanted::Integer) }
    }

    fn long(&mut self, member: &'static Member) -> Result<i64, Malformed> {
        if self.in_codec() { self.body_reader()?.long(member) } else { self.number(Wanted::Long) }
    }

    fn double(&mut self, member: &'static Member) -> Result<f64, Malformed> {
        if self.in_codec() { self.body_reader()?.double(member) } else { self.number(Wanted::Double) }
    }

    fn boolean(&mut self, member: &'static Member) -> Result<bool, Malformed> {
        if self.in_codec() {
            return self.body_reader()?.boolean(member);
        }
        let text = self.take(Wanted::Boolean)?;
        match text.as_ref() {
            _ if text.eq_ignore_ascii_case("true") => Ok(true),
            _ if text.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::Boolean }),
        }
    }

    fn blob(&mut self, member: &'static Member) -> Result<Bytes, Malformed> {
        match self.at {
            At::Payload => Ok(self.bytes.clone()),
            At::Body(_) => self.body_reader()?.blob(member),
            _ => STANDARD.decode(self.take(Wanted::Blob)?.as_bytes()).map(Bytes::from).map_err(|_| Malformed::Base64),
        }
    }

    fn stream(&mut self, member: &'static Member) -> Result<Stream, Malformed> {
        match self.stream.take_if(|_| matches!(self.at, At::Payload)) {
            Some(stream) => Ok(stream),
            None => self.blob(member).map(Stream::once),
        }
    }

    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, Malformed> {
        if self.in_codec() {
            return self.body_reader()?.timestamp(member);
        }
        let text = self.take(Wanted::Timestamp)?;
        let text = match self.rest_of_date(&text) {
            Some(rest) => Cow::Owned(format!("{text}, {rest}")),
            None => text,
        };
        timestamp::parse(&text).ok_or(Malformed::Timestamp)
    }

    /// A document in the head is JSON in base64, as the model's `jsonvalue` headers are.
    fn document(&mut self) -> Result<Document, Malformed> {
        if self.in_codec() {
            return self.body_reader()?.document();
        }
        let text = self.take(Wanted::Structure)?;
        let json = STANDARD.decode(text.as_bytes()).map_err(|_| Malformed::Base64)?;
        Document::from_json(&json)
    }

    fn skip(&mut self) -> Result<(), Malformed> {
        if self.in_codec() {
            return self.body_reader()?.skip();
        }
        self.at = match std::mem::replace(&mut self.at, At::Members) {
            At::Item(_, rest) => At::List(rest),
            At::Entry(_, rest) => At::Map(rest),
            At::EntryItem(_, list, map) => At::EntryList(list, map),
            _ => At::Members,
        };
        Ok(())
    }

    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}
