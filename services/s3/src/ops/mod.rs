//! One file an operation, or a small family of operations.

mod attributes;
mod buckets;
mod complete;
mod copy;
mod delete;
mod get;
mod listing;
mod post;
pub(crate) mod put;
mod tagging;
mod uploads;
mod versions;

pub(crate) use self::get::{http_date, readable, visited};
use tradewind_cloud::Table;

use crate::S3;

/// Lists the operations on buckets and objects.
pub(crate) fn operations(table: Table<S3>) -> Table<S3> {
    table
        .add("CreateBucket", buckets::create_bucket)
        .add("HeadBucket", buckets::head_bucket)
        .add("DeleteBucket", buckets::delete_bucket)
        .add("ListBuckets", buckets::list_buckets)
        .add("GetBucketLocation", buckets::get_bucket_location)
        .add("PutBucketVersioning", buckets::put_bucket_versioning)
        .add("GetBucketVersioning", buckets::get_bucket_versioning)
        .add("PutObject", put::put_object)
        .add("PostObject", post::post_object)
        .add("GetObject", get::get_object)
        .add("HeadObject", get::head_object)
        .add("DeleteObject", delete::delete_object)
        .add("DeleteObjects", delete::delete_objects)
        .add("CopyObject", copy::copy_object)
        .add("ListObjects", listing::list_objects)
        .add("ListObjectsV2", listing::list_objects_v2)
        .add("ListObjectVersions", versions::list_object_versions)
        .add("PutObjectTagging", tagging::put_object_tagging)
        .add("GetObjectTagging", tagging::get_object_tagging)
        .add("DeleteObjectTagging", tagging::delete_object_tagging)
        .add("GetObjectAttributes", attributes::get_object_attributes)
        .add("CreateMultipartUpload", uploads::create_multipart_upload)
        .add("UploadPart", uploads::upload_part)
        .add("UploadPartCopy", copy::upload_part_copy)
        .add("CompleteMultipartUpload", complete::complete_multipart_upload)
        .add("AbortMultipartUpload", uploads::abort_multipart_upload)
        .add("ListParts", uploads::list_parts)
        .add("ListMultipartUploads", uploads::list_multipart_uploads)
}
