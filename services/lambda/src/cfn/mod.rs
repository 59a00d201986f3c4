//! The CloudFormation resource types Lambda owns.

mod alias;
mod event_invoke_config;
mod event_source_mapping;
mod function;
mod inline;
mod layer_permission;
mod layer_version;
mod permission;
mod provisioned;
mod settings;
mod update;
mod url;
mod version;

use tradewind_resource::{Caller, Failure, HandlerErrorCode, Request, ResourceType};
use tradewind_wire::Document;

/// Functions, what belongs to them, and layers.
pub fn resource_types() -> Vec<ResourceType> {
    vec![
        alias::resource_type(),
        event_invoke_config::resource_type(),
        event_source_mapping::resource_type(),
        function::resource_type(),
        layer_permission::resource_type(),
        layer_version::resource_type(),
        permission::resource_type(),
        url::resource_type(),
        version::resource_type(),
    ]
}

async fn call(caller: &Caller, operation: &str, request: Request) -> Result<Document, Failure> {
    caller.call("lambda", operation, request).await
}

/// A call that makes something. Lambda says of what is there already that it is in conflict.
async fn make(caller: &Caller, operation: &str, request: Request, again: bool) -> Result<Option<Document>, Failure> {
    match caller.call("lambda", operation, request).await {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if failure.code != HandlerErrorCode::ResourceConflict => Err(failure),
        Err(_) if again => Ok(None),
        Err(failure) => Err(Failure::new(HandlerErrorCode::AlreadyExists, failure.message)),
    }
}

/// A call on something that may be gone already.
async fn drop_it(caller: &Caller, operation: &str, request: Request) -> Result<(), Failure> {
    caller.call_if_there("lambda", operation, request).await.map(drop)
}

/// The text of an answer's member; empty where it is absent.
fn told<'a>(answer: &'a Document, name: &str) -> &'a str {
    answer.get(name).and_then(Document::as_str).unwrap_or_default()
}

/// The ARN of a function that a template names by its name, its partial ARN or its ARN, with a qualifier or without.
fn function_arn(caller: &Caller, named: &str) -> String {
    if named.starts_with("arn:") {
        return named.to_owned();
    }
    let name = named.split_once(":function:").map_or(named, |(_, name)| name);
    caller.arn("lambda", &["function:", name].concat())
}
