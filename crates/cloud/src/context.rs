//! Who calls, from where, and what the answer depends on.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_store::Watermark;
use tradewind_wire::Protocol;

/// Who makes a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Whoever speaks for an account: its root. What every caller is while authentication is off.
    Account,
    /// An account's root, known by its access key.
    Root {
        /// The access key id the request was signed with.
        access_key: String,
    },
    /// A known user, by its access key.
    User {
        /// The user's ARN.
        arn: String,
        /// The access key id the request was signed with.
        access_key: String,
    },
    /// Whoever holds temporary credentials of a role.
    AssumedRole {
        /// The role's ARN.
        role_arn: String,
        /// The session's name.
        session_name: String,
        /// The access key id the request was signed with.
        access_key: String,
    },
    /// Whoever holds temporary credentials that a user gave out under a name (GetFederationToken).
    FederatedUser {
        /// `arn:aws:sts::<account>:federated-user/<name>`.
        arn: String,
        /// The access key id the request was signed with.
        access_key: String,
    },
    /// Nobody in particular: a request without a signature, where signatures are verified. May do only what an operation lets
    /// everybody do.
    Anonymous,
    /// A service acting on its own, such as `events.amazonaws.com` delivering to a queue.
    Service {
        /// The service principal.
        name: &'static str,
        /// The resource on whose behalf it acts (`aws:SourceArn`).
        source_arn: Option<String>,
    },
}

impl Principal {
    /// The ARN by which policies and refusals know the caller, in the account that is called; none for those that have none:
    /// services and anonymous callers.
    ///
    /// A session of a role is `arn:aws:sts::<account>:assumed-role/<role name>/<session>`, in the role's account.
    pub fn arn(&self, account: &str) -> Option<String> {
        match self {
            Principal::Account | Principal::Root { .. } => Some(["arn:aws:iam::", account, ":root"].concat()),
            Principal::User { arn, .. } | Principal::FederatedUser { arn, .. } => Some(arn.clone()),
            Principal::AssumedRole { role_arn, session_name, .. } => {
                let account = role_arn.split(':').nth(4).unwrap_or(account);
                let role = role_arn.rsplit('/').next().unwrap_or(role_arn);
                Some(["arn:aws:sts::", account, ":assumed-role/", role, "/", session_name].concat())
            }
            Principal::Service { .. } | Principal::Anonymous => None,
        }
    }
}

/// One call, as its handler sees it. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Context(Arc<Call>);

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) principal: Principal,
    pub(crate) request_id: String,
    pub(crate) mark: Arc<Watermark>,
    pub(crate) now: Timestamp,
    pub(crate) endpoint: String,
    pub(crate) protocol: Protocol,
    pub(crate) operation: &'static str,
    pub(crate) source_ip: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) trace: Option<String>,
    pub(crate) depth: u8,
}

impl Context {
    pub(crate) fn new(call: Call) -> Context {
        Context(Arc::new(call))
    }

    /// The account called, 12 digits.
    pub fn account(&self) -> &str {
        &self.0.account
    }

    /// The region called, such as `us-east-1`.
    pub fn region(&self) -> &str {
        &self.0.region
    }

    /// The partition of every ARN this server makes.
    pub fn partition(&self) -> &'static str {
        "aws"
    }

    /// Who calls.
    pub fn principal(&self) -> &Principal {
        &self.0.principal
    }

    /// The id this call's answer and audit record carry (a UUID).
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// Collects the highest journal position this call reads or writes; every cell access takes it.
    pub fn mark(&self) -> &Watermark {
        &self.0.mark
    }

    /// When the call arrived; read once, so that one call sees one time.
    pub fn now(&self) -> Timestamp {
        self.0.now
    }

    /// How the client addressed the server, without a trailing slash: `http://127.0.0.1:4566`. For URLs in answers.
    pub fn endpoint(&self) -> &str {
        &self.0.endpoint
    }

    /// The protocol the call came in.
    pub fn protocol(&self) -> Protocol {
        self.0.protocol
    }

    /// The operation called, as the service lists it.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The client's address; none for calls from inside.
    pub fn source_ip(&self) -> Option<&str> {
        self.0.source_ip.as_deref()
    }

    /// The client's `User-Agent`.
    pub fn user_agent(&self) -> Option<&str> {
        self.0.user_agent.as_deref()
    }

    /// The `X-Amzn-Trace-Id` the call carries.
    pub fn trace(&self) -> Option<&str> {
        self.0.trace.as_deref()
    }

    /// How many calls from inside stand between this one and a client; 0 for a client's own call.
    pub fn depth(&self) -> u8 {
        self.0.depth
    }

    /// `arn:aws:<service>:<region>:<account>:<resource>` in the caller's account and region.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        let (region, account) = (self.region(), self.account());
        ["arn:aws:", service, ":", region, ":", account, ":", resource].concat()
    }

    /// An origin for calls this call makes in its turn, as `principal`.
    pub fn origin(&self, principal: Principal) -> Origin {
        Origin {
            account: self.0.account.clone(),
            region: self.0.region.clone(),
            principal,
            mark: self.0.mark.clone(),
            depth: self.0.depth.saturating_add(1),
            trace: self.0.trace.clone(),
            endpoint: self.0.endpoint.clone(),
        }
    }
}

/// From where a call inside the process comes.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The account called.
    pub account: String,
    /// The region called.
    pub region: String,
    /// Who calls.
    pub principal: Principal,
    /// Where the callee's journal positions are noted.
    pub mark: Arc<Watermark>,
    /// Nesting of calls from inside.
    pub depth: u8,
    /// The trace header to pass on.
    pub trace: Option<String>,
    /// For URLs in the answer.
    pub endpoint: String,
}

impl Origin {
    /// A service acting on its own, for `source_arn`, in an account and region.
    pub fn service(name: &'static str, account: &str, region: &str, source_arn: Option<String>) -> Origin {
        Origin {
            account: account.to_owned(),
            region: region.to_owned(),
            principal: Principal::Service { name, source_arn },
            mark: Arc::new(Watermark::new()),
            depth: 1,
            trace: None,
            endpoint: String::new(),
        }
    }
}
