//! `AutoPublishAlias`: a version for each change of the code, and an alias that points to it.

use super::Function;
use crate::names::{alphanumeric, hashed};
use crate::value::{Map, Value, map};
use crate::world::{Made, World};
use crate::{Fault, intrinsics, python};

/// A function's published version and its alias.
pub(super) struct Published {
    pub(super) version: Made,
    pub(super) alias: Made,
    /// The alias's name.
    pub(super) name: Value,
}

/// Makes the version and the alias, if the function asks for one.
pub(super) fn publish(world: &World<'_>, function: &Function<'_>, lambda: &Made) -> Result<Option<Published>, Fault> {
    let Some(given) = function.properties.given("AutoPublishAlias") else { return Ok(None) };
    let name = world.resolve(given);
    let Some(text) = name.as_str() else {
        let message = "'AutoPublishAlias' must be a string or a Ref to a template parameter";
        return Err(Fault::resource(function.id, message));
    };
    if text.is_empty() || !text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        let message = "AutoPublishAlias name must contain only alphanumeric characters, hyphens and underscores";
        return Err(Fault::resource(function.id, message));
    }
    let version = version(world, function, lambda)?;
    let mut properties = map! {
        "Name" => text,
        "FunctionName" => intrinsics::reference(function.id),
        "FunctionVersion" => intrinsics::attribute(version.id.as_str(), "Version"),
    };
    properties.copy(function.properties, &["ProvisionedConcurrencyConfig"]);
    let id = format!("{}Alias{}", function.id, alphanumeric(text));
    let alias = Made::new(id, "AWS::Lambda::Alias", properties).with(&function.inherited_condition());
    Ok(Some(Published { version, alias, name: text.into() }))
}

fn version(world: &World<'_>, function: &Function<'_>, lambda: &Made) -> Result<Made, Fault> {
    let id = version_id(world, function, lambda)?;
    let mut properties = map! { "FunctionName" => intrinsics::reference(function.id) };
    properties.maybe("Description", function.properties.given("VersionDescription").cloned());
    properties.copy(function.properties, &["FunctionScalingConfig"]);
    let policy = function.properties.given("VersionDeletionPolicy").map(|policy| world.resolve(policy));
    let mut attributes = function.inherited_condition();
    attributes.set("DeletionPolicy", policy.as_ref().and_then(Value::as_str).unwrap_or("Retain"));
    Ok(Made::new(id, "AWS::Lambda::Version", properties).with(&attributes))
}

/// A version's logical id changes with what it is a version of.
fn version_id(world: &World<'_>, function: &Function<'_>, lambda: &Made) -> Result<String, Fault> {
    let prefix = format!("{}Version", function.id);
    if let Some(sha) = function.properties.given("AutoPublishCodeSha256") {
        let sha = world.resolve(sha);
        let Some(sha) = sha.as_str() else {
            return Err(Fault::resource(function.id, "AutoPublishCodeSha256 must be a string"));
        };
        return Ok(format!("{prefix}{}", sha.get(..10).unwrap_or(sha)));
    }
    if function.properties.given("AutoPublishAliasAllProperties").is_some_and(Value::truthy) {
        let mut properties: Map = lambda.properties().clone();
        properties.remove("Role");
        return Ok(hashed(&prefix, &properties.into()));
    }
    let code = lambda.properties().get("Code").cloned().unwrap_or_default();
    Ok(format!("{prefix}{}", python::short_hash(&python::json(&code))))
}
