//! What operators do: emptying queues, deleting them and making them anew, taking dead letters back.

use std::time::Duration;

use serde_json::{Value, json};

use super::Script;
use super::stage::{FLAKY, GRAVES, queue_arn, queue_url};
use super::steps::Which;
use crate::shadow::Known;
use crate::world::Reply;

/// A queue is purged once a minute at most, and a name is free again a minute after its queue was deleted.
const COOL_DOWN: Duration = Duration::from_secs(60);

impl Script {
    pub(super) fn purge(&mut self) {
        let which = [Which::Plain, Which::Ordered][self.dice.below(2) as usize];
        let (name, now) = (self.queue(which).name, self.world.now());
        let last = self.purges.get(name).filter(|(at, _)| now < *at + COOL_DOWN).map(|(_, known)| *known);
        let reply = self.world.call("sqs", "PurgeQueue", &json!({"QueueUrl": queue_url(name)}));
        let known = match reply {
            Reply::Done(_) => Known::Yes,
            Reply::Unknown => Known::Maybe,
            Reply::Refused { error, .. } => {
                let told = type_of(&error).ends_with("PurgeQueueInProgress") && last.is_some();
                assert!(told, "{name}: PurgeQueue was refused: {error}");
                return;
            }
        };
        assert!(last != Some(Known::Yes) || known != Known::Yes, "{name} was purged twice within a minute");
        self.purges.insert(name, (now, known));
        self.queue(which).emptied(known);
    }

    /// Deletes the plain queue and makes it again, a minute later.
    pub(super) fn make_anew(&mut self) {
        let name = self.plain.name;
        self.delete_queue(name);
        self.check_that_it_is_too_early(name);
        self.world.jump(COOL_DOWN);
        self.make_queue(name);
        self.plain.emptied(Known::Yes);
        self.purges.remove(name);
    }

    /// What is in the queue when it is deleted is taken out first, as far as it can be seen; otherwise it stays.
    pub(super) fn delete_or_restore_flaky(&mut self) {
        let now = self.world.now();
        match self.flaky_deleted {
            Some(at) if now >= at + COOL_DOWN => self.restore_flaky(),
            Some(_) => self.check_that_it_is_too_early(FLAKY),
            None => {
                // An attempt to delete may need restarts; these bring nothing into the queue, only tasks do.
                if self.take_events(FLAKY) && !self.world.is_troubled() {
                    self.delete_queue(FLAKY);
                    self.flaky_deleted = Some(self.world.now());
                }
            }
        }
    }

    pub(super) fn restore_flaky(&mut self) {
        self.make_queue(FLAKY);
        self.flaky_deleted = None;
    }

    /// Starts to move dead letters back to where they came from.
    pub(super) fn redrive(&mut self) {
        match self.world.call("sqs", "StartMessageMoveTask", &json!({"SourceArn": queue_arn(GRAVES)})) {
            Reply::Refused { error, .. } => {
                let text = error["message"].as_str().unwrap_or_default();
                assert!(text.contains("already a task running") && self.redrives > 0, "StartMessageMoveTask: {error}");
            }
            Reply::Done(_) | Reply::Unknown => {
                self.redrives += 1;
                self.fragile.redriven();
            }
        }
    }

    /// At the end: every move task has come to its end.
    pub(super) fn check_redrives(&mut self) {
        let answer =
            self.world.must("sqs", "ListMessageMoveTasks", &json!({"SourceArn": queue_arn(GRAVES), "MaxResults": 10}));
        for task in answer["Results"].as_array().into_iter().flatten() {
            assert_eq!(task["Status"], "COMPLETED", "a move task has not ended: {answer}");
            assert_eq!(task["FailureReason"], Value::Null, "{answer}");
        }
    }

    fn delete_queue(&mut self, name: &str) {
        // A refusal after an unanswered call: that one was heard.
        match self.insist("DeleteQueue", &json!({"QueueUrl": queue_url(name)})) {
            (Reply::Refused { error, .. }, unanswered) => {
                let gone = type_of(&error).ends_with("QueueDoesNotExist") && unanswered;
                assert!(gone, "{name}: DeleteQueue was refused: {error}");
            }
            (Reply::Done(_) | Reply::Unknown, _) => {}
        }
    }

    fn make_queue(&mut self, name: &str) {
        let (reply, _) = self.insist("CreateQueue", &json!({"QueueName": name}));
        assert!(matches!(reply, Reply::Done(_)), "{name}: CreateQueue after a minute gave {reply:?}");
    }

    fn check_that_it_is_too_early(&mut self, name: &str) {
        match self.world.call("sqs", "CreateQueue", &json!({"QueueName": name})) {
            Reply::Refused { error, .. } => {
                assert!(type_of(&error).ends_with("QueueDeletedRecently"), "{name}: {error}")
            }
            Reply::Done(_) => panic!("{name} was made again within a minute of its deletion"),
            Reply::Unknown => {}
        }
    }

    /// Calls until there is an answer, and mends the world before each further call. True if there was a call without one.
    fn insist(&mut self, operation: &str, input: &Value) -> (Reply, bool) {
        let mut unanswered = false;
        loop {
            match self.world.call("sqs", operation, input) {
                Reply::Unknown => self.world.mend(),
                answer => return (answer, unanswered),
            }
            unanswered = true;
        }
    }
}

fn type_of(error: &Value) -> &str {
    error["__type"].as_str().unwrap_or_default()
}
