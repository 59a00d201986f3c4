//! Searching a group's events, in the order of their times, off the threads that serve requests.
//!
//! A search takes the list of the blocks that may matter under the group's lock and reads them one by one without it. What it
//! finds goes into a bounded selection ([`select`]); a block that begins behind the last event of a full selection is not
//! read. Several threads share the blocks of a large search.
//!
//! A search forward may also end because it has read enough ([`Query::most`]). Blocks are read in the order in which they begin,
//! so every event before the beginning of the first unread one has been seen: the page ends there, and the next one goes on there.
//! Blocks that reach over the place where a page begins are read whatever they hold, so a page always gets further.

mod scan;
mod select;

use std::sync::Arc;

use parking_lot::Mutex;
use tradewind_store::{Cell, StoreError, Watermark};

use crate::chunk::Head;
use crate::error::LogsError;
use crate::group::Group;
use crate::id::Place;
use crate::pattern::Pattern;
use scan::Scanner;
use select::Selection;
pub(crate) use select::{Direction, Found};

/// What is searched for.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) streams: Streams,
    /// From this time on, in milliseconds.
    pub(crate) from: u64,
    /// Up to this time and not including it.
    pub(crate) to: u64,
    pub(crate) pattern: Pattern,
    pub(crate) direction: Direction,
    /// Events strictly beyond this place, in the search's direction.
    pub(crate) beyond: Option<Place>,
    pub(crate) limit: usize,
    /// A search forward ends when it has read so much, in bytes, of blocks that begin later than it does.
    pub(crate) most: u64,
}

impl Query {
    /// The time of the first event that may matter to a search forward.
    fn begin(&self) -> u64 {
        let beyond =
            self.beyond.map_or(0, |(time, order)| if order == u64::MAX { time.saturating_add(1) } else { time });
        self.from.max(beyond)
    }
}

/// Which streams.
#[derive(Debug)]
pub(crate) enum Streams {
    All,
    Named(Vec<String>),
    Prefix(String),
}

/// What was found, in the order of the events' places.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) events: Vec<Found>,
    /// The next page is beyond this place, in the search's direction; none if there is no more.
    pub(crate) next: Option<Place>,
}

/// A block that may hold what is searched for.
#[derive(Clone, Debug)]
struct Part {
    name: Arc<str>,
    stream: u64,
    number: u64,
    head: Head,
}

/// Searches of more bytes than this leave the threads that serve requests, in bytes.
const SMALL: u64 = 256 << 10;
/// Bytes for which another thread is worth its while.
const THREAD_BYTES: u64 = 16 << 20;
/// Threads of one search.
const THREADS: usize = 4;

/// Searches a group.
pub(crate) async fn search(
    cell: &Cell<Group>,
    mark: &Watermark,
    now: u64,
    mut query: Query,
) -> Result<Page, LogsError> {
    let parts = cell.read(mark, |_, group| {
        group.record()?;
        query.from = query.from.max(group.horizon(now));
        parts(group, &query)
    })?;
    let bytes = parts.iter().map(|part| part.head.bytes).sum::<u64>().min(query.most);
    let run = Run {
        selection: Mutex::new(Selection::new(query.direction, query.limit)),
        turn: Mutex::new(Turn::default()),
        parts,
        query,
    };
    if bytes <= SMALL {
        run.work(cell)?;
        return Ok(run.page());
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let threads = threads.min(usize::try_from(bytes / THREAD_BYTES).unwrap_or(THREADS) + 1);
    let cell = cell.clone();
    let done = tokio::task::spawn_blocking(move || {
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| run.work(&cell))).collect();
            let mut done = run.work(&cell);
            for other in others {
                done = done.and(other.join().unwrap_or_else(|_| Err(cut_short())));
            }
            done
        })?;
        Ok(run.page())
    });
    done.await.unwrap_or_else(|_| Err(cut_short())).map_err(LogsError::from)
}

fn cut_short() -> StoreError {
    StoreError::Io("a search was cut short".into())
}

/// The blocks that may matter, in the search's direction.
fn parts(group: &Group, query: &Query) -> Result<Vec<Part>, LogsError> {
    let mut parts = Vec::new();
    let mut add = |name: &str, stream: &crate::group::Stream| {
        let shared: Arc<str> = name.into();
        let matters = |head: &Head| {
            let beyond = query.beyond.is_none_or(|(time, _)| match query.direction {
                Direction::Forward => head.last >= time,
                Direction::Backward => head.first <= time,
            });
            head.last >= query.from && head.first < query.to && beyond
        };
        let blocks = stream.blocks().filter(|(_, head)| matters(head));
        parts.extend(blocks.map(|(number, head)| Part {
            name: shared.clone(),
            stream: stream.id(),
            number,
            head: *head,
        }));
    };
    match &query.streams {
        Streams::All => group.streams_from("").for_each(|(name, stream)| add(name, stream)),
        Streams::Prefix(begin) => {
            let streams = group.streams_from(begin).take_while(|(name, _)| name.starts_with(begin.as_str()));
            streams.for_each(|(name, stream)| add(name, stream));
        }
        Streams::Named(names) => {
            for name in names {
                add(name, group.stream(name)?);
            }
        }
    }
    match query.direction {
        Direction::Forward => parts.sort_by_key(|part| (part.head.first, part.number)),
        Direction::Backward => parts.sort_by_key(|part| std::cmp::Reverse((part.head.last, part.number))),
    }
    Ok(parts)
}

/// A search under way.
struct Run {
    query: Query,
    parts: Vec<Part>,
    turn: Mutex<Turn>,
    selection: Mutex<Selection>,
}

/// How far a search has come. Parts are handed out in order, and all that are handed out are read: so what is left begins with the
/// first that was not.
#[derive(Debug, Default)]
struct Turn {
    /// The next part.
    next: usize,
    /// What has been read of parts that count, in bytes.
    read: u64,
    /// Enough was read.
    enough: bool,
}

impl Run {
    /// Reads blocks until there are none, or none that could still matter.
    fn work(&self, cell: &Cell<Group>) -> Result<(), StoreError> {
        let mut scanner = Scanner::default();
        while let Some(part) = self.hand_out() {
            let edge = self.selection.lock().edge();
            // Blocks come in the order in which they begin: behind a full selection nothing matters any more.
            let done = edge.is_some_and(|(time, _)| match self.query.direction {
                Direction::Forward => part.head.first > time,
                Direction::Backward => part.head.last < time,
            });
            if done {
                break;
            }
            let read = scanner.scan(cell, part, &self.query, edge, &self.selection)?;
            if self.counts(part) {
                self.turn.lock().read += read;
            }
        }
        Ok(())
    }

    /// Whether a part may be left for the next page: one that begins where the search does is read, so that every page gets further.
    fn counts(&self, part: &Part) -> bool {
        self.query.direction == Direction::Forward && part.head.first > self.query.begin()
    }

    /// The next part to read; none if there is none, or if enough was read.
    fn hand_out(&self) -> Option<&Part> {
        let mut turn = self.turn.lock();
        let part = self.parts.get(turn.next)?;
        turn.enough |= self.counts(part) && turn.read >= self.query.most;
        if turn.enough {
            return None;
        }
        turn.next += 1;
        Some(part)
    }

    fn page(self) -> Page {
        let turn = self.turn.into_inner();
        let unread = self.parts.get(turn.next).filter(|_| turn.enough).map(|part| part.head.first);
        self.selection.into_inner().page(unread)
    }
}

#[cfg(test)]
mod tests;
