//! Security Token Service.
//!
//! Who am I, and may I be somebody else for an hour? STS keeps no state: what it issues is sealed
//! ([`tradewind_cloud::sessions`]), and whom it issues it for it asks IAM through the same door as every client.
//!
//! # Guarantees
//!
//! - GetCallerIdentity tells whoever the door has let in what the door believes: the account, and the ARN that policies would see.
//! - Credentials are good until their expiration on the server's clock and not a moment longer, also over restarts.
//! - Roles of another account are assumed by those their trust policies name.
//!
//! # Deliberate differences
//!
//! See [`DEFINITION`]: they are printed in the README's table from there.

pub mod api;
mod details;
mod error;
mod iam;
mod ops;
mod trust;

use std::sync::Arc;

use tradewind_cloud::{Definition, Operations, Parts, Service};
use tradewind_wire::Protocol;

pub use crate::error::StsError;

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
    differences: &[
        "Every user and role of an account may assume every role of it; roles of other accounts those that the trust policy names, and of its conditions only StringEquals on sts:ExternalId is understood.",
        "Session policies, session tags and the source identity are checked and kept in the token, not evaluated yet; a chained role does not inherit them.",
        "PackedPolicySize is measured in a packed form of this server's own.",
        "There are no MFA devices, so every MFA code is refused.",
        "A user of the configuration that IAM has no record of has its access key id as its UserId, and a role without a record an id made from its ARN.",
        "Credentials outlive the deletion of the user or role they were issued for, until they expire.",
    ],
    ..Definition::BLANK
};

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "AssumeRoot",
    "DecodeAuthorizationMessage",
    "GetDelegatedAccessToken",
    "GetWebIdentityToken",
];

/// The service.
pub struct Sts {
    parts: Parts,
}

impl Sts {
    /// The service over the given parts.
    pub fn new(parts: Parts) -> Arc<Sts> {
        Arc::new(Sts { parts })
    }
}

impl Service for Sts {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self)
            .add("AssumeRole", ops::assume_role)
            .add("GetAccessKeyInfo", ops::get_access_key_info)
            .add("GetCallerIdentity", ops::get_caller_identity)
            .add("GetFederationToken", ops::get_federation_token)
            .add("GetSessionToken", ops::get_session_token)
            .absent(ABSENT)
            .build()
    }
}
