//! Signatures of the chunks of a body, each of which signs the one before it.
//!
//! Follows <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html> and
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>.

use subtle::ConstantTimeEq as _;

use super::{Claim, SigningKey};

/// SHA-256 of nothing.
const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// What verifies a body's chunks in their order.
#[derive(Debug, Clone)]
pub struct ChunkSigner {
    key: SigningKey,
    date: String,
    scope: String,
    previous: String,
}

impl ChunkSigner {
    /// Begins after the signature of the request's head, which must have been verified.
    pub fn new(key: SigningKey, head: &Claim<'_>) -> Self {
        Self {
            key,
            date: head.date.clone(),
            scope: head.credential.scope(),
            previous: head.signature.to_ascii_lowercase(),
        }
    }

    /// The signature of the next chunk, whose bytes have this SHA-256.
    pub fn chunk(&mut self, sha256: &[u8]) -> String {
        self.next("AWS4-HMAC-SHA256-PAYLOAD", &format!("{OF_NOTHING}\n{}", hex::encode(sha256)))
    }

    /// The signature of the fields that follow the last chunk; of `name:value` lines, each with its line feed, this is the
    /// SHA-256.
    pub fn trailer(&mut self, sha256: &[u8]) -> String {
        self.next("AWS4-HMAC-SHA256-TRAILER", &hex::encode(sha256))
    }

    fn next(&mut self, algorithm: &str, hash: &str) -> String {
        let text = format!("{algorithm}\n{}\n{}\n{}\n{hash}", self.date, self.scope, self.previous);
        self.previous = hex::encode(self.key.sign(&text));
        self.previous.clone()
    }
}

/// Compares signatures in a time that says nothing about them.
pub(crate) fn same(expected: &str, given: &str) -> bool {
    bool::from(expected.as_bytes().ct_eq(given.to_ascii_lowercase().as_bytes()))
}
