//! CompleteMultipartUpload.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use tradewind_cloud::Context;
use tradewind_store::{Tx, View, encode};

use crate::api::{CompleteMultipartUploadOutput, CompleteMultipartUploadRequest, CompletedPart};
use crate::bucket::{BucketCell, Target};
use crate::checksum::{Checksum, Kind, Running, named_checksums, show_checksum};
use crate::error::S3Error;
use crate::notify::{self, Caller};
use crate::object::about::encryption;
use crate::object::{Content, Part, Parts, Version, check_write, rows};
use crate::ops::put::created;
use crate::upload::{self, Upload};
use crate::{S3, keys, limits};

/// Makes the parts of an upload an object. Nothing is copied: the object is the list of its parts.
pub(crate) async fn complete_multipart_upload(
    s3: Arc<S3>,
    ctx: Context,
    input: CompleteMultipartUploadRequest,
) -> Result<CompleteMultipartUploadOutput, S3Error> {
    let by = Caller::of(&ctx);
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let version = s3.change(&ctx, target, |tx, bucket| complete(tx, bucket, &input, &by))?;
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&version.about);
    let expiration = s3.expires(&ctx, target, &input.key, &version)?;
    let mut output = CompleteMultipartUploadOutput {
        expiration,
        location: Some([ctx.endpoint(), "/", &input.bucket, "/", &input.key].concat()),
        bucket: Some(input.bucket),
        key: Some(input.key),
        e_tag: Some(version.quoted_etag()),
        version_id: version.id.clone(),
        server_side_encryption,
        ssekms_key_id,
        bucket_key_enabled,
        ..CompleteMultipartUploadOutput::default()
    };
    show_checksum!(output, &version.checksum);
    output.checksum_type = version.checksum.map(|checksum| checksum.kind.name().to_owned());
    Ok(output)
}

fn complete(
    tx: &mut Tx<'_>,
    bucket: &mut BucketCell,
    input: &CompleteMultipartUploadRequest,
    by: &Caller,
) -> Result<Version, S3Error> {
    let key = input.key.as_str();
    let upload = upload::find(&tx.view(), key, &input.upload_id)?;
    let listed = input.multipart_upload.as_ref().and_then(|list| list.parts.as_deref()).unwrap_or_default();
    let parts = find_parts(&tx.view(), &upload, listed)?;
    let size: u64 = parts.iter().map(|part| part.size).sum();
    check_size(input, size)?;
    let checksum = whole_checksum(&upload, &parts);
    check_checksum(input, &upload, checksum.as_ref())?;
    let current = rows::current(&tx.view(), key)?;
    check_write(key, input.if_match.as_deref(), input.if_none_match.as_deref(), current.as_ref())?;

    let kept: Vec<u32> = parts.iter().map(|part| part.number).collect();
    let etag = etag(&parts);
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    let list = bucket.next_sequence(tx);
    tx.insert_body(keys::body(list), encode(&Parts(parts)));
    upload::remove(tx, key, upload.sequence, |part| kept.binary_search(&part.number).is_ok())?;
    let version = Version {
        sequence: bucket.next_sequence(tx),
        modified: tx.now().as_micros(),
        size,
        etag,
        parts: count,
        content: Content::Parts(list),
        checksum,
        about: upload.about,
        ..Version::default()
    };
    let version = rows::add(tx, bucket, key, version)?;
    let versioning = bucket.known()?.versioning;
    let event = created("ObjectCreated:CompleteMultipartUpload", key, &version, versioning, by);
    notify::happened(tx, bucket, &event)?;
    Ok(version)
}

/// The parts that the request lists, each as it was uploaded.
fn find_parts(view: &View<'_>, upload: &Upload, listed: &[CompletedPart]) -> Result<Vec<Part>, S3Error> {
    if listed.is_empty() || listed.len() > usize::try_from(limits::PARTS).unwrap_or_default() {
        return Err(S3Error::malformed_xml());
    }
    if !listed.is_sorted_by(|one, next| one.part_number < next.part_number) {
        let text = "The list of parts was not in ascending order. Parts must be ordered by part number.";
        return Err(S3Error::new("InvalidPartOrder", 400, text).with("UploadId", &upload.id));
    }
    let mut parts: Vec<Part> = Vec::with_capacity(listed.len());
    for (index, wanted) in listed.iter().enumerate() {
        let number = wanted.part_number.ok_or_else(S3Error::malformed_xml)?;
        let tag = wanted.e_tag.as_deref().ok_or_else(S3Error::malformed_xml)?.trim_matches('"');
        let missing = || {
            let text = "One or more of the specified parts could not be found.  The part may not have been uploaded, or the \
                        specified entity tag may not match the part's entity tag.";
            S3Error::new("InvalidPart", 400, text)
                .with("UploadId", &upload.id)
                .with("PartNumber", number.to_string())
                .with("ETag", tag)
        };
        let number = u32::try_from(number).map_err(|_| missing())?;
        let part = upload::part(view, upload.sequence, number)?.filter(|part| part.etag == tag).ok_or_else(missing)?;
        check_part(upload, wanted, &part).map_err(|refusal| refusal.unwrap_or_else(missing))?;
        if part.size < limits::PART_BYTES && index + 1 < listed.len() {
            let text = "Your proposed upload is smaller than the minimum allowed size";
            return Err(S3Error::new("EntityTooSmall", 400, text)
                .with("ProposedSize", part.size.to_string())
                .with("MinSizeAllowed", limits::PART_BYTES.to_string())
                .with("PartNumber", number.to_string())
                .with("ETag", tag));
        }
        parts.push(part);
    }
    Ok(parts)
}

/// A part's checksum in the list. `Err(None)` when it is another one than the part's.
fn check_part(upload: &Upload, wanted: &CompletedPart, part: &Part) -> Result<(), Option<S3Error>> {
    let named = named_checksums!(wanted);
    if let Some((name, _)) = named.refused.iter().find(|(_, given)| *given) {
        return Err(Some(S3Error::not_implemented(name)));
    }
    let given = named.known.iter().find_map(|(algorithm, value)| value.map(|value| (*algorithm, value)));
    match (given, &part.checksum) {
        (Some((algorithm, value)), Some(checksum)) if checksum.algorithm == algorithm && checksum.value == value => {
            Ok(())
        }
        (Some(_), _) => Err(None),
        (None, _) if upload.asked && upload.kind == Kind::Composite => {
            let algorithm = upload.algorithm.name().to_ascii_lowercase();
            let number = part.number;
            let text = format!(
                "The upload was created using a {algorithm} checksum. The complete request must include the checksum for each \
                 part. It was missing for part {number} in the request."
            );
            Err(Some(S3Error::invalid_request(text)))
        }
        (None, _) => Ok(()),
    }
}

fn check_size(input: &CompleteMultipartUploadRequest, size: u64) -> Result<(), S3Error> {
    if size > limits::OBJECT_BYTES {
        let text = "Your proposed upload exceeds the maximum allowed size";
        return Err(S3Error::new("EntityTooLarge", 400, text)
            .with("ProposedSize", size.to_string())
            .with("MaxSizeAllowed", limits::OBJECT_BYTES.to_string()));
    }
    match input.mpu_object_size {
        Some(said) if u64::try_from(said) != Ok(size) => {
            let text = format!(
                "The provided 'x-amz-mp-object-size' header value {said} does not match what was computed: {size}"
            );
            Err(S3Error::invalid_request(text))
        }
        _ => Ok(()),
    }
}

/// The MD5 of the parts' MD5s, and how many there are.
fn etag(parts: &[Part]) -> String {
    let mut md5 = Md5::new();
    for part in parts {
        md5.update(hex::decode(&part.etag).unwrap_or_default());
    }
    format!("{}-{}", hex::encode(md5.finalize()), parts.len())
}

/// The checksum of the whole; none if the parts have not all one of the upload's algorithm.
fn whole_checksum(upload: &Upload, parts: &[Part]) -> Option<Checksum> {
    let values: Option<Vec<(Vec<u8>, u64)>> = parts
        .iter()
        .map(|part| {
            let checksum = part.checksum.as_ref().filter(|checksum| checksum.algorithm == upload.algorithm)?;
            Some((checksum.bytes(), part.size))
        })
        .collect();
    let values = values?;
    let algorithm = upload.algorithm;
    match upload.kind {
        Kind::Composite => {
            let mut running = Running::new(algorithm);
            values.iter().for_each(|(value, _)| running.update(value));
            let value = format!("{}-{}", STANDARD.encode(running.finish()), parts.len());
            Some(Checksum { algorithm, kind: Kind::Composite, value })
        }
        Kind::FullObject => {
            let mut values = values.into_iter();
            let (first, _) = values.next()?;
            let whole = values.try_fold(first, |whole, (next, size)| algorithm.combine(&whole, &next, size))?;
            Some(Checksum::full(algorithm, &whole))
        }
    }
}

/// What the request says the whole's checksum is.
fn check_checksum(
    input: &CompleteMultipartUploadRequest,
    upload: &Upload,
    checksum: Option<&Checksum>,
) -> Result<(), S3Error> {
    let kind = upload.kind.name();
    if input.checksum_type.as_deref().is_some_and(|asked| asked != kind) {
        let text = format!(
            "The upload was created using the {kind} checksum mode. The complete request must use the same checksum mode."
        );
        return Err(S3Error::invalid_request(text));
    }
    let named = named_checksums!(input);
    if let Some((name, _)) = named.refused.iter().find(|(_, given)| *given) {
        return Err(S3Error::not_implemented(name));
    }
    for (algorithm, value) in named.known {
        let Some(value) = value else { continue };
        let is = checksum.is_some_and(|checksum| {
            let bare = checksum.value.split_once('-').map_or(checksum.value.as_str(), |(bare, _)| bare);
            checksum.algorithm == algorithm && (checksum.value == value || bare == value)
        });
        if !is {
            let text = format!("The {} you specified did not match the calculated checksum.", algorithm.name());
            return Err(S3Error::new("BadDigest", 400, text));
        }
    }
    Ok(())
}
