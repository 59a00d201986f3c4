//! The shadow of one queue.

use std::collections::BTreeMap;
use std::time::Duration;

use tradewind_clock::Timestamp;

use super::Known;

/// What kind of queue is shadowed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A standard queue.
    Standard,
    /// A FIFO queue.
    Fifo,
    /// A standard queue that gives up on a message after so many receives and moves it to a dead-letter queue.
    Fragile {
        /// `maxReceiveCount`.
        receives: u32,
    },
}

/// A queue as its clients know it. Messages are told apart by their bodies, which the script makes unique.
#[derive(Debug)]
pub struct Queue {
    /// The queue's name.
    pub name: &'static str,
    kind: Kind,
    letters: BTreeMap<String, Letter>,
    sent: u64,
    /// Receives whose answer never came: each may have handed out anything that was visible.
    unknown_receives: u32,
}

#[derive(Debug)]
struct Letter {
    order: u64,
    group: Option<String>,
    sent: Known,
    deleted: Known,
    /// Not to be seen before: its delay, or a live receipt.
    hidden_until: Timestamp,
    receipt: Option<String>,
    receives: u32,
    /// How often it may be received: more after each redrive that may have brought it back.
    allowed: u32,
    /// Received once at least.
    seen: bool,
    /// Seen in the dead-letter queue.
    buried: bool,
}

/// A message as a receive handed it out.
#[derive(Debug)]
pub struct Handed {
    /// Its body.
    pub body: String,
    /// Its receipt handle.
    pub receipt: String,
}

impl Queue {
    /// An empty queue.
    pub fn new(name: &'static str, kind: Kind) -> Queue {
        Queue { name, kind, letters: BTreeMap::new(), sent: 0, unknown_receives: 0 }
    }

    /// Whether messages need a group.
    pub fn is_fifo(&self) -> bool {
        self.kind == Kind::Fifo
    }

    /// A client sent a message and got this answer.
    pub fn sent(&mut self, body: &str, group: Option<&str>, visible_from: Timestamp, known: Known) {
        self.sent += 1;
        let letter = Letter {
            order: self.sent,
            group: group.map(str::to_owned),
            sent: known,
            deleted: Known::No,
            hidden_until: visible_from,
            receipt: None,
            receives: 0,
            allowed: match self.kind {
                Kind::Fragile { receives } => receives,
                Kind::Standard | Kind::Fifo => u32::MAX,
            },
            seen: false,
            buried: false,
        };
        let before = self.letters.insert(body.to_owned(), letter);
        assert!(before.is_none(), "the script sent {body} twice");
    }

    /// A receive was answered.
    pub fn received(&mut self, handed: &[Handed], now: Timestamp, visibility: Duration) {
        for (index, message) in handed.iter().enumerate() {
            self.check_handed(message, now);
            self.check_order(message, &handed[..index]);
            let name = self.name;
            let Some(letter) = self.letters.get_mut(&message.body) else { continue };
            letter.sent = Known::Yes;
            letter.hidden_until = now + visibility;
            letter.receipt = Some(message.receipt.clone());
            letter.receives += 1;
            letter.seen = true;
            let (count, allowed) = (letter.receives, letter.allowed);
            assert!(count <= allowed, "{name}: {} was received {count} times, {allowed} are allowed", message.body);
        }
    }

    /// A receive was not answered.
    pub fn receive_unknown(&mut self) {
        self.unknown_receives += 1;
    }

    fn check_handed(&self, message: &Handed, now: Timestamp) {
        let name = self.name;
        let Some(letter) = self.letters.get(&message.body) else {
            panic!("{name}: delivered {}, which nobody sent there", message.body);
        };
        let body = &message.body;
        assert!(letter.sent != Known::No, "{name}: delivered {body}, whose sending was refused");
        assert!(letter.deleted != Known::Yes, "{name}: delivered {body} after its deletion was acknowledged");
        assert!(!letter.buried, "{name}: delivered {body}, which is in the dead-letter queue already");
        assert!(
            letter.hidden_until <= now,
            "{name}: delivered {body} at {now}, hidden until {} (two live receipts, or before its delay)",
            letter.hidden_until
        );
    }

    /// In a FIFO group everything sent before must be gone, or handed out before in the same answer.
    fn check_order(&self, message: &Handed, before: &[Handed]) {
        let Some(this) = self.letters.get(&message.body) else { return };
        if this.group.is_none() {
            return;
        }
        for (body, other) in &self.letters {
            let earlier = other.group == this.group && other.order < this.order;
            let waits = other.sent == Known::Yes && other.deleted == Known::No;
            if earlier && waits {
                let first = before.iter().any(|handed| &handed.body == body);
                assert!(first, "{}: delivered {} although {body} of its group is not gone", self.name, message.body);
            }
        }
    }

    /// A message was found in this queue's dead-letter queue.
    pub fn buried(&mut self, body: &str) {
        let Kind::Fragile { receives } = self.kind else {
            panic!("{}: {body} was moved to a dead-letter queue, and there is none", self.name);
        };
        let unknown = self.unknown_receives;
        let name = self.name;
        let Some(letter) = self.letters.get_mut(body) else {
            panic!("the dead-letter queue of {name} holds {body}, which nobody sent");
        };
        assert!(letter.deleted != Known::Yes, "{name}: {body} is in the dead-letter queue after its deletion");
        assert!(!letter.buried, "{name}: {body} was moved to the dead-letter queue twice");
        let count = letter.receives + unknown;
        assert!(count >= receives, "{name}: {body} was given up after {count} receives, {receives} are allowed");
        letter.buried = true;
    }

    /// A message whose receipt is live: body and receipt. `pick` chooses among them.
    pub fn live_receipt(&self, now: Timestamp, pick: u64) -> Option<(String, String)> {
        let live: Vec<_> = self
            .letters
            .iter()
            .filter(|(_, letter)| letter.deleted == Known::No && letter.hidden_until > now)
            .filter_map(|(body, letter)| Some((body.clone(), letter.receipt.clone()?)))
            .collect();
        let index = usize::try_from(pick).unwrap_or(0).checked_rem(live.len())?;
        live.into_iter().nth(index)
    }

    /// A delete with the live receipt was answered.
    pub fn deleted(&mut self, body: &str, known: Known) {
        if let Some(letter) = self.letters.get_mut(body) {
            letter.deleted = known;
        }
    }

    /// A change of visibility with the live receipt was answered.
    pub fn hidden(&mut self, body: &str, until: Timestamp, known: Known) {
        if let Some(letter) = self.letters.get_mut(body) {
            letter.hidden_until = if known == Known::Yes { until } else { letter.hidden_until.min(until) };
        }
    }

    /// The queue was emptied, or deleted and made again, and this was the answer: whatever was sent before is gone, also what
    /// was never acknowledged, for calls take effect in their order.
    pub fn emptied(&mut self, known: Known) {
        for letter in self.letters.values_mut().filter(|letter| letter.deleted != Known::Yes) {
            letter.deleted = known;
        }
    }

    /// The messages of the dead-letter queue are on their way back, or may be. Those that can have been there start anew.
    pub fn redriven(&mut self) {
        let Kind::Fragile { receives } = self.kind else { return };
        let unknown = self.unknown_receives;
        for letter in self.letters.values_mut() {
            if letter.receives + unknown >= receives {
                letter.allowed = letter.allowed.max(letter.receives + receives);
            }
        }
    }

    /// Of two messages with one deduplication id: not both were delivered, and one was if that was `promised` and no purge took
    /// them away.
    pub fn check_rivals(&self, first: &str, second: &str, promised: bool) {
        let (Some(one), Some(two)) = (self.letters.get(first), self.letters.get(second)) else { return };
        let name = self.name;
        assert!(!(one.seen && two.seen), "{name}: {first} and {second} were both delivered, with one deduplication id");
        let gone = one.deleted != Known::No || two.deleted != Known::No;
        assert!(!promised || gone || one.seen || two.seen, "{name}: neither {first} nor {second} was ever delivered");
    }

    /// Acknowledged messages that must still be somewhere: not deleted and not found in the dead-letter queue.
    pub fn owed(&self) -> impl Iterator<Item = &str> {
        self.letters
            .iter()
            .filter(|(_, letter)| letter.sent == Known::Yes && letter.deleted == Known::No && !letter.buried)
            .map(|(body, _)| body.as_str())
    }

    /// How many messages the queue must hold, where nothing is uncertain.
    pub fn certain_count(&self) -> Option<usize> {
        let uncertain = |letter: &Letter| match letter.deleted {
            Known::No => letter.sent == Known::Maybe,
            Known::Maybe => true,
            Known::Yes => false,
        };
        (!self.letters.values().any(uncertain)).then(|| self.owed().count())
    }
}
