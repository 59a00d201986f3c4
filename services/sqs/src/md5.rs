//! The digests by which clients check that a message arrived as it was sent.
//!
//! The digest of attributes follows "Calculating the MD5 message digest for message attributes" in the developer guide: the
//! attributes in the order of their names, each as name, data type, transport type (1 for text, 2 for bytes) and value, every
//! part but the transport type preceded by its length in four bytes, big endian.

use md5::{Digest, Md5};

/// An MD5 digest.
pub(crate) type Sum = [u8; 16];

/// The digest of a body.
pub(crate) fn of(bytes: &[u8]) -> Sum {
    Md5::digest(bytes).into()
}

/// A digest as clients see it.
pub(crate) fn hex(sum: &Sum) -> String {
    hex::encode(sum)
}

/// Collects the digest of attributes, which must come in the order of their names.
pub(crate) struct AttributesDigest(Md5);

impl AttributesDigest {
    pub(crate) fn new() -> Self {
        AttributesDigest(Md5::new())
    }

    /// Adds one attribute; `binary` says how its value travels.
    pub(crate) fn add(&mut self, name: &str, data_type: &str, binary: bool, value: &[u8]) {
        self.part(name.as_bytes());
        self.part(data_type.as_bytes());
        self.0.update([if binary { 2 } else { 1 }]);
        self.part(value);
    }

    fn part(&mut self, bytes: &[u8]) {
        // A message is at most 1 MiB long, so the length fits.
        self.0.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> Sum {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_have_the_digests_of_the_api_reference() {
        // The samples of API_SendMessage and API_ReceiveMessage.
        assert_eq!(hex(&of(b"This is a test message")), "fafb00f5732ab283681e124bf8747ed1");
        assert_eq!(hex(&of(b"hello")), "5d41402abc4b2a76b9719d911017c592");
    }
}
