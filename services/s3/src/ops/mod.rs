//! One file an operation, or a small family of operations.

mod buckets;

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
}
