//! Key Management Service.
//!
//! # What it promises
//!
//! - A ciphertext made here opens for as long as its key is there, in the same encryption context only, whatever the key's
//!   rotations. It names its key: decrypting needs none.
//! - Key material is random bytes from the machine's entropy. On disk it stands sealed under a key of the node, which the store
//!   keeps beside it: a copy of single rows shows nothing, a copy of the whole data directory shows everything. In memory it is
//!   opened for one call and wiped after it. It is in no log and in no `Debug`.
//! - A key whose deletion was scheduled is gone at its date, with its material, aliases and grants, and not before.
//! - Keys with automatic rotation get new material on their date; all materials are kept.
//!
//! # Limits
//!
//! AWS's quotas, see the constants of the module `limits`; 4,096 bytes to encrypt.
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # How it is cut
//!
//! ```text
//! ops/         one handler an operation             region.rs   the model of the cell of an account and region
//! key/         a key's record, material, life       names.rs    how calls name keys
//! blob.rs      ciphertexts                          policy.rs, page.rs, limits.rs, keys.rs
//! ```

pub mod api;
mod blob;
pub mod cfn;
mod error;
#[doc(hidden)]
pub mod fuzz;
mod key;
mod keys;
mod limits;
mod managed;
mod names;
mod opaque;
mod ops;
mod page;
mod policy;
mod region;

use std::sync::{Arc, OnceLock};

use futures::future::BoxFuture;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_seal::Key;
use tradewind_store::{Cell, Outcome, StoreError, TaskRun, Watermark};
use tradewind_wire::Protocol;

pub use crate::error::KmsError;
use crate::region::{Place, Region};

/// The fixed facts of KMS.
pub static DEFINITION: Definition = Definition {
    name: "kms",
    title: "Key Management Service",
    signing_names: &["kms"],
    target_prefixes: &["TrentService"],
    api_version: "2014-11-01",
    protocols: &[Protocol::AwsJson11],
    differences: &[
        "Keys are symmetric encryption keys and HMAC keys made here. Asymmetric, multi-Region and imported keys, custom key stores and Nitro enclaves (Recipient) are refused by name.",
        "Key material is sealed under a key that lies in the same data directory: it protects single rows, not a stolen disk. There is no hardware module.",
        "Key policies and grants are checked, kept and printed but not yet enforced: GrantTokens and BypassPolicyLockoutSafetyCheck have no effect, and the check for a lockout is not made.",
        "Keys managed by AWS are made when their alias (alias/aws/...) is first used; ListAliases lists those that have been. Clients may use them directly.",
        "A grant's constraints are kept and returned; the grant is valid at once everywhere.",
        "Changes are effective at once; rotations on demand are done when they are answered.",
        "Ciphertexts have a format of their own and can't be decrypted by AWS, nor AWS's here.",
        "There are no throughput quotas; nothing is throttled.",
    ],
    ..Definition::BLANK
};

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "ConnectCustomKeyStore",
    "CreateCustomKeyStore",
    "DeleteCustomKeyStore",
    "DeleteImportedKeyMaterial",
    "DeriveSharedSecret",
    "DescribeCustomKeyStores",
    "DisconnectCustomKeyStore",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GetKeyLastUsage",
    "GetParametersForImport",
    "GetPublicKey",
    "ImportKeyMaterial",
    "ReplicateKey",
    "Sign",
    "UpdateCustomKeyStore",
    "UpdatePrimaryRegion",
    "Verify",
];

/// The name of the node's key under which material is sealed.
const NODE_KEY: &str = "kms";

/// The service.
pub struct Kms {
    parts: Parts,
    node: OnceLock<Key>,
}

impl Kms {
    /// Makes the service. Its keys are as random as `parts.random`.
    pub fn new(parts: Parts) -> Arc<Kms> {
        Arc::new(Kms { parts, node: OnceLock::new() })
    }

    fn cell(&self, place: &Place) -> Cell<Region> {
        self.parts.store.cell(&keys::cell(&place.account, &place.region))
    }

    /// The key under which material is sealed. What was sealed with it is durable only after it: one journal orders both.
    fn node(&self, mark: &Watermark) -> Result<&Key, StoreError> {
        if let Some(node) = self.node.get() {
            return Ok(node);
        }
        let key = tradewind_seal::node_key(&self.parts.store, &self.parts.random, NODE_KEY, mark)?;
        Ok(self.node.get_or_init(|| key))
    }

    fn run(&self, run: &TaskRun) -> Result<(), KmsError> {
        let mark = Watermark::new();
        let node = self.node(&mark)?;
        let id = String::from_utf8_lossy(&run.payload);
        let cell = self.parts.store.cell::<Region>(&run.cell);
        cell.write(&mark, |tx, region| {
            match run.kind.as_str() {
                keys::DELETE => region.delete_due(tx, &id),
                _ => {
                    let mut key = region.keys.get(id.as_ref()).cloned();
                    if let Some(key) = key.take_if(|key| key.rotate_due(tx, node, &self.parts.random)) {
                        region.put_key(tx, key);
                    }
                }
            }
            Ok(())
        })
    }
}

/// Where the caller's own keys are.
fn here(ctx: &Context) -> Place {
    Place { account: ctx.account().to_owned(), region: ctx.region().to_owned() }
}

impl Service for Kms {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            match self.run(&run) {
                Ok(()) => Outcome::Done,
                Err(error) => {
                    tracing::warn!(%error, kind = run.kind, "a key could not be looked after; it is tried again");
                    Outcome::Again { at: self.parts.clock.now() + std::time::Duration::from_secs(60), payload: None }
                }
            }
        })
    }
}
