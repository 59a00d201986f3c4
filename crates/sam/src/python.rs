//! What Python prints, because hashes and error texts of the transform are made over it.
//!
//! `repr27` is Python 2.7's: maps in the order of its hash table, texts of the template as `u'text'`. `repr3` is Python 3's, for
//! error texts. `json` is the shortest JSON with sorted keys.

use sha1::{Digest as _, Sha1};

use crate::value::{Map, Text, Value};

/// The first ten hex digits of a text's SHA-1.
pub(crate) fn short_hash(text: &str) -> String {
    let mut digest = hash(text);
    digest.truncate(10);
    digest
}

/// A text's SHA-1 in hex.
pub(crate) fn hash(text: &str) -> String {
    hex::encode(Sha1::digest(text.as_bytes()))
}

/// `json.dumps(value, separators=(",", ":"), sort_keys=True)`.
pub(crate) fn json(value: &Value) -> String {
    let mut out = String::new();
    write_json(value, None, 0, true, &mut out);
    out
}

/// `json.dumps(value, indent=4, sort_keys=True)`.
pub(crate) fn json_indented(value: &Value) -> String {
    let mut out = String::new();
    write_json(value, Some(4), 0, true, &mut out);
    out
}

fn write_json(value: &Value, indent: Option<usize>, depth: usize, sorted: bool, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Int(value) => out.push_str(&value.to_string()),
        Value::Float(value) => out.push_str(&float(*value)),
        Value::Text(text) => json_text(text, out),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                separate(i > 0, indent, depth + 1, out);
                write_json(item, indent, depth + 1, sorted, out);
            }
            close(items.is_empty(), indent, depth, out);
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            let mut entries: Vec<_> = map.iter().collect();
            if sorted {
                entries.sort_by(|a, b| a.0.chars().cmp(b.0.chars()));
            }
            for (i, (key, item)) in entries.into_iter().enumerate() {
                separate(i > 0, indent, depth + 1, out);
                json_text(key, out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write_json(item, indent, depth + 1, sorted, out);
            }
            close(map.is_empty(), indent, depth, out);
            out.push('}');
        }
    }
}

fn separate(further: bool, indent: Option<usize>, depth: usize, out: &mut String) {
    if further {
        out.push(',');
    }
    if let Some(width) = indent {
        out.push('\n');
        out.push_str(&" ".repeat(width * depth));
    }
}

fn close(empty: bool, indent: Option<usize>, depth: usize, out: &mut String) {
    if let (false, Some(width)) = (empty, indent) {
        out.push('\n');
        out.push_str(&" ".repeat(width * depth));
    }
}

fn json_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    out.push('"');
}

/// A number as Python prints it: `1.0`, `0.5`.
fn float(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e16 { format!("{value:.1}") } else { format!("{value}") }
}

/// Python 3's `repr`, also for `str` of anything but a text.
pub(crate) fn repr3(value: &Value) -> String {
    let mut out = String::new();
    repr(value, false, &mut out);
    out
}

/// Python's `str`: a text is itself.
pub(crate) fn str3(value: &Value) -> String {
    value.as_str().map_or_else(|| repr3(value), str::to_owned)
}

/// Python 2.7's `repr`.
pub(crate) fn repr27(value: &Value) -> String {
    let mut out = String::new();
    repr(value, true, &mut out);
    out
}

fn repr(value: &Value, old: bool, out: &mut String) {
    match value {
        Value::Null => out.push_str("None"),
        Value::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
        Value::Int(value) => out.push_str(&value.to_string()),
        Value::Float(value) => out.push_str(&float(*value)),
        Value::Text(text) => repr_text(text, old, out),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                repr(item, old, out);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            let order: Vec<usize> = if old { table_order(map) } else { (0..map.len()).collect() };
            let entries: Vec<_> = map.iter().collect();
            for (i, at) in order.into_iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                repr_text(entries[at].0, old, out);
                out.push_str(": ");
                repr(entries[at].1, old, out);
            }
            out.push('}');
        }
    }
}

fn repr_text(text: &Text, old: bool, out: &mut String) {
    if old && text.is_foreign() {
        out.push('u');
    }
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            c if !old && !c.is_control() => out.push(c),
            c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if (c as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push(quote);
}

/// The places of a map's entries in the order in which Python 2.7's hash table holds them, if they were written one after the
/// other and none was removed.
pub(crate) fn table_order(map: &Map) -> Vec<usize> {
    let hashes: Vec<u64> = map.keys().map(|key| text_hash(key)).collect();
    let mut table: Vec<Option<usize>> = vec![None; 8];
    for at in 0..hashes.len() {
        place(&mut table, at, &hashes);
        let used = at + 1;
        if used * 3 >= table.len() * 2 {
            let mut size = 8;
            while size <= used * 4 {
                size *= 2;
            }
            let mut grown = vec![None; size];
            for entry in table.into_iter().flatten() {
                place(&mut grown, entry, &hashes);
            }
            table = grown;
        }
    }
    table.into_iter().flatten().collect()
}

fn place(table: &mut [Option<usize>], entry: usize, hashes: &[u64]) {
    let mask = table.len() as u64 - 1;
    let hash = hashes[entry];
    let mut at = hash & mask;
    let mut perturb = hash;
    while table[(at & mask) as usize].is_some() {
        at = at.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1);
        perturb >>= 5;
    }
    table[(at & mask) as usize] = Some(entry);
}

/// Python 2.7's hash of a text, without randomisation.
fn text_hash(text: &str) -> u64 {
    let Some(first) = text.chars().next() else { return 0 };
    let mut hash = u64::from(first as u32) << 7;
    let mut length = 0u64;
    for c in text.chars() {
        hash = hash.wrapping_mul(1_000_003) ^ u64::from(c as u32);
        length += 1;
    }
    hash ^= length;
    if hash == u64::MAX { u64::MAX - 1 } else { hash }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::map;

    #[test]
    fn maps_stand_in_the_order_of_the_old_hash_table() {
        let body = map! { "swagger" => "2.0", "info" => map! { "version" => "1.0", "title" => map! { "Ref" => "AWS::StackName" } }, "paths" => Map::new() };
        let text = repr27(&body.into());
        assert_eq!(
            text,
            "{'info': {'version': '1.0', 'title': {'Ref': 'AWS::StackName'}}, 'paths': {}, 'swagger': '2.0'}"
        );
        assert_eq!(short_hash(&text), "5332c373d4");
    }

    #[test]
    fn texts_of_the_template_are_marked() {
        let map: Map = [
            (Text::foreign("this"), Text::foreign("is").into()),
            (Text::foreign("a"), Text::foreign("inline swagger").into()),
        ]
        .into_iter()
        .collect();
        assert_eq!(short_hash(&repr27(&map.into())), "09cda3d97b");
    }

    #[test]
    fn json_escapes_what_is_not_ascii() {
        assert_eq!(json(&"a\u{2018}\n".into()), r#""a\u2018\n""#);
    }
}
