//! MD5 of many messages at once: of all that are coming in at a time, each in pieces.
//!
//! Hashing one body is slow and hashing sixteen takes hardly longer ([`lanes`]). So nobody hashes what has arrived at once. A body
//! leaves its bytes here while they are few; who must go on, because too many wait or the body is over, hashes them, and takes
//! along whatever waits of others. Nothing waits for anything: who is alone hashes alone.
//!
//! MD5 keeps no secrets and is no proof against anybody; it names what S3 calls an ETag.

mod lanes;
mod message;
mod rounds;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::{Condvar, Mutex};

use self::lanes::LANES;
use self::message::{Message, hash_first};

/// Bytes of a body that make it worth being taken along.
const WORTHWHILE: usize = 16 << 10;

/// All bodies that are being hashed.
#[derive(Clone, Default)]
pub struct Hashes(Arc<Shared>);

#[derive(Default)]
struct Shared {
    bodies: Mutex<Bodies>,
    /// Messages that somebody had have come back.
    returned: Condvar,
}

#[derive(Default)]
struct Bodies {
    next: u64,
    all: BTreeMap<u64, Body>,
}

#[derive(Default)]
struct Body {
    /// None while somebody hashes it.
    message: Option<Message>,
    /// What has arrived meanwhile.
    arrived: Vec<Bytes>,
}

impl std::fmt::Debug for Hashes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hashes").field("bodies", &self.0.bodies.lock().all.len()).finish()
    }
}

impl Hashes {
    /// A body of which nothing has come yet.
    pub fn begin(&self) -> Hash {
        let mut bodies = self.0.bodies.lock();
        let number = bodies.next;
        bodies.next += 1;
        bodies.all.insert(number, Body { message: Some(Message::new()), arrived: Vec::new() });
        Hash { shared: self.0.clone(), number }
    }
}

/// One body's hash.
pub struct Hash {
    shared: Arc<Shared>,
    number: u64,
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hash").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Hash {
    /// Leaves here what has arrived.
    pub fn push(&self, pieces: impl IntoIterator<Item = Bytes>) {
        let mut bodies = self.shared.bodies.lock();
        if let Some(body) = bodies.all.get_mut(&self.number) {
            match &mut body.message {
                Some(message) => pieces.into_iter().for_each(|piece| message.push(piece)),
                None => body.arrived.extend(pieces),
            }
        }
    }

    /// Hashes until not more than so many bytes wait. Blocks the thread while somebody else hashes this body.
    pub fn keep_up(&self, most: usize) {
        let mut bodies = self.shared.bodies.lock();
        let own = loop {
            let Some(body) = bodies.all.get_mut(&self.number) else { return };
            match body.message.take_if(|message| message.waits() > most) {
                Some(own) => break own,
                None if body.message.is_some() => return,
                None => self.shared.returned.wait(&mut bodies),
            }
        };
        let mut taken = Taken { shared: &self.shared, messages: vec![(self.number, own)] };
        bodies.take_along(&mut taken.messages);
        drop(bodies);
        hash_first(&mut taken.messages.iter_mut().map(|(_, message)| message).collect::<Vec<_>>(), most);
    }

    /// The hash of all that has arrived; none when it was lost with a thread that broke.
    pub fn finish(self) -> Option<[u8; 16]> {
        self.keep_up(0);
        let body = self.shared.bodies.lock().all.remove(&self.number);
        body.and_then(|body| body.message).map(Message::finish)
    }
}

impl Drop for Hash {
    fn drop(&mut self) {
        self.shared.bodies.lock().all.remove(&self.number);
    }
}

/// Messages that somebody hashes. They go back when that is done; if it breaks, nobody waits for them.
struct Taken<'a> {
    shared: &'a Shared,
    messages: Vec<(u64, Message)>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut bodies = self.shared.bodies.lock();
        for (number, message) in self.messages.drain(..) {
            if std::thread::panicking() {
                bodies.all.remove(&number);
            } else {
                bodies.give_back(number, message);
            }
        }
        drop(bodies);
        self.shared.returned.notify_all();
    }
}

impl Bodies {
    /// Those of whom most waits.
    fn take_along(&mut self, taken: &mut Vec<(u64, Message)>) {
        let waits = |body: &Body| body.message.as_ref().map_or(0, Message::waits);
        let mut others: Vec<(usize, u64)> = self
            .all
            .iter()
            .map(|(number, body)| (waits(body), *number))
            .filter(|(bytes, _)| *bytes >= WORTHWHILE)
            .collect();
        others.sort_unstable_by_key(|(bytes, _)| Reverse(*bytes));
        for (_, number) in others.into_iter().take(LANES - 1) {
            if let Some(message) = self.all.get_mut(&number).and_then(|body| body.message.take()) {
                taken.push((number, message));
            }
        }
    }

    fn give_back(&mut self, number: u64, mut message: Message) {
        // A body that was given up meanwhile is not there any more.
        if let Some(body) = self.all.get_mut(&number) {
            body.arrived.drain(..).for_each(|piece| message.push(piece));
            body.message = Some(message);
        }
    }
}

#[cfg(test)]
mod tests;
