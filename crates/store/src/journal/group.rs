//! A group: the commits that one sync makes durable.

use super::frame::HEADER;
use crate::position::Position;

/// Bytes before each commit in a group: its length, little endian.
const PREFIX: usize = 4;

/// Consecutive commits, in the form in which they are written.
///
/// ```text
/// buffer = [ room for the frame's header ][ length | commit ][ length | commit ] ...
/// ```
///
/// The room in front lets the journal write header and commits with one call and without copying them.
#[derive(Debug)]
pub struct Group {
    buffer: Vec<u8>,
    first: Position,
    commits: u32,
}

impl Group {
    /// An empty group whose first commit will have position `first`.
    pub fn new(first: Position) -> Self {
        Self { buffer: vec![0; HEADER], first, commits: 0 }
    }

    /// A group from its body as it was stored. `None` when the body does not hold exactly `commits` commits.
    pub(super) fn from_body(first: Position, commits: u32, body: &[u8]) -> Option<Self> {
        checked_batches(first, commits, body)?;
        let mut buffer = Vec::with_capacity(HEADER + body.len());
        buffer.resize(HEADER, 0);
        buffer.extend_from_slice(body);
        Some(Self { buffer, first, commits })
    }

    /// Adds a commit of fewer than 4 GiB and answers its position.
    pub fn push(&mut self, commit: &[u8]) -> Position {
        let length = commit.len() as u32;
        assert!(length as usize == commit.len(), "a commit is limited to far less than 4 GiB");
        self.buffer.reserve(PREFIX + commit.len());
        self.buffer.extend_from_slice(&length.to_le_bytes());
        self.buffer.extend_from_slice(commit);
        let position = self.next();
        self.commits += 1;
        position
    }

    /// Forgets the commits; the next one pushed will have position `first`. Keeps at most `keep` bytes of memory.
    pub fn reset(&mut self, first: Position, keep: usize) {
        self.buffer.truncate(HEADER);
        self.buffer.shrink_to(keep.max(HEADER));
        self.first = first;
        self.commits = 0;
    }

    /// The position of the first commit.
    pub fn first(&self) -> Position {
        self.first
    }

    /// The position of the last commit; the one before `first` when the group is empty.
    pub fn last(&self) -> Position {
        Position::new(self.next().get().saturating_sub(1))
    }

    /// The position that the next commit pushed will have.
    pub fn next(&self) -> Position {
        Position::new(self.first.get().saturating_add(u64::from(self.commits)))
    }

    /// How many commits the group holds.
    pub fn commits(&self) -> u32 {
        self.commits
    }

    /// Whether the group holds no commit.
    pub fn is_empty(&self) -> bool {
        self.commits == 0
    }

    /// The size of the commits with their prefixes, in bytes.
    pub fn bytes(&self) -> usize {
        self.buffer.len() - HEADER
    }

    /// The commits with their prefixes.
    pub fn body(&self) -> &[u8] {
        self.buffer.get(HEADER..).unwrap_or_default()
    }

    /// Header and body, for a journal that fills in the header.
    pub(super) fn frame_mut(&mut self) -> &mut [u8] {
        &mut self.buffer
    }

    /// The commits with their positions, in order.
    pub fn batches(&self) -> Batches<'_> {
        Batches { position: self.first, rest: self.body() }
    }
}

/// The commits of a stored body, if it is well formed and holds exactly `commits` of them.
pub(super) fn checked_batches(first: Position, commits: u32, body: &[u8]) -> Option<Batches<'_>> {
    let mut rest = body;
    let mut count = 0_u32;
    while !rest.is_empty() {
        take_commit(&mut rest)?;
        count = count.checked_add(1)?;
    }
    (count == commits).then_some(Batches { position: first, rest: body })
}

/// The commits of a group with their positions, in order.
#[derive(Clone, Debug)]
pub struct Batches<'a> {
    position: Position,
    rest: &'a [u8],
}

impl<'a> Iterator for Batches<'a> {
    type Item = (Position, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let commit = take_commit(&mut self.rest)?;
        let position = self.position;
        self.position = Position::new(position.get().saturating_add(1));
        Some((position, commit))
    }
}

fn take_commit<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<PREFIX>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (commit, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(commit)
}
