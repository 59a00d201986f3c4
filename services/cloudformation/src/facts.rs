//! Looking up what templates want to know from outside.

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use tradewind_cloud::Origin;
use tradewind_template::{Facts, Reference, Stop, Want, parse_snippet};
use tradewind_wire::{Document, ErrorDocument};

use crate::error::CloudFormationError;
use crate::{CloudFormation, exports};

/// How often an evaluation may ask for more: what it asks for last may depend on what it was told before.
const ROUNDS: usize = 64;

impl CloudFormation {
    /// Evaluates until no fact is missing.
    pub(crate) async fn informed<T>(
        &self,
        origin: &Origin,
        facts: &mut Facts,
        mut evaluate: impl FnMut(&Facts) -> Result<T, Stop>,
    ) -> Result<T, CloudFormationError> {
        for _ in 0..ROUNDS {
            match evaluate(facts) {
                Ok(done) => return Ok(done),
                Err(Stop::Fault(fault)) => return Err(CloudFormationError::Validation(fault.message)),
                Err(Stop::Wants(wants)) => {
                    for want in wants {
                        let found = self.look_up(origin, &want).await?;
                        facts.add(want, found);
                    }
                }
            }
        }
        Err(CloudFormationError::validation("Template error: the template asks for too much from outside."))
    }

    /// A fact, or why there is none.
    async fn look_up(&self, origin: &Origin, want: &Want) -> Result<Result<Document, String>, CloudFormationError> {
        Ok(match want {
            Want::Import(name) => self.import(origin, name)?,
            Want::Parameter { name, list } => self.parameter(origin, name, *list).await,
            Want::Dynamic(Reference::Ssm { name, version }) => self.reference(origin, name, *version, false).await,
            Want::Dynamic(Reference::SsmSecure { name, version }) => self.reference(origin, name, *version, true).await,
            Want::Dynamic(Reference::Secret { id, key, stage, version }) => {
                self.secret(origin, id, key.as_deref(), [stage.as_deref(), version.as_deref()]).await
            }
            Want::Include(url) => match self.object(origin, url).await {
                Ok(text) => parse_snippet(&String::from_utf8_lossy(&text)).map_err(|fault| fault.message),
                Err(error) => Err(error),
            },
        })
    }

    fn import(&self, origin: &Origin, name: &str) -> Result<Result<Document, String>, CloudFormationError> {
        let cell = self.cell(&origin.account, &origin.region);
        cell.read(&origin.mark, |view, ()| {
            let found = exports::find(*view, name)?;
            Ok(found.map(|export| export.value.into()).ok_or_else(|| format!("{}.", exports::missing(name))))
        })
    }

    /// The value of a parameter of an SSM type.
    async fn parameter(&self, origin: &Origin, name: &str, list: bool) -> Result<Document, String> {
        let input = Document::from([("Name", name.into())]);
        let unable = || format!("Unable to fetch parameters [{name}] from parameter store for this account.");
        let answer = self.parts.cloud.call(origin, "ssm", "GetParameter", input).await.map_err(|_| unable())?;
        let parameter = answer.get("Parameter");
        if parameter.and_then(|parameter| parameter.get("Type")?.as_str()) == Some("SecureString") {
            return Err(format!(
                "Parameters [{name}] referenced by template have types not supported by CloudFormation."
            ));
        }
        let value = parameter.and_then(|parameter| parameter.get("Value")?.as_str()).ok_or_else(unable)?;
        Ok(match list {
            true => Document::List(value.split(',').map(|item| item.trim().into()).collect()),
            false => value.into(),
        })
    }

    /// What a dynamic reference to SSM names.
    async fn reference(
        &self,
        origin: &Origin,
        name: &str,
        version: Option<u64>,
        secure: bool,
    ) -> Result<Document, String> {
        let selector = version.map_or_else(|| name.to_owned(), |version| format!("{name}:{version}"));
        let input = Document::from([("Name", selector.into()), ("WithDecryption", secure.into())]);
        let answer = self.parts.cloud.call(origin, "ssm", "GetParameter", input).await.map_err(|error| told(&error))?;
        let parameter = answer.get("Parameter");
        let is_secure = parameter.and_then(|one| one.get("Type")?.as_str()) == Some("SecureString");
        if is_secure != secure {
            let (kind, wanted) = if secure { ("ssm-secure", "SecureString") } else { ("ssm", "String or StringList") };
            return Err(format!(
                "Dynamic reference {{{{resolve:{kind}:{name}}}}} must name a parameter of type {wanted}."
            ));
        }
        let value = parameter.and_then(|one| one.get("Value")?.as_str());
        value.map(Document::from).ok_or_else(|| format!("Parameter {name} has no value."))
    }

    async fn secret(
        &self,
        origin: &Origin,
        id: &str,
        key: Option<&str>,
        [stage, version]: [Option<&str>; 2],
    ) -> Result<Document, String> {
        let mut input = vec![("SecretId".into(), id.into())];
        input.extend(stage.map(|stage| ("VersionStage".into(), stage.into())));
        input.extend(version.map(|version| ("VersionId".into(), version.into())));
        let answer = self.parts.cloud.call(origin, "secretsmanager", "GetSecretValue", Document::Map(input)).await;
        let answer = answer.map_err(|error| told(&error))?;
        let text = answer.get("SecretString").and_then(Document::as_str);
        let text = text.ok_or_else(|| format!("Secret {id} holds no text."))?;
        let Some(key) = key else { return Ok(text.into()) };
        let unreadable = || format!("Could not parse SecretString JSON of the secret {id}.");
        let json = Document::from_json(text.as_bytes()).map_err(|_| unreadable())?;
        match json.get(key) {
            Some(Document::String(value)) => Ok(value.as_str().into()),
            Some(other) => Ok(String::from_utf8_lossy(&other.to_json_vec()).into_owned().into()),
            None => Err(format!("Could not find a value associated with JSONKey in SecretString: {key}")),
        }
    }

    /// Reads an object that a URL names: `s3://bucket/key`, or any of S3's own.
    pub(crate) async fn object(&self, origin: &Origin, url: &str) -> Result<Bytes, String> {
        let (bucket, key, version) =
            crate::urls::object(url).ok_or("S3 error: Domain name specified in the URL is not a valid S3 domain")?;
        let mut input = vec![("Bucket".into(), bucket.into()), ("Key".into(), key.into())];
        input.extend(version.map(|version| ("VersionId".into(), version.into())));
        let answer = self.parts.cloud.call(origin, "s3", "GetObject", Document::Map(input)).await;
        let answer = answer.map_err(|error| {
            let text = error.message.as_deref().unwrap_or(&error.code);
            format!("S3 error: {text}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html")
        })?;
        let mut whole = BytesMut::new();
        match answer.get("Body") {
            Some(Document::Blob(bytes)) => return Ok(bytes.clone()),
            Some(Document::Stream(stream)) => {
                let Some(mut chunks) = stream.take() else { return Ok(Bytes::new()) };
                while let Some(chunk) = chunks.next().await {
                    whole.extend_from_slice(&chunk.map_err(|error| format!("S3 error: {error}"))?);
                    if whole.len() > tradewind_template::MAX_OBJECT {
                        return Err(format!(
                            "Template may not exceed {} bytes in size.",
                            tradewind_template::MAX_OBJECT
                        ));
                    }
                }
            }
            _ => {}
        }
        Ok(whole.freeze())
    }
}

fn told(error: &ErrorDocument) -> String {
    error.message.clone().unwrap_or_else(|| error.code.to_string())
}
