//! `Cors` of a REST API: an `OPTIONS` method for each path.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html>

use crate::Fault;
use crate::definition::{self, ANY_METHOD, INTEGRATION, is_method_key};
use crate::intrinsics::is_intrinsic;
use crate::value::{Map, Text, Value, list, map};

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
    Text::foreign(format!("'{}'", methods.join(","))).into()
}

const VERBS: &[&str] = &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

fn options(cors: &Cors, methods: Value) -> Map {
    let mut parameters = Map::new();
    let mut headers = Map::new();
    let mut add = |name: &str, value: Option<Value>, kind: &str| {
        if let Some(value) = value.filter(Value::truthy) {
            parameters.set(format!("method.response.header.{name}"), value);
            headers.set(name, map! { "type" => kind });
        }
    };
    add("Access-Control-Allow-Headers", cors.headers.clone(), "string");
    add("Access-Control-Allow-Methods", Some(methods), "string");
    add("Access-Control-Allow-Origin", Some(cors.origin.clone()), "string");
    add("Access-Control-Max-Age", cors.max_age.clone(), "integer");
    add("Access-Control-Allow-Credentials", cors.credentials.then(|| "'true'".into()), "string");
    let answer = map! {
        "statusCode" => "200",
        "responseParameters" => parameters,
        "responseTemplates" => map! { "application/json" => "{}\n" },
    };
    map! {
        "summary" => "CORS support",
        "consumes" => list!["application/json"],
        "produces" => list!["application/json"],
        INTEGRATION => map! {
            "type" => "mock",
            "requestTemplates" => map! { "application/json" => "{\n  \"statusCode\" : 200\n}\n" },
            "responses" => map! { "default" => answer },
        },
        "responses" => map! {
            "200" => map! { "description" => "Default response for CORS method", "headers" => headers },
        },
    }
}
