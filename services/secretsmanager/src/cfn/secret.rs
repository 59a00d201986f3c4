//! [`AWS::SecretsManager::Secret`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, TAG, Wanted, handler, json_text,
    tag_list, text_at, text_list,
};
use tradewind_wire::Document;

static PROPERTIES: &[Property] = &[
    Property::new("Description", Kind::String),
    Property::new(
        "GenerateSecretString",
        Kind::Object(&[
            Property::new("ExcludeCharacters", Kind::String),
            Property::new("ExcludeLowercase", Kind::Boolean),
            Property::new("ExcludeNumbers", Kind::Boolean),
            Property::new("ExcludePunctuation", Kind::Boolean),
            Property::new("ExcludeUppercase", Kind::Boolean),
            Property::new("GenerateStringKey", Kind::String),
            Property::new("IncludeSpace", Kind::Boolean),
            Property::new("PasswordLength", Kind::Integer),
            Property::new("RequireEachIncludedType", Kind::Boolean),
            Property::new("SecretStringTemplate", Kind::String),
        ]),
    ),
    Property::new("KmsKeyId", Kind::String),
    Property::new("Name", Kind::String).replaces(),
    Property::refused("ReplicaRegions", "replication to other Regions is not built yet"),
    Property::new("SecretString", Kind::String),
    Property::new("Tags", Kind::List(&TAG)),
    Property::refused("Type", "managed external secrets are not built yet"),
];

handler!(Secret: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::SecretsManager::Secret", PROPERTIES, &["Id"], Secret)
}

fn check(properties: &Document) -> Result<(), String> {
    match properties.get("GenerateSecretString").is_some() && properties.get("SecretString").is_some() {
        true => Err("You can't specify both GenerateSecretString and SecretString".to_owned()),
        false => Ok(()),
    }
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    // AWS leaves the stack's name out of these names.
    let made = || [&wanted.logical_id, "-", &wanted.suffix].concat();
    let name = wanted.text("Name").map_or_else(made, str::to_owned);
    let there = match wanted.again {
        true => there(caller, &name).await?,
        false => None,
    };
    if let Some(arn) = there {
        return Ok(of(&arn));
    }
    let request = Request::of(wanted, &["Description", "KmsKeyId"])
        .with("Name", name.as_str())
        .maybe("SecretString", value(caller, wanted).await?)
        .with("ClientRequestToken", wanted.token.as_str())
        .with("Tags", tag_list(wanted.plain_tags(), "Key", "Value"));
    let secret = caller.call("secretsmanager", "CreateSecret", request).await?;
    Ok(of(text_at(&secret, &["ARN"])))
}

/// The ARN of the secret of that name.
async fn there(caller: &Caller, name: &str) -> Result<Option<String>, Failure> {
    let request = Request::new().with("SecretId", name);
    let secret = caller.call_if_there("secretsmanager", "DescribeSecret", request).await?;
    Ok(secret.map(|secret| text_at(&secret, &["ARN"]).to_owned()))
}

fn of(arn: &str) -> Progress {
    Made::new(arn).with("Id", arn).into()
}

/// The value the template gives, or one that is made as it says.
async fn value(caller: &Caller, wanted: &Wanted) -> Result<Option<String>, Failure> {
    let Some(given) = wanted.property("GenerateSecretString") else {
        return Ok(wanted.text("SecretString").map(str::to_owned));
    };
    const MEMBERS: [&str; 8] = [
        "ExcludeCharacters",
        "ExcludeLowercase",
        "ExcludeNumbers",
        "ExcludePunctuation",
        "ExcludeUppercase",
        "IncludeSpace",
        "PasswordLength",
        "RequireEachIncludedType",
    ];
    let request =
        MEMBERS.into_iter().fold(Request::new(), |request, name| request.maybe(name, given.get(name).cloned()));
    let password = caller.call("secretsmanager", "GetRandomPassword", request).await?;
    let password = text_at(&password, &["RandomPassword"]).to_owned();
    let member = |name: &str| given.get(name).and_then(Document::as_str);
    match (member("SecretStringTemplate"), member("GenerateStringKey")) {
        (None, None) => Ok(Some(password)),
        (Some(template), Some(key)) => put_into(template, key, password).map(Some),
        _ => Err(Failure::invalid("SecretStringTemplate and GenerateStringKey must be specified together.")),
    }
}

/// A template of a value, which is a JSON object, with the password under a key.
fn put_into(template: &str, key: &str, password: String) -> Result<String, Failure> {
    let Ok(Document::Map(mut entries)) = Document::from_json(template.as_bytes()) else {
        return Err(Failure::invalid("SecretStringTemplate is not a JSON object."));
    };
    entries.retain(|(name, _)| name != key);
    entries.push((key.to_owned().into(), password.into()));
    Ok(json_text(&Document::Map(entries)))
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let arn = existing.id.as_str();
    let of_secret = || Request::new().with("SecretId", arn);
    let changed = |name: &str| existing.properties.get(name) != wanted.properties.get(name);
    let mut request = of_secret()
        .with("Description", wanted.text("Description").unwrap_or_default())
        .with("KmsKeyId", wanted.text("KmsKeyId").unwrap_or_default());
    // A value that an earlier attempt has made stays: it has the token for its version.
    if ["GenerateSecretString", "SecretString"].into_iter().any(changed) && !has_version(caller, arn, wanted).await? {
        let value = value(caller, wanted).await?;
        request = request.with("ClientRequestToken", wanted.token.as_str()).maybe("SecretString", value);
    }
    caller.call("secretsmanager", "UpdateSecret", request).await?;
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        let request = of_secret().with("TagKeys", text_list(changes.remove));
        caller.call("secretsmanager", "UntagResource", request).await?;
    }
    if !changes.put.is_empty() {
        let request = of_secret().with("Tags", tag_list(changes.put, "Key", "Value"));
        caller.call("secretsmanager", "TagResource", request).await?;
    }
    Ok(of(arn))
}

async fn has_version(caller: &Caller, arn: &str, wanted: &Wanted) -> Result<bool, Failure> {
    let secret = caller.call("secretsmanager", "DescribeSecret", Request::new().with("SecretId", arn)).await?;
    Ok(secret.get("VersionIdsToStages").is_some_and(|versions| versions.get(&wanted.token).is_some()))
}

/// Without a recovery window, as CloudFormation does it.
async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let request = Request::new().with("SecretId", existing.id.as_str()).with("ForceDeleteWithoutRecovery", true);
    caller.call_if_there("secretsmanager", "DeleteSecret", request).await?;
    Ok(Made::from(existing).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_goes_into_a_template() {
        let put = |template| put_into(template, "password", "p\"".to_owned());
        assert_eq!(put(r#"{"user": "u", "password": "x"}"#).expect("fine"), r#"{"user":"u","password":"p\""}"#);
        assert!(put("[]").is_err());
        assert!(put("{").is_err());
    }
}
