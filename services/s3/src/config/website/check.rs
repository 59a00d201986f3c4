//! What a site's configuration may say.

use crate::api::{Condition, Redirect, RoutingRule, WebsiteConfiguration};
use crate::error::S3Error;

/// Routing rules of a site.
const RULES: usize = 50;
const PROTOCOL: &str =
    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.";

/// Refuses what can't be a site.
pub(super) fn check(site: &WebsiteConfiguration) -> Result<(), S3Error> {
    let rules = site.routing_rules.as_deref().unwrap_or_default();
    if let Some(all) = &site.redirect_all_requests_to {
        if site.index_document.is_some() || site.error_document.is_some() || !rules.is_empty() {
            let text = "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.";
            return Err(S3Error::invalid_request(text));
        }
        if all.host_name.is_empty() {
            return Err(S3Error::malformed_xml());
        }
        return check_protocol(all.protocol.as_deref());
    }
    let Some(index) = &site.index_document else {
        let text = "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty";
        return Err(S3Error::invalid_argument(text, "IndexDocument", "null"));
    };
    if index.suffix.is_empty() || index.suffix.contains('/') {
        return Err(S3Error::invalid_argument(
            "The IndexDocument Suffix is not well formed",
            "IndexDocument",
            &index.suffix,
        ));
    }
    if let Some(error) = site.error_document.as_ref().filter(|error| error.key.is_empty()) {
        return Err(S3Error::invalid_argument("The ErrorDocument Key is not well formed", "ErrorDocument", &error.key));
    }
    if rules.len() > RULES {
        let text = format!(
            "{} routing rules provided, the number of routing rules in a website configuration is limited to 50.",
            rules.len()
        );
        return Err(S3Error::invalid_request(text));
    }
    rules.iter().try_for_each(check_rule)
}

fn check_rule(rule: &RoutingRule) -> Result<(), S3Error> {
    if let Some(condition) = &rule.condition {
        check_condition(condition)?;
    }
    check_redirect(&rule.redirect)
}

fn check_condition(condition: &Condition) -> Result<(), S3Error> {
    if condition.key_prefix_equals.is_none() && condition.http_error_code_returned_equals.is_none() {
        let text = "Condition cannot be empty. To redirect all requests without a condition, the condition element \
                    shouldn't be present.";
        return Err(S3Error::invalid_request(text));
    }
    match &condition.http_error_code_returned_equals {
        Some(code) if !is_code(code, 400..600) => {
            let text = format!("The provided HTTP error code ({code}) is not valid. Valid codes are 4XX or 5XX.");
            Err(S3Error::invalid_request(text))
        }
        _ => Ok(()),
    }
}

fn check_redirect(redirect: &Redirect) -> Result<(), S3Error> {
    if *redirect == Redirect::default() {
        return Err(S3Error::malformed_xml());
    }
    if redirect.replace_key_with.is_some() && redirect.replace_key_prefix_with.is_some() {
        return Err(S3Error::invalid_request("You can only define ReplaceKeyPrefix or ReplaceKey but not both."));
    }
    if let Some(code) = redirect.http_redirect_code.as_ref().filter(|code| !is_code(code, 301..400)) {
        let text = format!("The provided HTTP redirect code ({code}) is not valid. Valid codes are 3XX except 300.");
        return Err(S3Error::invalid_request(text));
    }
    check_protocol(redirect.protocol.as_deref())
}

fn check_protocol(protocol: Option<&str>) -> Result<(), S3Error> {
    match protocol {
        None | Some("http" | "https") => Ok(()),
        Some(_) => Err(S3Error::invalid_request(PROTOCOL)),
    }
}

fn is_code(text: &str, codes: std::ops::Range<u16>) -> bool {
    text.len() == 3 && text.parse().is_ok_and(|code| codes.contains(&code))
}
