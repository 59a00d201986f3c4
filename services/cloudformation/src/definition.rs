//! CloudFormation's fixed facts.

use tradewind_cloud::Definition;
use tradewind_wire::Protocol;

/// CloudFormation's fixed facts, and where this one differs on purpose.
pub static DEFINITION: Definition = Definition {
    name: "cloudformation",
    title: "CloudFormation",
    signing_names: &["cloudformation"],
    target_prefixes: &[],
    api_version: "2010-05-15",
    xml_namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    error_namespace: "",
    protocols: &[Protocol::AwsQuery],
    query_compatible: false,
    differences: &[
        "A template that names a resource type, a property or a value this server does not have is refused before anything is created, with the place where it stands.",
        "Change sets are made at once: one that was asked for is CREATE_COMPLETE or FAILED when the answer comes.",
        "There is no eventual consistency to wait for, so no event says \"Eventual consistency check initiated\" and no stack has a DetailedStatus.",
        "The URLs of custom resources and wait conditions lead to this server, over http; functions reach them at the address they reach the platform at.",
        "Stack policies are kept and given back; they are not evaluated.",
        "There are no topics and alarms yet: NotificationARNs, rollback triggers and custom resources behind a topic are refused by name.",
        "IncludeNestedStacks makes no change sets of nested stacks: the change set shows what happens to them as one change each.",
        "ImportExistingResources is kept and given back: what exists already is not imported, and a resource that shall have its name fails as it does without.",
        "There is no drift detection; every stack is NOT_CHECKED.",
        "A role of a stack is the principal of its calls; whether the caller may pass it is not asked.",
    ],
    ..Definition::BLANK
};
