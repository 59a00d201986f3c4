//! What an extension asks for.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html>

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::Deserialize;

/// The form of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schema {
    V2022July,
    V2022December,
    V2025January,
}

/// How records are delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// A JSON array in a POST to this path.
    Http { path: String },
    /// A JSON object a line.
    Tcp,
}

/// A valid subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subscription {
    pub(crate) schema: Schema,
    pub(crate) platform: bool,
    pub(crate) function: bool,
    pub(crate) extension: bool,
    pub(crate) protocol: Protocol,
    pub(crate) port: u16,
    pub(crate) max_items: usize,
    pub(crate) max_bytes: usize,
    pub(crate) timeout: Duration,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    schema_version: Option<String>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    buffering: Buffering,
    destination: Option<Destination>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Buffering {
    max_items: Option<u64>,
    max_bytes: Option<u64>,
    timeout_ms: Option<u64>,
}

#[derive(Deserialize)]
struct Destination {
    protocol: Option<String>,
    #[serde(rename = "URI")]
    uri: Option<String>,
    // TCP is told by its port alone.
    port: Option<u16>,
}

/// The port of the Runtime API is not one to deliver to.
const RESERVED: u16 = 9_001;

impl Subscription {
    /// Reads a request's body.
    ///
    /// # Errors
    /// Everything that is wrong with it, separated by semicolons, as AWS does.
    pub(crate) fn read(body: &[u8]) -> Result<Subscription, String> {
        let body: Body = serde_json::from_slice(body).map_err(|_| "the request body is not valid".to_owned())?;
        let mut wrong = Vec::new();
        let schema = schema(body.schema_version.as_deref(), &mut wrong);
        let (protocol, port) = destination(body.destination, &mut wrong);
        let of = |name: &str| body.types.iter().any(|known| known == name);
        let (platform, function, extension) = (of("platform"), of("function"), of("extension"));
        if body.types.is_empty() {
            wrong.push("types should not be empty".to_owned());
        }
        for unknown in body.types.iter().filter(|name| !["platform", "function", "extension"].contains(&name.as_str()))
        {
            wrong.push(format!("{unknown} is not a valid type"));
        }
        let Buffering { max_items, max_bytes, timeout_ms } = body.buffering;
        let max_items = within("maxItems", max_items, 10_000, 1_000..=10_000, &mut wrong);
        let max_bytes = within("maxBytes", max_bytes, 262_144, 262_144..=1_048_576, &mut wrong);
        let timeout = within("timeoutMs", timeout_ms, 1_000, 25..=30_000, &mut wrong);
        if !wrong.is_empty() {
            return Err(wrong.join("; "));
        }
        Ok(Subscription {
            schema,
            platform,
            function,
            extension,
            protocol,
            port,
            max_items: usize::try_from(max_items).unwrap_or(usize::MAX),
            max_bytes: usize::try_from(max_bytes).unwrap_or(usize::MAX),
            timeout: Duration::from_millis(timeout),
        })
    }

    /// As log lines and records name them.
    pub(crate) fn types(&self) -> Vec<&'static str> {
        let all = [("platform", self.platform), ("function", self.function), ("extension", self.extension)];
        all.into_iter().filter_map(|(name, wanted)| wanted.then_some(name)).collect()
    }
}

fn schema(said: Option<&str>, wrong: &mut Vec<String>) -> Schema {
    match said {
        Some("2022-07-01") => return Schema::V2022July,
        Some("2022-12-13") => return Schema::V2022December,
        Some("2025-01-29") => return Schema::V2025January,
        Some(other) => wrong.push(format!("schemaVersion {other} is not supported")),
        None => wrong.push("schemaVersion is not provided".to_owned()),
    }
    Schema::V2022July
}

fn within(name: &str, said: Option<u64>, usual: u64, range: RangeInclusive<u64>, wrong: &mut Vec<String>) -> u64 {
    let value = said.unwrap_or(usual);
    if !range.contains(&value) {
        wrong.push(format!("{name} should be between {} and {}", range.start(), range.end()));
    }
    value
}

fn destination(said: Option<Destination>, wrong: &mut Vec<String>) -> (Protocol, u16) {
    let nothing = (Protocol::Tcp, 0);
    let Some(said) = said else {
        wrong.push("destination is not provided".to_owned());
        return nothing;
    };
    let scheme = match said.protocol.as_deref() {
        Some("HTTP") => "http://",
        Some("TCP") => "tcp://",
        Some(other) => {
            wrong.push(format!("protocol {other} is not supported"));
            return nothing;
        }
        None => {
            wrong.push("protocol is not provided".to_owned());
            return nothing;
        }
    };
    let tcp = scheme == "tcp://";
    let (port, path) = match (said.uri.as_deref(), said.port) {
        (None, Some(port)) if tcp => (Some(port), ""),
        (Some(uri), _) => match address(uri, scheme) {
            Ok(found) => found,
            Err(why) => {
                wrong.push(why);
                return nothing;
            }
        },
        (None, _) => {
            wrong.push("URI is not provided".to_owned());
            return nothing;
        }
    };
    let port = match port {
        Some(RESERVED) => {
            wrong.push(format!("port {RESERVED} is reserved"));
            return nothing;
        }
        Some(port) => port,
        None => {
            wrong.push("URI port is not provided".to_owned());
            return nothing;
        }
    };
    let path = if path.is_empty() { "/".to_owned() } else { path.to_owned() };
    (if tcp { Protocol::Tcp } else { Protocol::Http { path } }, port)
}

/// The port and the path of `http://sandbox.localdomain:8080/path`.
fn address<'a>(uri: &'a str, scheme: &str) -> Result<(Option<u16>, &'a str), String> {
    let invalid = || format!("URI {uri} is not valid");
    let rest = uri.strip_prefix(scheme).ok_or_else(invalid)?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(invalid());
    }
    let (host, port) = match authority.split_once(':') {
        None => (authority, None),
        Some((host, port)) => (host, Some(port.parse::<u16>().ok().filter(|port| *port > 0).ok_or_else(invalid)?)),
    };
    // Telemetry goes nowhere but to the instance itself.
    if host != "sandbox.localdomain" && host != "sandbox" {
        return Err(format!("URI host {host} should be sandbox.localdomain"));
    }
    Ok((port, path))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(body: &Value) -> Result<Subscription, String> {
        Subscription::read(body.to_string().as_bytes())
    }

    fn http(uri: &str) -> Value {
        let destination = json!({"protocol": "HTTP", "URI": uri});
        json!({"schemaVersion": "2022-12-13", "types": ["platform"], "destination": destination})
    }

    #[test]
    fn what_is_not_said_has_the_documented_default() {
        let read = read(&http("http://sandbox.localdomain:8080/logs?a=b")).expect("valid");
        assert_eq!((read.max_items, read.max_bytes, read.timeout), (10_000, 262_144, Duration::from_secs(1)));
        assert_eq!((read.port, read.protocol), (8_080, Protocol::Http { path: "/logs?a=b".to_owned() }));
        assert_eq!((read.platform, read.function, read.extension), (true, false, false));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let destination = json!({"protocol": "HTTP", "URI": "http://sandbox.localdomain"});
        let body = json!({"schemaVersion": "2022-07-01", "types": [], "destination": destination});
        // The documentation's own example.
        assert_eq!(read(&body), Err("URI port is not provided; types should not be empty".to_owned()));
    }

    #[test]
    fn each_type_is_asked_for_by_itself() {
        let mut body = http("http://sandbox.localdomain:8080");
        body["types"] = json!(["extension"]);
        let read = read(&body).expect("valid");
        assert_eq!((read.platform, read.function, read.extension), (false, false, true));
        assert_eq!(read.types(), ["extension"]);
    }

    #[test]
    fn limits_and_places_are_held() {
        for uri in ["http://example.com:80", "https://sandbox:80", "http://sandbox:9001", "http://sandbox:0", "sandbox"]
        {
            assert!(read(&http(uri)).is_err(), "{uri}");
        }
        for (name, value, fits) in [
            ("maxItems", 999, false),
            ("maxItems", 1_000, true),
            ("maxItems", 10_001, false),
            ("maxBytes", 262_143, false),
            ("maxBytes", 1_048_576, true),
            ("timeoutMs", 24, false),
            ("timeoutMs", 25, true),
            ("timeoutMs", 30_001, false),
        ] {
            let mut body = http("http://sandbox:80");
            body["buffering"] = json!({name: value});
            assert_eq!(read(&body).is_ok(), fits, "{name} {value}");
        }
    }
}
