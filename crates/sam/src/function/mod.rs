//! `AWS::Serverless::Function`: a function, its role, and everything that invokes it.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html>

mod code;
mod invoke;
mod role;
mod url;
mod version;

use crate::check::{ANY, BOOL, INT, LIST, MAP, TEXT, Table, a_map, a_text, check};
use crate::events::{self, Target};
use crate::intrinsics::{attribute, is_intrinsic, reference};
use crate::policy::{Policies, document, named, statement};
use crate::value::{Map, Value, map};
use crate::world::{Made, World, inherited, kept};
use crate::{Fault, deployment, tags};

pub(crate) use code::{bucket_and_key, location};
pub(crate) use invoke::bucket_statements;

const KIND: &str = "AWS::Serverless::Function";

const TABLE: Table = &[
    ("FunctionName", TEXT),
    ("Handler", TEXT),
    ("Runtime", TEXT),
    ("CodeUri", ANY),
    ("ImageUri", TEXT),
    ("PackageType", TEXT),
    ("InlineCode", TEXT),
    ("DeadLetterQueue", MAP),
    ("Description", TEXT),
    ("MemorySize", ANY),
    ("Timeout", ANY),
    ("VpcConfig", MAP),
    ("Role", TEXT),
    ("AssumeRolePolicyDocument", MAP),
    ("Policies", TEXT | LIST | MAP),
    ("RolePath", ANY),
    ("PermissionsBoundary", TEXT),
    ("Environment", MAP),
    ("Events", MAP),
    ("Tags", MAP),
    ("PropagateTags", BOOL),
    ("Tracing", ANY),
    ("KmsKeyArn", ANY),
    ("DeploymentPreference", MAP),
    ("ReservedConcurrentExecutions", ANY),
    ("Layers", LIST),
    ("EventInvokeConfig", MAP),
    ("EphemeralStorage", ANY),
    ("AutoPublishAlias", TEXT),
    ("AutoPublishAliasAllProperties", BOOL),
    ("AutoPublishCodeSha256", ANY),
    ("VersionDescription", ANY),
    ("VersionDeletionPolicy", TEXT | BOOL),
    ("ProvisionedConcurrencyConfig", MAP),
    ("FileSystemConfigs", LIST),
    ("ImageConfig", MAP),
    ("CodeSigningConfigArn", TEXT),
    ("Architectures", LIST),
    ("SnapStart", MAP),
    ("FunctionUrlConfig", MAP),
    ("RuntimeManagementConfig", MAP),
    ("LoggingConfig", ANY),
    ("RecursiveLoop", ANY),
    ("SourceKMSKeyArn", ANY),
    ("TenancyConfig", ANY),
    ("CapacityProviderConfig", ANY),
    ("FunctionScalingConfig", ANY),
    ("PublishToLatestPublished", TEXT | BOOL | INT),
    ("DurableConfig", ANY),
];

/// Properties that Lambda takes as they are.
const HANDED_ON: &[&str] = &[
    "FunctionName",
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Environment",
    "KmsKeyArn",
    "ReservedConcurrentExecutions",
    "Layers",
    "FileSystemConfigs",
    "ImageConfig",
    "PackageType",
    "CodeSigningConfigArn",
    "Architectures",
    "EphemeralStorage",
    "SnapStart",
    "RuntimeManagementConfig",
    "LoggingConfig",
    "RecursiveLoop",
    "TenancyConfig",
    "FunctionScalingConfig",
    "DurableConfig",
];

/// What the parts of a function's transform share.
pub(crate) struct Function<'f> {
    pub(crate) id: &'f str,
    pub(crate) properties: &'f Map,
    /// Attributes for everything made of the function.
    pub(crate) inherited: Map,
    /// Tags for everything made of the function, if it hands them on.
    pub(crate) propagated: Option<Map>,
}

impl Function<'_> {
    /// Attributes for the version, the alias and what else hangs on the function.
    fn inherited_condition(&self) -> Map {
        self.inherited.clone()
    }
}

/// Makes what a function becomes.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let properties = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, KIND, properties, TABLE)?;
    refuse_combinations(id, properties)?;
    let function =
        Function { id, properties, inherited: inherited(resource), propagated: propagated(world, properties) };
    let mut lambda = lambda(world, &function)?;
    let published = version::publish(world, &function, &lambda)?;
    let mut policies = Policies::default();
    if let Some(config) = properties.given("EventInvokeConfig") {
        invoke::configure(world, &function, config, published.as_ref(), &mut policies)?;
    }
    if let Some(config) = properties.given("FunctionUrlConfig") {
        url::expose(world, &function, config, published.as_ref())?;
    }
    let alias_id = published.as_ref().map(|published| published.alias.id.clone());
    run_events(world, &function, alias_id.as_deref(), &mut policies)?;
    let role = role::give(world, &function, policies)?;
    lambda.properties_mut().set("Role", role);
    publish_sha(&function, &mut lambda);
    if let Some(published) = published {
        finish_alias(world, &function, published)?;
    } else if let Some(preference) = properties.given("DeploymentPreference") {
        deployment::prefer(world, id, preference, None, &function.inherited, None)?;
    }
    world.add(lambda.with(&kept(resource)));
    Ok(())
}

/// Tags that are handed on.
fn propagated(world: &World<'_>, properties: &Map) -> Option<Map> {
    let on = properties.given("PropagateTags").map(|on| world.resolve(on)).is_some_and(|on| on.truthy());
    if !on {
        return None;
    }
    properties.given("Tags").and_then(Value::as_map).filter(|tags| !tags.is_empty()).cloned()
}

fn refuse_combinations(id: &str, properties: &Map) -> Result<(), Fault> {
    let both = |a: &str, b: &str| properties.given(a).is_some() && properties.given(b).is_some();
    if both("CapacityProviderConfig", "ProvisionedConcurrencyConfig") {
        let message = "Cannot specify 'CapacityProviderConfig' and 'ProvisionedConcurrencyConfig' together.";
        return Err(Fault::resource(id, message));
    }
    if both("TenancyConfig", "FunctionUrlConfig") {
        let message = "Function URL is not supported for functions enabled with tenancy configuration.";
        return Err(Fault::resource(id, message));
    }
    if both("TenancyConfig", "SnapStart") {
        let message = "SnapStart is not supported for functions enabled with tenancy configuration.";
        return Err(Fault::resource(id, message));
    }
    if properties.given("VersionDeletionPolicy").is_some() && properties.given("AutoPublishAlias").is_none() {
        return Err(Fault::resource(id, "'VersionDeletionPolicy' requires 'AutoPublishAlias'."));
    }
    if properties.given("TenancyConfig").is_some() {
        refuse_tenant_events(id, properties)?;
    }
    Ok(())
}

fn refuse_tenant_events(id: &str, properties: &Map) -> Result<(), Fault> {
    let Some(events) = properties.given("Events").and_then(Value::as_map) else { return Ok(()) };
    for (_, event) in events.iter() {
        let kind = event.get("Type").and_then(Value::as_str).unwrap_or_default();
        if !matches!(kind, "Api" | "HttpApi") {
            let message = format!(
                "Event source '{kind}' is not supported for functions enabled with tenancy configuration. \
                 Only Api and HttpApi event sources are supported."
            );
            return Err(Fault::resource(id, message));
        }
    }
    Ok(())
}

/// The Lambda function itself, as yet without a role.
fn lambda(world: &World<'_>, function: &Function<'_>) -> Result<Made, Fault> {
    let given = function.properties;
    let mut properties = Map::new();
    properties.copy(given, HANDED_ON);
    if let Some(queue) = given.given("DeadLetterQueue") {
        properties.set("DeadLetterConfig", dead_letter_config(function.id, queue)?);
    }
    properties.set("Code", code::of_function(world, function)?);
    if let Some(tracing) = given.given("Tracing").filter(|tracing| role::traces(world, tracing)) {
        properties.set("TracingConfig", map! { "Mode" => tracing });
    }
    if let Some(provider) = given.given("CapacityProviderConfig") {
        properties.set("CapacityProviderConfig", capacity_provider(provider));
    }
    properties.maybe("PublishToLatestPublished", given.given("PublishToLatestPublished").cloned());
    properties.set("Tags", function_tags(function)?);
    Ok(Made::new(function.id, "AWS::Lambda::Function", properties))
}

/// SAM's `CapacityProviderConfig` in Lambda's words.
fn capacity_provider(given: &Value) -> Value {
    let Some(given) = given.as_map().filter(|_| !is_intrinsic(given)) else { return given.clone() };
    let mut own = Map::new();
    own.maybe("CapacityProviderArn", given.given("Arn").cloned());
    own.copy(given, &["PerExecutionEnvironmentMaxConcurrency", "ExecutionEnvironmentMemoryGiBPerVCpu"]);
    map! { "LambdaManagedInstancesCapacityProviderConfig" => own }.into()
}

/// SAM's mark and the function's tags; only the tags, where they are handed on.
fn function_tags(function: &Function<'_>) -> Result<Value, Fault> {
    let marked = tags::marked(function.id, tags::FUNCTION_MARK, function.properties.given("Tags"))?;
    Ok(function.propagated.as_ref().map_or(marked, |tags| tags::listed(tags).into()))
}

fn dead_letter_config(id: &str, queue: &Value) -> Result<Value, Fault> {
    let queue = a_map(id, queue, "DeadLetterQueue")?;
    let (Some(kind), Some(target)) = (queue.given("Type"), queue.given("TargetArn")) else {
        return Err(Fault::resource(id, "'DeadLetterQueue' requires Type and TargetArn properties to be specified."));
    };
    let kind = a_text(id, kind, "DeadLetterQueue.Type")?;
    if !matches!(kind, "SQS" | "SNS") {
        return Err(Fault::resource(id, "'DeadLetterQueue' requires Type of ['SQS', 'SNS']"));
    }
    Ok(map! { "TargetArn" => target }.into())
}

/// The policy with which a function may write to its dead-letter queue.
fn dead_letter_policy(queue: &Value) -> Option<Value> {
    let action = match queue.get("Type").and_then(Value::as_str)? {
        "SQS" => "sqs:SendMessage",
        _ => "sns:Publish",
    };
    let mut document = document(vec![statement(action, queue.get("TargetArn")?)]);
    document.as_map_mut()?.set("Version", "2012-10-17");
    Some(named("DeadLetterQueuePolicy".to_owned(), document))
}

/// A hash given for the code stands in the function's description, so that a new hash is a change of the function.
fn publish_sha(function: &Function<'_>, lambda: &mut Made) {
    if function.properties.given("AutoPublishAlias").is_some()
        && function.properties.given("AutoPublishAliasAllProperties").is_some_and(Value::truthy)
        && let Some(sha) = function.properties.given("AutoPublishCodeSha256").filter(|sha| sha.truthy())
    {
        let properties = lambda.properties_mut();
        let old = properties.given("Description").and_then(Value::as_str).map(str::to_owned);
        let sha = sha.as_str().unwrap_or_default();
        properties.set("Description", old.map_or_else(|| sha.to_owned(), |old| format!("{old} {sha}")));
    }
}

fn run_events(
    world: &mut World<'_>,
    function: &Function<'_>,
    alias: Option<&str>,
    policies: &mut Policies,
) -> Result<(), Fault> {
    let target = Target {
        id: function.id,
        name: alias.map_or_else(|| reference(function.id), reference),
        arn: alias.map_or_else(|| attribute(function.id, "Arn"), reference),
        path: alias.map_or_else(|| format!("{}.Arn", function.id), str::to_owned),
        inherited: &function.inherited,
        propagated: function.propagated.as_ref(),
        starts: false,
    };
    let Some(given) = function.properties.given("Events").and_then(Value::as_map) else { return Ok(()) };
    for (event, body) in given.iter() {
        events::for_function(world, &target, event, body, policies).map_err(|fault| fault.of(function.id))?;
    }
    Ok(())
}

fn finish_alias(world: &mut World<'_>, function: &Function<'_>, published: version::Published) -> Result<(), Fault> {
    let version::Published { mut alias, version, .. } = published;
    if let Some(preference) = function.properties.given("DeploymentPreference") {
        let propagated = function.propagated.as_ref();
        deployment::prefer(world, function.id, preference, Some(&mut alias), &function.inherited, propagated)?;
    }
    world.attribute(function.id, "Version", &version.id);
    world.attribute(function.id, "Alias", &alias.id);
    world.add(version);
    world.add(alias);
    Ok(())
}
