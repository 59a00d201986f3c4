//! What a function's response means for a web client:
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload>.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value};

/// What stands between the prelude of a streamed response and its body.
pub(super) const DELIMITER: [u8; 8] = [0; 8];

/// A prelude longer than this, in bytes, is refused.
pub(super) const PRELUDE_BYTES: usize = 65_536;

/// An answer's beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// Names in lower case; `set-cookie` once for each cookie.
    pub(super) headers: Vec<(String, String)>,
}

/// The response is none that a web client could be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoAnswer;

/// Headers that belong to the connection: the server makes its own, and the function's go by another name.
const REMAPPED: &[&str] = &[
    "connection",
    "content-length",
    "date",
    "keep-alive",
    "proxy-authenticate",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl Head {
    /// An answer of this content type.
    pub(super) fn plain(status: u16, content_type: &str) -> Head {
        Head { status, headers: vec![("content-type".to_owned(), content_type.to_owned())] }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(given, _)| given == name)
    }

    /// Puts a header in the place of all of its name.
    pub(super) fn set(&mut self, name: &str, value: String) {
        self.headers.retain(|(given, _)| given != name);
        self.headers.push((name.to_owned(), value));
    }
}

/// Reads a buffered response.
pub(super) fn read(payload: &Bytes) -> Result<(Head, Bytes), NoAnswer> {
    match serde_json::from_slice::<Value>(payload) {
        Ok(Value::Object(members)) if members.contains_key("statusCode") => {
            let mut head = head(&members)?;
            if !head.has("content-type") {
                head.headers.push(("content-type".to_owned(), "application/json".to_owned()));
            }
            Ok((head, body(&members)?))
        }
        // JSON without a status code is the body.
        Ok(_) => Ok((Head::plain(200, "application/json"), payload.clone())),
        // A function that streams can be called where responses are buffered.
        Err(_) => {
            let at = payload.windows(DELIMITER.len()).position(|window| window == DELIMITER).ok_or(NoAnswer)?;
            let head = prelude(payload.get(..at).unwrap_or_default())?;
            Ok((head, payload.slice(at + DELIMITER.len()..)))
        }
    }
}

/// Reads the prelude of a streamed response.
pub(super) fn prelude(text: &[u8]) -> Result<Head, NoAnswer> {
    let Ok(Value::Object(members)) = serde_json::from_slice(text) else { return Err(NoAnswer) };
    let mut head = head(&members)?;
    if !head.has("content-type") {
        head.headers.push(("content-type".to_owned(), "application/octet-stream".to_owned()));
    }
    Ok(head)
}

fn head(members: &Map<String, Value>) -> Result<Head, NoAnswer> {
    let mut headers = Vec::new();
    match members.get("headers") {
        None | Some(Value::Null) => {}
        Some(Value::Object(given)) => {
            for (name, value) in given {
                headers.push((header_name(name)?, header_value(value)?));
            }
        }
        Some(_) => return Err(NoAnswer),
    }
    match members.get("cookies") {
        None | Some(Value::Null) => {}
        Some(Value::Array(cookies)) => {
            for cookie in cookies {
                headers.push(("set-cookie".to_owned(), header_value(cookie)?));
            }
        }
        Some(_) => return Err(NoAnswer),
    }
    Ok(Head { status: status(members.get("statusCode"))?, headers })
}

fn status(given: Option<&Value>) -> Result<u16, NoAnswer> {
    let number = match given {
        None => Some(200),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        Some(_) => None,
    };
    let status = number.and_then(|number| u16::try_from(number).ok());
    status.filter(|status| (200..=599).contains(status)).ok_or(NoAnswer)
}

fn header_name(given: &str) -> Result<String, NoAnswer> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if given.is_empty() || !given.bytes().all(token) {
        return Err(NoAnswer);
    }
    let name = given.to_ascii_lowercase();
    let own = REMAPPED.contains(&name.as_str());
    Ok(if own { ["x-amzn-remapped-", &name].concat() } else { name })
}

fn header_value(given: &Value) -> Result<String, NoAnswer> {
    let text = match given {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        _ => return Err(NoAnswer),
    };
    let printable = text.chars().all(|char| char == '\t' || (char >= ' ' && char != '\u{7f}'));
    if printable { Ok(text) } else { Err(NoAnswer) }
}

fn body(members: &Map<String, Value>) -> Result<Bytes, NoAnswer> {
    let text = match members.get("body") {
        None | Some(Value::Null) => return Ok(Bytes::new()),
        Some(Value::String(text)) => text,
        Some(_) => return Err(NoAnswer),
    };
    match members.get("isBase64Encoded") {
        None | Some(Value::Null | Value::Bool(false)) => Ok(Bytes::copy_from_slice(text.as_bytes())),
        Some(Value::Bool(true)) => STANDARD.decode(text).map(Bytes::from).map_err(|_| NoAnswer),
        Some(_) => Err(NoAnswer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Status, headers, body.
    type Read = (u16, Vec<(String, String)>, String);

    fn answer(text: &str) -> Result<Read, NoAnswer> {
        let (head, body) = read(&Bytes::copy_from_slice(text.as_bytes()))?;
        Ok((head.status, head.headers, String::from_utf8_lossy(&body).into_owned()))
    }

    fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
        given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn json_without_a_status_is_the_body() {
        let json = pairs(&[("content-type", "application/json")]);
        for text in ["{\"message\": \"Hello, world!\"}", "\"Hello, world!\"", "[1]", "null", "7"] {
            assert_eq!(answer(text), Ok((200, json.clone(), text.to_owned())));
        }
    }

    #[test]
    fn a_status_makes_it_an_answer() {
        let text = r#"{"statusCode": 201, "headers": {"Content-Type": "text/html", "X-N": 3, "Date": "x", "Content-Length": "9"},
            "body": "aGk=", "cookies": ["a=1", "b=2; Secure"], "isBase64Encoded": true}"#;
        let headers = pairs(&[
            ("content-type", "text/html"),
            ("x-n", "3"),
            ("x-amzn-remapped-date", "x"),
            ("x-amzn-remapped-content-length", "9"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2; Secure"),
        ]);
        assert_eq!(answer(text), Ok((201, headers, "hi".to_owned())));
        let bare = pairs(&[("content-type", "application/json")]);
        assert_eq!(answer("{\"statusCode\":\"404\",\"body\":null}"), Ok((404, bare, String::new())));
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for text in [
            "",
            "nope",
            "{\"statusCode\":99}",
            "{\"statusCode\":\"x\"}",
            "{\"statusCode\":null}",
            "{\"statusCode\":200,\"body\":{}}",
            "{\"statusCode\":200,\"body\":\"!\",\"isBase64Encoded\":true}",
            "{\"statusCode\":200,\"isBase64Encoded\":1,\"body\":\"\"}",
            "{\"statusCode\":200,\"headers\":[]}",
            "{\"statusCode\":200,\"headers\":{\"a b\":\"\"}}",
            "{\"statusCode\":200,\"headers\":{\"a\":\"\\r\\nb: c\"}}",
            "{\"statusCode\":200,\"cookies\":\"a\"}",
        ] {
            assert_eq!(answer(text), Err(NoAnswer), "{text}");
        }
    }

    #[test]
    fn a_prelude_is_read_where_responses_are_buffered() {
        let text = "{\"statusCode\":202,\"cookies\":[\"a=1\"]}\0\0\0\0\0\0\0\0body";
        let headers = pairs(&[("set-cookie", "a=1"), ("content-type", "application/octet-stream")]);
        assert_eq!(answer(text), Ok((202, headers, "body".to_owned())));
        assert_eq!(answer("{}\0\0\0\0\0\0\0"), Err(NoAnswer));
    }
}
