//! Random operations on a queue beside a model of a few lines that knows nothing of the implementation.
//!
//! The model keeps every message with the time it becomes visible and its latest receive. A receive may return any messages
//! that are visible; the test checks that it returns as many as it should, that order and locking hold in FIFO queues, and
//! that handles do what they should.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::harness::Server;

#[derive(Clone, Debug)]
enum Step {
    Send { group: u8, delay: u32 },
    Receive { max: u32, timeout: u32 },
    Delete { receipt: usize },
    Change { receipt: usize, timeout: u32 },
    Pass { seconds: u64 },
    Crash,
    Forget,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..3u8, prop_oneof![3 => Just(0), 1 => 1..20u32]).prop_map(|(group, delay)| Step::Send { group, delay }),
        5 => (1..=10u32, prop_oneof![1 => Just(0), 4 => 1..30u32]).prop_map(|(max, timeout)| Step::Receive { max, timeout }),
        3 => any::<usize>().prop_map(|receipt| Step::Delete { receipt }),
        2 => (any::<usize>(), 0..30u32).prop_map(|(receipt, timeout)| Step::Change { receipt, timeout }),
        3 => (1..15u64).prop_map(|seconds| Step::Pass { seconds }),
        1 => Just(Step::Crash),
        1 => Just(Step::Forget),
    ];
    prop::collection::vec(step, 1..60)
}

#[derive(Clone, Debug)]
struct Message {
    group: Option<String>,
    visible: u64,
    receives: u32,
    in_flight: bool,
}

struct Receipt {
    body: usize,
    receives: u32,
    handle: Value,
}

struct Shadow {
    fifo: bool,
    server: Option<Server>,
    url: String,
    /// By the number that is their body: the order in which they were sent.
    messages: BTreeMap<usize, Message>,
    receipts: Vec<Receipt>,
    sent: usize,
}

impl Shadow {
    async fn new(fifo: bool) -> Shadow {
        let server = Server::new();
        let url = match fifo {
            true => server.queue("q.fifo", json!({ "FifoQueue": "true", "ContentBasedDeduplication": "true" })).await,
            false => server.queue("q", json!({})).await,
        };
        Shadow { fifo, server: Some(server), url, messages: BTreeMap::new(), receipts: Vec::new(), sent: 0 }
    }

    fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    fn now(&self) -> u64 {
        self.server().now().as_secs()
    }

    fn let_time_work(&mut self) {
        let now = self.now();
        for message in self.messages.values_mut().filter(|message| message.visible <= now) {
            message.in_flight = false;
        }
    }

    /// What a receive of this many messages may take at least: all visible ones, or in a FIFO queue those of free groups.
    fn available(&self) -> Vec<usize> {
        let now = self.now();
        let mut blocked: Vec<&Option<String>> = Vec::new();
        if self.fifo {
            blocked.extend(self.messages.values().filter(|message| message.in_flight).map(|message| &message.group));
        }
        let mut available = Vec::new();
        for (body, message) in &self.messages {
            if blocked.contains(&&message.group) {
                continue;
            }
            if message.visible <= now && !message.in_flight {
                available.push(*body);
            } else if self.fifo {
                blocked.push(&message.group);
            }
        }
        available
    }

    async fn step(&mut self, step: &Step) {
        self.let_time_work();
        match *step {
            Step::Send { group, delay } => self.send(group, delay).await,
            Step::Receive { max, timeout } => self.receive(max, timeout).await,
            Step::Delete { receipt } => self.delete(receipt).await,
            Step::Change { receipt, timeout } => self.change(receipt, timeout).await,
            Step::Pass { seconds } => self.server().jump(seconds),
            Step::Crash => {
                let server = self.server.take().unwrap();
                self.server = Some(server.crash());
            }
            Step::Forget => {
                self.server().jump(1);
                self.server().cloud.store().evict_idle(self.server().now());
            }
        }
        self.let_time_work();
        self.check_counts().await;
    }

    async fn send(&mut self, group: u8, delay: u32) {
        let body = self.sent;
        self.sent += 1;
        let mut input = json!({ "QueueUrl": self.url, "MessageBody": body.to_string() });
        let name = (self.fifo || group > 0).then(|| format!("g{group}"));
        if let Some(name) = &name {
            input["MessageGroupId"] = json!(name);
        }
        let delay = if self.fifo { 0 } else { delay };
        if delay > 0 {
            input["DelaySeconds"] = json!(delay);
        }
        self.server().ok("SendMessage", input).await;
        let visible = self.now() + u64::from(delay);
        self.messages.insert(body, Message { group: name, visible, receives: 0, in_flight: false });
    }

    async fn receive(&mut self, max: u32, timeout: u32) {
        let available = self.available();
        let more = json!({ "MaxNumberOfMessages": max, "VisibilityTimeout": timeout });
        let received = self.server().receive_with(&self.url, more).await;
        assert_eq!(received.len(), available.len().min(max as usize), "available {available:?}");
        let visible = self.now() + u64::from(timeout);
        let mut last: BTreeMap<Option<String>, usize> = BTreeMap::new();
        for message in &received {
            let body: usize = message["Body"].as_str().unwrap().parse().unwrap();
            assert!(available.contains(&body), "{body} was not available: {available:?}");
            let known = self.messages.get_mut(&body).unwrap();
            known.receives += 1;
            (known.visible, known.in_flight) = (visible, true);
            assert_eq!(message["Attributes"]["ApproximateReceiveCount"], known.receives.to_string());
            if self.fifo {
                let before = last.insert(known.group.clone(), body);
                let first = available.iter().find(|other| self.messages[other].group == self.messages[&body].group);
                assert!(before.map_or(first == Some(&body), |before| before < body), "{body} is out of order");
            }
            let receipt =
                Receipt { body, receives: self.messages[&body].receives, handle: message["ReceiptHandle"].clone() };
            self.receipts.push(receipt);
        }
    }

    fn pick(&self, receipt: usize) -> Option<(usize, bool, Value)> {
        let receipt = self.receipts.get(receipt % self.receipts.len().max(1))?;
        let message = self.messages.get(&receipt.body);
        let latest = message.is_some_and(|message| message.receives == receipt.receives);
        Some((receipt.body, latest, receipt.handle.clone()))
    }

    async fn delete(&mut self, receipt: usize) {
        let Some((body, latest, handle)) = self.pick(receipt) else { return };
        let answer =
            self.server().call("DeleteMessage", json!({ "QueueUrl": self.url, "ReceiptHandle": handle })).await;
        let there = self.messages.get(&body).cloned();
        let in_flight = there.as_ref().is_some_and(|message| message.in_flight);
        let works = there.is_none() || !self.fifo || (latest && in_flight);
        assert_eq!(answer.status == 200, works, "{}", answer.body);
        if works && latest {
            self.messages.remove(&body);
        }
    }

    async fn change(&mut self, receipt: usize, timeout: u32) {
        let Some((body, latest, handle)) = self.pick(receipt) else { return };
        let input = json!({ "QueueUrl": self.url, "ReceiptHandle": handle, "VisibilityTimeout": timeout });
        let answer = self.server().call("ChangeMessageVisibility", input).await;
        let now = self.now();
        let in_flight = self.messages.get(&body).is_some_and(|message| message.in_flight);
        let works = latest && (in_flight || !self.fifo);
        assert_eq!(answer.status == 200, works, "{}", answer.body);
        if latest && in_flight {
            let message = self.messages.get_mut(&body).unwrap();
            (message.visible, message.in_flight) = (now + u64::from(timeout), timeout > 0);
        }
    }

    async fn check_counts(&self) {
        let now = self.now();
        let in_flight = self.messages.values().filter(|message| message.in_flight).count() as u64;
        let delayed = self.messages.values().filter(|m| !m.in_flight && m.visible > now).count() as u64;
        let visible = self.messages.len() as u64 - in_flight - delayed;
        assert_eq!(self.server().counts(&self.url).await, (visible, in_flight, delayed));
    }
}

fn run(fifo: bool, steps: &[Step]) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut shadow = Shadow::new(fifo).await;
        for step in steps {
            shadow.step(step).await;
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_standard_queue_does_what_its_shadow_does(steps in steps()) {
        run(false, &steps);
    }

    #[test]
    fn a_fifo_queue_does_what_its_shadow_does(steps in steps()) {
        run(true, &steps);
    }
}
