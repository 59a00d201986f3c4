//! Where a stack lives.

/// What [pseudo parameters](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html) give.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// `AWS::AccountId`.
    pub account: String,
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::Partition`: `aws`.
    pub partition: String,
    /// `AWS::URLSuffix`: `amazonaws.com`.
    pub url_suffix: String,
    /// `AWS::StackName`.
    pub stack_name: String,
    /// `AWS::StackId`.
    pub stack_id: String,
    /// `AWS::NotificationARNs`.
    pub notification_arns: Vec<String>,
    /// What `Fn::GetAZs` gives for the region: `us-east-1a` and on.
    pub zones: Vec<String>,
}

/// Names of the pseudo parameters.
pub(crate) const PSEUDO_PARAMETERS: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];
