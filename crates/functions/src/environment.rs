//! The environment variables of an instance.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>

use std::collections::BTreeMap;
use std::path::Path;

use crate::function::{Function, InitKind, LogFormat};
use crate::instance::Order;
use crate::runtime::Runtime;

/// Where things are, as the instance sees them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'a> {
    /// `LAMBDA_TASK_ROOT`.
    pub(crate) task: &'a Path,
    /// Layers.
    pub(crate) opt: &'a Path,
    /// `host:port` of the Runtime API.
    pub(crate) api: &'a str,
    /// `host:port` of the platform's services.
    pub(crate) platform: &'a str,
}

/// `AWS_LAMBDA_INITIALIZATION_TYPE`.
pub(crate) fn initialization_type(kind: InitKind) -> &'static str {
    match kind {
        InitKind::OnDemand => "on-demand",
        InitKind::Provisioned => "provisioned-concurrency",
        InitKind::SnapStart => "snap-start",
    }
}

/// Everything an instance finds in its environment. Nothing of the server's own environment is in it. The function's own
/// variables win over defaults, `program` (what the runtime's start needs) too; the platform's reserved ones win over all.
pub(crate) fn environment(order: &Order, places: Places<'_>, program: &[(String, String)]) -> BTreeMap<String, String> {
    let function = &*order.function;
    let mut all = defaults(function, places);
    all.extend(program.iter().cloned());
    all.extend(function.environment.0.iter().map(|(name, value)| (name.clone(), value.clone())));
    all.extend(reserved(order, places));
    all
}

fn named<const N: usize>(pairs: [(&str, String); N]) -> impl Iterator<Item = (String, String)> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value))
}

fn defaults(function: &Function, places: Places<'_>) -> BTreeMap<String, String> {
    let (task, opt) = (places.task.display(), places.opt.display());
    let mut all: BTreeMap<String, String> = named([
        ("LANG", "en_US.UTF-8".to_owned()),
        ("TZ", ":UTC".to_owned()),
        ("PATH", format!("/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:{opt}/bin")),
        (
            "LD_LIBRARY_PATH",
            format!("/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:{task}:{task}/lib:{opt}/lib"),
        ),
        ("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR".to_owned()),
        ("AWS_XRAY_DAEMON_ADDRESS", "169.254.79.129:2000".to_owned()),
        ("_AWS_XRAY_DAEMON_ADDRESS", "169.254.79.129".to_owned()),
        ("_AWS_XRAY_DAEMON_PORT", "2000".to_owned()),
        ("AWS_ENDPOINT_URL", format!("http://{}", places.platform)),
    ])
    .collect();
    if let Runtime::Node(major) = function.runtime {
        all.insert(
            "NODE_PATH".to_owned(),
            format!(
                "{opt}/nodejs/node{major}/node_modules:{opt}/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:{task}"
            ),
        );
    }
    all
}

fn reserved(order: &Order, places: Places<'_>) -> BTreeMap<String, String> {
    let function = &*order.function;
    let mut all: BTreeMap<String, String> = named([
        ("_HANDLER", function.handler.clone()),
        ("AWS_REGION", function.region.clone()),
        ("AWS_DEFAULT_REGION", function.region.clone()),
        ("AWS_LAMBDA_FUNCTION_NAME", function.name.clone()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", function.memory_mb.to_string()),
        ("AWS_LAMBDA_FUNCTION_VERSION", function.version.clone()),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", initialization_type(function.init).to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", function.logging.group.clone()),
        ("AWS_LAMBDA_LOG_STREAM_NAME", order.stream.clone()),
        ("AWS_LAMBDA_RUNTIME_API", places.api.to_owned()),
        ("LAMBDA_TASK_ROOT", places.task.display().to_string()),
        ("LAMBDA_RUNTIME_DIR", "/var/runtime".to_owned()),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", format!("http://{}{}", places.api, crate::api::CREDENTIALS)),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", order.token.0.clone()),
    ])
    .collect();
    if !matches!(function.runtime, Runtime::ProvidedAl2 | Runtime::ProvidedAl2023) {
        all.insert("AWS_EXECUTION_ENV".to_owned(), format!("AWS_Lambda_{}", function.runtime));
    }
    // Restored copies of one snapshot must not share keys: they ask the credentials endpoint, as on AWS.
    if function.init != InitKind::SnapStart {
        let credentials = &order.credentials;
        all.extend(named([
            ("AWS_ACCESS_KEY_ID", credentials.access_key_id.clone()),
            ("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key.clone()),
            ("AWS_SESSION_TOKEN", credentials.session_token.clone()),
        ]));
    }
    if function.logging.format == LogFormat::Json {
        let level = function.logging.application_level.as_deref().unwrap_or("INFO");
        all.extend(named([("AWS_LAMBDA_LOG_FORMAT", "JSON".to_owned()), ("AWS_LAMBDA_LOG_LEVEL", level.to_owned())]));
    }
    all
}
