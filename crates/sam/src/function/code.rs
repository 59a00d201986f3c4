//! Where a function's or layer's code comes from.

use super::Function;
use crate::Fault;
use crate::intrinsics::is_intrinsic;
use crate::value::{Map, Text, Value, map};
use crate::world::World;

/// The `Code` of a function.
pub(super) fn of_function(world: &World<'_>, function: &Function<'_>) -> Result<Value, Fault> {
    let (id, given) = (function.id, function.properties);
    let package = given.given("PackageType").map_or_else(|| "Zip".into(), |kind| world.resolve(kind));
    let mut code = match package.as_str() {
        Some("Image") => {
            let Some(image) = given.given("ImageUri") else {
                return Err(Fault::resource(id, "'ImageUri' must be set."));
            };
            map! { "ImageUri" => image }
        }
        _ => zip(id, given)?,
    };
    code.maybe("SourceKMSKeyArn", given.given("SourceKMSKeyArn").cloned());
    Ok(code.into())
}

fn zip(id: &str, given: &Map) -> Result<Map, Fault> {
    if given.given("Runtime").is_none() || given.given("Handler").is_none() {
        let message = "Runtime and Handler needs to be present when PackageType is of type `Zip`";
        return Err(Fault::resource(id, message));
    }
    match (given.given("InlineCode"), given.given("CodeUri")) {
        (Some(inline), None) => Ok(map! { "ZipFile" => inline }),
        (None, Some(uri)) => location(id, uri, "CodeUri"),
        (None, None) | (Some(_), Some(_)) => {
            Err(Fault::resource(id, "Only one of 'InlineCode' or 'CodeUri' can be set."))
        }
    }
}

/// A place in S3, given as a map or as a URI, in the words of Lambda.
pub(crate) fn location(id: &str, uri: &Value, property: &str) -> Result<Map, Fault> {
    let bucket = bucket_and_key(id, uri, property)?;
    let mut code = Map::new();
    for (from, to) in [("Bucket", "S3Bucket"), ("Key", "S3Key"), ("Version", "S3ObjectVersion")] {
        code.maybe(to, bucket.given(from).cloned());
    }
    Ok(code)
}

/// A place in S3, given as a map or as a URI: `Bucket`, `Key` and perhaps `Version`.
pub(crate) fn bucket_and_key(id: &str, uri: &Value, property: &str) -> Result<Map, Fault> {
    match uri {
        Value::Map(map) if !is_intrinsic(uri) => {
            if map.given("Bucket").is_none() || map.given("Key").is_none() {
                let message = format!("'{property}' requires Bucket and Key properties to be specified.");
                return Err(Fault::resource(id, message));
            }
            let mut place = Map::new();
            place.copy(map, &["Bucket", "Key", "Version"]);
            Ok(place)
        }
        Value::Text(text) => parse(text).ok_or_else(|| not_s3(id, property)),
        value if is_intrinsic(value) => Err(not_s3(id, property)),
        _ => Err(Fault::resource(id, format!("'{property}' must be of type dict or string."))),
    }
}

fn not_s3(id: &str, property: &str) -> Fault {
    let message = format!(
        "'{property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter."
    );
    Fault::resource(id, message)
}

/// `s3://bucket/key?versionId=...`
fn parse(uri: &str) -> Option<Map> {
    let (path, query) = match uri.strip_prefix("s3://")?.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (uri.strip_prefix("s3://")?, None),
    };
    let (bucket, key) = path.split_once('/')?;
    let key = key.trim_start_matches('/');
    if bucket.is_empty() || key.is_empty() || bucket.contains(['[', ']']) {
        return None;
    }
    let mut place = map! { "Bucket" => Text::foreign(bucket), "Key" => Text::foreign(key) };
    let version = query.and_then(|query| query.split('&').find_map(|part| part.strip_prefix("versionId=")));
    place.maybe("Version", version.map(Text::foreign));
    Some(place)
}
