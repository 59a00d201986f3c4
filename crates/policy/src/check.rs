//! What the values of a statement must look like.

use crate::document::{PrincipalKind, Principals, Purpose, Statement};
use crate::error::Malformed;

/// Partitions that there are.
const PARTITIONS: &[&str] =
    &["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// What the names of service principals end in.
const SERVICES: &[&str] = &[".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal"];

pub(crate) fn statement(statement: &Statement, purpose: Purpose) -> Result<(), Malformed> {
    let sid = statement.sid.as_deref().unwrap_or_default();
    // The policies of resources may have names with any characters.
    if purpose != Purpose::Resource && !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Malformed::SidCharacters);
    }
    for pattern in &statement.actions.patterns {
        action(pattern, purpose)?;
    }
    if purpose == Purpose::Resource {
        // Services word for themselves which resources and principals theirs can name.
        return Ok(());
    }
    for pattern in statement.resources.iter().flat_map(|resources| &resources.patterns) {
        resource(pattern)?;
    }
    statement.principals.as_ref().map_or(Ok(()), principals)
}

fn action(pattern: &str, purpose: Purpose) -> Result<(), Malformed> {
    if pattern == "*" && purpose != Purpose::Trust {
        return Ok(());
    }
    let Some((vendor, name)) = pattern.split_once(':') else { return Err(Malformed::NoVendor) };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if vendor.is_empty() || !vendor.bytes().all(plain) {
        return Err(Malformed::Vendor(vendor.to_owned()));
    }
    if name.is_empty() || name.contains(|c: char| !c.is_ascii_alphanumeric() && !"*?-_:./".contains(c)) {
        return Err(Malformed::Syntax);
    }
    if purpose == Purpose::Trust && !vendor.eq_ignore_ascii_case("sts") {
        return Err(Malformed::TrustActions);
    }
    Ok(())
}

fn resource(pattern: &str) -> Result<(), Malformed> {
    if pattern == "*" {
        return Ok(());
    }
    let not_an_arn = || Malformed::NotAnArn(pattern.to_owned());
    let rest = pattern.strip_prefix("arn:").ok_or_else(not_an_arn)?;
    let mut parts = rest.splitn(5, ':');
    let mut next = || parts.next().ok_or_else(not_an_arn);
    // AWS takes ARNs that are cut short and end in a wildcard, such as `arn:aws:s3:*`.
    let (partition, vendor) = (next()?, next()?);
    let wild = |text: &str| text.contains(['*', '?']);
    if !wild(partition) && !PARTITIONS.contains(&partition) {
        let (partition, resource) = (partition.to_owned(), pattern.to_owned());
        return Err(Malformed::Partition { partition, resource });
    }
    if vendor.is_empty() || wild(vendor) {
        return Err(Malformed::ResourceVendor);
    }
    let region = next()?;
    match vendor {
        "iam" if !region.is_empty() && !wild(region) => Err(Malformed::IamRegion(pattern.to_owned())),
        "s3" if !region.is_empty() && !wild(region) && !is_regional_bucket_resource(pattern) => {
            Err(Malformed::BucketRegion(pattern.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Access points and jobs belong to regions; buckets and objects don't.
fn is_regional_bucket_resource(pattern: &str) -> bool {
    let resource = pattern.splitn(6, ':').nth(5).unwrap_or_default();
    ["accesspoint/", "job/", "storage-lens/", "access-grants/"].iter().any(|kind| resource.starts_with(kind))
}

fn principals(principals: &Principals) -> Result<(), Malformed> {
    for (kind, values) in &principals.named {
        for value in values {
            let good = match kind {
                PrincipalKind::Aws => is_aws(value),
                PrincipalKind::Service => is_service(value),
                PrincipalKind::Federated => !value.is_empty(),
                PrincipalKind::CanonicalUser => value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit()),
            };
            if !good {
                return Err(Malformed::Principal { kind: kind.as_str(), value: value.clone() });
            }
        }
    }
    Ok(())
}

/// Everybody, an account, the unique id of a user or role, or an ARN that names one: without wildcards.
fn is_aws(value: &str) -> bool {
    if value == "*" || is_account(value) {
        return true;
    }
    let id = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if (value.starts_with("AIDA") || value.starts_with("AROA")) && value.len() >= 16 && value.bytes().all(id) {
        return true;
    }
    let parts: Vec<&str> = value.splitn(6, ':').collect();
    let ["arn", partition, service, "", account, resource] = parts[..] else { return false };
    let kinds: &[&str] = match service {
        "iam" => &["user/", "role/"],
        "sts" => &["assumed-role/", "federated-user/"],
        _ => return false,
    };
    let known = (service == "iam" && resource == "root")
        || kinds.iter().any(|kind| resource.strip_prefix(kind).is_some_and(|name| !name.is_empty()));
    PARTITIONS.contains(&partition) && is_account(account) && known && !resource.contains(['*', '?'])
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_service(value: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_');
    SERVICES.iter().any(|end| value.strip_suffix(end).is_some_and(|name| !name.is_empty() && name.bytes().all(plain)))
}
