//! [`AWS::S3::Bucket`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html)
//!
//! ```text
//! schema.rs     the properties            settings.rs      which operation sets which property, and what stands for none
//! shapes.rs     properties as requests    lifecycle.rs     the same for lifecycle rules
//! notify.rs     the same for notifications
//! ```

mod lifecycle;
mod notify;
mod schema;
mod settings;
mod shapes;

use tradewind_resource::{
    Caller, Case, Existing, Failure, HandlerErrorCode, Made, Progress, Request, ResourceType, Wanted, handler,
    tag_list, text_at,
};
use tradewind_wire::Document;

use self::settings::SETTINGS;

/// S3 names buckets with up to 63 characters, small letters only.
const LONGEST_NAME: usize = 63;

/// Where S3's places begin: a bucket there has no location constraint.
const FIRST_REGION: &str = "us-east-1";

handler!(Bucket: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    let attributes = &["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"];
    ResourceType::new("AWS::S3::Bucket", schema::PROPERTIES, attributes, Bucket)
}

/// Values that are not built, as far as they are known before anything is made.
fn check(properties: &Document) -> Result<(), String> {
    let acl = text_at(properties, &["AccessControl"]);
    if !["", "Private", "BucketOwnerFullControl"].contains(&acl) {
        return Err(format!("AccessControl {acl}: lists of rights are not built yet"));
    }
    let rules = properties.get("BucketEncryption").and_then(|all| all.get("ServerSideEncryptionConfiguration"));
    for rule in rules.and_then(Document::as_list).unwrap_or_default() {
        let algorithm = text_at(rule, &["ServerSideEncryptionByDefault", "SSEAlgorithm"]);
        if algorithm == "aws:kms:dsse" {
            return Err(format!("SSEAlgorithm {algorithm} as a bucket's default is not built yet"));
        }
    }
    Ok(())
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("BucketName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Lower));
    let bucket = || Request::new().with("Bucket", name.as_str());
    // The owner may create a bucket twice in S3's first region.
    if !wanted.again && caller.ask("s3", "HeadBucket", bucket()).await.is_ok() {
        let text = format!("{name} already exists (Service: S3, Status Code: 0, Request ID: null)");
        return Err(Failure::new(HandlerErrorCode::AlreadyExists, text));
    }
    let place =
        (caller.region() != FIRST_REGION).then(|| Document::from([("LocationConstraint", caller.region().into())]));
    let ownership = wanted.property("OwnershipControls").and_then(|controls| controls.get("Rules")?.as_list()?.first());
    let request = bucket()
        .maybe("CreateBucketConfiguration", place)
        .maybe("ObjectOwnership", ownership.and_then(|rule| rule.get("ObjectOwnership")).cloned());
    caller.make("s3", "CreateBucket", request, wanted.again).await?;
    for setting in SETTINGS {
        if let Some(value) = wanted.property(setting.property) {
            setting.put(caller, &name, value).await?;
        }
    }
    let tags = wanted.plain_tags();
    if !tags.is_empty() {
        put_tags(caller, &name, tag_list(tags, "Key", "Value")).await?;
    }
    Ok(made(caller, &name).into())
}

async fn put_tags(caller: &Caller, name: &str, tags: Document) -> Result<(), Failure> {
    let request = Request::new().with("Bucket", name).with("Tagging", Document::from([("TagSet", tags)]));
    caller.call("s3", "PutBucketTagging", request).await.map(drop)
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = existing.id.as_str();
    for setting in SETTINGS {
        match wanted.property(setting.property) {
            Some(value) => setting.put(caller, name, value).await?,
            None if existing.properties.get(setting.property).is_some() => setting.take_back(caller, name).await?,
            None => {}
        }
    }
    retag(caller, existing, wanted).await?;
    Ok(made(caller, name).into())
}

/// PutBucketTagging replaces all tags, those that others set as well; so they are read and put again.
async fn retag(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<(), Failure> {
    let bucket = || Request::new().with("Bucket", existing.id.as_str());
    let there = caller.call_if_there("s3", "GetBucketTagging", bucket()).await?;
    let there = there.as_ref().and_then(|there| there.get("TagSet")?.as_list()).unwrap_or_default();
    let changes = wanted.tag_changes(existing);
    let pair = |tag: &Document| (text_at(tag, &["Key"]).to_owned(), text_at(tag, &["Value"]).to_owned());
    let put = |name: &String| changes.put.iter().any(|(known, _)| known == name);
    let others = there.iter().map(pair).filter(|(name, _)| !changes.remove.contains(name) && !put(name));
    let tags: Vec<_> = others.chain(changes.put.iter().cloned()).collect();
    if tags.is_empty() {
        return caller.call_if_there("s3", "DeleteBucketTagging", bucket()).await.map(drop);
    }
    put_tags(caller, &existing.id, tag_list(tags, "Key", "Value")).await
}

fn made(caller: &Caller, name: &str) -> Made {
    let region = caller.region();
    Made::new(name)
        .with("Arn", ["arn:aws:s3:::", name].concat())
        .with("DomainName", [name, ".s3.amazonaws.com"].concat())
        .with("DualStackDomainName", [name, ".s3.dualstack.", region, ".amazonaws.com"].concat())
        .with("RegionalDomainName", [name, ".s3.", region, ".amazonaws.com"].concat())
        .with("WebsiteURL", website(caller, name))
}

/// Where this server shows a bucket's site: a name below `localhost`, with the server's own port.
fn website(caller: &Caller, name: &str) -> String {
    let host = caller.endpoint().rsplit('/').next().unwrap_or_default();
    let port = host.rsplit_once(':').map(|(_, port)| [":", port].concat()).unwrap_or_default();
    ["http://", name, ".s3-website.", caller.region(), ".localhost", &port].concat()
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    caller.call_if_there("s3", "DeleteBucket", Request::new().with("Bucket", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
