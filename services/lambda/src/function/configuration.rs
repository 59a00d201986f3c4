//! What a client configures: refused by name, checked, kept.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>

use std::collections::BTreeMap;

use serde::Serialize;
use tradewind_functions::{InvokeError, Runtime};

use super::rows::{Code, Configuration, LayerUse, LoggingRow};
use crate::Lambda;
use crate::api::{
    CreateFunctionRequest, DeadLetterConfig, Environment, LoggingConfig, RUNTIME, UpdateFunctionConfigurationRequest,
};
use crate::error::LambdaError;
use crate::limits;

/// Variables that the platform sets: <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>.
const RESERVED: &[&str] = &[
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "LAMBDA_TASK_ROOT",
    "LAMBDA_RUNTIME_DIR",
];

/// Settings a client gives, already checked one by one; members that are none stay as they are.
#[derive(Debug, Default)]
pub(crate) struct Change {
    runtime: Option<String>,
    role: Option<String>,
    handler: Option<String>,
    description: Option<String>,
    timeout: Option<u32>,
    memory: Option<u32>,
    storage: Option<u32>,
    /// Inner none: there are none any more.
    environment: Option<Option<BTreeMap<String, String>>>,
    /// Inner none: there is none any more.
    dead_letter: Option<Option<String>>,
    tracing: Option<String>,
    architecture: Option<String>,
    snap_start: Option<bool>,
    logging: Option<LoggingRow>,
    /// Filled in by who has looked the layers up.
    pub(crate) layers: Option<Vec<LayerUse>>,
}

/// Refuses settings this server does not have, by their names. What stands for "none of it" is let through.
fn refuse(given: &[(&str, bool)]) -> Result<(), LambdaError> {
    match given.iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(LambdaError::not_built(name)),
        None => Ok(()),
    }
}

fn filled<T>(list: Option<&Vec<T>>) -> bool {
    list.is_some_and(|list| !list.is_empty())
}

fn named(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

impl Change {
    /// What CreateFunction asks for, and what stands in its place where it does not ask.
    pub(crate) fn of_create(input: &mut CreateFunctionRequest) -> Result<Change, LambdaError> {
        let image = input.package_type.as_deref() == Some("Image") || input.code.image_uri.is_some();
        let vpc = input.vpc_config.as_ref();
        refuse(&[
            ("PackageType Image", image),
            ("ImageConfig", input.image_config.is_some()),
            ("VpcConfig.SubnetIds", filled(vpc.and_then(|vpc| vpc.subnet_ids.as_ref()))),
            ("VpcConfig.SecurityGroupIds", filled(vpc.and_then(|vpc| vpc.security_group_ids.as_ref()))),
            ("VpcConfig.Ipv6AllowedForDualStack", vpc.and_then(|vpc| vpc.ipv6_allowed_for_dual_stack) == Some(true)),
            ("KMSKeyArn", named(input.kms_key_arn.as_ref())),
            ("FileSystemConfigs", filled(input.file_system_configs.as_ref())),
            ("CodeSigningConfigArn", named(input.code_signing_config_arn.as_ref())),
            ("CapacityProviderConfig", input.capacity_provider_config.is_some()),
            ("PublishTo", input.publish_to.is_some()),
            ("DurableConfig", input.durable_config.is_some()),
            ("TenancyConfig", input.tenancy_config.is_some()),
        ])?;
        let (Some(runtime), Some(handler)) = (input.runtime.take(), input.handler.take()) else {
            return Err(LambdaError::invalid(
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
            ));
        };
        let architectures = input.architectures.take().unwrap_or_default();
        Ok(Change {
            runtime: Some(runtime),
            role: Some(role(std::mem::take(&mut input.role))?),
            handler: Some(handler),
            description: Some(input.description.take().unwrap_or_default()),
            timeout: timeout(Some(input.timeout.unwrap_or(limits::TIMEOUT_DEFAULT)))?,
            memory: memory(Some(input.memory_size.unwrap_or(limits::MEMORY_DEFAULT)))?,
            storage: number(Some(input.ephemeral_storage.take().map_or(limits::STORAGE_DEFAULT, |given| given.size))),
            environment: environment(input.environment.take())?,
            dead_letter: dead_letter(input.dead_letter_config.take())?,
            tracing: Some(input.tracing_config.take().and_then(|given| given.mode).unwrap_or_else(pass_through)),
            architecture: Some(architectures.into_iter().next().unwrap_or_else(|| "x86_64".to_owned())),
            snap_start: Some(input.snap_start.take().is_some_and(|given| is_published(given.apply_on.as_deref()))),
            logging: Some(logging(&LoggingRow::default(), input.logging_config.take())?),
            layers: None,
        })
    }

    /// What UpdateFunctionConfiguration asks for. `present` is what the settings for logging are held against.
    pub(crate) fn of_update(
        input: &mut UpdateFunctionConfigurationRequest,
        present: &LoggingRow,
    ) -> Result<Change, LambdaError> {
        let vpc = input.vpc_config.as_ref();
        refuse(&[
            ("ImageConfig", input.image_config.is_some()),
            ("VpcConfig.SubnetIds", filled(vpc.and_then(|vpc| vpc.subnet_ids.as_ref()))),
            ("VpcConfig.SecurityGroupIds", filled(vpc.and_then(|vpc| vpc.security_group_ids.as_ref()))),
            ("VpcConfig.Ipv6AllowedForDualStack", vpc.and_then(|vpc| vpc.ipv6_allowed_for_dual_stack) == Some(true)),
            ("KMSKeyArn", named(input.kms_key_arn.as_ref())),
            ("FileSystemConfigs", filled(input.file_system_configs.as_ref())),
            ("CapacityProviderConfig", input.capacity_provider_config.is_some()),
            ("DurableConfig", input.durable_config.is_some()),
        ])?;
        Ok(Change {
            runtime: input.runtime.take(),
            role: input.role.take().map(role).transpose()?,
            handler: input.handler.take(),
            description: input.description.take(),
            timeout: timeout(input.timeout)?,
            memory: memory(input.memory_size)?,
            storage: number(input.ephemeral_storage.take().map(|given| given.size)),
            environment: environment(input.environment.take())?,
            dead_letter: dead_letter(input.dead_letter_config.take())?,
            tracing: input.tracing_config.take().and_then(|given| given.mode),
            architecture: None,
            snap_start: input.snap_start.take().map(|given| is_published(given.apply_on.as_deref())),
            logging: input.logging_config.take().map(|given| logging(present, Some(given))).transpose()?,
            layers: None,
        })
    }

    /// Only the architecture, which belongs to the code.
    pub(crate) fn of_architecture(architectures: Option<Vec<String>>) -> Change {
        let architecture = architectures.and_then(|given| given.into_iter().next());
        Change { architecture, ..Change::default() }
    }

    /// The settings as they are after the change; what only shows when all of them are known is checked here.
    pub(crate) fn apply(self, present: &Configuration) -> Result<Configuration, LambdaError> {
        let kept = present.clone();
        let changed = Configuration {
            runtime: self.runtime.unwrap_or(kept.runtime),
            role: self.role.unwrap_or(kept.role),
            handler: self.handler.unwrap_or(kept.handler),
            description: self.description.unwrap_or(kept.description),
            timeout: self.timeout.unwrap_or(kept.timeout),
            memory: self.memory.unwrap_or(kept.memory),
            storage: self.storage.unwrap_or(kept.storage),
            environment: self.environment.unwrap_or(kept.environment),
            dead_letter: self.dead_letter.unwrap_or(kept.dead_letter),
            tracing: self.tracing.unwrap_or(kept.tracing),
            layers: self.layers.unwrap_or(kept.layers),
            architecture: self.architecture.unwrap_or(kept.architecture),
            snap_start: self.snap_start.unwrap_or(kept.snap_start),
            logging: self.logging.unwrap_or(kept.logging),
        };
        if changed.snap_start && !can_snap_start(&changed.runtime) {
            return Err(LambdaError::invalid(format!(
                "{} is not supported for SnapStart enabled functions.",
                changed.runtime
            )));
        }
        Ok(changed)
    }
}

impl Configuration {
    /// Whether code and layers together are small enough.
    pub(crate) fn check_size(&self, code: &Code) -> Result<(), LambdaError> {
        let layers = self.layers.iter().map(|layer| layer.code.unzipped);
        let size = layers.fold(code.unzipped, u64::saturating_add);
        if size <= limits::UNZIPPED_BYTES {
            return Ok(());
        }
        Err(LambdaError::invalid(format!(
            "Function code combined with layers exceeds the maximum allowed size of {} bytes. The actual size is {size} bytes.",
            limits::UNZIPPED_BYTES
        )))
    }
}

fn pass_through() -> String {
    "PassThrough".to_owned()
}

fn is_published(apply_on: Option<&str>) -> bool {
    apply_on == Some("PublishedVersions")
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html#snapstart-runtimes>
fn can_snap_start(runtime: &str) -> bool {
    matches!(Runtime::parse(runtime), Some(Runtime::Python(12..) | Runtime::Java(_)))
}

fn number(given: Option<i32>) -> Option<u32> {
    given.map(|given| u32::try_from(given).unwrap_or_default())
}

/// Only the form of a role is looked at; the model has seen to the account.
fn role(given: String) -> Result<String, LambdaError> {
    let name = given.split_once(":role/").map(|(_, path)| path.rsplit('/').next().unwrap_or(path));
    match name {
        Some(name) if !name.is_empty() => Ok(given),
        _ => Err(LambdaError::invalid("The role defined for the function cannot be assumed by Lambda.")),
    }
}

fn at_most(given: Option<i32>, member: &str, most: i32) -> Result<Option<u32>, LambdaError> {
    match given.filter(|given| *given > most) {
        Some(given) => {
            let constraint = format!("Member must have value less than or equal to {most}");
            Err(LambdaError::constraint(given, member, &constraint))
        }
        None => Ok(number(given)),
    }
}

fn timeout(given: Option<i32>) -> Result<Option<u32>, LambdaError> {
    at_most(given, "timeout", limits::TIMEOUT_SECONDS)
}

fn memory(given: Option<i32>) -> Result<Option<u32>, LambdaError> {
    at_most(given, "memorySize", limits::MEMORY_MB)
}

impl Lambda {
    /// Refuses a runtime that can't be run here, before anything is kept. It may have to be looked for on the machine, which is
    /// nothing for a thread that serves others.
    pub(crate) async fn check_runtime(&self, name: Option<&str>) -> Result<(), LambdaError> {
        let Some(name) = name else { return Ok(()) };
        let Some(runtime) = Runtime::parse(name) else { return Err(unknown_runtime(name)) };
        let executor = self.executor.clone();
        let checked = tokio::task::spawn_blocking(move || executor.check(runtime)).await;
        let checked = checked.map_err(|error| LambdaError::Service(error.to_string()))?;
        checked.map_err(|error| match error {
            InvokeError::Stopping | InvokeError::Internal(_) => LambdaError::Service(error.to_string()),
            // The text names what to install, or what keeps functions from being isolated.
            other => LambdaError::invalid(other.to_string()),
        })
    }
}

/// The refusal of a runtime that can't be created: one that AWS has and this server has not is named as such.
pub(crate) fn unknown_runtime(name: &str) -> LambdaError {
    const ELSEWHERE: &[&str] =
        &["java8.al2", "java11", "java25", "dotnet8", "dotnet10", "ruby3.2", "ruby3.3", "ruby3.4", "ruby4.0"];
    if RUNTIME.contains(&name) && ELSEWHERE.contains(&name) {
        return LambdaError::not_built(&format!("The runtime {name}"));
    }
    let known: Vec<String> = Runtime::all().map(|runtime| runtime.to_string()).collect();
    LambdaError::invalid(format!(
        "Value {name} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [{}] or be a valid ARN",
        known.join(", ")
    ))
}

fn environment(given: Option<Environment>) -> Result<Option<Option<BTreeMap<String, String>>>, LambdaError> {
    let Some(given) = given else { return Ok(None) };
    let variables = given.variables.unwrap_or_default();
    let reserved: Vec<&str> = RESERVED.iter().copied().filter(|name| variables.contains_key(*name)).collect();
    if !reserved.is_empty() {
        return Err(LambdaError::invalid(format!(
            "Lambda was unable to configure your environment variables because the environment variables you have provided \
             contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {}",
            reserved.join(", ")
        )));
    }
    let measured = json(&variables);
    if measured.len() > limits::ENVIRONMENT_BYTES {
        return Err(LambdaError::invalid(format!(
            "Lambda was unable to configure your environment variables because the environment variables you have provided \
             exceeded the 4KB limit. String measured: {measured}"
        )));
    }
    Ok(Some(Some(variables).filter(|variables| !variables.is_empty())))
}

/// Text that is measured or compared; maps of text always become JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn dead_letter(given: Option<DeadLetterConfig>) -> Result<Option<Option<String>>, LambdaError> {
    let Some(given) = given else { return Ok(None) };
    let Some(target) = given.target_arn.filter(|target| !target.is_empty()) else { return Ok(Some(None)) };
    let mut parts = target.splitn(6, ':').skip(2);
    let (service, resource) = (parts.next().unwrap_or_default(), parts.nth(2).unwrap_or_default());
    match service {
        "sns" => Err(LambdaError::not_built("An SNS topic as DeadLetterConfig.TargetArn")),
        "sqs" if !resource.is_empty() && !resource.ends_with(".fifo") => Ok(Some(Some(target))),
        _ => Err(LambdaError::invalid(format!(
            "The dead letter target {target} is invalid. It must be the ARN of a standard SQS queue or SNS topic."
        ))),
    }
}

fn logging(present: &LoggingRow, given: Option<LoggingConfig>) -> Result<LoggingRow, LambdaError> {
    let Some(given) = given else { return Ok(present.clone()) };
    let json = given.log_format.as_deref().map_or(present.json, |format| format == "JSON");
    if !json {
        if given.application_log_level.is_some() || given.system_log_level.is_some() {
            let text = "ApplicationLogLevel and SystemLogLevel can only be set when LogFormat is JSON.";
            return Err(LambdaError::invalid(text));
        }
        return Ok(LoggingRow {
            json,
            group: given.log_group.or_else(|| present.group.clone()),
            ..LoggingRow::default()
        });
    }
    let level = |given: Option<String>, present: &Option<String>| {
        Some(given.or_else(|| present.clone()).unwrap_or_else(|| "INFO".to_owned()))
    };
    Ok(LoggingRow {
        json,
        application: level(given.application_log_level, &present.application),
        system: level(given.system_log_level, &present.system),
        group: given.log_group.or_else(|| present.group.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<T: std::fmt::Debug>(refused: Result<T, LambdaError>) -> String {
        refused.expect_err("refused").to_string()
    }

    fn variables(pairs: &[(&str, &str)]) -> Option<Environment> {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Some(Environment { variables: Some(pairs.collect()) })
    }

    #[test]
    fn four_kilobytes_of_environment_fit() {
        // {"AB":"..."}: nine bytes around the value.
        let fits = "x".repeat(4_096 - 9);
        assert!(environment(variables(&[("AB", &fits)])).is_ok());
        let more = text(environment(variables(&[("AB", &(fits + "x"))])));
        assert!(more.contains("exceeded the 4KB limit. String measured: {\"AB\":\"xxx"), "{more}");
    }

    #[test]
    fn the_platforms_variables_are_its_own() {
        let refused = text(environment(variables(&[("AWS_REGION", "x"), ("_HANDLER", "y"), ("MINE", "z")])));
        assert!(refused.ends_with("Reserved keys used in this request: _HANDLER, AWS_REGION"), "{refused}");
        assert_eq!(environment(variables(&[])).expect("fine"), Some(None));
        assert_eq!(environment(None).expect("fine"), None);
    }

    #[test]
    fn dead_letters_go_to_standard_queues() {
        let target = |arn: &str| dead_letter(Some(DeadLetterConfig { target_arn: Some(arn.to_owned()) }));
        let queue = "arn:aws:sqs:us-east-1:123456789012:q";
        assert_eq!(target(queue).expect("fine"), Some(Some(queue.to_owned())));
        assert_eq!(target("").expect("fine"), Some(None));
        for bad in ["arn:aws:sqs:us-east-1:123456789012:q.fifo", "arn:aws:s3:::b", "arn:aws:sqs:us-east-1:1"] {
            assert!(target(bad).is_err(), "{bad}");
        }
        assert!(text(target("arn:aws:sns:us-east-1:123456789012:t")).contains("SNS"));
    }

    #[test]
    fn levels_belong_to_json() {
        let given = |format: &str, level: Option<&str>| {
            let (log_format, application_log_level) = (Some(format.to_owned()), level.map(str::to_owned));
            logging(
                &LoggingRow::default(),
                Some(LoggingConfig { log_format, application_log_level, ..LoggingConfig::default() }),
            )
        };
        let json = given("JSON", Some("DEBUG")).expect("fine");
        assert_eq!((json.application.as_deref(), json.system.as_deref()), (Some("DEBUG"), Some("INFO")));
        assert_eq!(given("Text", None).expect("fine"), LoggingRow::default());
        assert!(given("Text", Some("DEBUG")).is_err());
    }

    #[test]
    fn a_role_has_a_name() {
        assert!(role("arn:aws:iam::123456789012:role/service-role/r".to_owned()).is_ok());
        let refused = text(role("arn:aws:iam::123456789012:role/".to_owned()));
        assert_eq!(refused, "The role defined for the function cannot be assumed by Lambda.");
    }
}
