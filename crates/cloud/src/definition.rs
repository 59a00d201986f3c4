//! What a service is called, on every wire it is reached by.

use tradewind_wire::{Protocol, Route, ServiceWire};

/// The fixed facts of a service, from its published API model.
#[derive(Debug)]
pub struct Definition {
    /// The short name: folder, ARN service, cell-name prefix, task-kind prefix and metric label, such as `sqs`.
    pub name: &'static str,
    /// The name people know, such as `Simple Queue Service`.
    pub title: &'static str,
    /// Names that clients put into the credential scope.
    pub signing_names: &'static [&'static str],
    /// What stands before the dot in `X-Amz-Target`.
    pub target_prefixes: &'static [&'static str],
    /// The `Version` of the query protocol, and the model's API version.
    pub api_version: &'static str,
    /// The XML namespace of query answers; empty for services that have no XML protocol.
    pub xml_namespace: &'static str,
    /// What stands before `#` in an error's `__type`; empty where AWS prints the bare name.
    pub error_namespace: &'static str,
    /// Protocols the service speaks, the preferred one first.
    pub protocols: &'static [Protocol],
    /// Where the operations of a REST service live; empty for services without a REST protocol.
    pub routes: &'static [Route],
    /// The most bytes a request's body may have, where that is more than the server takes otherwise: a package of code in it.
    pub body_limit: Option<usize>,
    /// Whether JSON errors carry `x-amzn-query-error` (the model's `awsQueryCompatible` trait).
    pub query_compatible: bool,
    /// Deliberate differences from AWS, a sentence each; printed in the README's table.
    pub differences: &'static [&'static str],
}

impl Definition {
    /// A service without a name and without anything special, for `..Definition::BLANK`.
    pub const BLANK: Definition = Definition {
        name: "",
        title: "",
        signing_names: &[],
        target_prefixes: &[],
        api_version: "",
        xml_namespace: "",
        error_namespace: "",
        protocols: &[],
        routes: &[],
        body_limit: None,
        query_compatible: false,
        differences: &[],
    };

    /// The REST protocol it speaks, if it speaks one.
    pub fn rest(&self) -> Option<Protocol> {
        self.protocols.iter().copied().find(|protocol| matches!(protocol, Protocol::RestJson1 | Protocol::RestXml))
    }

    /// What the protocols' answers need to know.
    pub const fn wire(&self) -> ServiceWire {
        ServiceWire {
            error_namespace: self.error_namespace,
            message_member: "message",
            xml_namespace: self.xml_namespace,
            query_compatible: self.query_compatible,
        }
    }
}
