//! Web requests to function URLs.
//!
//! ```text
//! event.rs    the request as the function gets it       cors.rs     what the configuration answers for the function
//! answer.rs   what the function's response means        stream.rs   responses that come as they are made
//! ```

mod answer;
mod cors;
mod event;
mod stream;

use bytes::Bytes;
use tradewind_cloud::sessions::unique_id;
use tradewind_cloud::{Context, Principal};
use tradewind_functions::{Execution, Invocation};
use tradewind_wire::{ApiError as _, Body, Document};

use self::answer::Head;
use self::event::{Caller, Visit};
use super::input::SYNCHRONOUS_BYTES;
use crate::Lambda;
use crate::api::Cors;
use crate::error::LambdaError;
use crate::function::rows::UrlRow;
use crate::names::FunctionRef;
use crate::url::cors_of;

/// A request to a function URL, as the edge has read it.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// As it was sent.
    pub(crate) path: String,
    /// As it was sent, without the question mark.
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    pub(crate) host: String,
    pub(crate) source_ip: String,
}

/// The answer to it.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
}

impl Reply {
    fn new(head: Head, body: Body) -> Reply {
        Reply { status: head.status, headers: head.headers, body }
    }

    /// A refusal in the words of Lambda's front.
    fn refusal(status: u16, code: &str, body: &str) -> Reply {
        let mut head = Head::plain(status, "application/json");
        if !code.is_empty() {
            head.set("x-amzn-errortype", code.to_owned());
        }
        Reply::new(head, Body::Bytes(body.as_bytes().to_vec()))
    }

    /// There is no such URL.
    fn absent() -> Reply {
        Reply::refusal(404, "ResourceNotFoundException", "{\"Message\":null}")
    }

    fn forbidden() -> Reply {
        const TEXT: &str = "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see: \
             https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}";
        Reply::refusal(403, "AccessDeniedException", TEXT)
    }

    /// The function failed, or its response is none that a web client could be given.
    fn broken() -> Reply {
        Reply::refusal(502, "", "Internal Server Error")
    }

    fn of(error: &LambdaError) -> Reply {
        match error {
            LambdaError::NoFunction(_) | LambdaError::NotFound(_) => Reply::absent(),
            LambdaError::Denied(_) => Reply::forbidden(),
            error if error.status() >= 500 => Reply::broken(),
            error => {
                let mut members = error.extra();
                let name = if matches!(error, LambdaError::Throttled(_)) { "message" } else { "Message" };
                members.push((name, Document::String(error.message())));
                let document = Document::Map(members.into_iter().map(|(name, value)| (name.into(), value)).collect());
                Reply::refusal(error.status(), error.code(), &String::from_utf8_lossy(&document.to_json_vec()))
            }
        }
    }
}

/// What a URL's configuration says.
struct Site<'a> {
    /// The URL's id.
    id: &'a str,
    /// What it invokes.
    at: FunctionRef,
    /// Whether everybody may, signed or not.
    open: bool,
    /// Whether responses come as they are made.
    streamed: bool,
    cors: Option<Cors>,
}

impl<'a> Site<'a> {
    fn of(id: &'a str, at: FunctionRef, row: &UrlRow) -> Site<'a> {
        Site {
            id,
            at,
            open: row.auth_type == "NONE",
            streamed: row.invoke_mode == "RESPONSE_STREAM",
            cors: row.cors.as_ref().map(cors_of),
        }
    }
}

/// Answers a request to a function URL.
pub(crate) async fn serve(lambda: &Lambda, ctx: &Context, id: &str, request: &Request) -> Reply {
    let site = match lambda.url_by_id(ctx.mark(), id) {
        Ok(Some((at, row))) => Site::of(id, at, &row),
        Ok(None) => return Reply::absent(),
        Err(error) => return failed(ctx, &error),
    };
    if let Some(cors) = &site.cors
        && let Some(head) = cors::preflight(cors, &request.method, &request.headers)
    {
        return Reply::new(head, Body::default());
    }
    let mut reply = match visit(lambda, ctx, &site, request).await {
        Ok(reply) => reply,
        Err(error) => failed(ctx, &error),
    };
    if let Some(cors) = &site.cors {
        let mut head = Head { status: reply.status, headers: std::mem::take(&mut reply.headers) };
        cors::allow(cors, &request.headers, &mut head);
        reply.headers = head.headers;
    }
    reply
}

fn failed(ctx: &Context, error: &LambdaError) -> Reply {
    if let Some(cause) = error.cause() {
        tracing::error!(request = ctx.request_id(), %cause, "a request to a function URL failed inside");
    }
    Reply::of(error)
}

async fn visit(lambda: &Lambda, ctx: &Context, site: &Site<'_>, request: &Request) -> Result<Reply, LambdaError> {
    let known = Known::of(ctx.principal(), ctx.account());
    if !site.open && known.is_none() {
        return Ok(Reply::forbidden());
    }
    let resolved = lambda.resolve(ctx.mark(), &site.at, &lambda.parts.random)?;
    let payload = event::write(&Visit {
        id: site.id,
        request_id: ctx.request_id(),
        at: ctx.now(),
        host: &request.host,
        method: &request.method,
        path: &request.path,
        query: &request.query,
        protocol: "HTTP/1.1",
        source_ip: &request.source_ip,
        headers: &request.headers,
        body: &request.body,
        caller: known.as_ref().filter(|_| !site.open).map(Known::caller),
    });
    if payload.len() > SYNCHRONOUS_BYTES {
        return Err(LambdaError::RequestTooLarge { limit: SYNCHRONOUS_BYTES, operation: "InvokeFunction" });
    }
    let invocation = Invocation {
        request_id: ctx.request_id().to_owned(),
        payload,
        invoked_arn: resolved.invoked_arn.clone(),
        trace: ctx.trace().map(str::to_owned),
        streaming: site.streamed,
        response_limit: super::RESPONSE_BYTES,
        ..Invocation::default()
    };
    Ok(match lambda.run(&resolved, invocation, ctx.mark().get()).await? {
        Execution::Buffered { error: Some(_), .. } => Reply::broken(),
        // Where responses are streamed nobody looks into them.
        Execution::Buffered { payload, .. } if site.streamed => {
            Reply::new(Head::plain(200, "application/octet-stream"), Body::Bytes(payload.to_vec()))
        }
        Execution::Buffered { payload, .. } => match answer::read(&payload) {
            Ok((head, body)) => Reply::new(head, Body::Bytes(body.to_vec())),
            Err(answer::NoAnswer) => Reply::broken(),
        },
        Execution::Streamed { content_type, chunks } => match stream::begin(content_type, chunks).await {
            Ok((head, body)) => Reply::new(head, Body::Stream(body)),
            Err(answer::NoAnswer) => Reply::broken(),
        },
    })
}

/// A visitor who has signed.
struct Known<'a> {
    access_key: &'a str,
    account: &'a str,
    id: String,
    arn: String,
}

impl Known<'_> {
    fn of<'a>(principal: &'a Principal, account: &'a str) -> Option<Known<'a>> {
        let root = || ["arn:aws:iam::", account, ":root"].concat();
        Some(match principal {
            // Authentication is off: whoever comes speaks for the account.
            Principal::Account => Known { access_key: "", account, id: account.to_owned(), arn: root() },
            Principal::Root { access_key } => Known { access_key, account, id: account.to_owned(), arn: root() },
            Principal::User { arn, access_key } => {
                let rest = access_key.strip_prefix("AKIA");
                let id = rest.map_or_else(|| access_key.clone(), |rest| ["AIDA", rest].concat());
                Known { access_key, account, id, arn: arn.clone() }
            }
            Principal::AssumedRole { role_arn, session_name, access_key } => {
                let id = [&unique_id("AROA", role_arn), ":", session_name].concat();
                let arn = principal.arn(account).unwrap_or_else(|| role_arn.clone());
                Known { access_key, account, id, arn }
            }
            Principal::FederatedUser { arn, access_key } => {
                let id = [account, ":", arn.rsplit('/').next().unwrap_or_default()].concat();
                Known { access_key, account, id, arn: arn.clone() }
            }
            Principal::Anonymous | Principal::Service { .. } => return None,
        })
    }

    fn caller(&self) -> Caller<'_> {
        Caller {
            access_key: self.access_key,
            account_id: self.account,
            caller_id: &self.id,
            cognito_identity: None,
            principal_org_id: None,
            user_arn: &self.arn,
            user_id: &self.id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_of_a_role_is_known_and_nobody_is_not() {
        let role_arn = "arn:aws:iam::123456789012:role/service-role/orders".to_owned();
        let session = Principal::AssumedRole { role_arn, session_name: "s".to_owned(), access_key: "ASIA".to_owned() };
        let known = Known::of(&session, "123456789012").expect("known");
        assert_eq!((known.access_key, known.account), ("ASIA", "123456789012"));
        assert_eq!(known.arn, "arn:aws:sts::123456789012:assumed-role/orders/s");
        let (role, name) = known.id.split_once(':').expect("two parts");
        assert_eq!((role.len(), &role[..4], name), (21, "AROA", "s"));
        assert!(Known::of(&Principal::Anonymous, "123456789012").is_none());
    }
}
