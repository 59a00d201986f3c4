//! `Cors` of a REST API: an `OPTIONS` method for each path.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html>

use crate::definition::{self, ANY_METHOD, INTEGRATION, is_method_key};
use crate::intrinsics::is_intrinsic;
use crate::value::{Map, Text, Value, list, map};
use crate::{Fault, python};

const KEYS: &[&str] = &["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"];

/// What preflight requests are answered.
pub(crate) struct Cors {
    origin: Value,
    methods: Option<Value>,
    headers: Option<Value>,
    max_age: Option<Value>,
    credentials: bool,
}

/// Reads the property: an origin, or a map.
pub(crate) fn read(id: &str, given: &Value) -> Result<Cors, Fault> {
    let all = Cors { origin: given.clone(), methods: None, headers: None, max_age: None, credentials: false };
    if given.as_str().is_some() || is_intrinsic(given) {
        return Ok(all);
    }
    let Some(map) = given.as_map() else {
        return Err(Fault::resource(id, "Invalid value for 'Cors' property"));
    };
    if map.keys().any(|key| !KEYS.contains(&&**key)) {
        return Err(Fault::resource(id, "Invalid value for 'Cors' property."));
    }
    let origin = map.given("AllowOrigin").cloned().unwrap_or_else(|| "'*'".into());
    let credentials = map.given("AllowCredentials").is_some_and(Value::truthy);
    if credentials && origin.as_str() == Some("'*'") {
        let message = "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set";
        return Err(Fault::resource(id, message));
    }
    Ok(Cors {
        origin,
        methods: map.given("AllowMethods").cloned(),
        headers: map.given("AllowHeaders").cloned(),
        max_age: map.given("MaxAge").cloned(),
        credentials,
    })
}

/// Adds the methods.
pub(crate) fn apply(body: &mut Map, cors: &Cors) -> Result<(), Fault> {
    for (path, item) in definition::paths_mut(body).iter_mut() {
        definition::check_path(path, item)?;
        for branch in definition::branches_mut(item) {
            if branch.has("options") {
                continue;
            }
            let methods = cors.methods.clone().unwrap_or_else(|| methods_of(branch));
            branch.set("options", options(cors, methods));
        }
    }
    Ok(())
}

/// The methods of a path, in quotes.
fn methods_of(branch: &Map) -> Value {
    let mut methods: Vec<String> = if branch.has(ANY_METHOD) {
        ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"].map(str::to_owned).into()
    } else {
        branch.keys().filter(|key| is_method_key(key)).map(|key| key.to_uppercase()).collect()
    };
    methods.push("OPTIONS".to_owned());
    methods.retain(|method| VERBS.contains(&method.as_str()));
    methods.sort();
    methods.dedup();
    format!("'{}'", methods.join(",")).into()
}

const VERBS: &[&str] = &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

const HEADER: &str = "method.response.header.";

fn parameters(cors: &Cors, methods: Value) -> Map {
    let given = [
        ("Access-Control-Allow-Origin", Some(cors.origin.clone())),
        ("Access-Control-Allow-Methods", Some(methods)),
        ("Access-Control-Allow-Credentials", cors.credentials.then(|| "'true'".into())),
        ("Access-Control-Allow-Headers", cors.headers.clone()),
        ("Access-Control-Max-Age", cors.max_age.clone()),
    ];
    let mut parameters = Map::new();
    for (name, value) in given {
        parameters.maybe(format!("{HEADER}{name}"), value.filter(Value::truthy));
    }
    parameters
}

/// The headers that the parameters set, written in the order in which the parameters are read.
fn headers(parameters: &Map) -> Map {
    let names: Vec<&str> = parameters.keys().filter_map(|name| name.strip_prefix(HEADER)).collect();
    let kind = |name: &str| if name.ends_with("Max-Age") { "integer" } else { "string" };
    let order = python::table_order(parameters);
    let named = order.into_iter().filter_map(|at| names.get(at));
    named.map(|name| (Text::from(*name), map! { "type" => kind(name) }.into())).collect()
}

fn options(cors: &Cors, methods: Value) -> Map {
    let parameters = parameters(cors, methods);
    let headers = headers(&parameters);
    // The order in which keys are written is part of the deployment's hash.
    let answer = map! {
        "responseParameters" => parameters,
        "responseTemplates" => map! { "application/json" => "{}\n" },
        "statusCode" => "200",
    };
    map! {
        "produces" => list!["application/json"],
        "responses" => map! {
            "200" => map! { "description" => "Default response for CORS method", "headers" => headers },
        },
        "consumes" => list!["application/json"],
        "summary" => "CORS support",
        INTEGRATION => map! {
            "requestTemplates" => map! { "application/json" => "{\n  \"statusCode\" : 200\n}\n" },
            "responses" => map! { "default" => answer },
            "type" => "mock",
        },
    }
}
