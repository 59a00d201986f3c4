//! What intrinsic functions come to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use serde_json::Value;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::Function;
use crate::jsonata::{Chance, Dice};

/// The longest text that is encoded, decoded or hashed, in characters. AWS: 10,000.
const LONGEST: usize = 10_000;
/// The most items of a range. AWS: 1,000.
const MOST_ITEMS: usize = 1_000;

pub(super) fn apply(function: Function, arguments: Vec<Value>, chance: &mut Chance<'_>) -> Result<Value, String> {
    let mut left = arguments.into_iter();
    let mut next = || left.next().unwrap_or_default();
    Ok(match function {
        Function::Format => {
            let template = text(next(), "the template")?;
            Value::String(format(&template, left)?)
        }
        Function::StringToJson => {
            let text = text(next(), "the argument")?;
            serde_json::from_str(&text).map_err(|error| format!("the text is no JSON: {error}"))?
        }
        Function::JsonToString => Value::String(next().to_string()),
        Function::Array => Value::Array(left.collect()),
        Function::ArrayPartition => partition(list(next())?, whole(&next())?)?,
        Function::ArrayContains => {
            let (items, wanted) = (list(next())?, next());
            Value::Bool(items.contains(&wanted))
        }
        Function::ArrayRange => range(whole(&next())?, whole(&next())?, whole(&next())?)?,
        Function::ArrayGetItem => {
            let (mut items, index) = (list(next())?, whole(&next())?);
            match usize::try_from(index).ok().filter(|index| *index < items.len()) {
                Some(index) => items.swap_remove(index),
                None => return Err(format!("the index {index} is out of bounds")),
            }
        }
        Function::ArrayLength => Value::from(list(next())?.len()),
        Function::ArrayUnique => {
            let mut unique: Vec<Value> = Vec::new();
            for item in list(next())? {
                if !unique.contains(&item) {
                    unique.push(item);
                }
            }
            Value::Array(unique)
        }
        Function::Base64Encode => Value::String(STANDARD.encode(short(next())?)),
        Function::Base64Decode => {
            let bytes = STANDARD.decode(short(next())?).map_err(|_| "the text is no base64".to_owned())?;
            Value::String(String::from_utf8(bytes).map_err(|_| "what is encoded is no text".to_owned())?)
        }
        Function::Hash => {
            let data = match next() {
                Value::String(text) => text,
                other => other.to_string(),
            };
            let algorithm = text(next(), "the algorithm")?;
            Value::String(hash(&short(Value::String(data))?, &algorithm)?)
        }
        Function::JsonMerge => merge(next(), next(), &next())?,
        Function::MathRandom => random(whole(&next())?, whole(&next())?, left.next(), chance)?,
        Function::MathAdd => {
            let sum = whole(&next())?.checked_add(whole(&next())?);
            Value::from(sum.ok_or("the sum is out of range")?)
        }
        Function::StringSplit => {
            let (whole, separators) = (text(next(), "the text")?, text(next(), "the separator")?);
            let parts = whole.split(|letter| separators.contains(letter)).filter(|part| !part.is_empty());
            Value::Array(parts.map(Value::from).collect())
        }
        Function::Uuid => Value::String(uuid(chance)),
    })
}

/// A text without the backslashes that stand before quotes, braces and backslashes.
pub(super) fn plain(raw: &str) -> String {
    let (mut text, mut letters) = (String::with_capacity(raw.len()), raw.chars());
    while let Some(letter) = letters.next() {
        text.push(if letter == '\\' { letters.next().unwrap_or(letter) } else { letter });
    }
    text
}

fn format(template: &str, mut values: impl Iterator<Item = Value>) -> Result<String, String> {
    let (mut text, mut letters) = (String::with_capacity(template.len()), template.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.push(letters.next().unwrap_or(letter)),
            '{' if letters.next_if_eq(&'}').is_some() => {
                match values.next().ok_or("there are more places than arguments")? {
                    Value::String(value) => text.push_str(&value),
                    value => text.push_str(&value.to_string()),
                }
            }
            '{' | '}' => return Err(format!("{letter} needs a backslash before it")),
            letter => text.push(letter),
        }
    }
    match values.next() {
        None => Ok(text),
        Some(_) => Err("there are more arguments than places".to_owned()),
    }
}

fn text(value: Value, what: &str) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(format!("{what} has to be a text")),
    }
}

fn short(value: Value) -> Result<String, String> {
    let text = text(value, "the argument")?;
    match text.chars().count() <= LONGEST {
        true => Ok(text),
        false => Err(format!("the text has more than {LONGEST} characters")),
    }
}

fn list(value: Value) -> Result<Vec<Value>, String> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err("the argument has to be an array".to_owned()),
    }
}

/// A whole number; what stands behind a decimal point is rounded.
fn whole(value: &Value) -> Result<i64, String> {
    let rounded = || value.as_f64().map(f64::round).filter(|number| number.abs() < 9e15);
    #[expect(clippy::cast_possible_truncation, reason = "rounded and within what doubles hold exactly")]
    value
        .as_i64()
        .or_else(|| rounded().map(|number| number as i64))
        .ok_or_else(|| "the argument has to be a number".to_owned())
}

fn partition(items: Vec<Value>, size: i64) -> Result<Value, String> {
    let size = usize::try_from(size).ok().filter(|size| *size > 0).ok_or("the size of a chunk has to be positive")?;
    Ok(Value::Array(items.chunks(size).map(|chunk| Value::Array(chunk.to_vec())).collect()))
}

fn range(first: i64, last: i64, step: i64) -> Result<Value, String> {
    if step == 0 {
        return Err("the step can't be 0".to_owned());
    }
    let (mut items, mut at) = (Vec::new(), first);
    while if step > 0 { at <= last } else { at >= last } {
        if items.len() == MOST_ITEMS {
            return Err(format!("a range has at most {MOST_ITEMS} items"));
        }
        items.push(Value::from(at));
        at = match at.checked_add(step) {
            Some(next) => next,
            None => break,
        };
    }
    Ok(Value::Array(items))
}

pub(crate) fn hash(data: &str, algorithm: &str) -> Result<String, String> {
    Ok(match algorithm {
        "MD5" => hex::encode(Md5::digest(data)),
        "SHA-1" => hex::encode(Sha1::digest(data)),
        "SHA-256" => hex::encode(Sha256::digest(data)),
        "SHA-384" => hex::encode(Sha384::digest(data)),
        "SHA-512" => hex::encode(Sha512::digest(data)),
        other => return Err(format!("{other} is none of MD5, SHA-1, SHA-256, SHA-384, SHA-512")),
    })
}

fn merge(first: Value, second: Value, deep: &Value) -> Result<Value, String> {
    match deep {
        Value::Bool(false) => {}
        Value::Bool(true) => return Err("deep merging is not supported".to_owned()),
        _ => return Err("the third argument has to be true or false".to_owned()),
    }
    match (first, second) {
        (Value::Object(mut first), Value::Object(second)) => {
            first.extend(second);
            Ok(Value::Object(first))
        }
        _ => Err("both arguments have to be objects".to_owned()),
    }
}

/// From `first` on, below `end`. With a seed the same number each time.
fn random(first: i64, end: i64, seed: Option<Value>, chance: &mut Chance<'_>) -> Result<Value, String> {
    let width = end.checked_sub(first).and_then(|width| u64::try_from(width).ok()).filter(|width| *width > 0);
    let width = width.ok_or("the end has to be greater than the start")?;
    let drawn = match seed {
        None => chance(),
        Some(seed) => Dice(whole(&seed)?.cast_unsigned()).next(),
    };
    let offset = i64::try_from(drawn % width).unwrap_or_default();
    Ok(Value::from(first.saturating_add(offset)))
}

/// A random UUID (version 4).
pub(crate) fn uuid(chance: &mut Chance<'_>) -> String {
    let (high, low) = (chance(), chance());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | ((low >> 48) & 0x3fff),
        low & 0xffff_ffff_ffff
    )
}
