//! Lambda: functions, their versions and aliases, layers, invocations.
//!
//! # What it promises
//!
//! - An answered change is on disk, and the next invocation sees it.
//! - A package is durable before the function that names it; it is deleted when nothing names it any more.
//! - Reserved concurrency is never given away twice: what is left for functions without a reservation is at least 100.
//! - A published version never changes.
//!
//! # Limits
//!
//! AWS's quotas are constants in `limits.rs`: 50 MB a package in a request, 250 MB unpacked with layers, 5 layers, 4 KB of
//! environment, 900 seconds, 10,240 MB, 1,000 invocations at once in an account and region.
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # Absent
//!
//! Code signing, capacity providers, durable executions and scaling configurations: their operations are refused by name.
//!
//! # How it is cut
//!
//! ```text
//! ops/           one handler an operation            names.rs, page.rs, limits.rs, keys.rs
//! function/      a function's cell: versions, aliases, concurrency, and from a name to what is run
//! layer/         layers                              policy.rs     who else may use functions and layers
//! url/           URLs of functions, configured       event_invoke/ asynchronous invocation, configured
//! invoke/        invocations: now, later, as streams, by web requests
//! mapping/       event sources                       effects.rs    what the tasks of function/ do
//! site.rs        web sites beside the API            download.rs   links to packages
//! ```

pub mod api;
pub mod cfn;
mod download;
mod effects;
mod error;
mod event_invoke;
mod function;
mod invoke;
mod keys;
mod layer;
mod limits;
mod mapping;
mod names;
mod ops;
mod page;
mod policy;
mod site;
mod url;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Definition, Operations, Parts, Service, Stopping};
use tradewind_functions::Executor;
use tradewind_store::{Cell, Outcome, TaskRun};
use tradewind_wire::{ApiError as _, Constraint, ErrorDocument, Protocol, Violation};

pub use crate::error::LambdaError;
pub use crate::site::{Site, site};

use crate::function::cell::FunctionCell;
use crate::function::concurrency::Reservations;
use crate::function::configuration::unknown_runtime;
use crate::function::provisioned::Warmed;
use crate::invoke::ledger::Ledger;
use crate::names::FunctionRef;

/// The fixed facts of Lambda.
pub static DEFINITION: Definition = Definition {
    name: "lambda",
    title: "Lambda",
    signing_names: &["lambda"],
    target_prefixes: &[],
    api_version: "2015-03-31",
    xml_namespace: "",
    error_namespace: "",
    protocols: &[Protocol::RestJson1],
    routes: api::ROUTES,
    // A package of 50 MB in base64, and room for the rest of the request.
    body_limit: Some(72 << 20),
    query_compatible: false,
    differences: DIFFERENCES,
};

/// What is done otherwise on purpose.
const DIFFERENCES: &[&str] = &[
    "A package of a bucket may be in any region, and is read as whoever makes the call.",
    "Container images, `VpcConfig` with subnets, security groups or `Ipv6AllowedForDualStack`, `FileSystemConfigs`, `KMSKeyArn`, `CodeSigningConfigArn`, \
     `CapacityProviderConfig`, `DurableConfig`, `TenancyConfig`, `TenantId` and `PublishTo` are refused by name.",
    "A runtime can be used if it is installed on the machine; its version's ARN is made from its name, and the modes of runtime \
     updates are kept and have nothing to choose from.",
    "`Architectures` is kept and returned; functions run on the machine's own architecture.",
    "`TracingConfig` is kept and returned; the trace header reaches functions either way, and no segments are sent to X-Ray.",
    "A role's ARN must have the right form; whether there is such a role is not asked.",
    "Resource policies are kept and printed and not evaluated; a function URL with `AuthType` `NONE` is open without one.",
    "Function URLs are names below `localhost`, with the server's own port; links to packages lead to this server, for ten minutes.",
    "Dead letters and records go to standard SQS queues, functions and event buses; SNS topics, S3 buckets and Kafka topics are \
     refused by name.",
    "Functions that nobody invokes do not become `Inactive`, and concurrency may grow to its limit at once.",
    "An update is used by the next invocation, also while `LastUpdateStatus` is still `InProgress`.",
    "`GetFunctionCodeSigningConfig` answers with an empty ARN; there are no code signing configurations.",
    "A function's share of the processor follows its memory while the machine is busy; what is idle may be used, where AWS withholds it.",
    "A function's `RevisionId` does not change when the function becomes active.",
    "SnapStart: instances of one version are forks of one initialised process, in one sandbox: they share its `/tmp` and its \
     loopback. Java functions and those with threads, external extensions or a wrapper script are initialised ahead of time \
     instead; the hooks of CRaC are not run.",
    "The older Logs API of extensions is refused; the Telemetry API has taken its place.",
    "A function's lines reach its log group without its role being asked; the group and the stream are made when they are missing. \
     Lines that the store can't keep up with are dropped beyond 64 MiB, and the log says how many.",
    "Event source mappings read SQS queues; Kinesis and DynamoDB streams, Kafka, MQ and DocumentDB are refused by name.",
    "A change of an event source mapping is in force at once, except that it waits for batches that are under way.",
];

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "CheckpointDurableExecution",
    "CreateCapacityProvider",
    "CreateCodeSigningConfig",
    "DeleteCapacityProvider",
    "DeleteCodeSigningConfig",
    "DeleteFunctionCodeSigningConfig",
    "GetCapacityProvider",
    "GetCodeSigningConfig",
    "GetDurableExecution",
    "GetDurableExecutionHistory",
    "GetDurableExecutionState",
    "GetFunctionScalingConfig",
    "ListCapacityProviders",
    "ListCodeSigningConfigs",
    "ListDurableExecutionsByFunction",
    "ListFunctionVersionsByCapacityProvider",
    "ListFunctionsByCodeSigningConfig",
    "PutFunctionCodeSigningConfig",
    "PutFunctionScalingConfig",
    "SendDurableExecutionCallbackFailure",
    "SendDurableExecutionCallbackHeartbeat",
    "SendDurableExecutionCallbackSuccess",
    "StopDurableExecution",
    "UpdateCapacityProvider",
    "UpdateCodeSigningConfig",
];

/// The service.
pub struct Lambda {
    pub(crate) parts: Parts,
    pub(crate) executor: Arc<dyn Executor>,
    pub(crate) reservations: Reservations,
    pub(crate) ledger: Ledger,
    pub(crate) mappings: Arc<mapping::Engine>,
    pub(crate) warmed: Warmed,
}

impl Lambda {
    /// Makes the service over what runs its functions, with AWS's limit of invocations at once.
    pub fn new(parts: Parts, executor: Arc<dyn Executor>) -> Arc<Lambda> {
        Lambda::with_concurrency(parts, executor, limits::CONCURRENCY)
    }

    /// The same with another limit of invocations that may run at once in each account and region.
    pub fn with_concurrency(parts: Parts, executor: Arc<dyn Executor>, limit: u32) -> Arc<Lambda> {
        Arc::new(Lambda {
            parts,
            executor,
            reservations: Reservations::new(limit),
            ledger: Ledger::default(),
            warmed: Warmed::default(),
            mappings: Arc::default(),
        })
    }

    /// The cell of a function, whether the function is there or not.
    pub(crate) fn function(&self, at: &FunctionRef) -> Cell<FunctionCell> {
        self.parts.store.cell(&at.cell())
    }
}

impl Service for Lambda {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self)
            .add("CreateFunction", ops::create_function)
            .add("GetFunction", ops::get_function)
            .add("GetFunctionConfiguration", ops::get_function_configuration)
            .add("ListFunctions", ops::list_functions)
            .add("DeleteFunction", ops::delete_function)
            .add("UpdateFunctionCode", ops::update_function_code)
            .add("UpdateFunctionConfiguration", ops::update_function_configuration)
            .add("PublishVersion", ops::publish_version)
            .add("ListVersionsByFunction", ops::list_versions_by_function)
            .add("CreateAlias", ops::create_alias)
            .add("GetAlias", ops::get_alias)
            .add("UpdateAlias", ops::update_alias)
            .add("DeleteAlias", ops::delete_alias)
            .add("ListAliases", ops::list_aliases)
            .add("PutFunctionConcurrency", ops::put_function_concurrency)
            .add("GetFunctionConcurrency", ops::get_function_concurrency)
            .add("DeleteFunctionConcurrency", ops::delete_function_concurrency)
            .add("PutProvisionedConcurrencyConfig", ops::put_provisioned_concurrency_config)
            .add("GetProvisionedConcurrencyConfig", ops::get_provisioned_concurrency_config)
            .add("DeleteProvisionedConcurrencyConfig", ops::delete_provisioned_concurrency_config)
            .add("ListProvisionedConcurrencyConfigs", ops::list_provisioned_concurrency_configs)
            .add("TagResource", ops::tag_resource)
            .add("UntagResource", ops::untag_resource)
            .add("ListTags", ops::list_tags)
            .add("PutRuntimeManagementConfig", ops::put_runtime_management_config)
            .add("GetRuntimeManagementConfig", ops::get_runtime_management_config)
            .add("GetAccountSettings", ops::get_account_settings)
            .add("PutFunctionRecursionConfig", ops::put_function_recursion_config)
            .add("GetFunctionRecursionConfig", ops::get_function_recursion_config)
            .add("GetFunctionCodeSigningConfig", ops::get_function_code_signing_config)
            .add("PublishLayerVersion", ops::publish_layer_version)
            .add("GetLayerVersion", ops::get_layer_version)
            .add("GetLayerVersionByArn", ops::get_layer_version_by_arn)
            .add("ListLayers", ops::list_layers)
            .add("ListLayerVersions", ops::list_layer_versions)
            .add("DeleteLayerVersion", ops::delete_layer_version)
            .add("AddLayerVersionPermission", ops::add_layer_version_permission)
            .add("RemoveLayerVersionPermission", ops::remove_layer_version_permission)
            .add("GetLayerVersionPolicy", ops::get_layer_version_policy)
            .add("AddPermission", ops::add_permission)
            .add("RemovePermission", ops::remove_permission)
            .add("GetPolicy", ops::get_policy)
            .add("CreateFunctionUrlConfig", ops::create_function_url_config)
            .add("GetFunctionUrlConfig", ops::get_function_url_config)
            .add("UpdateFunctionUrlConfig", ops::update_function_url_config)
            .add("DeleteFunctionUrlConfig", ops::delete_function_url_config)
            .add("ListFunctionUrlConfigs", ops::list_function_url_configs)
            .add("PutFunctionEventInvokeConfig", ops::put_function_event_invoke_config)
            .add("UpdateFunctionEventInvokeConfig", ops::update_function_event_invoke_config)
            .add("GetFunctionEventInvokeConfig", ops::get_function_event_invoke_config)
            .add("DeleteFunctionEventInvokeConfig", ops::delete_function_event_invoke_config)
            .add("ListFunctionEventInvokeConfigs", ops::list_function_event_invoke_configs)
            .add("CreateEventSourceMapping", ops::create_event_source_mapping)
            .add("GetEventSourceMapping", ops::get_event_source_mapping)
            .add("UpdateEventSourceMapping", ops::update_event_source_mapping)
            .add("DeleteEventSourceMapping", ops::delete_event_source_mapping)
            .add("ListEventSourceMappings", ops::list_event_source_mappings)
            .add("Invoke", ops::invoke)
            .add("InvokeAsync", ops::invoke_async)
            .add("InvokeWithResponseStream", ops::invoke_with_response_stream)
            .add_internal(site::INVOKE_FUNCTION_URL, ops::invoke_function_url)
            .add_internal(site::DOWNLOAD_PACKAGE, ops::download_package)
            .open_to_anonymous(&[site::INVOKE_FUNCTION_URL, site::DOWNLOAD_PACKAGE])
            .absent(ABSENT)
            .build()
    }

    fn places(&self, kind: &str) -> Option<usize> {
        match kind {
            mapping::SETTLE => Some(mapping::PLACES),
            keys::ACTIVATE => Some(effects::PLACES),
            kind => invoke::places(kind),
        }
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            match run.kind.as_str() {
                keys::INVOKE | keys::DELIVER => invoke::perform(self, &run).await,
                mapping::SETTLE => mapping::perform(self, &run).await,
                keys::ACTIVATE => effects::activate(self, &run).await,
                keys::FORGET_CODE => function::code::forget(self, &run).await,
                layer::FORGET => layer::forget(self, &run).await,
                url::FORGET => url::forget(self, &run),
                kind => Outcome::Buried { why: format!("Lambda performs no tasks of kind {kind}") },
            }
        })
    }

    fn background(self: Arc<Self>, stopping: Stopping) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let awake = self.parts.clock.hold();
            if let Some(Err(error)) = stopping.or(self.rewarm_all()).await {
                tracing::error!(%error, "what is provisioned could not be looked up; changes to it are still followed");
            }
            drop(awake);
            mapping::supervise(self, stopping).await;
        })
    }

    /// An unknown runtime is refused in words of its own; everything else as AWS's services do.
    fn violations(&self, _operation: &str, _protocol: Protocol, found: &[Violation]) -> ErrorDocument {
        match found {
            [Violation { path, value: Some(value), constraint: Constraint::OneOf(_), .. }] if path == "runtime" => {
                unknown_runtime(value).to_document()
            }
            _ => ErrorDocument::validation(found),
        }
    }
}
