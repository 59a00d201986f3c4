//! `CreateChangeSet`.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::Tx;

use super::super::changes::{Comparison, compare};
use super::super::{
    find, id_in, new_stack, not_updatable, origin, refuse_notifications, refuse_types, settings, store_template, tags,
};
use crate::CloudFormation;
use crate::api::{CreateChangeSetInput, CreateChangeSetOutput};
use crate::engine::stack_event;
use crate::error::CloudFormationError;
use crate::keys;
use crate::record::{ChangeSet, Settings, Stack, Status};
use crate::request::{Prepared, Refusal, Source, Wish};

/// What AWS says of a change set that changes nothing.
const NO_CHANGES: &str =
    "The submitted information didn't contain changes. Submit different information to create a change set.";

pub(in super::super) async fn create_change_set(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: CreateChangeSetInput,
) -> Result<CreateChangeSetOutput, CloudFormationError> {
    refuse_unbuilt(&input)?;
    let creates = input.change_set_type.as_deref() == Some("CREATE");
    let (stack, known) = target(&service, &ctx, &input, creates)?;
    if let Some(same) = same(&service, &ctx, &input, &stack)? {
        return Ok(answer(&ctx, &stack, &same));
    }
    let given_tags = tags(input.tags.clone())?;
    let new_tags = given_tags.unwrap_or_else(|| stack.settings.tags.clone());
    let outcome = prepare(&service, &ctx, &input, &stack, &new_tags, creates).await;
    let outcome = match outcome {
        Err(Refusal::Now(error)) => return Err(error),
        Err(Refusal::Later(reason)) => Err(reason),
        Ok((_, comparison)) if !creates && !comparison.changes_anything => Err(NO_CHANGES.to_owned()),
        Ok(made) => Ok(made),
    };
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let (mut stack, known) = match known {
            true => (target_again(tx, &stack)?, true),
            // Somebody may have made one meanwhile.
            false => match find(tx.view(), &stack.name)? {
                Some(found) if found.status == Status::ReviewInProgress => (found, true),
                Some(found) => return Err(exists(&found, &input)),
                None => (stack, false),
            },
        };
        if !known {
            stack.created = tx.now().as_micros();
            tx.put(keys::name(&stack.name), stack.id.clone().into_bytes());
            stack_event(tx, &mut stack, None, Status::ReviewInProgress, Some("User Initiated".to_owned()));
        }
        if ChangeSet::all(tx.view(), &stack.id)?.iter().any(|set| set.name == input.change_set_name) {
            let text = format!("ChangeSet [{}] already exists", input.change_set_name);
            return Err(CloudFormationError::AlreadyExists(text));
        }
        let set = write(tx, &mut stack, &input, creates, new_tags, outcome);
        if creates {
            stack.change_set = Some(set.arn(ctx.account(), ctx.region()));
        }
        stack.save(tx);
        Ok(answer(&ctx, &stack, &set))
    })
}

async fn prepare(
    service: &CloudFormation,
    ctx: &Context,
    input: &CreateChangeSetInput,
    stack: &Stack,
    tags: &[(String, String)],
    creates: bool,
) -> Result<(Prepared, Comparison), Refusal> {
    let capabilities = input.capabilities.clone().unwrap_or_default();
    let previous = input.use_previous_template == Some(true);
    if creates && previous {
        return Err(Refusal::Now(CloudFormationError::validation(
            "UsePreviousTemplate cannot be specified for a change set of type CREATE",
        )));
    }
    let wish = Wish {
        source: Source { body: input.template_body.clone(), url: input.template_url.clone(), previous },
        parameters: input.parameters.as_deref(),
        capabilities: &capabilities,
        directly: false,
    };
    let prepared = service.prepare(&origin(ctx), &wish, stack).await?;
    refuse_types(input.resource_types.as_deref(), &prepared)?;
    let comparison = compare(service, ctx, stack, &prepared, tags).await?;
    Ok((prepared, comparison))
}

fn write(
    tx: &mut Tx<'_>,
    stack: &mut Stack,
    input: &CreateChangeSetInput,
    creates: bool,
    tags: Vec<(String, String)>,
    outcome: Result<(Prepared, Comparison), String>,
) -> ChangeSet {
    let (status, execution) = match outcome {
        Ok(_) => ("CREATE_COMPLETE", "AVAILABLE"),
        Err(_) => ("FAILED", "UNAVAILABLE"),
    };
    let (settings, changes, reason) = match outcome {
        Ok((prepared, comparison)) => {
            let number = store_template(tx, stack, &prepared);
            let role = input.role_arn.clone().or_else(|| stack.settings.role.clone());
            (settings(&prepared, number, tags, role), comparison.changes, None)
        }
        Err(reason) => {
            let capabilities = input.capabilities.clone().unwrap_or_default();
            (Settings { tags, capabilities, ..Settings::empty() }, Vec::new(), Some(reason))
        }
    };
    let set = ChangeSet {
        id: tx.rng().uuid_v4(),
        name: input.change_set_name.clone(),
        stack: stack.id.clone(),
        description: input.description.clone(),
        created: tx.now().as_micros(),
        creates,
        status: status.to_owned(),
        reason,
        execution: execution.to_owned(),
        settings,
        changes,
        include_nested: input.include_nested_stacks == Some(true),
        on_stack_failure: input.on_stack_failure.clone(),
        client_token: input.client_token.clone(),
        import_existing: input.import_existing_resources,
    };
    set.save(tx);
    set
}

/// The stack a change set is for, and whether it is there already.
fn target(
    service: &CloudFormation,
    ctx: &Context,
    input: &CreateChangeSetInput,
    creates: bool,
) -> Result<(Stack, bool), CloudFormationError> {
    let name = &input.stack_name;
    let known = service.existing(ctx, name)?;
    match known {
        Some(stack) if creates && stack.status == Status::ReviewInProgress => Ok((stack, true)),
        Some(stack) if creates => Err(exists(&stack, input)),
        Some(stack) if stack.status.can_be_updated() => Ok((stack, true)),
        Some(stack) => Err(not_updatable(&stack)),
        None if !creates || id_in(name).is_some() => Err(CloudFormationError::no_stack(name)),
        None if name.len() > 128 => Err(CloudFormationError::Validation(format!(
            "1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member must have length less than or equal to 128"
        ))),
        None => {
            let id = service.parts.random.uuid_v4();
            let made = service
                .own(ctx)
                .write(ctx.mark(), |tx, ()| Ok::<_, CloudFormationError>(new_stack(tx, ctx, id, name.clone())))?;
            Ok((made, false))
        }
    }
}

fn target_again(tx: &Tx<'_>, stack: &Stack) -> Result<Stack, CloudFormationError> {
    let found = Stack::find(tx.view(), &stack.id)?.filter(|found| found.deleted.is_none());
    let found = found.ok_or_else(|| CloudFormationError::no_stack(&stack.name))?;
    if found.status.can_be_updated() || found.status == Status::ReviewInProgress {
        return Ok(found);
    }
    Err(not_updatable(&found))
}

fn exists(stack: &Stack, input: &CreateChangeSetInput) -> CloudFormationError {
    CloudFormationError::Validation(format!(
        "Stack [{}] already exists and cannot be created again with the changeSet [{}].",
        stack.name, input.change_set_name
    ))
}

/// The change set that the same request made before.
fn same(
    service: &CloudFormation,
    ctx: &Context,
    input: &CreateChangeSetInput,
    stack: &Stack,
) -> Result<Option<ChangeSet>, CloudFormationError> {
    let Some(token) = &input.client_token else { return Ok(None) };
    service.own(ctx).read(ctx.mark(), |view, ()| {
        let sets = ChangeSet::all(*view, &stack.id)?;
        Ok(sets.into_iter().find(|set| set.client_token.as_ref() == Some(token) && set.name == input.change_set_name))
    })
}

fn refuse_unbuilt(input: &CreateChangeSetInput) -> Result<(), CloudFormationError> {
    refuse_notifications(input.notification_arns.as_deref(), input.rollback_configuration.as_ref())?;
    let unbuilt = [
        ("ChangeSetType IMPORT", input.change_set_type.as_deref() == Some("IMPORT")),
        ("ResourcesToImport", input.resources_to_import.as_ref().is_some_and(|list| !list.is_empty())),
        ("DeploymentMode", input.deployment_mode.is_some()),
    ];
    match unbuilt.iter().find(|(_, asked)| *asked) {
        Some((name, _)) => Err(CloudFormationError::Validation(format!("{name} is not built into this server yet."))),
        None => Ok(()),
    }
}

fn answer(ctx: &Context, stack: &Stack, set: &ChangeSet) -> CreateChangeSetOutput {
    CreateChangeSetOutput { id: Some(set.arn(ctx.account(), ctx.region())), stack_id: Some(stack.arn()) }
}
