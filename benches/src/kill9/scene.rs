//! The queues, the bus and the rule of a run, and how to receive from and delete in them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::bus::Bus;
use crate::client::Client;
use crate::error::Error;
use crate::kill9::ledger::{FaultKind, Ledger, Received};
use crate::kill9::letter::{self, DOORS, Door};
use crate::queue::Queue;
use crate::sigv4::Credentials;

/// Where everything is; the same before and after a kill.
#[derive(Debug)]
pub struct Scene {
    address: SocketAddr,
    credentials: Credentials,
    queues: BTreeMap<Door, Queue>,
    /// The bus whose one rule leads to [`Door::Events`].
    pub bus: Bus,
}

/// A received message and the right to delete it.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// What the ledger knows it by.
    pub message: Received,
    /// Its receipt handle.
    pub handle: String,
}

impl Scene {
    /// Makes queues, bus and rule.
    ///
    /// # Errors
    /// Whatever the server refuses.
    pub async fn set(address: SocketAddr) -> Result<Self, Error> {
        let credentials = Credentials::default();
        let mut client = Client::connect(address, Some(&credentials)).await?;
        let mut queues = BTreeMap::new();
        for door in DOORS {
            let (name, attributes) = match door {
                Door::Standard => ("standard", json!({})),
                Door::Fifo => ("ordered.fifo", json!({"FifoQueue": "true"})),
                Door::Events => ("events", json!({})),
                Door::Shelf => ("shelf", json!({})),
            };
            queues.insert(door, Queue::create(&mut client, name, attributes).await?);
        }
        let bus = Bus::create(&mut client, "kill9").await?;
        let arn = queues.get(&Door::Events).map(|queue| queue.arn.as_str());
        let pattern = json!({"source": [letter::SOURCE]});
        bus.rule(&mut client, "all", &pattern, arn.unwrap_or_default()).await?;
        Ok(Self { address, credentials, queues, bus })
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn client(&self) -> Result<Client, Error> {
        Client::connect(self.address, Some(&self.credentials)).await
    }

    /// The URL of a queue.
    #[must_use]
    pub fn url(&self, door: Door) -> &str {
        self.queues.get(&door).map_or("", |queue| &queue.url)
    }

    /// How many messages a queue says it holds, in whatever state.
    ///
    /// # Errors
    /// Whatever the server refuses.
    pub async fn total(&self, client: &mut Client, door: Door) -> Result<u64, Error> {
        match self.queues.get(&door) {
            Some(queue) => Ok(queue.counts(client).await?.total()),
            None => Ok(0),
        }
    }

    /// Receives up to ten messages, waiting up to one second for them. Damaged ones are faults, and left out.
    ///
    /// # Errors
    /// Those of the connection, and a refusal.
    pub async fn receive(
        &self,
        client: &mut Client,
        door: Door,
        visibility: u64,
        ledger: &RefCell<Ledger>,
    ) -> Result<Vec<Parcel>, Error> {
        let asked = ledger.borrow_mut().moment();
        let input = json!({
            "QueueUrl": self.url(door),
            "MaxNumberOfMessages": 10,
            "WaitTimeSeconds": 1,
            "VisibilityTimeout": visibility,
        });
        let output = client.sqs("ReceiveMessage", &input).await?.ok("ReceiveMessage")?;
        let messages = output["Messages"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut parcels = Vec::with_capacity(messages.len());
        for message in messages {
            let text = |member: &str| message[member].as_str().unwrap_or_default().to_owned();
            match letter::open(door, &text("Body")) {
                Ok(id) => parcels.push(Parcel {
                    message: Received { id, copy: text("MessageId"), asked },
                    handle: text("ReceiptHandle"),
                }),
                Err(damage) => ledger.borrow_mut().fault(FaultKind::Other, damage),
            }
        }
        Ok(parcels)
    }

    /// Deletes one message; false when the server refused.
    ///
    /// # Errors
    /// Those of the connection.
    pub async fn delete(
        &self,
        client: &mut Client,
        door: Door,
        parcel: &Parcel,
        ledger: &RefCell<Ledger>,
    ) -> Result<bool, Error> {
        ledger.borrow_mut().delete_tried(&parcel.message);
        let input = json!({"QueueUrl": self.url(door), "ReceiptHandle": parcel.handle});
        let deleted = client.sqs("DeleteMessage", &input).await?.status == 200;
        if deleted {
            ledger.borrow_mut().delete_answered(&parcel.message);
        }
        Ok(deleted)
    }

    /// Deletes up to ten messages and says how many the server deleted.
    ///
    /// # Errors
    /// Those of the connection, and a refusal of the whole.
    pub async fn delete_batch(
        &self,
        client: &mut Client,
        door: Door,
        parcels: &[Parcel],
        ledger: &RefCell<Ledger>,
    ) -> Result<u64, Error> {
        let mut entries = Vec::with_capacity(parcels.len());
        for (index, parcel) in parcels.iter().enumerate() {
            ledger.borrow_mut().delete_tried(&parcel.message);
            entries.push(json!({"Id": index.to_string(), "ReceiptHandle": parcel.handle}));
        }
        let input = json!({"QueueUrl": self.url(door), "Entries": entries});
        let output = client.sqs("DeleteMessageBatch", &input).await?.ok("DeleteMessageBatch")?;
        let deleted = successful(&output);
        for index in &deleted {
            if let Some(parcel) = parcels.get(*index) {
                ledger.borrow_mut().delete_answered(&parcel.message);
            }
        }
        Ok(deleted.len() as u64)
    }
}

/// The ids of a batch's successful entries, which are indices here.
#[must_use]
pub fn successful(output: &Value) -> Vec<usize> {
    let entries = output["Successful"].as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().filter_map(|entry| entry["Id"].as_str()?.parse().ok()).collect()
}
