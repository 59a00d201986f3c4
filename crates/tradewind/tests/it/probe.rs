//! A service that shows what reaches it. It goes by the name of SQS, so that every way of detection leads to it.

use std::convert::Infallible;
use std::sync::Arc;

use tradewind::functions::Functions;
use tradewind_cloud::{Builder, Context, Definition, Operations, Principal, Service};
use tradewind_wire::{ApiError, Protocol, Shape};

pub(crate) static DEFINITION: Definition = Definition {
    name: "sqs",
    title: "Probe",
    signing_names: &["sqs"],
    target_prefixes: &["AmazonSQS"],
    api_version: "2012-11-05",
    xml_namespace: "http://probe.test/",
    error_namespace: "test.probe",
    protocols: &[Protocol::AwsJson10, Protocol::AwsQuery],
    query_compatible: false,
    differences: &[],
    ..Definition::BLANK
};

pub(crate) struct Probe;

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Nothing {
    pub(crate) ignored: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) text: Option<String>,
    pub(crate) queue_url: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Seen {
    pub(crate) account: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) principal: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) source_ip: Option<String>,
    pub(crate) user_agent: Option<String>,
}

/// The probe has no errors.
#[derive(Debug)]
pub(crate) struct NoError(Infallible);

impl ApiError for NoError {
    fn code(&self) -> &str {
        match self.0 {}
    }

    fn message(&self) -> String {
        match self.0 {}
    }
}

async fn echo(_: Arc<Probe>, _: Context, said: Said) -> Result<Said, NoError> {
    Ok(said)
}

/// A principal in few words.
pub(crate) fn name_of(principal: &Principal) -> String {
    match principal {
        Principal::Account => "account".to_owned(),
        Principal::Root { .. } => "root".to_owned(),
        Principal::User { arn, .. } | Principal::FederatedUser { arn, .. } => arn.clone(),
        Principal::AssumedRole { role_arn, session_name, .. } => [role_arn.as_str(), session_name].join(" as "),
        Principal::Anonymous => "anonymous".to_owned(),
        Principal::Service { name, .. } => (*name).to_owned(),
    }
}

async fn who(_: Arc<Probe>, ctx: Context, _: Nothing) -> Result<Seen, NoError> {
    let principal = name_of(ctx.principal());
    Ok(Seen {
        account: Some(ctx.account().to_owned()),
        region: Some(ctx.region().to_owned()),
        principal: Some(principal),
        endpoint: Some(ctx.endpoint().to_owned()),
        source_ip: ctx.source_ip().map(str::to_owned),
        user_agent: ctx.user_agent().map(str::to_owned),
    })
}

async fn fail(_: Arc<Probe>, _: Context, _: Nothing) -> Result<Nothing, NoError> {
    panic!("on purpose")
}

async fn wait_for_ever(_: Arc<Probe>, _: Context, _: Nothing) -> Result<Nothing, NoError> {
    std::future::pending().await
}

impl Service for Probe {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self)
            .add("Echo", echo)
            .add("Who", who)
            .add("Fail", fail)
            .add("ReceiveMessage", wait_for_ever)
            .build()
    }
}

pub(crate) fn register(builder: Builder, _: &Functions) -> Builder {
    builder.register(|_| Arc::new(Probe))
}
