//! What the task of a rotation does: it has the function take step after step.

use std::time::Duration;

use bytes::Bytes;
use serde_json::json;
use tradewind_cloud::Origin;
use tradewind_store::{Outcome, TaskRun, Watermark};
use tradewind_wire::{Document, ErrorDocument};

use crate::SecretsManager;
use crate::error::SecretsManagerError;
use crate::secret::{Region, Run};

/// The name by which Secrets Manager calls functions.
const PRINCIPAL: &str = "secretsmanager.amazonaws.com";

const STEPS: [&str; 4] = ["createSecret", "setSecret", "testSecret", "finishSecret"];

/// How often a step may fail before the rotation is given up, and the wait after the first failure, which doubles.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_secs(30);

impl SecretsManager {
    /// One step of a rotation.
    pub(crate) async fn take_step(&self, task: &TaskRun) -> Outcome {
        let Ok(mut run) = serde_json::from_slice::<Run>(&task.payload) else {
            return Outcome::Buried { why: "what a rotation carries can't be read".to_owned() };
        };
        let later = |run: &Run, by: Duration| Outcome::Again {
            at: self.parts.clock.now() + by,
            payload: Some(run.encode().into()),
        };
        let mark = std::sync::Arc::new(Watermark::new());
        let cell = self.parts.store.cell::<Region>(&task.cell);
        let looked = cell.read(&mark, |_, region| {
            let secret = region.secrets.get(&run.name).filter(|secret| secret.is_rotating(&run));
            let found = secret.and_then(|secret| Some((secret.arn.clone(), secret.rotation.clone()?.function)));
            Ok::<_, SecretsManagerError>(found)
        });
        let (arn, function) = match looked {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(_) => return later(&run, PAUSE),
        };
        let step = if run.trial { "testSecret" } else { STEPS.get(run.step).copied().unwrap_or("finishSecret") };
        if let Err(why) = self.invoke(&mark, (&arn, &function), &run.version, step).await {
            tracing::warn!(secret = run.name, step, why, "a step of a rotation failed");
            run.failures += 1;
            if run.failures >= ATTEMPTS || run.trial {
                return Outcome::Buried { why: format!("the rotation of {} failed at {step}: {why}", run.name) };
            }
            return later(&run, PAUSE * 2_u32.saturating_pow(run.failures - 1));
        }
        if run.trial {
            return Outcome::Done;
        }
        run.step += 1;
        run.failures = 0;
        if run.step < STEPS.len() {
            return later(&run, Duration::ZERO);
        }
        let ended = cell.write(&mark, |tx, region| {
            let Some(mut secret) = region.secrets.get(&run.name).cloned() else { return Ok(true) };
            let done = secret.end_rotation(tx, &run.version);
            region.put(tx, secret);
            Ok::<_, SecretsManagerError>(done)
        });
        match ended {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Buried { why: format!("the rotation of {} left AWSCURRENT where it was", run.name) },
            Err(_) => later(&run, PAUSE),
        }
    }

    /// Has the function take a step; says what went wrong.
    async fn invoke(
        &self,
        mark: &std::sync::Arc<Watermark>,
        (arn, function): (&str, &str),
        version: &str,
        step: &str,
    ) -> Result<(), String> {
        let payload = json!({"Step": step, "SecretId": arn, "ClientRequestToken": version}).to_string();
        let input = Document::from([
            ("FunctionName", function.into()),
            ("InvocationType", "RequestResponse".into()),
            ("Payload", Document::Blob(Bytes::from(payload))),
        ]);
        let answer = self.parts.cloud.call(&origin(arn, mark.clone()), "lambda", "Invoke", input).await;
        let answer = answer.map_err(|error| error.to_string())?;
        match answer.get("FunctionError").and_then(Document::as_str) {
            // What the function says may hold what it was to keep to itself.
            Some(error) => Err(format!("the function ended with an error ({error})")),
            None => Ok(()),
        }
    }

    /// Refuses a function that is not there.
    pub(crate) async fn check_function(&self, arn: &str, function: &str) -> Result<(), SecretsManagerError> {
        let input = Document::from([("FunctionName", function.into()), ("InvocationType", "DryRun".into())]);
        let origin = origin(arn, std::sync::Arc::new(Watermark::new()));
        let refused = |_: ErrorDocument| {
            let text = "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.";
            SecretsManagerError::Coded("AccessDeniedException", text.to_owned())
        };
        self.parts.cloud.call(&origin, "lambda", "Invoke", input).await.map(drop).map_err(refused)
    }
}

/// Secrets Manager acting on its own for a secret.
fn origin(arn: &str, mark: std::sync::Arc<Watermark>) -> Origin {
    let mut parts = arn.split(':').skip(3);
    let (region, account) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    Origin { mark, ..Origin::service(PRINCIPAL, account, region, Some(arn.to_owned())) }
}
