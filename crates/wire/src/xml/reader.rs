//! [`XmlReader`]: shapes from restXml bodies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::tree::{Element, parse, without_prefix};
use crate::numbers::narrow;
use crate::{Document, Location, Malformed, Member, Notes, Reader, Shape, Token, Wanted, timestamp};

/// Reads shapes from an XML body.
///
/// As S3 does, it holds a body against its schema: an element that its place does not have, and one that stands twice, are
/// [`Malformed::Schema`]. Their order does not matter, namespaces are not looked at, and attributes that the shape does not
/// know are passed over. Flattened lists may be interleaved with other elements.
#[derive(Debug)]
pub struct XmlReader<'a> {
    elements: Vec<Element<'a>>,
    open: Vec<Frame>,
    next: Next,
    notes: Notes,
}

/// What is read next.
#[derive(Debug, Clone, Copy)]
enum Next {
    /// The element with this index.
    Element(usize),
    /// Its attribute with that index.
    Attribute(usize, usize),
    /// Nothing: a value was expected where there is none.
    Nothing,
}

/// Something that is open.
#[derive(Debug)]
enum Frame {
    /// A structure: its element, the next of its attributes, the next element in it, and which members it had (those whose
    /// index is below the number of bits: far more than any shape has).
    Structure { element: usize, attribute: usize, next: usize, seen: u128 },
    /// A list or map: the next element that can be in it, and the first that can't; those of this name are.
    Items { next: usize, end: usize, name: &'static str, strict: bool },
}

impl<'a> XmlReader<'a> {
    /// A reader of a body whose root element has this name, or any where the name is empty.
    pub fn new(body: &'a [u8], root: &str) -> Result<Self, Malformed> {
        let elements = parse(body)?;
        let fits = |element: &Element<'_>| root.is_empty() || element.name == root;
        if !elements.first().is_some_and(fits) {
            return Err(Malformed::Schema);
        }
        Ok(Self { elements, open: Vec::new(), next: Next::Element(0), notes: Notes::default() })
    }

    fn element(&self, index: usize) -> Result<&Element<'a>, Malformed> {
        self.elements.get(index).ok_or(Malformed::Schema)
    }

    /// The element that is next and has others in it.
    fn parent(&self, wanted: Wanted) -> Result<usize, Malformed> {
        match self.next {
            Next::Element(index) if self.element(index)?.text.trim_ascii().is_empty() => Ok(index),
            Next::Element(_) => Err(Malformed::Schema),
            _ => Err(Malformed::Unexpected { found: Token::String, wanted }),
        }
    }

    /// The text that is next.
    fn text(&self, wanted: Wanted) -> Result<&str, Malformed> {
        match self.next {
            Next::Element(index) => {
                let element = self.element(index)?;
                if element.end > index + 1 {
                    return Err(Malformed::Unexpected { found: Token::Structure, wanted });
                }
                Ok(&element.text)
            }
            Next::Attribute(index, attribute) => {
                let found = self.element(index)?.attributes.get(attribute);
                found.map(|(_, value)| value.as_ref()).ok_or(Malformed::Schema)
            }
            Next::Nothing => Err(Malformed::Schema),
        }
    }

    fn number<T: std::str::FromStr>(&self, wanted: Wanted) -> Result<T, Malformed> {
        let text = self.text(wanted)?;
        text.trim_ascii().parse().map_err(|_| Malformed::Unexpected { found: Token::String, wanted })
    }

    /// The next of a structure's attributes that its shape has.
    fn next_attribute<S: Shape>(&mut self) -> Option<usize> {
        let Some(Frame::Structure { element, attribute, .. }) = self.open.last_mut() else { return None };
        let attributes = self.elements.get(*element).map_or(&[][..], |element| &element.attributes);
        while let Some((name, _)) = attributes.get(*attribute) {
            let at = *attribute;
            *attribute += 1;
            let is_it = |member: &Member| member.attribute && without_prefix(member.query) == *name;
            if let Some(index) = S::MEMBERS.iter().position(is_it) {
                self.next = Next::Attribute(*element, at);
                return Some(index);
            }
        }
        None
    }

    fn items(&mut self, member: &'static Member, inside: &'static str, wanted: Wanted) -> Result<(), Malformed> {
        let frame = if member.flat {
            let Next::Element(first) = self.next else { return Err(Malformed::Schema) };
            let end = match self.open.last() {
                Some(Frame::Structure { element, .. }) => self.element(*element)?.end,
                _ => return Err(Malformed::Schema),
            };
            Frame::Items { next: first, end, name: member.query, strict: false }
        } else {
            let list = self.parent(wanted)?;
            Frame::Items { next: list + 1, end: self.element(list)?.end, name: inside, strict: true }
        };
        self.open.push(frame);
        Ok(())
    }

    /// The next element of a list or map; closes it at its end.
    fn next_of_items(&mut self) -> Result<Option<usize>, Malformed> {
        let Some(Frame::Items { next, end, name, strict }) = self.open.last_mut() else {
            return Err(Malformed::Schema);
        };
        while *next < *end {
            let index = *next;
            let element = self.elements.get(index).ok_or(Malformed::Schema)?;
            *next = element.end;
            if element.name == *name {
                return Ok(Some(index));
            }
            if *strict {
                return Err(Malformed::Schema);
            }
        }
        self.open.pop();
        Ok(None)
    }

    /// The children of an element with this name.
    fn child(&self, parent: usize, name: &str) -> Result<usize, Malformed> {
        let end = self.element(parent)?.end;
        let mut at = parent + 1;
        while at < end {
            let element = self.element(at)?;
            if element.name == name {
                return Ok(at);
            }
            at = element.end;
        }
        Err(Malformed::Schema)
    }

    /// Hands out the notes.
    pub fn finish(self) -> Notes {
        self.notes
    }
}

impl Reader for XmlReader<'_> {
    fn structure_start(&mut self) -> Result<(), Malformed> {
        // A structure whose only member is its text has some.
        let element = match self.next {
            Next::Element(index) => index,
            _ => return Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::Structure }),
        };
        self.open.push(Frame::Structure { element, attribute: 0, next: element + 1, seen: 0 });
        Ok(())
    }

    fn next_member<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        if let Some(index) = self.next_attribute::<S>() {
            return Ok(Some(index));
        }
        loop {
            let Some(Frame::Structure { element, next, seen, .. }) = self.open.last_mut() else {
                return Err(Malformed::Schema);
            };
            let whole = self.elements.get(*element).ok_or(Malformed::Schema)?;
            if *next >= whole.end {
                return self.close::<S>();
            }
            let at = *next;
            let child = self.elements.get(at).ok_or(Malformed::Schema)?;
            *next = child.end;
            let is_it = |member: &Member| {
                member.query == child.name
                    && !member.attribute
                    && matches!(member.location, Location::Body | Location::StatusCode)
            };
            let index = S::MEMBERS.iter().position(is_it).ok_or(Malformed::Schema)?;
            let bit = 1u128.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)).unwrap_or(0);
            if *seen & bit == 0 {
                *seen |= bit;
                self.next = Next::Element(at);
                return Ok(Some(index));
            }
            // The first of a flattened list has brought all of them.
            if !S::MEMBERS.get(index).is_some_and(|member| member.flat) {
                return Err(Malformed::Schema);
            }
        }
    }

    fn list_start(&mut self, member: &'static Member) -> Result<(), Malformed> {
        self.items(member, member.item().query, Wanted::List)
    }

    fn next_item(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        let found = self.next_of_items()?;
        self.next = found.map_or(Next::Nothing, Next::Element);
        Ok(found.is_some())
    }

    fn map_start(&mut self, member: &'static Member) -> Result<(), Malformed> {
        self.items(member, "entry", Wanted::Map)
    }

    fn next_entry(&mut self, member: &'static Member) -> Result<Option<String>, Malformed> {
        let Some(entry) = self.next_of_items()? else { return Ok(None) };
        self.next = Next::Element(self.child(entry, member.key)?);
        let key = self.text(Wanted::String)?.to_owned();
        self.next = Next::Element(self.child(entry, member.value)?);
        Ok(Some(key))
    }

    fn null(&mut self) -> Result<bool, Malformed> {
        Ok(false)
    }

    fn string(&mut self, _: &'static Member) -> Result<String, Malformed> {
        self.text(Wanted::String).map(str::to_owned)
    }

    fn integer(&mut self, _: &'static Member) -> Result<i32, Malformed> {
        self.number::<i64>(Wanted::Integer).and_then(narrow)
    }

    fn long(&mut self, _: &'static Member) -> Result<i64, Malformed> {
        self.number(Wanted::Long)
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, Malformed> {
        self.number(Wanted::Double)
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        match self.text(Wanted::Boolean)?.trim_ascii() {
            text if text.eq_ignore_ascii_case("true") || text == "1" => Ok(true),
            text if text.eq_ignore_ascii_case("false") || text == "0" => Ok(false),
            _ => Err(Malformed::Unexpected { found: Token::String, wanted: Wanted::Boolean }),
        }
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, Malformed> {
        let text = self.text(Wanted::Blob)?.trim_ascii();
        STANDARD.decode(text).map(Bytes::from).map_err(|_| Malformed::Base64)
    }

    fn timestamp(&mut self, _: &'static Member) -> Result<Timestamp, Malformed> {
        timestamp::parse(self.text(Wanted::Timestamp)?).ok_or(Malformed::Timestamp)
    }

    /// No shape of a restXml service has documents.
    fn document(&mut self) -> Result<Document, Malformed> {
        Err(Malformed::Schema)
    }

    fn skip(&mut self) -> Result<(), Malformed> {
        Ok(())
    }

    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

impl XmlReader<'_> {
    /// Closes a structure. The text in it is its text member's, or white space.
    fn close<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        let Some(Frame::Structure { element, seen, .. }) = self.open.pop() else { return Err(Malformed::Schema) };
        let has_text = !self.element(element)?.text.trim_ascii().is_empty();
        let own = S::MEMBERS.iter().position(|member| member.query.is_empty());
        match own {
            Some(index) if has_text && seen != u128::MAX => {
                // Read once: what comes back here finds everything seen.
                let end = self.element(element)?.end;
                self.open.push(Frame::Structure { element, attribute: usize::MAX, next: end, seen: u128::MAX });
                self.next = Next::Element(element);
                Ok(Some(index))
            }
            None if has_text => Err(Malformed::Schema),
            _ => Ok(None),
        }
    }
}
