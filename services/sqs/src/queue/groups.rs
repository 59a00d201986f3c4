//! Who is next: the order in which messages are received.
//!
//! ```text
//! standard   open      ready messages without a group, oldest first
//!            quiet     groups with ready messages, by their oldest one
//!            noisy     groups that hold more than their share of the consumers, fewest in flight first
//!            next      the oldest of open and quiet; else a noisy one
//! FIFO       quiet     groups whose oldest message is ready and of which none is in flight
//!            next      the oldest of quiet, and after it its successors in the group
//! ```
//!
//! A standard queue's group is noisy while it has at least 30 messages in flight and more than a tenth of the queue's, and has
//! sent something within five minutes ("How Amazon SQS fair queues work" in the developer guide). Whether it is noisy is asked
//! when one of its messages changes state and when it is about to be chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tradewind_clock::Timestamp;

use crate::limits::{IN_FLIGHT, NOISY_IN_FLIGHT, NOISY_MEMORY, NOISY_SHARE};
use crate::queue::Queue;
use crate::queue::entry::{Entry, NO_GROUP, State};

/// The message groups of one queue and the order of its ready messages.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    fifo: bool,
    names: BTreeMap<Arc<str>, u32>,
    slots: Vec<Group>,
    free: Vec<u32>,
    open: BTreeSet<u64>,
    quiet: BTreeSet<(u64, u32)>,
    noisy: BTreeSet<(u32, u64, u32)>,
}

#[derive(Debug)]
struct Group {
    name: Arc<str>,
    /// All of its messages in the queue; a group without any is forgotten.
    messages: u32,
    in_flight: u32,
    last_sent: Timestamp,
    /// When one of its messages last left the queue, as far as this model has seen.
    last_left: Timestamp,
    /// Standard: the ready ones. FIFO: all that are not moving away.
    line: BTreeSet<u64>,
    place: Place,
}

/// Where a group stands in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Nowhere,
    Quiet(u64),
    Noisy(u32, u64),
}

/// What decides whether a group is noisy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) now: Timestamp,
    /// Messages in flight in the whole queue.
    pub(crate) in_flight: usize,
}

impl Groups {
    pub(crate) fn new(fifo: bool) -> Groups {
        Groups { fifo, ..Groups::default() }
    }

    /// The group's name; none for [`NO_GROUP`].
    pub(crate) fn name(&self, group: u32) -> Option<&Arc<str>> {
        self.slots.get(group as usize).map(|slot| &slot.name)
    }

    /// When one of the group's messages last left the queue; the epoch if none was seen to.
    pub(crate) fn last_left(&self, group: u32) -> Timestamp {
        self.slots.get(group as usize).map_or(Timestamp::ZERO, |slot| slot.last_left)
    }

    /// The place of a group of which one more message is there.
    pub(crate) fn join(&mut self, name: Option<&str>, sent: Timestamp) -> u32 {
        let Some(name) = name else { return NO_GROUP };
        let group = match self.names.get(name) {
            Some(group) => *group,
            None => self.open_slot(name),
        };
        if let Some(slot) = self.slots.get_mut(group as usize) {
            slot.messages += 1;
            slot.last_sent = slot.last_sent.max(sent);
        }
        group
    }

    fn open_slot(&mut self, name: &str) -> u32 {
        let name: Arc<str> = name.into();
        let slot = Group {
            name: name.clone(),
            messages: 0,
            in_flight: 0,
            last_sent: Timestamp::ZERO,
            last_left: Timestamp::ZERO,
            line: BTreeSet::new(),
            place: Place::Nowhere,
        };
        let group = match self.free.pop() {
            Some(group) => {
                self.slots[group as usize] = slot;
                group
            }
            None => {
                self.slots.push(slot);
                u32::try_from(self.slots.len() - 1).unwrap_or(NO_GROUP - 1)
            }
        };
        self.names.insert(name, group);
        group
    }

    /// Ready messages without a group have come into an empty queue.
    pub(crate) fn fill_open(&mut self, sequences: impl Iterator<Item = u64>) {
        self.open = sequences.collect();
    }

    /// A message has come into the queue, in the state its entry says.
    pub(crate) fn arrived(&mut self, sequence: u64, entry: &Entry, messages: &BTreeMap<u64, Entry>, load: Load) {
        if entry.state == State::Moving {
            return;
        }
        match self.slots.get_mut(entry.group as usize) {
            None if entry.state == State::Ready => {
                self.open.insert(sequence);
            }
            None => {}
            Some(slot) => {
                if entry.state == State::InFlight {
                    slot.in_flight += 1;
                }
                if self.fifo || entry.state == State::Ready {
                    slot.line.insert(sequence);
                }
                self.place(entry.group, messages, load);
            }
        }
    }

    /// A message has changed its state from `before` to what its entry says now, staying in the queue.
    pub(crate) fn changed(
        &mut self,
        sequence: u64,
        before: State,
        entry: &Entry,
        messages: &BTreeMap<u64, Entry>,
        load: Load,
    ) {
        let ready = entry.state == State::Ready;
        let Some(slot) = self.slots.get_mut(entry.group as usize) else {
            if ready {
                self.open.insert(sequence);
            } else {
                self.open.remove(&sequence);
            }
            return;
        };
        slot.in_flight += u32::from(entry.state == State::InFlight);
        slot.in_flight -= u32::from(before == State::InFlight);
        let lined = if self.fifo { entry.state != State::Moving } else { ready };
        if lined {
            slot.line.insert(sequence);
        } else {
            slot.line.remove(&sequence);
        }
        self.place(entry.group, messages, load);
    }

    /// A message has left the queue; `entry` is what it was.
    pub(crate) fn left(&mut self, sequence: u64, entry: &Entry, messages: &BTreeMap<u64, Entry>, load: Load) {
        let Some(slot) = self.slots.get_mut(entry.group as usize) else {
            self.open.remove(&sequence);
            return;
        };
        slot.in_flight -= u32::from(entry.state == State::InFlight);
        slot.line.remove(&sequence);
        slot.messages -= 1;
        slot.last_left = load.now;
        let empty = slot.messages == 0;
        self.place(entry.group, messages, load);
        if empty && let Some(slot) = self.slots.get(entry.group as usize) {
            self.names.remove(&slot.name);
            self.free.push(entry.group);
        }
    }

    /// Puts a group where it belongs now.
    fn place(&mut self, group: u32, messages: &BTreeMap<u64, Entry>, load: Load) {
        let Some(slot) = self.slots.get_mut(group as usize) else { return };
        let place = match slot.line.first() {
            None => Place::Nowhere,
            Some(head) if self.fifo => {
                let ready = messages.get(head).is_some_and(|entry| entry.state == State::Ready);
                if ready && slot.in_flight == 0 { Place::Quiet(*head) } else { Place::Nowhere }
            }
            Some(head) if slot.is_noisy(load) => Place::Noisy(slot.in_flight, *head),
            Some(head) => Place::Quiet(*head),
        };
        if place == slot.place {
            return;
        }
        match std::mem::replace(&mut slot.place, place) {
            Place::Nowhere => {}
            Place::Quiet(head) => {
                self.quiet.remove(&(head, group));
            }
            Place::Noisy(in_flight, head) => {
                self.noisy.remove(&(in_flight, head, group));
            }
        }
        match place {
            Place::Nowhere => {}
            Place::Quiet(head) => {
                self.quiet.insert((head, group));
            }
            Place::Noisy(in_flight, head) => {
                self.noisy.insert((in_flight, head, group));
            }
        }
    }

    /// The message to receive next. `last` is the one this receive took before: a FIFO queue goes on in its group.
    pub(crate) fn next(
        &mut self,
        last: Option<(u64, u32)>,
        messages: &BTreeMap<u64, Entry>,
        load: Load,
    ) -> Option<u64> {
        if self.fifo { self.next_in_line(last, messages) } else { self.next_fair(messages, load) }
    }

    fn next_in_line(&self, last: Option<(u64, u32)>, messages: &BTreeMap<u64, Entry>) -> Option<u64> {
        let successor = last.and_then(|(sequence, group)| {
            let line = &self.slots.get(group as usize)?.line;
            let next = *line.range(sequence + 1..).next()?;
            messages.get(&next).is_some_and(|entry| entry.state == State::Ready).then_some(next)
        });
        successor.or_else(|| self.quiet.first().map(|(head, _)| *head))
    }

    fn next_fair(&mut self, messages: &BTreeMap<u64, Entry>, load: Load) -> Option<u64> {
        loop {
            let (open, quiet) = (self.open.first().copied(), self.quiet.first().copied());
            let (candidate, group) = match (open, quiet) {
                (Some(open), Some((head, _))) if open < head => return Some(open),
                (Some(open), None) => return Some(open),
                (_, Some((head, group))) => (head, group),
                (None, None) => {
                    let (_, head, group) = self.noisy.first().copied()?;
                    (head, group)
                }
            };
            let before = self.slots.get(group as usize)?.place;
            self.place(group, messages, load);
            if self.slots.get(group as usize)?.place == before {
                return Some(candidate);
            }
        }
    }

    /// How many receives could find something now: ready messages without a group, and groups.
    pub(crate) fn receivable(&self) -> usize {
        self.open.len() + self.quiet.len() + self.noisy.len()
    }
}

impl Queue {
    /// Whether another receive would get something, or would at least set something aside.
    pub(crate) fn can_give(&self) -> bool {
        self.groups.receivable() > 0 && self.in_flight.len() < IN_FLIGHT
    }
}

impl Group {
    fn is_noisy(&self, load: Load) -> bool {
        self.in_flight >= NOISY_IN_FLIGHT
            && u64::from(self.in_flight) * NOISY_SHARE > load.in_flight as u64
            && load.now.saturating_since(self.last_sent) < NOISY_MEMORY
    }
}
