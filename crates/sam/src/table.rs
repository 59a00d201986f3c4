//! `AWS::Serverless::SimpleTable`: a table with one key.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html>

use crate::Fault;
use crate::check::{ANY, MAP, TEXT, Table, check};
use crate::tags;
use crate::value::{Map, Value, list, map};
use crate::world::{Made, World, kept};

const TABLE: Table = &[
    ("PrimaryKey", MAP),
    ("ProvisionedThroughput", MAP),
    ("TableName", TEXT),
    ("Tags", MAP),
    ("SSESpecification", MAP),
    ("PointInTimeRecoverySpecification", ANY),
];

/// Makes the table.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::SimpleTable", given, TABLE)?;
    let key = given.given("PrimaryKey");
    let name = key.and_then(|key| key.get("Name")).cloned().unwrap_or_else(|| "id".into());
    let kind = match key.and_then(|key| key.get("Type")) {
        None => "S",
        Some(kind) => attribute_type(id, kind)?,
    };
    let mut properties = map! {
        "AttributeDefinitions" => list![map! { "AttributeName" => name.clone(), "AttributeType" => kind }],
        "KeySchema" => list![map! { "AttributeName" => name, "KeyType" => "HASH" }],
    };
    match given.given("ProvisionedThroughput") {
        Some(throughput) => properties.set("ProvisionedThroughput", throughput),
        None => properties.set("BillingMode", "PAY_PER_REQUEST"),
    }
    properties.copy(given, &["SSESpecification", "TableName", "PointInTimeRecoverySpecification"]);
    properties.maybe("Tags", given.given("Tags").and_then(Value::as_map).map(tags::listed));
    world.add(Made::new(id, "AWS::DynamoDB::Table", properties).with(&kept(resource)));
    Ok(())
}

fn attribute_type(id: &str, kind: &Value) -> Result<&'static str, Fault> {
    match kind.as_str() {
        Some("String") => Ok("S"),
        Some("Number") => Ok("N"),
        Some("Binary") => Ok("B"),
        other => Err(Fault::resource(id, format!("Invalid 'Type' \"{}\".", other.unwrap_or_default()))),
    }
}
