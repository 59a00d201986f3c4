//! Whether a Python function is served better by an interpreter that has boto3 loaded.

use std::fs;
use std::path::Path;

use crate::plan::Layout;

/// What boto3 brings along; a copy in the package must win over a loaded one.
const BOTO3: [&str; 7] = ["boto3", "botocore", "urllib3", "s3transfer", "jmespath", "dateutil", "six"];
/// How much source is searched for a mention of boto3.
const SEARCHED_BYTES: u64 = 4 << 20;
const SEARCHED_FILES: usize = 400;

/// Whether the package or a layer has a copy of its own, which must not be shadowed by a loaded one.
pub(super) fn brings_boto3(minor: u8, layout: &Layout) -> bool {
    let mut folders = vec![layout.code.clone()];
    if let Some(layers) = &layout.layers {
        folders.push(layers.join("python"));
        folders.push(layers.join(format!("python/lib/python3.{minor}/site-packages")));
    }
    folders
        .iter()
        .any(|folder| BOTO3.iter().any(|name| folder.join(name).exists() || folder.join(format!("{name}.py")).exists()))
}

/// Whether a function's sources name boto3 at all: one that does not starts faster without it.
pub(super) fn mentions_boto3(code: &Path) -> bool {
    let (mut bytes, mut files) = (0_u64, 0_usize);
    let mut folders = vec![code.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "py") {
                continue;
            }
            bytes = bytes.saturating_add(entry.metadata().map_or(0, |metadata| metadata.len()));
            files += 1;
            if bytes > SEARCHED_BYTES || files > SEARCHED_FILES {
                // A large package: what it does with boto3 is worth being ready for.
                return true;
            }
            if fs::read(&path).is_ok_and(|source| source.windows(5).any(|window| window == b"boto3")) {
                return true;
            }
        }
    }
    false
}
