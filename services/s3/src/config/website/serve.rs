//! Visits of a bucket's site.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::web::{Header, Request, Response};
use tradewind_cloud::{Context, Principal};

use super::page::{self, Failure};
use super::routing::{Here, Way, enter, folder, on_error};
use super::{KIND, host};
use crate::S3;
use crate::api::{GetObjectOutput, GetObjectRequest, WebsiteConfiguration};
use crate::bucket::BucketCell;
use crate::config::{cors, kept, policy};
use crate::error::S3Error;
use crate::ops::{http_date, visited};

/// What a visitor wants.
struct Visit<'a> {
    s3: &'a S3,
    ctx: &'a Context,
    request: &'a Request,
    bucket: &'a str,
    site: &'a WebsiteConfiguration,
    here: Here<'a>,
}

/// Answers a visit.
pub(crate) async fn serve_website(s3: Arc<S3>, ctx: Context, request: Request) -> Result<Response, S3Error> {
    let bucket = host::bucket(&request.host).unwrap_or_default();
    let path = request.path.strip_prefix('/').unwrap_or(&request.path);
    let key = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
    let origin = request.header("origin").is_some();
    let shared = origin.then(|| cors::told(&s3, &ctx, &bucket, key.is_empty(), &request));
    if request.method == "OPTIONS"
        && let Some(shared) = shared
    {
        return Ok(match shared {
            Ok(headers) => Response { headers, ..Response::new(200, Vec::new()) },
            Err(error) => page::of_error(&ctx, &error, None),
        });
    }
    let mut response = answer(&s3, &ctx, &request, &bucket, &key).await;
    if let Some(Ok(headers)) = shared {
        response.headers.extend(headers);
    }
    Ok(response)
}

async fn answer(s3: &S3, ctx: &Context, request: &Request, bucket: &str, key: &str) -> Response {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let text = "The specified method is not allowed against this resource.";
        let error = S3Error::new("MethodNotAllowed", 405, text);
        let error = error.with("Method", &*request.method).with("ResourceType", "OBJECT").header("allow", "GET, HEAD");
        return page::of_error(ctx, &error, None);
    }
    let site = s3.cell(bucket).read(ctx.mark(), |_, cell| match cell.record() {
        Some(_) => kept::of::<WebsiteConfiguration>(cell, KIND),
        None => Err(S3Error::no_such_bucket(bucket)),
    });
    let none = || {
        let text = "The specified bucket does not have a website configuration";
        S3Error::new("NoSuchWebsiteConfiguration", 404, text).with("BucketName", bucket)
    };
    match site.and_then(|site| site.ok_or_else(none)) {
        Ok(site) => {
            let here = Here { scheme: &request.scheme, host: &request.host };
            Visit { s3, ctx, request, bucket, site: &site, here }.answer(key).await
        }
        Err(error) => page::of_error(ctx, &error, None),
    }
}

impl Visit<'_> {
    async fn answer(&self, key: &str) -> Response {
        let object = match enter(self.site, self.here, key) {
            Way::Object(object) => object,
            Way::Elsewhere { status, location } => return page::elsewhere(self.ctx, status, location),
        };
        let error = match self.read(&object, true).await {
            Ok(output) => return self.show(output),
            Err(error) => error,
        };
        match error.status() {
            304 => return page::not_modified(self.ctx, &error),
            404 if !object.ends_with('/') && self.has_index(&object) => {
                let Way::Elsewhere { status, location } = folder(&object) else {
                    return page::of_error(self.ctx, &error, None);
                };
                return page::found(self.ctx, status, location);
            }
            _ => {}
        }
        if let Some(Way::Elsewhere { status, location }) = on_error(self.site, self.here, key, error.status()) {
            return page::elsewhere(self.ctx, status, location);
        }
        self.tell(&error).await
    }

    /// An error with the site's own document, if it has one for it.
    async fn tell(&self, error: &S3Error) -> Response {
        let document = self.site.error_document.as_ref().filter(|_| (400..500).contains(&error.status()));
        let Some(document) = document else { return page::of_error(self.ctx, error, None) };
        match self.read(&document.key, false).await {
            Ok(output) => {
                let mut response = self.show(output);
                if response.status == 200 {
                    response.status = i32::from(error.status());
                    response.headers.extend(page::about(error));
                }
                response
            }
            Err(other) => page::of_error(self.ctx, error, Some(Failure(&other))),
        }
    }

    /// Reads an object; `asked` is whether it is the one whose conditions and range the visitor's headers name.
    async fn read(&self, key: &str, asked: bool) -> Result<GetObjectOutput, S3Error> {
        let header = |name| self.request.header(name).filter(|_| asked).map(str::to_owned);
        let time = |name| header(name).and_then(|text| read_date(&text));
        let input = GetObjectRequest {
            bucket: self.bucket.to_owned(),
            key: key.to_owned(),
            range: header("range"),
            if_match: header("if-match"),
            if_none_match: header("if-none-match"),
            if_modified_since: time("if-modified-since"),
            if_unmodified_since: time("if-unmodified-since"),
            ..GetObjectRequest::default()
        };
        visited(self.s3, self.ctx, &input, |bucket| self.may(bucket, key)).await
    }

    /// Whether this visitor may read an object, and if it is not there, may know.
    fn may(&self, bucket: &BucketCell, key: &str) -> Result<bool, S3Error> {
        let name = self.bucket;
        if *self.ctx.principal() != Principal::Anonymous {
            return Ok(true);
        }
        if !policy::lets_everybody(bucket, "s3:GetObject", &format!("arn:aws:s3:::{name}/{key}"))? {
            return Err(S3Error::access_denied());
        }
        policy::lets_everybody(bucket, "s3:ListBucket", &["arn:aws:s3:::", name].concat())
    }

    fn has_index(&self, object: &str) -> bool {
        let Some(index) = &self.site.index_document else { return false };
        let key = [object, "/", &index.suffix].concat();
        let found = self.s3.cell(self.bucket).read(self.ctx.mark(), |view, _| {
            Ok::<_, S3Error>(crate::object::rows::current(view, &key)?.is_some_and(|version| !version.marker))
        });
        found.unwrap_or(false)
    }

    /// An object as a page, or where it says that it went.
    fn show(&self, output: GetObjectOutput) -> Response {
        if let Some(location) = output.website_redirect_location {
            return page::elsewhere(self.ctx, 301, location);
        }
        let mut headers = page::marks(self.ctx);
        let mut add = |name: &str, value: Option<String>| headers.extend(value.map(|value| Header::new(name, value)));
        add("last-modified", output.last_modified.map(http_date));
        add("etag", output.e_tag);
        add("content-length", output.content_length.map(|length| length.to_string()));
        add("content-range", output.content_range);
        add("content-type", output.content_type);
        add("cache-control", output.cache_control);
        add("content-disposition", output.content_disposition);
        add("content-encoding", output.content_encoding);
        add("content-language", output.content_language);
        add("expires", output.expires);
        add("x-amz-version-id", output.version_id);
        add("x-amz-storage-class", output.storage_class);
        for (name, value) in output.metadata.unwrap_or_default() {
            add(&["x-amz-meta-", &name].concat(), Some(value));
        }
        let status = output.status_code.and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
        Response { headers, stream: output.body, ..Response::new(status, Vec::new()) }
    }
}

/// A time as HTTP's headers have it: `Fri, 02 Jan 2026 03:04:05 GMT`.
fn read_date(text: &str) -> Option<Timestamp> {
    let time = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    u64::try_from(time.as_microsecond()).ok().map(Timestamp::from_micros)
}
