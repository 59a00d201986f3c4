//! The rows of a function's cell. Times are in microseconds since the epoch.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_store::{BlobId, Record};

/// What belongs to the function and not to one of its versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FunctionRow {
    /// The number that was published last; numbers are not given twice, not even after a deletion.
    pub(crate) published: u64,
    /// The function was deleted; the row remembers the numbers.
    pub(crate) deleted: bool,
    /// What is reserved for it (`ReservedConcurrentExecutions`).
    pub(crate) reserved: Option<u32>,
    /// Whether loops through it are allowed (`RecursiveLoop: Allow`).
    pub(crate) loops_allowed: bool,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Record for FunctionRow {
    const VERSION: u8 = 1;
}

/// A package: the zip of a function or of a layer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Code {
    /// Where the zip is.
    pub(crate) blob: [u8; 16],
    /// SHA-256 of the zip, in hexadecimal.
    pub(crate) sha256: String,
    /// Bytes of the zip.
    pub(crate) size: u64,
    /// Bytes of what is in it.
    pub(crate) unzipped: u64,
}

impl Code {
    pub(crate) fn blob(&self) -> BlobId {
        BlobId::new(self.blob)
    }
}

/// A version of a layer that a function has. Its zip stays as long as a function has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LayerUse {
    /// The layer version's ARN.
    pub(crate) arn: String,
    /// The layer's zip.
    pub(crate) code: Code,
}

/// What a client configures about a version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Configuration {
    /// As AWS names it, such as `python3.12`.
    pub(crate) runtime: String,
    pub(crate) role: String,
    pub(crate) handler: String,
    pub(crate) description: String,
    /// In seconds.
    pub(crate) timeout: u32,
    /// In MB.
    pub(crate) memory: u32,
    /// Of `/tmp`, in MB.
    pub(crate) storage: u32,
    /// None when no variables were given.
    pub(crate) environment: Option<BTreeMap<String, String>>,
    /// The ARN of a queue.
    pub(crate) dead_letter: Option<String>,
    /// `PassThrough` or `Active`.
    pub(crate) tracing: String,
    pub(crate) layers: Vec<LayerUse>,
    /// `x86_64` or `arm64`.
    pub(crate) architecture: String,
    /// `SnapStart.ApplyOn` is `PublishedVersions`.
    pub(crate) snap_start: bool,
    pub(crate) logging: LoggingRow,
}

/// How a version logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LoggingRow {
    /// `LogFormat` is `JSON`.
    pub(crate) json: bool,
    pub(crate) application: Option<String>,
    pub(crate) system: Option<String>,
    /// None for `/aws/lambda/<name>`.
    pub(crate) group: Option<String>,
}

/// One version: `$LATEST`, or a published one, which never changes but for its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionRow {
    pub(crate) configuration: Configuration,
    pub(crate) code: Code,
    /// Names this code with this configuration; instances are not shared between builds. A UUID.
    pub(crate) build: String,
    /// `RevisionId`: a UUID.
    pub(crate) revision: String,
    /// When code or configuration last changed.
    pub(crate) modified: u64,
    pub(crate) state: State,
    /// Why it failed.
    pub(crate) failure: Option<String>,
    /// Whether an update is under way (`LastUpdateStatus: InProgress`).
    pub(crate) updating: bool,
    /// For a published version a digest of what `$LATEST` was then: as long as it is that, nothing new can be published.
    pub(crate) origin: Option<String>,
}

impl Record for VersionRow {
    const VERSION: u8 = 1;
}

/// What can be done with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    /// It is being made.
    Pending,
    /// It can be invoked.
    Active,
    /// It can't be made.
    Failed,
}

impl State {
    pub(crate) fn text(self) -> &'static str {
        match self {
            State::Pending => "Pending",
            State::Active => "Active",
            State::Failed => "Failed",
        }
    }
}

/// An alias.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct AliasRow {
    /// The version it points to; 0 is `$LATEST`.
    pub(crate) version: u64,
    pub(crate) description: String,
    /// Other versions, and what part of the invocations each gets: 0.0 to 1.0.
    pub(crate) weights: BTreeMap<u64, f64>,
    pub(crate) revision: String,
}

impl Record for AliasRow {
    const VERSION: u8 = 1;
}

/// The provisioned concurrency of a version or alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProvisionedRow {
    pub(crate) instances: u32,
    pub(crate) modified: u64,
}

impl Record for ProvisionedRow {
    const VERSION: u8 = 1;
}

/// The URL of a function or alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UrlRow {
    /// 32 lower-case letters and digits.
    pub(crate) id: String,
    /// `NONE` or `AWS_IAM`.
    pub(crate) auth_type: String,
    pub(crate) cors: Option<CorsRow>,
    /// `BUFFERED` or `RESPONSE_STREAM`.
    pub(crate) invoke_mode: String,
    pub(crate) created: u64,
    pub(crate) modified: u64,
}

impl Record for UrlRow {
    const VERSION: u8 = 1;
}

/// Which other origins may use a function URL; members as the client gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CorsRow {
    pub(crate) allow_credentials: Option<bool>,
    pub(crate) allow_headers: Option<Vec<String>>,
    pub(crate) allow_methods: Option<Vec<String>>,
    pub(crate) allow_origins: Option<Vec<String>>,
    pub(crate) expose_headers: Option<Vec<String>>,
    /// In seconds.
    pub(crate) max_age: Option<i32>,
}

/// How asynchronous invocations of a qualifier are handled; members as the client gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EventInvokeRow {
    pub(crate) max_retries: Option<u32>,
    /// In seconds.
    pub(crate) max_age: Option<u32>,
    pub(crate) on_success: Option<String>,
    pub(crate) on_failure: Option<String>,
    pub(crate) modified: u64,
}

impl Record for EventInvokeRow {
    const VERSION: u8 = 1;
}

/// How a version's runtime is updated: kept and told, there is one runtime here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RuntimeRow {
    /// `Auto`, `FunctionUpdate` or `Manual`.
    pub(crate) update_on: String,
}

impl Record for RuntimeRow {
    const VERSION: u8 = 1;
}
