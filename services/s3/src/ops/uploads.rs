//! CreateMultipartUpload, UploadPart, AbortMultipartUpload, ListParts, ListMultipartUploads.

use std::ops::Bound;
use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::{decode, encode};

use crate::api::{
    AbortMultipartUploadOutput, AbortMultipartUploadRequest, CommonPrefix, CreateMultipartUploadOutput,
    CreateMultipartUploadRequest, Initiator, ListMultipartUploadsOutput, ListMultipartUploadsRequest, ListPartsOutput,
    ListPartsRequest, MultipartUpload, Owner, Part as ShownPart, UploadPartOutput, UploadPartRequest,
};
use crate::bucket::Target;
use crate::checksum::{self, Algorithm, Announced, Expected, Kind, named_checksums, show_checksum};
use crate::error::S3Error;
use crate::list::{Item, Shown, Start, Walk, limit};
use crate::object::about::{check_key, encryption, headers};
use crate::object::{Part, STANDARD, Stored, absorb, id, quoted, rows, whole_seconds};
use crate::upload::{self, Upload};
use crate::{S3, keys, limits};

/// Begins an upload in parts.
pub(crate) async fn create_multipart_upload(
    s3: Arc<S3>,
    ctx: Context,
    input: CreateMultipartUploadRequest,
) -> Result<CreateMultipartUploadOutput, S3Error> {
    check_key(&input.key)?;
    let asked = input.checksum_algorithm.as_deref().map(checksum::algorithm).transpose()?;
    let kind = kind(asked, input.checksum_type.as_deref())?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let about = s3.about(&ctx, target, headers!(input)).await?;
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&about);
    let algorithm = asked.unwrap_or(Algorithm::Crc64Nvme);
    let upload_id = s3.change(&ctx, target, |tx, bucket| {
        let sequence = bucket.next_sequence(tx);
        let id = id::make(tx.rng(), sequence);
        let initiated = tx.now().as_micros();
        let upload = Upload { sequence, id: id.clone(), initiated, algorithm, kind, asked: asked.is_some(), about };
        tx.put(keys::upload(&input.key, sequence), encode(&upload));
        Ok(id)
    })?;
    Ok(CreateMultipartUploadOutput {
        bucket: Some(input.bucket),
        key: Some(input.key),
        upload_id: Some(upload_id),
        server_side_encryption,
        ssekms_key_id,
        bucket_key_enabled,
        checksum_algorithm: asked.map(|asked| asked.name().to_owned()),
        checksum_type: asked.map(|_| kind.name().to_owned()),
        ..CreateMultipartUploadOutput::default()
    })
}

fn kind(asked: Option<Algorithm>, kind: Option<&str>) -> Result<Kind, S3Error> {
    let Some(kind) = kind else { return Ok(asked.unwrap_or(Algorithm::Crc64Nvme).default_kind()) };
    let Some(asked) = asked else {
        let text = "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.";
        return Err(S3Error::invalid_request(text));
    };
    let known = Kind::parse(kind).ok_or_else(|| {
        let text = "Value for x-amz-checksum-type header is invalid.";
        S3Error::invalid_request(text)
    })?;
    if !asked.allows(known) {
        let text = format!("The {kind} checksum type cannot be used with the {} checksum algorithm.", lower(asked));
        return Err(S3Error::invalid_request(text));
    }
    Ok(known)
}

fn lower(algorithm: Algorithm) -> String {
    algorithm.name().to_ascii_lowercase()
}

/// Takes a part in.
pub(crate) async fn upload_part(
    s3: Arc<S3>,
    ctx: Context,
    input: UploadPartRequest,
) -> Result<UploadPartOutput, S3Error> {
    if input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some() {
        return Err(S3Error::not_implemented("x-amz-server-side-encryption-customer-algorithm"));
    }
    let number = check_number(input.part_number)?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let upload = s3.look(&ctx, target, |view, _| upload::find(view, &input.key, &input.upload_id))?;
    let expected = Expected::new(
        &named_checksums!(input),
        Announced { algorithm: input.checksum_algorithm.as_deref(), trailer: input.trailer.as_deref() },
        input.content_md5.as_deref(),
        input.content_length,
        upload.algorithm,
    )?;
    if upload.asked && expected.algorithm != upload.algorithm {
        let (wanted, given) = (lower(upload.algorithm), lower(expected.algorithm));
        let text =
            format!("Checksum Type mismatch occurred, expected checksum Type: {wanted}, actual checksum Type: {given}");
        return Err(S3Error::invalid_request(text));
    }
    let stored = absorb(&s3, input.body.as_ref(), &expected).await?;
    let part = keep_part(&s3, &ctx, target, &input.key, &input.upload_id, number, stored)?;
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&upload.about);
    let mut output = UploadPartOutput {
        server_side_encryption,
        e_tag: Some(quoted(&part.etag)),
        ssekms_key_id,
        bucket_key_enabled,
        ..UploadPartOutput::default()
    };
    show_checksum!(output, &part.checksum);
    Ok(output)
}

/// A part's number, 1 to 10,000.
pub(crate) fn check_number(number: i32) -> Result<u32, S3Error> {
    let valid = u32::try_from(number).ok().filter(|_| (1..=limits::PARTS).contains(&number));
    valid.ok_or_else(|| {
        let text = "Part number must be an integer between 1 and 10000, inclusive";
        S3Error::invalid_argument(text, "partNumber", &number.to_string())
    })
}

/// Makes a body a part of an upload, in the place of an earlier one with its number.
pub(crate) fn keep_part(
    s3: &S3,
    ctx: &Context,
    target: Target<'_>,
    key: &str,
    upload_id: &str,
    number: u32,
    stored: Stored,
) -> Result<Part, S3Error> {
    let part = s3.change(ctx, target, |tx, bucket| {
        let upload = upload::find(&tx.view(), key, upload_id)?;
        let before = upload::part(&tx.view(), upload.sequence, number)?;
        let content = stored.content(tx, bucket);
        let part = Part {
            number,
            size: stored.size,
            etag: stored.etag.clone(),
            modified: tx.now().as_micros(),
            content,
            checksum: Some(stored.checksum.clone()),
        };
        tx.put(keys::part(upload.sequence, number), encode(&part));
        if let Some(before) = before {
            let mut freed = Vec::new();
            rows::free(tx, &before.content, &mut freed)?;
            rows::forget(tx, &freed);
        }
        Ok(part)
    })?;
    stored.named();
    Ok(part)
}

/// Gives an upload up.
pub(crate) async fn abort_multipart_upload(
    s3: Arc<S3>,
    ctx: Context,
    input: AbortMultipartUploadRequest,
) -> Result<AbortMultipartUploadOutput, S3Error> {
    s3.change(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |tx, _| {
        let upload = upload::find(&tx.view(), &input.key, &input.upload_id)?;
        let asked = input.if_match_initiated_time;
        if asked.is_some_and(|asked| asked != whole_seconds(upload.initiated)) {
            return Err(S3Error::precondition_failed("x-amz-if-match-initiated-time"));
        }
        upload::remove(tx, &input.key, upload.sequence, |_| false)
    })?;
    Ok(AbortMultipartUploadOutput { request_charged: None })
}

/// Lists the parts of an upload.
pub(crate) async fn list_parts(s3: Arc<S3>, ctx: Context, input: ListPartsRequest) -> Result<ListPartsOutput, S3Error> {
    let (limit, max_parts) = limit(input.max_parts, "max-parts", "max-parts")?;
    let marker = input.part_number_marker.unwrap_or_default();
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let (upload, parts, owner) = s3.look(&ctx, target, |view, bucket| {
        let upload = upload::find(view, &input.key, &input.upload_id)?;
        let after = keys::part(upload.sequence, u32::try_from(marker).unwrap_or_default());
        let end = keys::parts(upload.sequence + 1);
        let rows = view.scan((Bound::Excluded(&after), Bound::Excluded(&end))).take(limit + 1);
        let parts = rows.map(|row| Ok(decode::<Part>(&row?.1)?)).collect::<Result<Vec<_>, S3Error>>()?;
        Ok((upload, parts, bucket.known()?.owner_id()))
    })?;
    let more = parts.len() > limit;
    let next = parts.iter().take(limit).next_back().and_then(|last| i32::try_from(last.number).ok());
    let parts: Vec<_> = parts.iter().take(limit).map(|part| shown(part, upload.asked)).collect();
    Ok(ListPartsOutput {
        bucket: Some(input.bucket),
        key: Some(input.key),
        upload_id: Some(input.upload_id),
        part_number_marker: Some(marker),
        next_part_number_marker: next.or(Some(0)),
        max_parts: Some(max_parts),
        is_truncated: Some(more && limit > 0),
        parts: (!parts.is_empty()).then_some(parts),
        initiator: Some(Initiator { id: Some(owner.clone()), display_name: None }),
        owner: Some(Owner { id: Some(owner), display_name: None }),
        storage_class: Some(upload.about.storage_class.clone().unwrap_or_else(|| STANDARD.to_owned())),
        checksum_algorithm: upload.asked.then(|| upload.algorithm.name().to_owned()),
        checksum_type: upload.asked.then(|| upload.kind.name().to_owned()),
        ..ListPartsOutput::default()
    })
}

fn shown(part: &Part, checksums: bool) -> ShownPart {
    let mut output = ShownPart {
        part_number: i32::try_from(part.number).ok(),
        last_modified: Some(whole_seconds(part.modified)),
        e_tag: Some(quoted(&part.etag)),
        size: i64::try_from(part.size).ok(),
        ..ShownPart::default()
    };
    if checksums {
        show_checksum!(output, &part.checksum);
    }
    output
}

/// Lists the uploads that are under way.
pub(crate) async fn list_multipart_uploads(
    s3: Arc<S3>,
    ctx: Context,
    input: ListMultipartUploadsRequest,
) -> Result<ListMultipartUploadsOutput, S3Error> {
    let names = Shown::new(input.encoding_type.as_deref())?;
    let (limit, max_uploads) = limit(input.max_uploads, "max-uploads", "max-uploads")?;
    let marker = input.key_marker.as_deref().unwrap_or_default();
    // Without a key it says nothing.
    let id_marker = input.upload_id_marker.as_deref().filter(|id| !id.is_empty() && !marker.is_empty());
    let after = id_marker.map(|id| {
        let text = "Invalid uploadId marker";
        id::number(id).ok_or_else(|| S3Error::invalid_argument(text, "upload-id-marker", id))
    });
    let after = after.transpose()?;
    let walk = Walk {
        tag: keys::UPLOAD,
        prefix: input.prefix.as_deref().unwrap_or_default(),
        delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
        start: match after {
            _ if marker.is_empty() => Start::First,
            None => Start::After(marker),
            Some(_) => Start::At(marker),
        },
        limit,
    };
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let (page, owner) = s3.look(&ctx, target, |view, bucket| {
        let page = walk.page(view, |key, _, value, _| {
            let upload: Upload = decode(value)?;
            let seen = key == marker && after.is_some_and(|after| upload.sequence <= after);
            Ok(if seen { Vec::new() } else { vec![(key.to_owned(), upload)] })
        })?;
        Ok((page, bucket.known()?.owner_id()))
    })?;
    let mut output = ListMultipartUploadsOutput {
        bucket: Some(input.bucket.clone()),
        key_marker: Some(names.show(marker)),
        upload_id_marker: Some(id_marker.unwrap_or_default().to_owned()),
        prefix: Some(names.show(walk.prefix)),
        delimiter: walk.delimiter.map(|delimiter| names.show(delimiter)),
        max_uploads: Some(max_uploads),
        is_truncated: Some(page.more),
        encoding_type: names.name(),
        ..ListMultipartUploadsOutput::default()
    };
    match page.items.last() {
        Some(Item::Entry((key, upload))) => {
            output.next_key_marker = Some(names.show(key));
            output.next_upload_id_marker = Some(upload.id.clone());
        }
        Some(Item::Prefix(prefix)) => output.next_key_marker = Some(names.show(prefix)),
        None => {}
    }
    for item in page.items {
        match item {
            Item::Prefix(prefix) => {
                let prefix = CommonPrefix { prefix: Some(names.show(&prefix)) };
                output.common_prefixes.get_or_insert_default().push(prefix);
            }
            Item::Entry((key, upload)) => {
                output.uploads.get_or_insert_default().push(entry(names.show(&key), upload, &owner));
            }
        }
    }
    Ok(output)
}

fn entry(key: String, upload: Upload, owner: &str) -> MultipartUpload {
    MultipartUpload {
        upload_id: Some(upload.id),
        key: Some(key),
        initiated: Some(whole_seconds(upload.initiated)),
        storage_class: Some(upload.about.storage_class.unwrap_or_else(|| STANDARD.to_owned())),
        owner: Some(Owner { id: Some(owner.to_owned()), display_name: None }),
        initiator: Some(Initiator { id: Some(owner.to_owned()), display_name: None }),
        checksum_algorithm: upload.asked.then(|| upload.algorithm.name().to_owned()),
        checksum_type: upload.asked.then(|| upload.kind.name().to_owned()),
    }
}
