//! Stacks.

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_cloud::{Origin, Principal};
use tradewind_store::{Record, StoreError, Tx, View, decode, encode};

use crate::keys;
use crate::record::Status;

/// A stack.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Stack {
    /// The UUID of its ARN.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) account: String,
    pub(crate) region: String,
    /// Microseconds since the epoch, as all times here.
    pub(crate) created: u64,
    pub(crate) updated: Option<u64>,
    pub(crate) deleted: Option<u64>,
    pub(crate) status: Status,
    pub(crate) reason: Option<String>,
    pub(crate) settings: Settings,
    pub(crate) outputs: Vec<Output>,
    pub(crate) disable_rollback: bool,
    /// Minutes.
    pub(crate) timeout: Option<i32>,
    pub(crate) protected: bool,
    pub(crate) retain_except_on_create: bool,
    pub(crate) force_deleted: bool,
    /// The stack policy, as it was given.
    pub(crate) policy: Option<String>,
    pub(crate) parent: Option<Parent>,
    /// The ARN of the change set that was executed last, or that made the stack.
    pub(crate) change_set: Option<String>,
    /// The number of the next event.
    pub(crate) events: u64,
    /// The number of the next template.
    pub(crate) templates: u64,
    /// Of a nested stack, the template it had before the update that its parent is in, or was in last.
    pub(crate) undo: Option<u64>,
    /// The last operation's type and id.
    pub(crate) last_operation: Option<(String, String)>,
    /// The client's token of the last operation, and which operation that was.
    pub(crate) token: Option<(String, String)>,
}

/// What an update may change.
#[derive(Clone, Serialize, Deserialize, PartialEq)]
pub(crate) struct Settings {
    /// The template's number; none before the first.
    pub(crate) template: Option<u64>,
    /// Whether transforms have made another of it.
    pub(crate) processed: bool,
    pub(crate) description: Option<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) capabilities: Vec<String>,
    pub(crate) role: Option<String>,
    /// Minutes after an operation's end during which triggers are watched; there are none, so nothing happens.
    pub(crate) monitoring: Option<i32>,
}

/// A parameter of a stack.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) value: String,
    /// What SSM had for it.
    pub(crate) resolved: Option<String>,
    /// Whether SSM had a list.
    pub(crate) list: bool,
    pub(crate) no_echo: bool,
}

/// An output of a stack.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) description: Option<String>,
    pub(crate) export: Option<String>,
}

/// The stack that a nested stack is a resource of.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Parent {
    pub(crate) arn: String,
    pub(crate) root: String,
    pub(crate) logical_id: String,
}

/// On whose behalf an operation calls others.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Caller {
    /// What kind of principal: `account`, `root`, `user`, `role`, `federated`.
    kind: String,
    arn: String,
    session: String,
    access_key: String,
    /// How the client addressed the server.
    pub(crate) endpoint: String,
}

impl Record for Stack {
    const VERSION: u8 = 1;
}

impl Stack {
    pub(crate) fn arn(&self) -> String {
        arn(&self.region, &self.account, &self.name, &self.id)
    }

    pub(crate) fn find(view: View<'_>, id: &str) -> Result<Option<Stack>, StoreError> {
        view.get(keys::stack(id))?.map(|row| decode(&row)).transpose()
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::stack(&self.id), encode(self));
    }

    /// A template that nothing names any more.
    pub(crate) fn forget_template(&self, tx: &mut Tx<'_>, template: u64) {
        tx.delete_body(keys::template(&self.id, template));
        tx.delete_body(keys::processed(&self.id, template));
    }

    /// The last update can't be undone any more.
    pub(crate) fn forget_undo(&mut self, tx: &mut Tx<'_>) {
        if let Some(template) = self.undo.take() {
            self.forget_template(tx, template);
        }
    }

    pub(crate) fn is_nested(&self) -> bool {
        self.parent.is_some()
    }

    /// The root of a nested stack's tree; itself for others.
    pub(crate) fn root(&self) -> String {
        self.parent.as_ref().map_or_else(|| self.arn(), |parent| parent.root.clone())
    }
}

/// `arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>`.
pub(crate) fn arn(region: &str, account: &str, name: &str, id: &str) -> String {
    ["arn:aws:cloudformation:", region, ":", account, ":stack/", name, "/", id].concat()
}

impl Settings {
    /// Of nothing.
    pub(crate) fn empty() -> Settings {
        Settings {
            template: None,
            processed: false,
            description: None,
            parameters: Vec::new(),
            tags: Vec::new(),
            capabilities: Vec::new(),
            role: None,
            monitoring: None,
        }
    }
}

impl Caller {
    /// Whoever calls, or the role the stack was given.
    pub(crate) fn of(principal: &Principal, endpoint: &str, role: Option<&str>) -> Caller {
        let (kind, arn, session, access_key) = match (role, principal) {
            (Some(role), _) => ("role", role, "AWSCloudFormation", ""),
            (None, Principal::Root { access_key }) => ("root", "", "", access_key.as_str()),
            (None, Principal::User { arn, access_key }) => ("user", arn.as_str(), "", access_key.as_str()),
            (None, Principal::AssumedRole { role_arn, session_name, access_key }) => {
                ("role", role_arn.as_str(), session_name.as_str(), access_key.as_str())
            }
            (None, Principal::FederatedUser { arn, access_key }) => {
                ("federated", arn.as_str(), "", access_key.as_str())
            }
            (None, Principal::Account | Principal::Anonymous | Principal::Service { .. }) => ("account", "", "", ""),
        };
        Caller {
            kind: kind.to_owned(),
            arn: arn.to_owned(),
            session: session.to_owned(),
            access_key: access_key.to_owned(),
            endpoint: endpoint.to_owned(),
        }
    }

    fn principal(&self) -> Principal {
        let (arn, access_key) = (self.arn.clone(), self.access_key.clone());
        match self.kind.as_str() {
            "root" => Principal::Root { access_key },
            "user" => Principal::User { arn, access_key },
            "role" => Principal::AssumedRole { role_arn: arn, session_name: self.session.clone(), access_key },
            "federated" => Principal::FederatedUser { arn, access_key },
            _ => Principal::Account,
        }
    }

    /// An origin for calls in the stack's account and region.
    pub(crate) fn origin(&self, account: &str, region: &str) -> Origin {
        let origin = Origin::service("cloudformation.amazonaws.com", account, region, None);
        Origin { principal: self.principal(), endpoint: self.endpoint.clone(), ..origin }
    }
}

/// A time of a row.
pub(crate) fn time(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros)
}

impl Parent {
    /// The UUID of the parent's ARN.
    pub(crate) fn uuid(&self) -> Option<String> {
        self.arn.rsplit('/').next().map(str::to_owned)
    }
}
