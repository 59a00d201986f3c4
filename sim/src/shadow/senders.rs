//! The shadow of a FIFO queue's memory of its senders.

use std::collections::BTreeMap;
use std::time::Duration;

use tradewind_clock::Timestamp;

use super::Known;

/// For so long an id stands for the message it came with.
const WINDOW: Duration = Duration::from_secs(300);

/// What is known of each deduplication id's first message.
#[derive(Debug, Default)]
pub struct Senders {
    originals: BTreeMap<String, Original>,
    /// Two bodies that came with one id, when it is not known whether the first was taken; whether the second was answered.
    pairs: Vec<(String, String, Known)>,
}

/// The message an id came with.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its body.
    pub body: String,
    at: Timestamp,
    known: Known,
    /// The id the queue gave it, if there was an answer.
    pub message_id: Option<String>,
}

/// What must become of a message whose id has been used before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is one that was sent before.
    Known,
    /// The window has passed, or the id is new.
    New,
    /// The first one may not have been taken: then this one is new.
    Either,
}

impl Senders {
    /// A message was sent with an id that is new or whose window has passed.
    pub fn sent(&mut self, id: &str, body: &str, at: Timestamp, known: Known, message_id: Option<String>) {
        self.originals.insert(id.to_owned(), Original { body: body.to_owned(), at, known, message_id });
    }

    /// Two bodies came with one id, and nobody knows which was taken. The id is not used again.
    pub fn rivals(&mut self, id: &str, second: &str, known: Known) {
        if let Some(first) = self.originals.remove(id) {
            self.pairs.push((first.body, second.to_owned(), known));
        }
    }

    /// The id's window is not known any more: it is not used again.
    pub fn forget(&mut self, id: &str) {
        self.originals.remove(id);
    }

    /// An id that was used before, with its message. `pick` chooses.
    pub fn used(&self, pick: u64) -> Option<(String, Original)> {
        let index = usize::try_from(pick).unwrap_or(0).checked_rem(self.originals.len())?;
        self.originals.iter().nth(index).map(|(id, original)| (id.clone(), original.clone()))
    }

    /// The other bodies that came with the same id, and whether one of them must be there.
    pub fn pairs(&self) -> &[(String, String, Known)] {
        &self.pairs
    }
}

impl Original {
    /// What becomes of another message with this id at `now`.
    pub fn verdict(&self, now: Timestamp) -> Verdict {
        match self.known {
            _ if now >= self.at + WINDOW => Verdict::New,
            Known::Yes => Verdict::Known,
            Known::Maybe | Known::No => Verdict::Either,
        }
    }
}
