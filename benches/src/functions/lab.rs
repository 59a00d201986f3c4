//! A server of our own, and Lambda's operations on it.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;
use crate::error::Error;
use crate::functions::options::Options;
use crate::functions::package::Package;
use crate::load::site;
use crate::process::Process;
use crate::server::{self, Server};
use crate::sigv4::Credentials;
use crate::watch;

/// How long a function may take to become active.
const ACTIVE_LIMIT: Duration = Duration::from_secs(60);

/// A server on a directory of its own, with one connection; all are gone when this value is.
pub struct Lab {
    /// What tables call it.
    pub name: &'static str,
    /// The first connection.
    pub client: Client,
    server: Server,
    _directory: TempDir,
}

impl Lab {
    /// Starts one. `arguments` come after `tradewind up`.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(options: &Options, name: &'static str, arguments: &[&str]) -> Result<Lab, Error> {
        let directory = site::directory_in(&options.data_root())?;
        let data = directory.path().join("data");
        let arguments: Vec<String> = arguments.iter().map(|one| (*one).to_owned()).collect();
        let server = start(&options.server, &data, &arguments).await?;
        let client = Client::connect(server.address(), Some(&Credentials::default())).await?;
        Ok(Lab { name, client, server, _directory: directory })
    }

    /// One more connection.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn connect(&self) -> Result<Client, Error> {
        Client::connect(self.server.address(), Some(&Credentials::default())).await
    }

    /// The server's process.
    #[must_use]
    pub fn process(&self) -> Process {
        self.server.process()
    }

    /// Makes a function and waits until it is active; `more` are further members of the request.
    ///
    /// # Errors
    /// Whatever the server refuses.
    pub async fn create(&mut self, name: &str, package: &Package, more: Value) -> Result<(), Error> {
        let mut input = json!({
            "FunctionName": name, "Runtime": package.runtime, "Handler": package.handler, "Timeout": 60,
            "Role": "arn:aws:iam::000000000000:role/bench", "Code": {"ZipFile": package.zip},
        });
        for (member, value) in more.as_object().into_iter().flatten() {
            input[member] = value.clone();
        }
        let answer = self.client.lambda("POST", "/2015-03-31/functions", input.to_string().as_bytes()).await?;
        expect("CreateFunction", 201, answer.status, &answer.body)?;
        self.active(name).await
    }

    async fn active(&mut self, name: &str) -> Result<(), Error> {
        let path = format!("/2015-03-31/functions/{name}/configuration");
        let begun = watch::now();
        while begun.elapsed() < ACTIVE_LIMIT {
            let state = self.client.lambda("GET", &path, b"").await?.ok("GetFunctionConfiguration")?;
            match state["State"].as_str() {
                Some("Active") => return Ok(()),
                Some("Pending") => watch::pause(Duration::from_millis(2)).await,
                _ => return Err(Error::Unexpected(format!("{name} is not active: {state}"))),
            }
        }
        Err(Error::Late { what: format!("an active {name}"), limit: ACTIVE_LIMIT })
    }

    /// Deletes a function.
    ///
    /// # Errors
    /// Whatever the server refuses.
    pub async fn delete(&mut self, name: &str) -> Result<(), Error> {
        let answer = self.client.lambda("DELETE", &format!("/2015-03-31/functions/{name}"), b"").await?;
        if answer.status / 100 == 2 { Ok(()) } else { expect("DeleteFunction", 204, answer.status, &answer.body) }
    }

    /// The end of what the server printed.
    #[must_use]
    pub fn last_words(&self) -> String {
        self.server.last_words()
    }
}

async fn start(binary: &Path, data: &Path, arguments: &[String]) -> Result<Server, Error> {
    Server::start(binary, data, server::free_port()?, arguments).await
}

/// Invokes a function that echoes, and tells how long it took from the request's first byte to the answer's last.
///
/// # Errors
/// Anything but the event itself as the answer.
pub async fn invoke(client: &mut Client, name: &str) -> Result<Duration, Error> {
    const EVENT: &[u8] = b"{\"number\":7,\"text\":\"the event comes back as it is\"}";
    let path = format!("/2015-03-31/functions/{name}/invocations");
    let begun = watch::now();
    let answer = client.lambda("POST", &path, EVENT).await?;
    let took = begun.elapsed();
    expect("Invoke", 200, answer.status, &answer.body)?;
    let (sent, came): (Value, Value) =
        (serde_json::from_slice(EVENT).unwrap_or_default(), serde_json::from_slice(&answer.body).unwrap_or_default());
    // The bootstrap that is built with the functions' own tests tells more than the event.
    if sent == came || sent == came["event"] {
        return Ok(took);
    }
    Err(Error::Unexpected(format!("{name} answered {}", String::from_utf8_lossy(&answer.body))))
}

fn expect(operation: &str, wanted: u16, status: u16, body: &[u8]) -> Result<(), Error> {
    if status == wanted {
        return Ok(());
    }
    let body = String::from_utf8_lossy(body.get(..300).unwrap_or(body)).into_owned();
    Err(Error::Status { operation: operation.to_owned(), status, body })
}
