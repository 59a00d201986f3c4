//! Authenticated encryption of small things, and the keys of a node.
//!
//! A [`Key`] seals bytes with AES-256-GCM. Every sealing takes a key of its own, derived from the sealing key and 16 random
//! bytes, so that no number of sealings under one key uses its nonces up:
//!
//! ```text
//! sealed   salt (16 bytes) | nonce (12 bytes) | ciphertext | tag (16 bytes)
//! under    HMAC-SHA256(key, "tradewind seal 1" | salt)
//! ```
//!
//! What a sealed thing belongs to is bound to it: whoever opens it must name the same. Keys are wiped from memory when they are
//! dropped and do not show themselves in `Debug`.

mod node;

use std::fmt;

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use tradewind_clock::Random;
use zeroize::Zeroizing;

pub use node::node_key;
/// Bytes that are wiped when they are dropped.
pub type Secret = Zeroizing<Vec<u8>>;

const SALT: usize = 16;
const NONCE: usize = 12;
const TAG: usize = 16;

/// How many bytes longer than its content a sealed thing is.
pub const OVERHEAD: usize = SALT + NONCE + TAG;

/// A key of 256 bits.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

/// What was to be opened was not sealed with this key, or for something else, or has been changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the seal is broken")]
pub struct Broken;

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    /// A key from its bytes.
    pub fn new(bytes: [u8; 32]) -> Key {
        Key(Zeroizing::new(bytes))
    }

    /// A key from bytes that should be 32; none if they are not.
    pub fn from_slice(bytes: &[u8]) -> Option<Key> {
        bytes.try_into().ok().map(Key::new)
    }

    /// A key for one purpose. The purpose's parts are kept apart: `["a", "b"]` is not `["ab"]`.
    pub fn derive(&self, purpose: &[&[u8]]) -> Key {
        Key::new(mac(&*self.0, &joined(purpose)))
    }

    /// Seals `content` for what `bound` names, part by part.
    pub fn seal(&self, random: &Random, bound: &[&[u8]], content: &[u8]) -> Vec<u8> {
        let mut sealed = vec![0; SALT + NONCE];
        random.fill(&mut sealed);
        let (salt, nonce) = sealed.split_at(SALT);
        let payload = Payload { msg: content, aad: &joined(bound) };
        // It fails for contents of more than 64 GiB only, which no caller has; what it then leaves can't be opened.
        let ciphertext = self.cipher(salt).encrypt(Nonce::from_slice(nonce), payload).unwrap_or_default();
        sealed.extend(ciphertext);
        sealed
    }

    /// Opens what [`Key::seal`] has sealed for the same.
    ///
    /// # Errors
    /// [`Broken`], without a word about what is wrong.
    pub fn open(&self, bound: &[&[u8]], sealed: &[u8]) -> Result<Secret, Broken> {
        let (salt, rest) = sealed.split_at_checked(SALT).ok_or(Broken)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE).ok_or(Broken)?;
        let payload = Payload { msg: ciphertext, aad: &joined(bound) };
        self.cipher(salt).decrypt(Nonce::from_slice(nonce), payload).map(Zeroizing::new).map_err(|_| Broken)
    }

    fn cipher(&self, salt: &[u8]) -> Aes256Gcm {
        let key = Zeroizing::new(mac(&*self.0, &[b"tradewind seal 1", salt].concat()));
        Aes256Gcm::new((&*key).into())
    }
}

/// Parts in one piece that no other parts give: each with its length before it.
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        all.extend((part.len() as u64).to_be_bytes());
        all.extend_from_slice(part);
    }
    all
}

fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, so there is no error to hand on; the empty key stands in for the branch.
    let mut mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(key)
        .unwrap_or_else(|_| <Hmac<Sha256> as hmac::digest::KeyInit>::new(&Default::default()));
    mac.update(message);
    mac.finalize().into_bytes().into()
}
