//! `GET /_tradewind/logs?group=/aws/lambda/orders&account=...&region=...&next=...`: what functions have written.

use std::sync::Arc;

use http::StatusCode;
use serde_json::json;

use super::{json_answer, problem};
use crate::config::{DEFAULT_ACCOUNT, is_account, is_region};
use crate::edge::{Answer, form};
use crate::functions::log_files::{Group, LogFiles, Place};

/// One page; the next one begins where its `next` says.
pub(super) async fn answer(files: &Arc<LogFiles>, region: &str, query: &str) -> Answer {
    let (group, from) = match read(query, region) {
        Ok(asked) => asked,
        Err(message) => return problem(StatusCode::BAD_REQUEST, &message),
    };
    let files = files.clone();
    let page = tokio::task::spawn_blocking(move || files.read(&group, from)).await;
    match page.map_err(std::io::Error::other).flatten() {
        Ok(page) => json_answer(StatusCode::OK, &json!(page)),
        Err(error) => {
            problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("The files of the log can't be read: {error}"))
        }
    }
}

fn read(query: &str, region: &str) -> Result<(Group, Option<Place>), String> {
    let given = |name: &str| form::find(query.as_bytes(), name.as_bytes()).map(std::borrow::Cow::into_owned);
    let name = given("group").filter(|name| !name.is_empty()).ok_or("Name a log group: group=/aws/lambda/NAME")?;
    let account = given("account").unwrap_or_else(|| DEFAULT_ACCOUNT.to_owned());
    if !is_account(&account) {
        return Err("An account has 12 digits.".to_owned());
    }
    let region = given("region").unwrap_or_else(|| region.to_owned());
    if !is_region(&region) {
        return Err("This is not the name of a region.".to_owned());
    }
    let from = given("next").map(|next| next.parse().map_err(|()| "This is not where a page has ended.".to_owned()));
    Ok((Group { account, region, name }, from.transpose()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_needed_and_the_rest_has_defaults() {
        let (group, from) = read("group=%2Faws%2Flambda%2Fa", "eu-west-1").unwrap();
        assert_eq!((group.account.as_str(), group.region.as_str()), (DEFAULT_ACCOUNT, "eu-west-1"));
        assert_eq!((group.name.as_str(), from), ("/aws/lambda/a", None));
        let (group, from) = read("group=g&account=123456789012&region=us-east-1&next=3%3A99", "eu-west-1").unwrap();
        assert_eq!((group.account.as_str(), group.region.as_str()), ("123456789012", "us-east-1"));
        assert_eq!(from.unwrap().to_string(), "3:99");
        for wrong in ["", "group=", "group=g&account=12", "group=g&region=%2F..", "group=g&next=soon"] {
            assert!(read(wrong, "eu-west-1").is_err(), "{wrong}");
        }
    }
}
