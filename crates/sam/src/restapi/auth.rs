//! `Auth` of a REST API: authorizers, the default among them, and API keys.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html>

use crate::check::{a_list, a_map, a_text};
use crate::intrinsics::{is_intrinsic, reference, sub_with};
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World};
use crate::{Fault, definition};

const KEYS: &[&str] = &[
    "Authorizers",
    "DefaultAuthorizer",
    "InvokeRole",
    "AddDefaultAuthorizerToCorsPreflight",
    "AddApiKeyRequiredToCorsPreflight",
    "ApiKeyRequired",
    "ResourcePolicy",
    "UsagePlan",
];

/// `Auth`, checked.
pub(crate) fn read(id: &str, auth: &Value) -> Result<Map, Fault> {
    let auth = a_map(id, auth, "Auth")?;
    if auth.keys().any(|key| !KEYS.contains(&&**key)) {
        return Err(Fault::resource(id, "Invalid value for 'Auth' property"));
    }
    Ok(auth.clone())
}

/// Writes authorizers and what uses them into the definition, and gives API Gateway the permissions to call them.
pub(crate) fn apply(world: &mut World<'_>, id: &str, auth: &Map, body: &mut Map, inherited: &Map) -> Result<(), Fault> {
    let authorizers = authorizers(id, auth)?;
    let default = default_authorizer(id, auth, &authorizers)?;
    for (name, authorizer) in authorizers.iter() {
        let authorizer = a_map(id, authorizer, &format!("Auth.Authorizers.{}", &**name))?;
        let scheme = scheme(world, id, name, authorizer)?;
        body.map_at("securityDefinitions").set(name, scheme);
        permit(world, id, name, authorizer, inherited)?;
    }
    if let Some(default) = &default {
        let preflight = auth.get("AddDefaultAuthorizerToCorsPreflight").is_none_or(Value::truthy);
        let scopes = authorizers.get(default).and_then(|one| one.get("AuthorizationScopes")).cloned();
        set_default(body, default, scopes.unwrap_or_else(|| list![]), &authorizers, preflight)?;
        if &**default == "AWS_IAM" {
            define_iam(body);
        }
    }
    if auth.given("ApiKeyRequired").is_some_and(Value::truthy) {
        define_key(body);
        let preflight = auth.get("AddApiKeyRequiredToCorsPreflight").is_none_or(Value::truthy);
        require_key(body, preflight)?;
    }
    Ok(())
}

fn authorizers(id: &str, auth: &Map) -> Result<Map, Fault> {
    match auth.given("Authorizers") {
        None => Ok(Map::new()),
        Some(given) => Ok(a_map(id, given, "Auth.Authorizers")?.clone()),
    }
}

fn default_authorizer(id: &str, auth: &Map, authorizers: &Map) -> Result<Option<Text>, Fault> {
    let Some(default) = auth.given("DefaultAuthorizer") else { return Ok(None) };
    a_text(id, default, "Auth.DefaultAuthorizer")?;
    let name = default.as_text().cloned().unwrap_or_default();
    if authorizers.is_empty() && &*name != "AWS_IAM" {
        return Ok(None);
    }
    if &*name != "AWS_IAM" && !authorizers.has(&name) && &*name != "NONE" {
        let message = format!("Unable to set DefaultAuthorizer because '{}' was not defined in 'Authorizers'.", &*name);
        return Err(Fault::resource(id, message));
    }
    Ok(Some(name))
}

/// The scheme of callers who sign with IAM.
pub(crate) fn define_iam(body: &mut Map) {
    let scheme = map! {
        "type" => "apiKey",
        "name" => "Authorization",
        "x-amazon-apigateway-authtype" => "awsSigv4",
        "in" => "header",
    };
    body.map_at("securityDefinitions").set(Text::foreign("AWS_IAM"), scheme);
}

/// The scheme of callers with an API key.
pub(crate) fn define_key(body: &mut Map) {
    let scheme = map! { "type" => "apiKey", "name" => "x-api-key", "in" => "header" };
    body.map_at("securityDefinitions").set("api_key", scheme);
}

/// An authorizer as a security scheme.
fn scheme(world: &World<'_>, id: &str, name: &Text, given: &Map) -> Result<Map, Fault> {
    let identity = identity(id, given)?;
    if given.given("UserPoolArn").is_some() {
        return Ok(cognito(given, &identity));
    }
    lambda(world, id, name, given, &identity)
}

fn identity(id: &str, given: &Map) -> Result<Map, Fault> {
    match given.given("Identity") {
        None => Ok(Map::new()),
        Some(Value::Map(identity)) => Ok(identity.clone()),
        Some(_) => Err(Fault::resource(
            id,
            "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, \
             LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).",
        )),
    }
}

fn header(identity: &Map) -> Value {
    identity.given("Header").cloned().unwrap_or_else(|| "Authorization".into())
}

fn cognito(given: &Map, identity: &Map) -> Map {
    let pools = given.given("UserPoolArn").map(Value::listed).unwrap_or_default();
    let mut authorizer = map! { "type" => "cognito_user_pools", "providerARNs" => pools };
    authorizer.maybe("identityValidationExpression", identity.given("ValidationExpression").cloned());
    map! {
        "type" => "apiKey",
        "name" => header(identity),
        "x-amazon-apigateway-authtype" => "cognito_user_pools",
        "in" => "header",
        "x-amazon-apigateway-authorizer" => authorizer,
    }
}

fn lambda(world: &World<'_>, id: &str, name: &Text, given: &Map, identity: &Map) -> Result<Map, Fault> {
    let payload = given.given("FunctionPayloadType").map_or_else(|| "TOKEN".into(), |kind| world.resolve(kind));
    let request = match payload.as_str() {
        Some("TOKEN") => false,
        Some("REQUEST") => true,
        _ => {
            let kind = crate::python::str3(&payload);
            let message = format!("{} Authorizer has invalid 'FunctionPayloadType': {kind}.", &**name);
            return Err(Fault::resource(id, message));
        }
    };
    let mut authorizer = Map::new();
    let partition = &world.inputs.partition;
    let uri = format!(
        "arn:{partition}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations"
    );
    let function = given.given("FunctionArn").cloned().unwrap_or_default();
    authorizer.set("authorizerUri", sub_with(uri, map! { "__FunctionArn__" => function }));
    authorizer.maybe("authorizerResultTtlInSeconds", identity.get("ReauthorizeEvery").cloned());
    if let Some(role) = given.given("FunctionInvokeRole").filter(|role| role.as_str() != Some("NONE")) {
        authorizer.set("authorizerCredentials", role);
    }
    if request {
        let source = identity_source(id, name, identity)?;
        authorizer.maybe("identitySource", source);
    } else {
        authorizer.maybe("identityValidationExpression", identity.given("ValidationExpression").cloned());
    }
    authorizer.set("type", if request { "request" } else { "token" });
    Ok(map! {
        "type" => "apiKey",
        "name" => if request { "Unused".into() } else { header(identity) },
        "x-amazon-apigateway-authtype" => "custom",
        "in" => "header",
        "x-amazon-apigateway-authorizer" => authorizer,
    })
}

fn identity_source(id: &str, name: &Text, identity: &Map) -> Result<Option<Value>, Fault> {
    let mut sources = Vec::new();
    for (key, prefix) in [
        ("Headers", "method.request.header."),
        ("QueryStrings", "method.request.querystring."),
        ("StageVariables", "stageVariables."),
        ("Context", "context."),
    ] {
        let Some(given) = identity.given(key) else { continue };
        let path = format!("Authorizers.{}.Identity.{key}", &**name);
        for (at, one) in a_list(id, given, &path)?.iter().enumerate() {
            sources.push(format!("{prefix}{}", a_text(id, one, &format!("{path}[{at}]"))?));
        }
    }
    if sources.is_empty() {
        let uncached = identity.get("ReauthorizeEvery").is_some_and(|every| !every.truthy() || is_intrinsic(every));
        if !uncached {
            let message = format!(
                "{} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.",
                &**name
            );
            return Err(Fault::resource(id, message));
        }
        return Ok(None);
    }
    Ok(Some(Text::foreign(sources.join(", ")).into()))
}

fn permit(world: &mut World<'_>, id: &str, name: &Text, given: &Map, inherited: &Map) -> Result<(), Fault> {
    let Some(function) = given.given("FunctionArn") else { return Ok(()) };
    match given.given("DisableFunctionDefaultPermissions") {
        None | Some(Value::Bool(false)) => {}
        Some(Value::Bool(true)) => return Ok(()),
        Some(_) => {
            let path = format!("Authorizers.{}.DisableFunctionDefaultPermissions", &**name);
            return Err(Fault::resource(id, format!("Property '{path}' should be a boolean.")));
        }
    }
    let partition = &world.inputs.partition;
    let arn = format!("arn:{partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/authorizers/*");
    let properties = map! {
        "Action" => "lambda:InvokeFunction",
        "FunctionName" => function,
        "Principal" => "apigateway.amazonaws.com",
        "SourceArn" => sub_with(arn, map! { "__ApiId__" => reference(id) }),
    };
    let permission = format!("{id}{}AuthorizerPermission", &**name);
    world.add(Made::new(permission, "AWS::Lambda::Permission", properties).with(inherited));
    Ok(())
}

/// Gives every method without an authorizer the default one.
fn set_default(body: &mut Map, default: &Text, scopes: Value, authorizers: &Map, preflight: bool) -> Result<(), Fault> {
    definition::each_method(body, |_, method, definition| {
        if &**method == "options" && !preflight {
            return Ok(());
        }
        let existing = definition.given("security").map(Value::listed).unwrap_or_default();
        let authorised = existing
            .iter()
            .filter_map(Value::as_map)
            .any(|one| one.keys().any(|key| authorizers.has(key) || matches!(&**key, "AWS_IAM" | "NONE")));
        if !authorised && &**default != "NONE" {
            let mut all = existing;
            all.push(map! { default => scopes.clone() }.into());
            definition.set("security", all);
        }
        Ok(())
    })
}

/// Asks every method for an API key, except those that say that they need none.
fn require_key(body: &mut Map, preflight: bool) -> Result<(), Fault> {
    definition::each_method(body, |_, method, definition| {
        if &**method == "options" && !preflight {
            return Ok(());
        }
        let existing = definition.given("security").map(Value::listed).unwrap_or_default();
        let refused = existing.iter().any(|one| one.get("api_key_false").is_some());
        let asked = existing.iter().any(|one| one.get("api_key").is_some());
        let mut all: Vec<Value> = existing.into_iter().filter(|one| one.get("api_key_false").is_none()).collect();
        if !refused && !asked {
            all.push(map! { "api_key" => list![] }.into());
        }
        definition.set("security", all);
        Ok(())
    })
}
