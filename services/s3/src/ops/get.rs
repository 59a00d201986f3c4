//! GetObject and HeadObject.

use std::ops::Range;
use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;
use tradewind_store::View;

use crate::S3;
use crate::api::{GetObjectOutput, GetObjectRequest, HeadObjectOutput, HeadObjectRequest};
use crate::bucket::{BucketCell, Target, Versioning};
use crate::checksum::show_checksum;
use crate::error::S3Error;
use crate::lifecycle;
use crate::object::about::{check_key, check_readable, describe, head};
use crate::object::{Bytewise, Conditions, Content, Part, Verdict, Version, parse_range, rows};

/// Reads an object.
pub(crate) async fn get_object(s3: Arc<S3>, ctx: Context, input: GetObjectRequest) -> Result<GetObjectOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let (mut output, bytes) = s3.look(&ctx, target, |view, bucket| s3.open(view, bucket, &input))?;
    output.body = Some(bytes.stream().await?);
    Ok(output)
}

impl S3 {
    fn open(
        &self,
        view: &View<'_>,
        bucket: &BucketCell,
        input: &GetObjectRequest,
    ) -> Result<(GetObjectOutput, Bytewise), S3Error> {
        let found = Found::find(view, bucket, input, "GET")?;
        check_readable(&found.version)?;
        let bytes = Bytewise::find(view, self.blobs()?, &self.pins, &found.version, found.range.clone())?;
        Ok((found.output(input), bytes))
    }
}

/// Reads an object for a visitor of its bucket's site. `may` refuses visitors who may not, and says whether others may know that
/// an object is not there.
pub(crate) async fn visited(
    s3: &S3,
    ctx: &Context,
    input: &GetObjectRequest,
    may: impl Fn(&BucketCell) -> Result<bool, S3Error>,
) -> Result<GetObjectOutput, S3Error> {
    let (mut output, bytes) = s3.cell(&input.bucket).read(ctx.mark(), |view, bucket| {
        let knows = may(bucket)?;
        s3.open(view, bucket, input).map_err(|error| match error.code() {
            "NoSuchKey" if !knows => S3Error::access_denied(),
            _ => error,
        })
    })?;
    output.body = Some(bytes.stream().await?);
    Ok(output)
}

/// Tells what GetObject would, without the bytes.
pub(crate) async fn head_object(
    s3: Arc<S3>,
    ctx: Context,
    input: HeadObjectRequest,
) -> Result<HeadObjectOutput, S3Error> {
    let input = GetObjectRequest {
        bucket: input.bucket,
        if_match: input.if_match,
        if_modified_since: input.if_modified_since,
        if_none_match: input.if_none_match,
        if_unmodified_since: input.if_unmodified_since,
        key: input.key,
        range: input.range,
        response_cache_control: input.response_cache_control,
        response_content_disposition: input.response_content_disposition,
        response_content_encoding: input.response_content_encoding,
        response_content_language: input.response_content_language,
        response_content_type: input.response_content_type,
        response_expires: input.response_expires,
        version_id: input.version_id,
        sse_customer_algorithm: input.sse_customer_algorithm,
        sse_customer_key: input.sse_customer_key,
        sse_customer_key_md5: input.sse_customer_key_md5,
        request_payer: input.request_payer,
        part_number: input.part_number,
        expected_bucket_owner: input.expected_bucket_owner,
        checksum_mode: input.checksum_mode,
    };
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |view, bucket| {
        Ok(head(Found::find(view, bucket, &input, "HEAD")?.output(&input)))
    })
}

/// A version that a call reads, and how much of it.
struct Found {
    version: Version,
    versioning: Versioning,
    range: Range<u64>,
    /// Whether the answer is about a range or a part, and not about the whole.
    partial: bool,
    /// The part that was asked for, and how many there are.
    part: Option<(Option<Part>, u32)>,
    /// When a lifecycle rule ends it, and which.
    expiration: Option<String>,
}

impl Found {
    fn find(
        view: &View<'_>,
        bucket: &BucketCell,
        input: &GetObjectRequest,
        method: &'static str,
    ) -> Result<Found, S3Error> {
        refuse(input)?;
        let versioning = bucket.known()?.versioning;
        let version = readable(view, versioning, &input.key, input.version_id.as_deref(), method)?;
        let conditions = Conditions {
            if_match: input.if_match.as_deref(),
            if_none_match: input.if_none_match.as_deref(),
            if_modified_since: input.if_modified_since,
            if_unmodified_since: input.if_unmodified_since,
        };
        match conditions.judge(&version) {
            Verdict::Fine => {}
            Verdict::NotModified => return Err(not_modified(&version)),
            Verdict::Failed(condition) => return Err(S3Error::precondition_failed(condition)),
        }
        let whole = 0..version.size;
        let expiration = match lifecycle::expiration(bucket, &input.key, &version)? {
            Some(end) if rows::current(view, &input.key)?.is_some_and(|now| now.sequence == version.sequence) => {
                Some(end)
            }
            _ => None,
        };
        let mut found = Found { version, versioning, range: whole, partial: false, part: None, expiration };
        if let Some(number) = input.part_number {
            found.narrow_to_part(view, number)?;
        } else if let Some(range) = input.range.as_deref()
            && let Some(range) = parse_range(range, found.version.size)?
        {
            found.range = range;
            found.partial = true;
        }
        Ok(found)
    }

    fn narrow_to_part(&mut self, view: &View<'_>, number: i32) -> Result<(), S3Error> {
        let count = self.version.parts;
        let wanted = u32::try_from(number).ok().filter(|wanted| (1..=count.max(1)).contains(wanted));
        let unsatisfiable = || {
            S3Error::new("InvalidPartNumber", 416, "The requested partnumber is not satisfiable")
                .with("ActualPartCount", count.max(1).to_string())
                .with("PartNumberRequested", number.to_string())
        };
        let wanted = wanted.ok_or_else(unsatisfiable)?;
        self.partial = true;
        let Content::Parts(list) = &self.version.content else { return Ok(()) };
        let mut start = 0;
        for (index, part) in (1..).zip(rows::parts(view, *list)?) {
            if index == wanted {
                self.range = start..start + part.size;
                self.part = Some((Some(part), count));
                return Ok(());
            }
            start += part.size;
        }
        Err(unsatisfiable())
    }

    fn output(self, input: &GetObjectRequest) -> GetObjectOutput {
        let checksums = input.checksum_mode.as_deref() == Some("ENABLED");
        let whole = self.range == (0..self.version.size);
        let mut output = describe(&self.version, checksums && whole && self.part.is_none());
        output.expiration = self.expiration;
        if self.versioning != Versioning::Never {
            output.version_id = Some(self.version.shown_id().to_owned());
        }
        output.content_length = Some(i64::try_from(self.range.end - self.range.start).unwrap_or(i64::MAX));
        if self.partial && self.version.size > 0 {
            output.status_code = Some(206);
            let Range { start, end } = self.range;
            output.content_range = Some(format!("bytes {start}-{}/{}", end - 1, self.version.size));
        }
        if let Some((part, count)) = self.part {
            output.parts_count = i32::try_from(count).ok();
            if let Some(checksum) = part.and_then(|part| part.checksum).filter(|_| checksums) {
                show_checksum!(output, Some(&checksum));
                output.checksum_type = self.version.checksum.as_ref().map(|whole| whole.kind.name().to_owned());
            }
        }
        override_headers(&mut output, input);
        output
    }
}

fn refuse(input: &GetObjectRequest) -> Result<(), S3Error> {
    check_key(&input.key)?;
    if input.sse_customer_algorithm.is_some()
        || input.sse_customer_key.is_some()
        || input.sse_customer_key_md5.is_some()
    {
        return Err(S3Error::not_implemented("x-amz-server-side-encryption-customer-algorithm"));
    }
    if input.part_number.is_some() && input.range.is_some() {
        return Err(S3Error::invalid_request("Cannot specify both Range header and partNumber query parameter"));
    }
    Ok(())
}

/// The version a call reads; a delete marker is none.
pub(crate) fn readable(
    view: &View<'_>,
    versioning: Versioning,
    key: &str,
    wanted: Option<&str>,
    method: &'static str,
) -> Result<Version, S3Error> {
    match wanted {
        Some(wanted) => {
            let version = rows::version(view, key, wanted)?;
            if version.marker {
                return Err(S3Error::method_not_allowed(method)
                    .header("x-amz-version-id", version.shown_id())
                    .header("last-modified", http_date(version.modified())));
            }
            Ok(version)
        }
        None => match rows::current(view, key)? {
            Some(version) if version.marker => Err(S3Error::no_such_key(key)
                .header("x-amz-delete-marker", "true")
                .header("x-amz-version-id", version.shown_id())),
            Some(version) => Ok(version),
            None => {
                let _ = versioning;
                Err(S3Error::no_such_key(key))
            }
        },
    }
}

fn not_modified(version: &Version) -> S3Error {
    let error = S3Error::new("NotModified", 304, "Not Modified")
        .header("etag", version.quoted_etag())
        .header("last-modified", http_date(version.modified()));
    match &version.id {
        Some(id) => error.header("x-amz-version-id", id),
        None => error,
    }
}

/// A time as HTTP headers have it.
pub(crate) fn http_date(time: Timestamp) -> String {
    time.format("%a, %d %b %Y %H:%M:%S GMT")
}

fn override_headers(output: &mut GetObjectOutput, input: &GetObjectRequest) {
    let set = |header: &mut Option<String>, asked: &Option<String>| {
        if asked.is_some() {
            header.clone_from(asked);
        }
    };
    set(&mut output.cache_control, &input.response_cache_control);
    set(&mut output.content_disposition, &input.response_content_disposition);
    set(&mut output.content_encoding, &input.response_content_encoding);
    set(&mut output.content_language, &input.response_content_language);
    set(&mut output.content_type, &input.response_content_type);
    set(&mut output.expires, &input.response_expires.map(http_date));
}
