//! Custom resources: what a function makes, and says so at a URL.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html>

use std::borrow::Cow;
use std::time::Duration;

use tradewind_cloud::Parts;
use tradewind_resource::{
    Caller, Existing, Failure, Handler, HandlerErrorCode, Kind, Made, Progress, Property, ResourceType, Step, Wanted,
};
use tradewind_store::{StoreError, Watermark, encode};
use tradewind_wire::Document;

use crate::keys;
use crate::record::Wait;
use crate::site;

const PROPERTIES: &[Property] = &[
    Property::new("ServiceToken", Kind::String).required(),
    Property::new("ServiceTimeout", Kind::Integer),
    Property::new("*", Kind::Json),
];

/// How long an answer may take, seconds, where the template does not say.
const TIMEOUT: i64 = 3600;

/// Where a function reaches the platform: at its own address of it, whatever the server's is outside.
const PLATFORM: &str = "http://127.0.0.1:4566";

/// Resources that functions make.
struct Custom(Parts);

/// What it asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Request {
    Create,
    Update,
    Delete,
}

pub(super) fn types(parts: &Parts) -> Vec<ResourceType> {
    let one = |name| ResourceType::new(name, PROPERTIES, &["*"], Custom(parts.clone()));
    vec![one("AWS::CloudFormation::CustomResource")]
}

impl Handler for Custom {
    fn check(&self, properties: &Document) -> Result<(), String> {
        match properties.get("ServiceToken").and_then(Document::as_str) {
            Some(token) if token.starts_with("arn:") && token.split(':').nth(2) == Some("sns") => {
                Err("a ServiceToken that is an SNS topic is not built into this server yet: it has no topics"
                    .to_owned())
            }
            _ => match properties.get("ServiceTimeout").and_then(Document::as_i64) {
                Some(seconds) if !(1..=TIMEOUT).contains(&seconds) => {
                    Err(format!("ServiceTimeout must be between 1 and {TIMEOUT} seconds"))
                }
                _ => Ok(()),
            },
        }
    }

    fn create<'a>(&'a self, caller: &'a Caller, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(self.ask(caller, wanted, Request::Create, None))
    }

    fn update<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        let old = existing.properties.get("ServiceToken");
        if old != wanted.properties.get("ServiceToken") {
            let failure = Failure::plain("Modifying service token is not allowed.");
            return Box::pin(async { Err(failure) });
        }
        Box::pin(self.ask(caller, wanted, Request::Update, Some(existing)))
    }

    fn delete<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(self.ask(caller, wanted, Request::Delete, Some(existing)))
    }
}

impl Custom {
    /// Asks the function, or looks whether it has answered.
    async fn ask(
        &self,
        caller: &Caller,
        wanted: &Wanted,
        request: Request,
        existing: Option<&Existing>,
    ) -> Result<Progress, Failure> {
        let wait = self.wait(caller, wanted).map_err(|error| internal(&error))?;
        if let Some(answer) = &wait.answer {
            return read(answer, wanted, request, existing);
        }
        let now = self.0.clock.now();
        let deadline = match wanted.memory.get("deadline").and_then(Document::as_i64) {
            Some(deadline) => u64::try_from(deadline).unwrap_or_default(),
            None => {
                let seconds = wanted.property("ServiceTimeout").and_then(Document::as_i64).unwrap_or(TIMEOUT);
                let deadline = now + Duration::from_secs(u64::try_from(seconds).unwrap_or(3600));
                self.invoke(caller, wanted, request, existing, &wait.secret).await?;
                deadline.as_micros()
            }
        };
        if now.as_micros() >= deadline {
            let text = format!(
                "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [{}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.",
                wanted.token
            );
            return Err(Failure::plain(text));
        }
        let after = Duration::from_micros(deadline.saturating_sub(now.as_micros()));
        let memory = Document::from([("deadline", i64::try_from(deadline).unwrap_or(i64::MAX).into())]);
        Ok(Progress::Again { after, id: None, memory })
    }

    /// Where the answer will come.
    fn wait(&self, caller: &Caller, wanted: &Wanted) -> Result<Wait, StoreError> {
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let stack = wanted.stack_id.rsplit('/').next().unwrap_or_default();
        cell.write(&Watermark::new(), |tx, ()| {
            if let Some(known) = Wait::find(tx.view(), &wanted.token)? {
                return Ok(known);
            }
            let wait = Wait::new(tx, stack, &wanted.logical_id, false);
            tx.put(keys::wait(&wanted.token), encode(&wait));
            tx.put(keys::secret(&wait.secret), wanted.token.clone().into_bytes());
            Ok(wait)
        })
    }

    async fn invoke(
        &self,
        caller: &Caller,
        wanted: &Wanted,
        request: Request,
        existing: Option<&Existing>,
        secret: &str,
    ) -> Result<(), Failure> {
        let token = wanted.text("ServiceToken").unwrap_or_default();
        let event = event(caller, wanted, request, existing, secret);
        let input = Document::from([
            ("FunctionName", token.into()),
            ("InvocationType", "Event".into()),
            ("Payload", Document::Blob(event.to_json_vec().into())),
        ]);
        let answer = caller.ask("lambda", "Invoke", input).await;
        answer.map(|_| ()).map_err(|error| {
            let text = error.message.as_deref().unwrap_or(&error.code);
            Failure::plain(format!(
                "{text} (Service: AWSLambdaInternal; Status Code: {}; Error Code: {}; Request ID: {})",
                error.status, error.code, wanted.token
            ))
        })
    }
}

/// What the function gets.
fn event(caller: &Caller, wanted: &Wanted, request: Request, existing: Option<&Existing>, secret: &str) -> Document {
    let kind = match request {
        Request::Create => "Create",
        Request::Update => "Update",
        Request::Delete => "Delete",
    };
    let url = site::url(PLATFORM, caller.account(), caller.region(), secret);
    let mut entries: Vec<(Cow<'static, str>, Document)> = vec![
        ("RequestType".into(), kind.into()),
        ("ServiceToken".into(), wanted.text("ServiceToken").unwrap_or_default().into()),
        ("ResponseURL".into(), url.into()),
        ("StackId".into(), wanted.stack_id.as_str().into()),
        ("RequestId".into(), wanted.token.as_str().into()),
        ("LogicalResourceId".into(), wanted.logical_id.as_str().into()),
    ];
    if let Some(existing) = existing {
        entries.push(("PhysicalResourceId".into(), existing.id.as_str().into()));
    }
    entries.push(("ResourceType".into(), wanted.type_name.as_str().into()));
    entries.push(("ResourceProperties".into(), as_texts(&wanted.properties)));
    if let (Request::Update, Some(existing)) = (request, existing) {
        entries.push(("OldResourceProperties".into(), as_texts(&existing.properties)));
    }
    Document::Map(entries)
}

/// Custom resources get every scalar as text, as on AWS.
fn as_texts(value: &Document) -> Document {
    match value {
        Document::List(items) => Document::List(items.iter().map(as_texts).collect()),
        Document::Map(entries) => {
            Document::Map(entries.iter().map(|(name, value)| (name.clone(), as_texts(value))).collect())
        }
        Document::Bool(_) | Document::Integer(_) | Document::Float(_) => {
            String::from_utf8_lossy(&value.to_json_vec()).into_owned().into()
        }
        other => other.clone(),
    }
}

/// What the function has answered.
fn read(answer: &str, wanted: &Wanted, request: Request, existing: Option<&Existing>) -> Result<Progress, Failure> {
    let answer =
        Document::from_json(answer.as_bytes()).map_err(|_| Failure::plain("Invalid response object: it is no JSON"))?;
    let text = |name: &str| answer.get(name).and_then(Document::as_str);
    let stays = |id: &str| existing.is_none_or(|existing| existing.id == id);
    match text("Status") {
        Some("SUCCESS") => {}
        Some("FAILED") => {
            let reason = text("Reason").unwrap_or("Unknown");
            return Err(Failure::plain(format!(
                "Received response status [FAILED] from custom resource. Message returned: {reason} (RequestId: {})",
                wanted.token
            )));
        }
        _ => {
            return Err(Failure::plain(
                "Invalid response object: Value of property Status must be either SUCCESS or FAILED",
            ));
        }
    }
    let id = text("PhysicalResourceId").filter(|id| !id.is_empty()).or(existing.map(|existing| existing.id.as_str()));
    let id = id.ok_or_else(|| Failure::plain("Invalid PhysicalResourceId"))?;
    if request == Request::Delete && !stays(id) {
        return Err(Failure::plain("Invalid PhysicalResourceId"));
    }
    let mut made = Made::new(id);
    if let Some(Document::Map(data)) = answer.get("Data") {
        made.attributes = data.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    }
    Ok(Progress::Done(made))
}

fn internal(error: &StoreError) -> Failure {
    tracing::error!(%error, "what a custom resource waits for can't be kept");
    Failure::new(HandlerErrorCode::ServiceInternalError, "Internal Failure")
}
