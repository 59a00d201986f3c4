//! A stage for tests of services: it drives handlers through a resource's life against services in process, on virtual time and
//! a simulated disk, and stops the server wherever a handler can be stopped.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::{Either, pending, select};
use tokio::sync::Notify;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::sessions::Sessions;
use tradewind_cloud::{Cloud, Handle, Origin, Parts, Principal, Service};
use tradewind_store::{SimDisk, Store, Watermark};
use tradewind_wire::{Document, ErrorDocument};

use crate::caller::Caller;
use crate::failure::Failure;
use crate::handler::{Existing, Made, Progress};
use crate::registry::{Registry, ResourceType};
use crate::schema::{Kind, Property, Update};
use crate::wanted::Wanted;

/// The account of every stack on the stage.
pub const ACCOUNT: &str = "123456789012";
/// The region of every stack on the stage.
pub const REGION: &str = "us-east-1";

/// Services, and the types they own.
pub struct Stage {
    /// The services.
    pub cloud: Cloud,
    /// The time.
    pub clock: Clock,
    /// The stack's tags beside those of CloudFormation.
    pub tags: Vec<(String, String)>,
    handle: Handle,
    registry: Registry,
    made: AtomicU64,
}

/// Puts a stage together.
pub struct Builder {
    cloud: tradewind_cloud::Builder,
    clock: Clock,
    handle: Option<Handle>,
    types: Vec<ResourceType>,
}

impl Builder {
    /// Adds a service.
    #[must_use]
    pub fn service<S: Service>(self, make: impl FnOnce(Parts) -> Arc<S>) -> Builder {
        let mut handle = None;
        let cloud = self.cloud.register(|parts| {
            handle = Some(parts.cloud.clone());
            make(parts)
        });
        Builder { cloud, handle, ..self }
    }

    /// Adds resource types.
    #[must_use]
    pub fn types(mut self, types: Vec<ResourceType>) -> Builder {
        self.types.extend(types);
        self
    }

    /// The finished stage.
    ///
    /// # Panics
    /// Without any service.
    pub fn build(self) -> Stage {
        Stage {
            cloud: self.cloud.build(),
            clock: self.clock,
            tags: vec![("team".to_owned(), "sails".to_owned())],
            handle: self.handle.expect("a service"),
            registry: Registry::new(self.types),
            made: AtomicU64::new(0),
        }
    }
}

/// What an update came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Changed {
    /// The resource was changed.
    InPlace(Existing),
    /// Another one was made in its place, and the old one deleted.
    Replaced(Existing),
}

impl Changed {
    /// The resource, which must be the old one.
    ///
    /// # Panics
    /// When it was replaced.
    pub fn in_place(self) -> Existing {
        match self {
            Changed::InPlace(existing) => existing,
            Changed::Replaced(existing) => panic!("replaced by {}", existing.id),
        }
    }

    /// The resource, which must be another one.
    ///
    /// # Panics
    /// When it was changed in place.
    pub fn replaced(self) -> Existing {
        match self {
            Changed::Replaced(existing) => existing,
            Changed::InPlace(existing) => panic!("{} was changed in place", existing.id),
        }
    }
}

/// Where a handler is cut off: after so many calls.
pub(crate) struct Cut {
    left: AtomicUsize,
    reached: Notify,
}

impl Cut {
    fn after(calls: usize) -> Arc<Cut> {
        Arc::new(Cut { left: AtomicUsize::new(calls), reached: Notify::new() })
    }

    /// Never comes back from the last call.
    pub(crate) async fn called(&self) {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.reached.notify_one();
            pending::<()>().await;
        }
    }
}

/// One step of a stack: what to do with which resource.
struct Work<'a> {
    verb: Verb<'a>,
    wanted: Wanted,
}

#[derive(Clone, Copy)]
enum Verb<'a> {
    Create,
    Update(&'a Existing),
    Delete(&'a Existing),
}

impl Stage {
    /// A stage without services yet.
    ///
    /// # Panics
    /// When the store does not open.
    pub fn builder() -> Builder {
        let (clock, random) = (Clock::manual(Timestamp::from_secs(1_790_000_000)), Random::seeded(7));
        let store = Store::simulated(&SimDisk::new(7), clock.clone(), random.clone()).expect("opens");
        Builder {
            cloud: Cloud::builder(store, clock.clone(), random).sessions(Sessions::new([9; 32])),
            clock,
            handle: None,
            types: Vec::new(),
        }
    }

    /// A client's call. `input` is JSON.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn call(
        &self,
        service: &str,
        operation: &str,
        input: impl Display,
    ) -> Result<Document, Box<ErrorDocument>> {
        self.handle.call(&origin(), service, operation, document(&input)).await.map_err(Box::new)
    }

    /// A client's call that must succeed; the answer as JSON.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn ok(&self, service: &str, operation: &str, input: impl Display) -> String {
        match self.call(service, operation, &input).await {
            Ok(answer) => String::from_utf8(answer.to_json_vec()).expect("JSON"),
            Err(error) => panic!("{operation} {input}: {error}"),
        }
    }

    /// Makes a resource. `properties` are JSON, resolved and typed, and must fit the schema.
    ///
    /// # Errors
    /// The handler's failure.
    ///
    /// # Panics
    /// When the properties do not fit the schema.
    pub async fn create(&self, type_name: &str, logical: &str, properties: impl Display) -> Result<Existing, Failure> {
        let work = Work { verb: Verb::Create, wanted: self.wanted(type_name, logical, document(&properties)) };
        Ok(self.existing(&work, self.finish(&work).await?))
    }

    /// Makes a resource again and again, and each time the server stops after one call more than the time before; what the second
    /// attempt makes is removed in between. The last one, which was not stopped, is left.
    ///
    /// # Panics
    /// When an attempt fails, or comes to other attributes than an attempt that was not stopped.
    pub async fn create_through_crashes(&self, type_name: &str, logical: &str, properties: impl Display) -> Existing {
        for calls in 1.. {
            let mut work = Work { verb: Verb::Create, wanted: self.wanted(type_name, logical, document(&properties)) };
            let first = self.attempt(&mut work, calls).await;
            if let Some(made) = first {
                return self.existing(&work, made.unwrap_or_else(|why| panic!("{logical}: {why}")));
            }
            work.wanted.again = true;
            let made = self.finish(&work).await;
            let made = made.unwrap_or_else(|why| panic!("{logical}, again after {calls} calls: {why}"));
            let existing = self.existing(&work, made);
            self.delete(type_name, &existing).await.unwrap_or_else(|why| panic!("delete {logical}: {why}"));
        }
        unreachable!("a handler that never ends")
    }

    /// Gives a resource other properties, as a stack would: in place, or by another resource. In place it is done twice, the
    /// second time as after a crash.
    ///
    /// # Errors
    /// The handler's failure.
    pub async fn update(
        &self,
        type_name: &str,
        logical: &str,
        existing: &Existing,
        properties: impl Display,
    ) -> Result<Changed, Failure> {
        let properties = document(&properties);
        if self.replaces(type_name, &existing.properties, &properties) {
            let work = Work { verb: Verb::Create, wanted: self.wanted(type_name, logical, properties) };
            let new = self.existing(&work, self.finish(&work).await?);
            if new.id != existing.id {
                self.delete(type_name, existing).await?;
            }
            return Ok(Changed::Replaced(new));
        }
        let mut work = Work { verb: Verb::Update(existing), wanted: self.wanted(type_name, logical, properties) };
        let once = self.finish(&work).await?;
        work.wanted.again = true;
        let twice = self.finish(&work).await?;
        assert_eq!(once, twice, "{logical}: an update does the same twice");
        Ok(Changed::InPlace(self.existing(&work, twice)))
    }

    /// Removes a resource, twice.
    ///
    /// # Errors
    /// The handler's failure.
    pub async fn delete(&self, type_name: &str, existing: &Existing) -> Result<(), Failure> {
        let mut wanted = self.wanted(type_name, "Gone", existing.properties.clone());
        let work = Work { verb: Verb::Delete(existing), wanted: wanted.clone() };
        self.finish(&work).await?;
        wanted.again = true;
        let again = Work { verb: Verb::Delete(existing), wanted };
        self.finish(&again).await.map(drop)
    }

    /// What a handler says to properties before anything is created.
    ///
    /// # Errors
    /// Why they are refused.
    pub fn check(&self, type_name: &str, properties: impl Display) -> Result<(), String> {
        let (one, properties) = (self.find(type_name), document(&properties));
        fits("", &Kind::Object(one.properties), &properties)?;
        one.handler.check(&properties)
    }

    /// Lets time pass from task to task.
    pub async fn pass(&self, by: Duration) {
        let end = self.clock.now() + by;
        let tasks = self.cloud.store().tasks();
        tasks.run_due(&self.cloud).await;
        while let Some(due) = tasks.next_due().filter(|due| *due <= end) {
            self.clock.jump(due.saturating_since(self.clock.now())).expect("virtual");
            tasks.run_due(&self.cloud).await;
        }
        self.clock.jump(end.saturating_since(self.clock.now())).expect("virtual");
        tasks.run_due(&self.cloud).await;
    }

    fn find(&self, type_name: &str) -> &ResourceType {
        self.registry.find(type_name).unwrap_or_else(|| panic!("{type_name} is not registered"))
    }

    fn wanted(&self, type_name: &str, logical: &str, properties: Document) -> Wanted {
        let one = self.find(type_name);
        if let Err(why) = fits("", &Kind::Object(one.properties), &properties) {
            panic!("{type_name}: {why}");
        }
        let count = self.made.fetch_add(1, Ordering::Relaxed);
        let stack_id = format!("arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/harbour/5ee1f000");
        let of_cloudformation = [("stack-name", "harbour"), ("stack-id", stack_id.as_str()), ("logical-id", logical)];
        let tag = |(name, value): (&str, &str)| (format!("aws:cloudformation:{name}"), value.to_owned());
        Wanted {
            stack_name: "harbour".to_owned(),
            logical_id: logical.to_owned(),
            type_name: type_name.to_owned(),
            properties,
            stack_tags: self.tags.iter().cloned().chain(of_cloudformation.into_iter().map(tag)).collect(),
            token: format!("00000000-0000-4000-8000-{count:012}"),
            suffix: format!("AbCdEf{count:06}"),
            stack_id,
            ..Wanted::default()
        }
    }

    fn existing(&self, work: &Work<'_>, made: Made) -> Existing {
        let one = self.find(&work.wanted.type_name);
        for (name, _) in &made.attributes {
            assert!(one.attributes.contains(&&**name), "{}: GetAtt {name} is not in the schema", one.name);
        }
        for name in one.attributes {
            assert!(made.attributes.iter().any(|(known, _)| known == name), "{}: no GetAtt {name}", one.name);
        }
        Existing {
            id: made.id,
            properties: work.wanted.properties.clone(),
            attributes: made.attributes,
            stack_tags: work.wanted.stack_tags.clone(),
        }
    }

    fn replaces(&self, type_name: &str, old: &Document, new: &Document) -> bool {
        let one = self.find(type_name);
        let changed = |property: &&Property| old.get(property.name) != new.get(property.name);
        one.properties.iter().filter(changed).any(|property| match property.update {
            Update::InPlace => false,
            Update::Replacement => true,
            Update::Conditional => one.handler.replaces(old, new),
        })
    }

    /// Runs a step to its end.
    async fn finish(&self, work: &Work<'_>) -> Result<Made, Failure> {
        let mut work = Work { verb: work.verb, wanted: work.wanted.clone() };
        self.attempt(&mut work, usize::MAX).await.expect("not stopped")
    }

    /// Runs a step until it ends or has made so many calls. What the handler remembered stays in `work`.
    async fn attempt(&self, work: &mut Work<'_>, calls: usize) -> Option<Result<Made, Failure>> {
        let cut = Cut::after(calls);
        let caller = Caller::new(self.handle.clone(), origin(), "request").cut(cut.clone());
        let handler = self.find(&work.wanted.type_name).handler.clone();
        for _ in 0..1_000 {
            let step = match work.verb {
                Verb::Create => handler.create(&caller, &work.wanted),
                Verb::Update(existing) => handler.update(&caller, existing, &work.wanted),
                Verb::Delete(existing) => handler.delete(&caller, existing, &work.wanted),
            };
            let progress = match select(step, Box::pin(cut.reached.notified())).await {
                Either::Left((progress, _)) => progress,
                Either::Right(_) => return None,
            };
            match progress {
                Err(failure) => return Some(Err(failure)),
                Ok(Progress::Done(made)) => return Some(Ok(made)),
                Ok(Progress::Again { after, memory, .. }) => {
                    work.wanted.memory = memory;
                    self.pass(after).await;
                }
            }
        }
        panic!("{}: never done", work.wanted.logical_id)
    }
}

fn origin() -> Origin {
    Origin {
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
        principal: Principal::Account,
        mark: Arc::new(Watermark::new()),
        depth: 1,
        trace: None,
        endpoint: "http://127.0.0.1:4566".to_owned(),
    }
}

fn document(json: &impl Display) -> Document {
    let text = json.to_string();
    Document::from_json(text.as_bytes()).unwrap_or_else(|why| panic!("{text}: {why:?}"))
}

/// Whether a value is of a kind, as the engine sees to it.
fn fits(path: &str, kind: &Kind, value: &Document) -> Result<(), String> {
    let wrong = || Err(format!("{path}: {value:?} is no {kind:?}"));
    match (kind, value) {
        (Kind::Json, _)
        | (Kind::String, Document::String(_))
        | (Kind::Integer, Document::Integer(_))
        | (Kind::Number, Document::Integer(_) | Document::Float(_))
        | (Kind::Boolean, Document::Bool(_)) => Ok(()),
        (Kind::List(of), Document::List(items)) => items.iter().try_for_each(|item| fits(path, of, item)),
        (Kind::Map(of), Document::Map(entries)) => entries.iter().try_for_each(|(_, item)| fits(path, of, item)),
        (Kind::Object(members), Document::Map(entries)) => {
            if let Some(missing) = members.iter().find(|one| one.required && value.get(one.name).is_none()) {
                return Err(format!("{path}/{} is missing", missing.name));
            }
            entries.iter().try_for_each(|(name, item)| {
                let here = format!("{path}/{name}");
                match members.iter().find(|one| one.name == name) {
                    None => Err(format!("{here} is unknown")),
                    Some(Property { refused: Some(why), .. }) => Err(format!("{here}: {why}")),
                    Some(property) => fits(&here, &property.kind, item),
                }
            })
        }
        _ => wrong(),
    }
}
