//! The managed policies that AWS keeps: those that templates name, with the documents AWS publishes.
//!
//! `policies.jsonl` holds one a line: `[ARN, default version, created, updated, document]`, times in seconds, sorted by name
//! without regard to case.

use std::sync::LazyLock;

use serde::Deserialize;

/// One of AWS's policies.
#[derive(Debug, Deserialize)]
pub(crate) struct AwsPolicy {
    pub(crate) arn: &'static str,
    pub(crate) version: &'static str,
    pub(crate) created: u64,
    pub(crate) updated: u64,
    pub(crate) document: String,
}

static ALL: LazyLock<Vec<AwsPolicy>> = LazyLock::new(|| {
    // A line that can't be read would be missing; a test counts them.
    include_str!("policies.jsonl").lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
});

/// All of them, sorted by name without regard to case.
pub(crate) fn all() -> &'static [AwsPolicy] {
    &ALL
}

/// By its ARN.
pub(crate) fn find(arn: &str) -> Option<&'static AwsPolicy> {
    ALL.iter().find(|policy| policy.arn == arn)
}

impl AwsPolicy {
    /// What stands behind the path.
    pub(crate) fn name(&self) -> &'static str {
        self.arn.rsplit('/').next().unwrap_or(self.arn)
    }

    /// With both its slashes.
    pub(crate) fn path(&self) -> &'static str {
        let path = self.arn.strip_prefix("arn:aws:iam::aws:policy").unwrap_or("/");
        path.strip_suffix(self.name()).unwrap_or("/")
    }

    /// Whether it is for the roles of a service only.
    pub(crate) fn is_of_service(&self) -> bool {
        self.path() == "/aws-service-role/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_policy_and_they_are_in_order() {
        assert_eq!(all().len(), include_str!("policies.jsonl").lines().count());
        let names: Vec<_> = all().iter().map(|policy| policy.name().to_ascii_lowercase()).collect();
        assert!(names.is_sorted(), "{names:?}");
        for policy in all() {
            assert!(policy.arn.starts_with("arn:aws:iam::aws:policy/"), "{}", policy.arn);
            assert!(policy.path().ends_with('/') && policy.version.starts_with('v'), "{}", policy.arn);
            assert!(policy.created <= policy.updated && policy.created > 1_400_000_000, "{}", policy.arn);
            let read = tradewind_policy::Policy::read(&policy.document, tradewind_policy::Purpose::Identity);
            assert!(read.is_ok(), "{}: {read:?}", policy.arn);
        }
    }

    #[test]
    fn those_that_templates_name_are_there() {
        for arn in [
            "arn:aws:iam::aws:policy/AdministratorAccess",
            "arn:aws:iam::aws:policy/ReadOnlyAccess",
            "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
            "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
            "arn:aws:iam::aws:policy/AWSStepFunctionsFullAccess",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
        ] {
            assert!(find(arn).is_some(), "{arn}");
        }
        assert!(find("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole").is_none());
    }
}
