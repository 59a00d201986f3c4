//! States of stacks and resources.

use serde::{Deserialize, Serialize};

macro_rules! statuses {
    ($($name:ident = $text:literal),+ $(,)?) => {
        /// The [state](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html) of a stack or a resource.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub(crate) enum Status {
            $(#[serde(rename = $text)] $name,)+
        }

        impl Status {
            /// As AWS writes it.
            pub(crate) const fn as_str(self) -> &'static str {
                match self {
                    $(Status::$name => $text,)+
                }
            }
        }
    };
}

statuses! {
    ReviewInProgress = "REVIEW_IN_PROGRESS",
    CreateInProgress = "CREATE_IN_PROGRESS",
    CreateFailed = "CREATE_FAILED",
    CreateComplete = "CREATE_COMPLETE",
    RollbackInProgress = "ROLLBACK_IN_PROGRESS",
    RollbackFailed = "ROLLBACK_FAILED",
    RollbackComplete = "ROLLBACK_COMPLETE",
    DeleteInProgress = "DELETE_IN_PROGRESS",
    DeleteFailed = "DELETE_FAILED",
    DeleteComplete = "DELETE_COMPLETE",
    DeleteSkipped = "DELETE_SKIPPED",
    UpdateInProgress = "UPDATE_IN_PROGRESS",
    UpdateFailed = "UPDATE_FAILED",
    UpdateCleaningUp = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    UpdateComplete = "UPDATE_COMPLETE",
    UpdateRollbackInProgress = "UPDATE_ROLLBACK_IN_PROGRESS",
    UpdateRollbackFailed = "UPDATE_ROLLBACK_FAILED",
    UpdateRollbackCleaningUp = "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    UpdateRollbackComplete = "UPDATE_ROLLBACK_COMPLETE",
}

/// What a step does to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Verb {
    Create,
    Update,
    Delete,
}

impl Status {
    /// Whether something is still going on.
    pub(crate) fn is_in_progress(self) -> bool {
        self.as_str().ends_with("_IN_PROGRESS") && self != Status::ReviewInProgress
    }

    /// Whether a stack in this state can be updated.
    pub(crate) const fn can_be_updated(self) -> bool {
        matches!(
            self,
            Status::CreateComplete
                | Status::UpdateComplete
                | Status::UpdateRollbackComplete
                | Status::CreateFailed
                | Status::UpdateFailed
        )
    }
}

impl Verb {
    /// As the reasons of stacks write it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Verb::Create => "create",
            Verb::Update => "update",
            Verb::Delete => "delete",
        }
    }

    /// When it is done.
    pub(crate) const fn complete(self) -> Status {
        match self {
            Verb::Create => Status::CreateComplete,
            Verb::Update => Status::UpdateComplete,
            Verb::Delete => Status::DeleteComplete,
        }
    }

    /// When it has failed.
    pub(crate) const fn failed(self) -> Status {
        match self {
            Verb::Create => Status::CreateFailed,
            Verb::Update => Status::UpdateFailed,
            Verb::Delete => Status::DeleteFailed,
        }
    }
}
