//! The functions that are measured: each answers with its own event.

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use zip::write::SimpleFileOptions;

use crate::error::Error;
use crate::functions::options::Options;

/// One kind of function.
#[derive(Clone, Debug)]
pub struct Package {
    /// What tables call it: its runtime, and what it does beside answering.
    pub label: String,
    /// `python3.11`, `nodejs20.x`, `provided.al2023` ...
    pub runtime: String,
    /// `m.h`
    pub handler: &'static str,
    /// Its zip in base64.
    pub zip: String,
    /// Whether it needs a module that only this user may be able to read.
    pub private: bool,
    /// What starts its interpreter and does nothing, for comparison.
    pub bare: Option<(String, Vec<String>)>,
}

/// What this machine can run.
#[derive(Clone, Debug)]
pub struct Runtimes {
    /// In the order of the tables.
    pub packages: Vec<Package>,
    /// A Python function that makes a client of S3 when it is loaded. None where boto3 is not installed.
    pub boto3: Option<Package>,
}

const PYTHON: &str = "def h(event, context):\n    return event\n";
const BOTO3: &str = "import boto3\n\ns3 = boto3.client('s3')\n\n\ndef h(event, context):\n    return event\n";
const NODE: &str = "exports.h = async (event) => event;\n";

impl Runtimes {
    /// Asks the interpreters for their versions.
    ///
    /// # Errors
    /// When a package can't be put together.
    pub fn find(options: &Options) -> Result<Runtimes, Error> {
        let (mut packages, mut boto3) = (Vec::new(), None);
        if let Some(runtime) = python_runtime(&options.python) {
            let alone = |code: &str| Some((shown(&options.python), vec!["-c".to_owned(), code.to_owned()]));
            let python = Package::new(runtime, "m.h", zip("m.py", PYTHON.as_bytes())?, alone("pass"));
            let client = "import boto3; boto3.client('s3', region_name='us-east-1')";
            if says(&options.python, &["-c", "import boto3"]).is_some() {
                let label = format!("{} with a client of boto3", python.runtime);
                boto3 = Some(Package { label, private: true, bare: alone(client), ..python.with_code(BOTO3)? });
            }
            packages.push(python);
        }
        let code = "console.log('nodejs' + process.versions.node.split('.')[0] + '.x')";
        if let Some(runtime) = says(&options.node, &["-e", code]) {
            let bare = Some((shown(&options.node), vec!["-e".to_owned(), "0".to_owned()]));
            packages.push(Package::new(runtime, "m.h", zip("m.js", NODE.as_bytes())?, bare));
        }
        if let Some(bootstrap) = &options.bootstrap {
            let content = std::fs::read(bootstrap).map_err(Error::io(format!("reading {}", bootstrap.display())))?;
            let zip = zip("bootstrap", &content)?;
            packages.push(Package::new("provided.al2023".to_owned(), "-", zip, None));
        }
        Ok(Runtimes { packages, boto3 })
    }

    /// Their identifiers.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.packages.iter().map(|package| package.runtime.as_str()).collect()
    }

    /// The Python one.
    #[must_use]
    pub fn python(&self) -> Option<&Package> {
        self.packages.iter().find(|package| package.runtime.starts_with("python"))
    }
}

impl Package {
    fn new(runtime: String, handler: &'static str, zip: String, bare: Option<(String, Vec<String>)>) -> Package {
        Package { label: runtime.clone(), runtime, handler, zip, private: false, bare }
    }

    /// Python code as a function of this one's runtime.
    ///
    /// # Errors
    /// When the package can't be put together.
    pub fn with_code(&self, code: &str) -> Result<Package, Error> {
        Ok(Package { zip: zip("m.py", code.as_bytes())?, ..self.clone() })
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The runtime of this Python: `python3.11`.
#[must_use]
pub fn python_runtime(python: &Path) -> Option<String> {
    says(python, &["-c", "import sys; print('python%d.%d' % sys.version_info[:2])"])
}

fn says(program: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn zip(name: &str, content: &[u8]) -> Result<String, Error> {
    let broken = |error: &dyn std::fmt::Display| Error::Unexpected(format!("the package can't be made: {error}"));
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().unix_permissions(0o755);
    writer.start_file(name, options).map_err(|error| broken(&error))?;
    writer.write_all(content).map_err(|error| broken(&error))?;
    let bytes = writer.finish().map_err(|error| broken(&error))?.into_inner();
    Ok(base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes))
}
