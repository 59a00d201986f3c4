//! `AWS::Serverless::Application`: a nested stack, from a template or from the Serverless Application Repository.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html>
//!
//! The transform reaches no repository: an `ApplicationId` is refused as one that can't be accessed.

use crate::check::{ANY, LIST, MAP, MUST, TEXT, Table, check};
use crate::intrinsics::is_intrinsic;
use crate::value::{Map, Value};
use crate::world::{Made, World, kept};
use crate::{Fault, python, tags};

const TABLE: Table = &[
    ("Location", TEXT | MAP | MUST),
    ("TemplateUrl", TEXT),
    ("Parameters", MAP),
    ("NotificationARNs", LIST),
    ("Tags", MAP),
    ("TimeoutInMinutes", ANY),
];

/// Makes the nested stack.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::Application", given, TABLE)?;
    let tags = tags::marked(id, tags::FUNCTION_MARK, given.given("Tags"))?;
    let location = given.given("Location").cloned().unwrap_or_default();
    if let Some(map) = location.as_map().filter(|_| !is_intrinsic(&location)) {
        refuse_repository(world, id, map)?;
    }
    let mut properties = Map::new();
    properties.set("TemplateURL", location);
    properties.copy(given, &["Parameters", "NotificationARNs", "TimeoutInMinutes"]);
    properties.set("Tags", tags);
    world.add(Made::new(id, "AWS::CloudFormation::Stack", properties).with(&kept(resource)));
    Ok(())
}

fn refuse_repository(world: &World<'_>, id: &str, location: &Map) -> Result<(), Fault> {
    for key in ["ApplicationId", "SemanticVersion"] {
        let Some(value) = location.given(key) else {
            return Err(Fault::resource(id, format!("Property '{key}' is required.")));
        };
        let value = world.resolve_all(value);
        if value.as_str().is_none() {
            return Err(Fault::resource(
                id,
                format!(
                    "Property '{key}' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported."
                ),
            ));
        }
    }
    let application = location.given("ApplicationId").map(|value| world.resolve_all(value)).unwrap_or_default();
    Err(Fault::resource(id, format!("Cannot access application: {}.", python::str3(&application))))
}
