//! [`AWS::Logs::QueryDefinition`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-querydefinition.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, text_at,
};

use super::{call, drop_it};

static PROPERTIES: &[Property] = &[
    Property::new("LogGroupNames", Kind::List(&Kind::String)),
    Property::new("Name", Kind::String).required(),
    Property::refused("Parameters", "saved queries with parameters are not built yet"),
    Property::new("QueryLanguage", Kind::String),
    Property::new("QueryString", Kind::String).required(),
];

handler!(QueryDefinition: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Logs::QueryDefinition", PROPERTIES, &["QueryDefinitionId"], QueryDefinition)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted, Request::new().with("clientToken", wanted.token.as_str())).await
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted, Request::new().with("queryDefinitionId", existing.id.as_str())).await
}

async fn put(caller: &Caller, wanted: &Wanted, request: Request) -> Result<Progress, Failure> {
    let request = request
        .maybe("name", wanted.text("Name"))
        .maybe("queryString", wanted.text("QueryString"))
        .maybe("queryLanguage", wanted.text("QueryLanguage"))
        .maybe("logGroupNames", wanted.property("LogGroupNames").cloned());
    let query = call(caller, "PutQueryDefinition", request).await?;
    let id = text_at(&query, &["queryDefinitionId"]);
    Ok(Made::new(id).with("QueryDefinitionId", id).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    drop_it(caller, "DeleteQueryDefinition", Request::new().with("queryDefinitionId", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
