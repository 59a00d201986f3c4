//! `Auth` of GraphQL APIs: how callers are told apart.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-graphqlapi-auth.html>

use super::Api;
use crate::Fault;
use crate::check::{a_list, a_map};
use crate::value::{Map, Value};

/// SAM's names of the settings, and AppSync's.
const SETTINGS: &[(&str, &str)] = &[
    ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
    ("OpenIDConnect", "OpenIDConnectConfig"),
    ("UserPool", "UserPoolConfig"),
];

/// Writes the ways, the default first; answers the functions that authorise.
pub(super) fn write(api: &Api<'_>, properties: &mut Map) -> Result<Vec<Value>, Fault> {
    let auth = api.given.given("Auth").and_then(Value::as_map).cloned().unwrap_or_default();
    let mut functions = Vec::new();
    properties.extend(way(api, &auth, "Auth", &mut functions)?);
    if let Some(settings) = properties.get_mut("UserPoolConfig").and_then(Value::as_map_mut)
        && !settings.has("DefaultAction")
    {
        settings.set("DefaultAction", "ALLOW");
    }
    let Some(more) = auth.given("Additional") else { return Ok(functions) };
    let mut all = Vec::new();
    for (at, one) in a_list(api.id, more, "Auth.Additional")?.iter().enumerate() {
        let path = format!("Auth.Additional[{at}]");
        let mut one = way(api, a_map(api.id, one, &path)?, &path, &mut functions)?;
        // Only the default way has a default action.
        if let Some(settings) = one.get_mut("UserPoolConfig").and_then(Value::as_map_mut) {
            settings.remove("DefaultAction");
        }
        all.push(Value::from(one));
    }
    properties.set("AdditionalAuthenticationProviders", all);
    Ok(functions)
}

fn way(api: &Api<'_>, given: &Map, path: &str, functions: &mut Vec<Value>) -> Result<Map, Fault> {
    let Some(kind) = given.given("Type") else {
        return Err(api.fault(format!("Property '{path}.Type' is required.")));
    };
    let mut out = Map::new();
    out.set("AuthenticationType", kind);
    for (from, to) in SETTINGS {
        out.maybe(*to, given.given(from).cloned());
    }
    let function = given.given("LambdaAuthorizer").and_then(|settings| settings.get("AuthorizerUri"));
    functions.extend(function.cloned());
    Ok(out)
}
