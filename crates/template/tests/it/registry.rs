//! Types of resources for tests.

use std::sync::Arc;

use tradewind_resource::{Kind, Property, Registry, ResourceType, TAG};
use tradewind_wire::Document;

use never::Never;

const QUEUE: &[Property] = &[
    Property::new("QueueName", Kind::String).replaces(),
    Property::new("DelaySeconds", Kind::Integer),
    Property::new("Ratio", Kind::Number),
    Property::new("FifoQueue", Kind::Boolean).replaces(),
    Property::new("Mode", Kind::String).may_replace(),
    Property::new("RedrivePolicy", Kind::Json),
    Property::new("Tags", Kind::List(&TAG)),
    Property::new("Names", Kind::List(&Kind::String)),
    Property::new("Labels", Kind::Map(&Kind::String)),
    Property::new(
        "Nested",
        Kind::Object(&[
            Property::new("Size", Kind::Integer).required(),
            Property::refused("Trace", "tracing is not built yet"),
        ]),
    ),
    Property::refused("KmsMasterKeyId", "encryption is not built yet"),
];

const RULE: &[Property] =
    &[Property::new("Pattern", Kind::Json).required(), Property::new("Target", Kind::String).required()];

/// A queue, a rule that needs a target, and custom resources.
pub(crate) fn registry() -> Registry {
    let one = |name, properties, attributes| ResourceType { name, properties, attributes, handler: Arc::new(Never) };
    Registry::new([
        one("T::Q::Queue", QUEUE, &["Arn", "Out.*"][..]),
        one("T::E::Rule", RULE, &["Arn"][..]),
        one(
            "AWS::CloudFormation::CustomResource",
            const { &[Property::new("ServiceToken", Kind::String).required().replaces(), Property::new("*", Kind::Json)] },
            &["*"][..],
        ),
    ])
}

mod never {
    use futures::future::{BoxFuture, FutureExt as _, ready};
    use tradewind_resource::{Caller, Existing, Failure, Handler, Progress, Wanted};

    use super::Document;

    /// A handler that nothing here calls, except for its checks.
    pub(super) struct Never;

    fn never() -> BoxFuture<'static, Result<Progress, Failure>> {
        ready(Err(Failure::invalid("no resource is made here"))).boxed()
    }

    impl Handler for Never {
        fn check(&self, properties: &Document) -> Result<(), String> {
            let fifo = properties.get("FifoQueue").and_then(Document::as_bool).unwrap_or(false);
            let name = properties.get("QueueName").and_then(Document::as_str);
            match name {
                Some(name) if fifo && !name.ends_with(".fifo") => {
                    Err("the name of a FIFO queue ends with .fifo".into())
                }
                _ => Ok(()),
            }
        }

        fn replaces(&self, _: &Document, new: &Document) -> bool {
            new.get("Mode").and_then(Document::as_str) == Some("other")
        }

        fn create<'a>(&'a self, _: &'a Caller, _: &'a Wanted) -> BoxFuture<'a, Result<Progress, Failure>> {
            never()
        }

        fn update<'a>(
            &'a self,
            _: &'a Caller,
            _: &'a Existing,
            _: &'a Wanted,
        ) -> BoxFuture<'a, Result<Progress, Failure>> {
            never()
        }

        fn delete<'a>(
            &'a self,
            _: &'a Caller,
            _: &'a Existing,
            _: &'a Wanted,
        ) -> BoxFuture<'a, Result<Progress, Failure>> {
            never()
        }
    }
}
