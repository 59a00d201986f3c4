//! YAML to documents.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use tradewind_wire::Document;

use super::{Read, scalar, tag};
use crate::fault::Fault;
use crate::limits::{MAX_DEPTH, MAX_EXPANSION};
use crate::position::{Position, Positions};

const CORE: &str = "tag:yaml.org,2002:";

pub(super) fn read(text: &str) -> Result<Read, Fault> {
    let parser = Parser::new_from_str(text);
    let mut reader = Reader { parser, anchors: BTreeMap::new(), room: MAX_EXPANSION };
    reader.document()
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    anchors: BTreeMap<usize, Read>,
    /// How much may still be copied for anchors and aliases.
    room: usize,
}

type Tagged<'a> = Option<Cow<'a, Tag>>;

impl<'a> Reader<'a> {
    /// The only document of the text.
    fn document(&mut self) -> Result<Read, Fault> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::DocumentStart(_) => break,
                Event::StreamEnd => {
                    return Ok(Read { value: Document::Null, places: Positions::at(position(span.start)) });
                }
                _ => {}
            }
        }
        let root = self.value(0)?;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::DocumentStart(_) => return Err(broken(position(span.start))),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => Err(malformed(&error)),
            None => Err(broken(Position { line: 1, column: 1 })),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Read, Fault> {
        let (event, span) = self.next()?;
        self.value_of(event, span, depth)
    }

    fn value_of(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Read, Fault> {
        let at = position(span.start);
        if depth > MAX_DEPTH {
            return Err(Fault::here(
                at,
                format!("Template format error: nested deeper than {MAX_DEPTH} levels. ({at})"),
            ));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let read = scalar(text, style, tag, at)?;
                self.keep(anchor, read)
            }
            Event::SequenceStart(anchor, tag) => {
                let read = self.list(at, depth)?;
                let read = tagged(read, tag, "seq", at)?;
                self.keep(anchor, read)
            }
            Event::MappingStart(anchor, tag) => {
                let read = self.map(at, depth)?;
                let read = tagged(read, tag, "map", at)?;
                self.keep(anchor, read)
            }
            Event::Alias(anchor) => self.alias(anchor, at, depth),
            _ => Err(broken(at)),
        }
    }

    /// Remembers what an anchor names.
    fn keep(&mut self, anchor: usize, read: Read) -> Result<Read, Fault> {
        if anchor != 0 {
            self.pay(&read.value, 0, read.places.start())?;
            self.anchors.insert(anchor, read.clone());
        }
        Ok(read)
    }

    fn alias(&mut self, anchor: usize, at: Position, depth: usize) -> Result<Read, Fault> {
        // An alias inside of what its anchor names is not known yet.
        let Some(read) = self.anchors.get(&anchor).cloned() else { return Err(broken(at)) };
        self.pay(&read.value, depth, at)?;
        Ok(read)
    }

    /// Pays for a copy of a value, which goes to this depth.
    fn pay(&mut self, value: &Document, depth: usize, at: Position) -> Result<(), Fault> {
        let (weight, own) = measure(value);
        if depth + own > 2 * MAX_DEPTH {
            return Err(too_deep(at));
        }
        let left = self.room.checked_sub(weight);
        self.room =
            left.ok_or_else(|| Fault::here(at, format!("Template format error: aliases expand too far. ({at})")))?;
        Ok(())
    }

    fn list(&mut self, at: Position, depth: usize) -> Result<Read, Fault> {
        let (mut items, mut places) = (Vec::new(), Positions::at(at));
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                return Ok(Read { value: Document::List(items), places });
            }
            let item = self.value_of(event, span, depth + 1)?;
            places.add(items.len().to_string(), item.places.start(), item.places);
            items.push(item.value);
        }
    }

    fn map(&mut self, at: Position, depth: usize) -> Result<Read, Fault> {
        let (mut entries, mut places) = (Entries::new(), Positions::at(at));
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let here = position(span.start);
            let (key, plain) = match event {
                Event::MappingEnd => break,
                Event::Scalar(text, style, anchor, _) => {
                    self.keep(anchor, Read { value: text.as_ref().into(), places: Positions::at(here) })?;
                    (text, style == ScalarStyle::Plain)
                }
                Event::Alias(anchor) => match self.alias(anchor, here, depth)?.value {
                    Document::String(text) => (Cow::Owned(text), false),
                    _ => return Err(broken(here)),
                },
                _ => return Err(broken(here)),
            };
            let value = self.value(depth + 1)?;
            if plain && key == "<<" {
                merged.push((here, value));
                continue;
            }
            if !entries.add(&key, value.value) {
                return Err(duplicate(&key, here));
            }
            places.add(key, here, value.places);
        }
        for (here, value) in merged {
            merge(&mut entries, &mut places, value, here)?;
        }
        Ok(Read { value: Document::Map(entries.list), places })
    }
}

/// The entries of a map under construction.
struct Entries {
    list: Vec<(Cow<'static, str>, Document)>,
    names: std::collections::BTreeSet<String>,
}

impl Entries {
    fn new() -> Entries {
        Entries { list: Vec::new(), names: std::collections::BTreeSet::new() }
    }

    /// Whether the key is new.
    fn add(&mut self, key: &str, value: Document) -> bool {
        let new = self.names.insert(key.to_owned());
        if new {
            self.list.push((Cow::Owned(key.to_owned()), value));
        }
        new
    }
}

/// [Merges](https://yaml.org/type/merge.html) a map, or maps of which an earlier one wins, into what was written.
fn merge(entries: &mut Entries, places: &mut Positions, from: Read, here: Position) -> Result<(), Fault> {
    match from.value {
        Document::Map(others) => {
            for (key, value) in others {
                let below = from.places.child(&key).cloned().unwrap_or_default();
                if entries.add(&key, value) {
                    places.add(key, here, below);
                }
            }
            Ok(())
        }
        Document::List(items) if items.iter().all(Document::is_map) => {
            for (index, value) in items.into_iter().enumerate() {
                let below = from.places.child(&index.to_string()).cloned().unwrap_or_default();
                merge(entries, places, Read { value, places: below }, here)?;
            }
            Ok(())
        }
        _ => Err(broken(here)),
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Tagged<'_>, at: Position) -> Result<Read, Fault> {
    let places = Positions::at(at);
    let value = match &tag {
        None if style == ScalarStyle::Plain => scalar::resolve(&text),
        None => Document::String(text.into_owned()),
        Some(tag) if tag.handle == CORE => core(&text, &tag.suffix).ok_or_else(|| broken(at))?,
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Document::String(text.into_owned()),
        Some(_) => return tagged(Read { value: Document::String(text.into_owned()), places }, tag, "", at),
    };
    Ok(Read { value, places })
}

/// A scalar of the type that a tag such as `!!int` names.
fn core(text: &str, kind: &str) -> Option<Document> {
    match (kind, scalar::resolve(text)) {
        ("str", _) => Some(text.into()),
        ("null", value @ Document::Null)
        | ("bool", value @ Document::Bool(_))
        | ("int", value @ Document::Integer(_))
        | ("float", value @ Document::Float(_)) => Some(value),
        ("float", Document::Integer(value)) => Some(Document::Float(value as f64)),
        _ => None,
    }
}

/// Puts a value under the function its tag names. `own` is the kind of the value among YAML's own tags.
fn tagged(read: Read, tag: Tagged<'_>, own: &str, at: Position) -> Result<Read, Fault> {
    let Some(tag) = tag else { return Ok(read) };
    if tag.handle == CORE && tag.suffix == own || tag.handle.is_empty() && tag.suffix == "!" {
        return Ok(read);
    }
    let name = if tag.handle == "!" { tag::long_name(&tag.suffix) } else { None };
    let name = name.ok_or_else(|| Fault::here(at, format!("Template format error: unsupported tag {tag}. ({at})")))?;
    Ok(tag::wrap(name, read))
}

/// What a copy of a value costs, and how deep it is.
fn measure(value: &Document) -> (usize, usize) {
    let add = |(weight, depth): (usize, usize), (own, below): (usize, usize)| (weight + own, depth.max(below + 1));
    let (weight, depth) = match value {
        Document::String(text) => (text.len(), 0),
        Document::List(items) => items.iter().map(measure).fold((0, 0), add),
        Document::Map(entries) => {
            let entry = |(key, value): &(Cow<'static, str>, Document)| {
                let (weight, depth) = measure(value);
                (key.len() + weight, depth)
            };
            entries.iter().map(entry).fold((0, 0), add)
        }
        _ => (0, 0),
    };
    (weight + 32, depth)
}

fn too_deep(at: Position) -> Fault {
    Fault::here(at, format!("Template format error: nested deeper than {MAX_DEPTH} levels. ({at})"))
}

fn position(mark: Marker) -> Position {
    Position { line: mark.line(), column: mark.col() + 1 }
}

fn malformed(error: &ScanError) -> Fault {
    broken(position(*error.marker()))
}

fn broken(at: Position) -> Fault {
    Fault::here(at, format!("Template format error: YAML not well-formed. ({at})"))
}

fn duplicate(key: &str, at: Position) -> Fault {
    Fault::here(at, format!("Template format error: duplicate key '{key}'. ({at})"))
}
