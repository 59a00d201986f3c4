//! One EventBridge bus as the benches use it: made, given rules and targets.

use serde_json::{Value, json};

use crate::client::Client;
use crate::error::Error;

/// A bus on the server that is driven.
#[derive(Clone, Debug)]
pub struct Bus {
    /// Its name, which requests say as `EventBusName`.
    pub name: String,
}

impl Bus {
    /// Makes the bus.
    ///
    /// # Errors
    /// Whatever the server or the connection refuses.
    pub async fn create(client: &mut Client, name: &str) -> Result<Self, Error> {
        let input = json!({"Name": name});
        client.events("CreateEventBus", &input).await?.ok("CreateEventBus")?;
        Ok(Self { name: name.to_owned() })
    }

    /// Puts a rule with one target. Putting it again with another target moves it there.
    ///
    /// # Errors
    /// Whatever the server or the connection refuses, and a target that was not taken.
    pub async fn rule(&self, client: &mut Client, name: &str, pattern: &Value, target: &str) -> Result<(), Error> {
        let rule = json!({
            "Name": name,
            "EventBusName": self.name,
            "EventPattern": pattern.to_string(),
            "State": "ENABLED",
        });
        client.events("PutRule", &rule).await?.ok("PutRule")?;
        let targets = json!({
            "Rule": name,
            "EventBusName": self.name,
            "Targets": [{"Id": "queue", "Arn": target}],
        });
        let output = client.events("PutTargets", &targets).await?.ok("PutTargets")?;
        if output["FailedEntryCount"].as_u64().unwrap_or(0) != 0 {
            return Err(Error::Unexpected(format!("PutTargets took not every target: {output}")));
        }
        Ok(())
    }
}
