//! One keep-alive connection that puts and gets objects.

use std::net::SocketAddr;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::answer::AnswerReader;
use crate::client::PATIENCE;
use crate::error::Error;
use crate::watch;

/// Bytes of an answer that is kept as a whole, and of the buffer that larger ones pass through.
const SKIMMED: usize = 256 << 10;

/// Not pipelined: a request is written when the last answer has been read.
pub(crate) struct Connection {
    stream: TcpStream,
    host: String,
    head: Vec<u8>,
    answers: AnswerReader,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Connection, Error> {
        let stream = TcpStream::connect(address).await.map_err(Error::io(format!("connecting to {address}")))?;
        stream.set_nodelay(true).map_err(Error::io("switching off Nagle's algorithm"))?;
        Ok(Connection { stream, host: address.to_string(), head: Vec::new(), answers: AnswerReader::default() })
    }

    /// Asks, and answers how many bytes the answer's body has. Anything but a success is an error.
    pub(crate) async fn ask(&mut self, method: &str, path: &str, body: &[u8]) -> Result<usize, Error> {
        Ok(self.fetch(method, path, body).await?.len())
    }

    /// As [`Connection::ask`], with little work for a large answer: it is not kept, and only its last byte is looked at.
    pub(crate) async fn skim(
        &mut self,
        method: &str,
        path: &str,
        body: &[u8],
        last: Option<u8>,
    ) -> Result<usize, Error> {
        let exchange = async {
            self.send(method, path, body).await?;
            self.answers.skim(&mut self.stream, SKIMMED, last).await
        };
        match watch::within(PATIENCE, path, exchange).await?? {
            (200 | 204, length) => Ok(length),
            (status, _) => Err(Error::Status { operation: format!("{method} {path}"), status, body: String::new() }),
        }
    }

    /// Asks, and answers the answer's body.
    pub(crate) async fn fetch(&mut self, method: &str, path: &str, body: &[u8]) -> Result<&[u8], Error> {
        let exchange = async {
            self.send(method, path, body).await?;
            self.answers.read(&mut self.stream).await
        };
        let answer = watch::within(PATIENCE, path, exchange).await??;
        if matches!(answer.status, 200 | 204) {
            return Ok(answer.body);
        }
        let body = String::from_utf8_lossy(answer.body).chars().take(300).collect();
        Err(Error::Status { operation: format!("{method} {path}"), status: answer.status, body })
    }

    async fn send(&mut self, method: &str, path: &str, body: &[u8]) -> Result<(), Error> {
        self.head.clear();
        let length = body.len().to_string();
        for part in [
            method,
            " ",
            path,
            " HTTP/1.1\r\nhost: ",
            &self.host,
            "\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nauthorization: AWS4-HMAC-SHA256 \
             Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0\r\ncontent-length: ",
            &length,
            "\r\n\r\n",
        ] {
            self.head.extend_from_slice(part.as_bytes());
        }
        // A small body travels with its head.
        if body.len() <= 64 << 10 {
            self.head.extend_from_slice(body);
            return self.stream.write_all(&self.head).await.map_err(Error::io("writing the request"));
        }
        self.stream.write_all(&self.head).await.map_err(Error::io("writing the request"))?;
        self.stream.write_all(body).await.map_err(Error::io("writing the body"))
    }
}
