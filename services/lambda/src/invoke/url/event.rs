//! The event that a function gets for a web request: payload format 2.0,
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html>.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Serialize;
use tradewind_clock::Timestamp;

/// A request to a function URL.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit<'a> {
    /// The URL's id.
    pub(super) id: &'a str,
    pub(super) request_id: &'a str,
    pub(super) at: Timestamp,
    pub(super) host: &'a str,
    pub(super) method: &'a str,
    /// As it was sent.
    pub(super) path: &'a str,
    /// As it was sent, without the question mark.
    pub(super) query: &'a str,
    /// `HTTP/1.1`.
    pub(super) protocol: &'a str,
    pub(super) source_ip: &'a str,
    pub(super) headers: &'a [(String, String)],
    pub(super) body: &'a Bytes,
    /// Who it is, where that is known.
    pub(super) caller: Option<Caller<'a>>,
}

/// Whoever signed a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Caller<'a> {
    pub(super) access_key: &'a str,
    pub(super) account_id: &'a str,
    pub(super) caller_id: &'a str,
    pub(super) cognito_identity: Option<()>,
    pub(super) principal_org_id: Option<()>,
    pub(super) user_arn: &'a str,
    pub(super) user_id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    version: &'static str,
    route_key: &'static str,
    raw_path: &'a str,
    raw_query_string: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cookies: Vec<&'a str>,
    headers: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    query_string_parameters: BTreeMap<String, String>,
    request_context: RequestContext<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    is_base64_encoded: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext<'a> {
    account_id: &'a str,
    api_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer: Option<Authorizer<'a>>,
    domain_name: &'a str,
    domain_prefix: &'a str,
    http: Http<'a>,
    request_id: &'a str,
    route_key: &'static str,
    stage: &'static str,
    time: String,
    time_epoch: u64,
}

#[derive(Serialize)]
struct Authorizer<'a> {
    iam: Caller<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Http<'a> {
    method: &'a str,
    path: &'a str,
    protocol: &'a str,
    source_ip: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<&'a str>,
}

/// The event's JSON.
pub(super) fn write(visit: &Visit<'_>) -> Bytes {
    let (body, encoded) = body(visit);
    // The host without a port, as the name of a domain is.
    let domain = visit.host.rsplit_once(':').map_or(visit.host, |(domain, _)| domain);
    let event = Event {
        version: "2.0",
        route_key: "$default",
        raw_path: visit.path,
        raw_query_string: visit.query,
        cookies: cookies(visit.headers),
        headers: headers(visit.headers),
        query_string_parameters: parameters(visit.query),
        request_context: RequestContext {
            account_id: visit.caller.map_or("anonymous", |caller| caller.account_id),
            api_id: visit.id,
            authorizer: visit.caller.map(|iam| Authorizer { iam }),
            domain_name: domain,
            domain_prefix: visit.id,
            http: Http {
                method: visit.method,
                path: visit.path,
                protocol: visit.protocol,
                source_ip: visit.source_ip,
                user_agent: header(visit.headers, "user-agent"),
            },
            request_id: visit.request_id,
            route_key: "$default",
            stage: "$default",
            time: visit.at.format("%d/%b/%Y:%H:%M:%S +0000"),
            time_epoch: visit.at.as_millis(),
        },
        body,
        is_base64_encoded: encoded,
    };
    // Text keys and text values: nothing in it can fail to become JSON.
    serde_json::to_vec(&event).unwrap_or_default().into()
}

/// A header's first value.
pub(super) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Names in lower case, several values of one joined by commas; cookies stand elsewhere.
fn headers(given: &[(String, String)]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::<String, String>::new();
    for (name, value) in given.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("cookie")) {
        join(&mut out, name.to_ascii_lowercase(), value);
    }
    out
}

fn join(out: &mut BTreeMap<String, String>, name: String, value: &str) {
    match out.get_mut(&name) {
        Some(before) => {
            before.push(',');
            before.push_str(value);
        }
        None => drop(out.insert(name, value.to_owned())),
    }
}

fn cookies(given: &[(String, String)]) -> Vec<&str> {
    let lines = given.iter().filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    lines.flat_map(|(_, line)| line.split(';')).map(str::trim).filter(|cookie| !cookie.is_empty()).collect()
}

fn parameters(query: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        join(&mut out, decoded(name), &decoded(value));
    }
    out
}

/// Takes percent signs and plus signs away; what is no UTF-8 then becomes replacement characters.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'+' => out.push(b' '),
            b'%' => match escaped(after) {
                Some((byte, after)) => {
                    out.push(byte);
                    rest = after;
                }
                None => out.push(b'%'),
            },
            byte => out.push(*byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The byte that two hexadecimal digits stand for, and what follows them.
fn escaped(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<2>()?;
    let mut byte = [0];
    hex::decode_to_slice(digits, &mut byte).ok()?;
    Some((byte[0], rest))
}

/// Text as it is where the content type says it is text; everything else in base64.
fn body(visit: &Visit<'_>) -> (Option<String>, bool) {
    if visit.body.is_empty() {
        return (None, false);
    }
    let media = header(visit.headers, "content-type").unwrap_or_default();
    match std::str::from_utf8(visit.body) {
        Ok(text) if is_text(media) => (Some(text.to_owned()), false),
        _ => (Some(STANDARD.encode(visit.body)), true),
    }
}

fn is_text(content_type: &str) -> bool {
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media.starts_with("text/")
        || ["application/json", "application/javascript", "application/xml"].contains(&media.as_str())
        || (media.starts_with("application/") && (media.ends_with("+json") || media.ends_with("+xml")))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn visit<'a>(headers: &'a [(String, String)], body: &'a Bytes, query: &'a str) -> Visit<'a> {
        Visit {
            id: "abc",
            request_id: "r",
            at: Timestamp::from_millis(1_583_348_638_390),
            host: "abc.lambda-url.us-east-1.localhost:4566",
            method: "POST",
            path: "/my/p%20ath",
            query,
            protocol: "HTTP/1.1",
            source_ip: "127.0.0.1",
            headers,
            body,
            caller: None,
        }
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn has_the_members_of_format_two() {
        let headers = [
            pair("Content-Type", "text/plain"),
            pair("X-A", "1"),
            pair("x-a", "2"),
            pair("Cookie", "a=1; b=2"),
            pair("User-Agent", "curl"),
        ];
        let body = Bytes::from("hello");
        let event = write(&visit(&headers, &body, "p=v1&p=v%202&q=&r&s=a+b"));
        let read: Value = serde_json::from_slice(&event).expect("JSON");
        let want = json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": "/my/p%20ath",
            "rawQueryString": "p=v1&p=v%202&q=&r&s=a+b",
            "cookies": ["a=1", "b=2"],
            "headers": {"content-type": "text/plain", "x-a": "1,2", "user-agent": "curl"},
            "queryStringParameters": {"p": "v1,v 2", "q": "", "r": "", "s": "a b"},
            "requestContext": {
                "accountId": "anonymous",
                "apiId": "abc",
                "domainName": "abc.lambda-url.us-east-1.localhost",
                "domainPrefix": "abc",
                "http": {
                    "method": "POST", "path": "/my/p%20ath", "protocol": "HTTP/1.1",
                    "sourceIp": "127.0.0.1", "userAgent": "curl"
                },
                "requestId": "r",
                "routeKey": "$default",
                "stage": "$default",
                "time": "04/Mar/2020:19:03:58 +0000",
                "timeEpoch": 1_583_348_638_390_u64
            },
            "body": "hello",
            "isBase64Encoded": false
        });
        assert_eq!(read, want);
    }

    #[test]
    fn leaves_out_what_is_not_there() {
        let read: Value = serde_json::from_slice(&write(&visit(&[], &Bytes::new(), ""))).expect("JSON");
        for absent in ["cookies", "queryStringParameters", "body"] {
            assert!(read.get(absent).is_none(), "{absent}");
        }
        assert_eq!(read["isBase64Encoded"], false);
    }

    #[test]
    fn says_who_it_is() {
        let caller = Caller {
            access_key: "AKIA",
            account_id: "111122223333",
            caller_id: "AIDA",
            cognito_identity: None,
            principal_org_id: None,
            user_arn: "arn:aws:iam::111122223333:user/x",
            user_id: "AIDA",
        };
        let event = write(&Visit { caller: Some(caller), ..visit(&[], &Bytes::new(), "") });
        let read: Value = serde_json::from_slice(&event).expect("JSON");
        assert_eq!(read["requestContext"]["accountId"], "111122223333");
        assert_eq!(
            read["requestContext"]["authorizer"]["iam"],
            json!({
                "accessKey": "AKIA", "accountId": "111122223333", "callerId": "AIDA", "cognitoIdentity": null,
                "principalOrgId": null, "userArn": "arn:aws:iam::111122223333:user/x", "userId": "AIDA"
            })
        );
    }

    #[test]
    fn only_text_stays_text() {
        let kind = |media: &str, body: &'static [u8]| {
            let headers = [pair("content-type", media)];
            let body = Bytes::from_static(body);
            let read: Value = serde_json::from_slice(&write(&visit(&headers, &body, ""))).expect("JSON");
            (read["body"].as_str().expect("text").to_owned(), read["isBase64Encoded"] == true)
        };
        assert_eq!(kind("application/json; charset=utf-8", b"{}"), ("{}".to_owned(), false));
        assert_eq!(kind("application/cloudevents+json", b"{}"), ("{}".to_owned(), false));
        assert_eq!(kind("application/x-www-form-urlencoded", b"a=1"), ("YT0x".to_owned(), true));
        assert_eq!(kind("image/png", b"\x89P"), ("iVA=".to_owned(), true));
        assert_eq!(kind("text/plain", b"\xff"), ("/w==".to_owned(), true));
        assert_eq!(kind("", b"x"), ("eA==".to_owned(), true));
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(decoded("%zz%4%%41%+1"), "%zz%4%A% 1");
        assert_eq!(decoded("%C3%A9%ff"), "é\u{fffd}");
    }
}
