//! What pages of other origins are told: before they call, and with the answer.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_cloud::web::{Header, Request, Response};

use super::KIND;
use super::matching::{Asked, answer};
use crate::S3;
use crate::api::CORSConfiguration;
use crate::config::kept;
use crate::error::S3Error;

/// Says what a page may that calls, or asks whether it may: 200 with headers, or why not. The path is `/bucket/key`.
pub(crate) async fn answer_page(s3: Arc<S3>, ctx: Context, request: Request) -> Result<Response, S3Error> {
    let path = request.path.trim_start_matches('/');
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    Ok(match told(&s3, &ctx, bucket, key.is_empty(), &request) {
        Ok(headers) => Response { headers, ..Response::new(200, Vec::new()) },
        Err(error) => error.page(&ctx),
    })
}

/// The headers for a page that asks something of a bucket.
pub(crate) fn told(
    s3: &S3,
    ctx: &Context,
    bucket: &str,
    whole: bool,
    request: &Request,
) -> Result<Vec<Header>, S3Error> {
    let origin = request
        .header("origin")
        .ok_or_else(|| S3Error::new("BadRequest", 400, "Insufficient information. Origin request header needed."))?;
    let before = request.method == "OPTIONS";
    let method = if before { request.header("access-control-request-method") } else { Some(request.method.as_str()) };
    let known = method.filter(|method| super::METHODS.contains(method));
    let method = known.ok_or_else(|| {
        let text = format!("Invalid Access-Control-Request-Method: {}", method.unwrap_or("null"));
        S3Error::new("BadRequest", 400, text)
    })?;
    let refused = |text: &'static str, kind: &'static str| {
        let error = S3Error::new("AccessForbidden", 403, ["CORSResponse: ", text].concat());
        error.with("Method", method).with("ResourceType", kind)
    };
    let kind = if whole { "BUCKET" } else { "OBJECT" };
    let rules = s3.cell(bucket).read(ctx.mark(), |_, cell| match cell.record() {
        Some(_) => kept::of::<CORSConfiguration>(cell, KIND),
        None => Err(refused("Bucket not found", "BUCKET")),
    })?;
    let rules = rules.ok_or_else(|| refused("CORS is not enabled for this bucket.", kind))?;
    let headers = request.header("access-control-request-headers").filter(|_| before);
    let told = answer(&rules.cors_rules, Asked { origin, method, headers }).ok_or_else(|| {
        let text = "This CORS request is not allowed. This is usually because the evalution of Origin, request method / \
                    Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's \
                    CORS spec.";
        refused(text, kind)
    })?;
    Ok(told.into_iter().map(|(name, value)| Header::new(name, value)).collect())
}
