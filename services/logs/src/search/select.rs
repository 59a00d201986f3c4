//! The first events of those that a search finds, in its direction, up to a number and a size.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Page;
use crate::id::Place;
use crate::limits::{EVENT_OVERHEAD, PAGE_BYTES};

/// From where a search goes to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the oldest event on.
    Forward,
    /// From the newest event back.
    Backward,
}

/// An event that was found. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) place: Place,
    pub(crate) stream: Arc<str>,
    pub(crate) ingested: u64,
    pub(crate) message: String,
}

/// Holds what was found first, whatever the order in which it is found.
#[derive(Debug)]
pub(super) struct Selection {
    direction: Direction,
    limit: usize,
    bytes: usize,
    found: BTreeMap<Place, Found>,
    /// The place of the first event that had no room; from there on nothing has.
    edge: Option<Place>,
}

impl Selection {
    pub(super) fn new(direction: Direction, limit: usize) -> Selection {
        Selection { direction, limit, bytes: 0, found: BTreeMap::new(), edge: None }
    }

    /// From where on nothing matters, if the selection has been full.
    pub(super) fn edge(&self) -> Option<Place> {
        self.edge
    }

    pub(super) fn add(&mut self, found: Found) {
        if !before(self.direction, found.place, self.edge) {
            return;
        }
        let bytes = found.message.len() + EVENT_OVERHEAD;
        if self.found.insert(found.place, found).is_none() {
            self.bytes += bytes;
        }
        while self.found.len() > self.limit || (self.bytes > PAGE_BYTES && self.found.len() > 1) {
            let last = match self.direction {
                Direction::Forward => self.found.pop_last(),
                Direction::Backward => self.found.pop_first(),
            };
            let Some((place, last)) = last else { break };
            self.bytes -= last.message.len() + EVENT_OVERHEAD;
            self.edge = Some(place);
        }
    }

    /// The page. Of a search forward that left blocks unread, what lies before `unread`, the time at which the first of them
    /// begins.
    pub(super) fn page(mut self, unread: Option<u64>) -> Page {
        if let Some(unread) = unread.filter(|unread| before(self.direction, (*unread, 0), self.edge)) {
            self.found.split_off(&(unread, 0));
            return Page {
                events: self.found.into_values().collect(),
                next: Some((unread.saturating_sub(1), u64::MAX)),
            };
        }
        let last = match self.direction {
            Direction::Forward => self.found.last_key_value(),
            Direction::Backward => self.found.first_key_value(),
        };
        let next = last.map(|(place, _)| *place).filter(|_| self.edge.is_some());
        Page { events: self.found.into_values().collect(), next }
    }
}

/// Whether a place comes before an edge, in this direction.
pub(super) fn before(direction: Direction, place: Place, edge: Option<Place>) -> bool {
    edge.is_none_or(|edge| match direction {
        Direction::Forward => place < edge,
        Direction::Backward => place > edge,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(time: u64) -> Found {
        Found { place: (time, 0), stream: "s".into(), ingested: 0, message: "m".to_owned() }
    }

    #[test]
    fn the_first_are_kept_whatever_comes_when() {
        let mut forward = Selection::new(Direction::Forward, 2);
        let mut backward = Selection::new(Direction::Backward, 2);
        for time in [5, 1, 4, 2, 3] {
            forward.add(found(time));
            backward.add(found(time));
        }
        assert_eq!((forward.edge(), backward.edge()), (Some((3, 0)), Some((3, 0))));
        let times =
            |selection: Selection| selection.page(None).events.iter().map(|event| event.place.0).collect::<Vec<_>>();
        assert_eq!((times(forward), times(backward)), (vec![1, 2], vec![4, 5]));
    }

    #[test]
    fn a_page_has_a_size() {
        let mut selection = Selection::new(Direction::Forward, 100);
        let large = |time| Found { message: "x".repeat(400_000), ..found(time) };
        (0..5).for_each(|time| selection.add(large(time)));
        let page = selection.page(None);
        assert_eq!((page.events.len(), page.next), (2, Some((1, 0))));
    }

    #[test]
    fn a_page_ends_where_blocks_were_left_unread() {
        let page = |limit, unread| {
            let mut selection = Selection::new(Direction::Forward, limit);
            (1..=5).for_each(|time| selection.add(found(time)));
            let page = selection.page(unread);
            (page.events.len(), page.next)
        };
        assert_eq!(page(9, None), (5, None));
        assert_eq!(page(9, Some(4)), (3, Some((3, u64::MAX))));
        assert_eq!(page(9, Some(1)), (0, Some((0, u64::MAX))));
        // Full before that.
        assert_eq!(page(2, Some(4)), (2, Some((2, 0))));
        assert_eq!(page(3, Some(3)), (2, Some((2, u64::MAX))));
    }
}
