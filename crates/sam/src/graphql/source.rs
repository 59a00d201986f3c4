//! `DataSources` of GraphQL APIs: tables and functions.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-graphqlapi-datasource.html>

use std::collections::BTreeMap;

use super::Api;
use crate::Fault;
use crate::check::a_map;
use crate::intrinsics::{reference, sub_with};
use crate::value::{Map, Value, list, map};
use crate::world::World;

/// Logical ids of data sources by their names in the template.
pub(super) type Sources = BTreeMap<String, String>;

pub(super) const KIND: &str = "AWS::AppSync::DataSource";

/// Makes the data sources, with roles where none are named.
pub(super) fn add(world: &mut World<'_>, api: &Api<'_>) -> Result<Sources, Fault> {
    let mut sources = Sources::new();
    let Some(given) = api.given.given("DataSources") else { return Ok(sources) };
    for (kind, entries) in a_map(api.id, given, "DataSources")?.iter() {
        for (name, entry) in api.entries(entries, &format!("DataSources.{}", &**kind))? {
            let id = match &**kind {
                "DynamoDb" => table(world, api, &name, &entry)?,
                "Lambda" => function(world, api, &name, &entry)?,
                other => return Err(api.fault(format!("'{other}' is not a kind of data source."))),
            };
            sources.insert(name, id);
        }
    }
    Ok(sources)
}

fn start(api: &Api<'_>, name: &str, given: &Map, kind: &str) -> Map {
    let mut properties = map! { "ApiId" => api.api_id(), "Name" => name, "Type" => kind };
    properties.copy(given, &["Name", "Description"]);
    properties
}

fn role(world: &mut World<'_>, api: &Api<'_>, id: &str, given: &Map) -> Value {
    given.given("ServiceRoleArn").cloned().unwrap_or_else(|| api.role(world, &format!("{id}Role"), None))
}

fn table(world: &mut World<'_>, api: &Api<'_>, name: &str, given: &Map) -> Result<String, Fault> {
    let id = format!("{}{name}DynamoDBDataSource", api.id);
    let Some(table) = given.given("TableName") else {
        return Err(api.fault(format!("Property 'DataSources.DynamoDb.{name}.TableName' is required.")));
    };
    let region = given.given("Region").cloned().unwrap_or_else(|| reference("AWS::Region"));
    let mut config = map! { "AwsRegion" => region.clone(), "TableName" => table };
    config.copy(given, &["UseCallerCredentials", "Versioned"]);
    config.maybe("DeltaSyncConfig", given.given("DeltaSync").cloned());
    let mut properties = start(api, name, given, "AMAZON_DYNAMODB");
    properties.set("DynamoDBConfig", config);
    properties.set("ServiceRoleArn", role(world, api, &id, given));
    api.add(world, &id, KIND, properties);
    if given.given("ServiceRoleArn").is_none() {
        let arn = given.given("TableArn").cloned().unwrap_or_else(|| {
            let text = "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}";
            sub_with(text, map! { "__Region__" => region, "__TableName__" => table })
        });
        let permissions = given.given("Permissions").cloned().unwrap_or_else(|| list!["Read", "Write"]);
        let destination = map! { "Type" => "AWS::DynamoDB::Table", "Arn" => arn };
        api.connect(world, &format!("{id}ToTableConnector"), &id, destination, permissions)?;
    }
    Ok(id)
}

fn function(world: &mut World<'_>, api: &Api<'_>, name: &str, given: &Map) -> Result<String, Fault> {
    let id = format!("{}{name}LambdaDataSource", api.id);
    let Some(function) = given.given("FunctionArn") else {
        return Err(api.fault(format!("Property 'DataSources.Lambda.{name}.FunctionArn' is required.")));
    };
    let mut properties = start(api, name, given, "AWS_LAMBDA");
    properties.set("LambdaConfig", map! { "LambdaFunctionArn" => function });
    properties.set("ServiceRoleArn", role(world, api, &id, given));
    api.add(world, &id, KIND, properties);
    if given.given("ServiceRoleArn").is_none() {
        let destination = map! { "Type" => "AWS::Lambda::Function", "Arn" => function };
        api.connect(world, &format!("{id}ToLambdaConnector"), &id, destination, list!["Write"])?;
    }
    Ok(id)
}
