//! What the name a client called says about service and region: `sqs.eu-west-1.amazonaws.com`, `sqs.localhost:4566`.

use super::guard::{AWS_DOMAINS, without_port};

/// Labels of a host name that may name a service or a region, left to right.
#[derive(Debug)]
pub struct Labels(String);

impl Labels {
    /// The labels before a domain in which AWS-shaped names are used; none for any other host.
    pub fn of(host: &str) -> Option<Labels> {
        let name = without_port(host).to_ascii_lowercase();
        let domains = AWS_DOMAINS.iter().copied().chain([".localhost"]);
        let labels = domains.into_iter().find_map(|domain| name.strip_suffix(domain))?;
        Some(Labels(labels.to_owned()))
    }

    /// Names that may be a service's, without what AWS appends for FIPS endpoints.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.0.split('.').map(|label| label.strip_suffix("-fips").unwrap_or(label)).map(|label| match label {
            // The name of SQS endpoints in older SDKs and in old queue URLs.
            "queue" => "sqs",
            other => other,
        })
    }

    /// The label that has the form of a region's name: `us-gov-west-1`.
    pub fn region(&self) -> Option<&str> {
        self.0.split('.').find(|label| is_region_like(label))
    }
}

fn is_region_like(label: &str) -> bool {
    let mut parts = label.rsplit('-');
    let number =
        parts.next().is_some_and(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let words: Vec<&str> = parts.collect();
    number && (2..=3).contains(&words.len()) && words.iter().all(|word| word.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(host: &str) -> Vec<String> {
        Labels::of(host).map(|labels| labels.services().map(str::to_owned).collect()).unwrap_or_default()
    }

    #[test]
    fn endpoints_name_their_service_and_region() {
        assert_eq!(services("sqs.us-east-1.amazonaws.com"), ["sqs", "us-east-1"]);
        assert_eq!(services("SQS-fips.us-east-1.api.aws:443"), ["sqs", "us-east-1"]);
        assert_eq!(services("eu-west-1.queue.amazonaws.com"), ["eu-west-1", "sqs"]);
        assert_eq!(services("queue.localhost:4566"), ["sqs"]);
        assert!(Labels::of("127.0.0.1:4566").is_none());
        assert!(Labels::of("localhost:4566").is_none());
        assert!(Labels::of("sqs.us-east-1.example.com").is_none());
        let region = |host: &str| Labels::of(host).and_then(|labels| labels.region().map(str::to_owned));
        assert_eq!(region("sqs.us-gov-west-1.amazonaws.com").as_deref(), Some("us-gov-west-1"));
        assert_eq!(region("eu-central-1.queue.localhost").as_deref(), Some("eu-central-1"));
        assert_eq!(region("sts.amazonaws.com"), None);
    }
}
