//! Amazon Resource Names: `arn:partition:service:region:account:resource`.
//!
//! Format: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>.

use std::fmt;

/// An ARN, borrowed from the text it was parsed from or put together from parts. The resource may contain colons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov` ...
    pub partition: &'a str,
    /// `sqs`, `events` ...
    pub service: &'a str,
    /// `eu-west-1`; empty for global resources.
    pub region: &'a str,
    /// Twelve digits, `aws` for AWS's own, or empty.
    pub account: &'a str,
    /// Whatever the service puts there: a name, `type/name` or `type:name`.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// An ARN in the partition of its region.
    pub fn new(service: &'a str, region: &'a str, account: &'a str, resource: &'a str) -> Self {
        Self { partition: partition(region), service, region, account, resource }
    }

    /// Takes an ARN apart; `None` unless it has all six parts and says `arn`, a partition, a service and a resource.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let arn = parts.next()?;
        let (partition, service, region) = (parts.next()?, parts.next()?, parts.next()?);
        let (account, resource) = (parts.next()?, parts.next()?);
        let complete = arn == "arn" && !partition.is_empty() && !service.is_empty() && !resource.is_empty();
        complete.then_some(Self { partition, service, region, account, resource })
    }

    /// The resource as type and rest, divided at the first slash or colon: `rule` and `bus/name`. A resource without
    /// either has no type.
    pub fn resource_parts(&self) -> (&'a str, &'a str) {
        match self.resource.find(['/', ':']) {
            Some(at) => (&self.resource[..at], &self.resource[at + 1..]),
            None => ("", self.resource),
        }
    }

    /// Whether the account is twelve digits.
    pub fn has_account(&self) -> bool {
        is_account(self.account)
    }
}

impl fmt::Display for Arn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, service, region, account, resource } = self;
        write!(f, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

/// Whether text is an account id: twelve digits.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The partition a region belongs to. Unknown regions are taken for ones of `aws`.
pub fn partition(region: &str) -> &'static str {
    const OTHERS: &[(&str, &str)] = &[
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-isob-", "aws-iso-b"),
        ("us-isof-", "aws-iso-f"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-iso-", "aws-iso"),
        ("eusc-", "aws-eusc"),
    ];
    OTHERS.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, partition)| partition)
}
