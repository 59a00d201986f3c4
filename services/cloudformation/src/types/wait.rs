//! Wait conditions, and the handles whose URLs signals are sent to.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html>

use std::borrow::Cow;
use std::time::Duration;

use tradewind_cloud::Parts;
use tradewind_resource::{
    Caller, Existing, Failure, Handler, HandlerErrorCode, Kind, Made, Progress, Property, ResourceType, Step, Wanted,
    unchanged,
};
use tradewind_store::{StoreError, Watermark, encode};
use tradewind_wire::Document;

use crate::keys;
use crate::record::Wait;
use crate::site;

const CONDITION: &[Property] = &[
    Property::new("Count", Kind::Integer),
    // AWS lets creation policies stand in their place; those are refused.
    Property::new("Handle", Kind::String).required(),
    Property::new("Timeout", Kind::String).required(),
];

/// The longest time, seconds.
const LONGEST: u64 = 43_200;

struct WaitHandle(Parts);
struct Condition(Parts);

pub(super) fn types(parts: &Parts) -> Vec<ResourceType> {
    vec![
        ResourceType::new("AWS::CloudFormation::WaitConditionHandle", &[], &["Id"], WaitHandle(parts.clone())),
        ResourceType::new("AWS::CloudFormation::WaitCondition", CONDITION, &["Data", "Id"], Condition(parts.clone())),
    ]
}

fn stack_of(wanted: &Wanted) -> &str {
    wanted.stack_id.rsplit('/').next().unwrap_or_default()
}

impl Handler for WaitHandle {
    fn create<'a>(&'a self, caller: &'a Caller, wanted: &'a Wanted) -> Step<'a> {
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let wait = cell.write(&Watermark::new(), |tx, ()| {
            if let Some(known) = Wait::find(tx.view(), &wanted.token)? {
                return Ok(known);
            }
            let wait = Wait::new(tx, stack_of(wanted), &wanted.logical_id, true);
            tx.put(keys::wait(&wanted.token), encode(&wait));
            tx.put(keys::secret(&wait.secret), wanted.token.clone().into_bytes());
            Ok::<_, StoreError>(wait)
        });
        let made = wait.map_err(|error| internal(&error)).map(|wait| {
            let url = site::url(caller.endpoint(), caller.account(), caller.region(), &wait.secret);
            Made::new(url.clone()).with("Id", url).into()
        });
        Box::pin(async move { made })
    }

    fn update<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(unchanged(caller, existing, wanted))
    }

    fn delete<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, _: &'a Wanted) -> Step<'a> {
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let secret = site::secret_in(&existing.id).unwrap_or_default();
        let gone = cell.write(&Watermark::new(), |tx, ()| {
            if let Some(token) = tx.get(keys::secret(secret))? {
                tx.delete(keys::wait(&String::from_utf8_lossy(&token)));
                tx.delete(keys::secret(secret));
            }
            Ok::<_, StoreError>(())
        });
        let done = gone.map_err(|error| internal(&error)).map(|()| Made::from(existing).into());
        Box::pin(async move { done })
    }
}

impl Handler for Condition {
    fn check(&self, properties: &Document) -> Result<(), String> {
        let timeout = properties.get("Timeout").and_then(Document::as_str).map(str::parse::<u64>);
        match timeout {
            Some(Ok(seconds)) if seconds > LONGEST => Err(format!("Timeout must be at most {LONGEST} seconds")),
            Some(Err(_)) => Err("Timeout must be a number of seconds".to_owned()),
            _ => Ok(()),
        }
    }

    fn create<'a>(&'a self, caller: &'a Caller, wanted: &'a Wanted) -> Step<'a> {
        let progress = self.wait(caller, wanted);
        Box::pin(async move { progress })
    }

    fn update<'a>(&'a self, _: &'a Caller, _: &'a Existing, _: &'a Wanted) -> Step<'a> {
        let text = "Update to resource type AWS::CloudFormation::WaitCondition is not supported.";
        Box::pin(async move { Err(Failure::plain(text)) })
    }

    fn delete<'a>(&'a self, _: &'a Caller, existing: &'a Existing, _: &'a Wanted) -> Step<'a> {
        Box::pin(async move { Ok(Made::from(existing).into()) })
    }
}

impl Condition {
    /// Looks which signals have come.
    fn wait(&self, caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
        let count = wanted.property("Count").and_then(Document::as_i64).unwrap_or(1);
        let count = usize::try_from(count).unwrap_or_default();
        let handle = wanted.text("Handle").and_then(site::secret_in).unwrap_or_default();
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let found = cell.write(&Watermark::new(), |tx, ()| {
            let Some(token) = tx.get(keys::secret(handle))? else { return Ok(None) };
            let token = String::from_utf8_lossy(&token).into_owned();
            let Some(mut wait) = Wait::find(tx.view(), &token)? else { return Ok(None) };
            if wait.waiter.as_ref() != Some(&wanted.logical_id) {
                wait.waiter = Some(wanted.logical_id.clone());
                tx.put(keys::wait(&token), encode(&wait));
            }
            Ok::<_, StoreError>(Some(wait))
        });
        let found = found.map_err(|error| internal(&error))?;
        let wait = found.ok_or_else(|| Failure::plain("WaitCondition handle is not valid"))?;
        if let Some(failed) = wait.signals.iter().find(|signal| !signal.success) {
            let text = format!(
                "WaitCondition received failed message: '{}' for uniqueId: {}",
                failed.reason, failed.unique_id
            );
            return Err(Failure::plain(text));
        }
        let received = wait.signals.len();
        if received >= count {
            return Ok(made(wanted, &wait).into());
        }
        let now = self.0.clock.now();
        let timeout = wanted.text("Timeout").and_then(|text| text.parse().ok()).unwrap_or(LONGEST).min(LONGEST);
        let deadline = wanted.memory.get("deadline").and_then(Document::as_i64);
        let deadline = deadline
            .and_then(|micros| u64::try_from(micros).ok())
            .unwrap_or_else(|| (now + Duration::from_secs(timeout)).as_micros());
        if now.as_micros() >= deadline {
            let text = format!("WaitCondition timed out. Received {received} conditions when expecting {count}");
            return Err(Failure::plain(text));
        }
        Ok(Progress::Again {
            after: Duration::from_micros(deadline.saturating_sub(now.as_micros())),
            id: Some(id_of(wanted)),
            memory: Document::from([("deadline", i64::try_from(deadline).unwrap_or(i64::MAX).into())]),
        })
    }
}

fn id_of(wanted: &Wanted) -> String {
    [wanted.stack_id.as_str(), "/", &wanted.logical_id].concat()
}

fn made(wanted: &Wanted, wait: &Wait) -> Made {
    let pair = |signal: &crate::record::Signal| (Cow::Owned(signal.unique_id.clone()), signal.data.as_str().into());
    let data = Document::Map(wait.signals.iter().map(pair).collect());
    let id = id_of(wanted);
    Made::new(id.clone()).with("Data", String::from_utf8_lossy(&data.to_json_vec()).into_owned()).with("Id", id)
}

fn internal(error: &StoreError) -> Failure {
    tracing::error!(%error, "signals can't be kept or read");
    Failure::new(HandlerErrorCode::ServiceInternalError, "Internal Failure")
}
