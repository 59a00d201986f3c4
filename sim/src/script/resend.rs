//! Clients of a FIFO queue that send a message once more, with the id it had.

use serde_json::json;

use super::Script;
use super::stage::queue_url;
use super::steps::message_id;
use crate::shadow::{Known, Verdict};

impl Script {
    /// The body is another one, so that it shows which message is delivered.
    pub(super) fn send_again(&mut self) {
        let pick = self.dice.next_u64();
        let Some((id, original)) = self.senders.used(pick) else { return };
        let (body, group) = (self.fresh("again"), format!("group-{}", self.dice.below(3)));
        let input = json!({
            "QueueUrl": queue_url(self.ordered.name),
            "MessageBody": body,
            "MessageGroupId": group,
            "MessageDeduplicationId": id,
        });
        let now = self.world.now();
        let reply = self.world.call("sqs", "SendMessage", &input);
        let known = self.known(&reply, "SendMessage");
        let taken = match original.verdict(now) {
            Verdict::Known => {
                if known == Known::Yes {
                    let (given, first) = (message_id(&reply), original.message_id);
                    assert_eq!(given, first, "{id} was sent within five minutes and is another message now");
                }
                Known::No
            }
            Verdict::New => {
                match known {
                    Known::Yes => self.senders.sent(&id, &body, now, known, message_id(&reply)),
                    Known::Maybe | Known::No => self.senders.forget(&id),
                }
                if known == Known::Yes {
                    assert_ne!(
                        message_id(&reply),
                        original.message_id,
                        "{id} is remembered for more than five minutes"
                    );
                }
                known
            }
            Verdict::Either => {
                self.senders.rivals(&id, &body, known);
                Known::Maybe
            }
        };
        self.ordered.sent(&body, Some(&group), now, taken);
    }

    pub(super) fn check_rivals(&self) {
        for (first, second, known) in self.senders.pairs() {
            self.ordered.check_rivals(first, second, *known == Known::Yes);
        }
    }
}
