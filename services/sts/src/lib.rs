//! Security Token Service.
//!
//! Who am I? AWS CLI users type it first, and SDKs ask it to test their credentials. This is also the smallest service there
//! is: no state, no tasks, one operation. To add a service, start from a copy of this folder.
//!
//! # What it promises
//!
//! GetCallerIdentity tells whoever the door has let in what the door believes: the account, and the ARN that policies would see.
//! It needs no permission and touches no state.

pub mod api;
mod ops;

use std::convert::Infallible;
use std::sync::Arc;

use tradewind_cloud::{Definition, Operations, Parts, Service};
use tradewind_wire::{ApiError, Protocol};

/// The fixed facts of STS.
pub static DEFINITION: Definition = Definition {
    name: "sts",
    title: "Security Token Service",
    signing_names: &["sts"],
    target_prefixes: &[],
    api_version: "2011-06-15",
    xml_namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    error_namespace: "",
    protocols: &[Protocol::AwsQuery],
    query_compatible: false,
    differences: &["A user's UserId is its access key id: users have no other id here yet."],
    ..Definition::BLANK
};

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "AssumeRoot",
    "DecodeAuthorizationMessage",
    "GetAccessKeyInfo",
    "GetDelegatedAccessToken",
    "GetFederationToken",
    "GetSessionToken",
    "GetWebIdentityToken",
];

/// The service.
pub struct Sts {}

impl Sts {
    /// Makes the service; it needs none of the parts.
    pub fn new(_: Parts) -> Arc<Sts> {
        Arc::new(Sts {})
    }
}

/// What STS can answer instead of a result: nothing yet, the door refuses whom it does not know.
#[derive(Debug)]
pub struct StsError(Infallible);

impl ApiError for StsError {
    fn code(&self) -> &str {
        match self.0 {}
    }

    fn message(&self) -> String {
        match self.0 {}
    }
}

impl Service for Sts {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self).add("GetCallerIdentity", ops::get_caller_identity).absent(ABSENT).build()
    }
}
