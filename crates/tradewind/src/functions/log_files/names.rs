//! Where files lie and what they are called.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Group;

pub(super) fn file_name(number: u64) -> String {
    format!("{number:010}.log")
}

/// The numbers of a group's files, the oldest first.
pub(super) fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".log"));
        numbers.extend(number.and_then(|number| number.parse::<u64>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// A group's folder. Names come from users: whatever is not a letter, a digit, `-` or `_` is written as its code, so no name
/// leads out of the folder and no two names into the same one.
pub(super) fn folder_of(root: &Path, group: &Group) -> PathBuf {
    root.join(escaped(&group.account)).join(escaped(&group.region)).join(escaped(&group.name))
}

/// Longest escaped name, in bytes; file systems take 255.
const NAME_BYTES: usize = 200;

fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 16);
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    if out.len() > NAME_BYTES {
        let mark = fnv(out.as_bytes());
        out.truncate(NAME_BYTES);
        out.push_str(&format!(".{mark:016x}"));
    }
    out
}

/// FNV-1a, to tell names apart whose beginnings are the same.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
