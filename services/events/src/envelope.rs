//! The event as its targets see it.
//!
//! ```json
//! {"version":"0","id":"…","detail-type":"…","source":"…","account":"…","time":"…","region":"…","resources":[…],"detail":{…}}
//! ```
//!
//! The members always stand in this order and without white space between tokens. See
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html>.

use std::ops::Range;

use tradewind_pattern::EventParts;

use crate::json::{self, NotJson};

const VERSION: &str = "0";

/// What an event says, before its envelope is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) id: &'a str,
    pub(crate) detail_type: &'a str,
    pub(crate) source: &'a str,
    pub(crate) account: &'a str,
    /// As `2026-01-02T03:04:05Z`.
    pub(crate) time: &'a str,
    pub(crate) region: &'a str,
    pub(crate) resources: &'a [String],
}

/// An event with its envelope, ready to be matched and delivered.
#[derive(Clone, Debug)]
pub(crate) struct Event<'a> {
    parts: Parts<'a>,
    text: String,
    detail: Range<usize>,
    /// The X-Ray header that travels with it.
    pub(crate) trace: Option<&'a str>,
}

impl<'a> Event<'a> {
    /// Writes the envelope once. `detail` must be a JSON object.
    pub(crate) fn new(parts: Parts<'a>, detail: &str, trace: Option<&'a str>) -> Result<Event<'a>, NotJson> {
        let mut out = Vec::with_capacity(300 + detail.len() + parts.source.len() + parts.detail_type.len());
        out.extend_from_slice(b"{\"version\":\"0\",\"id\":");
        json::push_string(&mut out, parts.id);
        for (key, value) in [
            ("detail-type", parts.detail_type),
            ("source", parts.source),
            ("account", parts.account),
            ("time", parts.time),
            ("region", parts.region),
        ] {
            out.extend_from_slice(b",\"");
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(b"\":");
            json::push_string(&mut out, value);
        }
        out.extend_from_slice(b",\"resources\":[");
        for (index, resource) in parts.resources.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            json::push_string(&mut out, resource);
        }
        out.extend_from_slice(b"],\"detail\":");
        let start = out.len();
        json::compact(detail, &mut out)?;
        if out.get(start) != Some(&b'{') {
            return Err(NotJson { at: 0 });
        }
        let detail = start..out.len();
        out.push(b'}');
        // Everything was copied from text at character borders.
        let text = String::from_utf8(out).map_err(|_| NotJson { at: 0 })?;
        Ok(Event { parts, text, detail, trace })
    }

    /// The event's id.
    pub(crate) fn id(&self) -> &str {
        self.parts.id
    }

    /// The whole envelope.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// As the matcher wants it.
    pub(crate) fn parts(&self) -> EventParts<'_> {
        EventParts {
            version: VERSION,
            id: self.parts.id,
            detail_type: self.parts.detail_type,
            source: self.parts.source,
            account: self.parts.account,
            time: self.parts.time,
            region: self.parts.region,
            resources: self.parts.resources,
            detail: self.text.as_bytes().get(self.detail.clone()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_aws_order_and_escapes() {
        let resources = ["arn:one".to_owned(), "two \"2\"".to_owned()];
        let parts = Parts {
            id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
            detail_type: "a \"type\"\n",
            source: "my.app",
            account: "123456789012",
            time: "2026-01-02T03:04:05Z",
            region: "us-east-1",
            resources: &resources,
        };
        let event = Event::new(parts, " { \"b\" : 1.0, \"a\": [ ] }\n", None).expect("valid");
        assert_eq!(
            event.text(),
            r#"{"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"a \"type\"\n","source":"my.app","account":"123456789012","time":"2026-01-02T03:04:05Z","region":"us-east-1","resources":["arn:one","two \"2\""],"detail":{"b":1.0,"a":[]}}"#
        );
        assert_eq!(event.parts().detail, br#"{"b":1.0,"a":[]}"#);
        assert!(Event::new(parts, "[1]", None).is_err());
        assert!(Event::new(parts, "\"{}\"", None).is_err());
        assert!(Event::new(parts, "{", None).is_err());
    }
}
