//! Requests made of properties.

use std::borrow::Cow;

use tradewind_wire::Document;

use crate::wanted::Wanted;

/// The input of an operation, put together from properties. What is missing or null is left out.
#[derive(Debug, Clone, Default)]
pub struct Request(Vec<(Cow<'static, str>, Document)>);

impl Request {
    /// Nothing yet.
    pub fn new() -> Request {
        Request::default()
    }

    /// Of the properties of these names, which the operation's members share.
    pub fn of(wanted: &Wanted, names: &[&'static str]) -> Request {
        names.iter().fold(Request::new(), |request, name| request.maybe(name, wanted.property(name).cloned()))
    }

    /// The same with a member.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Document>) -> Request {
        self.0.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// The same with a member, if there is a value.
    #[must_use]
    pub fn maybe<T: Into<Document>>(self, name: &'static str, value: Option<T>) -> Request {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Whether no member has been set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Request> for Document {
    fn from(request: Request) -> Document {
        Document::Map(request.0)
    }
}

/// A property that holds JSON as the text operations take: text stays as it is.
pub fn json_text(value: &Document) -> String {
    match value {
        Document::String(text) => text.clone(),
        other => String::from_utf8_lossy(&other.to_json_vec()).into_owned(),
    }
}

/// The text that lies at a path of an answer; empty where there is none.
pub fn text_at<'a>(answer: &'a Document, path: &[&str]) -> &'a str {
    let found = path.iter().try_fold(answer, |document, name| document.get(name));
    found.and_then(Document::as_str).unwrap_or_default()
}

/// The texts of a list; nothing for anything else.
pub fn texts(list: Option<&Document>) -> Vec<String> {
    let items = list.and_then(Document::as_list).unwrap_or_default();
    items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// What stands in `these` and not in `those`, in its order.
pub fn without(these: &[String], those: &[String]) -> Vec<String> {
    these.iter().filter(|one| !those.contains(one)).cloned().collect()
}
