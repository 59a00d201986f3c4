//! A client of a running server, for the commands that talk to one.

use std::fmt;

use bytes::Bytes;
use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tradewind_clock::Clock;
use tradewind_wire::sigv4::{self, Signer};

/// The account of callers whose access key id does not name one.
pub const DEFAULT_ACCOUNT: &str = "000000000000";

/// Whether text is an account id: 12 digits.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Which server, and as whom.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Server {
    /// The server [env: AWS_ENDPOINT_URL] [default: http://127.0.0.1:4566]
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<String>,
    /// The region [env: AWS_REGION, AWS_DEFAULT_REGION] [default: us-east-1]
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// The account, where the server does not verify signatures [default: 000000000000, or that of AWS_ACCESS_KEY_ID]
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,
}

/// Why there is no answer. One sentence.
#[derive(Debug)]
pub struct Unanswered(pub String);

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An answer, whole.
#[derive(Debug)]
pub struct Answered {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Answered {
    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// What an error says, as far as it can be read.
    pub fn problem(&self) -> String {
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let text = ["message", "Message"].iter().find_map(|name| body.get(name)?.as_str());
        let code = self.header("x-amzn-errortype").map(|code| format!("{code}: ")).unwrap_or_default();
        format!("{code}{}", text.map_or_else(|| self.status.to_string(), str::to_owned))
    }
}

fn said(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl Server {
    /// The region in force.
    pub fn region(&self) -> String {
        let said = self.region.clone().or_else(|| said("AWS_REGION")).or_else(|| said("AWS_DEFAULT_REGION"));
        said.unwrap_or_else(|| "us-east-1".to_owned())
    }

    /// The account in force where signatures are not verified.
    pub fn account(&self) -> String {
        let by_key = said("AWS_ACCESS_KEY_ID").filter(|key| is_account(key));
        self.account.clone().or(by_key).unwrap_or_else(|| DEFAULT_ACCOUNT.to_owned())
    }

    /// The endpoint in force, without a trailing slash.
    pub fn address(&self) -> String {
        let endpoint = self.endpoint.clone().or_else(|| said("AWS_ENDPOINT_URL"));
        endpoint.map_or_else(|| "http://127.0.0.1:4566".to_owned(), |url| url.trim_end_matches('/').to_owned())
    }

    /// Sends one request, signed for a service, and waits for the whole answer.
    ///
    /// # Errors
    /// When the server can't be reached or breaks off.
    pub async fn send(
        &self,
        method: Method,
        target: &str,
        service: &str,
        headers: &[(HeaderName, String)],
        body: Bytes,
    ) -> Result<Answered, Unanswered> {
        let endpoint = self.address();
        let authority = authority(&endpoint)?;
        let request = self.request(&authority, method, target, service, headers, body)?;
        let unreachable = |error: &dyn fmt::Display| {
            Unanswered(format!("{endpoint} does not answer ({error}); is the server running? Start it: tradewind up"))
        };
        let socket = TcpStream::connect(&authority).await.map_err(|error| unreachable(&error))?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(socket)).await.map_err(|error| unreachable(&error))?;
        // It ends with the request that is waited for below, which also brings its errors.
        tokio::spawn(async move { drop(connection.await) });
        let response = sender.send_request(request).await.map_err(|error| unreachable(&error))?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| unreachable(&error))?.to_bytes();
        Ok(Answered { status: parts.status, headers: parts.headers, body })
    }

    fn request(
        &self,
        authority: &str,
        method: Method,
        target: &str,
        service: &str,
        headers: &[(HeaderName, String)],
        body: Bytes,
    ) -> Result<Request<Full<Bytes>>, Unanswered> {
        let wrong = |error: &dyn fmt::Display| Unanswered(format!("the request can't be made: {error}"));
        let uri: Uri = target.parse().map_err(|error| wrong(&error))?;
        let mut map = HeaderMap::new();
        map.insert(header::HOST, HeaderValue::from_str(authority).map_err(|error| wrong(&error))?);
        for (name, value) in headers {
            map.insert(name, HeaderValue::from_str(value).map_err(|error| wrong(&error))?);
        }
        let (key, secret) = match (said("AWS_ACCESS_KEY_ID"), said("AWS_SECRET_ACCESS_KEY"), &self.account) {
            (Some(key), Some(secret), None) => (key, secret),
            // Where nobody verifies, the key says the account and the secret nothing.
            _ => (self.account(), "none".to_owned()),
        };
        let (region, token) = (self.region(), said("AWS_SESSION_TOKEN"));
        let signer =
            Signer { access_key: &key, secret: &secret, session_token: token.as_deref(), region: &region, service };
        let unsigned = sigv4::Request {
            method: method.as_str(),
            path: uri.path(),
            query: uri.query().unwrap_or_default(),
            headers: &map,
            body: &body,
        };
        // Signatures carry the machine's time, as every client's do.
        for (name, value) in sigv4::sign(&unsigned, &signer, Clock::system().now()) {
            map.insert(name, HeaderValue::from_str(&value).map_err(|error| wrong(&error))?);
        }
        let mut request = Request::new(Full::new(body));
        (*request.method_mut(), *request.uri_mut(), *request.headers_mut()) = (method, uri, map);
        Ok(request)
    }
}

fn authority(endpoint: &str) -> Result<String, Unanswered> {
    let uri: Option<Uri> = endpoint.trim_end_matches('/').parse().ok();
    let authority = uri.as_ref().filter(|uri| uri.scheme_str() == Some("http")).and_then(Uri::authority);
    match authority {
        Some(authority) if authority.port().is_some() => Ok(authority.to_string()),
        Some(authority) => Ok(format!("{authority}:80")),
        None => Err(Unanswered(format!("{endpoint:?} is not an endpoint, such as http://127.0.0.1:4566"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_are_http_urls() {
        assert_eq!(authority("http://127.0.0.1:4566/").unwrap(), "127.0.0.1:4566");
        assert_eq!(authority("http://tradewind.test").unwrap(), "tradewind.test:80");
        for wrong in ["127.0.0.1:4566", "https://127.0.0.1:4566", "", "http://"] {
            assert!(authority(wrong).is_err(), "{wrong}");
        }
    }
}
