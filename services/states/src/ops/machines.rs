//! State machines.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;
use tradewind_states_lang::{Kind, Machine as Definition, Severity};
use tradewind_store::{decode, prefix};

use super::page::Page;
use super::tags::checked;
use crate::api::{
    CreateStateMachineInput, CreateStateMachineOutput, DeleteStateMachineInput, DeleteStateMachineOutput,
    DescribeStateMachineInput, DescribeStateMachineOutput, EncryptionConfiguration, ListStateMachinesInput,
    ListStateMachinesOutput, LoggingConfiguration, StateMachineListItem, TracingConfiguration, UpdateStateMachineInput,
    UpdateStateMachineOutput,
};
use crate::error::StatesError;
use crate::record::Machine;
use crate::{States, keys, names, work};

/// Makes a machine. The same once more is no mistake.
pub(crate) async fn create_state_machine(
    states: Arc<States>,
    ctx: Context,
    input: CreateStateMachineInput,
) -> Result<CreateStateMachineOutput, StatesError> {
    names::check(&input.name)?;
    names::check_role(&input.role_arn)?;
    refused(input.publish, input.version_description.as_deref(), input.encryption_configuration.as_ref())?;
    if input.r#type.as_deref() == Some("EXPRESS") {
        return Err(StatesError::validation("State machines of type EXPRESS are not built into this server yet."));
    }
    definition(&input.definition)?;
    let tags = checked(input.tags.unwrap_or_default())?;
    let arn = names::machine_arn(ctx.account(), ctx.region(), &input.name);
    states.own(&ctx).write(ctx.mark(), |tx, ()| {
        if let Some(known) = Machine::find(tx.view(), &input.name)? {
            let same = tx.get_body(keys::definition(&known.revision))?.as_deref() == Some(input.definition.as_bytes());
            return match same && known.role == input.role_arn {
                true => Ok(output(arn, known.created)),
                false => Err(StatesError::Coded(
                    "StateMachineAlreadyExists",
                    format!("State Machine Already Exists: '{arn}'"),
                )),
            };
        }
        let machine = Machine {
            name: input.name.clone(),
            role: input.role_arn.clone(),
            kind: "STANDARD".to_owned(),
            created: tx.now().as_micros(),
            revision: tx.rng().uuid_v4(),
            revised: false,
            logging: logging(input.logging_configuration.as_ref()),
            tracing: input.tracing_configuration.as_ref().and_then(|tracing| tracing.enabled).unwrap_or_default(),
            tags,
        };
        tx.put_body(keys::definition(&machine.revision), input.definition.clone().into_bytes());
        machine.save(tx);
        Ok(output(arn, machine.created))
    })
}

fn output(state_machine_arn: String, created: u64) -> CreateStateMachineOutput {
    CreateStateMachineOutput {
        state_machine_arn,
        creation_date: Timestamp::from_micros(created),
        state_machine_version_arn: None,
    }
}

/// What is not here yet is refused by name.
fn refused(
    publish: Option<bool>,
    description: Option<&str>,
    encryption: Option<&EncryptionConfiguration>,
) -> Result<(), StatesError> {
    if publish == Some(true) || description.is_some() {
        return Err(StatesError::validation(
            "Versions of state machines (publish) are not built into this server yet.",
        ));
    }
    match encryption {
        Some(encryption) if encryption.r#type != "AWS_OWNED_KEY" => Err(StatesError::validation(
            "encryptionConfiguration with a key of one's own is not built into this server yet.",
        )),
        _ => Ok(()),
    }
}

/// A definition that can be run here.
pub(super) fn definition(text: &str) -> Result<Definition, StatesError> {
    let invalid = |all: Vec<String>| {
        StatesError::Coded("InvalidDefinition", format!("Invalid State Machine Definition: '{}'", all.join(", ")))
    };
    let (machine, diagnostics) = Definition::examine(text);
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    let Some(machine) = machine.filter(|_| errors.is_empty()) else { return Err(invalid(errors)) };
    let mut missing = Vec::new();
    resources(&machine, "", &mut missing);
    if missing.is_empty() { Ok(machine) } else { Err(invalid(missing)) }
}

/// Resources that are not here.
fn resources(machine: &Definition, location: &str, missing: &mut Vec<String>) {
    for (name, state) in &machine.states {
        let place = format!("{location}/States/{name}");
        match &state.kind {
            Kind::Task(task) => {
                if let Err(why) = work::check(&task.resource) {
                    missing.push(format!("SCHEMA_VALIDATION_FAILED: {why} at {place}/Resource"));
                }
            }
            Kind::Parallel { branches } => {
                for (at, branch) in branches.iter().enumerate() {
                    resources(branch, &format!("{place}/Branches[{at}]"), missing);
                }
            }
            Kind::Map(map) => resources(&map.processor, &format!("{place}/ItemProcessor"), missing),
            _ => {}
        }
    }
}

fn logging(configuration: Option<&LoggingConfiguration>) -> Option<String> {
    let configuration = configuration?;
    let groups = configuration.destinations.iter().flatten();
    let groups = groups.filter_map(|one| one.cloud_watch_logs_log_group.as_ref()?.log_group_arn.clone());
    let kept = Logging {
        level: configuration.level.clone(),
        data: configuration.include_execution_data,
        groups: groups.collect(),
    };
    serde_json::to_string(&kept).ok()
}

/// A logging configuration as its row keeps it.
#[derive(serde::Serialize, serde::Deserialize)]
struct Logging {
    level: Option<String>,
    data: Option<bool>,
    groups: Vec<String>,
}

fn told_logging(kept: Option<&str>) -> LoggingConfiguration {
    let kept = kept.and_then(|kept| serde_json::from_str::<Logging>(kept).ok());
    let Some(Logging { level, data, groups }) = kept else {
        return LoggingConfiguration {
            level: Some("OFF".to_owned()),
            include_execution_data: Some(false),
            destinations: None,
        };
    };
    let group = |arn: String| crate::api::LogDestination {
        cloud_watch_logs_log_group: Some(crate::api::CloudWatchLogsLogGroup { log_group_arn: Some(arn) }),
    };
    LoggingConfiguration {
        level: Some(level.unwrap_or_else(|| "OFF".to_owned())),
        include_execution_data: Some(data.unwrap_or_default()),
        destinations: (!groups.is_empty()).then(|| groups.into_iter().map(group).collect()),
    }
}

/// Describes a machine.
pub(crate) async fn describe_state_machine(
    states: Arc<States>,
    ctx: Context,
    input: DescribeStateMachineInput,
) -> Result<DescribeStateMachineOutput, StatesError> {
    let named = plain(&ctx, &input.state_machine_arn)?;
    let with_data = input.included_data.as_deref() != Some("METADATA_ONLY");
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        let machine = Machine::get(*view, &named, &input.state_machine_arn)?;
        let definition = view.get_body(keys::definition(&machine.revision))?.unwrap_or_default();
        Ok(DescribeStateMachineOutput {
            state_machine_arn: names::machine_arn(ctx.account(), ctx.region(), &machine.name),
            status: Some("ACTIVE".to_owned()),
            definition: if with_data { String::from_utf8_lossy(&definition).into_owned() } else { String::new() },
            role_arn: machine.role,
            r#type: machine.kind,
            creation_date: Timestamp::from_micros(machine.created),
            logging_configuration: Some(told_logging(machine.logging.as_deref())),
            tracing_configuration: Some(TracingConfiguration { enabled: Some(machine.tracing) }),
            revision_id: machine.revised.then_some(machine.revision),
            encryption_configuration: Some(own_key()),
            name: machine.name,
            ..DescribeStateMachineOutput::default()
        })
    })
}

pub(super) fn own_key() -> EncryptionConfiguration {
    EncryptionConfiguration { r#type: "AWS_OWNED_KEY".to_owned(), ..EncryptionConfiguration::default() }
}

/// A machine's name; there are no versions and aliases yet.
pub(super) fn plain(ctx: &Context, arn: &str) -> Result<String, StatesError> {
    let named = names::machine(ctx, arn)?;
    match named.qualifier {
        None => Ok(named.name),
        Some(_) => Err(StatesError::no_machine(arn)),
    }
}

/// Changes a machine. Executions that run go on with what they began with.
pub(crate) async fn update_state_machine(
    states: Arc<States>,
    ctx: Context,
    input: UpdateStateMachineInput,
) -> Result<UpdateStateMachineOutput, StatesError> {
    let name = plain(&ctx, &input.state_machine_arn)?;
    refused(input.publish, input.version_description.as_deref(), input.encryption_configuration.as_ref())?;
    if input.definition.is_none()
        && input.role_arn.is_none()
        && input.logging_configuration.is_none()
        && input.tracing_configuration.is_none()
        && input.encryption_configuration.is_none()
    {
        let text = "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration, or the EncryptionConfiguration must be specified";
        return Err(StatesError::Coded("MissingRequiredParameter", text.to_owned()));
    }
    if let Some(role) = &input.role_arn {
        names::check_role(role)?;
    }
    if let Some(text) = &input.definition {
        definition(text)?;
    }
    states.own(&ctx).write(ctx.mark(), |tx, ()| {
        let mut machine = Machine::get(tx.view(), &name, &input.state_machine_arn)?;
        let before = machine.revision.clone();
        let known = tx.get_body(keys::definition(&before))?.unwrap_or_default();
        machine.revision = tx.rng().uuid_v4();
        machine.revised = true;
        let text = input.definition.map_or(known, |text| text.into_bytes().into());
        tx.put_body(keys::definition(&machine.revision), text);
        machine.role = input.role_arn.unwrap_or(machine.role);
        if input.logging_configuration.is_some() {
            machine.logging = logging(input.logging_configuration.as_ref());
        }
        if let Some(tracing) = input.tracing_configuration {
            machine.tracing = tracing.enabled.unwrap_or_default();
        }
        machine.save(tx);
        Ok(UpdateStateMachineOutput {
            update_date: tx.now(),
            revision_id: Some(machine.revision),
            state_machine_version_arn: None,
        })
    })
}

/// Deletes a machine. Executions that run go on.
pub(crate) async fn delete_state_machine(
    states: Arc<States>,
    ctx: Context,
    input: DeleteStateMachineInput,
) -> Result<DeleteStateMachineOutput, StatesError> {
    let name = plain(&ctx, &input.state_machine_arn)?;
    states.own(&ctx).write(ctx.mark(), |tx, ()| {
        // What is not there is deleted.
        tx.delete(keys::machine(&name));
        Ok(DeleteStateMachineOutput {})
    })
}

/// Lists machines by name.
pub(crate) async fn list_state_machines(
    states: Arc<States>,
    ctx: Context,
    input: ListStateMachinesInput,
) -> Result<ListStateMachinesOutput, StatesError> {
    let page = Page::asked(input.next_token.as_deref(), input.max_results)?;
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        let (state_machines, next_token) = page.take(view.scan(prefix(keys::machines())), false, |_, row| {
            let machine: Machine = decode(row)?;
            Ok::<_, StatesError>(Some(StateMachineListItem {
                state_machine_arn: names::machine_arn(ctx.account(), ctx.region(), &machine.name),
                name: machine.name,
                r#type: machine.kind,
                creation_date: Timestamp::from_micros(machine.created),
            }))
        })?;
        Ok(ListStateMachinesOutput { state_machines, next_token })
    })
}
