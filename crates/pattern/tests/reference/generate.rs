//! Random patterns and events over a small vocabulary, so that they meet often.

use serde_json::{Map, Value, json};

/// A source of decisions: bytes, and zeros when they run out.
pub(crate) struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below `below`, which is at most 256.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or_default()) % below
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }
}

/// Some more often than others, so that patterns and events share fields.
const NAMES: [&str; 10] = ["a", "a", "a", "a", "b", "b", "b", "c", "na\"me", "ключ"];

const TEXTS: [&str; 20] = [
    "",
    "a",
    "b",
    "ab",
    "abc",
    "aba",
    "abab",
    "ABC",
    "aBa",
    "é",
    "Éa",
    "x*y",
    "x\\y",
    "10.0.0.1",
    "10.0.1.7",
    "::1",
    "2001:db8::5",
    "a\n\u{1}b",
    "😀a",
    "true",
];

const NUMBERS: [f64; 12] = [0.0, 1.0, -1.0, 2.0, 10.0, 300.0, 0.5, -0.25, 1e9, 5e9, 12345.678, 1e15];

const WILDCARDS: [&str; 14] =
    ["*", "a*", "*a", "a*a", "*b*", "a*b*", "*ab*ab", "*é*", "x\\**", "x\\\\*", "ab", "*10.0.*", "*a*b*a*", "a*bab"];

const NETWORKS: [&str; 6] = ["10.0.0.0/24", "10.0.0.0/8", "0.0.0.0/0", "10.0.1.7/32", "2001:db8::/32", "::/0"];

/// An event: an object of objects, arrays and leaves.
pub(crate) fn event(choices: &mut Choices<'_>) -> Value {
    object(choices, 3)
}

fn object(choices: &mut Choices<'_>, depth: usize) -> Value {
    let mut members = Map::new();
    for _ in 0..2 + choices.below(5) {
        members.insert(choices.of(&NAMES).into(), value(choices, depth));
    }
    Value::Object(members)
}

fn value(choices: &mut Choices<'_>, depth: usize) -> Value {
    match choices.below(8) {
        0 | 1 if depth > 0 => object(choices, depth - 1),
        2 | 3 if depth > 0 => (0..choices.below(4)).map(|_| value(choices, depth - 1)).collect(),
        4 => number(choices),
        5 => choices.of(&[Value::Bool as fn(bool) -> Value, |_| Value::Null])(choices.below(2) == 0),
        _ => choices.of(&TEXTS).into(),
    }
}

fn number(choices: &mut Choices<'_>) -> Value {
    choices.of(&NUMBERS).into()
}

/// A valid pattern.
pub(crate) fn pattern(choices: &mut Choices<'_>) -> Value {
    pattern_object(choices, 2)
}

/// A valid pattern of one field, which many patterns of this kind share.
pub(crate) fn simple_pattern(choices: &mut Choices<'_>) -> Value {
    let alternatives: Vec<Value> = (0..=choices.below(2)).map(|_| alternative(choices)).collect();
    json!({choices.of(&["a", "a", "b"]): alternatives})
}

fn pattern_object(choices: &mut Choices<'_>, depth: usize) -> Value {
    let mut members = Map::new();
    for _ in 0..=choices.below(2) {
        members.insert(choices.of(&NAMES).into(), pattern_value(choices, depth));
    }
    if depth > 0 && choices.once_in(4) {
        let branches: Vec<Value> = (0..2 + choices.below(2)).map(|_| pattern_object(choices, depth - 1)).collect();
        members.insert("$or".into(), branches.into());
    }
    Value::Object(members)
}

fn pattern_value(choices: &mut Choices<'_>, depth: usize) -> Value {
    if depth > 0 && choices.once_in(4) {
        return pattern_object(choices, depth - 1);
    }
    (0..=choices.below(3)).map(|_| alternative(choices)).collect()
}

fn alternative(choices: &mut Choices<'_>) -> Value {
    match choices.below(16) {
        0 => number(choices),
        1 => choices.of(&[true, false]).into(),
        2 => Value::Null,
        3 | 4 => affix(choices, true),
        5 => json!({"equals-ignore-case": choices.of(&TEXTS)}),
        6 => json!({"wildcard": choices.of(&WILDCARDS)}),
        7 => json!({"numeric": range(choices)}),
        8 => json!({"cidr": choices.of(&NETWORKS)}),
        9 | 10 => json!({"exists": choices.below(3) == 0}),
        11..=13 => json!({"anything-but": exclusion(choices)}),
        _ => choices.of(&TEXTS).into(),
    }
}

fn affix(choices: &mut Choices<'_>, folding: bool) -> Value {
    let name = choices.of(&["prefix", "suffix"]);
    let text = choices.of(&TEXTS);
    if folding && choices.once_in(3) {
        return json!({name: {"equals-ignore-case": text}});
    }
    json!({name: text})
}

fn range(choices: &mut Choices<'_>) -> Value {
    let low = choices.of(&NUMBERS[..11]);
    match choices.below(6) {
        0 => json!(["=", low]),
        1 => json!([">", low]),
        2 => json!([">=", low]),
        3 => json!(["<", low]),
        4 => json!(["<=", low]),
        _ => {
            let high = low + 1.0 + choices.below(50) as f64;
            if high > 5e9 {
                json!(["<", low])
            } else {
                json!([choices.of(&[">", ">="]), low, choices.of(&["<", "<="]), high])
            }
        }
    }
}

fn exclusion(choices: &mut Choices<'_>) -> Value {
    let texts = |choices: &mut Choices<'_>, from: &[&'static str]| -> Value {
        (0..=choices.below(3)).map(|_| Value::from(choices.of(from))).collect()
    };
    match choices.below(8) {
        0 => choices.of(&TEXTS).into(),
        1 => number(choices),
        2 => texts(choices, &TEXTS),
        3 => (0..=choices.below(3)).map(|_| number(choices)).collect(),
        4 => json!({choices.of(&["prefix", "suffix"]): texts(choices, &TEXTS[1..])}),
        5 => json!({choices.of(&["prefix", "suffix"]): choices.of(&TEXTS[1..])}),
        6 => json!({"wildcard": texts(choices, &WILDCARDS)}),
        _ => json!({"equals-ignore-case": texts(choices, &TEXTS)}),
    }
}

/// The JSON text of a value in one of its many forms: escapes, white space, forms of numbers.
pub(crate) fn write(value: &Value, choices: &mut Choices<'_>) -> String {
    let mut out = String::new();
    append(value, choices, &mut out);
    out
}

fn append(value: &Value, choices: &mut Choices<'_>, out: &mut String) {
    space(choices, out);
    match value {
        Value::Object(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                space(choices, out);
                append_text(name, choices, out);
                space(choices, out);
                out.push(':');
                append(value, choices, out);
            }
            space(choices, out);
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, value) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                append(value, choices, out);
            }
            space(choices, out);
            out.push(']');
        }
        Value::String(text) => append_text(text, choices, out),
        Value::Number(number) => append_number(number.as_f64().unwrap(), choices, out),
        other => out.push_str(&other.to_string()),
    }
    space(choices, out);
}

fn append_number(number: f64, choices: &mut Choices<'_>, out: &mut String) {
    match choices.below(5) {
        0 => out.push_str(&format!("{number:e}")),
        1 => out.push_str(&format!("{number:?}").replace("e1", "E+1")),
        2 => out.push_str(&format!("{number:.6}")),
        3 => out.push_str(&format!("{:.9}e3", number / 1000.0)),
        _ => out.push_str(&format!("{number}")),
    }
}

fn append_text(text: &str, choices: &mut Choices<'_>, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if c < ' ' || choices.once_in(8) {
            let units = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            out.push_str(&units);
        } else if matches!(c, '"' | '\\') {
            out.extend(['\\', c]);
        } else {
            out.push(c);
        }
    }
    out.push('"');
}

fn space(choices: &mut Choices<'_>, out: &mut String) {
    if choices.once_in(10) {
        out.push_str(choices.of(&[" ", "\n", "\t\r\n  "]));
    }
}
