//! Intrinsic functions: `States.Format('Hello {}', $.name)`.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>

mod functions;
mod read;

use serde_json::Value;

use crate::fault::{Fault, INTRINSIC};
use crate::jsonata::Chance;
use crate::path::{Path, Sight};
pub(crate) use functions::{hash, uuid};

/// The functions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    Format,
    StringToJson,
    JsonToString,
    Array,
    ArrayPartition,
    ArrayContains,
    ArrayRange,
    ArrayGetItem,
    ArrayLength,
    ArrayUnique,
    Base64Encode,
    Base64Decode,
    Hash,
    JsonMerge,
    MathRandom,
    MathAdd,
    StringSplit,
    Uuid,
}

/// Names, and how many arguments there may be.
const FUNCTIONS: [(&str, Function, usize, usize); 18] = [
    ("States.Format", Function::Format, 1, usize::MAX),
    ("States.StringToJson", Function::StringToJson, 1, 1),
    ("States.JsonToString", Function::JsonToString, 1, 1),
    ("States.Array", Function::Array, 0, usize::MAX),
    ("States.ArrayPartition", Function::ArrayPartition, 2, 2),
    ("States.ArrayContains", Function::ArrayContains, 2, 2),
    ("States.ArrayRange", Function::ArrayRange, 3, 3),
    ("States.ArrayGetItem", Function::ArrayGetItem, 2, 2),
    ("States.ArrayLength", Function::ArrayLength, 1, 1),
    ("States.ArrayUnique", Function::ArrayUnique, 1, 1),
    ("States.Base64Encode", Function::Base64Encode, 1, 1),
    ("States.Base64Decode", Function::Base64Decode, 1, 1),
    ("States.Hash", Function::Hash, 2, 2),
    ("States.JsonMerge", Function::JsonMerge, 3, 3),
    ("States.MathRandom", Function::MathRandom, 2, 3),
    ("States.MathAdd", Function::MathAdd, 2, 2),
    ("States.StringSplit", Function::StringSplit, 2, 2),
    ("States.UUID", Function::Uuid, 0, 0),
];

/// A call, read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    text: String,
    function: Function,
    arguments: Vec<Argument>,
}

#[derive(Clone, Debug, PartialEq)]
enum Argument {
    /// As it stands between the quotes.
    Text(String),
    Literal(Value),
    Path(Path),
    Call(Call),
}

impl Call {
    /// Reads one.
    ///
    /// # Errors
    /// Why it is none.
    pub(crate) fn read(text: &str) -> Result<Call, String> {
        read::call(text)
    }

    /// What it comes to.
    ///
    /// # Errors
    /// `States.IntrinsicFailure`, or `States.Runtime` where a path leads nowhere.
    pub(crate) fn evaluate(&self, sight: Sight<'_>, chance: &mut Chance<'_>) -> Result<Value, Fault> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            arguments.push(match argument {
                Argument::Text(raw) if self.function == Function::Format && arguments.is_empty() => {
                    Value::String(raw.clone())
                }
                Argument::Text(raw) => Value::String(functions::plain(raw)),
                Argument::Literal(value) => value.clone(),
                Argument::Call(call) => call.evaluate(sight, chance)?,
                Argument::Path(path) => path.find(sight).ok_or_else(|| {
                    Fault::runtime(format!(
                        "The JSONPath '{}' specified for the field '{}' could not be found in the input '{}'",
                        path.text(),
                        self.text,
                        sight.input
                    ))
                })?,
            });
        }
        functions::apply(self.function, arguments, chance).map_err(|why| {
            Fault::new(INTRINSIC, format!("The function '{}' had the following error: {why}", self.text))
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Call;
    use crate::path::Sight;

    fn come_to(text: &str) -> Result<Value, String> {
        let input =
            json!({"name": "Ada", "list": [1, 2, 2, 3], "o": {"a": 1}, "p": {"b": 2}, "text": "{\"x\":1}", "n": 7});
        let (context, variables) = (json!({}), json!({"v": "var"}));
        let sight = Sight { input: &input, context: &context, variables: &variables };
        let mut random = || 5_u64;
        Call::read(text)?.evaluate(sight, &mut random).map_err(|fault| fault.to_string())
    }

    #[test]
    fn functions_come_to_what_they_promise() {
        for (text, expected) in [
            ("States.Format('Hello {}, {}!', $.name, 7)", json!("Hello Ada, 7!")),
            (r"States.Format('It\'s \{{}\}', $v)", json!("It's {var}")),
            ("States.Format('{}', $.o)", json!("{\"a\":1}")),
            ("States.StringToJson($.text)", json!({"x": 1})),
            ("States.JsonToString($.o)", json!("{\"a\":1}")),
            ("States.Array(1, 'two', $.o, null, true, 1.5)", json!([1, "two", {"a": 1}, null, true, 1.5])),
            ("States.Array()", json!([])),
            ("States.ArrayPartition($.list, 3)", json!([[1, 2, 2], [3]])),
            ("States.ArrayContains($.list, 3)", json!(true)),
            ("States.ArrayContains($.list, 'x')", json!(false)),
            ("States.ArrayRange(1, 9, 2)", json!([1, 3, 5, 7, 9])),
            ("States.ArrayRange(3, 1, -1)", json!([3, 2, 1])),
            ("States.ArrayGetItem($.list, 1)", json!(2)),
            ("States.ArrayLength($.list)", json!(4)),
            ("States.ArrayUnique($.list)", json!([1, 2, 3])),
            ("States.Base64Encode('abc')", json!("YWJj")),
            ("States.Base64Decode('YWJj')", json!("abc")),
            ("States.Hash('abc', 'MD5')", json!("900150983cd24fb0d6963f7d28e17f72")),
            ("States.Hash('abc', 'SHA-1')", json!("a9993e364706816aba3e25717850c26c9cd0d89d")),
            ("States.JsonMerge($.o, $.p, false)", json!({"a": 1, "b": 2})),
            ("States.MathAdd($.n, -2)", json!(5)),
            ("States.MathRandom(1, 2)", json!(1)),
            ("States.StringSplit('1,2;3', ',;')", json!(["1", "2", "3"])),
            ("States.UUID()", json!("00000000-0000-4005-8000-000000000005")),
            ("States.Array(States.Format('{}', States.MathAdd(1, 1)))", json!(["2"])),
        ] {
            assert_eq!(come_to(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_can_not_be_done_is_said() {
        for (text, said) in [
            ("States.ArrayGetItem($.list, 9)", "States.IntrinsicFailure"),
            ("States.ArrayPartition($.list, 0)", "States.IntrinsicFailure"),
            ("States.ArrayRange(1, 5000, 1)", "States.IntrinsicFailure"),
            ("States.StringToJson('{')", "States.IntrinsicFailure"),
            ("States.Format('{} {}', 1)", "States.IntrinsicFailure"),
            ("States.Hash('a', 'CRC')", "States.IntrinsicFailure"),
            ("States.JsonMerge($.o, $.p, true)", "States.IntrinsicFailure"),
            ("States.MathAdd('a', 1)", "States.IntrinsicFailure"),
            ("States.Format('{}', $.none)", "States.Runtime: The JSONPath '$.none'"),
        ] {
            let error = come_to(text).expect_err(text);
            assert!(error.starts_with(said), "{text}: {error}");
        }
        for text in [
            "States.Nothing()",
            "States.Format",
            "States.Format(",
            "States.Format()",
            "States.UUID(1)",
            "States.Array(1",
            "States.Array('a)",
            "States.Array(1,)",
            "States.Array(x)",
            "States.UUID() x",
        ] {
            assert!(Call::read(text).is_err(), "{text}");
        }
        let deep = "States.Array(".repeat(11) + &")".repeat(11);
        assert!(Call::read(&deep).is_err());
    }
}
