//! A client of the AWS JSON protocols, tuned to cost little: one keep-alive connection, one write a request.
//!
//! It sends what an SDK sends: the headers of awsJson 1.0 (SQS) and 1.1 (EventBridge), each request signed anew.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::answer::{Answer, AnswerReader};
use crate::error::Error;
use crate::sigv4::{Credentials, Request, Signer};
use crate::watch::{self, Stamp};

/// How long [`Client::call`] waits for an answer. Longer than the longest long poll, 20 s.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The services that are driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon SQS, awsJson 1.0.
    Sqs,
    /// Amazon EventBridge, awsJson 1.1.
    Events,
    /// Amazon CloudWatch Logs, awsJson 1.1.
    Logs,
}

impl Service {
    fn scope(self) -> &'static str {
        match self {
            Self::Sqs => "sqs",
            Self::Events => "events",
            Self::Logs => "logs",
        }
    }

    fn target_prefix(self) -> &'static str {
        match self {
            Self::Sqs => "AmazonSQS.",
            Self::Events => "AWSEvents.",
            Self::Logs => "Logs_20140328.",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Sqs => "application/x-amz-json-1.0",
            Self::Events | Self::Logs => "application/x-amz-json-1.1",
        }
    }
}

/// An answer that outlives the next request.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Response {
    /// The body as JSON, if the answer was a 200.
    ///
    /// # Errors
    /// [`Error::Status`] for any other status, [`Error::Unexpected`] for a body that is not JSON.
    pub fn ok(&self, operation: &str) -> Result<Value, Error> {
        refuse_failure(operation, self.status, &self.body)?;
        parse(operation, &self.body)
    }
}

/// One connection to one server. Not pipelined: a request is written when the last answer has been read.
pub struct Client {
    stream: TcpStream,
    host: String,
    signer: Option<Signer>,
    stamp: (u64, Stamp),
    target: String,
    out: Vec<u8>,
    answers: AnswerReader,
}

impl Client {
    /// Connects; with `None` the requests carry no signature.
    ///
    /// # Errors
    /// [`Error::Io`] when the connection is refused.
    pub async fn connect(address: SocketAddr, credentials: Option<&Credentials>) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await.map_err(Error::io(format!("connecting to {address}")))?;
        stream.set_nodelay(true).map_err(Error::io("switching off Nagle's algorithm"))?;
        Ok(Self {
            stream,
            host: address.to_string(),
            signer: credentials.cloned().map(Signer::new),
            stamp: (0, Stamp::from_unix(0)),
            target: String::new(),
            out: Vec::with_capacity(16_384),
            answers: AnswerReader::default(),
        })
    }

    /// Sends one operation and borrows its answer, whatever its status. It waits as long as the connection lives.
    ///
    /// # Errors
    /// Those of the connection and of [`AnswerReader::read`]. After an error the client is of no further use.
    pub async fn exchange(&mut self, service: Service, operation: &str, body: &[u8]) -> Result<Answer<'_>, Error> {
        self.write_request(service, operation, body);
        self.stream.write_all(&self.out).await.map_err(Error::io("writing the request"))?;
        self.answers.read(&mut self.stream).await
    }

    /// As [`Client::exchange`], and anything but a 200 is an error.
    ///
    /// # Errors
    /// Those of [`Client::exchange`], and [`Error::Status`].
    pub async fn accepted(&mut self, service: Service, operation: &str, body: &[u8]) -> Result<&[u8], Error> {
        let answer = self.exchange(service, operation, body).await?;
        refuse_failure(operation, answer.status, answer.body)?;
        Ok(answer.body)
    }

    /// Sends one operation, within [`PATIENCE`].
    ///
    /// # Errors
    /// Those of [`Client::exchange`], and [`Error::Late`].
    pub async fn call(&mut self, service: Service, operation: &str, input: &Value) -> Result<Response, Error> {
        let body = input.to_string();
        let exchange = self.exchange(service, operation, body.as_bytes());
        let answer = watch::within(PATIENCE, operation, exchange).await??;
        Ok(Response { status: answer.status, body: answer.body.to_vec() })
    }

    /// An SQS operation, whatever it answers.
    ///
    /// # Errors
    /// Those of [`Client::call`].
    pub async fn sqs(&mut self, operation: &str, input: &Value) -> Result<Response, Error> {
        self.call(Service::Sqs, operation, input).await
    }

    /// An EventBridge operation, whatever it answers.
    ///
    /// # Errors
    /// Those of [`Client::call`].
    pub async fn events(&mut self, operation: &str, input: &Value) -> Result<Response, Error> {
        self.call(Service::Events, operation, input).await
    }

    /// Asks for a path without a signature, as a health check does.
    ///
    /// # Errors
    /// Those of the connection and of [`AnswerReader::read`].
    pub async fn get(&mut self, path: &str) -> Result<Response, Error> {
        self.out.clear();
        for part in ["GET ", path, " HTTP/1.1\r\nhost: ", &self.host, "\r\n\r\n"] {
            self.out.extend_from_slice(part.as_bytes());
        }
        self.stream.write_all(&self.out).await.map_err(Error::io("writing the request"))?;
        let answer = self.answers.read(&mut self.stream).await?;
        Ok(Response { status: answer.status, body: answer.body.to_vec() })
    }

    /// Sends one request of Lambda's REST protocol, within [`PATIENCE`].
    ///
    /// # Errors
    /// Those of [`Client::exchange`], and [`Error::Late`].
    pub async fn lambda(&mut self, method: &str, path: &str, body: &[u8]) -> Result<Response, Error> {
        self.write_rest(method, path, body);
        let exchange = async {
            self.stream.write_all(&self.out).await.map_err(Error::io("writing the request"))?;
            self.answers.read(&mut self.stream).await
        };
        let answer = watch::within(PATIENCE, path, exchange).await??;
        Ok(Response { status: answer.status, body: answer.body.to_vec() })
    }

    fn stamp(&mut self) -> Stamp {
        let seconds = watch::unix_seconds();
        if self.stamp.0 != seconds {
            self.stamp = (seconds, Stamp::from_unix(seconds));
        }
        self.stamp.1
    }

    fn write_rest(&mut self, method: &str, path: &str, body: &[u8]) {
        let stamp = self.stamp();
        let headers =
            [("content-type", "application/json"), ("host", self.host.as_str()), ("x-amz-date", stamp.as_str())];
        let out = &mut self.out;
        out.clear();
        for part in [method, " ", path, " HTTP/1.1\r\naccept-encoding: identity\r\nuser-agent: tradewind-benches\r\n"] {
            out.extend_from_slice(part.as_bytes());
        }
        let request = Request { method, path, query: "", headers: &headers, body, service: "lambda", stamp };
        finish(out, self.signer.as_mut(), &request);
    }

    fn write_request(&mut self, service: Service, operation: &str, body: &[u8]) {
        let stamp = self.stamp();
        self.target.clear();
        self.target.push_str(service.target_prefix());
        self.target.push_str(operation);
        // SDKs of SQS add the last one; it is signed like the others.
        let headers = [
            ("content-type", service.content_type()),
            ("host", self.host.as_str()),
            ("x-amz-date", stamp.as_str()),
            ("x-amz-target", self.target.as_str()),
            ("x-amzn-query-mode", "true"),
        ];
        let headers = match service {
            Service::Sqs => &headers[..],
            Service::Events | Service::Logs => &headers[..4],
        };
        let out = &mut self.out;
        out.clear();
        out.extend_from_slice(b"POST / HTTP/1.1\r\naccept-encoding: identity\r\nuser-agent: tradewind-benches\r\n");
        let request = Request { method: "POST", path: "/", query: "", headers, body, service: service.scope(), stamp };
        finish(out, self.signer.as_mut(), &request);
    }
}

/// Writes what follows the request's line: its headers, the signature if there is one, the body.
fn finish(out: &mut Vec<u8>, signer: Option<&mut Signer>, request: &Request<'_>) {
    for (name, value) in request.headers {
        for part in [name, ": ", value, "\r\n"] {
            out.extend_from_slice(part.as_bytes());
        }
    }
    if let Some(signer) = signer {
        out.extend_from_slice(b"authorization: ");
        signer.authorize(request, out);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"content-length: ");
    out.extend_from_slice(request.body.len().to_string().as_bytes());
    out.extend_from_slice(b"\r\n\r\n");
    out.extend_from_slice(request.body);
}

/// Reads JSON out of a 200, naming the operation when it isn't.
///
/// # Errors
/// [`Error::Unexpected`].
pub fn parse(operation: &str, body: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(body).map_err(|cause| {
        Error::Unexpected(format!("{operation} answered 200 with no JSON ({cause}): {}", excerpt(body)))
    })
}

fn refuse_failure(operation: &str, status: u16, body: &[u8]) -> Result<(), Error> {
    if status == 200 {
        return Ok(());
    }
    Err(Error::Status { operation: operation.to_owned(), status, body: excerpt(body) })
}

/// The first 300 bytes, for a message.
fn excerpt(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    /// Serves one connection with one answer and returns what was asked.
    async fn once(listener: TcpListener, length: usize, answer: &'static [u8]) -> String {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"}") || asked.len() < length {
            assert_ne!(stream.read_buf(&mut asked).await.unwrap(), 0);
        }
        stream.write_all(answer).await.unwrap();
        String::from_utf8(asked).unwrap()
    }

    async fn ask(service: Service, signed: bool, answer: &'static [u8]) -> (String, Result<Response, Error>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let credentials = signed.then(Credentials::default);
        let mut client = Client::connect(address, credentials.as_ref()).await.unwrap();
        let input = json!({"QueueUrl": "q"});
        let (asked, response) = tokio::join!(once(listener, 100, answer), client.call(service, "SendMessage", &input));
        (asked, response)
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
    }

    #[test]
    fn a_request_has_the_protocols_headers() {
        let ok = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        let (asked, response) = run(ask(Service::Sqs, true, ok));
        assert_eq!(response.unwrap().ok("SendMessage").unwrap(), json!({}));
        assert!(asked.starts_with("POST / HTTP/1.1\r\n"));
        assert!(asked.contains("content-type: application/x-amz-json-1.0\r\n"));
        assert!(asked.contains("x-amz-target: AmazonSQS.SendMessage\r\n"));
        assert!(asked.contains("/us-east-1/sqs/aws4_request, "));
        assert!(asked.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target;x-amzn-query-mode, "));
        assert!(asked.ends_with("content-length: 16\r\n\r\n{\"QueueUrl\":\"q\"}"));

        let (asked, _) = run(ask(Service::Events, true, ok));
        assert!(asked.contains("content-type: application/x-amz-json-1.1\r\n"));
        assert!(asked.contains("x-amz-target: AWSEvents.SendMessage\r\n"));
        assert!(asked.contains("/us-east-1/events/aws4_request, "));
        assert!(asked.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target, "));

        let (asked, _) = run(ask(Service::Sqs, false, ok));
        assert!(!asked.contains("authorization"));
    }

    #[test]
    fn anything_but_a_200_is_an_error_for_those_who_need_one() {
        let refusal = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 18\r\n\r\n{\"__type\":\"Wrong\"}";
        let (_, response) = run(ask(Service::Sqs, true, refusal));
        let response = response.unwrap();
        assert_eq!(response.status, 400);
        let error = response.ok("SendMessage").unwrap_err().to_string();
        assert_eq!(error, "SendMessage answered 400: {\"__type\":\"Wrong\"}");
    }
}
