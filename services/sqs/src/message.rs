//! A message's content as it is stored: everything that doesn't change while it waits.
//!
//! The row is read and written without copying: a [`Content`] borrows from the request that brings a message, or from the row
//! that holds it.

use bytes::Bytes;
use tradewind_store::{Decoder, Encoder, StoreError};

use crate::md5::Sum;

const VERSION: u8 = 1;

/// A message's id: a UUID's bytes.
pub(crate) type MessageId = [u8; 16];

/// What a sender gave, and what SQS added when it took the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content<'a> {
    pub(crate) id: MessageId,
    /// The body's digest.
    pub(crate) md5: Sum,
    /// `SenderId`: who sent it.
    pub(crate) sender: &'a str,
    /// In the order of their names.
    pub(crate) attributes: Vec<Attribute<'a>>,
    /// `AWSTraceHeader`.
    pub(crate) trace: Option<&'a str>,
    /// FIFO: the deduplication id, given or made of the body.
    pub(crate) deduplication: Option<&'a str>,
    /// In a dead-letter queue: the ARN of the queue the message comes from.
    pub(crate) source: Option<&'a str>,
    pub(crate) body: &'a str,
}

/// A message attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) data_type: &'a str,
    /// Whether the value is bytes rather than text.
    pub(crate) binary: bool,
    pub(crate) value: &'a [u8],
}

impl Content<'_> {
    /// The row's value.
    pub(crate) fn encode(&self) -> Bytes {
        let attributes: usize =
            self.attributes.iter().map(|a| a.name.len() + a.data_type.len() + a.value.len() + 12).sum();
        let strings = [self.trace, self.deduplication, self.source].into_iter().flatten().map(str::len).sum::<usize>();
        let room = 64 + self.sender.len() + attributes + strings + self.body.len();
        let mut row = Encoder::with_capacity(VERSION, room).u128(self.id).u128(self.md5).str(self.sender);
        row = row.varint(self.attributes.len() as u64);
        for attribute in &self.attributes {
            row = row.str(attribute.name).str(attribute.data_type).bool(attribute.binary).bytes(attribute.value);
        }
        row.option(self.trace, Encoder::str)
            .option(self.deduplication, Encoder::str)
            .option(self.source, Encoder::str)
            .str(self.body)
            .finish()
    }
}

impl<'a> Content<'a> {
    /// Reads a row.
    pub(crate) fn decode(row: &'a [u8]) -> Result<Content<'a>, StoreError> {
        let mut row = Decoder::new("a message's content", VERSION, row)?;
        let id = take16(&mut row)?;
        let md5 = take16(&mut row)?;
        let sender = row.str()?;
        let mut attributes = Vec::new();
        for _ in 0..row.varint()? {
            let (name, data_type) = (row.str()?, row.str()?);
            attributes.push(Attribute { name, data_type, binary: row.bool()?, value: row.bytes()? });
        }
        let trace = row.option(Decoder::str)?;
        let deduplication = row.option(Decoder::str)?;
        let source = row.option(Decoder::str)?;
        let body = row.str()?;
        row.end()?;
        Ok(Content { id, md5, sender, attributes, trace, deduplication, source, body })
    }
}

/// Sixteen bytes as two numbers: what the store's encoder offers.
trait Sixteen {
    fn u128(self, bytes: [u8; 16]) -> Self;
}

impl Sixteen for Encoder {
    fn u128(self, bytes: [u8; 16]) -> Self {
        let number = u128::from_le_bytes(bytes);
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        self.u64(number as u64).u64((number >> 64) as u64)
    }
}

fn take16(row: &mut Decoder<'_>) -> Result<[u8; 16], StoreError> {
    let (low, high) = (row.u64()?, row.u64()?);
    Ok((u128::from(low) | (u128::from(high) << 64)).to_le_bytes())
}

/// The id as clients see it.
pub(crate) fn id_text(id: &MessageId) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(36);
    for (index, byte) in id.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push(char::from(HEX[usize::from(byte >> 4)]));
        text.push(char::from(HEX[usize::from(byte & 15)]));
    }
    text
}

/// A new id: a random UUID.
pub(crate) fn new_id(random: &tradewind_clock::Random) -> MessageId {
    let mut id = [0; 16];
    random.fill(&mut id);
    id[6] = (id[6] & 0x0f) | 0x40;
    id[8] = (id[8] & 0x3f) | 0x80;
    id
}

/// How AWS's texts end that refuse a character.
pub(crate) const ALLOWED_CHARACTERS: &str =
    "the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].";

/// The first character of the text that no message may contain, as AWS prints it.
///
/// Allowed are `#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`; UTF-8 has no surrogates, so what is
/// left to find are the control characters and the two non-characters U+FFFE and U+FFFF (EF BF BE and EF BF BF).
pub(crate) fn forbidden_character(text: &str) -> Option<String> {
    let suspicious = |byte: u8| (byte < 0x20 && !matches!(byte, 9 | 10 | 13)) || byte == 0xef;
    // Whole pieces without a way out in between: the compiler makes vector instructions of it.
    let in_piece = |piece: &[u8]| piece.iter().fold(false, |found, byte| found | suspicious(*byte));
    let suspicious = text.as_bytes().chunks(256).any(in_piece);
    if !suspicious {
        return None;
    }
    let forbidden = |c: &char| (*c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().find(forbidden).map(|c| format!("#x{:X}", u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_back_what_it_was_given() {
        let content = Content {
            id: *b"0123456789abcdef",
            md5: [7; 16],
            sender: "000000000000",
            attributes: vec![Attribute { name: "a", data_type: "Binary.gif", binary: true, value: &[0, 255] }],
            trace: Some("Root=1"),
            deduplication: None,
            source: Some("arn:aws:sqs:us-east-1:000000000000:q"),
            body: "héllo",
        };
        let row = content.encode();
        assert_eq!(Content::decode(&row).unwrap(), content);
        assert!(Content::decode(&row[..row.len() - 1]).is_err());
        assert_eq!(id_text(&content.id), "30313233-3435-3637-3839-616263646566");
    }

    #[test]
    fn control_characters_and_noncharacters_are_found() {
        for allowed in ["", "plain", "tab\tline\r\n", "\u{fffd}\u{ff01}", "\u{10ffff}", "\u{7f}\u{85}"] {
            assert_eq!(forbidden_character(allowed), None, "{allowed:?}");
        }
        assert_eq!(forbidden_character("a\u{1}").as_deref(), Some("#x1"));
        assert_eq!(forbidden_character("\u{1f}").as_deref(), Some("#x1F"));
        assert_eq!(forbidden_character("é\u{ffff}").as_deref(), Some("#xFFFF"));
    }
}
