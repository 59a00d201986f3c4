//! Elastic Container Registry: repositories, their policies and settings. No images.
//!
//! # What it promises
//!
//! - A repository with its policies, settings and tags is kept until it is deleted. It holds no images: lists of them are empty, and
//!   what would put one there is refused by name. Templates name repositories for images that they may never have, such as the one
//!   of the [Cloud Development Kit's bootstrapping](https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html).
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # How it is cut
//!
//! ```text
//! ops/            one handler an operation           repository.rs   a repository's row, and what is said of it
//! lifecycle.rs    lifecycle policies, checked        jackson.rs      policies as AWS prints them
//! cfn.rs          the resource type
//! ```

pub mod api;
pub mod cfn;
mod error;
mod jackson;
mod keys;
mod lifecycle;
mod ops;
mod repository;

use std::sync::Arc;

use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_store::Cell;
use tradewind_wire::{ErrorDocument, Protocol, Violation};

pub use crate::error::EcrError;

/// The fixed facts of the registry.
pub static DEFINITION: Definition = Definition {
    name: "ecr",
    title: "Elastic Container Registry",
    signing_names: &["ecr"],
    target_prefixes: &["AmazonEC2ContainerRegistry_V20150921"],
    api_version: "2015-09-21",
    protocols: &[Protocol::AwsJson11],
    differences: &[
        "Repositories, their policies, settings and tags are kept. There are no images and no endpoint to push them to: lists of images are empty, and the operations that put or get layers are refused by name.",
        "Repository policies are checked, kept and printed but not evaluated; lifecycle policies have nothing to expire.",
        "Every account sees its own registry: another registryId has no repositories.",
    ],
    ..Definition::BLANK
};

/// The service.
pub struct Ecr {
    parts: Parts,
}

impl Ecr {
    /// Makes the service.
    pub fn new(parts: Parts) -> Arc<Ecr> {
        Arc::new(Ecr { parts })
    }

    /// The cell of the caller's own repositories.
    fn own(&self, ctx: &Context) -> Cell<()> {
        self.parts.store.cell(&keys::cell(ctx.account(), ctx.region()))
    }
}

impl Service for Ecr {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn violations(&self, _: &str, _: Protocol, found: &[Violation]) -> ErrorDocument {
        let text = found.first().map_or_else(String::new, |first| {
            let constraint = first.constraint.to_string();
            let constraint = constraint.strip_prefix("Member ").unwrap_or(&constraint);
            format!("Invalid parameter at '{}' failed to satisfy constraint: '{constraint}'", first.path)
        });
        ErrorDocument::sender("InvalidParameterException".to_owned(), text)
    }
}
