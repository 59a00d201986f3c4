//! One handler an operation.

mod activities;
mod executions;
mod machines;
mod page;
mod tags;
mod tasks;
mod validate;

use std::sync::Arc;

use tradewind_cloud::Operations;

use crate::States;

/// The operation table.
pub(crate) fn table(states: Arc<States>) -> Operations {
    Operations::new(states)
        .add("CreateStateMachine", machines::create_state_machine)
        .add("DescribeStateMachine", machines::describe_state_machine)
        .add("UpdateStateMachine", machines::update_state_machine)
        .add("DeleteStateMachine", machines::delete_state_machine)
        .add("ListStateMachines", machines::list_state_machines)
        .add("ValidateStateMachineDefinition", validate::validate_state_machine_definition)
        .add("StartExecution", executions::start_execution)
        .add("StopExecution", executions::stop_execution)
        .add("DescribeExecution", executions::describe_execution)
        .add("DescribeStateMachineForExecution", executions::describe_state_machine_for_execution)
        .add("GetExecutionHistory", executions::get_execution_history)
        .add("ListExecutions", executions::list_executions)
        .add("TagResource", tags::tag_resource)
        .add("UntagResource", tags::untag_resource)
        .add("ListTagsForResource", tags::list_tags_for_resource)
        .add("CreateActivity", activities::create_activity)
        .add("DescribeActivity", activities::describe_activity)
        .add("DeleteActivity", activities::delete_activity)
        .add("ListActivities", activities::list_activities)
        .add("GetActivityTask", activities::get_activity_task)
        .add("SendTaskSuccess", tasks::send_task_success)
        .add("SendTaskFailure", tasks::send_task_failure)
        .add("SendTaskHeartbeat", tasks::send_task_heartbeat)
        .absent(ABSENT)
        .build()
}

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "CreateStateMachineAlias",
    "DeleteStateMachineAlias",
    "DeleteStateMachineVersion",
    "DescribeMapRun",
    "DescribeStateMachineAlias",
    "ListMapRuns",
    "ListStateMachineAliases",
    "ListStateMachineVersions",
    "PublishStateMachineVersion",
    "RedriveExecution",
    "StartSyncExecution",
    "TestState",
    "UpdateMapRun",
    "UpdateStateMachineAlias",
];
