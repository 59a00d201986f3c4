//! The load: connections that send, put events, receive and delete until the server is gone.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde_json::json;

use crate::client::Client;
use crate::dice::Dice;
use crate::error::Error;
use crate::kill9::ledger::{FaultKind, Ledger};
use crate::kill9::letter::{self, Door};
use crate::kill9::scene::{Parcel, Scene, successful};

/// FIFO groups of one sender.
const GROUPS: u64 = 4;
/// Events of one PutEvents, messages of one SendMessageBatch.
const BATCH: usize = 4;
/// Of a hundred received messages, so many are deleted; the others become visible and are received again.
const DELETED: u64 = 70;
/// Seconds for which received messages are invisible: few, so that what was not deleted comes back in time.
const VISIBILITY: u64 = 1;

/// What the lanes of one round share.
#[derive(Debug)]
pub struct Round {
    /// Its number, part of every id.
    pub number: u64,
    /// What the run knows.
    pub ledger: Rc<RefCell<Ledger>>,
    /// Set just before the kill: connections may break from now on.
    pub killed: Cell<bool>,
    /// What was answered in this round.
    pub tally: Cell<Tally>,
}

/// Answers of one round, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Messages acknowledged by the standard queue.
    pub sends: u64,
    /// Messages acknowledged by the FIFO queue.
    pub fifo: u64,
    /// Events acknowledged.
    pub events: u64,
    /// Deletions acknowledged.
    pub deletes: u64,
    /// Objects put, deleted, or completed from parts, acknowledged.
    pub objects: u64,
    /// Log events acknowledged.
    pub logs: u64,
    /// Deletions refused, because their receipt was out of date.
    pub refused: u64,
}

/// One connection of the load.
pub struct Lane {
    round: Rc<Round>,
    scene: Rc<Scene>,
    index: u64,
    dice: Dice,
    made: u64,
}

impl Lane {
    /// The `index`-th lane; what it does follows from its index.
    #[must_use]
    pub fn new(round: &Rc<Round>, scene: &Rc<Scene>, index: u64, dice: Dice) -> Self {
        Self { round: Rc::clone(round), scene: Rc::clone(scene), index, dice, made: 0 }
    }

    /// Works until the connection breaks. That it does before the kill is a fault, and so is every refusal.
    pub async fn work(mut self, mut client: Client) {
        loop {
            if let Err(error) = self.turn(&mut client).await {
                return self.end(&error);
            }
        }
    }

    fn end(&self, error: &Error) {
        let broke = matches!(error, Error::Io { .. } | Error::Closed(_));
        if !(broke && self.round.killed.get()) {
            let text = format!("lane {}: {error}", self.index);
            self.round.ledger.borrow_mut().fault(FaultKind::Other, text);
        }
    }

    async fn turn(&mut self, client: &mut Client) -> Result<(), Error> {
        match self.index % 8 {
            0 | 1 => self.send(client).await,
            2 => self.send_batch(client).await,
            3 => self.put_events(client).await,
            4 => self.send_fifo(client).await,
            5 => self.receive(client, Door::Standard).await,
            6 => self.receive(client, Door::Fifo).await,
            _ => self.receive(client, Door::Events).await,
        }
    }

    fn new_id(&mut self) -> String {
        self.made += 1;
        format!("r{}-l{}-{}", self.round.number, self.index, self.made)
    }

    fn ids(&mut self, door: Door) -> Vec<String> {
        let ids: Vec<_> = (0..BATCH).map(|_| self.new_id()).collect();
        for id in &ids {
            self.round.ledger.borrow_mut().tried(id, door, None);
        }
        ids
    }

    fn acknowledged(&self, id: &str) {
        self.round.ledger.borrow_mut().acknowledged(id);
    }

    fn count(&self, change: impl FnOnce(&mut Tally)) {
        let mut tally = self.round.tally.get();
        change(&mut tally);
        self.round.tally.set(tally);
    }

    async fn send(&mut self, client: &mut Client) -> Result<(), Error> {
        let id = self.new_id();
        self.round.ledger.borrow_mut().tried(&id, Door::Standard, None);
        let input = json!({"QueueUrl": self.scene.url(Door::Standard), "MessageBody": letter::body(&id)});
        client.sqs("SendMessage", &input).await?.ok("SendMessage")?;
        self.acknowledged(&id);
        self.count(|tally| tally.sends += 1);
        Ok(())
    }

    async fn send_batch(&mut self, client: &mut Client) -> Result<(), Error> {
        let ids = self.ids(Door::Standard);
        let entries: Vec<_> = ids
            .iter()
            .enumerate()
            .map(|(index, id)| json!({"Id": index.to_string(), "MessageBody": letter::body(id)}))
            .collect();
        let input = json!({"QueueUrl": self.scene.url(Door::Standard), "Entries": entries});
        let output = client.sqs("SendMessageBatch", &input).await?.ok("SendMessageBatch")?;
        let taken = successful(&output);
        for id in taken.iter().filter_map(|index| ids.get(*index)) {
            self.acknowledged(id);
        }
        self.count(|tally| tally.sends += taken.len() as u64);
        self.whole("SendMessageBatch", taken.len())
    }

    async fn put_events(&mut self, client: &mut Client) -> Result<(), Error> {
        let ids = self.ids(Door::Events);
        let bus = &self.scene.bus.name;
        let entries: Vec<_> = ids
            .iter()
            .map(|id| {
                json!({
                    "Source": letter::SOURCE,
                    "DetailType": "letter",
                    "EventBusName": bus,
                    "Detail": letter::detail(id),
                })
            })
            .collect();
        let output = client.events("PutEvents", &json!({"Entries": entries})).await?.ok("PutEvents")?;
        let answers = output["Entries"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut taken = 0;
        for (id, answer) in ids.iter().zip(answers) {
            if answer["EventId"].is_string() {
                self.acknowledged(id);
                taken += 1;
            }
        }
        self.count(|tally| tally.events += taken as u64);
        self.whole("PutEvents", taken)
    }

    fn whole(&self, operation: &str, taken: usize) -> Result<(), Error> {
        if taken == BATCH {
            return Ok(());
        }
        Err(Error::Unexpected(format!("{operation} took {taken} of {BATCH} entries")))
    }

    /// One message at a time: the next of a group leaves when the last was acknowledged, so the order is known.
    async fn send_fifo(&mut self, client: &mut Client) -> Result<(), Error> {
        let id = self.new_id();
        let group = format!("r{}-l{}-g{}", self.round.number, self.index, self.made % GROUPS);
        let place = (group.clone(), (self.made - 1) / GROUPS + 1);
        self.round.ledger.borrow_mut().tried(&id, Door::Fifo, Some(place));
        let input = json!({
            "QueueUrl": self.scene.url(Door::Fifo),
            "MessageBody": letter::body(&id),
            "MessageGroupId": group,
            "MessageDeduplicationId": id,
        });
        client.sqs("SendMessage", &input).await?.ok("SendMessage")?;
        self.acknowledged(&id);
        self.count(|tally| tally.fifo += 1);
        Ok(())
    }

    async fn receive(&mut self, client: &mut Client, door: Door) -> Result<(), Error> {
        let scene = Rc::clone(&self.scene);
        let ledger = Rc::clone(&self.round.ledger);
        let mut parcels = scene.receive(client, door, VISIBILITY, &ledger).await?;
        let messages: Vec<_> = parcels.iter().map(|parcel| parcel.message.clone()).collect();
        ledger.borrow_mut().received(door, &messages);
        parcels.retain(|_| self.dice.chance(DELETED));
        let deleted = if self.dice.chance(50) && !parcels.is_empty() {
            scene.delete_batch(client, door, &parcels, &ledger).await?
        } else {
            self.delete_each(client, door, &parcels).await?
        };
        self.count(|tally| {
            tally.deletes += deleted;
            tally.refused += parcels.len() as u64 - deleted;
        });
        Ok(())
    }

    async fn delete_each(&self, client: &mut Client, door: Door, parcels: &[Parcel]) -> Result<u64, Error> {
        let mut deleted = 0;
        for parcel in parcels {
            let done = self.scene.delete(client, door, parcel, &self.round.ledger).await?;
            deleted += u64::from(done);
        }
        Ok(deleted)
    }
}
