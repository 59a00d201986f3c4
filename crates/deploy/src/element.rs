//! Answers in XML, as far as a client looks at them: elements, their text, their children.

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// Reads a document; what is around its root element.
    pub(crate) fn read(xml: &[u8]) -> Option<Element> {
        let mut reader = Reader::from_reader(xml);
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => {
                    let name = std::str::from_utf8(start.local_name().into_inner()).ok()?.to_owned();
                    open.push(Element { name, ..Element::default() });
                }
                Event::Empty(start) => {
                    let name = std::str::from_utf8(start.local_name().into_inner()).ok()?.to_owned();
                    open.last_mut()?.children.push(Element { name, ..Element::default() });
                }
                Event::End(_) => {
                    let done = open.pop()?;
                    open.last_mut()?.children.push(done);
                }
                Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content().ok()?),
                Event::CData(data) => open.last_mut()?.text.push_str(&data.decode().ok()?),
                Event::GeneralRef(reference) => {
                    let text = match reference.resolve_char_ref().ok()? {
                        Some(letter) => letter.to_string(),
                        None => quick_xml::escape::resolve_predefined_entity(&reference.decode().ok()?)?.to_owned(),
                    };
                    open.last_mut()?.text.push_str(&text);
                }
                Event::Eof => return if open.len() == 1 { open.pop() } else { None },
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// The first element of this name, at any depth.
    pub(crate) fn find(&self, name: &str) -> Option<&Element> {
        let mut waiting: std::collections::VecDeque<_> = self.children.iter().collect();
        while let Some(one) = waiting.pop_front() {
            if one.name == name {
                return Some(one);
            }
            waiting.extend(&one.children);
        }
        None
    }

    /// The text of a child; nothing where there is none.
    pub(crate) fn text(&self, child: &str) -> Option<&str> {
        self.children.iter().find(|one| one.name == child).map(|one| one.text.as_str())
    }

    /// The members of a list.
    pub(crate) fn members(&self, list: &str) -> impl Iterator<Item = &Element> {
        let lists = self.children.iter().filter(move |one| one.name == list);
        lists.flat_map(|one| one.children.iter().filter(|child| child.name == "member"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let xml = br#"<?xml version="1.0"?><R xmlns="x"><S><Items><member><Id>a &lt;b&#33;</Id></member><member><Id>c</Id></member></Items><None/></S></R>"#;
        let root = Element::read(xml).unwrap();
        let section = root.find("S").unwrap();
        let ids: Vec<_> = section.members("Items").map(|one| one.text("Id").unwrap()).collect();
        assert_eq!(ids, ["a <b!", "c"]);
        assert_eq!(section.text("None"), Some(""));
        assert_eq!(section.text("Other"), None);
        for broken in [&b"<a><b></a>"[..], b"<a>", b"\xff<"] {
            assert_eq!(Element::read(broken), None, "{broken:?}");
        }
    }
}
