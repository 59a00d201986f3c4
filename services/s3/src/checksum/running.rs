//! A checksum that is being computed.

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::Algorithm;

/// A checksum of the bytes so far.
pub(crate) enum Running {
    Crc(Algorithm, crc_fast::Digest),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Running {
    /// Of no bytes.
    pub(crate) fn new(algorithm: Algorithm) -> Running {
        match (algorithm, algorithm.crc()) {
            (_, Some(crc)) => Running::Crc(algorithm, crc_fast::Digest::new(crc)),
            (Algorithm::Sha1, None) => Running::Sha1(Sha1::new()),
            (_, None) => Running::Sha256(Sha256::new()),
        }
    }

    /// Takes more bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Running::Crc(_, digest) => digest.update(bytes),
            Running::Sha1(digest) => digest.update(bytes),
            Running::Sha256(digest) => digest.update(bytes),
        }
    }

    /// The value.
    pub(crate) fn finish(self) -> Vec<u8> {
        match self {
            Running::Crc(algorithm, digest) => {
                let bytes = digest.finalize().to_be_bytes();
                bytes.get(8 - algorithm.size()..).unwrap_or_default().to_vec()
            }
            Running::Sha1(digest) => digest.finalize().to_vec(),
            Running::Sha256(digest) => digest.finalize().to_vec(),
        }
    }
}
