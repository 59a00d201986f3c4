//! `GET /_tradewind/logs?group=/aws/lambda/orders&account=...&region=...&since=...&next=...`: what functions have written, from
//! the log groups. One page is what FilterLogEvents gives; the next one begins where its `next` says. Whoever follows a log goes
//! on a little before its end, since streams overtake each other, and passes over the ids it knows.

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use tradewind_clock::Timestamp;
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_wire::Protocol;

use super::{json_answer, problem};
use crate::config::{DEFAULT_ACCOUNT, is_account, is_region};
use crate::edge::{Answer, form};
use crate::functions::log_groups::{Group, LogGroups};

/// How far before the end of a log a follower goes on, in milliseconds.
const OVERLAP: u64 = 5_000;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    group: Group,
    /// At most this old, in milliseconds.
    since: Option<u64>,
    next: Place,
}

/// Where a reading goes on: from a time, and within that from a token. As text: `<milliseconds>:<token>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    from: u64,
    token: Option<String>,
}

/// A line as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    /// The event's id; the lines of one event share it.
    pub(crate) id: String,
    /// RFC 3339, milliseconds.
    pub(crate) at: String,
    /// The log stream.
    pub(crate) stream: String,
    /// The text.
    pub(crate) text: String,
}

struct Page {
    lines: Vec<Line>,
    next: Place,
}

/// One page; the next one begins where its `next` says.
pub(super) async fn answer(cloud: &Cloud, logs: &LogGroups, region: &str, query: &str) -> Answer {
    let Asked { group, since, mut next } = match read(query, region) {
        Ok(asked) => asked,
        Err(message) => return problem(StatusCode::BAD_REQUEST, &message),
    };
    logs.flush().await;
    if let Some(since) = since {
        next.from = next.from.max(cloud.clock().now().as_millis().saturating_sub(since));
    }
    match page(cloud, &group, next).await {
        Ok(Page { lines, next }) => {
            let more = next.token.is_some();
            json_answer(StatusCode::OK, &json!({ "lines": lines, "next": next.to_string(), "more": more }))
        }
        Err((status, error)) => problem(status, &format!("The log can't be read: {error}")),
    }
}

/// All lines of a group from a time on, in milliseconds.
#[cfg(test)]
pub(crate) async fn lines(cloud: &Cloud, group: &Group, from: u64) -> Result<Vec<Line>, (StatusCode, String)> {
    let mut next = Place { from, token: None };
    let mut lines = Vec::new();
    loop {
        let page = page(cloud, group, next).await?;
        lines.extend(page.lines);
        next = page.next;
        if next.token.is_none() {
            return Ok(lines);
        }
    }
}

/// The status and the text of a refusal are those of the log service.
async fn page(cloud: &Cloud, group: &Group, place: Place) -> Result<Page, (StatusCode, String)> {
    let mut input = json!({ "logGroupName": group.name, "startTime": place.from });
    if let Some(token) = &place.token {
        input["nextToken"] = json!(token);
    }
    let Some(service) = cloud.find("logs") else { return Ok(Page { lines: Vec::new(), next: place }) };
    let incoming = Incoming {
        service: service.clone(),
        operation: "FilterLogEvents".to_owned(),
        protocol: Protocol::AwsJson11,
        body: Bytes::from(input.to_string()),
        head: None,
        account: group.account.clone(),
        region: group.region.clone(),
        principal: Principal::Account,
        endpoint: String::new(),
        source_ip: None,
        user_agent: None,
        trace: None,
    };
    let response = cloud.handle(incoming).await;
    let status = response.status;
    let body = response.body.into_bytes().unwrap_or_default();
    let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if status != 200 {
        if text(&answer, "__type").ends_with("ResourceNotFoundException") {
            return Ok(Page { lines: Vec::new(), next: Place { token: None, ..place } });
        }
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        return Err((status, text(&answer, "message")));
    }
    let mut lines = Vec::new();
    let mut last = place.from;
    for event in answer.get("events").and_then(Value::as_array).into_iter().flatten() {
        let at = event.get("timestamp").and_then(Value::as_u64).unwrap_or_default();
        last = last.max(at);
        let at = Timestamp::from_millis(at).format("%Y-%m-%dT%H:%M:%S%.3fZ");
        let message = text(event, "message");
        let message = message.strip_suffix('\n').unwrap_or(&message);
        // A text of several lines (a stack trace that one write brought) is several lines of the same time.
        for part in message.split('\n') {
            let (id, stream) = (text(event, "eventId"), text(event, "logStreamName"));
            lines.push(Line { id, at: at.clone(), stream, text: part.to_owned() });
        }
    }
    let next = match answer.get("nextToken").and_then(Value::as_str) {
        Some(token) => Place { from: place.from, token: Some(token.to_owned()) },
        None => Place { from: place.from.max(last.saturating_sub(OVERLAP)), token: None },
    };
    Ok(Page { lines, next })
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.from, self.token.as_deref().unwrap_or_default())
    }
}

impl std::str::FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Place, ()> {
        let (from, token) = text.split_once(':').ok_or(())?;
        let token = (!token.is_empty()).then(|| token.to_owned());
        Ok(Place { from: from.parse().map_err(drop)?, token })
    }
}

fn read(query: &str, region: &str) -> Result<Asked, String> {
    let given = |name: &str| form::find(query.as_bytes(), name.as_bytes()).map(std::borrow::Cow::into_owned);
    let name = given("group").filter(|name| !name.is_empty()).ok_or("Name a log group: group=/aws/lambda/NAME")?;
    let account = given("account").unwrap_or_else(|| DEFAULT_ACCOUNT.to_owned());
    if !is_account(&account) {
        return Err("An account has 12 digits.".to_owned());
    }
    let region = given("region").unwrap_or_else(|| region.to_owned());
    if !is_region(&region) {
        return Err("This is not the name of a region.".to_owned());
    }
    let since = given("since").map(|since| since.parse().map_err(|_| "An age is a number of milliseconds.".to_owned()));
    let next = given("next").map(|next| next.parse().map_err(|()| "This is not where a page has ended.".to_owned()));
    Ok(Asked {
        group: Group { account, region, name },
        since: since.transpose()?,
        next: next.transpose()?.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_needed_and_the_rest_has_defaults() {
        let asked = read("group=%2Faws%2Flambda%2Fa", "eu-west-1").unwrap();
        assert_eq!((asked.group.account.as_str(), asked.group.region.as_str()), (DEFAULT_ACCOUNT, "eu-west-1"));
        assert_eq!((asked.group.name.as_str(), asked.since, asked.next), ("/aws/lambda/a", None, Place::default()));
        let asked = read("group=g&account=123456789012&region=us-east-1&next=3%3Aab&since=99", "eu-west-1").unwrap();
        assert_eq!((asked.group.account.as_str(), asked.group.region.as_str()), ("123456789012", "us-east-1"));
        assert_eq!((asked.next.to_string().as_str(), asked.since), ("3:ab", Some(99)));
        for wrong in
            ["", "group=", "group=g&account=12", "group=g&region=%2F..", "group=g&next=soon", "group=g&since=x"]
        {
            assert!(read(wrong, "eu-west-1").is_err(), "{wrong}");
        }
    }
}
