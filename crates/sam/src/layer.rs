//! `AWS::Serverless::LayerVersion`: a layer whose every change is a new version.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html>

use crate::check::{ANY, BOOL, LIST, MUST, TEXT, Table, check};
use crate::intrinsics::is_intrinsic;
use crate::names::hashed;
use crate::value::{Map, Value, map};
use crate::world::{Made, World, kept};
use crate::{Fault, function};

const TABLE: Table = &[
    ("LayerName", TEXT),
    ("Description", TEXT),
    ("ContentUri", ANY | MUST),
    ("CompatibleArchitectures", LIST),
    ("CompatibleRuntimes", LIST),
    ("LicenseInfo", ANY),
    ("RetentionPolicy", ANY),
    ("PublishLambdaVersion", BOOL),
];

const POLICIES: &str = "['Retain', 'Delete']";

/// Makes the layer's version. Its logical id carries a hash over all of the resource, so that a change makes a new one.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::LayerVersion", given, TABLE)?;
    let retention = retention(world, id, given, resource)?;
    let mut own = given.clone();
    own.set("LayerName", given.given("LayerName").map_or_else(|| id.into(), |name| world.resolve(name)));
    if let Some(license) = given.given("LicenseInfo") {
        let license = world.resolve(license);
        if license.as_str().is_none() && !is_intrinsic(&license) {
            return Err(Fault::resource(id, "Property 'LicenseInfo' should be a string."));
        }
        own.set("LicenseInfo", license);
    }
    let new = hashed(id, &named(world, id, given, resource));
    check_architectures(&new, world, given)?;
    let mut properties = Map::new();
    properties
        .copy(&own, &["LayerName", "Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"]);
    let content = given.given("ContentUri").cloned().unwrap_or_default();
    properties.set("Content", function::location(id, &content, "ContentUri")?);
    let mut attributes = kept(resource);
    attributes.set("DeletionPolicy", retention);
    world.renamed.insert(id.to_owned(), new.clone());
    world.add(Made::new(new, "AWS::Lambda::LayerVersion", properties).with(&attributes));
    Ok(())
}

/// What the hash is made over: the resource but its policies, three properties as parameters make them.
fn named(world: &World<'_>, id: &str, given: &Map, resource: &Map) -> Value {
    let mut properties = given.clone();
    for key in ["LayerName", "LicenseInfo", "RetentionPolicy"] {
        properties.maybe(key, given.given(key).map(|value| world.resolve(value)));
    }
    let mut whole = resource.clone();
    whole.remove("DeletionPolicy");
    whole.remove("UpdateReplacePolicy");
    whole.set("Properties", properties);
    map! { id => whole }.into()
}

fn retention(world: &World<'_>, id: &str, given: &Map, resource: &Map) -> Result<&'static str, Fault> {
    let Some(policy) = given.given("RetentionPolicy") else {
        return Ok(match resource.get("DeletionPolicy").and_then(Value::as_str) {
            Some("Delete") => "Delete",
            _ => "Retain",
        });
    };
    if is_intrinsic(policy) {
        let Some(name) = policy.get("Ref").and_then(Value::as_str) else {
            let message = format!(
                "'RetentionPolicy' does not accept intrinsic functions, please use one of the following options: {POLICIES}"
            );
            return Err(Fault::resource(id, message));
        };
        return match world.parameters.get(name) {
            Some(Value::Text(text)) => named_policy(id, text),
            _ => Err(Fault::resource(
                id,
                "Could not resolve parameter for 'RetentionPolicy' or parameter is not a String.",
            )),
        };
    }
    named_policy(id, policy.as_str().unwrap_or_default())
}

fn named_policy(id: &str, text: &str) -> Result<&'static str, Fault> {
    match text.to_ascii_lowercase().as_str() {
        "retain" => Ok("Retain"),
        "delete" => Ok("Delete"),
        _ => {
            let message = format!("'RetentionPolicy' must be one of the following options: {POLICIES}.");
            Err(Fault::resource(id, message))
        }
    }
}

fn check_architectures(id: &str, world: &World<'_>, given: &Map) -> Result<(), Fault> {
    let Some(Value::List(items)) = given.given("CompatibleArchitectures") else { return Ok(()) };
    for item in items {
        let item = world.resolve(item);
        if !is_intrinsic(&item) && !matches!(item.as_str(), Some("x86_64" | "arm64")) {
            return Err(Fault::resource(id, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'"));
        }
    }
    Ok(())
}
