//! [`RestWriter`]: shapes to the parts of a REST answer.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::RestAnswer;
use super::values::append;
use crate::{Body, Document, Location, Member, Stream, TimestampFormat, Writer, timestamp};

/// Writes an output: members of the head into the answer, the others into the body's writer.
#[derive(Debug)]
pub(super) struct RestWriter<W> {
    body: W,
    answer: RestAnswer,
    /// Whether the body is one member and not a structure of members.
    payload: bool,
    /// How many structures are open: the output itself is the first.
    depth: usize,
    at: At,
}

/// Where the value that is written goes.
#[derive(Debug)]
enum At {
    Body,
    /// The whole body.
    Payload,
    Status,
    /// The header with this name.
    Header(Cow<'static, str>),
    /// A list in the header with this name, as far as it is written.
    List(Cow<'static, str>, String),
    /// The headers with a prefix.
    Headers,
}

impl<W: Writer> RestWriter<W> {
    pub(super) fn new(body: W, payload: bool) -> Self {
        Self { body, answer: RestAnswer::default(), payload, depth: 0, at: At::Body }
    }

    /// The head, and the body unless the body's writer has it.
    pub(super) fn finish(self) -> RestAnswer {
        self.answer
    }

    /// Puts a text where the value that is written goes, or says that this is the body's writer.
    fn put(&mut self, text: impl FnOnce() -> String) -> bool {
        match &mut self.at {
            At::Body | At::Payload => return false,
            At::Status | At::Headers => {}
            At::Header(name) => self.answer.headers.push((std::mem::take(name), text())),
            At::List(_, list) => append(list, &text()),
        }
        true
    }
}

impl<W: Writer> Writer for RestWriter<W> {
    fn structure_start(&mut self) {
        self.depth += 1;
        if self.depth > 1 || !self.payload {
            self.body.structure_start();
        }
    }

    fn structure_end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 || !self.payload {
            self.body.structure_end();
        }
    }

    fn member_start(&mut self, member: &'static Member) {
        if self.depth > 1 {
            return self.body.member_start(member);
        }
        self.at = match member.location {
            Location::Header(name) => At::Header(Cow::Borrowed(name)),
            Location::Headers(_) => At::Headers,
            Location::StatusCode => At::Status,
            Location::Payload => At::Payload,
            // Where a request has it says nothing about the answer.
            Location::Body | Location::Query(_) | Location::QueryRest | Location::Label(_) => {
                self.body.member_start(member);
                At::Body
            }
        };
    }

    fn member_end(&mut self, member: &'static Member) {
        if self.depth > 1 || matches!(self.at, At::Body) {
            self.body.member_end(member);
        } else {
            self.at = At::Body;
        }
    }

    fn list_start(&mut self, member: &'static Member, len: usize) {
        match &mut self.at {
            At::Header(name) => self.at = At::List(std::mem::take(name), String::new()),
            At::Body | At::Payload => self.body.list_start(member, len),
            _ => {}
        }
    }

    fn item_start(&mut self, member: &'static Member) {
        if matches!(self.at, At::Body | At::Payload) {
            self.body.item_start(member);
        }
    }

    fn item_end(&mut self, member: &'static Member) {
        if matches!(self.at, At::Body | At::Payload) {
            self.body.item_end(member);
        }
    }

    fn list_end(&mut self, member: &'static Member) {
        match &mut self.at {
            // A list without elements is no header.
            At::List(name, list) if !list.is_empty() => {
                let header = (std::mem::take(name), std::mem::take(list));
                self.answer.headers.push(header);
            }
            At::Body | At::Payload => self.body.list_end(member),
            _ => {}
        }
    }

    fn map_start(&mut self, member: &'static Member, len: usize) {
        if matches!(self.at, At::Body | At::Payload) {
            self.body.map_start(member, len);
        }
    }

    fn entry_start(&mut self, member: &'static Member, key: &str) {
        match member.location {
            Location::Headers(prefix) if self.depth == 1 => {
                self.at = At::Header(Cow::Owned([prefix, &key.to_ascii_lowercase()].concat()));
            }
            _ => self.body.entry_start(member, key),
        }
    }

    fn entry_end(&mut self, member: &'static Member) {
        match member.location {
            Location::Headers(_) if self.depth == 1 => self.at = At::Headers,
            _ => self.body.entry_end(member),
        }
    }

    fn map_end(&mut self, member: &'static Member) {
        if matches!(self.at, At::Body | At::Payload) {
            self.body.map_end(member);
        }
    }

    fn string(&mut self, value: &str, member: &'static Member) {
        if matches!(self.at, At::Payload) && self.depth == 1 && member.location == Location::Payload {
            self.answer.body = Body::Bytes(value.as_bytes().to_vec());
        } else if !self.put(|| value.to_owned()) {
            self.body.string(value, member);
        }
    }

    fn long(&mut self, value: i64, member: &'static Member) {
        if matches!(self.at, At::Status) {
            self.answer.status = u16::try_from(value).ok().filter(|status| (100..1000).contains(status));
        } else if !self.put(|| value.to_string()) {
            self.body.long(value, member);
        }
    }

    fn double(&mut self, value: f64, member: &'static Member) {
        let text = || match value {
            value if value.is_nan() => "NaN".to_owned(),
            value if value.is_infinite() => if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned(),
            value => ryu::Buffer::new().format_finite(value).to_owned(),
        };
        if !self.put(text) {
            self.body.double(value, member);
        }
    }

    fn boolean(&mut self, value: bool, member: &'static Member) {
        if !self.put(|| value.to_string()) {
            self.body.boolean(value, member);
        }
    }

    fn blob(&mut self, value: &Bytes, member: &'static Member) {
        if matches!(self.at, At::Payload) && self.depth == 1 && member.location == Location::Payload {
            self.answer.body = Body::Bytes(value.to_vec());
        } else if !self.put(|| STANDARD.encode(value)) {
            self.body.blob(value, member);
        }
    }

    fn timestamp(&mut self, value: Timestamp, member: &'static Member) {
        let format = member.timestamp_format.unwrap_or(TimestampFormat::HttpDate);
        if let At::List(_, list) = &mut self.at
            && format == TimestampFormat::HttpDate
        {
            // A date has a comma of its own and stands without quotes all the same.
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(&timestamp::format(value, format));
        } else if !self.put(|| timestamp::format(value, format)) {
            self.body.timestamp(value, member);
        }
    }

    fn document(&mut self, value: &Document) {
        if !self.put(|| STANDARD.encode(value.to_json_vec())) {
            self.body.document(value);
        }
    }

    fn stream(&mut self, value: &Stream, member: &'static Member) {
        if matches!(self.at, At::Payload) && self.depth == 1 {
            self.answer.body = Body::Stream(value.clone());
        } else if !self.put(String::new) {
            self.body.stream(value, member);
        }
    }
}
