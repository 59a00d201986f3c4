//! `AWS::Serverless::Api`: a REST API, its deployment and its stage.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html>

mod auth;
mod cors;
pub(crate) mod method;
mod resource_policy;
mod responses;
pub(crate) mod usage;
pub(crate) mod version3;

use crate::check::{ANY, BOOL, LIST, MAP, MUST, TEXT, Table, check};
use crate::domain::{self, For, Owner};
use crate::intrinsics::{is_intrinsic, reference};
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World, inherited, kept};
use crate::{Fault, definition, function, names, python, tags};

const TABLE: Table = &[
    ("Name", TEXT),
    ("Tags", MAP),
    ("DefinitionUri", ANY),
    ("DefinitionBody", MAP),
    ("MergeDefinitions", BOOL),
    ("CacheClusterEnabled", ANY),
    ("CacheClusterSize", TEXT),
    ("StageName", TEXT | MUST),
    ("Variables", MAP),
    ("EndpointConfiguration", TEXT | MAP),
    ("MethodSettings", LIST),
    ("BinaryMediaTypes", LIST),
    ("MinimumCompressionSize", ANY),
    ("Cors", ANY),
    ("Auth", ANY),
    ("GatewayResponses", ANY),
    ("AccessLogSetting", MAP),
    ("CanarySetting", MAP),
    ("TracingEnabled", ANY),
    ("OpenApiVersion", ANY),
    ("Models", ANY),
    ("Domain", ANY),
    ("FailOnWarnings", BOOL),
    ("Description", TEXT),
    ("Mode", TEXT),
    ("DisableExecuteApiEndpoint", ANY),
    ("ApiKeySourceType", TEXT),
    ("AlwaysDeploy", BOOL),
    ("PropagateTags", BOOL),
    ("Policy", MAP | TEXT),
    ("SecurityPolicy", TEXT),
    ("EndpointAccessMode", TEXT),
];

/// Properties that need a definition in the template, and how the message calls them.
const INLINE: &[(&str, &str)] = &[
    ("DisableExecuteApiEndpoint", "DisableExecuteApiEndpoint"),
    ("Cors", "Cors"),
    ("Auth", "Auth"),
    ("GatewayResponses", "GatewayResponses"),
    ("Models", "Models"),
];

/// Makes what a REST API becomes.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::Api", given, TABLE)?;
    refuse(id, given)?;
    let inherited = inherited(resource);
    let propagated = given
        .given("PropagateTags")
        .filter(|on| on.truthy())
        .and_then(|_| given.given("Tags"))
        .and_then(Value::as_map)
        .cloned();
    let version = version3::of(id, given)?;
    let (properties, seed) = rest_api(world, id, given, version.as_deref(), &inherited)?;
    world.add(Made::new(id, "AWS::ApiGateway::RestApi", properties).with(&kept(resource)));
    let deployment = deploy(world, id, given, &seed, version.is_some(), &inherited);
    let stage = stage(world, id, given, &deployment, &inherited);
    world.attribute(id, "Deployment", &deployment);
    world.attribute(id, "Stage", &stage);
    if let Some(domain) = given.given("Domain") {
        let owner = Owner {
            id,
            stage: &stage,
            inherited: &inherited,
            tags: propagated.as_ref(),
            tag_map: None,
            sockets: false,
        };
        domain::add(world, &owner, domain, For::Rest)?;
    }
    if let Some(plan) = given.given("Auth").and_then(|auth| auth.get("UsagePlan")) {
        usage::add(world, id, &stage, plan, &inherited, propagated.as_ref())?;
    }
    Ok(())
}

fn refuse(id: &str, given: &Map) -> Result<(), Fault> {
    if given.given("StageName").and_then(Value::as_str) == Some("") {
        return Err(Fault::resource(id, "StageName cannot be empty."));
    }
    let (uri, body) = (given.given("DefinitionUri"), given.given("DefinitionBody"));
    if uri.is_some() && given.given("MergeDefinitions").is_some_and(Value::truthy) {
        return Err(Fault::resource(id, "Cannot set 'MergeDefinitions' to True when using `DefinitionUri`."));
    }
    if uri.is_some() && body.is_some() {
        let message = "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.";
        return Err(Fault::resource(id, message));
    }
    if uri.is_some() {
        for (key, name) in INLINE {
            if given.given(key).is_some() {
                let message = format!("{name} works only with inline Swagger specified in 'DefinitionBody' property.");
                return Err(Fault::resource(id, message));
            }
        }
    }
    Ok(())
}

const HANDED_ON: &[&str] = &[
    "Name",
    "Description",
    "FailOnWarnings",
    "MinimumCompressionSize",
    "ApiKeySourceType",
    "Mode",
    "Policy",
    "SecurityPolicy",
    "EndpointAccessMode",
];

/// The API's properties, and what the deployment's hash is made over.
fn rest_api(
    world: &mut World<'_>,
    id: &str,
    given: &Map,
    version: Option<&str>,
    inherited: &Map,
) -> Result<(Map, Value), Fault> {
    let mut properties = Map::new();
    properties.copy(given, HANDED_ON);
    if let Some(endpoint) = given.given("EndpointConfiguration") {
        endpoint_configuration(id, endpoint, &mut properties)?;
    }
    properties.maybe("Tags", given.given("Tags").and_then(Value::as_map).map(tags::listed));
    if let Some(uri) = given.given("DefinitionUri") {
        let place = function::bucket_and_key(id, uri, "DefinitionUri")?;
        properties.set("BodyS3Location", place.clone());
        return Ok((properties, place.into()));
    }
    let body = given.given("DefinitionBody").cloned().unwrap_or_default();
    let body = describe(world, id, given, body, version, inherited)?;
    properties.set("Body", body.clone());
    Ok((properties, body))
}

fn endpoint_configuration(id: &str, given: &Value, properties: &mut Map) -> Result<(), Fault> {
    let Some(map) = given.as_map().filter(|_| !is_intrinsic(given)) else {
        properties.set("EndpointConfiguration", map! { "Types" => list![given] });
        properties.set("Parameters", map! { "endpointConfigurationTypes" => given });
        return Ok(());
    };
    let mut configuration = Map::new();
    if let Some(kind) = map.given("Type") {
        configuration.set("Types", list![kind]);
        properties.set("Parameters", map! { "endpointConfigurationTypes" => kind });
    }
    match (map.given("VPCEndpointIds"), map.given("VpcEndpointIds")) {
        (Some(_), Some(_)) => {
            let message = "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.";
            return Err(Fault::resource(id, message));
        }
        (one, other) => configuration.maybe("VpcEndpointIds", one.or(other).cloned()),
    }
    configuration.copy(map, &["IpAddressType"]);
    properties.set("EndpointConfiguration", configuration);
    Ok(())
}

/// Writes everything into the definition that SAM has properties for.
fn describe(
    world: &mut World<'_>,
    id: &str,
    given: &Map,
    body: Value,
    version: Option<&str>,
    inherited: &Map,
) -> Result<Value, Fault> {
    let wanted = INLINE.iter().any(|(key, _)| given.given(key).is_some());
    let wanted = wanted || given.given("BinaryMediaTypes").is_some();
    if !definition::is_document(&body) {
        return if wanted { not_a_document(world, id, given, body) } else { Ok(version3::convert(body, version)?) };
    }
    let Value::Map(mut body) = body else { return Ok(body) };
    let mut converted = false;
    if let Some(disabled) = given.given("DisableExecuteApiEndpoint") {
        version3::disable_endpoint(&mut body, disabled)?;
    }
    if let Some(given) = given.given("Cors") {
        let cors = cors::read(id, given)?;
        cors::apply(&mut body, &cors)?;
        version3::finish(&mut body, version)?;
        converted = true;
    }
    if let Some(given_auth) = given.given("Auth") {
        let auth = auth::read(id, &world.resolve(given_auth))?;
        auth::apply(world, id, &auth, &mut body, inherited)?;
        if let Some(policy) = auth.given("ResourcePolicy") {
            let stage = given.given("StageName").cloned().unwrap_or_default();
            resource_policy::add_to_all(&mut body, policy, &stage)?;
        }
        version3::finish(&mut body, version)?;
        converted = true;
    }
    if let Some(responses) = given.given("GatewayResponses") {
        body.set("x-amazon-apigateway-gateway-responses", responses::gateway_responses(id, responses)?);
    }
    if let Some(models) = given.given("Models") {
        body.set("definitions", responses::models(id, models)?);
        version3::finish(&mut body, version)?;
        converted = true;
    }
    if let Some(types) = given.given("BinaryMediaTypes") {
        body.set("x-amazon-apigateway-binary-media-types", media_types(types));
    }
    if !converted {
        version3::finish(&mut body, version)?;
    }
    Ok(body.into())
}

/// A definition that can't be edited: what asks for an edit is refused.
fn not_a_document(world: &World<'_>, id: &str, given: &Map, body: Value) -> Result<Value, Fault> {
    if let Some(auth) = given.given("Auth") {
        auth::read(id, &world.resolve(auth))?;
        let message =
            "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.";
        return Err(Fault::resource(id, message));
    }
    if given.given("DisableExecuteApiEndpoint").is_some() {
        return Err(Fault::template(
            "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.",
        ));
    }
    for (key, what) in [("Cors", "Cors"), ("GatewayResponses", "GatewayResponses"), ("Models", "Models definitions")] {
        if given.given(key).is_some() {
            let what = if key == "Models" { what.to_owned() } else { format!("{what} configuration") };
            let message =
                format!("Unable to add {what} because 'DefinitionBody' does not contain a valid Swagger definition.");
            return Err(Fault::resource(id, message));
        }
    }
    Ok(body)
}

/// Media types are written with `~1` for a slash.
fn media_types(types: &Value) -> Value {
    let Some(items) = types.as_list() else { return types.clone() };
    Value::List(
        items
            .iter()
            .map(|item| match item.as_text() {
                Some(text) if text.is_foreign() => Text::foreign(text.replace("~1", "/")).into(),
                Some(text) => text.replace("~1", "/").into(),
                None => item.clone(),
            })
            .collect(),
    )
}

/// A deployment's logical id changes with what it deploys.
fn deploy(world: &mut World<'_>, id: &str, given: &Map, seed: &Value, version3: bool, inherited: &Map) -> String {
    let mut text = python::repr27(seed);
    if let Some(domain) = given.given("Domain") {
        text.push_str(&python::json(&world.resolve(domain)));
    }
    let hash = python::hash(&text);
    let deployment = format!("{id}Deployment{}", &hash[..10]);
    let mut properties = map! {
        "Description" => format!("RestApi deployment id: {hash}"),
        "RestApiId" => reference(id),
    };
    if !version3 {
        properties.set("StageName", "Stage");
    }
    world.add(Made::new(deployment.as_str(), "AWS::ApiGateway::Deployment", properties).with(inherited));
    deployment
}

fn stage(world: &mut World<'_>, id: &str, given: &Map, deployment: &str, inherited: &Map) -> String {
    let name = given.given("StageName").cloned().unwrap_or_default();
    let part = name.as_str().map(names::alphanumeric).unwrap_or_default();
    // `Stage` is the name of the stage that deployments of SAM's first years made; theirs may not be taken.
    let stage = if part == "Stage" { format!("{id}Stage") } else { format!("{id}{part}Stage") };
    let mut properties =
        map! { "RestApiId" => reference(id), "DeploymentId" => reference(deployment), "StageName" => name };
    properties.copy(
        given,
        &[
            "CacheClusterEnabled",
            "CacheClusterSize",
            "Variables",
            "MethodSettings",
            "AccessLogSetting",
            "CanarySetting",
            "TracingEnabled",
        ],
    );
    properties.maybe("Tags", given.given("Tags").and_then(Value::as_map).map(tags::listed));
    world.add(Made::new(stage.as_str(), "AWS::ApiGateway::Stage", properties).with(inherited));
    stage
}
