//! What a site answers beside its objects: errors and redirects, in HTML.

use tradewind_cloud::Context;
use tradewind_cloud::web::{Header, Response};
use tradewind_wire::{ApiError as _, Document};

use crate::error::S3Error;

/// Why the site's own error document could not be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Failure<'a>(pub(super) &'a S3Error);

/// The request's ids.
pub(super) fn marks(ctx: &Context) -> Vec<Header> {
    // As S3 names them in errors; there they are made.
    let page = S3Error::access_denied().page(ctx);
    page.headers.into_iter().filter(|header| header.name.starts_with("x-amz-")).collect()
}

/// An error in headers, which stand beside whatever page shows it.
pub(super) fn about(error: &S3Error) -> Vec<Header> {
    let mut headers =
        vec![Header::new("x-amz-error-code", error.code()), Header::new("x-amz-error-message", error.message())];
    for (name, value) in details(error) {
        headers.push(Header::new(["x-amz-error-detail-", name].concat(), value));
    }
    headers
}

/// An error in S3's own page.
pub(super) fn of_error(ctx: &Context, error: &S3Error, failure: Option<Failure<'_>>) -> Response {
    let mut headers = marks(ctx);
    let mut list = vec![("Code", error.code().to_owned()), ("Message", error.message().to_owned())];
    list.extend(details(error));
    let ids = [("RequestId", "x-amz-request-id"), ("HostId", "x-amz-id-2")];
    for (title, name) in ids {
        let id = headers.iter().find(|header| header.name == name).map(|header| header.value.clone());
        list.push((title, id.unwrap_or_default()));
    }
    let status = error.status();
    let title = format!("{status} {}", reason(status));
    let mut body = format!("<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n");
    body.push_str(&items(&list));
    if let Some(Failure(other)) = failure {
        body.push_str("<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n");
        let mut list = vec![("Code", other.code().to_owned()), ("Message", other.message().to_owned())];
        list.extend(details(other));
        body.push_str(&items(&list));
    }
    body.push_str("<hr/>\n</body>\n</html>\n");
    headers.extend(about(error));
    headers.extend(error.headers().into_iter().map(|(name, value)| Header::new(name, value)));
    headers.push(Header::new("content-type", "text/html; charset=utf-8"));
    Response { headers, ..Response::new(status, body) }
}

/// The object has not changed.
pub(super) fn not_modified(ctx: &Context, error: &S3Error) -> Response {
    let mut headers = marks(ctx);
    headers.extend(error.headers().into_iter().map(|(name, value)| Header::new(name, value)));
    Response { headers, ..Response::new(304, Vec::new()) }
}

/// A redirect that the site's configuration, or an object, asks for.
pub(super) fn elsewhere(ctx: &Context, status: u16, location: String) -> Response {
    let mut headers = marks(ctx);
    headers.push(Header::new("location", location));
    Response { headers, ..Response::new(status, Vec::new()) }
}

/// A redirect to a folder.
pub(super) fn found(ctx: &Context, status: u16, location: String) -> Response {
    let error = S3Error::new("Found", status, "Resource Found").header("location", location);
    of_error(ctx, &error, None)
}

fn details(error: &S3Error) -> Vec<(&'static str, String)> {
    let text = |value: Document| value.as_str().map(str::to_owned);
    error.extra().into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()
}

fn items(list: &[(&str, String)]) -> String {
    let mut out = "<ul>\n".to_owned();
    for (name, value) in list {
        out.push_str(&["<li>", name, ": ", &escaped(value), "</li>\n"].concat());
    }
    out.push_str("</ul>\n");
    out
}

/// Text that can't become markup: a key is whatever a visitor's address says.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// What HTTP calls a status.
fn reason(status: u16) -> &'static str {
    match status {
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        412 => "Precondition Failed",
        416 => "Requested Range Not Satisfiable",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_become_markup() {
        assert_eq!(
            items(&[("Key", "<b a=\"'\">&".to_owned())]),
            "<ul>\n<li>Key: &lt;b a=&quot;&#39;&quot;&gt;&amp;</li>\n</ul>\n"
        );
    }
}
