//! Which resources connectors join, and what each pair needs. The table is `profiles.json`.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html>

use std::sync::LazyLock;

use tradewind_wire::Document;

use crate::intrinsics::{replace_places, sub, sub_with};
use crate::value::{Map, Value};

static TABLE: LazyLock<Value> = LazyLock::new(|| {
    let text = include_bytes!("profiles.json");
    Document::from_json(text).map(|table| Value::from_document(&table)).unwrap_or_default()
});

/// The type in whose terms the table speaks of one of SAM's.
fn plain(kind: &str) -> &str {
    match kind {
        "AWS::Serverless::Api" => "AWS::ApiGateway::RestApi",
        "AWS::Serverless::Function" => "AWS::Lambda::Function",
        "AWS::Serverless::GraphQLApi" => "AWS::AppSync::GraphQLApi",
        "AWS::Serverless::HttpApi" | "AWS::Serverless::WebSocketApi" => "AWS::ApiGatewayV2::Api",
        "AWS::Serverless::SimpleTable" => "AWS::DynamoDB::Table",
        "AWS::Serverless::StateMachine" => "AWS::StepFunctions::StateMachine",
        kind => kind,
    }
}

/// The entry for a pair of types: `Makes`, `Access` by permission, `Before`.
pub(super) fn of(source: &str, destination: &str) -> Option<&'static Map> {
    let profiles = TABLE.as_list()?.iter().filter_map(Value::as_map);
    let is = |profile: &Map, key: &str, kind: &str| profile.get(key).and_then(Value::as_str) == Some(plain(kind));
    profiles.into_iter().find(|p| is(p, "Source", source) && is(p, "Destination", destination))
}

/// The attribute of a type that is its ARN; `None` where `Ref` is.
pub(super) fn arn_attribute(kind: &str) -> Option<&'static str> {
    match plain(kind) {
        "AWS::SNS::Topic" | "AWS::StepFunctions::StateMachine" => None,
        _ => Some("Arn"),
    }
}

/// The attribute of a type that is its id; `None` where `Ref` is.
pub(super) fn id_attribute(kind: &str) -> Option<&'static str> {
    (plain(kind) == "AWS::AppSync::GraphQLApi").then_some("ApiId")
}

/// Whether the type is an API, whose calls are told apart by a qualifier.
pub(super) fn is_api(kind: &str) -> bool {
    matches!(plain(kind), "AWS::ApiGateway::RestApi" | "AWS::ApiGatewayV2::Api")
}

/// The property that names the role of a type.
pub(super) fn role_property(kind: &str) -> Option<&'static str> {
    match plain(kind) {
        "AWS::Lambda::Function" => Some("Role"),
        "AWS::StepFunctions::StateMachine" => Some("RoleArn"),
        "AWS::AppSync::DataSource" => Some("ServiceRoleArn"),
        _ => None,
    }
}

/// Puts what is known of both ends where the entry names it.
pub(super) fn fill(value: &Value, known: &Map) -> Result<Value, String> {
    match value {
        Value::Text(text) => fill_text(text, known),
        Value::List(items) => Ok(Value::List(items.iter().map(|item| fill(item, known)).collect::<Result<_, _>>()?)),
        Value::Map(map) => {
            let filled = map.iter().map(|(key, value)| Ok((key.clone(), fill(value, known)?)));
            Ok(filled.collect::<Result<Map, String>>()?.into())
        }
        other => Ok(other.clone()),
    }
}

fn fill_text(text: &str, known: &Map) -> Result<Value, String> {
    let (mut used, mut unknown) = (Map::new(), None);
    replace_places(text, |name| {
        match known.given(name) {
            Some(value) => used.set(name, value.clone()),
            None if name.starts_with("AWS::") => {}
            None => unknown = Some(name.to_owned()),
        }
        None
    });
    if let Some(unknown) = unknown {
        return Err(unknown);
    }
    if let Some((name, value)) = used.iter().next()
        && text.len() == name.len() + 3
    {
        return Ok(value.clone());
    }
    Ok(match (used.is_empty(), text.contains("${")) {
        (false, _) => sub_with(text, used),
        (true, true) => sub(text),
        (true, false) => text.into(),
    })
}
