//! Versions as answers tell them.

use sha2::{Digest as _, Sha256};
use tradewind_clock::Timestamp;

use super::cell::{LATEST_NUMBER, version_text};
use super::rows::{Configuration, State, VersionRow};
use crate::api::{
    DeadLetterConfig, EnvironmentResponse, EphemeralStorage, FunctionConfiguration, Layer, LoggingConfig,
    RuntimeVersionConfig, SnapStartResponse, TracingConfigResponse,
};
use crate::names::FunctionRef;

/// What AWS says of a version that is being made, and of one that is being updated.
const CREATING: (&str, &str) = ("The function is being created.", "Creating");

/// A version, as everything but lists tells it. `at` is the function as it was named: its qualifier stands in the ARN.
pub(crate) fn whole(at: &FunctionRef, number: u64, row: &VersionRow) -> FunctionConfiguration {
    let text = |text: &str| Some(text.to_owned());
    let mut told = listed(at, number, row);
    told.state = text(row.state.text());
    told.runtime_version_config = Some(RuntimeVersionConfig {
        runtime_version_arn: Some(runtime_version_arn(&at.region, &row.configuration)),
        error: None,
    });
    let reason = match row.state {
        State::Pending => Some(CREATING),
        State::Failed => {
            Some((row.failure.as_deref().unwrap_or("The function could not be initialised."), "FunctionError"))
        }
        State::Active => None,
    };
    told.state_reason = reason.and_then(|(reason, _)| text(reason));
    told.state_reason_code = reason.and_then(|(_, code)| text(code));
    // What is only being made has not been updated yet.
    if row.state != State::Pending {
        let (status, reason) = if row.updating { ("InProgress", Some(CREATING)) } else { ("Successful", None) };
        told.last_update_status = text(status);
        told.last_update_status_reason = reason.and_then(|(reason, _)| text(reason));
        told.last_update_status_reason_code = reason.and_then(|(_, code)| text(code));
    }
    told
}

/// A version, as lists tell it: without its state.
pub(crate) fn listed(at: &FunctionRef, number: u64, row: &VersionRow) -> FunctionConfiguration {
    let configuration = &row.configuration;
    let signed = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    FunctionConfiguration {
        function_name: Some(at.name.clone()),
        function_arn: Some(at.arn()),
        runtime: Some(configuration.runtime.clone()),
        role: Some(configuration.role.clone()),
        handler: Some(configuration.handler.clone()),
        code_size: Some(row.code.printed_size()),
        description: Some(configuration.description.clone()),
        timeout: Some(signed(configuration.timeout)),
        memory_size: Some(signed(configuration.memory)),
        last_modified: Some(modified(row.modified)),
        code_sha256: Some(row.code.printed_sha256()),
        version: Some(version_text(number)),
        dead_letter_config: configuration
            .dead_letter
            .as_ref()
            .map(|target| DeadLetterConfig { target_arn: Some(target.clone()) }),
        environment: configuration
            .environment
            .as_ref()
            .map(|variables| EnvironmentResponse { variables: Some(variables.clone()), error: None }),
        tracing_config: Some(TracingConfigResponse { mode: Some(configuration.tracing.clone()) }),
        revision_id: Some(row.revision.clone()),
        layers: layers(configuration),
        package_type: Some("Zip".to_owned()),
        architectures: Some(vec![configuration.architecture.clone()]),
        ephemeral_storage: Some(EphemeralStorage { size: signed(configuration.storage) }),
        snap_start: Some(snap_start(number, row)),
        logging_config: Some(logging(at, configuration)),
        ..FunctionConfiguration::default()
    }
}

fn layers(configuration: &Configuration) -> Option<Vec<Layer>> {
    let layers = configuration.layers.iter().map(|layer| Layer {
        arn: Some(layer.arn.clone()),
        code_size: Some(layer.code.printed_size()),
        ..Layer::default()
    });
    Some(layers.collect::<Vec<_>>()).filter(|layers| !layers.is_empty())
}

fn snap_start(number: u64, row: &VersionRow) -> SnapStartResponse {
    let on = row.configuration.snap_start;
    let optimized = on && number != LATEST_NUMBER && row.state == State::Active;
    SnapStartResponse {
        apply_on: Some(if on { "PublishedVersions" } else { "None" }.to_owned()),
        optimization_status: Some(if optimized { "On" } else { "Off" }.to_owned()),
    }
}

fn logging(at: &FunctionRef, configuration: &Configuration) -> LoggingConfig {
    let logging = &configuration.logging;
    LoggingConfig {
        log_format: Some(if logging.json { "JSON" } else { "Text" }.to_owned()),
        application_log_level: logging.application.clone(),
        system_log_level: logging.system.clone(),
        log_group: Some(logging.group.clone().unwrap_or_else(|| ["/aws/lambda/", &at.name].concat())),
    }
}

/// The ARN of the one version of a runtime that there is here. AWS's ARNs end in 64 hexadecimal digits as well.
pub(crate) fn runtime_version_arn(region: &str, configuration: &Configuration) -> String {
    let digest = hex::encode(Sha256::digest(configuration.runtime.as_bytes()));
    ["arn:aws:lambda:", region, "::runtime:", &digest].concat()
}

/// As AWS prints when functions have changed: `2026-01-02T03:04:05.678+0000`.
fn modified(micros: u64) -> String {
    Timestamp::from_micros(micros).format("%Y-%m-%dT%H:%M:%S%.3f+0000")
}
