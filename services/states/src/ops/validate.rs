//! ValidateStateMachineDefinition.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_states_lang::{Machine, Severity};

use crate::States;
use crate::api::{
    ValidateStateMachineDefinitionDiagnostic, ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput,
};
use crate::error::StatesError;

/// Tells what is wrong with a definition.
pub(crate) async fn validate_state_machine_definition(
    _: Arc<States>,
    _: Context,
    input: ValidateStateMachineDefinitionInput,
) -> Result<ValidateStateMachineDefinitionOutput, StatesError> {
    let (_, found) = Machine::examine(&input.definition);
    let is_error = |severity: Severity| severity == Severity::Error;
    let failed = found.iter().any(|one| is_error(one.severity));
    let only_errors = input.severity.as_deref() != Some("WARNING");
    let most = input.max_results.and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0).unwrap_or(100);
    let wanted: Vec<_> = found.into_iter().filter(|one| !only_errors || is_error(one.severity)).collect();
    let truncated = wanted.len() > most;
    let told = |one: tradewind_states_lang::Diagnostic| ValidateStateMachineDefinitionDiagnostic {
        severity: if is_error(one.severity) { "ERROR" } else { "WARNING" }.to_owned(),
        code: one.code.to_owned(),
        message: one.message,
        location: Some(one.location),
    };
    Ok(ValidateStateMachineDefinitionOutput {
        result: if failed { "FAIL" } else { "OK" }.to_owned(),
        diagnostics: wanted.into_iter().take(most).map(told).collect(),
        truncated: Some(truncated),
    })
}
