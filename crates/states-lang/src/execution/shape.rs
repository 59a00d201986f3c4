//! How data goes through a state.

use serde_json::{Map, Value, json};

use super::history::Detail;
use super::run::Run;
use super::{MAX_DATA, Thread};
use crate::fault::{DATA_LIMIT, Fault, QUERY, RESULT_PATH};
use crate::machine::{Filter, Language, Placing, State};
use crate::payload::{Eyes, Template};

/// What expressions and paths of one state see beside its input.
pub(super) struct Seen {
    pub(super) context: Value,
    pub(super) variables: Value,
    states: Value,
}

impl Seen {
    /// `$states`.
    pub(super) fn states(&self) -> &Value {
        &self.states
    }
}

impl Run<'_, '_> {
    /// What a state sees. `result` and `error` are `$states.result` and `$states.errorOutput`.
    pub(super) fn seen(&self, thread: &Thread, state: &State, result: Option<&Value>, error: Option<&Value>) -> Seen {
        let context = self.context(thread);
        let states = match state.language {
            Language::JsonPath => Value::Null,
            Language::Jsonata => {
                let mut states = Map::new();
                states.insert("input".to_owned(), thread.input.clone());
                states.insert("context".to_owned(), context.clone());
                states.extend(result.map(|result| ("result".to_owned(), result.clone())));
                states.extend(error.map(|error| ("errorOutput".to_owned(), error.clone())));
                Value::Object(states)
            }
        };
        Seen { context, variables: thread.variables.clone(), states }
    }

    /// The context object in this state.
    fn context(&self, thread: &Thread) -> Value {
        let mut context = self.execution.context.clone();
        let entered = tradewind_clock::Timestamp::from_micros(thread.entered_at).to_string();
        let retries: u32 = thread.tries.iter().sum();
        context["State"] = json!({"EnteredTime": entered, "Name": thread.state, "RetryCount": retries});
        if let Some(token) = &thread.token {
            context["Task"] = json!({"Token": token});
        }
        if let Some(item) = &thread.item {
            context["Map"] = json!({"Item": item});
        }
        context
    }

    /// Evaluates a template of a state.
    pub(super) fn evaluate(&mut self, template: &Template, input: &Value, seen: &Seen) -> Result<Value, Fault> {
        let mut eyes = Eyes {
            input,
            context: &seen.context,
            variables: &seen.variables,
            states: &seen.states,
            now: self.now,
            chance: &mut *self.chance,
        };
        template.evaluate(&mut eyes)
    }

    /// The input of a state, through `InputPath`.
    pub(super) fn filtered_input(&self, number: u64) -> Result<Value, Fault> {
        let (Some(thread), Some(state)) = (self.execution.threads.get(&number), self.state(number)) else {
            return Ok(Value::Null);
        };
        filtered(&state.shape.input, "InputPath", &thread.input, &self.seen(thread, state, None, None))
    }

    /// What a state works with: its input through `InputPath`, then `Parameters` or `Arguments`.
    pub(super) fn parameters(&mut self, number: u64, state: &State) -> Result<Value, Fault> {
        match &state.shape.parameters {
            Some(template) => self.of_input(number, state, template),
            None => self.filtered_input(number),
        }
    }

    /// What a state's result becomes: the state's output, and the variables it assigns.
    pub(super) fn output(
        &mut self,
        number: u64,
        state: &State,
        result: Value,
        shaped: Option<&Template>,
        assigned: &[(String, Template)],
    ) -> Result<(Value, Option<Value>), Fault> {
        let Some(thread) = self.execution.threads.get(&number).cloned() else { return Ok((result, None)) };
        let has_result = has_result(state);
        let seen = self.seen(&thread, state, has_result.then_some(&result), None);
        let output = match state.language {
            Language::Jsonata => match shaped {
                Some(template) => self.evaluate(template, &thread.input, &seen)?,
                None => result.clone(),
            },
            Language::JsonPath => {
                let selected = match &state.shape.selector {
                    Some(selector) => self.evaluate(selector, &result, &seen)?,
                    None => result.clone(),
                };
                let assigned = self.assigned(assigned, &selected, &seen)?;
                let placed = placed(&state.shape.result, has_result, &thread.input, selected)?;
                let output = filtered(&state.shape.output_path, "OutputPath", &placed, &seen)?;
                return limited(&state.name, output).map(|output| (output, assigned));
            }
        };
        let assigned = self.assigned(assigned, &thread.input, &seen)?;
        limited(&state.name, output).map(|output| (output, assigned))
    }

    /// What an error that is caught becomes.
    pub(super) fn caught(
        &mut self,
        number: u64,
        state: &State,
        error: Value,
        catcher: &crate::machine::Catcher,
    ) -> Result<(Value, Option<Value>), Fault> {
        let Some(thread) = self.execution.threads.get(&number).cloned() else { return Ok((error, None)) };
        let seen = self.seen(&thread, state, None, Some(&error));
        let output = match (state.language, &catcher.output) {
            (Language::Jsonata, Some(template)) => self.evaluate(template, &thread.input, &seen)?,
            (Language::Jsonata, None) => error.clone(),
            (Language::JsonPath, _) => placed(&catcher.result, true, &thread.input, error.clone())?,
        };
        let assigned = self.assigned(&catcher.assign, &error, &seen)?;
        limited(&state.name, output).map(|output| (output, assigned))
    }

    fn assigned(&mut self, assign: &[(String, Template)], input: &Value, seen: &Seen) -> Result<Option<Value>, Fault> {
        if assign.is_empty() {
            return Ok(None);
        }
        let mut variables = Map::new();
        for (name, template) in assign {
            // All see what was there before.
            variables.insert(name.clone(), self.evaluate(template, input, seen)?);
        }
        Ok(Some(Value::Object(variables)))
    }

    /// Says that an expression failed, as JSONata's states do.
    pub(super) fn note_evaluation(&mut self, number: u64, fault: &Fault) {
        if fault.error == QUERY
            && let Some(state) = self.state(number)
        {
            self.note_of(number, Detail::EvaluationFailed(state.name.clone(), fault.clone()));
        }
    }
}

/// Whether a state makes something new of its input.
fn has_result(state: &State) -> bool {
    use crate::machine::Kind;
    match &state.kind {
        Kind::Task(_) | Kind::Parallel { .. } | Kind::Map(_) => true,
        Kind::Pass { .. } => state.language == Language::JsonPath,
        _ => false,
    }
}

/// `InputPath`, `OutputPath`.
pub(super) fn filtered(filter: &Filter, field: &str, value: &Value, seen: &Seen) -> Result<Value, Fault> {
    let sight = crate::path::Sight { input: value, context: &seen.context, variables: &seen.variables };
    match filter {
        Filter::Whole => Ok(value.clone()),
        Filter::Nothing => Ok(Value::Object(Map::new())),
        Filter::At(path) => path.find(sight).ok_or_else(|| {
            let text = path.text();
            Fault::runtime(format!(
                "The JSONPath '{text}' specified for the field '{field}' could not be found in the input '{value}'"
            ))
        }),
    }
}

/// `ResultPath`. A state without a result passes its input on.
fn placed(placing: &Placing, has_result: bool, input: &Value, result: Value) -> Result<Value, Fault> {
    match placing {
        Placing::Whole => Ok(result),
        Placing::Nowhere => Ok(input.clone()),
        Placing::At(_) if !has_result => Ok(result),
        Placing::At(path) => path.put(input.clone(), result).ok_or_else(|| {
            Fault::new(RESULT_PATH, format!("Unable to apply ReferencePath {} to input {input}", path.text()))
        }),
    }
}

/// What is too long goes no further.
pub(super) fn limited(state: &str, value: Value) -> Result<Value, Fault> {
    if size(&value) <= MAX_DATA {
        return Ok(value);
    }
    let cause = format!(
        "The state/task '{state}' returned a result with a size exceeding the maximum number of bytes service limit."
    );
    Err(Fault::new(DATA_LIMIT, cause))
}

/// Bytes of a value as JSON.
fn size(value: &Value) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    // Writing a value into a counter can't fail.
    let _ = serde_json::to_writer(&mut count, value);
    count.0
}
