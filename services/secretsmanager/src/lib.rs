//! Secrets Manager.
//!
//! # What it promises
//!
//! - A secret's value lies encrypted in the store, under a data key of KMS, bound to the secret's ARN and the version's id: a key
//!   that is disabled or deleted opens it no more. It is in no log and in no `Debug`.
//! - A staging label is at one version at a time, and `AWSCURRENT` moves as one with `AWSPREVIOUS`.
//! - A call with a ClientRequestToken that was answered makes no second version.
//! - A rotation takes its steps in order, each at least once and after the one before has succeeded, also over restarts.
//! - A deleted secret can be restored until its recovery window ends; then it is gone, and not before.
//!
//! # Limits
//!
//! AWS's quotas, see the constants of the module `limits`; values of 65,536 bytes.
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # How it is cut
//!
//! ```text
//! ops/        one handler an operation               secret/     versions, labels, deletion, filters, the cell's model
//! value.rs    values as they lie in the store        names.rs    names and ARNs
//! rotate.rs   what a rotation's task does            password.rs random passwords
//! ```

pub mod api;
pub mod cfn;
mod error;
mod keys;
mod limits;
mod names;
mod opaque;
mod ops;
mod page;
mod password;
mod policy;
mod rotate;
mod secret;
mod value;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_store::{Cell, Outcome, TaskRun, Watermark};
use tradewind_wire::Protocol;

pub use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::secret::Region;

/// The fixed facts of Secrets Manager.
pub static DEFINITION: Definition = Definition {
    name: "secretsmanager",
    title: "Secrets Manager",
    signing_names: &["secretsmanager"],
    target_prefixes: &["secretsmanager"],
    api_version: "2017-10-17",
    protocols: &[Protocol::AwsJson11],
    differences: &[
        "Replication to other Regions and managed external secrets (Type) are refused by name.",
        "A secret is rotated at its date and not within a window: Duration is kept and returned. A ScheduleExpression of the form cron(...) and RotationToken are refused by name. A step of a rotation is tried five times, with waits that double from 30 seconds; AWS does not publish its own.",
        "The policy of a rotation function is not evaluated.",
        "Resource policies are checked, kept and printed but not evaluated yet; BlockPublicPolicy refuses statements that allow everybody without a condition.",
        "A deletion without recovery is done when it is answered, and a deletion with a window at its end.",
        "There are no throughput quotas; nothing is throttled.",
    ],
    ..Definition::BLANK
};

/// The service.
pub struct SecretsManager {
    parts: Parts,
}

impl SecretsManager {
    /// Makes the service.
    pub fn new(parts: Parts) -> Arc<SecretsManager> {
        Arc::new(SecretsManager { parts })
    }

    /// The cell of the secrets among which a named one is.
    fn cell(&self, ctx: &Context, named: &Named) -> Cell<Region> {
        self.parts.store.cell(&keys::cell(&named.account, ctx.region()))
    }

    /// The cell of the caller's own secrets.
    fn own(&self, ctx: &Context) -> Cell<Region> {
        self.parts.store.cell(&keys::cell(ctx.account(), ctx.region()))
    }

    fn run(&self, run: &TaskRun) -> Result<(), SecretsManagerError> {
        let name = String::from_utf8_lossy(&run.payload);
        let cell = self.parts.store.cell::<Region>(&run.cell);
        cell.write(&Watermark::new(), |tx, region| {
            match run.kind.as_str() {
                keys::DUE => region.rotate_due(tx, &name, &self.parts.random.uuid_v4()),
                _ => region.delete_due(tx, &name),
            }
            Ok(())
        })
    }
}

impl Service for SecretsManager {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn places(&self, kind: &str) -> Option<usize> {
        // Functions take their time.
        (kind == keys::ROTATE).then_some(limits::ROTATIONS)
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            if run.kind == keys::ROTATE {
                return self.take_step(&run).await;
            }
            match self.run(&run) {
                Ok(()) => Outcome::Done,
                Err(error) => {
                    tracing::warn!(%error, "a secret could not be looked after; it is tried again");
                    Outcome::Again { at: self.parts.clock.now() + std::time::Duration::from_secs(60), payload: None }
                }
            }
        })
    }
}
