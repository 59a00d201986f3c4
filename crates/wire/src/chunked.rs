//! `aws-chunked`: bodies in chunks that carry their length, and where they are signed a signature, and fields after the last.
//!
//! ```text
//! 10000;chunk-signature=ad80...\r\n      the length in hexadecimal digits; the signature only in STREAMING-AWS4-HMAC-SHA256-*
//! <65,536 bytes>\r\n
//! 0;chunk-signature=b6c6...\r\n
//! x-amz-checksum-crc32c:sOO8/Q==\r\n     only in *-TRAILER
//! x-amz-trailer-signature:d81f...\r\n    only in STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
//! \r\n
//! ```
//!
//! [`ChunkDecoder`] takes such a body apart as it arrives, without keeping any of it: bytes go on before their chunk's signature
//! is known, and a body whose decoder fails must not be kept.

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use crate::ErrorDocument;
use crate::sigv4::{ChunkSigner, same_signature};

/// The longest line that says what a chunk is, in bytes. A signed one has about a hundred.
const MAX_LINE: usize = 1024;

/// The most bytes of fields behind the last chunk.
const MAX_TRAILERS: usize = 8 << 10;

/// The fewest bytes in a chunk that is not the last one with any.
pub const MIN_CHUNK: u64 = 8 << 10;

/// The field that signs the others.
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature";

/// Which way of chunks it is: what `x-amz-content-sha256` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunking {
    /// Whether every chunk has a signature.
    pub signed: bool,
    /// Whether fields follow the last chunk.
    pub trailers: bool,
}

impl Chunking {
    /// By its name; none for any other way to say what the body is, and for Signature Version 4A's.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => Self { signed: true, trailers: false },
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => Self { signed: true, trailers: true },
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => Self { signed: false, trailers: true },
            _ => return None,
        })
    }
}

/// What is wrong with a body in chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChunkFault {
    /// It ends too early, is longer or shorter than its head says, or its chunks are not framed as they must be.
    Incomplete,
    /// A chunk before the last one has fewer than [`MIN_CHUNK`] bytes: this many, and it is the one with this number.
    TooSmall(u64, u64),
    /// The signature of a chunk or of the fields is not theirs.
    Signature,
    /// The fields are not those that were announced, or not readable.
    Trailer,
}

impl ChunkFault {
    /// S3's answer.
    pub fn to_document(&self) -> ErrorDocument {
        match self {
            Self::Incomplete => ErrorDocument::sender("IncompleteBody", "The request body terminated unexpectedly"),
            Self::TooSmall(bytes, number) => {
                let text = "Only the last chunk is allowed to have a size less than 8192 bytes";
                let document = ErrorDocument::sender("InvalidChunkSizeError", text).with_status(403);
                document.with("Chunk", signed(*number)).with("BadChunkSize", signed(*bytes))
            }
            Self::Signature => crate::CommonError::SignatureMismatch.document_for(crate::Protocol::RestXml),
            Self::Trailer => ErrorDocument::sender(
                "MalformedTrailerError",
                "The request contained trailing data that was not well-formed or did not conform to our published schema.",
            ),
        }
    }
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Takes a body in chunks apart.
#[derive(Debug)]
pub struct ChunkDecoder {
    chunking: Chunking,
    signer: Option<ChunkSigner>,
    /// What the decoded body must come to, in bytes.
    announced: u64,
    decoded: u64,
    /// The names of the fields that must follow, in lower case.
    wanted: Vec<String>,
    trailers: Vec<(String, String)>,
    state: State,
    /// The line that is being read, without its end.
    line: Vec<u8>,
    /// What the chunk at hand claims to be signed with, and what its bytes hash to as far as they have come.
    claimed: String,
    hash: Sha256,
    /// How many chunks have begun, and how many bytes the last of them has.
    chunks: u64,
    last: u64,
    trailer_bytes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// In the line that begins a chunk.
    Head,
    /// In a chunk, of which this many bytes are to come.
    Data(u64),
    /// Behind a chunk's bytes, before the line's end that follows them.
    Behind,
    /// Among the fields behind the last chunk.
    Trailers,
    /// Behind all of it.
    End,
}

impl ChunkDecoder {
    /// A decoder of a body that comes to `announced` bytes, followed by fields with the names `wanted`. Signatures are looked
    /// at only with a signer.
    pub fn new(chunking: Chunking, announced: u64, wanted: Vec<String>, signer: Option<ChunkSigner>) -> Self {
        Self {
            chunking,
            signer: signer.filter(|_| chunking.signed),
            announced,
            decoded: 0,
            wanted,
            trailers: Vec::new(),
            state: State::Head,
            line: Vec::new(),
            claimed: String::new(),
            hash: Sha256::new(),
            chunks: 0,
            last: MIN_CHUNK,
            trailer_bytes: 0,
        }
    }

    /// Takes bytes off the input's front until there are some of the body, which it answers, or none are left.
    ///
    /// # Errors
    /// What is wrong with the body; nothing more can be read of it.
    pub fn next(&mut self, input: &mut Bytes) -> Result<Option<Bytes>, ChunkFault> {
        while !input.is_empty() {
            match self.state {
                State::Head => {
                    if let Some(line) = self.line(input, MAX_LINE)? {
                        self.begin(&line)?;
                    }
                }
                State::Data(left) => {
                    let here = usize::try_from(left).unwrap_or(usize::MAX).min(input.len());
                    let piece = input.split_to(here);
                    if self.signer.is_some() {
                        self.hash.update(&piece);
                    }
                    let left = left.saturating_sub(piece.len() as u64);
                    self.state = if left > 0 { State::Data(left) } else { State::Behind };
                    if left == 0 {
                        self.verify()?;
                    }
                    return Ok(Some(piece));
                }
                State::Behind => {
                    if let Some(line) = self.line(input, 0)? {
                        self.state = if line.is_empty() { State::Head } else { return Err(ChunkFault::Incomplete) };
                    }
                }
                State::Trailers => {
                    if let Some(line) = self.line(input, MAX_TRAILERS)? {
                        self.field(&line)?;
                    }
                }
                State::End => return Err(ChunkFault::Incomplete),
            }
        }
        Ok(None)
    }

    /// Says that nothing more comes, and answers the fields that followed the body.
    ///
    /// # Errors
    /// What is missing.
    pub fn finish(&mut self) -> Result<Vec<(String, String)>, ChunkFault> {
        // The empty line at the very end may be missing: what has been announced is there, and so is all of the request.
        if self.state == State::Trailers && self.line.is_empty() && self.is_complete() {
            self.end()?;
        }
        if self.state == State::End { Ok(std::mem::take(&mut self.trailers)) } else { Err(ChunkFault::Incomplete) }
    }

    /// A whole line, once its end is there. The bytes of one that is not are kept.
    fn line(&mut self, input: &mut Bytes, most: usize) -> Result<Option<Vec<u8>>, ChunkFault> {
        let (taken, whole) = match memchr::memchr(b'\n', input) {
            Some(at) => (at + 1, true),
            None => (input.len(), false),
        };
        // The end itself has two bytes.
        if self.line.len() + taken > most + 2 {
            return Err(if self.state == State::Trailers { ChunkFault::Trailer } else { ChunkFault::Incomplete });
        }
        self.line.extend_from_slice(&input.split_to(taken));
        if !whole {
            return Ok(None);
        }
        let mut line = std::mem::take(&mut self.line);
        line.pop();
        match line.pop_if(|last| *last == b'\r') {
            // Some clients end the fields' lines with a line feed alone.
            None if self.state != State::Trailers => Err(ChunkFault::Incomplete),
            _ => Ok(Some(line)),
        }
    }

    /// `10000;chunk-signature=ad80...`
    fn begin(&mut self, line: &[u8]) -> Result<(), ChunkFault> {
        let line = std::str::from_utf8(line).map_err(|_| ChunkFault::Incomplete)?;
        let (size, extensions) = line.split_once(';').unwrap_or((line, ""));
        let is_number = (1..=16).contains(&size.len()) && size.bytes().all(|b| b.is_ascii_hexdigit());
        let size = u64::from_str_radix(size, 16).ok().filter(|_| is_number).ok_or(ChunkFault::Incomplete)?;
        if self.chunking.signed {
            let signature = extensions.split(';').find_map(|part| part.trim().strip_prefix("chunk-signature="));
            signature.ok_or(ChunkFault::Incomplete)?.clone_into(&mut self.claimed);
        }
        self.chunks += 1;
        if size == 0 {
            return self.end_of_data();
        }
        if self.last < MIN_CHUNK {
            return Err(ChunkFault::TooSmall(self.last, self.chunks - 1));
        }
        self.last = size;
        self.decoded = self.decoded.saturating_add(size);
        if self.decoded > self.announced {
            return Err(ChunkFault::Incomplete);
        }
        self.state = State::Data(size);
        Ok(())
    }

    fn end_of_data(&mut self) -> Result<(), ChunkFault> {
        self.verify()?;
        if self.decoded != self.announced {
            return Err(ChunkFault::Incomplete);
        }
        self.state = State::Trailers;
        Ok(())
    }

    /// Holds the signature of the chunk that has ended against what it should be.
    fn verify(&mut self) -> Result<(), ChunkFault> {
        let Some(signer) = &mut self.signer else { return Ok(()) };
        let expected = signer.chunk(&self.hash.finalize_reset());
        if same_signature(&expected, &self.claimed) { Ok(()) } else { Err(ChunkFault::Signature) }
    }

    /// A line behind the last chunk: a field, or the empty one at the end.
    fn field(&mut self, line: &[u8]) -> Result<(), ChunkFault> {
        if line.is_empty() {
            // Some clients end the last chunk with an empty line of its own before the fields begin.
            return if self.is_complete() || !self.trailers.is_empty() { self.end() } else { self.empty() };
        }
        self.trailer_bytes += line.len();
        if !self.chunking.trailers || self.trailer_bytes > MAX_TRAILERS {
            return Err(ChunkFault::Trailer);
        }
        let text = std::str::from_utf8(line).map_err(|_| ChunkFault::Trailer)?;
        let (name, value) = text.split_once(':').ok_or(ChunkFault::Trailer)?;
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_owned());
        let known = self.wanted.contains(&name) || (name == TRAILER_SIGNATURE && self.chunking.signed);
        if !known || self.trailers.iter().any(|(found, _)| *found == name) {
            return Err(ChunkFault::Trailer);
        }
        self.trailers.push((name, value));
        Ok(())
    }

    /// An empty line before any field.
    fn empty(&mut self) -> Result<(), ChunkFault> {
        self.trailer_bytes += 1;
        // Once is a custom; more is nothing known.
        if self.trailer_bytes > 1 { Err(ChunkFault::Trailer) } else { Ok(()) }
    }

    fn is_complete(&self) -> bool {
        let has = |name: &str| self.trailers.iter().any(|(found, _)| found == name);
        let signed = !(self.chunking.signed && self.chunking.trailers) || has(TRAILER_SIGNATURE);
        signed && self.wanted.iter().all(|name| has(name))
    }

    fn end(&mut self) -> Result<(), ChunkFault> {
        if !self.is_complete() {
            return Err(ChunkFault::Trailer);
        }
        let signature = self.trailers.iter().position(|(name, _)| name == TRAILER_SIGNATURE);
        if let Some(given) = signature.map(|at| self.trailers.remove(at).1)
            && let Some(signer) = &mut self.signer
        {
            let canonical: String = self.trailers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
            if !same_signature(&signer.trailer(&Sha256::digest(canonical.as_bytes())), &given) {
                return Err(ChunkFault::Signature);
            }
        }
        self.state = State::End;
        Ok(())
    }
}
