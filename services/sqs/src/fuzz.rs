//! Entries for the fuzzers of `fuzz/`: each takes any bytes, must never panic, and checks what must hold of what it could read.

use bytes::Bytes;
use tradewind_wire::{Protocol, decode};

use crate::api::SendMessageRequest;
use crate::message::Content;
use crate::message_attributes;
use crate::queue::entry::Entry;
use crate::queue::receipt::{Receipt, Seal};
use crate::url;

/// Any text as a queue's URL and as its ARN.
pub fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(queue) = url::locate(&text, "000000000000", "us-east-1") {
        assert!(url::is_name(queue.name) && url::is_account(queue.account), "{queue:?}");
    }
    if let Some(arn) = url::parse_arn(&text) {
        assert_eq!(url::arn(arn.region, arn.account, arn.name), text);
    }
}

/// Any text as a receipt handle, then a handle with any byte changed: only the handles that were given open.
pub fn receipt(bytes: &[u8]) {
    let seal = Seal { queue: 7, secret: 0x1234_5678_9abc_def0 };
    let text = String::from_utf8_lossy(bytes);
    if let Ok(receipt) = seal.open(&text) {
        assert_eq!(seal.handle(receipt), text, "a receipt has one handle");
    }
    let Some((sequence, rest)) = bytes.split_first_chunk::<8>() else { return };
    let Some((receives, rest)) = rest.split_first_chunk::<4>() else { return };
    let receipt = Receipt { sequence: u64::from_le_bytes(*sequence), receives: u32::from_le_bytes(*receives) };
    let handle = seal.handle(receipt);
    assert_eq!(seal.open(&handle).ok(), Some(receipt));
    let [place, byte, ..] = rest else { return };
    let mut changed = handle.clone().into_bytes();
    let place = usize::from(*place) % changed.len();
    if let Some(place) = changed.get_mut(place) {
        *place = *byte;
    }
    let changed = String::from_utf8_lossy(&changed);
    if changed != handle {
        assert!(seal.open(&changed).is_err(), "{changed} is not {handle}");
    }
}

/// Any bytes as a message with attributes in both protocols, and as the rows a queue keeps of a message.
pub fn message(bytes: &[u8]) {
    if let Ok(content) = Content::decode(bytes) {
        let encoded = content.encode();
        assert_eq!(Content::decode(&encoded).ok(), Some(content));
    }
    if let Ok((entry, group)) = Entry::decode(bytes) {
        let encoded = entry.encode(group);
        assert_eq!(Entry::decode(&encoded).ok(), Some((entry, group)));
    }
    for protocol in [Protocol::AwsJson10, Protocol::AwsQuery] {
        let Ok(input) = decode::<SendMessageRequest>(protocol, &Bytes::copy_from_slice(bytes)) else { continue };
        let Ok(attributes) = message_attributes::read(input.message_attributes.as_ref()) else { continue };
        let trace = message_attributes::read_system(input.message_system_attributes.as_ref());
        let trace = trace.ok().flatten().and_then(|trace| std::str::from_utf8(trace.value).ok());
        assert_eq!(message_attributes::digest(&attributes).is_none(), attributes.is_empty());
        let content = Content {
            id: [1; 16],
            md5: crate::md5::of(input.message_body.as_bytes()),
            sender: "sender",
            attributes,
            trace,
            deduplication: input.message_deduplication_id.as_deref(),
            source: None,
            body: &input.message_body,
        };
        assert_eq!(Content::decode(&content.encode()).ok(), Some(content));
    }
}
