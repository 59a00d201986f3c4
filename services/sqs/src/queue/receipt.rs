//! Receipt handles.
//!
//! A handle names the queue (not its name: a queue that is deleted and made again is another), the message and the receive:
//! the receive count is part of it, so every receive makes the handles before it stale. A check sum over a secret of the queue
//! tells a handle from other text; it is no protection, which the queue's policy is for.
//!
//! ```text
//! 01 01 01   queue id (8)   sequence (8)   receive count (4)   check (8)   00 00      in base64: 44 characters
//! ```

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::SqsError;

/// One receive of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) sequence: u64,
    pub(crate) receives: u32,
}

/// What ties handles to a queue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seal {
    pub(crate) queue: u64,
    pub(crate) secret: u64,
}

const MARK: [u8; 3] = [1, 1, 1];
const BYTES: usize = 33;

impl Seal {
    /// The handle clients are given.
    pub(crate) fn handle(self, receipt: Receipt) -> String {
        let mut bytes = [0; BYTES];
        bytes[..3].copy_from_slice(&MARK);
        bytes[3..11].copy_from_slice(&self.queue.to_be_bytes());
        bytes[11..19].copy_from_slice(&receipt.sequence.to_be_bytes());
        bytes[19..23].copy_from_slice(&receipt.receives.to_be_bytes());
        bytes[23..31].copy_from_slice(&self.check(receipt).to_be_bytes());
        STANDARD.encode(bytes)
    }

    /// Reads a handle.
    pub(crate) fn open(self, handle: &str) -> Result<Receipt, SqsError> {
        let refused = || SqsError::NotAReceiptHandle(handle.to_owned());
        let mut bytes = [0; BYTES];
        // The decoder wants room for whole groups of three, which `BYTES` is; other lengths are no handles.
        if handle.len() != BYTES / 3 * 4
            || STANDARD.decode_slice(handle, &mut bytes).ok() != Some(BYTES)
            || bytes[..3] != MARK
            || bytes[31..] != [0; 2]
        {
            return Err(refused());
        }
        let queue = u64::from_be_bytes(part(&bytes, 3));
        let receives = u32::from_be_bytes([bytes[19], bytes[20], bytes[21], bytes[22]]);
        let receipt = Receipt { sequence: u64::from_be_bytes(part(&bytes, 11)), receives };
        if queue != self.queue {
            return Err(SqsError::ForeignReceiptHandle(handle.to_owned()));
        }
        if u64::from_be_bytes(part(&bytes, 23)) != self.check(receipt) {
            return Err(refused());
        }
        Ok(receipt)
    }

    fn check(self, receipt: Receipt) -> u64 {
        let mixed = mix(self.secret ^ receipt.sequence);
        mix(mixed ^ u64::from(receipt.receives))
    }
}

fn part(bytes: &[u8; BYTES], from: usize) -> [u8; 8] {
    let mut part = [0; 8];
    part.copy_from_slice(&bytes[from..from + 8]);
    part
}

/// The finishing step of splitmix64.
fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAL: Seal = Seal { queue: 7, secret: 0x1234_5678_9abc_def0 };

    #[test]
    fn a_handle_opens_only_at_its_queue() {
        let receipt = Receipt { sequence: 42, receives: 3 };
        let handle = SEAL.handle(receipt);
        assert_eq!(handle.len(), 44);
        assert!(handle.starts_with("AQEB"), "{handle}");
        assert_eq!(SEAL.open(&handle).unwrap(), receipt);
        let other = Seal { queue: 8, ..SEAL };
        assert!(matches!(other.open(&handle), Err(SqsError::ForeignReceiptHandle(_))));
    }

    #[test]
    fn a_receipt_has_one_handle() {
        let handle = SEAL.handle(Receipt { sequence: 42, receives: 3 });
        for end in ["AB", "BA", "A=", "=="] {
            let other = [&handle[..42], end].concat();
            assert!(matches!(SEAL.open(&other), Err(SqsError::NotAReceiptHandle(_))), "{other}");
        }
    }

    #[test]
    fn text_that_is_no_handle_is_refused() {
        let handle = SEAL.handle(Receipt { sequence: 42, receives: 3 });
        let tampered: String = handle
            .chars()
            .enumerate()
            .map(|(i, c)| if i == 26 { if c == 'A' { 'B' } else { 'A' } } else { c })
            .collect();
        for bad in ["", "x", "é", tampered.as_str(), &handle[..43], "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"] {
            assert!(SEAL.open(bad).is_err(), "{bad}");
        }
    }
}
