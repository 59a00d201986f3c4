//! A service with one kind of thing, and the resource type it owns: stands in for every service a template may name.
//!
//! A thing has a name, a value and a sort. Values make trouble: `bad` can't be made or changed to, `sticky` can't be deleted while
//! there is no thing of the name `solvent`, `slow` takes a minute.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::Notify;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_resource::{
    Caller, Case, Existing, Failure, Handler, Kind, Made, Progress, Property, Request, ResourceType, Step, TAG, Wanted,
};
use tradewind_store::{Store, StoreError, Watermark, prefix};
use tradewind_wire::{ApiError, Document, Protocol, Shape};

static DEFINITION: Definition = Definition {
    name: "things",
    title: "Things",
    signing_names: &["things"],
    protocols: &[Protocol::AwsJson11],
    ..Definition::BLANK
};

pub(crate) struct Things {
    parts: Parts,
    points: Arc<Points>,
}

/// Where the server can be stopped: what was committed before is on the disk, and nothing comes after.
#[derive(Default)]
pub(crate) struct Points {
    left: AtomicUsize,
    reached: Notify,
}

impl Points {
    /// The server stops after so many points.
    pub(crate) fn stop_at(&self, point: usize) {
        self.left.store(point + 1, Ordering::Relaxed);
    }

    pub(crate) async fn reached(&self) {
        self.reached.notified().await;
    }

    /// A point. Goes on, or never.
    pub(crate) async fn pass(&self, store: &Store) {
        let armed = self.left.load(Ordering::Relaxed) > 0;
        if armed && self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            store.flush().expect("flushed");
            self.reached.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Thing {
    #[shape(required)]
    pub(crate) name: String,
    pub(crate) value: Option<String>,
    pub(crate) fresh: Option<bool>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("{0}")]
    Exists(String),
    #[error("{0}")]
    Bad(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ApiError for Trouble {
    fn code(&self) -> &str {
        match self {
            Trouble::Exists(_) => "ThingAlreadyExists",
            Trouble::Bad(_) => "InvalidThing",
            Trouble::Store(_) => "InternalFailure",
        }
    }

    fn message(&self) -> String {
        self.to_string()
    }
}

impl Things {
    pub(crate) fn new(parts: Parts, points: Arc<Points>) -> Arc<Things> {
        Arc::new(Things { parts, points })
    }
}

impl Service for Things {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self).add("PutThing", put).add("DropThing", drop_thing).build()
    }

    fn perform<'a>(&'a self, _: tradewind_store::TaskRun) -> BoxFuture<'a, tradewind_store::Outcome> {
        Box::pin(async { tradewind_store::Outcome::Done })
    }
}

async fn put(things: Arc<Things>, ctx: Context, input: Thing) -> Result<Thing, Trouble> {
    let value = input.value.clone().unwrap_or_default();
    things.points.pass(&things.parts.store).await;
    let done = things.parts.store.cell::<()>("things").write(ctx.mark(), |tx, ()| {
        let known = tx.get(&input.name)?;
        if known.is_some() && input.fresh == Some(true) {
            return Err(Trouble::Exists(format!("The thing {} exists", input.name)));
        }
        if value.starts_with("bad") {
            return Err(Trouble::Bad(format!("The value {value} is bad")));
        }
        tx.put(&input.name, value.into_bytes());
        Ok(input)
    });
    things.points.pass(&things.parts.store).await;
    done
}

async fn drop_thing(things: Arc<Things>, ctx: Context, input: Thing) -> Result<Thing, Trouble> {
    things.points.pass(&things.parts.store).await;
    let done = things.parts.store.cell::<()>("things").write(ctx.mark(), |tx, ()| {
        let known = tx.get(&input.name)?;
        if known.as_deref() == Some(b"sticky") && tx.get("solvent")?.is_none() {
            return Err(Trouble::Bad(format!("The thing {} is sticky", input.name)));
        }
        tx.delete(&input.name);
        Ok(input)
    });
    things.points.pass(&things.parts.store).await;
    done
}

/// All things, as `name=value`.
pub(crate) fn all(store: &tradewind_store::Store) -> Vec<String> {
    let cell = store.cell::<()>("things");
    cell.read(&Watermark::new(), |view, ()| {
        let mut all = Vec::new();
        for row in view.scan(prefix("")) {
            let (name, value) = row?;
            all.push(format!("{}={}", String::from_utf8_lossy(&name), String::from_utf8_lossy(&value)));
        }
        Ok::<_, StoreError>(all)
    })
    .expect("readable")
}

const PROPERTIES: &[Property] = &[
    Property::new("Name", Kind::String).replaces(),
    Property::new("Value", Kind::String),
    Property::new("Size", Kind::Integer),
    Property::new("Sort", Kind::String).replaces(),
    Property::new("Tags", Kind::List(&TAG)),
    Property::refused("Colour", "there are no colours yet"),
];

struct ThingHandler;

pub(crate) fn resource_types() -> Vec<ResourceType> {
    vec![ResourceType::new("Test::Things::Thing", PROPERTIES, &["Arn", "Value"], ThingHandler)]
}

fn made(name: &str, wanted: &Wanted) -> Made {
    Made::new(name).with("Arn", format!("arn:thing:{name}")).with("Value", wanted.text("Value").unwrap_or_default())
}

impl Handler for ThingHandler {
    fn create<'a>(&'a self, caller: &'a Caller, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(async move {
            let name = wanted.text("Name").map_or_else(|| wanted.physical_name(80, Case::Mixed), str::to_owned);
            if wanted.memory == Document::Null {
                let input = Request::of(wanted, &["Value"]).with("Name", name.as_str()).with("Fresh", true);
                caller.make("things", "PutThing", input, wanted.again).await?;
            }
            if wanted.text("Value") == Some("slow") && wanted.memory == Document::Null {
                let memory = Document::from([("name", name.as_str().into())]);
                return Ok(Progress::Again { after: Duration::from_secs(60), id: Some(name), memory });
            }
            if wanted.text("Value") == Some("slow, then bad") {
                if wanted.memory == Document::Null {
                    let memory = Document::from([("name", name.as_str().into())]);
                    return Ok(Progress::Again { after: Duration::from_secs(60), id: Some(name), memory });
                }
                return Err(Failure::plain("It went wrong"));
            }
            Ok(made(&name, wanted).into())
        })
    }

    fn update<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(async move {
            let stuck = existing.properties.get("Value").and_then(Document::as_str) == Some("no way back");
            if stuck && !crate::things::solvent(caller).await {
                return Err(Failure::plain("There is no way back"));
            }
            let input = Request::of(wanted, &["Value"]).with("Name", existing.id.as_str());
            caller.call("things", "PutThing", input).await?;
            if wanted.text("Value") == Some("slow") && wanted.memory == Document::Null {
                let memory = Document::from([("name", existing.id.as_str().into())]);
                return Ok(Progress::Again { after: Duration::from_secs(60), id: None, memory });
            }
            Ok(made(&existing.id, wanted).into())
        })
    }

    fn delete<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, _: &'a Wanted) -> Step<'a> {
        Box::pin(async move {
            caller.call("things", "DropThing", Request::new().with("Name", existing.id.as_str())).await?;
            Ok(Made::from(existing).into())
        })
    }
}

/// Whether there is a thing of the name `solvent`.
async fn solvent(caller: &Caller) -> bool {
    let input = Request::new().with("Name", "solvent").with("Value", "probe").with("Fresh", true);
    match caller.ask("things", "PutThing", input).await {
        Err(_) => true,
        Ok(_) => {
            let _ = caller.ask("things", "DropThing", Request::new().with("Name", "solvent")).await;
            false
        }
    }
}
