//! A bucket's cell: its record, its configuration documents and the sequence of its numbers. Objects are rows only.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_store::{KeyReader, Model, StoreError, Tx, View, decode, encode, prefix};

use super::record::BucketRecord;
use crate::error::S3Error;
use crate::keys;

/// A bucket in memory.
#[derive(Debug, Default)]
pub struct BucketCell {
    record: Option<BucketRecord>,
    configs: BTreeMap<String, Bytes>,
    next: u64,
    reserved: u64,
}

/// Numbers per reservation.
const BLOCK: u64 = 65_536;

impl Model for BucketCell {
    fn load(view: &View<'_>) -> Result<Self, StoreError> {
        let record = view.get(keys::record())?.map(|row| decode(&row)).transpose()?;
        let mut configs = BTreeMap::new();
        for row in view.scan(prefix([keys::CONFIG])) {
            let (key, value) = row?;
            let mut key = KeyReader::new(&key);
            key.tag()?;
            configs.insert(key.str()?, value);
        }
        let reserved = match view.get(keys::sequence())? {
            Some(row) => KeyReader::new(&row).u64()?,
            None => 1,
        };
        // Numbers that were reserved and not given are lost, which costs nothing.
        Ok(BucketCell { record, configs, next: reserved, reserved })
    }
}

impl BucketCell {
    /// The bucket, if there is one.
    pub fn record(&self) -> Option<&BucketRecord> {
        self.record.as_ref()
    }

    /// The bucket of a call that found it there ([`crate::S3::look`], [`crate::S3::change`]).
    pub(crate) fn known(&self) -> Result<&BucketRecord, S3Error> {
        self.record.as_ref().ok_or_else(|| S3Error::no_such_bucket(""))
    }

    /// A configuration document by its kind, as it was put.
    pub fn config(&self, kind: &str) -> Option<&Bytes> {
        self.configs.get(kind)
    }

    /// Writes a configuration document, in whatever form its kind has; versioned by its first byte, as every row.
    pub fn put_config(&mut self, tx: &mut Tx<'_>, kind: &str, document: impl Into<Bytes>) {
        let document = document.into();
        tx.put(keys::config(kind), document.clone());
        self.configs.insert(kind.to_owned(), document);
    }

    /// Deletes a configuration document; says whether there was one.
    pub fn delete_config(&mut self, tx: &mut Tx<'_>, kind: &str) -> bool {
        let known = self.configs.remove(kind).is_some();
        if known {
            tx.delete(keys::config(kind));
        }
        known
    }

    /// Writes the record.
    pub(crate) fn put_record(&mut self, tx: &mut Tx<'_>, record: BucketRecord) {
        tx.put(keys::record(), encode(&record));
        self.record = Some(record);
    }

    /// The bucket is gone, with everything in it.
    pub(crate) fn drop_all(&mut self, tx: &mut Tx<'_>) {
        tx.drop_cell();
        *self = BucketCell { next: 1, reserved: 1, ..BucketCell::default() };
    }

    /// A number that never comes back in this bucket. Grows.
    pub(crate) fn next_sequence(&mut self, tx: &mut Tx<'_>) -> u64 {
        let number = self.next.max(1);
        self.next = number + 1;
        if self.next > self.reserved {
            self.reserved = self.next + BLOCK;
            tx.put(keys::sequence(), Bytes::copy_from_slice(&self.reserved.to_be_bytes()));
        }
        number
    }
}
