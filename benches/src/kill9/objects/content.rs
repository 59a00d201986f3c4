//! Bodies that follow from a seed, their ETags, and the little that is read of XML.

use md5::{Digest, Md5};

use crate::dice::Dice;

/// The sizes of an upload's parts, in bytes: the smallest that a part may be, and a last one. Each is a file of its own.
pub(super) const PARTS: [usize; 2] = [5 << 20, 64 << 10];

/// What an object holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Put in one request.
    Whole {
        /// What its bytes follow from.
        seed: u64,
        /// Its length in bytes.
        size: usize,
    },
    /// Put in parts.
    Parts {
        /// What its bytes follow from.
        seed: u64,
    },
}

impl Body {
    pub(super) fn bytes(self) -> Vec<u8> {
        match self {
            Body::Whole { seed, size } => random(seed, size),
            Body::Parts { seed } => (1..=PARTS.len()).flat_map(|number| part(seed, number)).collect(),
        }
    }

    /// As the service makes it: of an upload the digest of its parts' digests, and how many they are.
    pub(super) fn etag(self) -> String {
        let Body::Parts { seed } = self else { return etag(&self.bytes()) };
        let mut all = Md5::new();
        for number in 1..=PARTS.len() {
            all.update(Md5::digest(part(seed, number)));
        }
        format!("{}-{}", hex::encode(all.finalize()), PARTS.len())
    }

    /// How many files its bytes lie in: small bodies lie in the journal.
    pub(super) fn files(self) -> usize {
        match self {
            Body::Whole { size, .. } => usize::from(size > 32 << 10),
            Body::Parts { .. } => PARTS.len(),
        }
    }
}

/// A part's bytes; parts are counted from 1.
pub(super) fn part(seed: u64, number: usize) -> Vec<u8> {
    random(seed ^ number as u64, PARTS.get(number - 1).copied().unwrap_or_default())
}

pub(super) fn etag(bytes: &[u8]) -> String {
    hex::encode(Md5::digest(bytes))
}

fn random(seed: u64, size: usize) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        bytes.extend_from_slice(&dice.roll().to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

/// The text of the first element of this name.
pub(super) fn tag(xml: &str, name: &str) -> Option<String> {
    tags(xml, name).into_iter().next()
}

/// The texts of all elements of this name, in order, with quotes as they were before they were escaped.
pub(super) fn tags(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let inner = xml.split(&open).skip(1).filter_map(|rest| rest.split(&close).next());
    inner.map(|text| text.replace("&quot;", "\"")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_read_by_element() {
        let xml = "<L><P><E>&quot;a&quot;</E></P><P><E>b</E></P></L>";
        assert_eq!(tags(xml, "E"), ["\"a\"", "b"]);
        assert_eq!(tag(xml, "X"), None);
    }

    #[test]
    fn an_upload_has_the_etag_of_its_parts() {
        let body = Body::Parts { seed: 3 };
        assert!(body.etag().ends_with("-2"));
        assert_eq!(body.bytes().len(), PARTS.iter().sum::<usize>());
        assert_eq!((body.files(), Body::Whole { seed: 1, size: 3_000 }.files()), (2, 0));
    }
}
