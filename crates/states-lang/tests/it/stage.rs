//! Plays a case.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use serde_json::{Value, json};
use tradewind_clock::Timestamp;
use tradewind_states_lang::{Detail, Effect, Event, Execution, Fault, Machine, Moment, Outcome, Start, TaskId};

/// How many things may happen in a case.
const MOST: usize = 2_000;

/// What happened.
#[derive(Default)]
struct Told {
    history: Vec<String>,
    parameters: Option<Value>,
    outcome: Option<Outcome>,
}

/// What is to happen: answers at once, timers in their order.
#[derive(Default)]
struct Pending {
    now: VecDeque<Event>,
    timers: BTreeSet<(Timestamp, TaskId)>,
}

/// Plays a case; what is wrong with it otherwise.
pub(crate) fn play(case: &Value) -> Result<(), String> {
    let name = case["name"].as_str().unwrap_or("a case without a name");
    let wrong = |what: String| format!("{name}: {what}");
    let definition = definition_of(case);
    let machine = Machine::read(&definition.to_string())
        .map_err(|all| wrong(all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
    let mut answers: BTreeMap<String, VecDeque<Value>> = BTreeMap::new();
    for (state, list) in case["answers"].as_object().into_iter().flatten() {
        answers.insert(state.clone(), list.as_array().unwrap().iter().cloned().collect());
    }
    let began = Timestamp::from_secs(1_767_323_045);
    let (told, now) = stage(&machine, case, &mut answers, began).map_err(wrong)?;
    let found = match told.outcome.as_ref().ok_or_else(|| wrong("it does not end".to_owned()))? {
        Outcome::Succeeded(output) => json!({"output": output}),
        Outcome::Failed(Fault { error, cause }) => json!({"error": error, "cause": cause}),
        other => json!({"outcome": format!("{other:?}")}),
    };
    for (field, value) in found.as_object().unwrap() {
        match case.get(field) {
            Some(expected) if expected == value => {}
            // A cause that nobody asks for.
            None if field == "cause" => {}
            expected => return Err(wrong(format!("{field} is {value}, not {}", expected.unwrap_or(&Value::Null)))),
        }
    }
    if let Some(expected) = case.get("output").or(case.get("error"))
        && found.get("output").or(found.get("error")) != Some(expected)
    {
        return Err(wrong(format!("it ends with {found}")));
    }
    if let Some(history) = case.get("history")
        && *history != json!(told.history)
    {
        return Err(wrong(format!("its history is {}", json!(told.history))));
    }
    if let Some(parameters) = case.get("parameters")
        && told.parameters.as_ref() != Some(parameters)
    {
        return Err(wrong(format!("its parameters are {:?}", told.parameters)));
    }
    let took = now.saturating_since(began).as_secs_f64();
    match case.get("seconds").and_then(Value::as_f64) {
        Some(seconds) if (seconds - took).abs() > 1e-6 => Err(wrong(format!("it took {took} s"))),
        _ => Ok(()),
    }
}

/// The definition of a case.
pub(crate) fn definition_of(case: &Value) -> Value {
    let language = case.get("language").cloned().unwrap_or(json!("JSONPath"));
    match case.get("state") {
        Some(state) => json!({"StartAt": "S", "QueryLanguage": language, "States": {"S": ended(state)}}),
        None => case["machine"].clone(),
    }
}

/// A state that does not say what comes after it is the end.
fn ended(state: &Value) -> Value {
    let mut state = state.clone();
    if !["Succeed", "Fail", "Choice"].contains(&state["Type"].as_str().unwrap()) && state.get("End").is_none() {
        state["End"] = json!(true);
    }
    state
}

fn stage(
    machine: &Machine,
    case: &Value,
    answers: &mut BTreeMap<String, VecDeque<Value>>,
    began: Timestamp,
) -> Result<(Told, Timestamp), String> {
    let (mut told, mut pending, mut now) = (Told::default(), Pending::default(), began);
    let mut drawn = 0_u64;
    let mut chance = || {
        drawn += 1;
        drawn
    };
    let start = Start {
        execution: "arn:aws:states:us-east-1:123456789012:execution:m:e".to_owned(),
        name: "e".to_owned(),
        role: "arn:aws:iam::123456789012:role/r".to_owned(),
        machine: "arn:aws:states:us-east-1:123456789012:stateMachine:m".to_owned(),
        machine_name: "m".to_owned(),
        input: case.get("input").cloned().unwrap_or(json!({})),
    };
    let (mut execution, effects) = Execution::start(machine, start, Moment { now, chance: &mut chance });
    take(effects, &mut told, &mut pending, answers)?;
    for _ in 0..MOST {
        if told.outcome.is_some() {
            return match execution.is_over() && execution.events() == told.history.len() as u64 {
                true => Ok((told, now)),
                false => Err("it is over and does not know it".to_owned()),
            };
        }
        let event = match pending.now.pop_front() {
            Some(event) => event,
            None => {
                let (at, task) = pending.timers.pop_first().ok_or("nothing is to happen any more")?;
                now = now.max(at);
                Event::TimerFired(task)
            }
        };
        // What is at rest can be written down and read again.
        let written = serde_json::to_string(&execution).unwrap();
        execution = serde_json::from_str(&written).unwrap();
        let effects = execution.step(machine, event, Moment { now, chance: &mut chance });
        take(effects, &mut told, &mut pending, answers)?;
    }
    Err("too much happens".to_owned())
}

fn take(
    effects: Vec<Effect>,
    told: &mut Told,
    pending: &mut Pending,
    answers: &mut BTreeMap<String, VecDeque<Value>>,
) -> Result<(), String> {
    for effect in effects {
        match effect {
            Effect::Task { task, state, parameters, .. } => {
                told.parameters.get_or_insert(parameters);
                pending.now.push_back(Event::TaskStarted(task, None));
                let answer = answers.get_mut(&state).and_then(VecDeque::pop_front);
                let answer = answer.ok_or_else(|| format!("{state} asks once too often"))?;
                let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
                pending.now.push_back(match answer.as_str() {
                    Some("timeout") => Event::TaskTimedOut(task, false),
                    Some("heartbeat") => Event::TaskTimedOut(task, true),
                    Some("never") => continue,
                    _ if answer.get("error").is_some() => {
                        Event::TaskFailed(task, Fault::new(text("error"), text("cause")))
                    }
                    _ => Event::TaskSucceeded(task, answer["result"].clone()),
                });
            }
            Effect::Timer(task, at) => {
                pending.timers.insert((at.max(Timestamp::from_secs(0) + Duration::ZERO), task));
            }
            Effect::Cancel(task) => {
                pending.timers.retain(|(_, known)| *known != task);
            }
            Effect::History(event) => {
                assert_eq!(event.id, told.history.len() as u64 + 1);
                assert!(event.previous < event.id);
                told.history.push(shown(&event.detail));
            }
            Effect::Done(outcome) => told.outcome = Some(outcome),
        }
    }
    Ok(())
}

fn shown(detail: &Detail) -> String {
    match detail {
        Detail::StateEntered(_, name, _) | Detail::StateExited(_, name, ..) => format!("{} {name}", detail.name()),
        Detail::IterationStarted(_, index)
        | Detail::IterationSucceeded(_, index)
        | Detail::IterationFailed(_, index)
        | Detail::IterationAborted(_, index) => format!("{} {index}", detail.name()),
        _ => detail.name(),
    }
}
