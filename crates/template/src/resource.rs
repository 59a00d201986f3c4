//! What a compiled template holds.

use tradewind_wire::Document;

/// A resource of a template.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Its name in the template.
    pub logical_id: String,
    /// `AWS::SQS::Queue`.
    pub type_name: String,
    /// Its properties as they are written; a map.
    pub properties: Document,
    /// Its metadata as written.
    pub metadata: Option<Document>,
    /// The name of its condition.
    pub condition: Option<String>,
    /// `DependsOn`, as written.
    pub depends_on: Vec<String>,
    /// All resources it waits for: named by it in any way, whose condition holds. In alphabetical order.
    pub dependencies: Vec<String>,
    /// What becomes of it when it is removed.
    pub deletion_policy: DeletionPolicy,
    /// What becomes of it when it is replaced.
    pub update_replace_policy: DeletionPolicy,
    /// `CreationPolicy`, as written.
    pub creation_policy: Option<Document>,
    /// `UpdatePolicy`, as written.
    pub update_policy: Option<Document>,
}

/// [What becomes of a resource](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html)
/// that its stack no longer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeletionPolicy {
    /// It is deleted.
    #[default]
    Delete,
    /// It stays.
    Retain,
    /// It stays, unless the operation that made it is rolled back.
    RetainExceptOnCreate,
    /// It is deleted after a snapshot.
    Snapshot,
}

impl DeletionPolicy {
    /// By the name templates use.
    pub fn of(name: &str) -> Option<DeletionPolicy> {
        Some(match name {
            "Delete" => DeletionPolicy::Delete,
            "Retain" => DeletionPolicy::Retain,
            "RetainExceptOnCreate" => DeletionPolicy::RetainExceptOnCreate,
            "Snapshot" => DeletionPolicy::Snapshot,
            _ => return None,
        })
    }

    /// Whether a resource stays when its stack removes it.
    pub fn retains(self) -> bool {
        matches!(self, DeletionPolicy::Retain | DeletionPolicy::RetainExceptOnCreate)
    }
}

/// An output of a template.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Its value as written.
    pub value: Document,
    /// `Export.Name` as written.
    pub export: Option<Document>,
    /// The name of its condition.
    pub condition: Option<String>,
}
