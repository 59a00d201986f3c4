//! Executions.

use std::sync::Arc;

use serde_json::Value;
use tradewind_clock::Timestamp;
use tradewind_cloud::Context;
use tradewind_states_lang::Event;
use tradewind_store::{KeyReader, prefix};

use super::machines::{own_key, plain};
use super::page::Page;
use crate::api::{
    CloudWatchEventsExecutionDataDetails, DescribeExecutionInput, DescribeExecutionOutput,
    DescribeStateMachineForExecutionInput, DescribeStateMachineForExecutionOutput, ExecutionListItem,
    GetExecutionHistoryInput, GetExecutionHistoryOutput, ListExecutionsInput, ListExecutionsOutput,
    StartExecutionInput, StartExecutionOutput, StopExecutionInput, StopExecutionOutput,
};
use crate::engine::{Desk, Forget, within};
use crate::error::StatesError;
use crate::record::{Execution, Machine, Status};
use crate::{States, history, keys, names};

/// Begins an execution. The same once more, while it runs, is no mistake.
pub(crate) async fn start_execution(
    states: Arc<States>,
    ctx: Context,
    input: StartExecutionInput,
) -> Result<StartExecutionOutput, StatesError> {
    let machine_name = plain(&ctx, &input.state_machine_arn)?;
    if let Some(name) = &input.name {
        names::check(name)?;
    }
    let text = input.input.unwrap_or_else(|| "{}".to_owned());
    let value: Value = serde_json::from_str(&text).map_err(|error| {
        let text = format!("Invalid State Machine Execution Input: '{error}'");
        StatesError::Coded("InvalidExecutionInput", text)
    })?;
    let (output, told) = states.own(&ctx).write(ctx.mark(), |tx, ()| {
        let machine = Machine::get(tx.view(), &machine_name, &input.state_machine_arn)?;
        let name = input.name.clone().unwrap_or_else(|| tx.rng().uuid_v4());
        let arn = names::execution_arn(ctx.account(), ctx.region(), &machine.name, &name);
        if let Some(known) = Execution::find(tx.view(), &machine.name, &name)? {
            return match known.status == Status::Running && known.input == text {
                true => Ok((started(arn, known.started), Vec::new())),
                false => {
                    let text = format!("Execution Already Exists: '{arn}'");
                    Err(StatesError::Coded("ExecutionAlreadyExists", text))
                }
            };
        }
        let now = tx.now().as_micros();
        let execution = Execution {
            machine: machine.name.clone(),
            name: name.clone(),
            role: machine.role,
            revision: machine.revision,
            status: Status::Running,
            started: now,
            stopped: None,
            input: text,
            output: None,
            error: None,
            cause: None,
            trace: input.trace_header.clone(),
            endpoint: ctx.endpoint().to_owned(),
            pending: Vec::new(),
            deadline: None,
        };
        tx.put(keys::at_time(&machine.name, now, &name), Vec::new());
        let desk = Desk::begin(&states, tx, (ctx.account(), ctx.region()), execution, value)?;
        Ok((started(arn, now), desk.save()))
    })?;
    for activity in told {
        states.waiters.tell(&keys::cell(ctx.account(), ctx.region()), &activity);
    }
    Ok(output)
}

fn started(execution_arn: String, at: u64) -> StartExecutionOutput {
    StartExecutionOutput { execution_arn, start_date: Timestamp::from_micros(at) }
}

/// Which execution of the caller's.
fn of(ctx: &Context, arn: &str) -> Result<Forget, StatesError> {
    let (machine, name) = names::execution(ctx, arn)?;
    Ok(Forget { account: ctx.account().to_owned(), region: ctx.region().to_owned(), machine, name })
}

/// Ends an execution.
pub(crate) async fn stop_execution(
    states: Arc<States>,
    ctx: Context,
    input: StopExecutionInput,
) -> Result<StopExecutionOutput, StatesError> {
    let of = of(&ctx, &input.execution_arn)?;
    within(&states, &of, ctx.mark(), |desk| desk.hear(Event::Aborted { error: input.error, cause: input.cause }))?;
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        let execution = Execution::get(*view, &of.machine, &of.name, &input.execution_arn)?;
        let stopped = execution.stopped.map(Timestamp::from_micros);
        Ok(StopExecutionOutput { stop_date: stopped.unwrap_or(ctx.now()) })
    })
}

/// Describes an execution.
pub(crate) async fn describe_execution(
    states: Arc<States>,
    ctx: Context,
    input: DescribeExecutionInput,
) -> Result<DescribeExecutionOutput, StatesError> {
    let of = of(&ctx, &input.execution_arn)?;
    let with_data = input.included_data.as_deref() != Some("METADATA_ONLY");
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        let known = Execution::get(*view, &of.machine, &of.name, &input.execution_arn)?;
        let (status, reason) = redrive(known.status);
        let details = || with_data.then_some(CloudWatchEventsExecutionDataDetails { included: Some(true) });
        Ok(DescribeExecutionOutput {
            execution_arn: input.execution_arn.clone(),
            state_machine_arn: names::machine_arn(ctx.account(), ctx.region(), &known.machine),
            name: Some(known.name),
            status: known.status.as_str().to_owned(),
            start_date: Timestamp::from_micros(known.started),
            stop_date: known.stopped.map(Timestamp::from_micros),
            input_details: details(),
            input: with_data.then_some(known.input),
            output_details: known.output.as_ref().and_then(|_| details()),
            output: known.output.filter(|_| with_data),
            error: known.error.filter(|error| with_data && !error.is_empty()),
            cause: known.cause.filter(|cause| with_data && !cause.is_empty()),
            trace_header: known.trace,
            redrive_count: Some(0),
            redrive_status: Some(status.to_owned()),
            redrive_status_reason: Some(reason.to_owned()),
            ..DescribeExecutionOutput::default()
        })
    })
}

/// Nothing can be redriven yet.
fn redrive(status: Status) -> (&'static str, &'static str) {
    let why = match status {
        Status::Running => "Execution is RUNNING and cannot be redriven",
        Status::Succeeded => "Execution is SUCCEEDED and cannot be redriven",
        _ => "Redriving is not built into this server yet",
    };
    ("NOT_REDRIVABLE", why)
}

/// The definition that an execution runs.
pub(crate) async fn describe_state_machine_for_execution(
    states: Arc<States>,
    ctx: Context,
    input: DescribeStateMachineForExecutionInput,
) -> Result<DescribeStateMachineForExecutionOutput, StatesError> {
    let of = of(&ctx, &input.execution_arn)?;
    let with_data = input.included_data.as_deref() != Some("METADATA_ONLY");
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        let known = Execution::get(*view, &of.machine, &of.name, &input.execution_arn)?;
        let definition = view.get_body(keys::definition(&known.revision))?.unwrap_or_default();
        let machine = Machine::find(*view, &known.machine)?;
        let created = machine.as_ref().map_or(known.started, |machine| machine.created);
        Ok(DescribeStateMachineForExecutionOutput {
            state_machine_arn: names::machine_arn(ctx.account(), ctx.region(), &known.machine),
            name: known.machine,
            definition: if with_data { String::from_utf8_lossy(&definition).into_owned() } else { String::new() },
            role_arn: known.role,
            update_date: Timestamp::from_micros(created),
            revision_id: machine.filter(|machine| machine.revised).map(|_| known.revision),
            encryption_configuration: Some(own_key()),
            ..DescribeStateMachineForExecutionOutput::default()
        })
    })
}

/// What happened in an execution.
pub(crate) async fn get_execution_history(
    states: Arc<States>,
    ctx: Context,
    input: GetExecutionHistoryInput,
) -> Result<GetExecutionHistoryOutput, StatesError> {
    let of = of(&ctx, &input.execution_arn)?;
    let page = Page::asked(input.next_token.as_deref(), input.max_results)?;
    let with_data = input.include_execution_data != Some(false);
    let backwards = input.reverse_order == Some(true);
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        Execution::get(*view, &of.machine, &of.name, &input.execution_arn)?;
        let range = prefix(keys::history(&of.machine, &of.name));
        let read = |key: &[u8], row: &[u8]| {
            let mut reader = KeyReader::new(key);
            reader.tag()?;
            reader.str()?;
            reader.str()?;
            let event = history::decode(reader.u64()?, row)?;
            Ok::<_, StatesError>(Some(history::told(event, ctx.region(), with_data)))
        };
        let (events, next_token) = match backwards {
            false => page.take(view.scan(range), false, read)?,
            true => page.take(view.scan_rev(range), true, read)?,
        };
        Ok(GetExecutionHistoryOutput { events, next_token })
    })
}

/// Lists executions of a machine, the newest first.
pub(crate) async fn list_executions(
    states: Arc<States>,
    ctx: Context,
    input: ListExecutionsInput,
) -> Result<ListExecutionsOutput, StatesError> {
    let arn = match (&input.state_machine_arn, &input.map_run_arn) {
        (Some(arn), None) => arn,
        (_, Some(_)) => return Err(StatesError::validation("Map runs are not built into this server yet.")),
        (None, None) => {
            return Err(StatesError::validation("Must provide a valid ARN of either the state machine or map run."));
        }
    };
    let machine = plain(&ctx, arn)?;
    let page = Page::asked(input.next_token.as_deref(), input.max_results)?;
    let redriven = input.redrive_filter.as_deref() == Some("REDRIVEN");
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        Machine::get(*view, &machine, arn)?;
        let rows = view.scan(prefix(keys::by_time(&machine)));
        let (executions, next_token) = page.take(rows, false, |key, _| {
            let mut reader = KeyReader::new(key);
            reader.tag()?;
            reader.str()?;
            reader.u64()?;
            let name = reader.str()?;
            let Some(known) = Execution::find(*view, &machine, &name)? else { return Ok(None) };
            let status = known.status.as_str();
            if redriven || input.status_filter.as_deref().is_some_and(|wanted| wanted != status) {
                return Ok(None);
            }
            Ok::<_, StatesError>(Some(ExecutionListItem {
                execution_arn: names::execution_arn(ctx.account(), ctx.region(), &machine, &name),
                state_machine_arn: names::machine_arn(ctx.account(), ctx.region(), &machine),
                name,
                status: status.to_owned(),
                start_date: Timestamp::from_micros(known.started),
                stop_date: known.stopped.map(Timestamp::from_micros),
                redrive_count: Some(0),
                ..ExecutionListItem::default()
            }))
        })?;
        Ok(ListExecutionsOutput { executions, next_token })
    })
}
