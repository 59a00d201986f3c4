//! JSONata expressions: `{% $states.input.total * 2 %}`.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use jsonata_core::evaluator::{Context, Evaluator, EvaluatorError, EvaluatorOptions};
use jsonata_core::parser::parse;
use jsonata_core::value::JValue;
use serde_json::Value;
use tradewind_clock::Timestamp;

use crate::intrinsic::{hash, uuid};

/// Where chance comes from: sixty-four random bits a call.
pub type Chance<'a> = dyn FnMut() -> u64 + 'a;

/// What an expression may use: milliseconds, levels of calls, items of a sequence.
pub const LIMITS: (u64, usize, usize) = (1_000, 1_000, 1_000_000);

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Miss {
    /// It came to nothing.
    Undefined,
    /// It came to an error: `T2001: The left side of ...`.
    Failed(String),
    /// It came to a function, or something else that is no JSON.
    NoJson,
}

/// The expression of a text `{% ... %}`.
pub(crate) fn expression(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix("{%")?.strip_suffix("%}")?;
    Some(inside.trim())
}

/// Whether an expression can be read.
///
/// # Errors
/// Why not.
pub(crate) fn check(expression: &str) -> Result<(), String> {
    guarded(|| parse(expression).map(|_| ()).map_err(|error| error.to_string()))
}

/// What expressions see.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    /// `$states`
    pub(crate) states: &'a Value,
    /// An object: variables by name.
    pub(crate) variables: &'a Value,
    pub(crate) now: Timestamp,
}

/// What an expression comes to.
pub(crate) fn evaluate(expression: &str, scene: Scene<'_>, chance: &mut Chance<'_>) -> Result<Value, Miss> {
    // The evaluator wants functions that own what they use: so many random bits as an expression may want are drawn before.
    let seed = chance();
    let found = guarded(|| {
        let tree = parse(expression).map_err(|error| error.to_string())?;
        let mut context = Context::new();
        context.bind("states".to_owned(), value_of(scene.states));
        for (name, value) in scene.variables.as_object().into_iter().flatten() {
            context.bind(name.clone(), value_of(value));
        }
        let (timeout, depth, length) = LIMITS;
        let options = EvaluatorOptions {
            timeout_ms: Some(timeout),
            max_stack_depth: Some(depth),
            max_sequence_length: Some(length),
            ..EvaluatorOptions::default()
        };
        let mut evaluator = Evaluator::with_options(context, options);
        functions(&mut evaluator, scene.now, seed).map_err(|error| error.message().to_owned())?;
        let value = evaluator.evaluate(&tree, &JValue::Undefined).map_err(|error| error.message().to_owned())?;
        match value {
            JValue::Undefined => Ok(None),
            value => Ok(Some(json_of(&value))),
        }
    });
    match found {
        Ok(Some(Some(value))) => Ok(value),
        Ok(Some(None)) => Err(Miss::NoJson),
        Ok(None) => Err(Miss::Undefined),
        Err(why) => Err(Miss::Failed(why)),
    }
}

/// The crate is one author's port of a large language: a mistake of it must not become ours.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("D3001: an internal error".to_owned()))
}

fn value_of(value: &Value) -> JValue {
    match value {
        Value::Null => JValue::Null,
        Value::Bool(flag) => JValue::Bool(*flag),
        Value::Number(number) => JValue::Number(number.as_f64().unwrap_or_default()),
        Value::String(text) => JValue::from(text.as_str()),
        Value::Array(items) => JValue::array(items.iter().map(value_of).collect()),
        Value::Object(members) => {
            JValue::object(members.iter().map(|(name, value)| (name.clone(), value_of(value))).collect())
        }
    }
}

/// None where there is a function in it.
fn json_of(value: &JValue) -> Option<Value> {
    Some(match value {
        JValue::Null => Value::Null,
        JValue::Bool(flag) => Value::Bool(*flag),
        JValue::Number(number) => number_of(*number),
        JValue::String(text) => Value::String(text.to_string()),
        JValue::Array(_) => Value::Array(value.as_array()?.iter().map(json_of).collect::<Option<_>>()?),
        JValue::Object(_) => {
            let members = value.as_object()?.iter().map(|(name, value)| Some((name.clone(), json_of(value)?)));
            Value::Object(members.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// JSONata's numbers are doubles; a whole one is written without a point.
#[expect(clippy::cast_possible_truncation, reason = "only what a double holds exactly is made whole")]
fn number_of(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        return Value::from(number as i64);
    }
    serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// Step Functions' own functions, and those that must not ask the machine.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn>
fn functions(evaluator: &mut Evaluator, now: Timestamp, seed: u64) -> Result<(), EvaluatorError> {
    let dice = Rc::new(RefCell::new(Dice(seed)));
    let millis = now.as_millis();
    evaluator.register_fn_override("millis", move |_: &[JValue]| Ok(JValue::from(millis)))?;
    evaluator.register_fn_override("now", move |_: &[JValue]| Ok(JValue::from(now.to_string())))?;
    evaluator.register_fn_override("eval", |_: &[JValue]| Err(wrong("D3138: $eval is not supported")))?;
    let drawn = dice.clone();
    evaluator.register_fn_override("random", move |arguments: &[JValue]| {
        let bits = match arguments.first().and_then(JValue::as_f64) {
            Some(seed) => Dice(seed.to_bits()).next(),
            None => drawn.borrow_mut().next(),
        };
        #[expect(clippy::cast_precision_loss, reason = "fifty-three bits fit")]
        Ok(JValue::Number((bits >> 11) as f64 / (1_u64 << 53) as f64))
    })?;
    evaluator.register_fn("uuid", move |_: &[JValue]| {
        let mut dice = dice.borrow_mut();
        Ok(JValue::from(uuid(&mut || dice.next())))
    })?;
    evaluator.register_fn("partition", partition)?;
    evaluator.register_fn("range", range)?;
    evaluator.register_fn("hash", |arguments: &[JValue]| {
        let text = |at: usize| arguments.get(at).and_then(JValue::as_str);
        let data = text(0).ok_or_else(|| wrong("the first argument of $hash has to be a text"))?;
        hash(data, text(1).unwrap_or("SHA-1")).map(JValue::from).map_err(|why| wrong(&why))
    })?;
    evaluator.register_fn("parse", |arguments: &[JValue]| {
        let text = arguments.first().and_then(JValue::as_str).ok_or_else(|| wrong("$parse takes a text"))?;
        let value: Value =
            serde_json::from_str(text).map_err(|error| wrong(&format!("the text is no JSON: {error}")))?;
        Ok(value_of(&value))
    })
}

fn wrong(why: &str) -> EvaluatorError {
    EvaluatorError::EvaluationError(why.to_owned())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small positive number")]
fn partition(arguments: &[JValue]) -> Result<JValue, EvaluatorError> {
    let items = arguments.first().and_then(JValue::as_array).ok_or_else(|| wrong("$partition takes an array"))?;
    let size = arguments.get(1).and_then(JValue::as_f64).map(f64::round).filter(|size| (1.0..1e9).contains(size));
    let size = size.ok_or_else(|| wrong("the size of a chunk has to be positive"))? as usize;
    Ok(JValue::array(items.chunks(size).map(|chunk| JValue::array(chunk.to_vec())).collect()))
}

fn range(arguments: &[JValue]) -> Result<JValue, EvaluatorError> {
    let number = |at: usize| arguments.get(at).and_then(JValue::as_f64);
    let (Some(first), Some(last), Some(step)) = (number(0), number(1), number(2)) else {
        return Err(wrong("$range takes three numbers"));
    };
    if step == 0.0 {
        return Err(wrong("the step can't be 0"));
    }
    let (mut items, mut at) = (Vec::new(), first);
    while if step > 0.0 { at <= last } else { at >= last } {
        if items.len() >= LIMITS.2 {
            return Err(wrong("D2014: the range is too long"));
        }
        items.push(JValue::Number(at));
        at += step;
    }
    Ok(JValue::array(items))
}

/// Random bits of a seed (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tradewind_clock::Timestamp;

    use super::{Miss, Scene, check, evaluate, expression};

    fn come_to(expression: &str) -> Result<Value, Miss> {
        let states =
            json!({"input": {"n": 2, "list": [1, 2, 3], "s": "{\"a\":1}"}, "context": {"Execution": {"Id": "id"}}});
        let variables = json!({"v": {"m": "x"}});
        let scene = Scene { states: &states, variables: &variables, now: Timestamp::from_secs(1_767_323_045) };
        evaluate(expression, scene, &mut || 7)
    }

    #[test]
    fn expressions_come_to_json() {
        for (text, expected) in [
            ("$states.input.n * 2", json!(4)),
            ("$states.input.n / 4", json!(0.5)),
            ("$v.m & '!'", json!("x!")),
            ("$sum($states.input.list)", json!(6)),
            ("$states.input.list[$ > 1]", json!([2, 3])),
            ("{'a': $states.context.Execution.Id, 'b': null}", json!({"a": "id", "b": null})),
            ("$partition([1,2,3], 2)", json!([[1, 2], [3]])),
            ("$range(0, 4, 2)", json!([0, 2, 4])),
            ("$hash('abc', 'MD5')", json!("900150983cd24fb0d6963f7d28e17f72")),
            ("$parse($states.input.s).a", json!(1)),
            ("$millis()", json!(1_767_323_045_000_u64)),
            ("$random(1) = $random(1)", json!(true)),
            ("$length($uuid())", json!(36)),
            ("$uuid() = $uuid()", json!(false)),
        ] {
            assert_eq!(come_to(text), Ok(expected), "{text}");
        }
        assert_eq!(come_to("$states.input.none"), Err(Miss::Undefined));
        assert_eq!(come_to("$sum"), Err(Miss::NoJson));
    }

    #[test]
    fn errors_have_their_codes_and_nothing_runs_away() {
        for (text, code) in [
            ("1 + 'a'", "T2002"),
            ("$eval('1')", "D3138"),
            ("($f := function($n) { 1 + $f($n + 1) }; $f(0))", "D1011"),
            ("($f := function($n) { $f($n + 1) }; $f(0))", "D1012"),
            ("[1..9000000]", "D2015"),
        ] {
            match come_to(text) {
                Err(Miss::Failed(why)) => assert!(why.starts_with(code), "{text}: {why}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        for text in ["1 +", "{'a':}", "$x :=", "a[1,2)", "\"open"] {
            assert!(check(text).is_err(), "{text}");
        }
        assert_eq!(expression(" {% 1 + 1 %} "), Some("1 + 1"));
        assert_eq!(expression("plain {% 1 %}"), None);
    }
}
