//! `tradewind invoke`.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::HeaderName;
use http::{Method, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{FAILED, refused};
use tradewind_deploy::{Answered, Server};

/// Invokes a function of a running server and prints what it answers.
#[derive(Clone, Debug, clap::Args)]
pub struct Invoke {
    /// The function's name or ARN, with its version or alias if wanted: orders, orders:live
    pub name: String,
    /// The event: JSON, @FILE, or - for standard input [default: {}]
    #[arg(long, short, value_name = "JSON", conflicts_with = "payload_file")]
    pub payload: Option<String>,
    /// The file that holds the event, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub payload_file: Option<PathBuf>,
    /// The version or alias
    #[arg(long, value_name = "QUALIFIER")]
    pub qualifier: Option<String>,
    /// Only hand the event over: it is kept, and the function runs later
    #[arg(long = "async")]
    pub asynchronous: bool,
    /// Print the end of the function's log to standard error
    #[arg(long)]
    pub log: bool,
    /// Which server.
    #[command(flatten)]
    pub server: Server,
}

impl Invoke {
    /// Exit code 0: the function answered (or the event was taken); 1: it failed; 2: it was not run.
    pub async fn run(self) -> ExitCode {
        match self.send().await {
            Ok(answered) => self.print(&answered),
            Err(why) => refused(&why),
        }
    }

    async fn send(&self) -> Result<Answered, String> {
        let payload = self.event()?;
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let query = self.qualifier.as_deref().map(|qualifier| format!("?Qualifier={}", encode(qualifier)));
        let target = format!("/2015-03-31/functions/{}/invocations{}", encode(&self.name), query.unwrap_or_default());
        let kind = if self.asynchronous { "Event" } else { "RequestResponse" };
        let mut headers = vec![(HeaderName::from_static("x-amz-invocation-type"), kind.to_owned())];
        if self.log {
            headers.push((HeaderName::from_static("x-amz-log-type"), "Tail".to_owned()));
        }
        let sent = self.server.send(Method::POST, &target, "lambda", &headers, payload).await;
        sent.map_err(|error| error.to_string())
    }

    fn event(&self) -> Result<Bytes, String> {
        // No JSON begins with either sign.
        let named = self.payload.as_deref().and_then(|text| match text {
            "-" => Some(Path::new(text)),
            _ => text.strip_prefix('@').map(Path::new),
        });
        match self.payload_file.as_deref().or(named) {
            None => Ok(Bytes::copy_from_slice(self.payload.as_deref().unwrap_or("{}").as_bytes())),
            Some(path) if path == Path::new("-") => {
                let mut event = Vec::new();
                std::io::stdin().read_to_end(&mut event).map_err(|error| format!("standard input: {error}"))?;
                Ok(event.into())
            }
            Some(path) => std::fs::read(path).map(Bytes::from).map_err(|error| format!("{}: {error}", path.display())),
        }
    }

    fn print(&self, answered: &Answered) -> ExitCode {
        if answered.status.as_u16() >= 300 {
            return refused(&answered.problem());
        }
        if let Some(log) = answered.header("x-amz-log-result").and_then(|log| STANDARD.decode(log).ok()) {
            eprint!("{}", String::from_utf8_lossy(&log));
        }
        if answered.status == StatusCode::ACCEPTED {
            return ExitCode::SUCCESS;
        }
        let mut out = std::io::stdout().lock();
        // Nobody may be reading any more.
        let _ = out.write_all(&answered.body).and_then(|()| out.write_all(b"\n"));
        match answered.header("x-amz-function-error") {
            Some(_) => ExitCode::from(FAILED),
            None => ExitCode::SUCCESS,
        }
    }
}
