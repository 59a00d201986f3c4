//! What was asked, answered and received: the memory against which a restarted server is judged.
//!
//! ```text
//!   sent    tried ---answer---> acknowledged           must be received, unless its deletion was tried
//!   copy    received --delete--> tried --answer--> deleted      must come again | may come again | must not
//! ```
//!
//! A copy is a message id: an event may rightly arrive twice, as two copies, and each is held to the rules by itself.
//! Only what the server said before it was killed binds it; a request without an answer may have happened or not.

use std::collections::BTreeMap;

use crate::kill9::letter::Door;

/// One message as it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The id in its body.
    pub id: String,
    /// The server's `MessageId`.
    pub copy: String,
    /// When the request was made that it answers; it tells one receipt of a copy from the next.
    pub asked: Moment,
}

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which promise.
    pub kind: FaultKind,
    /// What happened.
    pub text: String,
}

/// The promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Acknowledged, or seen and never deleted, and gone.
    Lost,
    /// Deleted with an answer, and received again.
    Back,
    /// A FIFO group out of order.
    Order,
    /// Anything else that can't be right: strangers, damage, doubles, refusals.
    Other,
}

/// A moment in the order in which this process saw things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deletion {
    None,
    Tried,
    Answered(Moment),
}

#[derive(Clone, Copy, Debug)]
struct Copy {
    deletion: Deletion,
    /// The request that received it last: only its receipt is sure to delete.
    asked: Moment,
}

/// A FIFO group: its ids by their place, from 1, and the first place that may still be in the queue.
#[derive(Clone, Debug)]
struct Group {
    ids: BTreeMap<u64, String>,
    first_open: u64,
}

#[derive(Clone, Debug)]
struct Entry {
    door: Door,
    acknowledged: bool,
    place: Option<(String, u64)>,
    copies: BTreeMap<String, Copy>,
}

impl Entry {
    /// Whether it must still be in its queue.
    fn owed(&self) -> bool {
        (self.acknowledged && self.copies.is_empty())
            || self.copies.values().any(|copy| copy.deletion == Deletion::None)
    }
}

/// Everything that was sent, for the whole run.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: BTreeMap<String, Entry>,
    groups: BTreeMap<String, Group>,
    /// The last place that was drained from each group since the restart.
    drained: BTreeMap<String, u64>,
    faults: Vec<Fault>,
    moments: u64,
}

impl Ledger {
    /// Now, later than everything before.
    pub fn moment(&mut self) -> Moment {
        self.moments += 1;
        Moment(self.moments)
    }

    /// A request with this message is about to leave; `place` is its group and number in a FIFO queue.
    pub fn tried(&mut self, id: &str, door: Door, place: Option<(String, u64)>) {
        if let Some((group, number)) = &place {
            let group =
                self.groups.entry(group.clone()).or_insert_with(|| Group { ids: BTreeMap::new(), first_open: 1 });
            group.ids.insert(*number, id.to_owned());
        }
        let entry = Entry { door, acknowledged: false, place, copies: BTreeMap::new() };
        self.entries.insert(id.to_owned(), entry);
    }

    /// The server said that it has this message.
    pub fn acknowledged(&mut self, id: &str) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.acknowledged = true;
        }
    }

    /// The messages of one answer to a ReceiveMessage.
    pub fn received(&mut self, door: Door, messages: &[Received]) {
        for (index, message) in messages.iter().enumerate() {
            self.note_copy(door, message);
            self.judge_order(message, &messages[..index]);
        }
    }

    fn note_copy(&mut self, door: Door, message: &Received) {
        let Received { id, copy, asked } = message;
        let Some(entry) = self.entries.get_mut(id).filter(|entry| entry.door == door) else {
            return self.fault(FaultKind::Other, format!("{id} was never sent to {door:?}"));
        };
        let known = entry.copies.entry(copy.clone()).or_insert(Copy { deletion: Deletion::None, asked: *asked });
        known.asked = *asked;
        let mut back = false;
        if let Deletion::Answered(deleted) = known.deletion {
            back = deleted < *asked;
            // Asked before the deletion was answered: it may have been received anew first, and the deletion in vain.
            known.deletion = Deletion::Tried;
        }
        let copies = entry.copies.len();
        if back {
            self.fault(FaultKind::Back, format!("{id} in {door:?} was deleted and came back"));
        }
        // Nothing here sends twice, so a queue has no reason to hold two; a retried delivery of an event has.
        if copies > 1 && door != Door::Events {
            self.fault(FaultKind::Other, format!("{id} is in {door:?} {copies} times"));
        }
    }

    /// Everything before it in its group must be deleted, or come before it in the same answer.
    fn judge_order(&mut self, message: &Received, before: &[Received]) {
        let place = self.entries.get(&message.id).and_then(|entry| entry.place.clone());
        let Some((group, number)) = place else { return };
        let Some(members) = self.groups.get_mut(&group) else { return };
        while members.ids.get(&members.first_open).is_some_and(|id| gone(&self.entries, id)) {
            members.first_open += 1;
        }
        let skipped = (members.first_open..number)
            .filter_map(|place| members.ids.get(&place))
            .filter(|id| self.entries.get(*id).is_some_and(Entry::owed))
            .find(|id| !before.iter().any(|other| other.id == **id))
            .cloned();
        let later = before.iter().find(|other| {
            let place = self.entries.get(&other.id).and_then(|entry| entry.place.as_ref());
            place.is_some_and(|(other, place)| *other == group && *place >= number)
        });
        let wrong = skipped
            .map(|id| format!("{} came while {id} was still in its group", message.id))
            .or_else(|| later.map(|other| format!("{} came behind {} in one answer", message.id, other.id)));
        if let Some(text) = wrong {
            self.fault(FaultKind::Order, text);
        }
    }

    /// As [`Ledger::received`], by a drain that deletes each answer before it asks again: places only rise.
    pub fn drained(&mut self, door: Door, messages: &[Received]) {
        self.received(door, messages);
        for message in messages {
            let place = self.entries.get(&message.id).and_then(|entry| entry.place.clone());
            let Some((group, number)) = place else { continue };
            let last = self.drained.insert(group, number);
            if last.is_some_and(|last| last >= number) {
                self.fault(FaultKind::Order, format!("{} came after its successors", message.id));
            }
        }
    }

    /// A request to delete is about to leave.
    pub fn delete_tried(&mut self, message: &Received) {
        if let Some(copy) = self.copy(message)
            && copy.deletion == Deletion::None
        {
            copy.deletion = Deletion::Tried;
        }
    }

    /// The server said that it is deleted. With a receipt that is not the last one this says nothing: AWS answers such
    /// a request well and may do nothing.
    pub fn delete_answered(&mut self, message: &Received) {
        let now = self.moment();
        if let Some(copy) = self.copy(message)
            && copy.asked == message.asked
        {
            copy.deletion = Deletion::Answered(now);
        }
    }

    fn copy(&mut self, message: &Received) -> Option<&mut Copy> {
        self.entries.get_mut(&message.id)?.copies.get_mut(&message.copy)
    }

    /// The server was started again.
    pub fn restarted(&mut self) {
        self.drained.clear();
    }

    /// How many messages this queue still owes.
    #[must_use]
    pub fn owed(&self, door: Door) -> usize {
        let owed = |entry: &&Entry| entry.door == door && entry.owed();
        self.entries.values().filter(owed).count()
    }

    /// Calls everything lost that this queue still owes, once.
    pub fn write_off(&mut self, door: Door) {
        let mut lost = Vec::new();
        for (id, entry) in &mut self.entries {
            if entry.door == door && entry.owed() {
                let how = if entry.acknowledged { "acknowledged" } else { "received" };
                lost.push(format!("{id} in {door:?} was {how} and is gone"));
                entry.acknowledged = false;
                entry.copies.clear();
            }
        }
        for text in lost {
            self.fault(FaultKind::Lost, text);
        }
    }

    /// Events that arrived more than once, which is allowed and worth knowing.
    #[must_use]
    pub fn doubles(&self) -> usize {
        self.entries.values().filter(|entry| entry.copies.len() > 1).count()
    }

    /// Notes a broken promise.
    pub fn fault(&mut self, kind: FaultKind, text: String) {
        self.faults.push(Fault { kind, text });
    }

    /// All broken promises so far.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

fn gone(entries: &BTreeMap<String, Entry>, id: &str) -> bool {
    entries.get(id).is_some_and(|entry| !entry.copies.is_empty() && !entry.owed())
}

#[cfg(test)]
mod tests;
