//! A handler's way to operations.

use tradewind_cloud::{Handle, Origin};
use tradewind_wire::{Document, ErrorDocument};

use crate::failure::{Failure, HandlerErrorCode};

/// Calls operations through the same door that clients use, for one step of a stack.
#[derive(Clone)]
pub struct Caller {
    cloud: Handle,
    origin: Origin,
    request: String,
    #[cfg(feature = "stage")]
    cut: Option<std::sync::Arc<crate::stage::Cut>>,
}

impl Caller {
    /// For a step; `request` is named in failures as the request's id.
    pub fn new(cloud: Handle, origin: Origin, request: impl Into<String>) -> Caller {
        Caller {
            cloud,
            origin,
            request: request.into(),
            #[cfg(feature = "stage")]
            cut: None,
        }
    }

    /// The same, which is cut off after so many calls, as if the server stopped.
    #[cfg(feature = "stage")]
    pub(crate) fn cut(self, cut: std::sync::Arc<crate::stage::Cut>) -> Caller {
        Caller { cut: Some(cut), ..self }
    }

    /// The stack's account, 12 digits.
    pub fn account(&self) -> &str {
        &self.origin.account
    }

    /// The stack's region.
    pub fn region(&self) -> &str {
        &self.origin.region
    }

    /// How clients address this server, without a trailing slash: `http://127.0.0.1:4566`.
    pub fn endpoint(&self) -> &str {
        &self.origin.endpoint
    }

    /// The partition of every ARN.
    pub fn partition(&self) -> &'static str {
        "aws"
    }

    /// `arn:aws:<service>:<region>:<account>:<resource>`.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        ["arn:aws:", service, ":", self.region(), ":", self.account(), ":", resource].concat()
    }

    /// Calls an operation. `service` is the short name the server lists it by (`sqs`).
    ///
    /// # Errors
    /// The service's refusal, as a failure of the resource.
    pub async fn call(&self, service: &str, operation: &str, input: impl Into<Document>) -> Result<Document, Failure> {
        let answer = self.ask(service, operation, input).await;
        answer.map_err(|error| self.refused(service, &error))
    }

    /// Calls an operation for whoever wants to look at the error.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn ask(
        &self,
        service: &str,
        operation: &str,
        input: impl Into<Document>,
    ) -> Result<Document, ErrorDocument> {
        let answer = self.cloud.call(&self.origin, service, operation, input.into()).await;
        #[cfg(feature = "stage")]
        if let Some(cut) = &self.cut {
            cut.called().await;
        }
        answer
    }

    /// Calls an operation that makes something; no answer if it is there already and an earlier attempt of the step may have made
    /// it ([`crate::Wanted::again`]).
    ///
    /// # Errors
    /// Every other refusal.
    pub async fn make(
        &self,
        service: &str,
        operation: &str,
        input: impl Into<Document>,
        again: bool,
    ) -> Result<Option<Document>, Failure> {
        match self.call(service, operation, input).await {
            Ok(answer) => Ok(Some(answer)),
            Err(failure) if again && failure.code == HandlerErrorCode::AlreadyExists => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Calls an operation on something that may be gone; then there is no answer.
    ///
    /// # Errors
    /// Every refusal but "not found".
    pub async fn call_if_there(
        &self,
        service: &str,
        operation: &str,
        input: impl Into<Document>,
    ) -> Result<Option<Document>, Failure> {
        match self.call(service, operation, input).await {
            Ok(answer) => Ok(Some(answer)),
            Err(failure) if failure.code == HandlerErrorCode::NotFound => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// A service's refusal as a failure.
    pub fn refused(&self, service: &str, error: &ErrorDocument) -> Failure {
        Failure::refusal(&sdk_name(service), error, &self.request)
    }
}

/// A service as the SDK for Java names it in messages: `Sqs`, `EventBridge`.
fn sdk_name(service: &str) -> String {
    match service {
        "events" => "EventBridge".into(),
        "logs" => "CloudWatchLogs".into(),
        "secretsmanager" => "SecretsManager".into(),
        "states" => "Sfn".into(),
        other => {
            let mut letters = other.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    }
}
