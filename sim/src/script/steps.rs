//! What clients and the world do next.

use std::time::Duration;

use serde_json::{Value, json};

use super::Script;
use super::stage::queue_url;
use crate::shadow::{Handed, Known, Queue};
use crate::world::Reply;

/// Which of the shadowed queues a step works on.
#[derive(Clone, Copy)]
pub(super) enum Which {
    Plain,
    Ordered,
    Fragile,
}

impl Script {
    pub(super) fn step(&mut self, crashes: bool) {
        match self.dice.below(120) {
            0..20 => self.send(),
            20..26 => self.send_batch(),
            26..48 => self.receive(),
            48..60 => self.delete(),
            60..66 => self.change_visibility(),
            66..76 => self.put_events(),
            76..84 => self.run_tasks(),
            84..94 => self.pass_time(40),
            94..96 => self.world.checkpoint(),
            96 => self.world.evict(),
            97 if crashes => self.world.power_cut(),
            98 if crashes => self.world.kill(),
            // Somewhere within the next few disk operations: in the middle of a commit, a checkpoint or a start.
            99 if crashes => self.world.disk().crash_after(1 + self.dice.below(6)),
            100 if crashes => self.fail_a_sync(),
            101 if crashes => self.fill_the_disk(),
            102 | 103 => self.pass_time(400),
            104..108 => self.look_at_ticks(),
            108..112 => self.send_again(),
            112 | 113 => self.purge(),
            114 => self.make_anew(),
            115 | 116 => self.delete_or_restore_flaky(),
            117 => self.redrive(),
            _ => self.check_count(),
        }
    }

    fn pass_time(&mut self, most: u64) {
        // Whoever fails for long is tried again after long only: while the disk is in trouble no hours pass.
        let most = if self.world.is_troubled() { most.min(20) } else { most };
        let seconds = 1 + self.dice.below(most);
        self.world.jump(Duration::from_secs(seconds));
    }

    pub(super) fn queue(&mut self, which: Which) -> &mut Queue {
        match which {
            Which::Plain => &mut self.plain,
            Which::Ordered => &mut self.ordered,
            Which::Fragile => &mut self.fragile,
        }
    }

    fn some_queue(&mut self) -> Which {
        [Which::Plain, Which::Ordered, Which::Fragile][self.dice.below(3) as usize]
    }

    /// Notes whether there was an answer, and what it says about an acknowledged success.
    pub(super) fn known(&mut self, reply: &Reply, what: &str) -> Known {
        match reply {
            Reply::Done(_) => Known::Yes,
            Reply::Refused { status, error } => panic!("{what} was refused with {status}: {error}"),
            Reply::Unknown => {
                self.unanswered += 1;
                Known::Maybe
            }
        }
    }

    fn send(&mut self) {
        let which = self.some_queue();
        let body = self.fresh("letter");
        let name = self.queue(which).name;
        let mut input = json!({"QueueUrl": queue_url(name), "MessageBody": body});
        let (group, delay) = self.address(which, &body, &mut input);
        let visible_from = self.world.now() + delay;
        let reply = self.world.call("sqs", "SendMessage", &input);
        let known = self.known(&reply, "SendMessage");
        self.acknowledged += u32::from(known == Known::Yes);
        self.queue(which).sent(&body, group.as_deref(), visible_from, known);
        if group.is_some() {
            let message_id = message_id(&reply);
            self.senders.sent(&body, &body, visible_from, known, message_id);
        }
    }

    fn send_batch(&mut self) {
        let which = self.some_queue();
        let size = 1 + self.dice.below(5);
        let mut letters = Vec::new();
        let mut entries = Vec::new();
        for id in 0..size {
            let body = self.fresh("letter");
            let mut entry = json!({"Id": id.to_string(), "MessageBody": body});
            let (group, delay) = self.address(which, &body, &mut entry);
            letters.push((body, group, self.world.now() + delay));
            entries.push(entry);
        }
        let input = json!({"QueueUrl": queue_url(self.queue(which).name), "Entries": entries});
        let reply = self.world.call("sqs", "SendMessageBatch", &input);
        let known = self.known(&reply, "SendMessageBatch");
        if let Reply::Done(answer) = &reply {
            assert_eq!(answer["Successful"].as_array().map(Vec::len), Some(letters.len()), "{answer}");
        }
        for (body, group, visible_from) in letters {
            self.acknowledged += u32::from(known == Known::Yes);
            self.queue(which).sent(&body, group.as_deref(), visible_from, known);
        }
    }

    /// Adds a group (FIFO) or perhaps a delay (standard) to a message.
    fn address(&mut self, which: Which, body: &str, input: &mut Value) -> (Option<String>, Duration) {
        if self.queue(which).is_fifo() {
            let group = format!("group-{}", self.dice.below(3));
            input["MessageGroupId"] = json!(group);
            input["MessageDeduplicationId"] = json!(body);
            return (Some(group), Duration::ZERO);
        }
        let delay = if self.dice.below(4) == 0 { self.dice.below(60) } else { 0 };
        if delay > 0 {
            input["DelaySeconds"] = json!(delay);
        }
        (None, Duration::from_secs(delay))
    }

    fn receive(&mut self) {
        let which = self.some_queue();
        let (most, seconds) = (1 + self.dice.below(10), self.dice.below(60));
        let now = self.world.now();
        let name = self.queue(which).name;
        match self.receive_from(name, most, seconds) {
            Some(handed) => self.queue(which).received(&handed, now, Duration::from_secs(seconds)),
            None => self.queue(which).receive_unknown(),
        }
    }

    /// One receive; `None` if the answer never came.
    pub(super) fn receive_from(&mut self, name: &str, most: u64, seconds: u64) -> Option<Vec<Handed>> {
        let input = json!({
            "QueueUrl": queue_url(name),
            "MaxNumberOfMessages": most,
            "VisibilityTimeout": seconds,
            "WaitTimeSeconds": 0,
        });
        let reply = self.world.call("sqs", "ReceiveMessage", &input);
        self.known(&reply, "ReceiveMessage");
        let Reply::Done(answer) = reply else { return None };
        let messages = answer["Messages"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Some(
            messages
                .iter()
                .map(|message| Handed { body: text(&message["Body"]), receipt: text(&message["ReceiptHandle"]) })
                .collect(),
        )
    }

    fn delete(&mut self) {
        let which = self.some_queue();
        let (now, pick) = (self.world.now(), self.dice.next_u64());
        let name = self.queue(which).name;
        let Some((body, receipt)) = self.queue(which).live_receipt(now, pick) else { return };
        let known = self.delete_from(name, &receipt);
        self.queue(which).deleted(&body, known);
    }

    pub(super) fn delete_from(&mut self, name: &str, receipt: &str) -> Known {
        let input = json!({"QueueUrl": queue_url(name), "ReceiptHandle": receipt});
        let reply = self.world.call("sqs", "DeleteMessage", &input);
        self.known(&reply, "DeleteMessage")
    }

    fn change_visibility(&mut self) {
        let which = self.some_queue();
        let (now, pick, seconds) = (self.world.now(), self.dice.next_u64(), self.dice.below(90));
        let name = self.queue(which).name;
        let Some((body, receipt)) = self.queue(which).live_receipt(now, pick) else { return };
        let input = json!({"QueueUrl": queue_url(name), "ReceiptHandle": receipt, "VisibilityTimeout": seconds});
        let reply = self.world.call("sqs", "ChangeMessageVisibility", &input);
        let known = self.known(&reply, "ChangeMessageVisibility");
        self.queue(which).hidden(&body, now + Duration::from_secs(seconds), known);
    }

    /// The approximate counts are exact here: where nothing is uncertain they must add up.
    fn check_count(&mut self) {
        let Some(expected) = self.plain.certain_count() else { return };
        let names = ["", "NotVisible", "Delayed"].map(|kind| format!("ApproximateNumberOfMessages{kind}"));
        let input = json!({"QueueUrl": queue_url(self.plain.name), "AttributeNames": names});
        let reply = self.world.call("sqs", "GetQueueAttributes", &input);
        self.known(&reply, "GetQueueAttributes");
        let Reply::Done(answer) = reply else { return };
        let number = |name: &String| answer["Attributes"][name].as_str().and_then(|text| text.parse::<usize>().ok());
        let counted: usize = names.iter().filter_map(number).sum();
        assert_eq!(counted, expected, "the counts of the queue do not add up: {answer}");
    }
}

/// The id a message was given.
pub(super) fn message_id(reply: &Reply) -> Option<String> {
    match reply {
        Reply::Done(answer) => answer["MessageId"].as_str().map(str::to_owned),
        _ => None,
    }
}
