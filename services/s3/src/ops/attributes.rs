//! GetObjectAttributes.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::S3;
use crate::api::{
    Checksum, GetObjectAttributesOutput, GetObjectAttributesParts, GetObjectAttributesRequest, ObjectPart,
};
use crate::bucket::{Target, Versioning};
use crate::checksum::show_checksum;
use crate::error::S3Error;
use crate::list::limit;
use crate::object::{Content, Part, Version, rows};
use crate::ops::get::readable;

/// Tells what an object is like: what is asked for of it.
pub(crate) async fn get_object_attributes(
    s3: Arc<S3>,
    ctx: Context,
    input: GetObjectAttributesRequest,
) -> Result<GetObjectAttributesOutput, S3Error> {
    if input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some() {
        return Err(S3Error::not_implemented("x-amz-server-side-encryption-customer-algorithm"));
    }
    let known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];
    let asked = &input.object_attributes;
    let unknown = asked.iter().find(|name| !known.contains(&name.as_str()));
    if asked.is_empty() || unknown.is_some() {
        let text = "Invalid attribute name specified.";
        let unknown = unknown.map(String::as_str).unwrap_or_default();
        return Err(S3Error::invalid_argument(text, "x-amz-object-attributes", unknown));
    }
    let (most, max_parts) = limit(input.max_parts, "x-amz-max-parts", "max-parts")?;
    let wants = |name: &str| asked.iter().any(|asked| asked == name);
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |view, bucket| {
        let versioning = bucket.known()?.versioning;
        let version = readable(view, versioning, &input.key, input.version_id.as_deref(), "GET")?;
        let parts = match &version.content {
            Content::Parts(list) if wants("ObjectParts") => {
                let marker = input.part_number_marker.unwrap_or_default();
                Some(object_parts(&rows::parts(view, *list)?, marker, most, max_parts))
            }
            _ => None,
        };
        Ok(GetObjectAttributesOutput {
            last_modified: Some(version.modified()),
            version_id: (versioning != Versioning::Never).then(|| version.shown_id().to_owned()),
            e_tag: wants("ETag").then(|| version.etag.clone()),
            checksum: wants("Checksum").then(|| checksum(&version)).flatten(),
            object_parts: parts,
            storage_class: wants("StorageClass").then(|| version.storage_class().to_owned()),
            object_size: wants("ObjectSize").then(|| i64::try_from(version.size).unwrap_or(i64::MAX)),
            ..GetObjectAttributesOutput::default()
        })
    })
}

fn checksum(version: &Version) -> Option<Checksum> {
    let kept = version.checksum.as_ref()?;
    let mut shown = Checksum { checksum_type: Some(kept.kind.name().to_owned()), ..Checksum::default() };
    show_checksum!(shown, Some(kept));
    Some(shown)
}

fn object_parts(parts: &[Part], marker: i32, most: usize, max_parts: i32) -> GetObjectAttributesParts {
    // Parts are counted from 1 on, whatever numbers they were uploaded with.
    let start = usize::try_from(marker).unwrap_or_default().min(parts.len());
    let numbered = (1..).zip(parts).skip(start).take(most);
    let shown: Vec<_> = numbered
        .map(|(number, part)| {
            let size = i64::try_from(part.size).ok();
            let mut shown = ObjectPart { part_number: Some(number), size, ..ObjectPart::default() };
            show_checksum!(shown, &part.checksum);
            shown
        })
        .collect();
    let next = shown.last().and_then(|last| last.part_number).unwrap_or(0);
    GetObjectAttributesParts {
        total_parts_count: i32::try_from(parts.len()).ok(),
        part_number_marker: Some(marker),
        next_part_number_marker: Some(next),
        max_parts: Some(max_parts),
        is_truncated: Some(start + shown.len() < parts.len()),
        parts: (!shown.is_empty()).then_some(shown),
    }
}
