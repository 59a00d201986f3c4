//! A connection to an instance's API, by hand: what is sent half, twice or late is up to the test.

use std::net::SocketAddr;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Event;

/// An answer, with its header names as they came.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The id of the invocation that was given.
    pub(crate) fn id(&self) -> String {
        self.header("Lambda-Runtime-Aws-Request-Id").expect("an id").to_owned()
    }
}

pub(crate) struct Line {
    stream: TcpStream,
    rest: Vec<u8>,
}

impl Line {
    pub(crate) async fn to(address: SocketAddr) -> Line {
        let stream = TcpStream::connect(address).await.expect("connects");
        Line { stream, rest: Vec::new() }
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        // The other side may have closed: the answer tells.
        let _ = self.stream.write_all(bytes).await;
    }

    pub(crate) async fn call(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.send(&request(method, path, headers, body)).await;
        self.answer().await.expect("an answer")
    }

    /// The next answer; none when the connection ends first.
    pub(crate) async fn answer(&mut self) -> Option<Answer> {
        let end = loop {
            if let Some(at) = self.rest.windows(4).position(|four| four == b"\r\n\r\n") {
                break at;
            }
            self.read().await?;
        };
        let head = String::from_utf8(self.rest[..end].to_vec()).expect("text");
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().expect("a status");
        let split = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
        let headers: Vec<(String, String)> = lines.filter_map(split).collect();
        let mut answer = Answer { status, headers, body: Bytes::new() };
        let length: usize = answer.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        while self.rest.len() < end + 4 + length {
            self.read().await?;
        }
        answer.body = Bytes::copy_from_slice(&self.rest[end + 4..end + 4 + length]);
        self.rest.drain(..end + 4 + length);
        Some(answer)
    }

    async fn read(&mut self) -> Option<()> {
        let read = self.stream.read_buf(&mut self.rest).await.unwrap_or(0);
        (read > 0).then_some(())
    }

    /// Asks for an event and waits for it; a script that gets none has nothing to do any more.
    pub(crate) async fn next(&mut self) -> Event {
        let path = "/2018-06-01/runtime/invocation/next";
        self.send(&request("GET", path, &[], b"")).await;
        match self.answer().await {
            Some(answer) if answer.status == 200 => answer,
            _ => std::future::pending().await,
        }
    }

    pub(crate) async fn respond(&mut self, id: &str, body: &[u8]) -> Answer {
        self.call("POST", &format!("/2018-06-01/runtime/invocation/{id}/response"), &[], body).await
    }

    pub(crate) async fn fail(&mut self, id: &str, kind: &str, body: &[u8]) -> Answer {
        let path = format!("/2018-06-01/runtime/invocation/{id}/error");
        self.call("POST", &path, &[("Lambda-Runtime-Function-Error-Type", kind)], body).await
    }

    pub(crate) async fn init_error(&mut self, kind: &str, body: &[u8]) -> Answer {
        let path = "/2018-06-01/runtime/init/error";
        self.call("POST", path, &[("Lambda-Runtime-Function-Error-Type", kind)], body).await
    }

    /// Begins a streamed response; chunks follow.
    pub(crate) async fn stream(&mut self, id: &str, content_type: &str) {
        let head = format!(
            "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\n\
             Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n\
             Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n"
        );
        self.send(head.as_bytes()).await;
    }

    pub(crate) async fn chunk(&mut self, bytes: &[u8]) {
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend_from_slice(bytes);
        chunk.extend_from_slice(b"\r\n");
        self.send(&chunk).await;
    }

    /// Ends the stream with these trailers, each with its line end.
    pub(crate) async fn last(&mut self, trailers: &str) -> Answer {
        self.send(format!("0\r\n{trailers}\r\n").as_bytes()).await;
        self.answer().await.expect("an answer")
    }
}

pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{method} {path} HTTP/1.1\r\nHost: x\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}
