//! The normal form.

/// What a document is for: each kind has its own required and forbidden parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Permissions that belong to a user, group, role or session: has resources, and no principal.
    Identity,
    /// The same as a managed policy, which must say that it is of version 2012-10-17.
    Managed,
    /// Who may assume a role: has principals, and no resource.
    Trust,
    /// Permissions that belong to a resource: has principals and resources.
    Resource,
}

/// A policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The version of the language.
    pub version: Version,
    /// The document's own name.
    pub id: Option<String>,
    /// The statements, in their order; at least one.
    pub statements: Vec<Statement>,
}

/// A version of the policy language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 2008-10-17, also of documents that name none: variables such as `${aws:username}` are plain text.
    V2008,
    /// 2012-10-17.
    V2012,
}

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever others allow.
    Deny,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its name within the document.
    pub sid: Option<String>,
    /// Allow or deny.
    pub effect: Effect,
    /// Whom it is about; none in the policies of identities.
    pub principals: Option<Principals>,
    /// Which actions: patterns with `*` and `?`, without regard to case.
    pub actions: Selection,
    /// Which resources: patterns of ARNs; none in trust policies.
    pub resources: Option<Selection>,
    /// What else must hold: all of them.
    pub conditions: Vec<Condition>,
}

/// What matches any of the patterns, or what matches none (`NotAction`, `NotResource`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Whether it is what matches none.
    pub negated: bool,
    /// The patterns; at least one.
    pub patterns: Vec<String>,
}

/// Whom a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principals {
    /// Whether it is everybody but these (`NotPrincipal`).
    pub negated: bool,
    /// `"*"` alone: everybody, also anonymous callers.
    pub everybody: bool,
    /// The principals by kind, in their order.
    pub named: Vec<(PrincipalKind, Vec<String>)>,
}

/// Kinds of principals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// Accounts, users, roles and sessions.
    Aws,
    /// Services of AWS.
    Service,
    /// Identity providers.
    Federated,
    /// Owners of buckets by their canonical id.
    CanonicalUser,
}

impl PrincipalKind {
    /// As the language writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            PrincipalKind::Aws => "AWS",
            PrincipalKind::Service => "Service",
            PrincipalKind::Federated => "Federated",
            PrincipalKind::CanonicalUser => "CanonicalUser",
        }
    }

    /// By what the language writes.
    pub fn of(text: &str) -> Option<PrincipalKind> {
        [PrincipalKind::Aws, PrincipalKind::Service, PrincipalKind::Federated, PrincipalKind::CanonicalUser]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// One operator applied to one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The operator as it was written, such as `ForAnyValue:StringLikeIfExists`.
    pub operator: String,
    /// The context key.
    pub key: String,
    /// The values; numbers and booleans as their text.
    pub values: Vec<String>,
}

impl Version {
    /// As the language writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Version::V2008 => "2008-10-17",
            Version::V2012 => "2012-10-17",
        }
    }
}

impl Effect {
    /// As the language writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        }
    }
}
