//! One block is searched.

use memchr::memmem::Finder;
use parking_lot::Mutex;
use tradewind_store::{Cell, StoreError, Watermark};

use super::select::{Direction, Found, Selection, before};
use super::{Part, Query};
use crate::chunk::{Block, Event, grams};
use crate::group::Group;
use crate::id::Place;
use crate::keys;

/// Searches block after block with the same room for what they unpack to.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    room: Vec<u8>,
    hits: Vec<usize>,
}

impl Scanner {
    /// Adds what a block holds of what is searched for, and says how many bytes that took to read. A block that is gone was sealed or expired meanwhile: what was sealed is
    /// looked for in the blocks that took its place.
    pub(super) fn scan(
        &mut self,
        cell: &Cell<Group>,
        part: &Part,
        query: &Query,
        edge: Option<Place>,
        selection: &Mutex<Selection>,
    ) -> Result<u64, StoreError> {
        let needs = query.pattern.needs();
        // What is read here was committed before the list of blocks was made, and the caller's mark covers that.
        let mark = Watermark::new();
        let get = |key: tradewind_store::Key| cell.read(&mark, |view, _| view.get_body(&key));
        if part.head.sealed && !needs.is_empty() {
            let filter = get(keys::grams(part.stream, part.number))?;
            if filter.is_some_and(|filter| !needs.may_hold(|text| grams::may_hold(&filter, text))) {
                return Ok(grams::BYTES as u64);
            }
        }
        match get(keys::body(part.stream, part.number))? {
            Some(body) => self.scan_body(part, &body, query, edge, selection)?,
            None => self.moved(cell, part, query, selection)?,
        }
        Ok(part.head.bytes)
    }

    fn scan_body(
        &mut self,
        part: &Part,
        body: &[u8],
        query: &Query,
        edge: Option<Place>,
        selection: &Mutex<Selection>,
    ) -> Result<(), StoreError> {
        let block = Block::open(&part.head, part.number, body, &mut self.room)?;
        let clause = query.pattern.needs().sharpest();
        self.hits.clear();
        if let Some(clause) = clause {
            for finder in clause {
                find_all(finder, block.text(), &mut self.hits);
            }
            if self.hits.is_empty() {
                return Ok(());
            }
            self.hits.sort_unstable();
        }
        let mut hits = self.hits.iter().copied().peekable();
        for event in block.events() {
            let (at, event) = event?;
            if clause.is_some() {
                while hits.next_if(|hit| *hit < at).is_some() {}
                if hits.peek().is_none_or(|hit| *hit >= at + event.message.len()) {
                    continue;
                }
            }
            if wanted(&event, query, edge) && query.pattern.matches(event.message) {
                selection.lock().add(Found {
                    place: (event.time, event.order),
                    stream: part.name.clone(),
                    ingested: event.ingested,
                    message: event.message.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Looks for a block's events where they were sealed to. Events are held once, whatever the number of blocks that they are
    /// found in.
    fn moved(
        &mut self,
        cell: &Cell<Group>,
        part: &Part,
        query: &Query,
        selection: &Mutex<Selection>,
    ) -> Result<(), StoreError> {
        if part.head.sealed {
            return Ok(());
        }
        let mark = Watermark::new();
        let heads = cell.read(&mark, |_, group| {
            let stream = group.stream(&part.name).ok().filter(|stream| stream.id() == part.stream);
            let overlaps = |head: &crate::chunk::Head| head.last >= part.head.first && head.first <= part.head.last;
            let newer = stream.map(|stream| {
                let blocks =
                    stream.blocks().filter(|(number, head)| head.sealed && *number > part.number && overlaps(head));
                blocks.map(|(number, head)| (number, *head)).collect::<Vec<_>>()
            });
            Ok::<_, StoreError>(newer.unwrap_or_default())
        })?;
        for (number, head) in heads {
            let body = cell.read(&mark, |view, _| view.get_body(keys::body(part.stream, number)))?;
            if let Some(body) = body {
                let part = Part { number, head, ..part.clone() };
                let edge = selection.lock().edge();
                self.scan_body(&part, &body, query, edge, selection)?;
            }
        }
        Ok(())
    }
}

/// Every place of a text, also where places overlap: one that lies across two messages must not hide one in the second.
fn find_all(finder: &Finder<'_>, text: &[u8], hits: &mut Vec<usize>) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| finder.find(rest)) {
        hits.push(from + at);
        from += at + 1;
    }
}

fn wanted(event: &Event<'_>, query: &Query, edge: Option<Place>) -> bool {
    let place = (event.time, event.order);
    let beyond = query.beyond.is_none_or(|beyond| match query.direction {
        Direction::Forward => place > beyond,
        Direction::Backward => place < beyond,
    });
    event.time >= query.from && event.time < query.to && beyond && before(query.direction, place, edge)
}
