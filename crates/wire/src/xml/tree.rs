//! A body's elements, in one vector.
//!
//! S3's bodies are small and their flattened lists may be interleaved with other elements, so that a reader has to look ahead:
//! elements are taken apart once, into a vector in which each one knows where it ends, and reading is a walk over indices.
//!
//! Bodies come from anybody. A document type is refused before anything in it is looked at, so there are no entities but the
//! five that XML itself has; depth, elements and attributes are bounded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::{MAX_DEPTH, Malformed};

/// Most elements a body may have. S3's largest (the completion of an upload with 10,000 parts, each with its number, its tag
/// and every checksum there is) has under 100,000.
const MAX_ELEMENTS: usize = 200_000;

/// Most attributes an element may have. The most any of S3's has is two.
const MAX_ATTRIBUTES: usize = 32;

/// An element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its name, without a prefix.
    pub(super) name: &'a str,
    /// Its attributes, names without a prefix; declarations of namespaces are not among them.
    pub(super) attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// The text in it, all pieces together.
    pub(super) text: Cow<'a, str>,
    /// The index of the first element that is neither this one nor inside it.
    pub(super) end: usize,
}

/// Takes a body apart: the root element is the first.
pub(super) fn parse(body: &[u8]) -> Result<Vec<Element<'_>>, Malformed> {
    let text = std::str::from_utf8(body).map_err(|error| Malformed::Utf8(error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parser = Parser { source: text, elements: Vec::new(), open: Vec::new() };
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event().map_err(|_| Malformed::Syntax(position(&reader)))?;
        if matches!(event, Event::Eof) {
            return parser.finish(position(&reader));
        }
        parser.take(event).map_err(|fault| match fault {
            Malformed::Syntax(_) => Malformed::Syntax(position(&reader)),
            other => other,
        })?;
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

struct Parser<'a> {
    source: &'a str,
    elements: Vec<Element<'a>>,
    /// The indices of the elements that are not closed yet, the innermost last.
    open: Vec<usize>,
}

impl<'a> Parser<'a> {
    fn take(&mut self, event: Event<'a>) -> Result<(), Malformed> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => match text.into_inner() {
                Cow::Borrowed(bytes) => self.text(lines(utf8(bytes)?)),
                Cow::Owned(_) => Err(Malformed::Syntax(0)),
            },
            Event::CData(text) => match text.into_inner() {
                Cow::Borrowed(bytes) if !self.open.is_empty() => self.text(lines(utf8(bytes)?)),
                _ => Err(Malformed::Syntax(0)),
            },
            Event::GeneralRef(reference) if !self.open.is_empty() => self.text(Cow::Owned(resolve(&reference)?)),
            Event::GeneralRef(_) => Err(Malformed::Syntax(0)),
            Event::DocType(_) => Err(Malformed::Entity),
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(name)) if !is_utf8(&name) => Err(Malformed::Syntax(0)),
                Some(Err(_)) => Err(Malformed::Syntax(0)),
                _ => Ok(()),
            },
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'a>) -> Result<(), Malformed> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Malformed::Depth);
        }
        if self.elements.len() >= MAX_ELEMENTS {
            return Err(Malformed::TooManyParameters);
        }
        // A second root is no XML.
        if self.open.is_empty() && !self.elements.is_empty() {
            return Err(Malformed::Syntax(0));
        }
        let name = without_prefix(self.borrowed(tag.name().into_inner())?);
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| Malformed::Syntax(0))?;
            if attributes.len() >= MAX_ATTRIBUTES {
                return Err(Malformed::TooManyParameters);
            }
            let name = self.borrowed(attribute.key.into_inner())?;
            if name != "xmlns" && !name.starts_with("xmlns:") {
                attributes.push((without_prefix(name), value(&attribute)?));
            }
        }
        self.open.push(self.elements.len());
        self.elements.push(Element { name, attributes, text: Cow::Borrowed(""), end: 0 });
        Ok(())
    }

    /// A part of the source that the reader has lent out for a shorter time than it could have.
    fn borrowed(&self, part: &[u8]) -> Result<&'a str, Malformed> {
        let start = (part.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        let end = start.saturating_add(part.len());
        self.source.get(start..end).filter(|found| found.as_bytes() == part).ok_or(Malformed::Syntax(0))
    }

    fn end(&mut self) {
        let end = self.elements.len();
        if let Some(element) = self.open.pop().and_then(|index| self.elements.get_mut(index)) {
            element.end = end;
        }
    }

    fn text(&mut self, text: Cow<'a, str>) -> Result<(), Malformed> {
        match self.open.last().and_then(|index| self.elements.get_mut(*index)) {
            Some(element) if element.text.is_empty() => element.text = text,
            Some(element) => element.text.to_mut().push_str(&text),
            // Around the root there may be white space.
            None if text.trim_ascii().is_empty() => {}
            None => return Err(Malformed::Syntax(0)),
        }
        Ok(())
    }

    fn finish(self, at: usize) -> Result<Vec<Element<'a>>, Malformed> {
        if self.open.is_empty() && !self.elements.is_empty() { Ok(self.elements) } else { Err(Malformed::Syntax(at)) }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Malformed> {
    std::str::from_utf8(bytes).map_err(|error| Malformed::Utf8(error.valid_up_to()))
}

fn is_utf8(encoding: &[u8]) -> bool {
    encoding.eq_ignore_ascii_case(b"UTF-8") || encoding.eq_ignore_ascii_case(b"US-ASCII")
}

/// A name's part behind its colon: whoever uses prefixes may choose them.
pub(super) fn without_prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An end of a line is a line feed, whatever the client wrote.
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// The character that a reference stands for: one by number, or one of XML's own five.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Malformed> {
    let name = utf8(reference)?;
    character(name).map(String::from)
}

fn character(name: &str) -> Result<char, Malformed> {
    let code = match name {
        "amp" => return Ok('&'),
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix('x') {
                Some(hex) => digits(hex, 16),
                None => digits(number, 10),
            },
            None => return Err(Malformed::Entity),
        },
    };
    // A key may have control characters, and a reference is the only way to write one.
    code.and_then(char::from_u32).filter(|c| *c != '\0').ok_or(Malformed::Syntax(0))
}

fn digits(text: &str, radix: u32) -> Option<u32> {
    // A sign is no digit.
    text.chars().all(|c| c.is_digit(radix)).then(|| u32::from_str_radix(text, radix).ok()).flatten()
}

/// An attribute's value; white space in it is a space, as XML has it.
fn value(attribute: &Attribute<'_>) -> Result<Cow<'static, str>, Malformed> {
    let raw = utf8(&attribute.value)?;
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_once(';').ok_or(Malformed::Syntax(0))?;
        push_normal(before, &mut out)?;
        out.push(character(name)?);
        rest = after;
    }
    push_normal(rest, &mut out)?;
    Ok(Cow::Owned(out))
}

fn push_normal(text: &str, out: &mut String) -> Result<(), Malformed> {
    if text.contains('<') {
        return Err(Malformed::Syntax(0));
    }
    out.extend(lines(text).chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }));
    Ok(())
}
