//! The base on disk: one fjall database with two keyspaces.
//!
//! ```text
//! keyspace  key                                   value
//! rows      cell id (8 bytes, big endian) key     the row
//!           FF x 8                                version, position (8 bytes LE): all commits up to it are here
//! bodies    cell id (8 bytes, big endian) key     the body, kept in blob files from 512 bytes on
//! ```
//!
//! A checkpoint is written as sorted tables by fjall's ingestion, which goes past its journal and its memtables: nothing is
//! written twice, and the database needs no log of its own. An ingestion is durable and atomic for its keyspace. The bodies go
//! first, the rows and the note last: after a crash in between, the old note makes recovery replay what is half there.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bytes::Bytes;
use fjall::config::{BlockSizePolicy, CompressionPolicy};
use fjall::{CompressionType, Database, Guard, Keyspace, KeyspaceCreateOptions, KvSeparationOptions};

use super::{Base, Changes, Row};
use crate::error::StoreError;
use crate::key::{KeyBounds, RowKey};
use crate::overlay::{Entry, Space};
use crate::position::Position;
use crate::record::{Decoder, Encoder};

const NOTE: [u8; 8] = [0xff; 8];
const NOTE_VERSION: u8 = 1;
const SEPARATE_FROM_BYTES: u32 = 512;
/// A row this long is handed out as a slice of the block that holds it; a shorter one is copied, so that it does not keep a
/// block of many rows in memory.
const SHARE_FROM_BYTES: usize = 2048;

/// The embedded base. The database is made by the first checkpoint, in a directory of another name that is renamed when it is
/// whole: so a new store opens fast, and there is no half-made database.
pub(crate) struct FjallBase {
    parent: PathBuf,
    cache_bytes: u64,
    opened: OnceLock<Opened>,
}

struct Opened {
    rows: Keyspace,
    bodies: Keyspace,
    /// Closes the database when the last handle on it goes.
    _database: Database,
}

const DIR: &str = "base";
const NEW_DIR: &str = "base.new";

impl FjallBase {
    /// Opens the base in a data directory, if there is one.
    pub(crate) fn open(parent: &Path, cache_bytes: u64) -> Result<FjallBase, StoreError> {
        let base = FjallBase { parent: parent.to_path_buf(), cache_bytes, opened: OnceLock::new() };
        if parent.join(DIR).try_exists()? {
            let opened = Opened::open(&parent.join(DIR), cache_bytes)?;
            base.opened.get_or_init(|| opened);
        }
        Ok(base)
    }

    /// The database, made if there is none yet. Called by one thread at a time.
    fn create(&self) -> Result<&Opened, StoreError> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let (dir, new) = (self.parent.join(DIR), self.parent.join(NEW_DIR));
        if !dir.try_exists()? {
            if new.try_exists()? {
                // An interrupted attempt, in which nothing has been written yet.
                std::fs::remove_dir_all(&new)?;
            }
            drop(Opened::open(&new, self.cache_bytes)?);
            std::fs::rename(&new, &dir)?;
            std::fs::File::open(&self.parent)?.sync_all()?;
        }
        let opened = Opened::open(&dir, self.cache_bytes)?;
        Ok(self.opened.get_or_init(|| opened))
    }
}

impl Opened {
    fn open(dir: &Path, cache_bytes: u64) -> Result<Opened, StoreError> {
        let database = Database::builder(dir)
            .cache_size(cache_bytes)
            .worker_threads(1)
            .max_cached_files(Some(256))
            .manual_journal_persist(true)
            .open()
            .map_err(explain)?;
        let options = || {
            KeyspaceCreateOptions::default()
                .manual_journal_persist(true)
                .max_memtable_size(4 << 20)
                .data_block_size_policy(BlockSizePolicy::all(4 << 10))
                .data_block_compression_policy(CompressionPolicy::disabled())
                .index_block_compression_policy(CompressionPolicy::disabled())
        };
        let separated =
            KvSeparationOptions::default().compression(CompressionType::None).separation_threshold(SEPARATE_FROM_BYTES);
        let rows = database.keyspace("rows", options).map_err(explain)?;
        let bodies = database.keyspace("bodies", || options().with_kv_separation(Some(separated))).map_err(explain)?;
        Ok(Opened { rows, bodies, _database: database })
    }

    fn space(&self, space: Space) -> &Keyspace {
        match space {
            Space::Rows => &self.rows,
            Space::Bodies => &self.bodies,
        }
    }

    /// Writes one keyspace's part of the changes. Cells come by rising id and keys in order, as an ingestion needs them.
    fn ingest(&self, space: Space, changes: &Changes, note: Option<Bytes>) -> Result<(), StoreError> {
        let keyspace = self.space(space);
        let mut ingestion = keyspace.start_ingestion().map_err(explain)?;
        for (id, layer) in changes.by_cell() {
            let Some(layer) = layer else {
                for found in keyspace.prefix(id.to_be_bytes()) {
                    ingestion.write_tombstone(found.key().map_err(explain)?).map_err(explain)?;
                }
                continue;
            };
            for (key, entry) in layer.space(space) {
                let key = full_key(id, key);
                match entry {
                    Entry::Put { value, .. } => ingestion.write(key, value.clone()),
                    Entry::Tombstone => ingestion.write_tombstone(key),
                }
                .map_err(explain)?;
            }
        }
        if let Some(note) = note {
            ingestion.write(Bytes::from_static(&NOTE), note).map_err(explain)?;
        }
        ingestion.finish().map_err(explain)
    }
}

impl Base for FjallBase {
    fn get(&self, space: Space, cell: u64, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        let Some(opened) = self.opened.get() else { return Ok(None) };
        let found = opened.space(space).get(full_key(cell, key)).map_err(explain)?;
        Ok(found.map(|value| own(value.into())))
    }

    fn scan<'a>(
        &'a self,
        cell: u64,
        bounds: &KeyBounds,
        reverse: bool,
    ) -> Box<dyn Iterator<Item = Result<Row, StoreError>> + 'a> {
        let Some(opened) = self.opened.get() else { return Box::new(std::iter::empty()) };
        let from = match &bounds.from {
            Bound::Unbounded => Bound::Included(full_key(cell, &[])),
            bound => bound.as_ref().map(|key| full_key(cell, key)),
        };
        let to = match &bounds.to {
            Bound::Unbounded => Bound::Excluded(full_key(cell.saturating_add(1), &[])),
            bound => bound.as_ref().map(|key| full_key(cell, key)),
        };
        let found = opened.rows.range::<Bytes, _>((from, to));
        if reverse { Box::new(found.rev().map(row)) } else { Box::new(found.map(row)) }
    }

    fn write(&self, changes: &Changes) -> Result<(), StoreError> {
        let opened = self.create()?;
        opened.ingest(Space::Bodies, changes, None)?;
        opened.ingest(Space::Rows, changes, Some(Encoder::new(NOTE_VERSION).u64(changes.holds.get()).finish()))
    }

    fn holds(&self) -> Result<Position, StoreError> {
        let note = self.opened.get().map(|opened| opened.rows.get(NOTE)).transpose().map_err(explain)?.flatten();
        let Some(note) = note else { return Ok(Position::NOTHING) };
        Decoder::new("the base's note", NOTE_VERSION, &note)?.u64().map(Position::new)
    }
}

fn full_key(cell: u64, key: &[u8]) -> Bytes {
    let mut full = Vec::with_capacity(8 + key.len());
    full.extend_from_slice(&cell.to_be_bytes());
    full.extend_from_slice(key);
    full.into()
}

fn row(found: Guard) -> Result<Row, StoreError> {
    let (key, value) = found.into_inner().map_err(explain)?;
    let key = key.get(8..).ok_or_else(|| StoreError::corrupt("a key of the base has no cell id"))?;
    Ok((RowKey::from_slice(key), own(value.into())))
}

fn own(value: Bytes) -> Bytes {
    if value.len() < SHARE_FROM_BYTES { Bytes::copy_from_slice(&value) } else { value }
}

fn explain(error: fjall::Error) -> StoreError {
    match error {
        fjall::Error::Io(error) | fjall::Error::Storage(fjall::LsmError::Io(error)) => error.into(),
        error => StoreError::corrupt(format_args!("the base: {error}")),
    }
}
