//! Reading HTTP/1.1 answers, as little of it as a closed loop needs.
//!
//! One answer at a time, never pipelined; a body with `content-length` or in chunks. Anything else is an error by name:
//! a generator that guesses measures nothing.

use tokio::io::{AsyncRead, AsyncReadExt};

use crate::error::Error;

/// The longest head accepted, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;
/// The longest answer accepted, in bytes.
const ANSWER_LIMIT: usize = 64 * 1024 * 1024;

/// A complete answer, borrowed from its reader.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body, unchunked.
    pub body: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    Length(usize),
    Chunked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    length: usize,
    framing: Framing,
}

/// Reads answers from one connection, reusing its buffers.
#[derive(Debug, Default)]
pub struct AnswerReader {
    received: Vec<u8>,
    unchunked: Vec<u8>,
    /// Where the bytes of a body go that nobody keeps.
    passing: Vec<u8>,
}

impl AnswerReader {
    /// Reads the next answer, forgetting the last one.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Closed`] from the connection; [`Error::Malformed`] for what is not an answer, and for
    /// bytes that follow it without a question.
    pub async fn read<R: AsyncRead + Unpin>(&mut self, from: &mut R) -> Result<Answer<'_>, Error> {
        let head = self.head(from).await?;
        match head.framing {
            Framing::Length(length) => self.read_length(from, head, length).await,
            Framing::Chunked => self.read_chunked(from, head).await,
        }
    }

    /// Forgets the last answer and reads the next one's head, and perhaps some of what follows it.
    async fn head<R: AsyncRead + Unpin>(&mut self, from: &mut R) -> Result<Head, Error> {
        self.received.clear();
        self.unchunked.clear();
        loop {
            if let Some(head) = parse_head(&self.received)? {
                return Ok(head);
            }
            if self.received.len() > HEAD_LIMIT {
                return Err(Error::Malformed("its head is longer than 64 KiB"));
            }
            self.more(from).await?;
        }
    }

    /// Reads the next answer and keeps nothing of a body that is longer than `keep` bytes: its bytes pass through one buffer of
    /// that size, and its length is answered. A shorter one is kept as [`AnswerReader::read`] keeps it. Large bodies so cost the
    /// reader a copy out of the socket, and nothing else.
    ///
    /// # Errors
    /// Those of [`AnswerReader::read`]; [`Error::Malformed`] also where the last byte of a large body is not `last`.
    pub async fn skim<R: AsyncRead + Unpin>(
        &mut self,
        from: &mut R,
        keep: usize,
        last: Option<u8>,
    ) -> Result<(u16, usize), Error> {
        let head = self.head(from).await?;
        let Framing::Length(length) = head.framing else {
            return self.read_chunked(from, head).await.map(|answer| (answer.status, answer.body.len()));
        };
        if length <= keep {
            return self.read_length(from, head, length).await.map(|answer| (answer.status, answer.body.len()));
        }
        let mut left = (head.length + length).saturating_sub(self.received.len());
        if self.passing.len() < keep.max(1) {
            self.passing.resize(keep.max(1), 0);
        }
        let mut end = self.received.last().copied();
        while left > 0 {
            let room = left.min(self.passing.len());
            let read = from.read(&mut self.passing[..room]).await.map_err(Error::io("reading the answer"))?;
            if read == 0 {
                return Err(Error::Closed(head.length + length - left));
            }
            left -= read;
            end = self.passing.get(read - 1).copied();
        }
        if last.is_some() && end != last {
            return Err(Error::Malformed("its body does not end as it should"));
        }
        Ok((head.status, length))
    }

    async fn read_length<R: AsyncRead + Unpin>(
        &mut self,
        from: &mut R,
        head: Head,
        length: usize,
    ) -> Result<Answer<'_>, Error> {
        let end = head.length.saturating_add(length);
        if end > ANSWER_LIMIT {
            return Err(Error::Malformed("it is longer than 64 MiB"));
        }
        while self.received.len() < end {
            self.more(from).await?;
        }
        if self.received.len() > end {
            return Err(Error::Malformed("bytes follow the end of the body"));
        }
        Ok(Answer { status: head.status, body: &self.received[head.length..] })
    }

    async fn read_chunked<R: AsyncRead + Unpin>(&mut self, from: &mut R, head: Head) -> Result<Answer<'_>, Error> {
        let end = loop {
            self.unchunked.clear();
            if let Some(used) = unchunk(&self.received[head.length..], &mut self.unchunked)? {
                break head.length + used;
            }
            if self.received.len() > ANSWER_LIMIT {
                return Err(Error::Malformed("it is longer than 64 MiB"));
            }
            self.more(from).await?;
        };
        if self.received.len() > end {
            return Err(Error::Malformed("bytes follow the last chunk"));
        }
        Ok(Answer { status: head.status, body: &self.unchunked })
    }

    async fn more<R: AsyncRead + Unpin>(&mut self, from: &mut R) -> Result<(), Error> {
        if self.received.capacity() - self.received.len() < 4_096 {
            self.received.reserve(16_384);
        }
        let read = from.read_buf(&mut self.received).await.map_err(Error::io("reading the answer"))?;
        if read == 0 {
            return Err(Error::Closed(self.received.len()));
        }
        Ok(())
    }
}

/// Parses status line and headers; `None` while the blank line has not arrived.
fn parse_head(received: &[u8]) -> Result<Option<Head>, Error> {
    let Some(blank) = memchr::memmem::find(received, b"\r\n\r\n") else {
        return Ok(None);
    };
    let mut lines = received[..blank].split(|byte| *byte == b'\n');
    let status = parse_status(lines.next().unwrap_or_default())?;
    let mut framing = None;
    for line in lines {
        let Some(colon) = memchr::memchr(b':', line) else {
            return Err(Error::Malformed("a header line has no colon"));
        };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-length") {
            framing = Some(Framing::Length(parse_decimal(value)?));
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            if !value.eq_ignore_ascii_case(b"chunked") {
                return Err(Error::Malformed("its transfer-encoding is not chunked"));
            }
            framing = Some(Framing::Chunked);
        }
    }
    if status == 204 {
        // Has no body, whatever its headers say (RFC 9110, 15.3.5).
        framing = Some(Framing::Length(0));
    }
    let framing = framing.ok_or(Error::Malformed("it has neither content-length nor chunks"))?;
    Ok(Some(Head { status, length: blank + 4, framing }))
}

fn parse_status(line: &[u8]) -> Result<u16, Error> {
    let rest = line.strip_prefix(b"HTTP/1.1 ").ok_or(Error::Malformed("it does not start with HTTP/1.1"))?;
    let status = match rest {
        [a @ b'1'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => [*a, *b, *c],
        _ => return Err(Error::Malformed("its status is not a number of three digits")),
    };
    Ok(status.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0')))
}

fn parse_decimal(value: &[u8]) -> Result<usize, Error> {
    std::str::from_utf8(value)
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or(Error::Malformed("its content-length is not a number"))
}

/// Appends the chunks' contents to `out` and returns how many bytes they took; `None` while the last has not arrived.
fn unchunk(encoded: &[u8], out: &mut Vec<u8>) -> Result<Option<usize>, Error> {
    let mut position = 0;
    loop {
        let rest = &encoded[position..];
        let Some(line_end) = memchr::memmem::find(rest, b"\r\n") else {
            return Ok(None);
        };
        let size = parse_chunk_size(&rest[..line_end])?;
        let start = line_end + 2;
        if size == 0 {
            return Ok(trailer_end(&rest[start..]).map(|end| position + start + end));
        }
        let Some(chunk) = rest.get(start..start + size + 2) else {
            return Ok(None);
        };
        let Some(content) = chunk.strip_suffix(b"\r\n") else {
            return Err(Error::Malformed("a chunk does not end where it says"));
        };
        out.extend_from_slice(content);
        position += start + size + 2;
    }
}

/// The size line: hexadecimal, perhaps with an extension that says nothing to us.
fn parse_chunk_size(line: &[u8]) -> Result<usize, Error> {
    let digits = line.split(|byte| *byte == b';').next().unwrap_or_default();
    std::str::from_utf8(digits.trim_ascii_end())
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .and_then(|text| usize::from_str_radix(text, 16).ok())
        .filter(|size| *size <= ANSWER_LIMIT)
        .ok_or(Error::Malformed("a chunk's size is not a number"))
}

/// Where the trailer section ends: at once, or after its fields' blank line.
fn trailer_end(rest: &[u8]) -> Option<usize> {
    if rest.starts_with(b"\r\n") {
        return Some(2);
    }
    memchr::memmem::find(rest, b"\r\n\r\n").map(|end| end + 4)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use tokio::io::ReadBuf;

    use super::*;

    /// A connection that yields its bytes in pieces of one size.
    struct Pieces<'a>(std::slice::Chunks<'a, u8>);

    impl AsyncRead for Pieces<'_> {
        fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            buf.put_slice(self.0.next().unwrap_or_default());
            Poll::Ready(Ok(()))
        }
    }

    fn read_in_pieces(bytes: &[u8], size: usize) -> Result<(u16, Vec<u8>), Error> {
        let mut reader = AnswerReader::default();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answer = runtime.block_on(reader.read(&mut Pieces(bytes.chunks(size))))?;
        Ok((answer.status, answer.body.to_vec()))
    }

    fn message(bytes: &[u8]) -> String {
        read_in_pieces(bytes, 4_096).unwrap_err().to_string()
    }

    #[test]
    fn any_split_reads_the_same() {
        let sized = b"HTTP/1.1 200 OK\r\nContent-Type: a\r\ncontent-LENGTH:  11 \r\n\r\nhello world".as_slice();
        let chunked =
            b"HTTP/1.1 400 Bad Request\r\ntransfer-encoding: Chunked\r\n\r\n6;x=1\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n"
                .as_slice();
        let trailed =
            b"HTTP/1.1 503 X\r\nTransfer-Encoding: chunked\r\n\r\nB\r\nhello world\r\n0\r\na: b\r\nc: d\r\n\r\n"
                .as_slice();
        for (bytes, status) in [(sized, 200), (chunked, 400), (trailed, 503)] {
            for size in 1..=bytes.len() {
                let (seen, body) = read_in_pieces(bytes, size).unwrap();
                assert_eq!((seen, body.as_slice()), (status, b"hello world".as_slice()), "in {size}s");
            }
        }
    }

    #[test]
    fn a_reader_forgets_the_last_answer() {
        let mut reader = AnswerReader::default();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let long = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirst";
        let short = b"HTTP/1.1 204 None\r\ncontent-length: 0\r\n\r\n";
        runtime.block_on(async {
            reader.read(&mut Pieces(long.chunks(7))).await.unwrap();
            let second = reader.read(&mut Pieces(short.chunks(9))).await.unwrap();
            assert_eq!((second.status, second.body), (204, b"".as_slice()));
        });
    }

    #[test]
    fn a_large_body_is_read_to_its_end_and_not_kept() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let long = b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world";
        let short = b"HTTP/1.1 404 No\r\ncontent-length: 2\r\n\r\nno";
        for size in 1..=long.len() {
            let mut reader = AnswerReader::default();
            let mut skim = |bytes: &[u8], last| runtime.block_on(reader.skim(&mut Pieces(bytes.chunks(size)), 8, last));
            // Pieces of more than the buffer's size are what a socket never brings.
            if size <= 8 {
                assert_eq!(skim(long, Some(b'd')).unwrap(), (200, 11), "in {size}s");
                assert!(skim(long, Some(b'x')).unwrap_err().to_string().contains("does not end"));
                assert!(matches!(skim(&long[..long.len() - 1], None).unwrap_err(), Error::Closed(_)));
            }
            assert_eq!(skim(short, Some(b'x')).unwrap(), (404, 2), "in {size}s");
        }
    }

    #[test]
    fn a_closed_connection_is_never_an_answer() {
        let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world";
        for cut in 0..whole.len() {
            let error = read_in_pieces(&whole[..cut], 8).unwrap_err();
            assert!(matches!(error, Error::Closed(read) if read == cut), "{error}");
        }
    }

    #[test]
    fn what_is_not_an_answer_is_named() {
        assert!(message(b"HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n").contains("HTTP/1.1"));
        assert!(message(b"HTTP/1.1 2x0 OK\r\ncontent-length: 0\r\n\r\n").contains("status"));
        assert!(message(b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n").contains("content-length"));
        assert!(message(b"HTTP/1.1 200 OK\r\nserver: x\r\n\r\n").contains("neither"));
        assert!(message(b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n").contains("colon"));
        assert!(message(b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n").contains("not chunked"));
        assert!(message(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab").contains("follow"));
        assert!(message(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n").contains("size"));
        assert!(message(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc").contains("does not end"));
    }
}
