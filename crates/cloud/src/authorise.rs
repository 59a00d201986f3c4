//! May they? The pipeline's authorisation step, and the question services ask when a call names a resource.

use tradewind_wire::{CommonError, ErrorDocument, Protocol};

use crate::context::{Context, Principal};
use crate::definition::Definition;
use crate::operation::Operation;
use crate::web;

/// Decides whether the caller may use the operation. Policies are not evaluated yet: whoever is authenticated may do everything
/// in the account its key belongs to, and whoever is not only what the operation lets everybody do. Every call, from outside and
/// inside, already passes here; which resources the call may reach is known only when its input is read, and is asked through
/// [`Context::may_reach`].
pub(crate) fn authorise(ctx: &Context, _service: &Definition, operation: &Operation) -> Result<(), ErrorDocument> {
    if *ctx.principal() == Principal::Anonymous && !operation.anonymous {
        return Err(match ctx.protocol() {
            Protocol::RestXml => CommonError::MissingAuthenticationToken.document_for(Protocol::RestXml),
            _ => web::forbidden(),
        });
    }
    Ok(())
}

/// What a call wants to do to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The action as the service's refusals print it, such as `sqs:sendmessage` or `events:PutEvents`.
    pub action: String,
    /// The resource's ARN.
    pub resource: String,
}

/// The caller may not do that to the resource.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "User: {principal} is not authorized to perform: {} on resource: {} because no resource-based policy allows the {} action",
    access.action, access.resource, access.action
)]
pub struct Denied {
    /// The caller's ARN.
    pub principal: String,
    /// What it wanted.
    pub access: Access,
}

impl Context {
    /// Whether the caller may reach a resource of `account`; `access` says what it wants, and is asked only for a refusal.
    ///
    /// A key reaches the resources of its own account. Resource-based policies, which could let it reach others, are kept and
    /// not evaluated yet, so others are refused. While authentication is off nobody is known and nobody is refused; a service
    /// acting on its own reaches what its rules and queues name. Asked before the resource is looked up: a refusal must not
    /// tell whether there is such a resource.
    ///
    /// # Errors
    /// [`Denied`], in AWS's words.
    pub fn may_reach(&self, account: &str, access: impl FnOnce() -> Access) -> Result<(), Denied> {
        if account == self.account() {
            return Ok(());
        }
        if matches!(self.principal(), Principal::Account | Principal::Service { .. }) {
            return Ok(());
        }
        let principal = self.principal().arn(self.account()).unwrap_or_else(|| "anonymous".to_owned());
        Err(Denied { principal, access: access() })
    }
}
