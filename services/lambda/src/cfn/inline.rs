//! Code that stands in a template: `Code.ZipFile` is the text of a file.

use std::io::{Cursor, Write as _};

use tradewind_resource::Failure;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What functions import to answer CloudFormation's custom resources, as AWS puts it beside code that stands in a template.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html>
const FOR_PYTHON: (&str, &str) = ("cfnresponse.py", include_str!("cfnresponse.py"));
const FOR_NODE: (&str, &str) = ("cfn-response.js", include_str!("cfn-response.js"));

/// The package of a runtime's functions whose code stands in the template; `text` is its one file, `index`.
///
/// # Errors
/// A runtime that has no such packages.
pub(super) fn package(runtime: &str, text: &str) -> Result<Vec<u8>, Failure> {
    let Some((file, (helper, code))) = files(runtime) else { return Err(Failure::invalid(refusal(runtime))) };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default().unix_permissions(0o644))?;
        zip.write_all(content.as_bytes())?;
        zip::result::ZipResult::Ok(())
    };
    let written =
        add(file, text).and_then(|()| match text.contains(helper.trim_end_matches(".py").trim_end_matches(".js")) {
            true => add(helper, code),
            false => Ok(()),
        });
    let finished = written.and_then(|()| zip.finish());
    finished.map(Cursor::into_inner).map_err(|error| Failure::invalid(error.to_string()))
}

/// Whether a runtime's code may stand in a template.
pub(super) fn is_allowed(runtime: &str) -> bool {
    files(runtime).is_some()
}

pub(super) fn refusal(runtime: &str) -> String {
    format!("ZipFile can only be used with the runtimes of Node.js and Python, not with {runtime}")
}

fn files(runtime: &str) -> Option<(&'static str, (&'static str, &'static str))> {
    if runtime.starts_with("python") {
        return Some(("index.py", FOR_PYTHON));
    }
    runtime.starts_with("nodejs").then_some(("index.js", FOR_NODE))
}
