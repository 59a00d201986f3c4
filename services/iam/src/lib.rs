//! AWS Identity and Access Management: the records.
//!
//! # Guarantees
//!
//! - **Acknowledged means kept.** A role, policy, user or key whose creation was answered survives a crash at any instant, and so
//!   does every change and deletion. There is no "eventually": what one call wrote the next one sees.
//! - **No dangling references.** What is attached, a member, or in an instance profile can't be deleted from under it.
//! - **Documents are checked** against the grammar of the policy language when they come, and given back as they came.
//! - **Secrets of access keys stand in no row.** They are derived from the server's master key and shown once.
//!
//! Policies are kept and not evaluated yet.
//!
//! # Limits
//!
//! AWS's own; see the constants of the module `limits`.
//!
//! # Deliberate differences
//!
//! See [`DEFINITION`]: they are printed in the README's table from there.
//!
//! # Operations
//!
//! | | |
//! |---|---|
//! | roles | Create, Get, List, Update, UpdateRoleDescription, UpdateAssumeRolePolicy, Delete, tags, permissions boundary |
//! | service-linked roles | Create, Delete, GetServiceLinkedRoleDeletionStatus |
//! | users, groups | Create, Get, List, Update, Delete, members, tags and permissions boundary of users |
//! | access keys | Create, List, Update, Delete, GetAccessKeyLastUsed |
//! | managed policies | Create, Get, List, Delete, versions, tags, attach and detach, ListEntitiesForPolicy |
//! | inline policies | Put, Get, List, Delete, of roles, users and groups |
//! | instance profiles | Create, Get, List, Delete, roles, tags |
//! | the account | GetAccountSummary, GetAccountAuthorizationDetails, the alias |

mod access_key;
pub mod api;
mod aws_managed;
pub mod cfn;
mod counts;
mod documents;
mod error;
mod identity;
mod ids;
mod keys;
mod limits;
mod ops;
mod page;
mod policy;
mod profile;
mod tags;
mod violations;

use std::sync::Arc;

use tradewind_cloud::{AccessKeys, Context, Definition, Operations, Parts, Service, Sessions};
use tradewind_store::{Cell, Tx, View};
use tradewind_wire::{ErrorDocument, Protocol, Violation};

pub use crate::error::IamError;

/// IAM's fixed facts, and where this one differs on purpose.
pub static DEFINITION: Definition = Definition {
    name: "iam",
    title: "Identity and Access Management",
    signing_names: &["iam"],
    target_prefixes: &[],
    api_version: "2010-05-08",
    xml_namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    error_namespace: "",
    protocols: &[Protocol::AwsQuery],
    query_compatible: false,
    differences: &[
        "Policies are checked and kept, not evaluated yet: whoever is let in may do everything in its account.",
        "Every change is effective at once, everywhere.",
        "Of the policies that AWS manages there are those that templates name, each with its current version only; their PolicyIds are this server's own.",
        "The principals of a trust policy are checked for their form, not for whether they exist.",
        "There are no passwords, MFA devices, certificates and identity providers: their operations are refused by name.",
        "An account's root has the access keys of the configuration; CreateAccessKey makes keys of users.",
        "Account aliases are unique within their account only.",
        "RoleLastUsed is always empty, and the last use of an access key is noted every 15 minutes.",
    ],
    ..Definition::BLANK
};

/// The service.
pub struct Iam {
    parts: Parts,
    uses: access_key::Uses,
}

impl Iam {
    /// The service over the given parts.
    pub fn new(parts: Parts) -> Arc<Iam> {
        Arc::new(Iam { parts, uses: access_key::Uses::default() })
    }

    /// The cell of an account.
    fn account(&self, account: &str) -> Cell<()> {
        self.parts.store.cell(&keys::cell(account))
    }

    fn sessions(&self) -> Option<Arc<Sessions>> {
        self.parts.cloud.sessions()
    }

    /// Looks at the caller's account.
    fn read<T>(&self, ctx: &Context, look: impl FnOnce(View<'_>) -> Result<T, IamError>) -> Result<T, IamError> {
        self.account(ctx.account()).read(ctx.mark(), |view, ()| look(*view))
    }

    /// Changes the caller's account.
    fn write<T>(&self, ctx: &Context, decide: impl FnOnce(&mut Tx<'_>) -> Result<T, IamError>) -> Result<T, IamError> {
        self.account(ctx.account()).write(ctx.mark(), |tx, ()| decide(tx))
    }
}

impl Service for Iam {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn access_keys(self: Arc<Self>) -> Option<Arc<dyn AccessKeys>> {
        Some(self)
    }

    fn violations(&self, _: &str, _: Protocol, found: &[Violation]) -> ErrorDocument {
        violations::word(found)
    }
}
