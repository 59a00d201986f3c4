//! Nested stacks.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html>

use std::borrow::Cow;
use std::time::Duration;

use tradewind_cloud::Parts;
use tradewind_resource::{
    Caller, Case, Existing, Failure, Handler, HandlerErrorCode, Kind, Made, Progress, Property, Request, ResourceType,
    Step, TAG, Wanted,
};
use tradewind_store::{StoreError, Tx, Watermark};
use tradewind_wire::Document;

use crate::keys;
use crate::record::{Parent, Stack};

const TEXT: Kind = Kind::String;

const PROPERTIES: &[Property] = &[
    Property::new("TemplateURL", Kind::String).required(),
    Property::new("Parameters", Kind::Map(&TEXT)),
    Property::new("Tags", Kind::List(&TAG)),
    Property::new("TimeoutInMinutes", Kind::Integer),
    Property::refused("NotificationARNs", "there are no topics yet"),
];

/// Where two stacks meet who look after each other: a nested one that ends wakes its parent, so this is for what went wrong.
const LOOK_AGAIN: Duration = Duration::from_secs(3600);

struct Nested(Parts);

pub(super) fn nested(parts: &Parts) -> ResourceType {
    ResourceType::new("AWS::CloudFormation::Stack", PROPERTIES, &["Outputs.*"], Nested(parts.clone()))
}

impl Handler for Nested {
    /// Another template may stand behind its URL.
    fn looks_again(&self) -> bool {
        true
    }

    fn create<'a>(&'a self, caller: &'a Caller, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(self.make(caller, wanted))
    }

    fn update<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(self.change(caller, existing, wanted))
    }

    fn delete<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(self.remove(caller, existing, wanted))
    }
}

impl Nested {
    async fn make(&self, caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
        if let Some(id) = wanted.memory.get("stack").and_then(Document::as_str) {
            return self.progress(caller, id, "CREATE_COMPLETE");
        }
        let name = wanted.physical_name(128, Case::Mixed);
        let timeout = wanted.property("TimeoutInMinutes").cloned();
        let input = self.request(caller, wanted, &name)?.maybe("TimeoutInMinutes", timeout);
        let made = caller.make("cloudformation", "CreateStack", input, wanted.again).await.map_err(plain)?;
        let id = match made.as_ref().and_then(|made| made.get("StackId")?.as_str()) {
            Some(id) => id.to_owned(),
            None => self.id_of(caller, &name)?,
        };
        self.adopt(caller, wanted, &id).map_err(|error| internal(&error))?;
        self.progress(caller, &id, "CREATE_COMPLETE")
    }

    async fn change(&self, caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
        if wanted.memory.get("stack").is_some() {
            return self.progress(caller, &existing.id, "UPDATE_COMPLETE");
        }
        self.begin_change(caller, &existing.id, wanted).map_err(|error| internal(&error))?;
        let input = self.request(caller, wanted, &existing.id)?;
        match caller.ask("cloudformation", "UpdateStack", input).await {
            Ok(_) => self.progress(caller, &existing.id, "UPDATE_COMPLETE"),
            Err(error) if error.message.as_deref() == Some("No updates are to be performed.") => {
                let stack = self.stack(caller, &existing.id).map_err(|error| internal(&error))?;
                Ok(made(&stack).into())
            }
            Err(error) => Err(Failure::plain(error.message.unwrap_or_else(|| error.code.into_owned()))),
        }
    }

    async fn remove(&self, caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
        let stack = self.stack(caller, &existing.id).map_err(|error| internal(&error))?;
        if stack.as_ref().is_none_or(|stack| stack.deleted.is_some()) {
            return Ok(Made::from(existing).into());
        }
        if wanted.memory.get("stack").is_none() {
            let token = wanted.token.clone();
            let input = Request::new().with("StackName", existing.id.as_str()).with("ClientRequestToken", token);
            caller.call("cloudformation", "DeleteStack", input).await.map_err(plain)?;
        }
        self.progress(caller, &existing.id, "DELETE_COMPLETE")
    }

    /// What creations and updates share.
    fn request(&self, caller: &Caller, wanted: &Wanted, name: &str) -> Result<Request, Failure> {
        let parent = self.stack(caller, &wanted.stack_id).map_err(|error| internal(&error))?;
        let capabilities = parent.map(|parent| parent.settings.capabilities).unwrap_or_default();
        let capabilities: Vec<Document> = capabilities.into_iter().map(Document::from).collect();
        let parameter = |(name, value): &(Cow<'static, str>, Document)| {
            Document::from([("ParameterKey", name.as_ref().into()), ("ParameterValue", value.clone())])
        };
        let parameters = match wanted.property("Parameters") {
            Some(Document::Map(entries)) => entries.iter().map(parameter).collect(),
            _ => Vec::new(),
        };
        let tag = |(name, value): (String, String)| Document::from([("Key", name.into()), ("Value", value.into())]);
        let tags = wanted.plain_tags().into_iter().map(tag).collect::<Vec<_>>();
        // What stood behind the URL may not stand there any more.
        let source = match wanted.undo {
            true => Request::new().with("UsePreviousTemplate", true),
            false => Request::new().maybe("TemplateURL", wanted.text("TemplateURL")),
        };
        Ok(source
            .with("StackName", name)
            .with("Parameters", Document::List(parameters))
            .with("Capabilities", Document::List(capabilities))
            .with("Tags", Document::List(tags))
            .with("ClientRequestToken", wanted.token.as_str()))
    }

    /// Before an update: what an earlier one has changed can't be undone any more. Before it is undone: the stack gets the
    /// template again that it had, for one more update to make it true.
    fn begin_change(&self, caller: &Caller, arn: &str, wanted: &Wanted) -> Result<(), StoreError> {
        self.note(caller, arn, |tx, stack| {
            if stack.token.as_ref().is_some_and(|(_, token)| *token == wanted.token) {
                // An earlier attempt of this step has come further.
                return;
            }
            if !wanted.undo {
                stack.forget_undo(tx);
            } else if let Some(template) = stack.undo.take()
                && let Some(given_up) = stack.settings.template.replace(template)
            {
                stack.forget_template(tx, given_up);
            }
        })
    }

    fn note(&self, caller: &Caller, arn: &str, change: impl FnOnce(&mut Tx<'_>, &mut Stack)) -> Result<(), StoreError> {
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let id = arn.rsplit('/').next().unwrap_or_default();
        cell.write(&Watermark::new(), |tx, ()| {
            if let Some(mut stack) = Stack::find(tx.view(), id)? {
                change(tx, &mut stack);
                stack.save(tx);
            }
            Ok(())
        })
    }

    fn stack(&self, caller: &Caller, arn: &str) -> Result<Option<Stack>, StoreError> {
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let id = arn.rsplit('/').next().unwrap_or_default();
        cell.read(&Watermark::new(), |view, ()| Stack::find(*view, id))
    }

    fn id_of(&self, caller: &Caller, name: &str) -> Result<String, Failure> {
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let found = cell.read(&Watermark::new(), |view, ()| {
            let Some(id) = view.get(keys::name(name))? else { return Ok::<_, StoreError>(None) };
            Stack::find(*view, &String::from_utf8_lossy(&id))
        });
        let found = found.map_err(|error| internal(&error))?;
        found.map(|stack| stack.arn()).ok_or_else(|| Failure::missing("AWS::CloudFormation::Stack", name))
    }

    /// Tells a nested stack whose it is.
    fn adopt(&self, caller: &Caller, wanted: &Wanted, arn: &str) -> Result<(), StoreError> {
        let parent_id = wanted.stack_id.rsplit('/').next().unwrap_or_default();
        let parent = self.stack(caller, parent_id)?;
        let root = parent.map_or_else(|| wanted.stack_id.clone(), |parent| parent.root());
        let (arn_of_parent, logical_id) = (wanted.stack_id.clone(), wanted.logical_id.clone());
        let parent = Parent { arn: arn_of_parent, root, logical_id };
        self.note(caller, arn, |_, stack| stack.parent = Some(parent))
    }

    /// How far a nested stack has come.
    fn progress(&self, caller: &Caller, arn: &str, wanted: &str) -> Result<Progress, Failure> {
        let stack = self.stack(caller, arn).map_err(|error| internal(&error))?;
        let Some(stack) = &stack else { return Err(Failure::missing("AWS::CloudFormation::Stack", arn)) };
        if stack.status.as_str() == wanted {
            return Ok(made(&Some(stack.clone())).into());
        }
        if stack.status.is_in_progress() {
            return Ok(Progress::Again {
                after: LOOK_AGAIN,
                id: Some(arn.to_owned()),
                memory: Document::from([("stack", arn.into())]),
            });
        }
        let verb = match wanted {
            "CREATE_COMPLETE" => "created",
            "UPDATE_COMPLETE" => "updated",
            _ => "deleted",
        };
        Err(Failure::plain(format!("Embedded stack {arn} was not successfully {verb}: {}", self.why(caller, stack))))
    }

    /// Which resources of a nested stack failed.
    fn why(&self, caller: &Caller, stack: &Stack) -> String {
        let cell = self.0.store.cell::<()>(&keys::cell(caller.account(), caller.region()));
        let reason = cell.read(&Watermark::new(), |view, ()| {
            let rows = view.scan_rev(tradewind_store::prefix(keys::events(&stack.id)));
            for row in rows {
                let event: crate::record::Event = tradewind_store::decode(&row?.1)?;
                let is_own = event.logical_id == stack.name && event.physical_id == stack.arn();
                if let Some(reason) = event.reason.filter(|reason| is_own && reason.starts_with("The following")) {
                    return Ok::<_, StoreError>(Some(reason));
                }
            }
            Ok(None)
        });
        stack.reason.clone().or_else(|| reason.ok().flatten()).unwrap_or_else(|| stack.status.as_str().to_owned())
    }
}

fn made(stack: &Option<Stack>) -> Made {
    let Some(stack) = stack else { return Made::default() };
    let output = |output: &crate::record::Output| {
        (Cow::Owned(format!("Outputs.{}", output.name)), Document::from(output.value.as_str()))
    };
    Made { id: stack.arn(), attributes: stack.outputs.iter().map(output).collect() }
}

/// The texts of the service itself stand in the parent's events as they are.
fn plain(failure: Failure) -> Failure {
    Failure::plain(failure.message)
}

fn internal(error: &StoreError) -> Failure {
    tracing::error!(%error, "a nested stack can't be read");
    Failure::new(HandlerErrorCode::ServiceInternalError, "Internal Failure")
}
