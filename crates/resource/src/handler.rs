//! What makes, changes and removes single resources.

use std::borrow::Cow;
use std::time::Duration;

use futures::future::BoxFuture;
use tradewind_wire::Document;

use crate::caller::Caller;
use crate::failure::Failure;
use crate::wanted::Wanted;

/// What a handler is at work on.
pub type Step<'a> = BoxFuture<'a, Result<Progress, Failure>>;

/// Makes, changes and removes resources of one type. Every method may run again for a step that an earlier run had done in part
/// or whole, and must then come to the same end.
pub trait Handler: Send + Sync + 'static {
    /// What the schema can't say, found in properties before anything is created: members that exclude each other, values this
    /// server can't serve. Values that are known only later (ids of other resources) are missing here, so it must not ask for
    /// what may still come. The text stands behind the resource's name.
    ///
    /// # Errors
    /// Why a template with these properties is refused.
    fn check(&self, properties: &Document) -> Result<(), String> {
        let _ = properties;
        Ok(())
    }

    /// Whether a change of properties that may replace ([`crate::Update::Conditional`]) does.
    fn replaces(&self, old: &Document, new: &Document) -> bool {
        let _ = (old, new);
        true
    }

    /// Whether a resource may have to change although its properties have not: something else stands behind a URL they name.
    /// Then every update of its stack asks for it.
    fn looks_again(&self) -> bool {
        false
    }

    /// Makes a resource.
    ///
    /// A resource that exists already is a failure ([`crate::HandlerErrorCode::AlreadyExists`]), except where [`Wanted::again`]
    /// says that an earlier attempt of this very step may have made it.
    fn create<'a>(&'a self, caller: &'a Caller, wanted: &'a Wanted) -> Step<'a>;

    /// Changes a resource in place. Properties whose change replaces are the same in both.
    fn update<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a>;

    /// Removes a resource; one that is gone already is no failure.
    fn delete<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a>;
}

/// A resource as a stack remembers it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Existing {
    /// Its physical id.
    pub id: String,
    /// The properties it was last given, resolved and typed.
    pub properties: Document,
    /// The attributes it had then.
    pub attributes: Vec<(Cow<'static, str>, Document)>,
    /// The stack's tags when it was last made or changed, as [`Wanted::stack_tags`]: an update removes those that have gone.
    pub stack_tags: Vec<(String, String)>,
}

/// How far a handler came.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// It is there (or, of a deletion, gone).
    Done(Made),
    /// Something has begun and is not finished: ask again after this while. `memory` comes back in [`Wanted::memory`]; `id` is
    /// the physical id as far as it is known, so that a rollback can remove what was begun.
    Again {
        /// How long to wait, on the server's clock.
        after: Duration,
        /// The physical id, once there is one.
        id: Option<String>,
        /// What the handler wants to know the next time.
        memory: Document,
    },
}

/// A resource that is there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Made {
    /// Its physical id, which is what `Ref` gives.
    pub id: String,
    /// What `Fn::GetAtt` gives, by name (`Arn`, `Endpoint.Address`).
    pub attributes: Vec<(Cow<'static, str>, Document)>,
}

impl Made {
    /// A resource of this physical id.
    pub fn new(id: impl Into<String>) -> Made {
        Made { id: id.into(), attributes: Vec::new() }
    }

    /// The same with an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Document>) -> Made {
        self.attributes.push((Cow::Borrowed(name), value.into()));
        self
    }
}

impl From<Made> for Progress {
    fn from(made: Made) -> Progress {
        Progress::Done(made)
    }
}

impl From<&Existing> for Made {
    fn from(existing: &Existing) -> Made {
        Made { id: existing.id.clone(), attributes: existing.attributes.clone() }
    }
}

/// An update of a type that has nothing to change in place.
///
/// # Errors
/// None.
pub async fn unchanged(_: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    Ok(Made::from(existing).into())
}

/// Makes a [`Handler`] of a type's three functions, and of `check` and `replaces` where there is something to say:
/// `handler!(Queue: create, update, delete; check = check; replaces = replaces)`.
#[macro_export]
macro_rules! handler {
    ($name:ident: $create:path, $update:path, $delete:path $(; check = $check:path)? $(; replaces = $replaces:path)?) => {
        struct $name;

        impl $crate::Handler for $name {
            $(fn check(&self, properties: &tradewind_wire::Document) -> Result<(), String> {
                $check(properties)
            })?

            $(fn replaces(&self, old: &tradewind_wire::Document, new: &tradewind_wire::Document) -> bool {
                $replaces(old, new)
            })?

            fn create<'a>(&'a self, caller: &'a $crate::Caller, wanted: &'a $crate::Wanted) -> $crate::Step<'a> {
                Box::pin($create(caller, wanted))
            }

            fn update<'a>(
                &'a self,
                caller: &'a $crate::Caller,
                existing: &'a $crate::Existing,
                wanted: &'a $crate::Wanted,
            ) -> $crate::Step<'a> {
                Box::pin($update(caller, existing, wanted))
            }

            fn delete<'a>(
                &'a self,
                caller: &'a $crate::Caller,
                existing: &'a $crate::Existing,
                wanted: &'a $crate::Wanted,
            ) -> $crate::Step<'a> {
                Box::pin($delete(caller, existing, wanted))
            }
        }
    };
}
