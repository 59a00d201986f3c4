//! [`Value`]: a template's value that remembers where its texts come from.
//!
//! The logical id of a RestApi's deployment carries a hash over the API's definition as Python 2.7 would have printed it: texts
//! of the template as `u'text'`, texts of the transform's own as `'text'`. So the transform works on values whose texts know
//! whether they are the template's ([`Text::foreign`]).

use std::borrow::Cow;
use std::ops::Deref;

use tradewind_wire::Document;

/// A text and whether it came from the template.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    text: String,
    foreign: bool,
}

impl Text {
    /// A text that came from the template, or was made of one.
    pub(crate) fn foreign(text: impl Into<String>) -> Self {
        Self { text: text.into(), foreign: true }
    }

    /// Whether the text came from the template.
    pub(crate) fn is_foreign(&self) -> bool {
        self.foreign
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), foreign: false }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { text, foreign: false }
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

/// A value of a template.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Text),
    List(Vec<Value>),
    Map(Map),
}

/// A map that keeps the order in which its keys were first written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Map(Vec<(Text, Value)>);

impl Map {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| &**name == key).map(|(_, value)| value)
    }

    /// The value under a key, where null counts as absent.
    pub(crate) fn given(&self, key: &str) -> Option<&Value> {
        self.get(key).filter(|value| **value != Value::Null)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(name, _)| &**name == key).map(|(_, value)| value)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Writes a value under a key; a key that stands already keeps its place.
    pub(crate) fn set(&mut self, key: impl Into<Text>, value: impl Into<Value>) {
        let key = key.into();
        match self.get_mut(&key) {
            Some(old) => *old = value.into(),
            None => self.0.push((key, value.into())),
        }
    }

    /// Writes a value if there is one.
    pub(crate) fn maybe(&mut self, key: impl Into<Text>, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Copies those of the named keys that `from` has.
    pub(crate) fn copy(&mut self, from: &Map, keys: &[&str]) {
        for key in keys {
            self.maybe(*key, from.given(key).cloned());
        }
    }

    pub(crate) fn with(mut self, key: impl Into<Text>, value: impl Into<Value>) -> Self {
        self.set(key, value);
        self
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.0.iter().position(|(name, _)| &**name == key)?;
        Some(self.0.remove(at).1)
    }

    /// The map under a key, made when nothing (or something that is no map) stands there.
    pub(crate) fn map_at(&mut self, key: impl Into<Text>) -> &mut Map {
        let key = key.into();
        let at = match self.0.iter().position(|(name, _)| *name == key) {
            Some(at) => at,
            None => {
                self.0.push((key, Value::Null));
                self.0.len() - 1
            }
        };
        let value = &mut self.0[at].1;
        if !matches!(value, Value::Map(_)) {
            *value = Value::Map(Map::new());
        }
        match value {
            Value::Map(map) => map,
            _ => unreachable!("made a map one line above"),
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (&Text, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&Text, &mut Value)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Text> {
        self.0.iter().map(|(key, _)| key)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds all entries of another map, over those that stand already.
    pub(crate) fn extend(&mut self, other: Map) {
        for (key, value) in other.0 {
            self.set(key, value);
        }
    }
}

impl FromIterator<(Text, Value)> for Map {
    fn from_iter<T: IntoIterator<Item = (Text, Value)>>(iter: T) -> Self {
        let mut map = Self::new();
        for (key, value) in iter {
            map.set(key, value);
        }
        map
    }
}

impl IntoIterator for Map {
    type Item = (Text, Value);
    type IntoIter = std::vec::IntoIter<(Text, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Value {
    /// The value under a key, if this is a map; null counts as absent.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.given(key)
    }

    /// The value at the end of a path of keys.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    pub(crate) fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    pub(crate) fn as_map_mut(&mut self) -> Option<&mut Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    pub(crate) fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn as_text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        self.as_text().map(|text| &**text)
    }

    /// Whether Python would take the value for true.
    pub(crate) fn truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Int(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Map(map) => !map.is_empty(),
        }
    }

    /// The value as a list: itself, or a list of one.
    pub(crate) fn listed(&self) -> Vec<Value> {
        match self {
            Self::List(items) => items.clone(),
            other => vec![other.clone()],
        }
    }

    /// A value of the template.
    pub(crate) fn from_document(document: &Document) -> Self {
        match document {
            Document::Null | Document::Stream(_) | Document::Blob(_) => Self::Null,
            Document::Bool(value) => Self::Bool(*value),
            Document::Integer(value) => Self::Int(*value),
            Document::Float(value) => Self::Float(*value),
            Document::String(text) => Self::Text(Text::foreign(text.as_str())),
            Document::List(items) => Self::List(items.iter().map(Self::from_document).collect()),
            Document::Map(entries) => Self::Map(
                entries.iter().map(|(key, value)| (Text::foreign(key.as_ref()), Self::from_document(value))).collect(),
            ),
        }
    }

    pub(crate) fn into_document(self) -> Document {
        match self {
            Self::Null => Document::Null,
            Self::Bool(value) => Document::Bool(value),
            Self::Int(value) => Document::Integer(value),
            Self::Float(value) => Document::Float(value),
            Self::Text(text) => Document::String(text.text),
            Self::List(items) => Document::List(items.into_iter().map(Self::into_document).collect()),
            Self::Map(map) => {
                Document::Map(map.into_iter().map(|(k, v)| (Cow::Owned(k.text), v.into_document())).collect())
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<&Text> for Value {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Self {
        value.clone()
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// A map written as it stands: `map! { "Key" => value, ... }`.
macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "an empty map is never written to")]
        let mut map = $crate::value::Map::new();
        $(map.set($key, $value);)*
        map
    }};
}

/// A list written as it stands.
macro_rules! list {
    ($($item:expr),* $(,)?) => {
        $crate::value::Value::List(vec![$($crate::value::Value::from($item)),*])
    };
}

pub(crate) use {list, map};
