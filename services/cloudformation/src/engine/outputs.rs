//! The last step of a creation or an update: its outputs.

use tradewind_store::TaskRun;
use tradewind_wire::Document;

use super::advance;
use super::forward::{Seen, note_imports};
use super::perform::{Payload, Sight, within};
use crate::error::CloudFormationError;
use crate::record::{Output, State, Turn};
use crate::scope::Scope;
use crate::{CloudFormation, exports};

/// Evaluates the outputs and puts them, with their exports, in the place of what was there.
pub(super) async fn perform(
    service: &CloudFormation,
    run: &TaskRun,
    payload: &Payload,
    sight: &Sight,
) -> Result<(), CloudFormationError> {
    let outputs = match evaluate(service, sight).await {
        Err(error @ CloudFormationError::Store(_)) => return Err(error),
        found => found.map_err(|error| error.to_string()),
    };
    within(service, run, payload, |desk, place| {
        let replaced = match outputs {
            Ok((outputs, imports)) => {
                note_imports(desk, imports);
                exports::replace(desk.tx, &mut desk.stack, outputs)?
            }
            Err(reason) => Err(reason),
        };
        let Some(step) = desk.op.steps.get_mut(place) else { return Ok(()) };
        match replaced {
            Ok(()) => {
                step.state = State::Done;
                exports::keep_imports(desk.tx, &desk.stack.id, &desk.op.imports)?;
                advance::advance(desk)
            }
            Err(reason) => {
                step.state = State::Failed;
                desk.op.reason = Some(format!("{reason} "));
                let turn: Turn = desk.op.on_failure;
                advance::fail_operation(desk, turn)
            }
        }
    })?;
    Ok(())
}

async fn evaluate(service: &CloudFormation, sight: &Sight) -> Result<(Vec<Output>, Vec<String>), CloudFormationError> {
    let compiled = service.compiled(&sight.stack).await?;
    let scope = Scope::of(&sight.resources)?;
    let origin = sight.op.caller.origin(&sight.stack.account, &sight.stack.region);
    let mut seen = Seen::default();
    let mut outputs = Vec::new();
    for output in &compiled.outputs {
        let value = seen.evaluate(service, &origin, &output.value, &compiled, &scope).await?;
        let value = seen.reveal(service, &origin, &value).await?;
        let export = match &output.export {
            Some(name) => Some(seen.evaluate(service, &origin, name, &compiled, &scope).await?),
            None => None,
        };
        outputs.push(Output {
            name: output.name.clone(),
            value: text(&output.name, &value)?,
            description: output.description.clone(),
            export: export.map(|name| text(&output.name, &name)).transpose()?,
        });
    }
    Ok((outputs, seen.imports))
}

/// A scalar as text.
fn text(output: &str, value: &Document) -> Result<String, CloudFormationError> {
    match value {
        Document::String(text) => Ok(text.clone()),
        Document::Bool(_) | Document::Integer(_) | Document::Float(_) => {
            Ok(String::from_utf8_lossy(&value.to_json_vec()).into_owned())
        }
        _ => Err(CloudFormationError::Validation(format!(
            "Template format error: Output {output} is malformed. The Value field of every Outputs member must evaluate to a String."
        ))),
    }
}
