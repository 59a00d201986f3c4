//! Uploads by forms: what a form says, and what its policy allows (Amazon S3 User Guide, "Browser-based uploads using POST").

mod fields;
mod file;
mod policy;

pub(crate) use self::fields::Form;
pub(crate) use self::file::within;
pub(crate) use self::policy::Policy;
