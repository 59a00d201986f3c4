//! The operation table, and what several operations share.

mod change_sets;
mod changes;
mod create;
mod delete;
mod describe;
mod events;
mod exports;
mod limits;
mod page;
mod policy;
mod recover;
mod resources;
mod signal;
mod templates;
mod update;

use std::sync::Arc;

use tradewind_cloud::{Context, Operations, Origin};
use tradewind_store::{StoreError, Tx, View};

use crate::CloudFormation;
use crate::error::CloudFormationError;
use crate::record::{Caller, Settings, Stack, Status};
use crate::request::Prepared;
use crate::{api, keys, site};

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "ActivateOrganizationsAccess",
    "ActivateType",
    "BatchDescribeTypeConfigurations",
    "CreateGeneratedTemplate",
    "CreateStackInstances",
    "CreateStackRefactor",
    "CreateStackSet",
    "DeactivateOrganizationsAccess",
    "DeactivateType",
    "DeleteGeneratedTemplate",
    "DeleteStackInstances",
    "DeleteStackSet",
    "DeregisterType",
    "DescribeChangeSetHooks",
    "DescribeEvents",
    "DescribeGeneratedTemplate",
    "DescribeOrganizationsAccess",
    "DescribePublisher",
    "DescribeResourceScan",
    "DescribeStackDriftDetectionStatus",
    "DescribeStackInstance",
    "DescribeStackRefactor",
    "DescribeStackResourceDrifts",
    "DescribeStackSet",
    "DescribeStackSetOperation",
    "DescribeType",
    "DescribeTypeRegistration",
    "DetectStackDrift",
    "DetectStackResourceDrift",
    "DetectStackSetDrift",
    "EstimateTemplateCost",
    "ExecuteStackRefactor",
    "GetGeneratedTemplate",
    "GetHookResult",
    "ImportStacksToStackSet",
    "ListGeneratedTemplates",
    "ListHookResults",
    "ListResourceScanRelatedResources",
    "ListResourceScanResources",
    "ListResourceScans",
    "ListStackInstanceResourceDrifts",
    "ListStackInstances",
    "ListStackRefactorActions",
    "ListStackRefactors",
    "ListStackSetAutoDeploymentTargets",
    "ListStackSetOperationResults",
    "ListStackSetOperations",
    "ListStackSets",
    "ListTypeRegistrations",
    "ListTypeVersions",
    "ListTypes",
    "PublishType",
    "RecordHandlerProgress",
    "RegisterPublisher",
    "RegisterType",
    "SetTypeConfiguration",
    "SetTypeDefaultVersion",
    "StartResourceScan",
    "StopStackSetOperation",
    "TestType",
    "UpdateGeneratedTemplate",
    "UpdateStackInstances",
    "UpdateStackSet",
];

/// What CloudFormation can do.
pub(crate) fn table(service: Arc<CloudFormation>) -> Operations {
    Operations::new(service)
        .add("CreateStack", create::create_stack)
        .add("UpdateStack", update::update_stack)
        .add("DeleteStack", delete::delete_stack)
        .add("DescribeStacks", describe::describe_stacks)
        .add("ListStacks", describe::list_stacks)
        .add("DescribeStackEvents", events::describe_stack_events)
        .add("DescribeStackResource", resources::describe_stack_resource)
        .add("DescribeStackResources", resources::describe_stack_resources)
        .add("ListStackResources", resources::list_stack_resources)
        .add("GetTemplate", templates::get_template)
        .add("GetTemplateSummary", templates::get_template_summary)
        .add("ValidateTemplate", templates::validate_template)
        .add("CreateChangeSet", change_sets::create_change_set)
        .add("DescribeChangeSet", change_sets::describe_change_set)
        .add("ExecuteChangeSet", change_sets::execute_change_set)
        .add("DeleteChangeSet", change_sets::delete_change_set)
        .add("ListChangeSets", change_sets::list_change_sets)
        .add("ListExports", exports::list_exports)
        .add("ListImports", exports::list_imports)
        .add("SetStackPolicy", policy::set_stack_policy)
        .add("GetStackPolicy", policy::get_stack_policy)
        .add("UpdateTerminationProtection", policy::update_termination_protection)
        .add("CancelUpdateStack", recover::cancel_update_stack)
        .add("ContinueUpdateRollback", recover::continue_update_rollback)
        .add("RollbackStack", recover::rollback_stack)
        .add("SignalResource", signal::signal_resource)
        .add("DescribeAccountLimits", limits::describe_account_limits)
        .add_internal(site::RECEIVE, site::receive)
        .open_to_anonymous(&[site::RECEIVE])
        .absent(ABSENT)
        .build()
}

/// The UUID in a stack's ARN; none for a name.
fn id_in(name: &str) -> Option<&str> {
    let (arn, id) = name.rsplit_once('/')?;
    arn.starts_with("arn:").then_some(id)
}

/// A stack by its name, while it is there, or by its ARN.
fn find(view: View<'_>, name: &str) -> Result<Option<Stack>, StoreError> {
    if let Some(id) = id_in(name) {
        return Ok(Stack::find(view, id)?.filter(|stack| name.ends_with(&[&stack.name, "/", &stack.id].concat())));
    }
    match view.get(keys::name(name))? {
        Some(id) => Stack::find(view, &String::from_utf8_lossy(&id)),
        None => Ok(None),
    }
}

/// The same, of a stack that can be changed.
fn live(view: View<'_>, name: &str) -> Result<Option<Stack>, StoreError> {
    Ok(find(view, name)?.filter(|stack| stack.deleted.is_none()))
}

impl CloudFormation {
    /// A stack that can be changed.
    fn existing(&self, ctx: &Context, name: &str) -> Result<Option<Stack>, CloudFormationError> {
        self.own(ctx).read(ctx.mark(), |view, ()| Ok(live(*view, name)?))
    }
}

/// On whose behalf an operation calls others.
fn caller(ctx: &Context, role: Option<&str>) -> Caller {
    Caller::of(ctx.principal(), ctx.endpoint(), role)
}

/// An origin for calls that the request makes itself.
fn origin(ctx: &Context) -> Origin {
    ctx.origin(ctx.principal().clone())
}

/// Refuses what needs services that are not there.
fn refuse_notifications(
    topics: Option<&[String]>,
    rollback: Option<&api::RollbackConfiguration>,
) -> Result<(), CloudFormationError> {
    if topics.is_some_and(|topics| !topics.is_empty()) {
        return Err(CloudFormationError::validation(
            "NotificationARNs is not built into this server yet: it has no topics.",
        ));
    }
    let triggers = rollback.and_then(|rollback| rollback.rollback_triggers.as_ref());
    if triggers.is_some_and(|triggers| !triggers.is_empty()) {
        let text = "RollbackConfiguration.RollbackTriggers is not built into this server yet: it has no alarms.";
        return Err(CloudFormationError::validation(text));
    }
    if rollback.and_then(|rollback| rollback.monitoring_time_in_minutes).is_some_and(|minutes| minutes > 0) {
        let text = "RollbackConfiguration.MonitoringTimeInMinutes is not built into this server yet: it has no alarms.";
        return Err(CloudFormationError::validation(text));
    }
    Ok(())
}

/// Refuses a template with types that the caller did not allow.
fn refuse_types(allowed: Option<&[String]>, prepared: &Prepared) -> Result<(), CloudFormationError> {
    let Some(allowed) = allowed.filter(|allowed| !allowed.is_empty()) else { return Ok(()) };
    let fits = |name: &str| {
        allowed.iter().any(|one| match one.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => one == name,
        })
    };
    match prepared.compiled.resources.iter().find(|resource| !fits(&resource.type_name)) {
        Some(resource) => Err(CloudFormationError::Validation(format!(
            "Resource type {} is not among the resource types allowed by this request",
            resource.type_name
        ))),
        None => Ok(()),
    }
}

/// The tags of a request.
fn tags(given: Option<Vec<api::Tag>>) -> Result<Option<Vec<(String, String)>>, CloudFormationError> {
    let Some(given) = given else { return Ok(None) };
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in given {
        if tag.key.starts_with("aws:") {
            return Err(CloudFormationError::validation(
                "aws: prefixed tag key names are not allowed for external use.",
            ));
        }
        if tags.iter().any(|(name, _)| *name == tag.key) {
            return Err(CloudFormationError::Validation(format!("Duplicate tag key: {}", tag.key)));
        }
        tags.push((tag.key, tag.value));
    }
    Ok(Some(tags))
}

/// Writes a template beside its stack, and gives its number.
fn store_template(tx: &mut Tx<'_>, stack: &mut Stack, prepared: &Prepared) -> u64 {
    let number = stack.templates;
    stack.templates += 1;
    tx.put_body(keys::template(&stack.id, number), prepared.text.clone().into_bytes());
    if let Some(processed) = &prepared.processed {
        tx.put_body(keys::processed(&stack.id, number), processed.clone().into_bytes());
    }
    number
}

/// The settings a prepared template gives a stack.
fn settings(prepared: &Prepared, number: u64, tags: Vec<(String, String)>, role: Option<String>) -> Settings {
    Settings {
        template: Some(number),
        processed: prepared.processed.is_some(),
        description: prepared.description.clone(),
        parameters: prepared.parameters.clone(),
        tags,
        capabilities: prepared.capabilities.clone(),
        role,
        monitoring: None,
    }
}

/// A stack that nothing has happened to yet.
fn new_stack(tx: &Tx<'_>, ctx: &Context, id: String, name: String) -> Stack {
    Stack {
        id,
        name,
        account: ctx.account().to_owned(),
        region: ctx.region().to_owned(),
        created: tx.now().as_micros(),
        updated: None,
        deleted: None,
        status: Status::ReviewInProgress,
        reason: None,
        settings: Settings::empty(),
        outputs: Vec::new(),
        disable_rollback: false,
        timeout: None,
        protected: false,
        retain_except_on_create: false,
        force_deleted: false,
        policy: None,
        parent: None,
        change_set: None,
        events: 0,
        templates: 0,
        undo: None,
        last_operation: None,
        token: None,
    }
}

/// The state of a stack that can't be updated.
fn not_updatable(stack: &Stack) -> CloudFormationError {
    let text = format!("Stack:{} is in {} state and can not be updated.", stack.arn(), stack.status.as_str());
    CloudFormationError::Validation(text)
}
