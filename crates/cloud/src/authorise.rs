//! May they? The pipeline's authorisation step.

use tradewind_wire::ErrorDocument;

use crate::context::Context;
use crate::definition::Definition;

/// Decides whether the caller may use the operation. Policies are not evaluated yet: whoever is authenticated may do everything
/// in the account its key belongs to. Every call, from outside and inside, already passes here.
pub(crate) fn authorise(_ctx: &Context, _service: &Definition, _operation: &str) -> Result<(), ErrorDocument> {
    Ok(())
}
