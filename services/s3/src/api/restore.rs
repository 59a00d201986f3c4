//! Shapes of RestoreObject, from AWS's published model.

use tradewind_wire::Shape;

/// Input of `RestoreObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RestoreObjectRequest {
    /// The bucket name containing the object to restore.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Object key for which the action was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// VersionId used to reference a specific version of the object.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// Container for restore job parameters.
    #[shape(payload)]
    pub restore_request: Option<RestoreRequest>,
    /// Confirms that the requester knows that they will be charged for the request.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// The account ID of the expected bucket owner.
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `RestoreObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RestoreObjectOutput {
    /// If present, indicates that the requester was successfully charged for the request.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
    /// Indicates the path in the provided S3 output location where Select results will be restored
    /// to.
    #[shape(header = "x-amz-restore-output-path", query = "x-amz-restore-output-path")]
    pub restore_output_path: Option<String>,
    /// The HTTP status: 202 for a copy that is asked for, 200 for one that was there. Not in the model.
    #[shape(status_code)]
    pub status_code: Option<i32>,
}

/// Container for restore job parameters.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RestoreRequest {
    /// Lifetime of the active copy in days.
    pub days: Option<i32>,
    /// S3 Glacier related parameters pertaining to this job.
    pub glacier_job_parameters: Option<GlacierJobParameters>,
    /// Type of restore request.
    pub r#type: Option<String>,
    /// Retrieval tier at which the restore will be processed.
    pub tier: Option<String>,
    /// The optional description for the job.
    pub description: Option<String>,
    /// Describes the parameters for Select job types; refused, and so not read.
    pub select_parameters: Option<SelectParameters>,
    /// Describes the location where the restore job's output is stored; refused, and so not read.
    pub output_location: Option<OutputLocation>,
}

/// Container for S3 Glacier job parameters.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GlacierJobParameters {
    /// Retrieval tier at which the restore will be processed.
    #[shape(required)]
    pub tier: String,
}

/// Describes the parameters for Select job types.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SelectParameters {
    /// The expression that is used to query the object.
    pub expression: Option<String>,
}

/// Describes the location where the restore job's output is stored.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OutputLocation {
    /// Where the output goes in the service.
    pub s3: Option<OutputPlace>,
}

/// A bucket and a prefix.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OutputPlace {
    /// The bucket.
    pub bucket_name: Option<String>,
    /// The prefix.
    pub prefix: Option<String>,
}
