//! Beginnings of steps that make and change resources.

use tradewind_cloud::Origin;
use tradewind_store::{StoreError, TaskRun};
use tradewind_template::{Action, Compiled, Facts, Stop, Want, coerce, decide, evaluate_with_references, resolve};
use tradewind_wire::Document;

use super::desk::{Desk, Of};
use super::perform::{Act, Job, Payload, Sight, running, tags, wanted, within};
use super::{advance, settle};
use crate::CloudFormation;
use crate::error::CloudFormationError;
use crate::record::{Json, Kind, Resource, State, Status, Version, Work};
use crate::scope::Scope;
use crate::secrets;

/// What events say of a resource that is replaced.
const REPLACES: &str = "Requested update requires the creation of a new physical resource; hence creating one.";

/// A resource as its template wants it.
struct Target {
    version: Version,
    /// With the values of dynamic references.
    properties: Document,
    work: Work,
    imports: Vec<String>,
}

/// Decides what is to be done to a resource, and begins it. No job where there is nothing to call a handler for.
pub(super) async fn begin(
    service: &CloudFormation,
    run: &TaskRun,
    payload: &Payload,
    sight: &Sight,
) -> Result<Option<Job>, CloudFormationError> {
    let target = match target(service, sight).await {
        Ok(target) => Ok(target),
        Err(error @ CloudFormationError::Store(_)) => return Err(error),
        Err(error) => Err((error.to_string(), type_of(service, sight).await?)),
    };
    let begun = within(service, run, payload, |desk, place| match target {
        Ok(target) => start(desk, place, target),
        Err((reason, type_name)) => {
            unresolved(desk, place, reason, type_name)?;
            Ok(None)
        }
    })?;
    Ok(begun.flatten())
}

/// The type the template gives a step's resource.
async fn type_of(service: &CloudFormation, sight: &Sight) -> Result<String, CloudFormationError> {
    let compiled = service.compiled(&sight.stack).await?;
    let found = compiled.resources.iter().find(|resource| resource.logical_id == sight.step.logical_id);
    Ok(found.map(|resource| resource.type_name.clone()).unwrap_or_default())
}

async fn target(service: &CloudFormation, sight: &Sight) -> Result<Target, CloudFormationError> {
    let compiled = service.compiled(&sight.stack).await?;
    let logical_id = &sight.step.logical_id;
    let wanted = compiled.resources.iter().find(|resource| resource.logical_id == *logical_id);
    let wanted = wanted.ok_or_else(|| {
        CloudFormationError::validation(format!("The template has no resource {logical_id} any more."))
    })?;
    let scope = Scope::of(&sight.resources)?;
    let origin = sight.op.caller.origin(&sight.stack.account, &sight.stack.region);
    let mut seen = Seen::default();
    let kept = seen.evaluate(service, &origin, &wanted.properties, &compiled, &scope).await?;
    let properties = seen.reveal(service, &origin, &kept).await?;
    let fault = |fault: tradewind_template::Fault| CloudFormationError::Validation(fault.message);
    let properties = coerce(wanted, properties, &service.registry).map_err(fault)?;
    // A reference may stand where a number will be: then it is kept as it is.
    let kept = coerce(wanted, kept.clone(), &service.registry).unwrap_or(kept);
    let version = Version {
        type_name: wanted.type_name.clone(),
        physical_id: String::new(),
        properties: Json::from(&kept),
        shown: secrets::masked(&kept, &sight.stack.settings.parameters).as_ref().map(Json::from),
        attributes: Vec::new(),
        dependencies: wanted.dependencies.clone(),
        deletion_policy: wanted.deletion_policy.into(),
        update_replace_policy: wanted.update_replace_policy.into(),
        metadata: wanted.metadata.as_ref().map(Json::from),
        stack_tags: tags(&sight.stack, logical_id),
    };
    let work = match sight.step.attempted {
        true => sight.step.work.clone(),
        false => work(service, sight, &version, &kept)?,
    };
    Ok(Target { version, properties, work, imports: seen.imports })
}

/// What is to be done, now that the properties are known.
fn work(
    service: &CloudFormation,
    sight: &Sight,
    version: &Version,
    properties: &Document,
) -> Result<Work, CloudFormationError> {
    let existing = sight.resources.iter().find(|resource| resource.logical_id == sight.step.logical_id);
    let Some(existing) = existing.filter(|resource| resource.is_there() && !resource.now.physical_id.is_empty()) else {
        return Ok(Work::Create);
    };
    Ok(match decide(&existing.current()?, &version.type_name, properties, &service.registry) {
        Action::Create => Work::Create,
        Action::Update => Work::Update,
        Action::Replace => Work::Replace,
        Action::Keep | Action::Decide if existing.now.stack_tags != version.stack_tags => {
            let takes_tags = service.registry.find(&version.type_name);
            let takes_tags =
                takes_tags.is_some_and(|found| found.properties.iter().any(|one| one.name.starts_with("Tags")));
            if takes_tags { Work::Update } else { Work::Decide }
        }
        // Something failed on it before: it is brought into its state again.
        Action::Keep | Action::Decide if existing.status.as_str().ends_with("_FAILED") => Work::Update,
        Action::Keep | Action::Decide => Work::Decide,
    })
}

/// Notes that the step begins.
fn start(desk: &mut Desk<'_, '_>, place: usize, target: Target) -> Result<Option<Job>, StoreError> {
    let Target { version, properties, work, imports } = target;
    note_imports(desk, imports);
    let Some(step) = desk.op.steps.get_mut(place) else { return Ok(None) };
    let (first, logical_id) = (!step.attempted, step.logical_id.clone());
    step.work = work.clone();
    let found = Resource::find(desk.tx.view(), &desk.stack.id, &logical_id)?;
    let mut job = Job {
        act: if work == Work::Update { Act::Update } else { Act::Create },
        type_name: version.type_name.clone(),
        existing: Default::default(),
        wanted: wanted(&desk.stack, step, &version.type_name, properties)?,
    };
    if work == Work::Decide {
        step.state = State::Done;
        if let Some(mut resource) = found {
            keep(&mut resource, version);
            resource.save(desk.tx, &desk.stack.id);
        }
        advance::advance(desk)?;
        return Ok(None);
    }
    if work == Work::Replace {
        step.new = Some(version.clone());
    }
    running(step);
    let mut resource = match found {
        Some(resource) if work != Work::Create => resource,
        found if first => fresh(desk, found, &logical_id, &version),
        Some(resource) => resource,
        None => fresh(desk, None, &logical_id, &version),
    };
    if work == Work::Update {
        let before = resource.before.get_or_insert_with(|| resource.now.clone());
        job.existing = before.existing()?;
        resource.touched = true;
        if first {
            keep(&mut resource, version.clone());
        }
    }
    if first {
        begun(desk, &mut resource, &version, &work);
    }
    resource.save(desk.tx, &desk.stack.id);
    Ok(Some(job))
}

/// The row of a resource that is being made.
fn fresh(desk: &Desk<'_, '_>, found: Option<Resource>, logical_id: &str, version: &Version) -> Resource {
    Resource {
        logical_id: logical_id.to_owned(),
        status: Status::CreateInProgress,
        reason: None,
        at: desk.now(),
        now: version.clone(),
        before: None,
        touched: false,
        fresh: desk.op.kind == Kind::Update,
        leaves: false,
        garbage: found.map(|resource| resource.garbage).unwrap_or_default(),
    }
}

/// The resource keeps its physical id and gets everything else.
fn keep(resource: &mut Resource, version: Version) {
    let now = std::mem::replace(&mut resource.now, version);
    resource.now.physical_id = now.physical_id.clone();
    resource.now.attributes.clone_from(&now.attributes);
    resource.before.get_or_insert(now);
}

fn begun(desk: &mut Desk<'_, '_>, resource: &mut Resource, version: &Version, work: &Work) {
    let (status, reason) = match work {
        Work::Create => (Status::CreateInProgress, None),
        Work::Replace => (Status::UpdateInProgress, Some(REPLACES.to_owned())),
        _ => (Status::UpdateInProgress, None),
    };
    let physical_id = resource.now.physical_id.clone();
    let properties = version.told();
    let of = Of { physical_id: &physical_id, type_name: &version.type_name, properties, old: false };
    desk.resource_event(resource, status, reason, of);
}

/// The properties could not be evaluated.
fn unresolved(desk: &mut Desk<'_, '_>, place: usize, reason: String, type_name: String) -> Result<(), StoreError> {
    let Some(step) = desk.op.steps.get_mut(place) else { return Ok(()) };
    let logical_id = step.logical_id.clone();
    let found = Resource::find(desk.tx.view(), &desk.stack.id, &logical_id)?.filter(Resource::is_there);
    if found.is_none() {
        step.work = Work::Create;
    }
    let mut resource = found.unwrap_or_else(|| {
        let version = Version {
            type_name,
            physical_id: String::new(),
            properties: Json::from(&Document::Map(Vec::new())),
            shown: None,
            attributes: Vec::new(),
            dependencies: Vec::new(),
            deletion_policy: crate::record::Policy::Delete,
            update_replace_policy: crate::record::Policy::Delete,
            metadata: None,
            stack_tags: Vec::new(),
        };
        fresh(desk, None, &logical_id, &version)
    });
    settle::failed(desk, place, &mut resource, reason)?;
    resource.save(desk.tx, &desk.stack.id);
    advance::advance(desk)
}

/// Notes which exports the stack imports.
pub(super) fn note_imports(desk: &mut Desk<'_, '_>, imports: Vec<String>) {
    for name in imports {
        let id = desk.stack.id.clone();
        desk.tx.put(crate::keys::import(&name, &id), &b""[..]);
        if !desk.op.imports.contains(&name) {
            desk.op.imports.push(name);
        }
    }
}

/// What evaluations asked for.
#[derive(Default)]
pub(super) struct Seen {
    facts: Facts,
    pub(super) imports: Vec<String>,
}

impl Seen {
    /// Evaluates; dynamic references stay as they are written.
    pub(super) async fn evaluate(
        &mut self,
        service: &CloudFormation,
        origin: &Origin,
        value: &Document,
        compiled: &Compiled,
        scope: &Scope,
    ) -> Result<Document, CloudFormationError> {
        let Seen { facts, imports } = self;
        let evaluate = |facts: &Facts| {
            let done = evaluate_with_references(value, compiled, scope, facts);
            if let Err(Stop::Wants(wants)) = &done {
                imports.extend(wants.iter().filter_map(|want| match want {
                    Want::Import(name) => Some(name.clone()),
                    _ => None,
                }));
            }
            done
        };
        service.informed(origin, facts, evaluate).await
    }

    /// Puts the values of dynamic references in their places.
    pub(super) async fn reveal(
        &mut self,
        service: &CloudFormation,
        origin: &Origin,
        value: &Document,
    ) -> Result<Document, CloudFormationError> {
        service.informed(origin, &mut self.facts, |facts| resolve(value, facts)).await
    }
}
