//! Who makes things happen to objects.

use tradewind_cloud::{Context, Principal};

/// How events know what S3 does by itself.
const ITSELF: &str = "s3.amazonaws.com";

/// Who made it happen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct By<'a> {
    /// The caller's `principalId`.
    pub(crate) principal: &'a str,
    /// The caller's account, or the name of a service.
    pub(crate) requester: &'a str,
    /// The caller's address.
    pub(crate) source_ip: Option<&'a str>,
    /// The request's id.
    pub(crate) request_id: &'a str,
}

/// What [`By`] points at.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    principal: String,
    requester: String,
    source_ip: Option<String>,
    request_id: String,
}

impl Caller {
    /// Who makes a call.
    pub(crate) fn of(ctx: &Context) -> Caller {
        let (principal, requester) = match ctx.principal() {
            Principal::Service { name, .. } => ((*name).to_owned(), *name),
            Principal::Anonymous => ("AWS:Anonymous".to_owned(), "anonymous"),
            Principal::User { access_key, .. } => (["AWS:", access_key].concat(), ctx.account()),
            Principal::AssumedRole { session_name, .. } => (["AWS:", session_name].concat(), ctx.account()),
            Principal::FederatedUser { arn, .. } => {
                (["AWS:", arn.rsplit('/').next().unwrap_or_default()].concat(), ctx.account())
            }
            Principal::Account | Principal::Root { .. } => (["AWS:", ctx.account()].concat(), ctx.account()),
        };
        Caller {
            principal,
            requester: requester.to_owned(),
            source_ip: ctx.source_ip().map(str::to_owned),
            request_id: ctx.request_id().to_owned(),
        }
    }

    /// S3 itself, under a request id that it gives itself.
    pub(crate) fn itself(request_id: String) -> Caller {
        Caller { principal: ITSELF.to_owned(), requester: ITSELF.to_owned(), source_ip: None, request_id }
    }

    /// As events have it.
    pub(crate) fn by(&self) -> By<'_> {
        By {
            principal: &self.principal,
            requester: &self.requester,
            source_ip: self.source_ip.as_deref(),
            request_id: &self.request_id,
        }
    }
}
