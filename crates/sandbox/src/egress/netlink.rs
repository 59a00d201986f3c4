//! Messages to the kernel over netlink, as far as they are needed: requests that are acknowledged.
//!
//! ```text
//! length u32 | kind u16 | flags u16 | sequence u32 | port u32 | body | attributes
//! attribute:  length u16 | kind u16 | value | padding to 4
//! ```

use std::mem::MaybeUninit;
use std::os::fd::{BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{AddressFamily, Protocol, RecvFlags, SendFlags, SocketFlags, SocketType, recv, send, socket_with};

/// `NLM_F_REQUEST` and `NLM_F_ACK`.
const REQUEST: u16 = 0x001 | 0x004;
/// `NLM_F_EXCL` and `NLM_F_CREATE`: make it, and fail if it is there.
pub(super) const NEW: u16 = 0x200 | 0x400;
/// `NLM_F_APPEND` and `NLM_F_CREATE`.
pub(super) const APPEND: u16 = 0x800 | 0x400;
/// `NLMSG_ERROR`: an error, or the acknowledgement if it is 0.
const ANSWER: u16 = 2;
/// `NLA_F_NESTED`.
const NESTED: u16 = 0x8000;

/// Longer than any answer: an acknowledgement repeats the request at most.
const MAX_ANSWER: usize = 16 << 10;

/// Messages that are sent together.
#[derive(Debug, Default)]
pub(super) struct Messages {
    bytes: Vec<u8>,
    count: u32,
    /// How many of them are acknowledged.
    acknowledged: u32,
}

impl Messages {
    /// One that is acknowledged, with a fixed body and attributes.
    pub(super) fn add(&mut self, kind: u16, flags: u16, body: &[u8], attributes: impl FnOnce(&mut Attributes<'_>)) {
        self.acknowledged += 1;
        self.raw(kind, flags | REQUEST, body, attributes);
    }

    /// One that only frames others.
    pub(super) fn frame(&mut self, kind: u16, body: &[u8]) {
        self.raw(kind, REQUEST & 1, body, |_| {});
    }

    fn raw(&mut self, kind: u16, flags: u16, body: &[u8], attributes: impl FnOnce(&mut Attributes<'_>)) {
        let start = self.bytes.len();
        self.count += 1;
        self.bytes.extend([0; 4]);
        self.bytes.extend(kind.to_ne_bytes());
        self.bytes.extend(flags.to_ne_bytes());
        self.bytes.extend(self.count.to_ne_bytes());
        self.bytes.extend([0; 4]);
        self.bytes.extend(body);
        pad(&mut self.bytes);
        attributes(&mut Attributes(&mut self.bytes));
        let length = (self.bytes.len() - start) as u32;
        self.bytes[start..start + 4].copy_from_slice(&length.to_ne_bytes());
    }
}

/// Attributes of a message, or of another attribute.
pub(super) struct Attributes<'a>(&'a mut Vec<u8>);

impl Attributes<'_> {
    pub(super) fn bytes(&mut self, kind: u16, value: &[u8]) -> &mut Self {
        self.raw(kind, |bytes| bytes.extend(value))
    }

    /// A text that ends with a zero byte.
    pub(super) fn text(&mut self, kind: u16, value: &str) -> &mut Self {
        self.raw(kind, |bytes| {
            bytes.extend(value.as_bytes());
            bytes.push(0);
        })
    }

    /// A number as netfilter wants it.
    pub(super) fn network(&mut self, kind: u16, value: u32) -> &mut Self {
        self.bytes(kind, &value.to_be_bytes())
    }

    /// A number as rtnetlink wants it.
    pub(super) fn host(&mut self, kind: u16, value: u32) -> &mut Self {
        self.bytes(kind, &value.to_ne_bytes())
    }

    pub(super) fn nest(&mut self, kind: u16, inner: impl FnOnce(&mut Attributes<'_>)) -> &mut Self {
        self.nest_after(kind, &[], inner)
    }

    /// A nest that begins with a fixed body.
    pub(super) fn nest_after(&mut self, kind: u16, body: &[u8], inner: impl FnOnce(&mut Attributes<'_>)) -> &mut Self {
        self.raw(kind | NESTED, |bytes| {
            bytes.extend(body);
            inner(&mut Attributes(bytes));
        })
    }

    fn raw(&mut self, kind: u16, value: impl FnOnce(&mut Vec<u8>)) -> &mut Self {
        let start = self.0.len();
        self.0.extend([0; 2]);
        self.0.extend(kind.to_ne_bytes());
        value(self.0);
        let length = (self.0.len() - start) as u16;
        self.0[start..start + 2].copy_from_slice(&length.to_ne_bytes());
        pad(self.0);
        self
    }
}

fn pad(bytes: &mut Vec<u8>) {
    bytes.resize(bytes.len().next_multiple_of(4), 0);
}

/// A socket to a part of the kernel, in the network that this process is in now; it stays there.
/// Without a protocol: to rtnetlink.
pub(super) fn open(protocol: Option<Protocol>) -> Result<OwnedFd, Errno> {
    socket_with(AddressFamily::NETLINK, SocketType::RAW, SocketFlags::CLOEXEC, protocol)
}

/// Sends messages and waits until all are acknowledged; the first error if there is one.
pub(super) fn ask(socket: BorrowedFd<'_>, messages: &Messages) -> Result<(), Errno> {
    send(socket, &messages.bytes, SendFlags::empty())?;
    let mut open = messages.acknowledged;
    let mut failed = None;
    while open > 0 {
        let mut buffer = [MaybeUninit::uninit(); MAX_ANSWER];
        let ((bytes, _), _) = recv(socket, &mut buffer, RecvFlags::empty())?;
        for error in answers(bytes)? {
            open = open.saturating_sub(1);
            if error != 0 {
                failed.get_or_insert(Errno::from_raw_os_error(-error));
                // The kernel answers no further once a batch has failed.
                open = 0;
            }
        }
    }
    failed.map_or(Ok(()), Err)
}

/// The errors in what came, 0 for an acknowledgement.
fn answers(mut bytes: &[u8]) -> Result<Vec<i32>, Errno> {
    let mut found = Vec::new();
    while let (Some(length), Some(kind)) = (bytes.first_chunk::<4>(), bytes.get(4..6)) {
        let length = u32::from_ne_bytes(*length) as usize;
        if kind == ANSWER.to_ne_bytes() {
            let error = bytes.get(16..20).and_then(|error| error.first_chunk::<4>()).ok_or(Errno::BADMSG)?;
            found.push(i32::from_ne_bytes(*error));
        }
        if length < 16 {
            return Err(Errno::BADMSG);
        }
        bytes = bytes.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Laid out by hand from the description of the format.
    #[test]
    fn messages_are_laid_out_as_the_kernel_reads_them() {
        let mut messages = Messages::default();
        messages.add(16, NEW, &[7; 3], |attributes| {
            attributes.text(3, "tw").nest(18, |inner| {
                inner.network(1, 5);
            });
        });
        let expected = [
            &40_u32.to_ne_bytes()[..],
            &16_u16.to_ne_bytes(),
            &0x605_u16.to_ne_bytes(),
            &1_u32.to_ne_bytes(),
            &0_u32.to_ne_bytes(),
            &[7, 7, 7, 0],
            &7_u16.to_ne_bytes(),
            &3_u16.to_ne_bytes(),
            b"tw\0\0",
            &12_u16.to_ne_bytes(),
            &0x8012_u16.to_ne_bytes(),
            &8_u16.to_ne_bytes(),
            &1_u16.to_ne_bytes(),
            &[0, 0, 0, 5],
        ]
        .concat();
        assert_eq!(messages.bytes, expected);
    }

    #[test]
    fn errors_are_found_and_nonsense_is_refused() {
        let answer = |error: i32| {
            [&36_u32.to_ne_bytes()[..], &2_u16.to_ne_bytes(), &[0; 10], &error.to_ne_bytes(), &[0; 16]].concat()
        };
        assert_eq!(answers(&[answer(0), answer(-17)].concat()), Ok(vec![0, -17]));
        assert_eq!(answers(&[]), Ok(vec![]));
        assert_eq!(answers(&[0; 16]), Err(Errno::BADMSG));
        assert_eq!(answers(&answer(0)[..18]), Err(Errno::BADMSG));
    }
}
