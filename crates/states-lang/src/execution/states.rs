//! What each type of state does.

use std::time::Duration;

use serde_json::Value;
use tradewind_clock::Timestamp;

use super::history::Detail;
use super::run::Run;
use super::{Effect, Outcome, Phase};
use crate::choice::{instant, kind};
use crate::fault::{Fault, NO_CHOICE, QUERY};
use crate::machine::{Fail, Kind, Language, Rule, State, Task, Until, Wait};
use crate::payload::{Eyes, Template};

impl Run<'_, '_> {
    /// A thread enters its state.
    pub(super) fn enter(&mut self, number: u64) {
        if !self.has_room() {
            return;
        }
        let Some(state) = self.state(number) else { return };
        let now = self.now.as_micros();
        let Some(thread) = self.execution.threads.get_mut(&number) else { return };
        (thread.entered_at, thread.tries, thread.token) = (now, Vec::new(), None);
        let detail = Detail::StateEntered(word(&state.kind).to_owned(), state.name.clone(), thread.input.clone());
        let id = self.note_of(number, detail);
        if let Some(thread) = self.execution.threads.get_mut(&number) {
            thread.entered = id;
        }
        self.work(number);
    }

    /// A thread does what its state says, for the first time or once more.
    pub(super) fn work(&mut self, number: u64) {
        if !self.has_room() {
            return;
        }
        let Some(state) = self.state(number) else { return };
        let done = match &state.kind {
            Kind::Pass { result } => self.pass(number, state, result.as_ref()),
            Kind::Task(task) => self.task_state(number, state, task),
            Kind::Choice { rules, default } => self.choose(number, state, rules, default.as_deref()),
            Kind::Wait(wait) => self.wait_state(number, state, wait),
            Kind::Succeed => self.filtered_input(number).map(|input| self.finish(number, input)),
            Kind::Fail(fail) => self.fail_state(number, state, fail),
            Kind::Parallel { branches } => self.parallel(number, state, branches.len()),
            Kind::Map(map) => self.map(number, state, map),
        };
        if let Err(fault) = done {
            let fault = self.in_state(number, fault);
            self.note_evaluation(number, &fault);
            self.fault(number, fault);
        }
    }

    /// An error of the state itself says where it was.
    pub(super) fn in_state(&self, number: u64, fault: Fault) -> Fault {
        let Some(thread) = self.execution.threads.get(&number) else { return fault };
        let start = format!(
            "An error occurred while executing the state '{}' (entered at the event id #{}). ",
            thread.state, thread.entered
        );
        Fault { cause: start + &fault.cause, ..fault }
    }

    fn pass(&mut self, number: u64, state: &State, result: Option<&Value>) -> Result<(), Fault> {
        let parameters = self.parameters(number, state)?;
        self.finish(number, result.cloned().unwrap_or(parameters));
        Ok(())
    }

    fn task_state(&mut self, number: u64, state: &State, task: &Task) -> Result<(), Fault> {
        let token = self.token();
        if let Some(thread) = self.execution.threads.get_mut(&number) {
            thread.token = Some(token.clone());
        }
        let parameters = self.parameters(number, state)?;
        let parameters = super::shape::limited(&state.name, parameters)?;
        let timeout = self.amount(number, state, task.timeout.as_ref(), "TimeoutSeconds")?;
        let heartbeat = self.amount(number, state, task.heartbeat.as_ref(), "HeartbeatSeconds")?;
        let credentials = match &task.credentials {
            Some(template) => Some(self.of_input(number, state, template)?),
            None => None,
        };
        let id = self.wait(number, Phase::Task);
        let resource = task.resource.clone();
        let detail =
            Detail::TaskScheduled { resource: resource.clone(), parameters: parameters.clone(), timeout, heartbeat };
        self.note_of(number, detail);
        let state = state.name.clone();
        let task = id;
        self.effects.push(Effect::Task { task, state, resource, parameters, timeout, heartbeat, credentials, token });
        Ok(())
    }

    /// By which others may answer for a task; nobody can guess it.
    fn token(&mut self) -> String {
        let mut bytes = Vec::with_capacity(64);
        for _ in 0..8 {
            bytes.extend((self.chance)().to_be_bytes());
        }
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes)
    }

    /// A template that sees the state's input as it is worked with.
    pub(super) fn of_input(&mut self, number: u64, state: &State, template: &Template) -> Result<Value, Fault> {
        let input = self.filtered_input(number)?;
        let Some(thread) = self.execution.threads.get(&number) else { return Ok(Value::Null) };
        let seen = self.seen(thread, state, None, None);
        self.evaluate(template, &input, &seen)
    }

    /// A number of seconds, or of something else.
    pub(super) fn amount(
        &mut self,
        number: u64,
        state: &State,
        template: Option<&Template>,
        field: &str,
    ) -> Result<Option<u64>, Fault> {
        let Some(template) = template else { return Ok(None) };
        let value = self.of_input(number, state, template)?;
        match value.as_u64() {
            Some(amount) => Ok(Some(amount)),
            None => Err(unexpected(state.language, template, field, "number", &value)),
        }
    }

    fn choose(&mut self, number: u64, state: &State, rules: &[Rule], default: Option<&str>) -> Result<(), Fault> {
        let input = self.filtered_input(number)?;
        let Some(thread) = self.execution.threads.get(&number) else { return Ok(()) };
        let seen = self.seen(thread, state, None, None);
        let mut chosen = None;
        for rule in rules {
            let mut eyes = Eyes {
                input: &input,
                context: &seen.context,
                variables: &seen.variables,
                states: seen.states(),
                now: self.now,
                chance: &mut *self.chance,
            };
            if rule.test.holds(&mut eyes)? {
                chosen = Some(rule);
                break;
            }
        }
        let next = chosen.map(|rule| rule.next.as_str()).or(default);
        let why = "Failed to transition out of the state. The state does not point to a next state.";
        let next = next.ok_or_else(|| Fault::new(NO_CHOICE, why))?.to_owned();
        let (shaped, assign) = match chosen {
            Some(rule) if state.language == Language::Jsonata => {
                (rule.output.as_ref().or(state.shape.output.as_ref()), &rule.assign)
            }
            Some(rule) => (None, &rule.assign),
            None => (state.shape.output.as_ref(), &state.shape.assign),
        };
        let (output, assigned) = self.output(number, state, input, shaped, assign)?;
        self.leave(number, state, output, assigned, Some(next));
        Ok(())
    }

    fn wait_state(&mut self, number: u64, state: &State, wait: &Wait) -> Result<(), Fault> {
        let until = match &wait.until {
            Until::Seconds(template) => {
                let seconds = self.amount(number, state, Some(template), "Seconds")?.unwrap_or_default();
                self.now + Duration::from_secs(seconds)
            }
            Until::Moment(template) => {
                let value = self.of_input(number, state, template)?;
                let moment = instant(&value)
                    .ok_or_else(|| unexpected(state.language, template, "Timestamp", "timestamp", &value))?;
                let micros = u64::try_from(moment.as_microsecond()).unwrap_or_default();
                self.now.max(Timestamp::from_micros(micros))
            }
        };
        let id = self.wait(number, Phase::Waiting);
        self.effects.push(Effect::Timer(id, until));
        Ok(())
    }

    fn fail_state(&mut self, number: u64, state: &State, fail: &Fail) -> Result<(), Fault> {
        let mut word = |template: &Option<Template>, field: &str| match template {
            None => Ok(String::new()),
            Some(template) => match self.of_input(number, state, template)? {
                Value::String(text) => Ok(text),
                other => Err(unexpected(state.language, template, field, "string", &other)),
            },
        };
        let fault = Fault { error: word(&fail.error, "Error")?, cause: word(&fail.cause, "Cause")? };
        self.give_up(number, fault);
        Ok(())
    }

    /// A state has come to its result, or to the input it passes on.
    pub(super) fn finish(&mut self, number: u64, result: Value) {
        let Some(state) = self.state(number) else { return };
        let limited = super::shape::limited(&state.name, result);
        let shaped = state.shape.output.as_ref();
        let made = limited.and_then(|result| {
            self.output(number, state, result, shaped, &state.shape.assign)
                .map_err(|fault| self.in_state(number, fault))
        });
        match made {
            Ok((output, assigned)) => self.leave(number, state, output, assigned, state.next.clone()),
            Err(fault) => {
                self.note_evaluation(number, &fault);
                self.fault(number, fault);
            }
        }
    }

    /// A thread leaves its state for another one, or is at its end.
    pub(super) fn leave(
        &mut self,
        number: u64,
        state: &State,
        output: Value,
        assigned: Option<Value>,
        next: Option<String>,
    ) {
        let kind = word(&state.kind).to_owned();
        self.note_of(number, Detail::StateExited(kind, state.name.clone(), output.clone(), assigned.clone()));
        let Some(thread) = self.execution.threads.get_mut(&number) else { return };
        if let (Some(Value::Object(assigned)), Value::Object(variables)) = (assigned, &mut thread.variables) {
            variables.extend(assigned);
        }
        match next {
            Some(next) => {
                (thread.state, thread.input, thread.phase) = (next, output, Phase::Ready);
                self.ready.push(number);
            }
            None if thread.parent.is_some() => self.child_done(number, output),
            None => {
                let previous = thread.previous;
                self.end(previous, Detail::ExecutionSucceeded(output.clone()), Outcome::Succeeded(output));
            }
        }
    }

    /// What `ItemsPath` or `Items` gives.
    pub(super) fn items(
        &mut self,
        number: u64,
        state: &State,
        template: Option<&Template>,
    ) -> Result<Vec<Value>, Fault> {
        let value = match template {
            Some(template) => self.of_input(number, state, template)?,
            None => self.filtered_input(number)?,
        };
        match (value, template) {
            (Value::Array(items), _) => Ok(items),
            (other, Some(template @ Template::Query(..))) => {
                Err(unexpected(state.language, template, "Items", "array", &other))
            }
            (_, template) => {
                let path = match template {
                    Some(Template::Source(_, crate::payload::Source::Path(path))) => path.text(),
                    _ => "$",
                };
                Err(Fault::runtime(format!("Reference path \"{path}\" must point to array.")))
            }
        }
    }
}

/// A value of another type than the field has.
fn unexpected(language: Language, template: &Template, field: &str, wanted: &str, found: &Value) -> Fault {
    match (language, template) {
        (Language::Jsonata, Template::Query(field, text)) => Fault::new(
            QUERY,
            format!(
                "The JSONata expression '{text}' specified for the field '{field}' returned an unexpected result type. \
                 Expected '{wanted}', but was '{}'",
                kind(found)
            ),
        ),
        _ => Fault::runtime(format!("The value '{found}' for the field '{field}' is not a valid {wanted}")),
    }
}

/// A state's type as events name it.
pub(super) fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Pass { .. } => "Pass",
        Kind::Task(_) => "Task",
        Kind::Choice { .. } => "Choice",
        Kind::Wait(_) => "Wait",
        Kind::Succeed => "Succeed",
        Kind::Fail(_) => "Fail",
        Kind::Parallel { .. } => "Parallel",
        Kind::Map(_) => "Map",
    }
}
