//! `FunctionUrlConfig`: a function's own URL.

use super::Function;
use super::version::Published;
use crate::Fault;
use crate::check::a_map;
use crate::intrinsics::{is_intrinsic, reference};
use crate::value::{Map, Value, map};
use crate::world::{Made, World};

const CORS: &[&str] = &["AllowOrigins", "AllowMethods", "AllowCredentials", "AllowHeaders", "ExposeHeaders", "MaxAge"];

/// Makes the URL and, if it is open to everybody, the permissions for that.
pub(super) fn expose(
    world: &mut World<'_>,
    function: &Function<'_>,
    config: &Value,
    published: Option<&Published>,
) -> Result<(), Fault> {
    let id = function.id;
    let config = a_map(id, config, "FunctionUrlConfig")?;
    let Some(auth) = config.given("AuthType") else {
        return Err(Fault::resource(
            id,
            "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.",
        ));
    };
    if !is_intrinsic(auth) && !matches!(auth.as_str(), Some("AWS_IAM" | "NONE")) {
        return Err(Fault::resource(
            id,
            "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.",
        ));
    }
    check_cors(id, config)?;
    let mut properties = map! { "AuthType" => auth, "TargetFunctionArn" => target(id, published) };
    properties.copy(config, &["Cors", "InvokeMode"]);
    world.add(Made::new(format!("{id}Url"), "AWS::Lambda::Url", properties).with(&function.inherited));
    if world.resolve(auth).as_str() == Some("NONE") {
        open(world, function, auth, published);
    }
    Ok(())
}

fn check_cors(id: &str, config: &Map) -> Result<(), Fault> {
    let Some(cors) = config.given("Cors").filter(|cors| !is_intrinsic(cors)) else { return Ok(()) };
    for key in a_map(id, cors, "FunctionUrlConfig.Cors")?.keys() {
        if !CORS.contains(&&**key) {
            let message = format!("{} is not a valid property for configuring Cors.", &**key);
            return Err(Fault::resource(id, message));
        }
    }
    Ok(())
}

/// Whose URL it is: the published alias's (a reference to it is its ARN), or the function's.
fn target(id: &str, published: Option<&Published>) -> Value {
    published.map_or_else(|| reference(id), |published| reference(published.alias.id.as_str()))
}

/// Everybody may call the URL, and invoke the function through it.
fn open(world: &mut World<'_>, function: &Function<'_>, auth: &Value, published: Option<&Published>) {
    let id = function.id;
    let target = target(id, published);
    let call = map! {
        "Action" => "lambda:InvokeFunctionUrl",
        "FunctionName" => target.clone(),
        "Principal" => "*",
        "FunctionUrlAuthType" => auth,
    };
    let invoke = map! {
        "Action" => "lambda:InvokeFunction",
        "FunctionName" => target,
        "Principal" => "*",
        "InvokedViaFunctionUrl" => true,
    };
    for (suffix, properties) in [("UrlPublicPermissions", call), ("URLInvokeAllowPublicAccess", invoke)] {
        world.add(Made::new(format!("{id}{suffix}"), "AWS::Lambda::Permission", properties).with(&function.inherited));
    }
}
