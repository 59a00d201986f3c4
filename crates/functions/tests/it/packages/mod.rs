//! What comes out of zips, and what must not.

mod cache;
mod layers;
mod refused;
mod taken;
pub(crate) mod zips;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures::future::BoxFuture;
use sha2::{Digest, Sha256};
use tradewind_functions::{Package, PackageLimits, PackageSource, Packages};

/// A zip in memory that counts how often it is fetched.
#[derive(Clone)]
pub(crate) struct Stored {
    zip: Bytes,
    pub(crate) fetched: Arc<AtomicUsize>,
}

impl PackageSource for Stored {
    fn fetch(&self) -> BoxFuture<'_, std::io::Result<Bytes>> {
        self.fetched.fetch_add(1, Ordering::Relaxed);
        let zip = self.zip.clone();
        Box::pin(async move { Ok(zip) })
    }
}

/// A package of these bytes, and its source.
pub(crate) fn stored(zip: Vec<u8>) -> (Package, Stored) {
    let sha256 = hex::encode(Sha256::digest(&zip));
    let source = Stored { zip: Bytes::from(zip), fetched: Arc::default() };
    (Package { sha256, source: Arc::new(source.clone()) }, source)
}

pub(crate) fn package(zip: Vec<u8>) -> Package {
    stored(zip).0
}

fn open(dir: &Path) -> Packages {
    Packages::open(dir.to_owned(), PackageLimits::default()).unwrap()
}

/// Names of what is in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
