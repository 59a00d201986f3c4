//! Systems Manager: Parameter Store.
//!
//! # What it promises
//!
//! - A parameter's versions, labels, tags and policies are kept until it is deleted or expires.
//! - The value of a SecureString lies encrypted in the store, by KMS, in the context of its parameter's ARN: a key that is
//!   disabled or deleted opens it no more. It is in no log and in no `Debug`. Other values lie in the clear.
//! - A parameter with an Expiration policy is gone at its time, and not before.
//!
//! # Limits
//!
//! AWS's quotas, see the constants of the module `limits`.
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # How it is cut
//!
//! ```text
//! ops/        one handler an operation               parameter/  versions, labels, policies, filters, the cell's model
//! value.rs    values as they lie in the store        names.rs    names, selectors, paths, ARNs
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
mod parameter;
mod value;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_store::{Cell, Outcome, TaskRun, Watermark};
use tradewind_wire::Protocol;

pub use crate::error::SsmError;
use crate::parameter::Region;

/// The fixed facts of Systems Manager.
pub static DEFINITION: Definition = Definition {
    name: "ssm",
    title: "Systems Manager Parameter Store",
    signing_names: &["ssm"],
    target_prefixes: &["AmazonSSM"],
    api_version: "2014-11-06",
    protocols: &[Protocol::AwsJson11],
    differences: &[
        "Of Systems Manager only Parameter Store is built; tags are those of parameters.",
        "The data types aws:ec2:image and aws:ssm:integration, and the policies ExpirationNotification and NoChangeNotification, are refused by name; no events are sent.",
        "The public parameters below /aws/ are not there.",
        "Parameters are not shared between accounts: DescribeParameters with Shared lists none.",
        "There are no throughput quotas; nothing is throttled, and a name may be used again at once after its deletion.",
    ],
    ..Definition::BLANK
};

/// The service.
pub struct Ssm {
    parts: Parts,
}

impl Ssm {
    /// Makes the service.
    pub fn new(parts: Parts) -> Arc<Ssm> {
        Arc::new(Ssm { parts })
    }

    fn cell(&self, account: &str, region: &str) -> Cell<Region> {
        self.parts.store.cell(&keys::cell(account, region))
    }

    /// The cell of the caller's own parameters.
    fn own(&self, ctx: &Context) -> Cell<Region> {
        self.cell(ctx.account(), ctx.region())
    }

    fn expire(&self, run: &TaskRun) -> Result<(), SsmError> {
        let name = String::from_utf8_lossy(&run.payload);
        let cell = self.parts.store.cell::<Region>(&run.cell);
        cell.write(&Watermark::new(), |tx, region| {
            region.expire(tx, &name);
            Ok(())
        })
    }
}

impl Service for Ssm {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            match self.expire(&run) {
                Ok(()) => Outcome::Done,
                Err(error) => {
                    tracing::warn!(%error, "a parameter could not be looked after; it is tried again");
                    Outcome::Again { at: self.parts.clock.now() + std::time::Duration::from_secs(60), payload: None }
                }
            }
        })
    }
}
