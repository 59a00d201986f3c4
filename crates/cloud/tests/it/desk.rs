//! A service that keeps notes, and calls itself.

use std::sync::Arc;

use parking_lot::Mutex;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{
    Access, Audit, CallRecord, Cloud, Context, Definition, Denied, Incoming, Operations, Origin, Parts, Principal,
    Service,
};
use tradewind_store::{SimDisk, Store, StoreError};
use tradewind_wire::{ApiError, CommonError, Document, ErrorDocument, Protocol, Response, Shape, Violation};

static DEFINITION: Definition = Definition {
    name: "desk",
    title: "Desk",
    signing_names: &["desk"],
    target_prefixes: &["Desk"],
    api_version: "2026-01-01",
    xml_namespace: "http://desk.test/",
    error_namespace: "test.desk",
    protocols: &[Protocol::AwsJson10, Protocol::AwsQuery],
    query_compatible: false,
    differences: &[],
    ..Definition::BLANK
};

pub(crate) const ACCOUNT: &str = "123456789012";

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Note {
    #[shape(required)]
    pub(crate) text: String,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Nothing {}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Owned {
    pub(crate) account: Option<String>,
}

/// What the desk answers instead of a result.
#[derive(Debug)]
pub(crate) enum DeskError {
    /// That note is there.
    Exists,
    /// What another call answered.
    Told(ErrorDocument),
    Denied(Denied),
    Store(StoreError),
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> DeskError {
        DeskError::Store(error)
    }
}

impl ApiError for DeskError {
    fn code(&self) -> &str {
        "NoteExists"
    }

    fn message(&self) -> String {
        "There is such a note.".to_owned()
    }

    fn to_document(&self) -> ErrorDocument {
        match self {
            DeskError::Exists => ErrorDocument {
                code: "NoteExists".into(),
                message: Some(self.message()),
                ..CommonError::InternalFailure.document()
            },
            DeskError::Told(document) => document.clone(),
            DeskError::Denied(denied) => CommonError::AccessDenied(denied.to_string()).document(),
            DeskError::Store(error) => CommonError::ServiceUnavailable(error.to_string()).document(),
        }
    }
}

pub(crate) struct Desk {
    pub(crate) parts: Parts,
    /// How deep the calls of `Dig` stood that got through.
    pub(crate) dug: Mutex<Vec<u8>>,
}

async fn write(desk: Arc<Desk>, ctx: Context, note: Note) -> Result<Note, DeskError> {
    desk.parts.store.cell::<()>("desk/notes").write(ctx.mark(), |tx, ()| {
        let key: String = note.text.chars().take(32).collect();
        if tx.get(key.as_bytes())?.is_some() {
            return Err(DeskError::Exists);
        }
        tx.put(key.as_bytes(), note.text.clone().into_bytes());
        Ok(())
    })?;
    Ok(note)
}

async fn dig(desk: Arc<Desk>, ctx: Context, _: Nothing) -> Result<Nothing, DeskError> {
    desk.dug.lock().push(ctx.depth());
    let origin = ctx.origin(Principal::Service { name: "desk.test", source_arn: None });
    let deeper = desk.parts.cloud.call(&origin, "desk", "Dig", Document::Map(Vec::new())).await;
    deeper.map(|_| Nothing {}).map_err(DeskError::Told)
}

async fn own(_: Arc<Desk>, ctx: Context, input: Owned) -> Result<Nothing, DeskError> {
    let account = input.account.unwrap_or_default();
    let access = || Access { action: "desk:own".to_owned(), resource: format!("arn:aws:desk:x:{account}:note") };
    ctx.may_reach(&account, access).map_err(DeskError::Denied)?;
    Ok(Nothing {})
}

impl Service for Desk {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self).add("Write", write).add("Dig", dig).add("Own", own).absent(&["Paint"]).build()
    }

    fn violations(&self, operation: &str, _: Protocol, found: &[Violation]) -> ErrorDocument {
        let members: Vec<_> = found.iter().map(|violation| violation.member).collect();
        CommonError::Validation(format!("{operation} lacks {}.", members.join(", "))).document()
    }
}

/// What the audit saw of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) operation: &'static str,
    pub(crate) error: Option<String>,
    pub(crate) status: u16,
    pub(crate) internal: bool,
}

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Seen>>>);

impl Audit for Log {
    fn record(&self, call: &CallRecord<'_>) {
        assert_eq!((call.service, call.account, call.region), ("desk", ACCOUNT, "us-east-1"));
        assert_eq!(call.request_id.len(), 36);
        let error = call.error.map(str::to_owned);
        self.0.lock().push(Seen { operation: call.operation, error, status: call.status, internal: call.internal });
    }
}

/// A cloud with the desk alone, over a simulated disk.
pub(crate) struct World {
    pub(crate) cloud: Cloud,
    pub(crate) desk: Arc<Desk>,
    pub(crate) disk: SimDisk,
    pub(crate) principal: Principal,
    log: Log,
}

impl World {
    pub(crate) fn new() -> World {
        let (disk, clock, random) = (SimDisk::new(7), Clock::manual(Timestamp::from_secs(1)), Random::seeded(1));
        let store = Store::simulated(&disk, clock.clone(), random.clone()).unwrap();
        let (log, mut made) = (Log::default(), None);
        let make = |parts: Parts| made.insert(Arc::new(Desk { parts, dug: Mutex::default() })).clone();
        let cloud = Cloud::builder(store, clock, random).audit(log.clone()).register(make).build();
        World { cloud, desk: made.unwrap(), disk, principal: Principal::Account, log }
    }

    /// A client's call: the status and the body.
    pub(crate) async fn client(&self, operation: &str, body: &str) -> (u16, serde_json::Value) {
        let (status, body) = self.client_in(Protocol::AwsJson10, operation, body).await;
        (status, serde_json::from_str(&body).unwrap())
    }

    pub(crate) async fn client_in(&self, protocol: Protocol, operation: &str, body: &str) -> (u16, String) {
        let incoming = Incoming {
            service: self.cloud.find("desk").unwrap().clone(),
            operation: operation.to_owned(),
            protocol,
            body: body.to_owned().into(),
            head: None,
            account: ACCOUNT.to_owned(),
            region: "us-east-1".to_owned(),
            principal: self.principal.clone(),
            endpoint: "http://127.0.0.1:4566".to_owned(),
            source_ip: None,
            user_agent: None,
            trace: None,
        };
        let Response { status, body, .. } = self.cloud.handle(incoming).await;
        (status, String::from_utf8(body.into_bytes().unwrap()).unwrap())
    }

    /// A call from inside, as a service makes it.
    pub(crate) async fn inside(
        &self,
        service: &str,
        operation: &str,
        input: Document,
    ) -> Result<Document, ErrorDocument> {
        let origin = Origin::service("desk.test", ACCOUNT, "us-east-1", None);
        self.desk.parts.cloud.call(&origin, service, operation, input).await
    }

    /// What the audit has seen since it was asked last.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.log.0.lock())
    }
}

pub(crate) fn note(text: &str) -> Document {
    tradewind_wire::to_document(&Note { text: text.to_owned() })
}

pub(crate) fn ok(operation: &'static str, internal: bool) -> Seen {
    Seen { operation, error: None, status: 200, internal }
}

pub(crate) fn failed(operation: &'static str, error: &str, status: u16, internal: bool) -> Seen {
    Seen { operation, error: Some(error.to_owned()), status, internal }
}
