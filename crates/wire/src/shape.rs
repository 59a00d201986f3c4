//! The [`Shape`] trait and the helpers that derived code calls.

use crate::{Malformed, Member, Path, Reader, Value, Violations, Writer};

/// One API shape: a struct whose fields are the members of AWS's model.
///
/// ```
/// use std::collections::BTreeMap;
/// use tradewind_wire::Shape;
///
/// #[derive(Shape, Debug, Clone, Default, PartialEq)]
/// pub struct CreateQueueRequest {
///     #[shape(required, length = 1..=80)]
///     pub queue_name: String,
///     #[shape(query = "Attribute", flat, key = "Name", value = "Value")]
///     pub attributes: Option<BTreeMap<String, String>>,
///     #[shape(name = "tags", query = "Tag", flat, key = "Key", value = "Value")]
///     pub tags: Option<BTreeMap<String, String>>,
/// }
/// ```
///
/// A field's wire name is its name in PascalCase. On a field, `#[shape(...)]` says what the model says:
///
/// | word | meaning |
/// |---|---|
/// | `name = ".."` | the wire name |
/// | `required` | absence is a violation |
/// | `query = ".."` | the name in awsQuery and XML; an empty one is the text of the structure's own element in XML |
/// | `attribute` | an attribute of the structure's element in XML |
/// | `namespace = ".."`, `prefix = ".."` | a namespace that its element declares in XML |
/// | `flat`, `key = ".."`, `value = ".."` | flattened list or map, what a map calls its keys and values |
/// | `length = a..=b`, `range = a..=b`, `pattern = ".."`, `one_of = [..]` | constraints |
/// | `item(..)`, `map_key(..)` | the same words for a list's elements or a map's values, and for a map's keys |
/// | `timestamp_format = ".."` | `iso8601`, `iso8601-seconds`, `rfc822` or `unixTimestamp` |
/// | `header`, `headers`, `query_param`, `query_params`, `label` (`= ".."`), `payload`, `status_code`, `host_label` | REST bindings |
/// | `sensitive` | the value stays out of messages |
///
/// On the struct: `name = ".."` is the shape's name where it is not the type's, `xml = ".."` what an answer's root element is
/// called where that is not the shape's name.
pub trait Shape: Value {
    /// The shape's name in AWS's model.
    const NAME: &'static str;
    /// What its element is called in XML, where it is a whole body.
    const XML: &'static str = Self::NAME;
    /// Whether it takes its payload as it comes: a member that is the payload and a [`crate::Stream`].
    const STREAMS: bool = false;
    /// What the model says about each member, in the order of the fields.
    const MEMBERS: &'static [Member];
    /// The place in [`Shape::MEMBERS`] of the member with this wire name.
    fn index(name: &[u8]) -> Option<usize>;
    /// Checks every member.
    fn validate_members(&self, path: &Path<'_>, out: &mut Violations);
}

/// Reads one member's value and completes the paths of what was noted inside it.
#[inline]
pub fn read_member<R: Reader, V: Value>(reader: &mut R, member: &'static Member) -> Result<V, Malformed> {
    let mark = reader.notes().mark();
    let value = V::read(reader, member)?;
    reader.notes().prefix_since(mark, || member.path.to_owned());
    Ok(value)
}

/// The value of a required member, or a note and its default.
#[inline]
pub fn required<R: Reader, V: Default>(reader: &mut R, slot: Option<V>, member: &'static Member) -> V {
    match slot {
        Some(value) => value,
        None => {
            reader.notes().absent(member.path);
            V::default()
        }
    }
}

/// The value of a required member that the type allows to be absent.
#[inline]
pub fn note_if_absent<R: Reader, V>(reader: &mut R, slot: Option<V>, member: &'static Member) -> Option<V> {
    if slot.is_none() {
        reader.notes().absent(member.path);
    }
    slot
}

/// Writes one member.
#[inline]
pub fn write_member<W: Writer, V: Value>(writer: &mut W, value: &V, member: &'static Member) {
    writer.member_start(member);
    value.write(writer, member);
    writer.member_end(member);
}

/// Checks one member: what was noted about it while reading, or its value.
#[inline]
pub fn validate_member<V: Value>(value: Option<&V>, member: &'static Member, path: &Path<'_>, out: &mut Violations) {
    let path = path.member(member.path);
    if out.noted(&path, member) {
        return;
    }
    if let Some(value) = value {
        value.validate(member, &path, out);
    }
}

/// The output of an operation that has none.
impl Shape for () {
    const NAME: &'static str = "";
    const MEMBERS: &'static [Member] = &[];

    fn index(_: &[u8]) -> Option<usize> {
        None
    }

    fn validate_members(&self, _: &Path<'_>, _: &mut Violations) {}
}

impl Value for () {
    fn read<R: Reader>(reader: &mut R, _: &'static Member) -> Result<Self, Malformed> {
        reader.structure_start()?;
        while reader.next_member::<Self>()?.is_some() {}
        Ok(())
    }

    fn write<W: Writer>(&self, writer: &mut W, _: &'static Member) {
        writer.structure_start();
        writer.structure_end();
    }

    fn show(&self, out: &mut String) {
        out.push_str("()");
    }
}
