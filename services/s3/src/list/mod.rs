//! Walking over keys: prefixes, delimiters, pages.
//!
//! A listing visits the rows it shows and one row for each common prefix: behind a common prefix it goes on at the first key that
//! does not begin with it.

use std::ops::Bound;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tradewind_store::{Key, KeyReader, View};

use crate::error::S3Error;
use crate::limits;

/// What a listing is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'a> {
    /// The tag of the rows, whose keys continue with the object's key.
    pub(crate) tag: u8,
    pub(crate) prefix: &'a str,
    pub(crate) delimiter: Option<&'a str>,
    pub(crate) start: Start<'a>,
    pub(crate) limit: usize,
}

/// Where a listing begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Start<'a> {
    First,
    /// Behind this key, and behind everything under it if it is a common prefix.
    After(&'a str),
    /// At this key.
    At(&'a str),
}

/// An entry of a page, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item<T> {
    Entry(T),
    Prefix(String),
}

/// A page of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<Item<T>>,
    pub(crate) more: bool,
}

impl Walk<'_> {
    /// The common prefix a key is shown as.
    fn common<'k>(&self, key: &'k str) -> Option<&'k str> {
        let delimiter = self.delimiter?;
        let rest = key.get(self.prefix.len()..)?;
        let at = rest.find(delimiter)?;
        key.get(..self.prefix.len() + at + delimiter.len())
    }

    fn first(&self) -> Bound<Vec<u8>> {
        let begin = raw(self.tag, self.prefix);
        let from = match self.start {
            Start::First => return Bound::Included(begin),
            Start::At(key) => Bound::Included(raw(self.tag, key)),
            Start::After(key) if self.common(key) == Some(key) => Bound::Included(behind(raw(self.tag, key))),
            // Rows of this key may have more behind the key; all of them are passed over.
            Start::After(key) => Bound::Included(behind(Key::tag(self.tag).str(key).as_ref().to_vec())),
        };
        match &from {
            Bound::Included(from) if *from < begin => Bound::Included(begin),
            _ => from,
        }
    }

    /// Visits rows in order. `visit` gets a row's key, what follows it, the value and how many entries still have room; it
    /// answers the row's entries, of which one more than has room says that there are more.
    pub(crate) fn page<T>(
        &self,
        view: &View<'_>,
        mut visit: impl FnMut(&str, &[u8], &[u8], usize) -> Result<Vec<T>, S3Error>,
    ) -> Result<Page<T>, S3Error> {
        let mut page = Page { items: Vec::new(), more: false };
        if self.limit == 0 {
            return Ok(page);
        }
        let begin = raw(self.tag, self.prefix);
        let end = behind(begin.clone());
        let mut from = self.first();
        'seek: loop {
            for row in view.scan((from.as_ref(), Bound::Excluded(&end))) {
                let (row, value) = row?;
                let mut reader = KeyReader::new(&row);
                reader.tag()?;
                let key = reader.str()?;
                let room = self.limit - page.items.len();
                let entries = visit(&key, reader.rest(), &value, room)?;
                if entries.is_empty() {
                    continue;
                }
                let Some(common) = self.common(&key) else {
                    page.more = entries.len() > room;
                    page.items.extend(entries.into_iter().take(room).map(Item::Entry));
                    if page.more {
                        return Ok(page);
                    }
                    continue;
                };
                if room == 0 {
                    page.more = true;
                    return Ok(page);
                }
                page.items.push(Item::Prefix(common.to_owned()));
                from = Bound::Included(behind(raw(self.tag, common)));
                continue 'seek;
            }
            return Ok(page);
        }
    }
}

/// What the keys of all rows begin with whose keys begin with `text`.
fn raw(tag: u8, text: &str) -> Vec<u8> {
    let mut key = Key::tag(tag).str(text).as_ref().to_vec();
    // Without the mark that ends the text.
    key.truncate(key.len().saturating_sub(2));
    key
}

/// The first key behind all that begin with `prefix`.
fn behind(mut prefix: Vec<u8>) -> Vec<u8> {
    while prefix.last() == Some(&0xff) {
        prefix.pop();
    }
    if let Some(last) = prefix.last_mut() {
        *last += 1;
    }
    prefix
}

/// How many entries a page has: what is asked for, up to 1,000.
pub(crate) fn limit(asked: Option<i32>, name: &'static str, shown: &'static str) -> Result<(usize, i32), S3Error> {
    let asked = asked.unwrap_or(limits::PAGE);
    if asked < 0 {
        let text = format!("Argument {shown} must be an integer between 0 and 2147483647");
        return Err(S3Error::invalid_argument(text, name, &asked.to_string()));
    }
    let limit = asked.min(limits::PAGE);
    Ok((usize::try_from(limit).unwrap_or_default(), limit))
}

/// What stays as it is in names that are encoded for `encoding-type=url`.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b'/').remove(b' ');

/// How names are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown(bool);

impl Shown {
    pub(crate) fn new(encoding: Option<&str>) -> Result<Shown, S3Error> {
        match encoding {
            None | Some("") => Ok(Shown(false)),
            Some("url") => Ok(Shown(true)),
            Some(other) => {
                let text = "Invalid Encoding Method specified in Request";
                Err(S3Error::invalid_argument(text, "encoding-type", other))
            }
        }
    }

    pub(crate) fn show(self, name: &str) -> String {
        if !self.0 {
            return name.to_owned();
        }
        utf8_percent_encode(name, KEPT).to_string().replace(' ', "+")
    }

    pub(crate) fn name(self) -> Option<String> {
        self.0.then(|| "url".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_urls() {
        let shown = Shown::new(Some("url")).unwrap();
        assert_eq!(shown.show("a b/c+d&é~*-_."), "a+b/c%2Bd%26%C3%A9%7E*-_.");
        assert_eq!(Shown::new(None).unwrap().show("a b"), "a b");
        assert!(Shown::new(Some("xml")).is_err());
    }

    #[test]
    fn behind_a_prefix() {
        assert_eq!(behind(vec![1, 2]), [1, 3]);
        assert_eq!(behind(vec![1, 0xff]), [2]);
        assert_eq!(raw(9, "a\0b"), [9, b'a', 0, 0xff, b'b']);
        assert_eq!(raw(9, ""), [9]);
    }
}
