//! The text of an `api.rs`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tradewind_wire::Document;

use crate::api::docs;
use crate::api::fields::Collector;
use crate::api::model::{Model, Operation, entries, flag, text};
use crate::api::names;
use crate::api::reach::{self, Reached};
use crate::api::traits;

/// What the file holds beside the shapes' names and types.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// Lengths, patterns, ranges and enumerations.
    pub(crate) constraints: bool,
    /// The table of routes.
    pub(crate) routes: bool,
}

/// The whole file.
pub(crate) fn file(
    model: &Model,
    operations: &[Operation<'_>],
    service: &str,
    wanted: Wanted,
) -> Result<String, String> {
    let constraints = wanted.constraints;
    let mut collector = Collector { model, service, constraints, enums: BTreeSet::new(), imports: BTreeSet::new() };
    let mut body = String::new();
    for reached in reach::structures(model, operations)? {
        structure(&mut collector, &reached, operations, &mut body)?;
    }
    for name in collector.enums.clone() {
        enumeration(model, &name, &mut body)?;
    }
    errors(model, operations, service, &mut body)?;
    if wanted.routes {
        routes(model, operations, &mut body)?;
        collector.imports.insert("tradewind_wire::Route");
    }
    Ok(head(model, &collector) + &body)
}

fn head(model: &Model, collector: &Collector<'_>) -> String {
    let title = model.metadata("serviceFullName").unwrap_or(collector.service);
    let version = model.metadata("apiVersion").unwrap_or("?");
    let mut out = format!(
        "//! The shapes of {title}, from AWS's published model of API version {version} (`cargo xtask api`).\n//!\n\
         //! Inputs and outputs stand in the order of the operations, then what they contain.\n\n"
    );
    let (std, mut others): (Vec<&str>, Vec<&str>) = collector.imports.iter().partition(|path| path.starts_with("std"));
    for path in std {
        let _ = writeln!(out, "use {path};\n");
    }
    let mut ours = vec!["ErrorShape", "Shape"];
    ours.extend(others.iter().filter_map(|path| path.strip_prefix("tradewind_wire::")));
    ours.sort_unstable();
    others.retain(|path| !path.starts_with("tradewind_wire::"));
    for path in others {
        let _ = writeln!(out, "use {path};");
    }
    let _ = writeln!(out, "use tradewind_wire::{{{}}};\n", ours.join(", "));
    out
}

fn structure(
    collector: &mut Collector<'_>,
    reached: &Reached<'_>,
    operations: &[Operation<'_>],
    out: &mut String,
) -> Result<(), String> {
    let shape = collector.model.shape(reached.name)?;
    let operation = operations.iter().find(|o| o.input == Some(reached.name));
    let own = text(shape, "documentation");
    match operation {
        Some(operation) => {
            out.push_str(&docs::comment("", "", &reached.purpose));
            out.push_str("///\n");
            out.push_str(&docs::comment(operation.documentation, "", &reached.purpose));
        }
        None => out.push_str(&docs::comment(own, "", &reached.purpose)),
    }
    out.push_str("#[derive(Shape, Debug, Clone, Default, PartialEq)]\n");
    let type_name = names::type_name(reached.name);
    let root = traits::s3_root(reached.name).filter(|root| collector.service == "s3" && *root != reached.name);
    let name = (type_name != reached.name).then(|| format!("name = {:?}", reached.name));
    let own: Vec<String> = name.into_iter().chain(root.map(|root| format!("xml = {root:?}"))).collect();
    if !own.is_empty() {
        let _ = writeln!(out, "#[shape({})]", own.join(", "));
    }
    let members: Vec<_> = entries(shape.get("members")).collect();
    if members.is_empty() {
        let _ = writeln!(out, "pub struct {type_name} {{}}\n");
        return Ok(());
    }
    let _ = writeln!(out, "pub struct {type_name} {{");
    let required: Vec<&str> = shape
        .get("required")
        .and_then(Document::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(Document::as_str)
        .collect();
    let payload = text(shape, "payload");
    for (wire, member) in members {
        let field = names::field(wire);
        let is_required = required.contains(&wire);
        let documentation = match text(member, "documentation") {
            "" => text(collector.model.shape(text(member, "shape"))?, "documentation"),
            own => own,
        };
        out.push_str(&docs::comment(documentation, "    ", &format!("`{wire}`.")));
        let mut words = collector.words(wire, &field, member, is_required, reached.in_input)?;
        if payload == wire {
            words.push("payload".to_owned());
        }
        // The answer's root element holds the location itself.
        if root == Some("LocationConstraint") {
            words.push("query = \"\"".to_owned());
        }
        attribute(&words, out);
        let kind = collector.member_type(member, reached, payload == wire)?;
        let kind = if is_required { kind } else { format!("Option<{kind}>") };
        let _ = writeln!(out, "    pub {field}: {kind},");
    }
    out.push_str("}\n\n");
    Ok(())
}

/// One `#[shape(...)]`, broken over lines where it is long (rustfmt leaves attributes' lines alone).
fn attribute(words: &[String], out: &mut String) {
    if words.is_empty() {
        return;
    }
    let one = format!("    #[shape({})]", words.join(", "));
    if one.chars().count() <= 100 {
        let _ = writeln!(out, "{one}");
        return;
    }
    out.push_str("    #[shape(\n");
    for (i, word) in words.iter().enumerate() {
        let comma = if i + 1 < words.len() { "," } else { "" };
        let _ = writeln!(out, "        {word}{comma}");
    }
    out.push_str("    )]\n");
}

fn enumeration(model: &Model, name: &str, out: &mut String) -> Result<(), String> {
    let shape = model.shape(name)?;
    let values: Vec<String> = shape
        .get("enum")
        .and_then(Document::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(Document::as_str)
        .map(|value| format!("{value:?}"))
        .collect();
    let _ = writeln!(out, "/// The values of `{name}`.");
    let _ = writeln!(out, "pub const {}: &[&str] = &[{}];\n", names::constant(name), values.join(", "));
    Ok(())
}

/// The table of the errors that the operations list.
fn errors(model: &Model, operations: &[Operation<'_>], service: &str, out: &mut String) -> Result<(), String> {
    let mut names: Vec<&str> = operations.iter().flat_map(|o| o.errors.iter().copied()).collect();
    names.sort_unstable();
    names.dedup();
    out.push_str("/// The errors the model lists for these operations.\npub const ERRORS: &[ErrorShape] = &[\n");
    for name in names {
        let shape = model.shape(name)?;
        let error = shape.get("error");
        let given = error.map(|error| text(error, "code")).filter(|code| !code.is_empty()).unwrap_or(name);
        let status = error.and_then(|error| error.get("httpStatusCode")).and_then(Document::as_i64);
        let status = status.unwrap_or(if flag(shape, "fault") { 500 } else { 400 });
        let fault = if flag(shape, "fault") || status >= 500 { "receiver" } else { "sender" };
        let (code, query_status) = if service == "sqs" { traits::sqs_error(name) } else { (given.to_owned(), status) };
        let other = if query_status == status { String::new() } else { format!(".query_status({query_status})") };
        let message = message_member(model, shape);
        let _ = writeln!(out, "    ErrorShape::{fault}({name:?}, {code:?}, {status}){other}{message},");
    }
    out.push_str("];\n");
    Ok(())
}

/// Where a REST service's error has its text, unless in `message`. Other protocols have one name for all.
fn message_member(model: &Model, shape: &Document) -> &'static str {
    let rest = model.metadata("protocol").is_some_and(|protocol| protocol.starts_with("rest-"));
    let members = shape.get("members");
    let capital = members.is_some_and(|members| members.get("Message").is_some() && members.get("message").is_none());
    if rest && capital { ".message_member(\"Message\")" } else { "" }
}

/// The table of where the operations live.
fn routes(model: &Model, operations: &[Operation<'_>], out: &mut String) -> Result<(), String> {
    out.push_str("\n/// Where these operations live.\npub static ROUTES: &[Route] = &[\n");
    for operation in operations {
        let name = operation.name;
        let http = operation.http.ok_or_else(|| format!("{name} has no http trait"))?;
        let (method, mut uri) = (text(http, "method"), text(http, "requestUri").to_owned());
        if model.metadata("protocol") == Some("rest-xml") {
            conditions(model, operation, operations, &mut uri)?;
        }
        let status = http.get("responseCode").and_then(Document::as_i64).unwrap_or(200);
        let _ =
            writeln!(out, "    Route {{ operation: {name:?}, method: {method:?}, uri: {uri:?}, status: {status} }},");
    }
    out.push_str("];\n");
    Ok(())
}

/// S3 tells operations with the same method and path apart by the parameters and headers that they require: UploadPartCopy is
/// an UploadPart with `x-amz-copy-source`, and that is a PutObject with `partNumber` and `uploadId`.
fn conditions(
    model: &Model,
    operation: &Operation<'_>,
    operations: &[Operation<'_>],
    uri: &mut String,
) -> Result<(), String> {
    let place = |one: &Operation<'_>| {
        let http = one.http?;
        let (path, query) = text(http, "requestUri").split_once('?').unwrap_or((text(http, "requestUri"), ""));
        let query = query.split('&').filter(|part| !part.starts_with("x-id=")).collect::<Vec<_>>().join("&");
        Some((text(http, "method").to_owned(), path.to_owned(), query))
    };
    let ours = place(operation);
    let Some((_, path, query)) = &ours else { return Ok(()) };
    let mut parts: Vec<String> = query.split('&').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let mut headers = Vec::new();
    let shared = operations.iter().any(|other| other.name != operation.name && place(other) == ours);
    if let Some(input) = operation.input.filter(|_| shared) {
        let shape = model.shape(input)?;
        let required = shape.get("required").and_then(Document::as_list).unwrap_or_default();
        for member in required.iter().filter_map(Document::as_str) {
            let Some(member) = shape.get("members").and_then(|members| members.get(member)) else { continue };
            match text(member, "location") {
                "querystring" => parts.push(text(member, "locationName").to_owned()),
                "header" => headers.push(text(member, "locationName").to_ascii_lowercase()),
                _ => {}
            }
        }
    }
    path.clone_into(uri);
    if !parts.is_empty() {
        uri.push('?');
        uri.push_str(&parts.join("&"));
    }
    if !headers.is_empty() {
        uri.push('#');
        uri.push_str(&headers.join(","));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = r#"{
      "metadata": {"apiVersion": "2020-01-01", "serviceFullName": "Thing Service", "protocol": "query"},
      "operations": {
        "PutThing": {
          "input": {"shape": "PutThingRequest"},
          "output": {"shape": "PutThingResponse"},
          "errors": [{"shape": "ThingExists"}],
          "documentation": "<p>Puts a <code>Thing</code>. It stays. Forever.</p>"
        },
        "Unwanted": {"input": {"shape": "Nothing"}}
      },
      "shapes": {
        "PutThingRequest": {"type": "structure", "required": ["Name"], "members": {
          "Name": {"shape": "Name", "documentation": "<p>Its name.</p>"},
          "Tags": {"shape": "TagList"},
          "Mode": {"shape": "Mode"},
          "Data": {"shape": "Data"}
        }},
        "PutThingResponse": {"type": "structure", "members": {"At": {"shape": "When"}, "Name": {"shape": "Name"}}},
        "Name": {"type": "string", "min": 1, "max": 8, "pattern": "[\\w]+"},
        "TagList": {"type": "list", "max": 2, "member": {"shape": "Tag", "locationName": "Tag"}},
        "Tag": {"type": "structure", "members": {"Key": {"shape": "Name"}, "Inner": {"shape": "Tag"}}},
        "Mode": {"type": "string", "enum": ["ON", "OFF"]},
        "Data": {"type": "blob"},
        "When": {"type": "timestamp"},
        "ThingExists": {"type": "structure", "exception": true,
          "error": {"code": "AlreadyThere", "httpStatusCode": 409}}
      }
    }"#;

    const ALL: Wanted = Wanted { constraints: true, routes: false };

    #[test]
    fn a_file_reads_as_a_person_would_write_it() {
        let model = Model::parse(MODEL.as_bytes()).unwrap();
        let operations = model.select(&["PutThing".to_owned()]).unwrap();
        let text = file(&model, &operations, "things", ALL).unwrap();
        let expected = r#"//! The shapes of Thing Service, from AWS's published model of API version 2020-01-01 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `PutThing`.
///
/// Puts a `Thing`. It stays.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutThingRequest {
    /// Its name.
    #[shape(required, length = 1..=8, pattern = r"[\w]+")]
    pub name: String,
    /// `Tags`.
    #[shape(item(query = "Tag"), length = ..=2)]
    pub tags: Option<Vec<Tag>>,
    /// `Mode`.
    #[shape(one_of = MODE)]
    pub mode: Option<String>,
    /// `Data`.
    pub data: Option<Bytes>,
}

/// Output of `PutThing`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutThingResponse {
    /// `At`.
    pub at: Option<Timestamp>,
    /// `Name`.
    pub name: Option<String>,
}

/// `Tag`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// `Key`.
    #[shape(length = 1..=8, pattern = r"[\w]+")]
    pub key: Option<String>,
    /// `Inner`.
    pub inner: Option<Box<Tag>>,
}

/// The values of `Mode`.
pub const MODE: &[&str] = &["ON", "OFF"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("ThingExists", "AlreadyThere", 409),
];
"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn what_the_model_lacks_is_named() {
        let model = Model::parse(MODEL.as_bytes()).unwrap();
        let missing = model.select(&["Fly".to_owned()]).err();
        assert_eq!(missing.as_deref(), Some("the model has no operation Fly"));
        let operations = model.select(&["Unwanted".to_owned()]).unwrap();
        assert_eq!(file(&model, &operations, "things", ALL).unwrap_err(), "the model has no shape Nothing");
    }
}
