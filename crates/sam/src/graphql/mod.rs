//! `AWS::Serverless::GraphQLApi`: an AppSync API with its schema, data sources, functions and resolvers.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html>

mod auth;
mod code;
mod source;

use crate::check::{ANY, BOOL, INT, LIST, MAP, MUST, TEXT, Table, a_map, check};
use crate::intrinsics::{attribute, reference, sub};
use crate::value::{Map, Value, list, map};
use crate::world::{Made, World, inherited, kept};
use crate::{Fault, connector, policy, tags};

const MARK: &str = "graphqlapi:createdBy";

const TABLE: Table = &[
    ("ApiKeys", MAP),
    ("Auth", MAP | MUST),
    ("Cache", MAP),
    ("DataSources", MAP),
    ("DomainName", MAP),
    ("Functions", MAP),
    ("IntrospectionConfig", TEXT),
    ("Logging", ANY),
    ("Name", TEXT),
    ("OwnerContact", TEXT),
    ("QueryDepthLimit", INT),
    ("ResolverCountLimit", INT),
    ("Resolvers", MAP),
    ("SchemaInline", TEXT),
    ("SchemaUri", TEXT),
    ("Tags", LIST | MAP),
    ("Visibility", TEXT),
    ("XrayEnabled", BOOL),
];

/// What the parts of one API share.
pub(super) struct Api<'a> {
    pub(super) id: &'a str,
    pub(super) given: &'a Map,
    inherited: Map,
}

impl Api<'_> {
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::resource(self.id, message)
    }

    /// The API's id, which all parts name.
    pub(super) fn api_id(&self) -> Value {
        attribute(self.id, "ApiId")
    }

    pub(super) fn add(&self, world: &mut World<'_>, id: &str, kind: &str, properties: Map) {
        world.add(Made::new(id, kind, properties).with(&self.inherited));
    }

    /// A role that AppSync takes.
    pub(super) fn role(&self, world: &mut World<'_>, id: &str, managed: Option<Value>) -> Value {
        let mut properties = map! { "AssumeRolePolicyDocument" => policy::trust("appsync.amazonaws.com") };
        properties.maybe("ManagedPolicyArns", managed.map(|arn| list![arn]));
        self.add(world, id, "AWS::IAM::Role", properties);
        attribute(id, "Arn")
    }

    /// What the API needs to be allowed to use another resource.
    pub(super) fn connect(
        &self,
        world: &mut World<'_>,
        id: &str,
        source: &str,
        destination: Map,
        permissions: Value,
    ) -> Result<(), Fault> {
        let mut resource = self.inherited.clone();
        let kind = if source == self.id { "AWS::AppSync::GraphQLApi" } else { source::KIND };
        let source = map! { "Id" => source, "Type" => kind };
        let properties = map! { "Source" => source, "Destination" => destination, "Permissions" => permissions };
        resource.set("Properties", properties);
        connector::transform(world, id, &resource)
    }

    /// The entries of a property that is a map of maps.
    pub(super) fn entries(&self, all: &Value, path: &str) -> Result<Vec<(String, Map)>, Fault> {
        let all = a_map(self.id, all, path)?;
        let entry = |(name, entry): (&crate::value::Text, &Value)| {
            Ok((name.to_string(), a_map(self.id, entry, &format!("{path}.{}", &**name))?.clone()))
        };
        all.iter().map(entry).collect()
    }
}

/// Makes what a GraphQL API becomes.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::GraphQLApi", given, TABLE)?;
    let api = Api { id, given, inherited: inherited(resource) };
    let mut properties = map! { "Name" => id };
    properties.copy(
        given,
        &[
            "IntrospectionConfig",
            "Name",
            "OwnerContact",
            "QueryDepthLimit",
            "ResolverCountLimit",
            "Visibility",
            "XrayEnabled",
        ],
    );
    let authorizers = auth::write(&api, &mut properties)?;
    logging(world, &api, &mut properties)?;
    properties.set("Tags", tags::marked(id, MARK, given.given("Tags"))?);
    world.add(Made::new(id, "AWS::AppSync::GraphQLApi", properties).with(&kept(resource)));
    for (at, function) in authorizers.into_iter().enumerate() {
        let destination = map! { "Type" => "AWS::Lambda::Function", "Arn" => function };
        let connector = format!("{id}ToLambdaAuthConnector{}", at + 1);
        api.connect(world, &connector, id, destination, list!["Write"])?;
    }
    schema(world, &api)?;
    parts(world, &api)?;
    let sources = source::add(world, &api)?;
    code::functions(world, &api, &sources)?;
    code::resolvers(world, &api)
}

/// `true` and absence log everything; a map says what.
fn logging(world: &mut World<'_>, api: &Api<'_>, properties: &mut Map) -> Result<(), Fault> {
    let mut config = map! { "FieldLogLevel" => "ALL" };
    match api.given.given("Logging") {
        None | Some(Value::Bool(true)) => {}
        Some(Value::Bool(false)) => return Ok(()),
        Some(given) => config = a_map(api.id, given, "Logging")?.clone(),
    }
    if !config.has("CloudWatchLogsRoleArn") {
        let managed = sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs");
        let role = api.role(world, &format!("{}CloudWatchRole", api.id), Some(managed));
        config.set("CloudWatchLogsRoleArn", role);
    }
    properties.set("LogConfig", config);
    Ok(())
}

fn schema(world: &mut World<'_>, api: &Api<'_>) -> Result<(), Fault> {
    let mut properties = map! { "ApiId" => api.api_id() };
    match (api.given.given("SchemaInline"), api.given.given("SchemaUri")) {
        (Some(text), None) => properties.set("Definition", text),
        (None, Some(uri)) => properties.set("DefinitionS3Location", uri),
        _ => return Err(api.fault("One of 'SchemaInline' or 'SchemaUri' must be set.")),
    }
    api.add(world, &format!("{}Schema", api.id), "AWS::AppSync::GraphQLSchema", properties);
    Ok(())
}

/// Cache, domain name and keys.
fn parts(world: &mut World<'_>, api: &Api<'_>) -> Result<(), Fault> {
    if let Some(cache) = api.given.given("Cache").and_then(Value::as_map) {
        let mut properties = cache.clone();
        properties.set("ApiId", api.api_id());
        api.add(world, &format!("{}ApiCache", api.id), "AWS::AppSync::ApiCache", properties);
    }
    if let Some(domain) = api.given.given("DomainName").and_then(Value::as_map) {
        let id = format!("{}DomainName", api.id);
        api.add(world, &id, "AWS::AppSync::DomainName", domain.clone());
        let properties = map! { "ApiId" => api.api_id(), "DomainName" => reference(id.as_str()) };
        api.add(world, &format!("{id}ApiAssociation"), "AWS::AppSync::DomainNameApiAssociation", properties);
    }
    if let Some(keys) = api.given.given("ApiKeys") {
        for (name, key) in api.entries(keys, "ApiKeys")? {
            let mut properties = map! { "ApiId" => api.api_id() };
            properties.copy(&key, &["ApiKeyId", "Description"]);
            properties.maybe("Expires", key.given("ExpiresOn").cloned());
            api.add(world, &format!("{}{name}", api.id), "AWS::AppSync::ApiKey", properties);
        }
    }
    Ok(())
}
