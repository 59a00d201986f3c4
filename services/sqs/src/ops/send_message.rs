//! SendMessage, and what sending one message has in common with sending many.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::sessions::unique_id;
use tradewind_cloud::{Context, Principal};

use crate::Sqs;
use crate::api::{MessageAttributeValue, MessageSystemAttributeValue, SendMessageRequest, SendMessageResult};
use crate::directory::Handle;
use crate::error::SqsError;
use crate::limits::{DELAY_SECONDS, TOKEN_CHARS};
use crate::md5::{self, Sum, hex};
use crate::message::{ALLOWED_CHARACTERS, Content, MessageId, forbidden_character, id_text, new_id};
use crate::message_attributes as attributes;
use crate::queue::send::{NewMessage, Reach, Sent};

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>
pub(crate) async fn send_message(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: SendMessageRequest,
) -> Result<SendMessageResult, SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    let sender = sender(&ctx);
    let prepared = Prepared::new(
        Given {
            body: &input.message_body,
            delay: input.delay_seconds,
            attributes: input.message_attributes.as_ref(),
            system: input.message_system_attributes.as_ref(),
            deduplication: input.message_deduplication_id.as_deref(),
            group: input.message_group_id.as_deref(),
        },
        new_id(&sqs.parts.random),
        &sender,
        ctx.trace(),
    )?;
    let (sums, message) = (prepared.sums, prepared.message);
    let sent = handle.cell.write(ctx.mark(), |tx, queue| queue.send(tx, message))?;
    tell(&handle, [&sent]);
    Ok(SendMessageResult {
        md5_of_message_body: Some(hex(&sums.body)),
        md5_of_message_attributes: sums.attributes.as_ref().map(hex),
        md5_of_message_system_attributes: sums.system.as_ref().map(hex),
        message_id: Some(id_text(&sent.id)),
        sequence_number: sent.sequence.map(sequence_text),
    })
}

/// Tells the receives that wait what has come.
pub(super) fn tell<'a>(handle: &Handle, sent: impl IntoIterator<Item = &'a Sent>) {
    let mut receivable = 0;
    for sent in sent {
        match sent.reach {
            Reach::Now => receivable += 1,
            Reach::From(due) => handle.waiters.scheduled(due),
            Reach::Known => {}
        }
    }
    handle.waiters.arrived(receivable);
}

/// What a call gives for one message.
pub(super) struct Given<'a> {
    pub(super) body: &'a str,
    pub(super) delay: Option<i32>,
    pub(super) attributes: Option<&'a BTreeMap<String, MessageAttributeValue>>,
    pub(super) system: Option<&'a BTreeMap<String, MessageSystemAttributeValue>>,
    pub(super) deduplication: Option<&'a str>,
    pub(super) group: Option<&'a str>,
}

/// The digests that the answer returns.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    pub(super) body: Sum,
    pub(super) attributes: Option<Sum>,
    pub(super) system: Option<Sum>,
}

/// A message that is ready for its queue: everything about it that doesn't depend on the queue is checked and computed, so
/// that the queue is locked for the decision alone.
pub(super) struct Prepared<'a> {
    pub(super) sums: Sums,
    pub(super) message: NewMessage<'a>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(
        given: Given<'a>,
        id: MessageId,
        sender: &'a str,
        trace: Option<&'a str>,
    ) -> Result<Prepared<'a>, SqsError> {
        if given.body.is_empty() {
            return Err(SqsError::missing("MessageBody"));
        }
        if let Some(character) = forbidden_character(given.body) {
            return Err(SqsError::InvalidMessageContents(format!(
                "Invalid binary character '{character}' was found in the message body, {ALLOWED_CHARACTERS}"
            )));
        }
        check_token("MessageGroupId", given.group)?;
        check_token("MessageDeduplicationId", given.deduplication)?;
        let user = attributes::read(given.attributes)?;
        let system = attributes::read_system(given.system)?;
        let sums = Sums {
            body: md5::of(given.body.as_bytes()),
            attributes: attributes::digest(&user),
            system: attributes::digest(system.as_ref()),
        };
        // The attribute counts for more than the HTTP header of the same name.
        let trace = system.and_then(|trace| std::str::from_utf8(trace.value).ok()).or(trace);
        let size = given.body.len() + attributes::size(&user);
        let content = Content {
            id,
            md5: sums.body,
            sender,
            attributes: user,
            trace,
            deduplication: None,
            source: None,
            body: given.body,
        };
        let message = NewMessage {
            content,
            size,
            delay: given.delay.map(check_delay).transpose()?,
            group: given.group,
            deduplication: given.deduplication,
        };
        Ok(Prepared { sums, message })
    }
}

fn check_delay(delay: i32) -> Result<u32, SqsError> {
    u32::try_from(delay)
        .ok()
        .filter(|delay| DELAY_SECONDS.contains(delay))
        .ok_or_else(|| SqsError::invalid("DelaySeconds", delay.to_string(), "DelaySeconds must be >= 0 and <= 900"))
}

/// Checks a group id, a deduplication id or a receive attempt's id.
pub(super) fn check_token(parameter: &'static str, token: Option<&str>) -> Result<(), SqsError> {
    let Some(token) = token else { return Ok(()) };
    let printable = |byte: u8| byte.is_ascii_graphic();
    if token.is_empty() || token.len() > TOKEN_CHARS || !token.bytes().all(printable) {
        let reason =
            format!("{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length");
        return Err(SqsError::invalid(parameter, token, reason));
    }
    Ok(())
}

/// `SenderId`: a user's id, or the account's for its root.
pub(super) fn sender(ctx: &Context) -> String {
    match ctx.principal() {
        Principal::Account | Principal::Root { .. } => ctx.account().to_owned(),
        // A user's unique id is its access key's with another prefix; there is no user directory to ask.
        Principal::User { access_key, .. } => match access_key.strip_prefix("AKIA") {
            Some(rest) => ["AIDA", rest].concat(),
            None => access_key.clone(),
        },
        // `AROA...:session`, as GetCallerIdentity says it.
        Principal::AssumedRole { role_arn, session_name, .. } => {
            [&unique_id("AROA", role_arn), ":", session_name].concat()
        }
        // `<account>:<name>`
        Principal::FederatedUser { arn, .. } => {
            [ctx.account(), ":", arn.rsplit('/').next().unwrap_or_default()].concat()
        }
        Principal::Anonymous => "anonymous".to_owned(),
        Principal::Service { name, .. } => (*name).to_owned(),
    }
}

/// `SequenceNumber`: twenty digits, growing with every message.
pub(super) fn sequence_text(sequence: u64) -> String {
    const BASE: u128 = 18_850_000_000_000_000_000;
    const STEP: u128 = 256;
    (BASE + u128::from(sequence) * STEP).to_string()
}
