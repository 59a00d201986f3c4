//! The shapes of AWS Security Token Service, from AWS's published model of API version 2011-06-15 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use tradewind_wire::{ErrorShape, Shape};

/// Input of `GetCallerIdentity`.
///
/// Returns details about the IAM user or role whose credentials are used to call the
/// operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetCallerIdentityRequest {}

/// Contains the response to a successful GetCallerIdentity request, including information
/// about the entity making the request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetCallerIdentityResponse {
    /// The unique identifier of the calling entity. The exact value depends on the type of entity
    /// that is making the call.
    pub user_id: Option<String>,
    /// The Amazon Web Services account ID number of the account that owns or contains the calling
    /// entity.
    pub account: Option<String>,
    /// The Amazon Web Services ARN associated with the calling entity.
    pub arn: Option<String>,
}

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[];
