//! Asking an interpreter what it is.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde::Deserialize;

use super::interpreter::{Family, Interpreter};
use crate::runtime::Runtime;

/// How long an interpreter may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// More than an answer can have.
const ANSWER_BYTES: u64 = 1 << 20;

const PYTHON: &str = include_str!("kit/python/probe.py");
const NODE: &str = include_str!("kit/node/probe.js");

#[derive(Deserialize)]
struct Answer {
    version: String,
    #[serde(default)]
    needs: Vec<PathBuf>,
    #[serde(default)]
    boto3: bool,
}

/// Asks the program at a path; none when it does not answer as the interpreter it should be.
pub(super) fn probe(executable: &Path, runtime: Runtime) -> Option<Interpreter> {
    let (family, answer) = match runtime {
        Runtime::Python(_) => (Family::Python, run(executable, &["-I", "-X", "utf8", "-c", PYTHON])?),
        Runtime::Node(_) => (Family::Node, run(executable, &["-e", NODE])?),
        Runtime::Java(_) => (Family::Java, java(executable)?),
        Runtime::ProvidedAl2 | Runtime::ProvidedAl2023 => return None,
    };
    let mut parts = answer.version.split('.');
    let number = match family {
        Family::Python => parts.next().filter(|major| *major == "3").and_then(|_| parts.next()),
        Family::Node | Family::Java => parts.next(),
    };
    let number = number?.parse().ok()?;
    let mut needs = answer.needs;
    needs.push(executable.to_owned());
    Some(Interpreter {
        family,
        number,
        version: answer.version,
        executable: executable.to_owned(),
        needs,
        boto3: answer.boto3,
    })
}

/// A JDK says what it is in its file `release`, which is faster than starting it. Without a compiler it is of no use here.
fn java(executable: &Path) -> Option<Answer> {
    let home = executable.parent()?.parent()?;
    if !home.join("bin/javac").is_file() {
        return None;
    }
    let release = fs::read_to_string(home.join("release")).ok()?;
    let version = release.lines().find_map(|line| line.strip_prefix("JAVA_VERSION="))?.trim().trim_matches('"');
    let mut needs = vec![home.to_owned()];
    // Debian keeps configuration apart.
    let major = version.split('.').next().unwrap_or_default();
    needs.push(PathBuf::from(format!("/etc/java-{major}-openjdk")));
    needs.retain(|path| path.exists());
    Some(Answer { version: version.to_owned(), needs, boto3: false })
}

/// Runs a program without any environment and reads one JSON document from it. It gets [`PATIENCE`].
fn run(executable: &Path, arguments: &[&str]) -> Option<Answer> {
    let mut child = Command::new(executable)
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let output = child.stdout.take()?;
    let (tell, told) = mpsc::channel();
    let reader = std::thread::Builder::new().name("runtimes-probe".to_owned()).spawn(move || {
        let mut text = Vec::new();
        let read = output.take(ANSWER_BYTES).read_to_end(&mut text);
        // Nobody listens when the patience is over.
        let _ = tell.send(read.map(|_| text));
    });
    let answer = reader.ok().and_then(|_| told.recv_timeout(PATIENCE).ok());
    let _ = child.kill();
    let _ = child.wait();
    serde_json::from_slice(&answer?.ok()?).ok()
}
