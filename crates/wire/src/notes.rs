//! What a reader noticed that only validation may report: absent required members and unknown enumeration values.
//!
//! A required member is a plain field (`String`, not `Option<String>`), so its absence can't be seen in the decoded
//! value. The reader notes it instead; paths are put together on the way out of nested values, so that a request
//! without faults pays one comparison of lengths per member.

/// Most notes kept, and most violations reported. What is hostile is refused as well with the first few named, and
/// costs no more than reading it.
pub(crate) const MAX_FAULTS: usize = 200;

/// Notes of one decoding.
#[derive(Debug, Default)]
pub struct Notes {
    list: Vec<Note>,
}

#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) path: String,
    pub(crate) fault: Fault,
}

#[derive(Debug)]
pub(crate) enum Fault {
    Null,
    UnknownValue { value: String, set: &'static [&'static str] },
}

impl Notes {
    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// A required member of the structure at hand is absent.
    pub fn absent(&mut self, member: &'static str) {
        self.push(member.to_owned(), Fault::Null);
    }

    /// The element or value at hand is null.
    pub fn null(&mut self) {
        self.push(String::new(), Fault::Null);
    }

    /// The value at hand is none of its enumeration's.
    pub fn unknown_value(&mut self, value: String, set: &'static [&'static str]) {
        self.push(String::new(), Fault::UnknownValue { value, set });
    }

    #[cold]
    fn push(&mut self, path: String, fault: Fault) {
        if self.list.len() < MAX_FAULTS {
            self.list.push(Note { path, fault });
        }
    }

    /// How many notes there are: a mark for [`Notes::prefix_since`].
    pub fn mark(&self) -> usize {
        self.list.len()
    }

    /// Puts a step before the path of every note made since the mark.
    #[inline]
    pub fn prefix_since(&mut self, mark: usize, step: impl FnOnce() -> String) {
        if self.list.len() > mark {
            self.prefix(mark, &step());
        }
    }

    #[cold]
    fn prefix(&mut self, mark: usize, step: &str) {
        for note in self.list.iter_mut().skip(mark) {
            note.path = if note.path.is_empty() { step.to_owned() } else { format!("{step}.{}", note.path) };
        }
    }

    pub(crate) fn find(&self, path: &str) -> Option<&Note> {
        self.list.iter().find(|note| note.path == path)
    }
}
