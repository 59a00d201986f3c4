//! A function, as far as an instance of it needs to know.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use tradewind_sandbox::Level;

use crate::runtime::Runtime;

/// One version of a function with one configuration. Whatever changes here makes another function with another `key`.
#[derive(Clone, Debug)]
pub struct Function {
    /// Identity: `<account>/<region>/<name>/<version>/<revision>`. Instances are never shared between keys.
    pub key: String,
    /// The account, 12 digits.
    pub account: String,
    /// The region.
    pub region: String,
    /// The function's name.
    pub name: String,
    /// `$LATEST` or a number.
    pub version: String,
    /// The unqualified ARN.
    pub arn: String,
    /// The runtime.
    pub runtime: Runtime,
    /// `module.function`; empty where the runtime needs none.
    pub handler: String,
    /// The code, visible at `/var/task`.
    pub code: Package,
    /// Layers in their order, merged into `/opt`.
    pub layers: Vec<Package>,
    /// The function's own variables. Not shown by `Debug`.
    pub environment: Environment,
    /// The role's ARN.
    pub role: String,
    /// How long an invocation may take: 1 to 900 seconds.
    pub timeout: Duration,
    /// 128 to 10,240 MB.
    pub memory_mb: u32,
    /// 512 to 10,240 MB.
    pub tmp_mb: u32,
    /// How its logs are written.
    pub logging: Logging,
    /// How its instances come to be.
    pub init: InitKind,
    /// A floor of isolation for this function; it can only raise the server's.
    pub min_level: Option<Level>,
}

/// A function's own variables; values never show in `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment(pub BTreeMap<String, String>);

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A zip of code or of a layer, named by its content.
#[derive(Clone)]
pub struct Package {
    /// SHA-256 of the zip, in hexadecimal.
    pub sha256: String,
    /// From where the zip comes when it is not unpacked yet.
    pub source: Arc<dyn PackageSource>,
}

/// Where a package's zip is kept.
pub trait PackageSource: Send + Sync {
    /// The whole zip.
    fn fetch(&self) -> BoxFuture<'_, std::io::Result<Bytes>>;
}

impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sha256)
    }
}

/// How instances come to be (`AWS_LAMBDA_INITIALIZATION_TYPE`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitKind {
    /// When they are needed.
    OnDemand,
    /// Ahead of time (provisioned concurrency).
    Provisioned,
    /// Forked from an initialised template (SnapStart).
    SnapStart,
}

/// How logs are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logging {
    /// Text or JSON.
    pub format: LogFormat,
    /// Least level of the function's own lines (JSON format only): TRACE, DEBUG, INFO, WARN, ERROR, FATAL.
    pub application_level: Option<String>,
    /// Least level of the platform's lines (JSON format only): DEBUG, INFO, WARN.
    pub system_level: Option<String>,
    /// The log group's name: `/aws/lambda/<name>` unless configured.
    pub group: String,
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// `START RequestId: ...` and lines as they are.
    Text,
    /// One JSON object a line.
    Json,
}
