//! PutQueryDefinition, DescribeQueryDefinitions and DeleteQueryDefinition. Saved queries are kept and returned; nothing runs them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tradewind_cloud::Context;
use tradewind_store::{Record, StoreError, decode, encode, prefix};

use crate::api::{
    DeleteQueryDefinitionRequest, DeleteQueryDefinitionResponse, DescribeQueryDefinitionsRequest,
    DescribeQueryDefinitionsResponse, PutQueryDefinitionRequest, PutQueryDefinitionResponse, QueryDefinition,
};
use crate::error::LogsError;
use crate::limits::QUERY_DEFINITIONS;
use crate::page::Page;
use crate::{Logs, keys};

#[derive(Debug, Serialize, Deserialize)]
struct QueryRecord {
    language: String,
    name: String,
    text: String,
    groups: Vec<String>,
    modified: u64,
}

impl Record for QueryRecord {
    const VERSION: u8 = 1;
}

fn shape(id: &str, query: QueryRecord) -> QueryDefinition {
    QueryDefinition {
        query_language: Some(query.language),
        query_definition_id: Some(id.to_owned()),
        name: Some(query.name),
        query_string: Some(query.text),
        last_modified: Some(query.modified.cast_signed()),
        log_group_names: Some(query.groups),
        parameters: None,
    }
}

fn unknown() -> LogsError {
    LogsError::NotFound("Unknown query definition id".to_owned())
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html>
pub(crate) async fn put_query_definition(
    logs: Arc<Logs>,
    ctx: Context,
    input: PutQueryDefinitionRequest,
) -> Result<PutQueryDefinitionResponse, LogsError> {
    if input.parameters.is_some_and(|parameters| !parameters.is_empty()) {
        return Err(LogsError::not_built("A saved query with parameters"));
    }
    let query = QueryRecord {
        language: input.query_language.unwrap_or_else(|| "CWLI".to_owned()),
        name: input.name,
        text: input.query_string,
        groups: input.log_group_names.unwrap_or_default(),
        modified: ctx.now().as_millis(),
    };
    // A client that sends its call again makes one query: the token names it.
    let made = || input.client_token.clone().unwrap_or_else(|| logs.parts.random.uuid_v4());
    let (id, is_new) = input.query_definition_id.clone().map_or_else(|| (made(), true), |id| (id, false));
    logs.control(&ctx).write(ctx.mark(), |tx, ()| {
        let is_there = tx.get(keys::query(&id))?.is_some();
        if !is_new && !is_there {
            return Err(unknown());
        }
        if !is_there && tx.scan(prefix([keys::QUERY])).count() >= QUERY_DEFINITIONS {
            return Err(LogsError::LimitExceeded);
        }
        tx.put(keys::query(&id), encode(&query));
        Ok(())
    })?;
    Ok(PutQueryDefinitionResponse { query_definition_id: Some(id) })
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html>
pub(crate) async fn describe_query_definitions(
    logs: Arc<Logs>,
    ctx: Context,
    input: DescribeQueryDefinitionsRequest,
) -> Result<DescribeQueryDefinitionsResponse, LogsError> {
    let page = Page::asked(input.next_token.as_deref(), input.max_results)?;
    let begin = input.query_definition_name_prefix.unwrap_or_default();
    let language = input.query_language;
    let found = logs.control(&ctx).read(ctx.mark(), |view, ()| {
        let mut found = Vec::new();
        for row in view.scan(prefix([keys::QUERY])) {
            let (key, row) = row?;
            let id = String::from_utf8_lossy(key.get(1..).unwrap_or_default()).into_owned();
            let query: QueryRecord = decode(&row)?;
            let is_wanted =
                query.name.starts_with(&begin) && language.as_ref().is_none_or(|one| *one == query.language);
            if page.is_next(&id) && is_wanted {
                found.push(shape(&id, query));
            }
        }
        Ok::<_, StoreError>(found)
    })?;
    let (definitions, next_token) =
        page.take(found.into_iter(), |query| query.query_definition_id.as_deref().unwrap_or_default());
    Ok(DescribeQueryDefinitionsResponse { query_definitions: Some(definitions), next_token })
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html>
pub(crate) async fn delete_query_definition(
    logs: Arc<Logs>,
    ctx: Context,
    input: DeleteQueryDefinitionRequest,
) -> Result<DeleteQueryDefinitionResponse, LogsError> {
    let id = input.query_definition_id;
    logs.control(&ctx).write(ctx.mark(), |tx, ()| {
        if tx.get(keys::query(&id))?.is_none() {
            return Err(unknown());
        }
        tx.delete(keys::query(&id));
        Ok(())
    })?;
    Ok(DeleteQueryDefinitionResponse { success: Some(true) })
}
