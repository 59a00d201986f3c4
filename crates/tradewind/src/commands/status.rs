//! `tradewind status`.

use std::process::ExitCode;

use bytes::Bytes;
use http::Method;
use tradewind_deploy::Server;
use tradewind_deploy::stack::Stack;

use super::app::table;
use super::refused;
use crate::printing;

/// Prints how a running server is and which stacks it has, or what one of them holds.
#[derive(Clone, Debug, clap::Args)]
pub struct Status {
    /// A stack's name
    pub stack: Option<String>,
    /// Which server.
    #[command(flatten)]
    pub server: Server,
}

impl Status {
    /// Exit code 0, or 2 when the server is not there or has no such stack.
    pub async fn run(self) -> ExitCode {
        let told = match &self.stack {
            None => self.whole().await,
            Some(name) => self.one(name).await,
        };
        match told {
            Ok(text) => {
                printing::line(text);
                ExitCode::SUCCESS
            }
            Err(why) => refused(&why),
        }
    }

    async fn whole(&self) -> Result<String, String> {
        let sent = self.server.send(Method::GET, "/_tradewind/health", "tradewind", &[], Bytes::new()).await;
        let answered = sent.map_err(|error| error.to_string())?;
        let health: serde_json::Value = serde_json::from_slice(&answered.body).unwrap_or_default();
        let text =
            |path: &str| health.pointer(path).and_then(serde_json::Value::as_str).unwrap_or("unknown").to_owned();
        let mut lines = vec![format!("{}: {}", self.server.address(), text("/status"))];
        let facts = [("version", "/version"), ("store", "/store/state"), ("clock", "/clock/kind")];
        let facts: Vec<_> = facts.map(|(name, path)| (name.to_owned(), text(path))).to_vec();
        table(&mut lines, "Server", &facts);
        let stacks = Stack::all(&self.server).await.map_err(|error| error.to_string())?;
        let rows: Vec<_> =
            stacks.into_iter().map(|one| (one.name, format!("{}  {}", one.status, one.changed))).collect();
        table(&mut lines, "Stacks", &rows);
        Ok(lines.join("\n"))
    }

    async fn one(&self, name: &str) -> Result<String, String> {
        let found = Stack::find(&self.server, name).await.map_err(|error| error.to_string())?;
        let stack = found.ok_or_else(|| format!("there is no stack {name}"))?;
        let reason = stack.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let mut lines = vec![format!("{} {}{reason}", stack.name, stack.status)];
        table(&mut lines, "Outputs", &stack.outputs);
        let resources = stack.resources(&self.server).await.map_err(|error| error.to_string())?;
        let row = |one: tradewind_deploy::stack::Resource| {
            let id = one.id.unwrap_or_else(|| "-".to_owned());
            (one.logical_id, format!("{}  {}  {id}", one.type_name, one.status))
        };
        table(&mut lines, "Resources", &resources.into_iter().map(row).collect::<Vec<_>>());
        Ok(lines.join("\n"))
    }
}
