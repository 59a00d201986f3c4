//! `Auth` of an HTTP API: JWT and Lambda authorizers, IAM, and the default among them.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html>

use crate::Fault;
use crate::check::{a_list, a_map, a_text};
use crate::definition::{self, is_method_key};
use crate::intrinsics::{reference, sub_with};
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World};

/// Properties that only Lambda authorizers have.
const LAMBDA: &[&str] =
    &["FunctionArn", "FunctionInvokeRole", "Identity", "AuthorizerPayloadFormatVersion", "EnableSimpleResponses"];

/// Writes authorizers and what uses them into the definition.
pub(super) fn apply(world: &mut World<'_>, id: &str, auth: &Map, body: &mut Map, inherited: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let authorizers = match auth.given("Authorizers") {
        Some(given) => a_map(id, given, "Auth.Authorizers")?,
        None => &empty,
    };
    for (name, given) in authorizers.iter() {
        let given = a_map(id, given, &format!("Auth.Authorizers.{}", &**name))?;
        let scheme = scheme(world, id, name, given, inherited)?;
        schemes(body).set(name, scheme);
    }
    if auth.given("EnableIamAuthorizer").is_some_and(Value::truthy) && !authorizers.has("AWS_IAM") {
        let scheme = map! {
            "type" => "apiKey",
            "name" => "Authorization",
            "in" => "header",
            "x-amazon-apigateway-authtype" => "awsSigv4",
        };
        schemes(body).set("AWS_IAM", scheme);
    }
    if let Some(default) = auth.given("DefaultAuthorizer") {
        a_text(id, default, "Auth.DefaultAuthorizer")?;
        let default = default.as_text().cloned().unwrap_or_default();
        if !authorizers.has(&default) && &*default != "AWS_IAM" {
            let message =
                format!("Unable to set DefaultAuthorizer because '{}' was not defined in 'Authorizers'.", &*default);
            return Err(Fault::resource(id, message));
        }
        let scopes = authorizers.get(&default).and_then(|one| one.get("AuthorizationScopes")).cloned();
        set_default(body, &default, scopes.unwrap_or_else(|| list![]))?;
    }
    Ok(())
}

fn schemes(body: &mut Map) -> &mut Map {
    body.map_at("components").map_at("securitySchemes")
}

fn scheme(world: &mut World<'_>, id: &str, name: &Text, given: &Map, inherited: &Map) -> Result<Map, Fault> {
    let lambda = LAMBDA.iter().any(|key| given.given(key).is_some());
    let permits = given.given("EnableFunctionDefaultPermissions");
    if lambda && permits.is_some_and(|permits| !matches!(permits, Value::Bool(_))) {
        let path = format!("Authorizers.{}.EnableFunctionDefaultPermissions", &**name);
        return Err(Fault::resource(id, format!("Property '{path}' should be a boolean.")));
    }
    if !lambda {
        if permits.is_some() {
            return Err(Fault::resource(
                id,
                "EnableFunctionDefaultPermissions is only supported for Lambda Authorizer.",
            ));
        }
        return jwt(id, name, given);
    }
    for key in ["FunctionArn", "AuthorizerPayloadFormatVersion"] {
        if given.given(key).is_none() {
            return Err(Fault::resource(id, format!("{} Lambda Authorizer must define '{key}'.", &**name)));
        }
    }
    if permits.is_some_and(Value::truthy) {
        permit(world, id, name, given, inherited);
    }
    request(world, id, name, given)
}

fn jwt(id: &str, name: &Text, given: &Map) -> Result<Map, Fault> {
    let Some(configuration) = given.given("JwtConfiguration") else {
        let message = format!("{} OAuth2 Authorizer must define 'JwtConfiguration'.", &**name);
        return Err(Fault::resource(id, message));
    };
    let Some(source) = given.given("IdentitySource") else {
        let message = format!("{} OAuth2 Authorizer must define 'IdentitySource'.", &**name);
        return Err(Fault::resource(id, message));
    };
    let mut own = Map::new();
    for (key, value) in configuration.as_map().into_iter().flat_map(Map::iter) {
        let lower = match &**key {
            "Audience" => "audience",
            "Issuer" => "issuer",
            other => other,
        };
        own.set(lower, value);
    }
    let authorizer = map! { "type" => "jwt", "jwtConfiguration" => own, "identitySource" => source };
    Ok(map! { "type" => "oauth2", "x-amazon-apigateway-authorizer" => authorizer })
}

fn request(world: &World<'_>, id: &str, name: &Text, given: &Map) -> Result<Map, Fault> {
    let uri = format!(
        "arn:{}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations",
        world.inputs.partition
    );
    let function = given.given("FunctionArn").cloned().unwrap_or_default();
    let mut authorizer = map! {
        "type" => "request",
        "authorizerUri" => sub_with(uri, map! { "__FunctionArn__" => function }),
    };
    authorizer.maybe("authorizerCredentials", given.given("FunctionInvokeRole").cloned());
    authorizer.maybe("authorizerPayloadFormatVersion", given.given("AuthorizerPayloadFormatVersion").cloned());
    if given.given("EnableSimpleResponses").is_some_and(Value::truthy) {
        authorizer.set("enableSimpleResponses", true);
    }
    if let Some(identity) = given.given("Identity") {
        let identity = a_map(id, identity, &format!("Authorizers.{}.Identity", &**name))?;
        authorizer.maybe("authorizerResultTtlInSeconds", identity.get("ReauthorizeEvery").cloned());
        let sources = sources(id, name, identity)?;
        if !sources.is_empty() {
            authorizer.set("identitySource", sources);
        }
    }
    Ok(map! {
        "type" => "apiKey",
        "name" => "Unused",
        "in" => "header",
        "x-amazon-apigateway-authorizer" => authorizer,
    })
}

fn sources(id: &str, name: &Text, identity: &Map) -> Result<Vec<Value>, Fault> {
    let mut all = Vec::new();
    for (key, prefix) in [
        ("Headers", "$request.header."),
        ("QueryStrings", "$request.querystring."),
        ("StageVariables", "$stageVariables."),
        ("Context", "$context."),
    ] {
        let Some(given) = identity.given(key) else { continue };
        let path = format!("Authorizers.{}.Identity.{key}", &**name);
        for (at, one) in a_list(id, given, &path)?.iter().enumerate() {
            all.push(format!("{prefix}{}", a_text(id, one, &format!("{path}[{at}]"))?).into());
        }
    }
    Ok(all)
}

fn permit(world: &mut World<'_>, id: &str, name: &Text, given: &Map, inherited: &Map) {
    let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
    let properties = map! {
        "Action" => "lambda:InvokeFunction",
        "FunctionName" => given.given("FunctionArn").cloned().unwrap_or_default(),
        "Principal" => "apigateway.amazonaws.com",
        "SourceArn" => sub_with(arn, map! { "__ApiId__" => reference(id) }),
    };
    let permission = format!("{id}{}AuthorizerPermission", &**name);
    world.add(Made::new(permission, "AWS::Lambda::Permission", properties).with(inherited));
}

/// Gives every method that says nothing about security the default authorizer; preflight requests carry no credentials.
fn set_default(body: &mut Map, default: &Text, scopes: Value) -> Result<(), Fault> {
    refuse_any(body)?;
    definition::each_method(body, |_, method, definition| {
        if &**method != "options" && definition.given("security").is_none() {
            definition.set("security", list![map! { default => scopes.clone() }]);
        }
        Ok(())
    })
}

/// `any` is an event's word; definitions have another.
fn refuse_any(body: &Map) -> Result<(), Fault> {
    for (path, item) in body.get("paths").and_then(Value::as_map).into_iter().flat_map(Map::iter) {
        for branch in definition::branches(item) {
            if branch.keys().filter(|key| is_method_key(key)).any(|key| key.eq_ignore_ascii_case("any")) {
                let message =
                    format!("Could not find {} in {} within DefinitionBody.", definition::ANY_METHOD, &**path);
                return Err(Fault::template(message));
            }
        }
    }
    Ok(())
}
