//! [Quotas](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html) of templates.

/// The longest template in a request, bytes.
pub const MAX_BODY: usize = 51_200;
/// The longest template in a bucket, bytes.
pub const MAX_OBJECT: usize = 1_048_576;
/// The most resources.
pub const MAX_RESOURCES: usize = 500;
/// The most parameters.
pub const MAX_PARAMETERS: usize = 200;
/// The most outputs.
pub const MAX_OUTPUTS: usize = 200;
/// The most mappings.
pub const MAX_MAPPINGS: usize = 200;
/// The most attributes of a mapping.
pub const MAX_MAPPING_ATTRIBUTES: usize = 200;
/// The longest name of a resource, parameter, output, mapping or condition, characters.
pub const MAX_NAME: usize = 255;
/// The longest description, bytes.
pub const MAX_DESCRIPTION: usize = 1_024;
/// The longest value of a parameter, bytes.
pub const MAX_PARAMETER_VALUE: usize = 4_096;
/// The deepest nesting of lists and maps that is read. AWS names no number.
pub const MAX_DEPTH: usize = 100;
/// How much a template's text may grow by aliases: 32 for each value, and the bytes of keys and texts.
pub const MAX_EXPANSION: usize = 8 << 20;
