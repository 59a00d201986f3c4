//! Ciphertexts: they name their key, so that decrypting needs none.
//!
//! ```text
//! blob    version 1 | account (12 digits) | key id (16 bytes) | number of the material (4 bytes BE) | sealed (see tradewind-seal)
//! ```
//!
//! What stands before the sealed part is bound to it, and so is the encryption context, in the order of its keys.

use std::collections::BTreeMap;

use tradewind_clock::Random;
use tradewind_seal::{Broken, Key, Secret};

const VERSION: u8 = 1;
const ACCOUNT: usize = 12;
const HEAD: usize = 1 + ACCOUNT + 16 + 4;

/// A ciphertext taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob<'a> {
    /// The account of its key, 12 digits.
    pub(crate) account: &'a str,
    /// Its key's id, as bytes.
    pub(crate) key: [u8; 16],
    /// Which of the key's materials it was sealed with.
    pub(crate) material: u32,
    head: &'a [u8],
    sealed: &'a [u8],
}

impl<'a> Blob<'a> {
    /// Takes a ciphertext apart; none for what can't be one.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Blob<'a>> {
        let (head, sealed) = bytes.split_at_checked(HEAD)?;
        let (version, rest) = head.split_first()?;
        let (account, rest) = rest.split_at_checked(ACCOUNT)?;
        let (key, rest) = rest.split_first_chunk::<16>()?;
        let material = u32::from_be_bytes(rest.try_into().ok()?);
        let account = std::str::from_utf8(account).ok()?;
        let fits = *version == VERSION
            && account.bytes().all(|byte| byte.is_ascii_digit())
            && sealed.len() > tradewind_seal::OVERHEAD;
        fits.then_some(Blob { account, key: *key, material, head, sealed })
    }

    /// What it holds, under the material it names and the context it was made in.
    pub(crate) fn open(&self, material: &Key, context: &BTreeMap<String, String>) -> Result<Secret, Broken> {
        material.open(&bound(self.head, context), self.sealed)
    }
}

/// Makes a ciphertext.
pub(crate) fn seal(
    random: &Random,
    (account, key, number): (&str, &[u8; 16], u32),
    material: &Key,
    context: &BTreeMap<String, String>,
    content: &[u8],
) -> Vec<u8> {
    let mut blob = Vec::with_capacity(HEAD + content.len() + tradewind_seal::OVERHEAD);
    blob.push(VERSION);
    blob.extend(account.bytes());
    blob.extend(key);
    blob.extend(number.to_be_bytes());
    let sealed = material.seal(random, &bound(&blob, context), content);
    blob.extend(sealed);
    blob
}

fn bound<'a>(head: &'a [u8], context: &'a BTreeMap<String, String>) -> Vec<&'a [u8]> {
    let mut bound = vec![head];
    bound.extend(context.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]));
    bound
}
