//! ListObjectVersions.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::{View, decode, prefix};

use super::listing::{restore_status, with_restore};
use crate::api::{
    CommonPrefix, DeleteMarkerEntry, ListObjectVersionsOutput, ListObjectVersionsRequest, ObjectVersion, Owner,
};
use crate::bucket::Target;
use crate::error::S3Error;
use crate::list::{Item, Page, Shown, Start, Walk, limit};
use crate::object::{Version, rows};
use crate::{S3, keys};

/// A version in a listing.
struct Entry {
    key: String,
    version: Version,
    latest: bool,
}

/// Lists all versions of all objects, the newest of each first.
pub(crate) async fn list_object_versions(
    s3: Arc<S3>,
    ctx: Context,
    input: ListObjectVersionsRequest,
) -> Result<ListObjectVersionsOutput, S3Error> {
    let shown = Shown::new(input.encoding_type.as_deref())?;
    let (limit, max_keys) = limit(input.max_keys, "maxKeys", "maxKeys")?;
    let marker = input.key_marker.as_deref().unwrap_or_default();
    let version_marker = input.version_id_marker.as_deref().filter(|marker| !marker.is_empty());
    if marker.is_empty() && version_marker.is_some() {
        let text = "A version-id marker cannot be specified without a key marker.";
        return Err(S3Error::invalid_argument(text, "version-id-marker", version_marker.unwrap_or_default()));
    }
    let walk = Walk {
        tag: keys::OBJECT,
        prefix: input.prefix.as_deref().unwrap_or_default(),
        delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
        start: match version_marker {
            _ if marker.is_empty() => Start::First,
            None => Start::After(marker),
            Some(_) => Start::At(marker),
        },
        limit,
    };
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let (page, owner) = s3.look(&ctx, target, |view, bucket| {
        let before = version_marker.map(|wanted| rows::version(view, marker, wanted)).transpose()?;
        let before = before.map(|version| version.sequence);
        let page = walk.page(view, |key, _, value, room| {
            let before = before.filter(|_| key == marker);
            entries(view, key, decode(value)?, before, room + 1)
        })?;
        Ok((page, bucket.known()?.owner_id()))
    })?;
    let owner = Owner { display_name: None, id: Some(owner) };
    Ok(output(&input, &walk, shown, max_keys, page, &owner))
}

/// The versions of a key that are older than `before`, up to `most`.
fn entries(
    view: &View<'_>,
    key: &str,
    current: Version,
    before: Option<u64>,
    most: usize,
) -> Result<Vec<Entry>, S3Error> {
    let fits = |version: &Version| before.is_none_or(|before| version.sequence < before);
    let mut found = Vec::new();
    let mut push = |version: Version, latest| {
        if fits(&version) {
            found.push(Entry { key: key.to_owned(), version, latest });
        }
        found.len() < most
    };
    if push(current, true) {
        for row in view.scan(prefix(keys::all_older(key))) {
            if !push(decode(&row?.1)?, false) {
                break;
            }
        }
    }
    Ok(found)
}

fn output(
    input: &ListObjectVersionsRequest,
    walk: &Walk<'_>,
    shown: Shown,
    max_keys: i32,
    page: Page<Entry>,
    owner: &Owner,
) -> ListObjectVersionsOutput {
    let restore = with_restore(input.optional_object_attributes.as_deref());
    let mut output = ListObjectVersionsOutput {
        is_truncated: Some(page.more),
        key_marker: Some(shown.show(input.key_marker.as_deref().unwrap_or_default())),
        version_id_marker: Some(input.version_id_marker.clone().unwrap_or_default()),
        name: Some(input.bucket.clone()),
        prefix: Some(shown.show(walk.prefix)),
        delimiter: walk.delimiter.map(|delimiter| shown.show(delimiter)),
        max_keys: Some(max_keys),
        encoding_type: shown.name(),
        ..ListObjectVersionsOutput::default()
    };
    if page.more {
        match page.items.last() {
            Some(Item::Entry(entry)) => {
                output.next_key_marker = Some(shown.show(&entry.key));
                output.next_version_id_marker = Some(entry.version.shown_id().to_owned());
            }
            Some(Item::Prefix(prefix)) => output.next_key_marker = Some(shown.show(prefix)),
            None => {}
        }
    }
    for item in page.items {
        match item {
            Item::Prefix(prefix) => {
                let prefix = CommonPrefix { prefix: Some(shown.show(&prefix)) };
                output.common_prefixes.get_or_insert_default().push(prefix);
            }
            Item::Entry(Entry { key, version, latest }) if version.marker => {
                output.delete_markers.get_or_insert_default().push(DeleteMarkerEntry {
                    owner: Some(owner.clone()),
                    key: Some(shown.show(&key)),
                    version_id: Some(version.shown_id().to_owned()),
                    is_latest: Some(latest),
                    last_modified: Some(version.modified()),
                });
            }
            Item::Entry(Entry { key, version, latest }) => {
                let checksum = version.checksum.as_ref();
                output.versions.get_or_insert_default().push(ObjectVersion {
                    e_tag: Some(version.quoted_etag()),
                    checksum_algorithm: checksum.map(|checksum| vec![checksum.algorithm.name().to_owned()]),
                    checksum_type: checksum.map(|checksum| checksum.kind.name().to_owned()),
                    size: i64::try_from(version.size).ok(),
                    storage_class: Some(version.storage_class().to_owned()),
                    key: Some(shown.show(&key)),
                    version_id: Some(version.shown_id().to_owned()),
                    is_latest: Some(latest),
                    last_modified: Some(version.modified()),
                    owner: Some(owner.clone()),
                    restore_status: restore.then(|| restore_status(&version)).flatten(),
                });
            }
        }
    }
    output
}
