//! Visits of the service's sites: InvokeFunctionUrl, DownloadPackage. Clients can't call them by name.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_cloud::web::{Header, Request, Response};
use tradewind_wire::Body;

use crate::Lambda;
use crate::error::LambdaError;
use crate::invoke::url;
use crate::url::read_host;

/// Answers a request to a function URL.
pub(crate) async fn invoke_function_url(
    lambda: Arc<Lambda>,
    ctx: Context,
    request: Request,
) -> Result<Response, LambdaError> {
    let Request { method, path, query, headers, body, source_ip, host, .. } = request;
    let id = read_host(&host).map(|(id, _)| id.to_owned()).unwrap_or_default();
    let request = url::Request {
        method,
        path,
        query: query.unwrap_or_default(),
        headers: headers.into_iter().map(|header| (header.name, header.value)).collect(),
        body,
        host,
        source_ip: source_ip.unwrap_or_default(),
    };
    let reply = url::serve(&lambda, &ctx, &id, &request).await;
    let headers = reply.headers.into_iter().map(|(name, value)| Header::new(name, value)).collect();
    let (body, stream) = match reply.body {
        Body::Bytes(bytes) => (bytes, None),
        Body::Stream(stream) => (Vec::new(), Some(stream)),
    };
    Ok(Response { status: i32::from(reply.status), headers, body: body.into(), stream })
}

/// Answers a request to a link to a package.
pub(crate) async fn download_package(
    lambda: Arc<Lambda>,
    ctx: Context,
    request: Request,
) -> Result<Response, LambdaError> {
    lambda.download(&ctx, &request).await
}
