//! The end of an invocation's log (`LogType: Tail`).

use bytes::Bytes;

/// Bytes of a tail. AWS: the last 4 KB of the execution log.
pub(crate) const TAIL: usize = 4_096;

/// The last [`TAIL`] bytes of what was written to it.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    bytes: Vec<u8>,
}

impl Tail {
    /// Adds a line and its end.
    pub(crate) fn line(&mut self, line: &[u8]) {
        // Only the end of a long line can be in the tail.
        let line = line.get(line.len().saturating_sub(TAIL)..).unwrap_or_default();
        if self.bytes.len() + line.len() >= 4 * TAIL {
            let from = self.bytes.len().saturating_sub(TAIL);
            self.bytes.drain(..from);
        }
        self.bytes.extend_from_slice(line);
        self.bytes.push(b'\n');
    }

    /// Forgets everything: another invocation begins.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
    }

    /// The tail as it is now; more may follow.
    pub(crate) fn so_far(&self) -> Bytes {
        let from = self.bytes.len().saturating_sub(TAIL);
        Bytes::copy_from_slice(self.bytes.get(from..).unwrap_or_default())
    }

    /// The tail, which is over.
    pub(crate) fn take(&mut self) -> Bytes {
        let tail = self.so_far();
        self.bytes.clear();
        tail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_end_of_everything() {
        let (mut tail, mut all) = (Tail::default(), Vec::new());
        for length in [0, 1, 100, 4_095, 4_096, 5_000, 17, 4_000, 3, 12_000, 9] {
            let line = vec![b'a' + (length % 26) as u8; length];
            tail.line(&line);
            all.extend_from_slice(&line);
            all.push(b'\n');
        }
        assert_eq!(tail.take(), all[all.len() - TAIL..]);
        assert_eq!(tail.take(), "");
    }
}
