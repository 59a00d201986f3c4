//! ListObjects and ListObjectsV2.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::decode;

use crate::api::{
    CommonPrefix, ListObjectsOutput, ListObjectsRequest, ListObjectsV2Output, ListObjectsV2Request, Object, Owner,
    RestoreStatus,
};
use crate::bucket::{Target, seal, unseal};
use crate::error::S3Error;
use crate::list::{Item, Page, Shown, Start, Walk, limit};
use crate::object::Version;
use crate::{S3, keys};

/// Lists objects, in the older way.
pub(crate) async fn list_objects(
    s3: Arc<S3>,
    ctx: Context,
    input: ListObjectsRequest,
) -> Result<ListObjectsOutput, S3Error> {
    let shown = Shown::new(input.encoding_type.as_deref())?;
    let (limit, max_keys) = limit(input.max_keys, "maxKeys", "maxKeys")?;
    let marker = input.marker.as_deref().unwrap_or_default();
    let walk = Walk {
        tag: keys::OBJECT,
        prefix: input.prefix.as_deref().unwrap_or_default(),
        delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
        start: if marker.is_empty() { Start::First } else { Start::After(marker) },
        limit,
    };
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let with = With { owner: true, restore: with_restore(input.optional_object_attributes.as_deref()) };
    let listed = list(&s3, &ctx, target, &walk, shown, with)?;
    let next = listed.last.filter(|_| listed.more && walk.delimiter.is_some());
    Ok(ListObjectsOutput {
        is_truncated: Some(listed.more),
        marker: Some(shown.show(marker)),
        next_marker: next.map(|next| shown.show(&next)),
        contents: listed.objects,
        name: Some(input.bucket.clone()),
        prefix: Some(shown.show(walk.prefix)),
        delimiter: walk.delimiter.map(|delimiter| shown.show(delimiter)),
        max_keys: Some(max_keys),
        common_prefixes: listed.prefixes,
        encoding_type: shown.name(),
        request_charged: None,
    })
}

/// Lists objects.
pub(crate) async fn list_objects_v2(
    s3: Arc<S3>,
    ctx: Context,
    input: ListObjectsV2Request,
) -> Result<ListObjectsV2Output, S3Error> {
    let shown = Shown::new(input.encoding_type.as_deref())?;
    let (limit, max_keys) = limit(input.max_keys, "maxKeys", "maxKeys")?;
    let token = input.continuation_token.as_deref().map(unseal).transpose()?;
    let after = token.as_deref().or(input.start_after.as_deref()).filter(|after| !after.is_empty());
    let walk = Walk {
        tag: keys::OBJECT,
        prefix: input.prefix.as_deref().unwrap_or_default(),
        delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
        start: after.map_or(Start::First, Start::After),
        limit,
    };
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let restore = with_restore(input.optional_object_attributes.as_deref());
    let with = With { owner: input.fetch_owner == Some(true), restore };
    let listed = list(&s3, &ctx, target, &walk, shown, with)?;
    let count = listed.objects.as_ref().map_or(0, Vec::len) + listed.prefixes.as_ref().map_or(0, Vec::len);
    Ok(ListObjectsV2Output {
        is_truncated: Some(listed.more),
        contents: listed.objects,
        name: Some(input.bucket.clone()),
        prefix: Some(shown.show(walk.prefix)),
        delimiter: walk.delimiter.map(|delimiter| shown.show(delimiter)),
        max_keys: Some(max_keys),
        common_prefixes: listed.prefixes,
        encoding_type: shown.name(),
        key_count: i32::try_from(count).ok(),
        next_continuation_token: listed.last.filter(|_| listed.more).map(|last| seal(&last)),
        continuation_token: input.continuation_token,
        start_after: input.start_after.as_deref().map(|after| shown.show(after)),
        request_charged: None,
    })
}

/// A page as both ways show it.
struct Listed {
    objects: Option<Vec<Object>>,
    prefixes: Option<Vec<CommonPrefix>>,
    more: bool,
    /// The last key or common prefix.
    last: Option<String>,
}

/// What a listing tells of objects where it is asked to.
#[derive(Clone, Copy)]
struct With {
    owner: bool,
    restore: bool,
}

/// Whether a listing is to tell which archived objects have copies.
pub(super) fn with_restore(optional: Option<&[String]>) -> bool {
    optional.unwrap_or_default().iter().any(|name| name == "RestoreStatus")
}

/// Whether a copy of an archived version is on its way, or until when it is there.
pub(super) fn restore_status(version: &Version) -> Option<RestoreStatus> {
    let restored = version.restored?;
    let in_progress = !restored.is_there();
    Some(RestoreStatus { is_restore_in_progress: Some(in_progress), restore_expiry_date: restored.until() })
}

fn list(
    s3: &S3,
    ctx: &Context,
    target: Target<'_>,
    walk: &Walk<'_>,
    shown: Shown,
    with: With,
) -> Result<Listed, S3Error> {
    let (page, owner_id) = s3.look(ctx, target, |view, bucket| {
        let page = walk.page(view, |key, _, value, _| {
            let version = decode::<Version>(value)?;
            Ok(if version.marker { Vec::new() } else { vec![(key.to_owned(), version)] })
        })?;
        Ok((page, bucket.known()?.owner_id()))
    })?;
    let Page { items, more } = page;
    let (mut objects, mut prefixes, mut last) = (Vec::new(), Vec::new(), None);
    for item in items {
        match item {
            Item::Entry((key, version)) => {
                let owner = with.owner.then(|| Owner { display_name: None, id: Some(owner_id.clone()) });
                let restore_status = with.restore.then(|| restore_status(&version)).flatten();
                objects.push(Object { restore_status, ..object(shown.show(&key), &version, owner) });
                last = Some(key);
            }
            Item::Prefix(prefix) => {
                prefixes.push(CommonPrefix { prefix: Some(shown.show(&prefix)) });
                last = Some(prefix);
            }
        }
    }
    Ok(Listed {
        objects: (!objects.is_empty()).then_some(objects),
        prefixes: (!prefixes.is_empty()).then_some(prefixes),
        more,
        last,
    })
}

fn object(key: String, version: &Version, owner: Option<Owner>) -> Object {
    Object {
        key: Some(key),
        last_modified: Some(version.modified()),
        e_tag: Some(version.quoted_etag()),
        checksum_algorithm: version.checksum.as_ref().map(|checksum| vec![checksum.algorithm.name().to_owned()]),
        checksum_type: version.checksum.as_ref().map(|checksum| checksum.kind.name().to_owned()),
        size: i64::try_from(version.size).ok(),
        storage_class: Some(version.storage_class().to_owned()),
        owner,
        restore_status: None,
    }
}
