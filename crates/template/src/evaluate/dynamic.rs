//! [Dynamic references](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html):
//! `{{resolve:ssm:name:1}}`.

use std::collections::BTreeSet;

use tradewind_wire::Document;

use crate::facts::{Facts, Reference, Want};
use crate::fault::{Fault, Stop};
use crate::text::text;

const BEGIN: &str = "{{resolve:";
const END: &str = "}}";

/// Puts values in the place of dynamic references.
///
/// # Errors
/// References that are malformed or lead nowhere, and the values that are not known yet.
pub fn resolve(value: &Document, facts: &Facts) -> Result<Document, Stop> {
    let mut wants = BTreeSet::new();
    let resolved = inside(value, facts, &mut wants)?;
    if wants.is_empty() { Ok(resolved) } else { Err(Stop::Wants(wants)) }
}

/// Whether a text holds a dynamic reference.
pub(crate) fn has_reference(text: &str) -> bool {
    text.contains(BEGIN)
}

/// What stands in a text that looks like a reference and is none: it did not come of the template.
const SHIELD: &str = "{{\u{FDD0}resolve:";

/// A value of a resource or an export. What looks like a reference in it must not lead to a secret: whoever made the value may not
/// be allowed to read that.
pub(super) fn shielded(value: Document) -> Document {
    replaced(value, BEGIN, SHIELD)
}

/// The value as it is.
pub(super) fn bare(value: Document) -> Document {
    replaced(value, SHIELD, BEGIN)
}

fn replaced(value: Document, old: &str, new: &str) -> Document {
    match value {
        Document::String(text) if text.contains(old) => Document::String(text.replace(old, new)),
        Document::List(items) => Document::List(items.into_iter().map(|item| replaced(item, old, new)).collect()),
        Document::Map(entries) => {
            let entry = |(name, value)| (name, replaced(value, old, new));
            Document::Map(entries.into_iter().map(entry).collect())
        }
        other => other,
    }
}

fn inside(value: &Document, facts: &Facts, wants: &mut BTreeSet<Want>) -> Result<Document, Fault> {
    Ok(match value {
        Document::String(text) if has_reference(text) => Document::String(replace(text, facts, wants)?),
        Document::List(items) => {
            let items: Result<Vec<Document>, Fault> = items.iter().map(|item| inside(item, facts, wants)).collect();
            Document::List(items?)
        }
        Document::Map(entries) => {
            let mut out = Vec::with_capacity(entries.len());
            for (name, value) in entries {
                out.push((name.clone(), inside(value, facts, wants)?));
            }
            Document::Map(out)
        }
        other => other.clone(),
    })
}

/// Replaces what stands in a text. What comes in is not looked at again.
fn replace(source: &str, facts: &Facts, wants: &mut BTreeSet<Want>) -> Result<String, Fault> {
    let (mut rest, mut out) = (source, String::new());
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let Some((inner, behind)) = after.split_once(END) else { break };
        out.push_str(before);
        let want = Want::Dynamic(parse(inner)?);
        match facts.get(&want) {
            Some(Ok(value)) => out.push_str(&text(value).unwrap_or_default()),
            Some(Err(why)) => return Err(Fault::new(why.clone())),
            None => {
                wants.insert(want);
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// Takes a reference apart: what stands between `{{resolve:` and `}}`.
fn parse(inner: &str) -> Result<Reference, Fault> {
    let (service, rest) = inner.split_once(':').unwrap_or((inner, ""));
    let malformed = |what: &str| {
        Fault::new(format!("Incorrect format is used in the following {what} reference: [{BEGIN}{inner}{END}]"))
    };
    match service {
        "ssm" => {
            parameter(rest).map(|(name, version)| Reference::Ssm { name, version }).ok_or_else(|| malformed("SSM"))
        }
        "ssm-secure" => parameter(rest)
            .map(|(name, version)| Reference::SsmSecure { name, version })
            .ok_or_else(|| malformed("SSM Secure")),
        "secretsmanager" => secret(rest).ok_or_else(|| malformed("Secrets Manager")),
        other => Err(Fault::new(format!(
            "Invalid service {other} in the dynamic reference [{BEGIN}{inner}{END}]: one of ssm, ssm-secure, secretsmanager is \
             wanted"
        ))),
    }
}

/// `name` or `name:version`. The name may be an ARN.
fn parameter(rest: &str) -> Option<(String, Option<u64>)> {
    let (name, version) = match rest.rsplit_once(':') {
        Some((name, version)) if version.bytes().all(|one| one.is_ascii_digit()) && !version.is_empty() => {
            (name, Some(version.parse().ok().filter(|version| *version > 0)?))
        }
        _ => (rest, None),
    };
    let letter = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '.' | '-' | '/');
    let right = !name.is_empty() && (name.chars().all(letter) || name.starts_with("arn:"));
    right.then(|| (name.to_owned(), version))
}

/// `id`, `id:SecretString`, `id:SecretString:key:stage:version`. The id may be an ARN, which has six colons.
fn secret(rest: &str) -> Option<Reference> {
    let mut parts: Vec<&str> = rest.split(':').collect();
    let id = if rest.starts_with("arn:") {
        if parts.len() < 7 {
            return None;
        }
        let behind = parts.split_off(7);
        let id = parts.join(":");
        parts = behind;
        id
    } else {
        parts.remove(0).to_owned()
    };
    let part = |index: usize| parts.get(index).filter(|part| !part.is_empty()).map(|part| (*part).to_owned());
    let right = !id.is_empty() && parts.len() <= 4 && part(0).is_none_or(|kind| kind == "SecretString");
    right.then(|| Reference::Secret { id, key: part(1), stage: part(2), version: part(3) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_taken_apart() {
        let ssm = |name: &str, version| Ok(Reference::Ssm { name: name.into(), version });
        assert_eq!(parse("ssm:/a/b.c"), ssm("/a/b.c", None));
        assert_eq!(parse("ssm:a:12"), ssm("a", Some(12)));
        assert_eq!(
            parse("ssm:a b").map_err(|fault| fault.message),
            Err("Incorrect format is used in the following SSM reference: [{{resolve:ssm:a b}}]".into())
        );
        let secret = |id: &str, key: Option<&str>, stage: Option<&str>| {
            Ok(Reference::Secret {
                id: id.into(),
                key: key.map(Into::into),
                stage: stage.map(Into::into),
                version: None,
            })
        };
        assert_eq!(parse("secretsmanager:a"), secret("a", None, None));
        assert_eq!(parse("secretsmanager:a:SecretString:k"), secret("a", Some("k"), None));
        assert_eq!(parse("secretsmanager:a:SecretString::AWSCURRENT"), secret("a", None, Some("AWSCURRENT")));
        let arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-b";
        assert_eq!(parse(&format!("secretsmanager:{arn}:SecretString:k")), secret(arn, Some("k"), None));
        assert!(parse("secretsmanager:a:SecretBinary").is_err());
        assert!(parse("s3:a").is_err());
    }
}
