//! A server that plays the Runtime API for one process, over one connection at a time.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

/// The request id of every event.
pub(crate) const REQUEST: &str = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

/// A request that was made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    method: String,
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// Chunks, where it came in chunks.
    pub(crate) chunks: Vec<Vec<u8>>,
    pub(crate) trailers: Vec<(String, String)>,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) struct Api {
    listener: TcpListener,
}

impl Api {
    pub(crate) fn open() -> Api {
        Api { listener: TcpListener::bind("127.0.0.1:0").unwrap() }
    }

    pub(crate) fn address(&self) -> String {
        self.listener.local_addr().unwrap().to_string()
    }

    /// Gives out the events, one after the other; what was said. Ends when one more is asked for, or the process hangs up.
    pub(crate) fn serve(self, events: &[&str], headers: &[(&str, &str)]) -> Vec<Call> {
        let (stream, _) = self.listener.accept().unwrap();
        let mut events = events.iter();
        let mut calls = Vec::new();
        let (mut reader, mut writer) = (BufReader::new(stream.try_clone().unwrap()), stream);
        while let Some(call) = read(&mut reader) {
            match (call.method.as_str(), call.path.as_str()) {
                ("GET", "/2018-06-01/runtime/invocation/next") => {
                    let Some(event) = events.next() else { break };
                    give(&mut writer, event, headers);
                }
                ("GET", "/2018-06-01/runtime/restore/next") => {
                    calls.push(call);
                    respond(&mut writer, "200 OK", &[], "");
                }
                _ => {
                    calls.push(call);
                    respond(&mut writer, "202 Accepted", &[], r#"{"status":"OK"}"#);
                }
            }
        }
        calls
    }
}

fn give(writer: &mut TcpStream, event: &str, headers: &[(&str, &str)]) {
    // Far away: year 2286.
    let mut all = vec![
        ("Lambda-Runtime-Aws-Request-Id", REQUEST),
        ("Lambda-Runtime-Deadline-Ms", "9999999999999"),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:greeter"),
        ("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0"),
        ("Content-Type", "application/json"),
    ];
    all.extend(headers);
    respond(writer, "200 OK", &all, event);
}

fn respond(writer: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &str) {
    let mut text = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    // A process that has gone does not hear it.
    let _ = writer.write_all(format!("{text}\r\n{body}").as_bytes());
}

fn line(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    Some(line.trim_end().to_owned())
}

fn fields(reader: &mut BufReader<TcpStream>) -> Option<Vec<(String, String)>> {
    let mut fields = Vec::new();
    loop {
        let line = line(reader)?;
        let Some((name, value)) = line.split_once(':') else { return Some(fields) };
        fields.push((name.to_lowercase(), value.trim().to_owned()));
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Call> {
    let first = line(reader)?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut call = Call { method, path, headers: fields(reader)?, ..Call::default() };
    if call.header("transfer-encoding").is_some() {
        loop {
            let size = usize::from_str_radix(&line(reader)?, 16).ok()?;
            if size == 0 {
                break;
            }
            let mut chunk = vec![0; size];
            reader.read_exact(&mut chunk).ok()?;
            line(reader)?;
            call.chunks.push(chunk);
        }
        call.trailers = fields(reader)?;
    } else {
        let size = call.header("content-length").and_then(|size| size.parse().ok()).unwrap_or(0);
        let mut body = vec![0; size];
        reader.read_exact(&mut body).ok()?;
        call.body = String::from_utf8(body).ok()?;
    }
    Some(call)
}
