//! What a new template would change.

use tradewind_cloud::Context;
use tradewind_template::{ChangeAction, DeletionPolicy, Plan, Replacement, preview};
use tradewind_wire::Document;

use super::origin;
use crate::CloudFormation;
use crate::error::CloudFormationError;
use crate::record::{Change, Detail, Json, Parameter, Resource, Stack};
use crate::request::{Prepared, previous, told};
use crate::scope::Scope;
use crate::secrets;

/// A stack held against a new template.
pub(super) struct Comparison {
    pub(super) plan: Plan,
    pub(super) changes: Vec<Change>,
    /// Whether there is anything to do at all.
    pub(super) changes_anything: bool,
}

/// Holds a stack against a new template.
pub(super) async fn compare(
    service: &CloudFormation,
    ctx: &Context,
    stack: &Stack,
    prepared: &Prepared,
    tags: &[(String, String)],
) -> Result<Comparison, CloudFormationError> {
    let resources: Vec<Resource> = service.own(ctx).read(ctx.mark(), |view, ()| {
        let all = Resource::all(*view, &stack.id)?;
        Ok::<_, CloudFormationError>(all.into_iter().filter(Resource::is_there).collect())
    })?;
    let standing: Vec<&Resource> = resources.iter().filter(|one| !one.now.physical_id.is_empty()).collect();
    let current = standing.iter().map(|resource| resource.current()).collect::<Result<Vec<_>, _>>()?;
    let Prepared { compiled, facts, .. } = prepared;
    let plan = tradewind_template::plan(compiled, &current, &service.registry, facts).map_err(told)?;
    let previous = previous(&stack.settings);
    let hidden = [stack.settings.parameters.as_slice(), &prepared.parameters].concat();
    let changes = tradewind_template::changes(compiled, &current, &previous, &service.registry, facts).map_err(told)?;
    let changes: Vec<Change> = changes.into_iter().map(|change| kept(change, &standing, &hidden)).collect();

    let scope = Scope::of(&resources)?;
    let changes_anything = !changes.is_empty()
        || tags != stack.settings.tags
        || resources.iter().any(|resource| resource.status.as_str().ends_with("_FAILED"))
        || metadata_changes(&standing, prepared)
        || outputs_change(service, ctx, stack, prepared, &scope).await?;
    Ok(Comparison { plan, changes, changes_anything })
}

/// A change as its row keeps it.
fn kept(change: tradewind_template::Change, standing: &[&Resource], hidden: &[Parameter]) -> Change {
    let replacement = change.replacement.map(|replacement| match replacement {
        Replacement::True => "True",
        Replacement::False => "False",
        Replacement::Conditional => "Conditional",
    });
    let known = standing.iter().find(|resource| resource.logical_id == change.logical_id).map(|resource| &resource.now);
    let policy_action = known.and_then(|now| match (change.action, replacement) {
        (ChangeAction::Remove, _) if DeletionPolicy::from(now.deletion_policy).retains() => Some("Retain"),
        (ChangeAction::Remove, _) => Some("Delete"),
        (_, Some("True")) if DeletionPolicy::from(now.update_replace_policy).retains() => Some("ReplaceAndRetain"),
        (_, Some("True")) => Some("ReplaceAndDelete"),
        _ => None,
    });
    Change {
        action: match change.action {
            ChangeAction::Add => "Add",
            ChangeAction::Modify => "Modify",
            ChangeAction::Remove => "Remove",
        }
        .to_owned(),
        logical_id: change.logical_id,
        physical_id: change.physical_id,
        type_name: change.type_name,
        replacement: replacement.map(str::to_owned),
        policy_action: policy_action.map(str::to_owned),
        scope: change.scope.iter().map(|scope| (*scope).to_owned()).collect(),
        details: change.details.into_iter().map(detail).collect(),
        before: change.before.as_ref().map(|properties| context(properties, hidden)),
        after: change.after.as_ref().map(|properties| context(properties, hidden)),
    }
}

fn detail(detail: tradewind_template::Detail) -> Detail {
    Detail {
        attribute: detail.attribute.to_owned(),
        name: detail.name,
        requires_recreation: detail.requires_recreation.to_owned(),
        evaluation: if detail.is_static { "Static" } else { "Dynamic" }.to_owned(),
        source: detail.source.to_owned(),
        causing_entity: detail.causing_entity,
    }
}

/// `{"Properties": ..}`, as change sets print a resource.
fn context(properties: &Document, hidden: &[Parameter]) -> Json {
    let properties = secrets::masked(properties, hidden).unwrap_or_else(|| properties.clone());
    Json::from(&Document::from([("Properties", properties)]))
}

/// Whether outputs come to something else, as far as they are known.
async fn outputs_change(
    service: &CloudFormation,
    ctx: &Context,
    stack: &Stack,
    prepared: &Prepared,
    scope: &Scope,
) -> Result<bool, CloudFormationError> {
    let outputs = &prepared.compiled.outputs;
    if outputs.len() != stack.outputs.len() {
        return Ok(true);
    }
    let origin = origin(ctx);
    let mut facts = prepared.facts.clone();
    for output in outputs {
        let Some(known) = stack.outputs.iter().find(|known| known.name == output.name) else { return Ok(true) };
        let value = service
            .informed(&origin, &mut facts, |facts| {
                tradewind_template::evaluate(&output.value, &prepared.compiled, scope, facts)
            })
            .await;
        let export = match &output.export {
            Some(export) => preview(export, &prepared.compiled, scope, &prepared.facts).ok(),
            None => None,
        };
        let value = match value {
            Ok(Document::String(text)) => text,
            Ok(other) => String::from_utf8_lossy(&other.to_json_vec()).into_owned(),
            // What it names is about to be made.
            Err(CloudFormationError::Validation(_)) => return Ok(true),
            Err(error) => return Err(error),
        };
        let export = export.as_ref().and_then(Document::as_str);
        if value != known.value || export != known.export.as_deref() || output.description != known.description {
            return Ok(true);
        }
    }
    Ok(false)
}

fn metadata_changes(standing: &[&Resource], prepared: &Prepared) -> bool {
    prepared.compiled.resources.iter().any(|target| {
        let known = standing.iter().find(|one| one.logical_id == target.logical_id);
        known.is_some_and(|known| known.now.metadata != target.metadata.as_ref().map(Json::from))
    })
}
