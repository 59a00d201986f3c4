//! Open blocks become sealed ones.

use tradewind_store::Tx;

use super::streams::delete_block;
use super::{Group, Stream};
use crate::chunk::{SEAL_BYTES, Sealed};
use crate::error::LogsError;
use crate::keys;

/// Open blocks that are sealed at a time.
#[derive(Debug)]
pub(crate) struct OpenBlocks {
    pub(crate) stream: u64,
    pub(crate) blocks: Vec<(u64, crate::chunk::Head)>,
}

/// Bytes that are sealed at a time, more or less: what a sealing may hold in memory.
const BYTES: u64 = 8 << 20;

/// A stream with so many open blocks has them sealed, however small they are.
const OPEN_BLOCKS: usize = 256;

impl Stream {
    /// Whether its open blocks are to be sealed.
    pub(super) fn is_full(&self) -> bool {
        self.open_bytes >= SEAL_BYTES as u64 || self.open.len() >= OPEN_BLOCKS
    }
}

impl Group {
    /// A stream's open blocks, the oldest first; none if this is not that group any more.
    pub(crate) fn open_blocks(&self, id: u64, name: &str) -> Option<OpenBlocks> {
        self.record.as_ref().filter(|record| record.id == id)?;
        let stream = self.streams.get(name)?;
        let mut bytes = 0;
        let heads = stream.open.iter().filter_map(|number| Some((*number, *stream.blocks.get(number)?)));
        let blocks = heads.take_while(|(_, head)| {
            let room = bytes < BYTES;
            bytes += head.bytes;
            room
        });
        Some(OpenBlocks { stream: stream.id(), blocks: blocks.collect() })
    }

    /// Puts sealed blocks in the place of open ones, if those are all still there. Says whether so many are open behind them that
    /// these are to be sealed next.
    pub(crate) fn replace(
        &mut self,
        tx: &mut Tx<'_>,
        id: u64,
        name: &str,
        open: &OpenBlocks,
        sealed: Vec<Sealed>,
    ) -> Result<bool, LogsError> {
        if self.record.as_ref().is_none_or(|record| record.id != id) {
            return Ok(false);
        }
        let numbers: Vec<u64> = sealed.iter().map(|_| self.number(tx)).collect();
        let Some(stream) = self.streams.get_mut(name).filter(|stream| stream.record.id == open.stream) else {
            return Ok(false);
        };
        stream.sealing = false;
        if !open.blocks.iter().all(|(number, _)| stream.open.contains(number)) {
            return Ok(false);
        }
        for (number, head) in &open.blocks {
            stream.remove(*number);
            delete_block(tx, open.stream, *number, head.sealed);
        }
        for (number, block) in numbers.into_iter().zip(sealed) {
            tx.insert(keys::head(open.stream, number), block.head.encode());
            tx.insert_body(keys::body(open.stream, number), block.body);
            tx.insert_body(keys::grams(open.stream, number), block.grams);
            stream.insert(number, block.head);
        }
        stream.sealing = stream.is_full();
        Ok(stream.sealing)
    }
}
