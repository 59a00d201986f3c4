//! Code that stands in a template: `Code.ZipFile` is the text of a file.

use std::io::{Cursor, Write as _};

use tradewind_resource::Failure;
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What functions import to answer CloudFormation's custom resources. As on AWS it lies beside code that stands in a template, if
/// the code speaks of it.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html>
struct Helper {
    /// The name by which it is imported.
    name: &'static str,
    /// Where the runtime looks for it.
    path: &'static str,
    code: &'static str,
}

const FOR_PYTHON: Helper = Helper { name: "cfnresponse", path: "cfnresponse.py", code: include_str!("cfnresponse.py") };
const FOR_NODE: Helper =
    Helper { name: "cfn-response", path: "node_modules/cfn-response.js", code: include_str!("cfn-response.js") };

/// The package of a runtime's functions whose code stands in the template; `text` is its one file, `index`.
///
/// # Errors
/// A runtime that has no such packages.
pub(super) fn package(runtime: &str, text: &str) -> Result<Vec<u8>, Failure> {
    let Some((file, helper)) = files(runtime) else { return Err(Failure::invalid(refusal(runtime))) };
    let helper = text.contains(helper.name).then_some((helper.path, helper.code));
    zip([(file, text)].into_iter().chain(helper)).map_err(|error| Failure::invalid(error.to_string()))
}

fn zip<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name, SimpleFileOptions::default().unix_permissions(0o644))?;
        zip.write_all(content.as_bytes())?;
    }
    zip.finish().map(Cursor::into_inner)
}

/// Whether a runtime's code may stand in a template.
pub(super) fn is_allowed(runtime: &str) -> bool {
    files(runtime).is_some()
}

pub(super) fn refusal(runtime: &str) -> String {
    format!("ZipFile can only be used with the runtimes of Node.js and Python, not with {runtime}")
}

fn files(runtime: &str) -> Option<(&'static str, Helper)> {
    if runtime.starts_with("python") {
        return Some(("index.py", FOR_PYTHON));
    }
    runtime.starts_with("nodejs").then_some(("index.js", FOR_NODE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(runtime: &str, text: &str) -> Vec<String> {
        let package = package(runtime, text).expect("a package");
        let zip = zip::ZipArchive::new(Cursor::new(package)).expect("a zip");
        let mut names: Vec<String> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn code_of_a_template_is_one_file_and_what_it_imports() {
        assert_eq!(names("python3.12", "def handler(e, c): pass"), ["index.py"]);
        assert_eq!(names("python3.12", "import cfnresponse"), ["cfnresponse.py", "index.py"]);
        assert_eq!(names("nodejs22.x", "exports.handler = async () => {}"), ["index.js"]);
        let answering = names("nodejs22.x", "const response = require('cfn-response')");
        assert_eq!(answering, ["index.js", "node_modules/cfn-response.js"]);
        assert!(package("java21", "class X {}").is_err());
    }
}
