//! [`Value`]: everything a member can hold.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use crate::violation::{all_constraints, text_satisfies};
use crate::{Constraint, Document, Malformed, Member, Path, Reader, Violations, Writer};

/// A value that every codec can carry.
pub trait Value: Sized {
    /// Whether it comes piece by piece ([`crate::Stream`]).
    const IS_STREAM: bool = false;

    /// Pulls the value from a reader.
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed>;

    /// Pushes the value to a writer.
    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member);

    /// Checks the value against the member's rules.
    fn validate(&self, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
        let _ = (member, path, out);
    }

    /// Appends the value as validation messages print it.
    fn show(&self, out: &mut String);

    /// Whether an element of a list satisfies its rules by itself, for simple values whose faults AWS reports at the
    /// list; `None` for values that report at their own path.
    fn satisfies(&self, member: &'static Member) -> Option<bool> {
        let _ = member;
        None
    }
}

impl Value for String {
    #[inline]
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        reader.string(member)
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        writer.string(self, member);
    }

    #[inline]
    fn validate(&self, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
        out.check_text(self, member, path);
    }

    fn show(&self, out: &mut String) {
        out.push_str(self);
    }

    fn satisfies(&self, member: &'static Member) -> Option<bool> {
        Some(text_satisfies(self, &member.rules))
    }
}

macro_rules! number {
    ($type:ty, $read:ident, $write:ident, $cast:ty) => {
        impl Value for $type {
            #[inline]
            fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
                reader.$read(member)
            }

            #[inline]
            fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
                writer.$write(<$cast>::from(*self), member);
            }

            #[inline]
            fn validate(&self, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
                out.check_range(*self as f64, member, path, || self.to_string());
            }

            fn show(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }
        }
    };
}

number!(i32, integer, long, i64);
number!(i64, long, long, i64);
number!(f64, double, double, f64);

impl Value for bool {
    #[inline]
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        reader.boolean(member)
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        writer.boolean(*self, member);
    }

    fn show(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Value for Bytes {
    #[inline]
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        reader.blob(member)
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        writer.blob(self, member);
    }

    fn validate(&self, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
        out.check_length(self.len(), member, path, || STANDARD.encode(self));
    }

    fn show(&self, out: &mut String) {
        // AWS prints the Java buffer, not its bytes.
        out.push_str(&format!("java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]", self.len()));
    }
}

impl Value for Timestamp {
    #[inline]
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        reader.timestamp(member)
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        writer.timestamp(*self, member);
    }

    fn show(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Value for Document {
    fn read<R: Reader>(reader: &mut R, _: &'static Member) -> Result<Self, Malformed> {
        reader.document()
    }

    fn write<W: Writer>(&self, writer: &mut W, _: &'static Member) {
        writer.document(self);
    }

    fn show(&self, out: &mut String) {
        out.push_str(&String::from_utf8_lossy(&self.to_json_vec()));
    }
}

impl<T: Value> Value for Box<T> {
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        T::read(reader, member).map(Box::new)
    }

    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        (**self).write(writer, member);
    }

    fn validate(&self, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
        (**self).validate(member, path, out);
    }

    fn show(&self, out: &mut String) {
        (**self).show(out);
    }

    fn satisfies(&self, member: &'static Member) -> Option<bool> {
        (**self).satisfies(member)
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        let item = member.item();
        let mut out = Vec::new();
        reader.list_start(member)?;
        while reader.next_item(member)? {
            let mark = reader.notes().mark();
            out.push(read_or_note(reader, item)?);
            reader.notes().prefix_since(mark, || format!("{}.member", out.len()));
        }
        Ok(out)
    }

    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        let item = member.item();
        writer.list_start(member, self.len());
        for value in self {
            writer.item_start(member);
            value.write(writer, item);
            writer.item_end(member);
        }
        writer.list_end(member);
    }

    fn validate(&self, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
        let item = member.item();
        out.check_length(self.len(), member, path, || shown(self));
        let mut reported = false;
        for (i, value) in self.iter().enumerate() {
            let place = path.item(i);
            if out.noted(&place, item) {
                continue;
            }
            match value.satisfies(item) {
                None => value.validate(item, &place, out),
                Some(true) => {}
                Some(false) if reported => {}
                Some(false) => {
                    reported = true;
                    out.add(path, member, shown(self), Constraint::Items(all_constraints(&item.rules)));
                }
            }
        }
    }

    fn show(&self, out: &mut String) {
        out.push('[');
        for (i, value) in self.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            value.show(out);
        }
        out.push(']');
    }
}

impl<T: Value + Default> Value for BTreeMap<String, T> {
    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        let item = member.item();
        let mut out = BTreeMap::new();
        reader.map_start(member)?;
        while let Some(key) = reader.next_entry(member)? {
            let mark = reader.notes().mark();
            let value = read_or_note(reader, item)?;
            reader.notes().prefix_since(mark, || format!("{key}.member"));
            out.insert(key, value);
        }
        Ok(out)
    }

    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        let item = member.item();
        writer.map_start(member, self.len());
        for (key, value) in self {
            writer.entry_start(member, key);
            value.write(writer, item);
            writer.entry_end(member);
        }
        writer.map_end(member);
    }

    fn validate(&self, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
        out.check_length(self.len(), member, path, || shown(self));
        let (key_member, item) = (member.map_key(), member.item());
        if !self.keys().all(|key| text_satisfies(key, &key_member.rules)) {
            out.add(path, member, shown(self), Constraint::Keys(all_constraints(&key_member.rules)));
        }
        let mut reported = false;
        for (key, value) in self {
            let place = path.entry(key);
            if out.noted(&place, item) {
                continue;
            }
            match value.satisfies(item) {
                None => value.validate(item, &place, out),
                Some(true) => {}
                Some(false) if reported => {}
                Some(false) => {
                    reported = true;
                    out.add(path, member, shown(self), Constraint::Values(all_constraints(&item.rules)));
                }
            }
        }
    }

    fn show(&self, out: &mut String) {
        out.push('{');
        for (i, (key, value)) in self.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            out.push_str(key);
            out.push('=');
            value.show(out);
        }
        out.push('}');
    }
}

/// Reads an element, or notes that it is null.
fn read_or_note<R: Reader, V: Value + Default>(reader: &mut R, item: &'static Member) -> Result<V, Malformed> {
    if reader.null()? {
        reader.notes().null();
        return Ok(V::default());
    }
    V::read(reader, item)
}

fn shown<V: Value>(value: &V) -> String {
    let mut out = String::new();
    value.show(&mut out);
    out
}

/// Prints a structure as Java's `toString` does in AWS's messages: `Tag(key=a, value=null)`.
#[derive(Debug)]
pub struct ShowStructure<'a> {
    out: &'a mut String,
    first: bool,
}

impl<'a> ShowStructure<'a> {
    /// Starts with the shape's name.
    pub fn start(name: &str, out: &'a mut String) -> Self {
        out.push_str(name);
        out.push('(');
        Self { out, first: true }
    }

    /// Appends a member.
    pub fn member<V: Value>(&mut self, member: &'static Member, value: Option<&V>) {
        if !self.first {
            self.out.push_str(", ");
        }
        self.first = false;
        self.out.push_str(member.path);
        self.out.push('=');
        match value {
            Some(_) if member.sensitive => self.out.push_str("*** Sensitive Data Redacted ***"),
            Some(value) => value.show(self.out),
            None => self.out.push_str("null"),
        }
    }

    /// Closes the structure.
    pub fn end(self) {
        self.out.push(')');
    }
}
