//! The embedded clients, run by the interpreters of this machine against a server that only plays the Runtime API: what they
//! answer and what they log, field by field.
//!
//! What is expected was taken from AWS's own interface clients (awslambdaric 4.2, aws-lambda-ric 3.3), given the same functions.

mod api;
mod node;
mod python;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

pub(crate) use api::{Call, REQUEST};

/// One run of a client: a function, its events, what it is told by its environment.
#[derive(Clone, Default)]
pub(crate) struct Run {
    pub(crate) handler: &'static str,
    pub(crate) events: Vec<&'static str>,
    pub(crate) env: Vec<(&'static str, &'static str)>,
    /// More headers of each event.
    pub(crate) headers: Vec<(&'static str, &'static str)>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) calls: Vec<Call>,
    /// What was written to standard output, line by line, times replaced by `TIME`.
    pub(crate) lines: Vec<String>,
    pub(crate) status: Option<i32>,
}

impl Run {
    pub(crate) fn of(handler: &'static str) -> Run {
        Run { handler, events: vec![r#"{"key": 1}"#], ..Run::default() }
    }

    pub(crate) fn env(mut self, name: &'static str, value: &'static str) -> Run {
        self.env.push((name, value));
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Run {
        self.headers.push((name, value));
        self
    }

    /// Runs the program over the code in a folder, until all events are answered or it ends.
    fn go(&self, program: &str, arguments: &[PathBuf], code: &Path) -> Ran {
        let api = api::Api::open();
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(code)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("AWS_LAMBDA_RUNTIME_API", api.address())
            .env("_HANDLER", self.handler)
            .env("LAMBDA_TASK_ROOT", code)
            .env("AWS_LAMBDA_FUNCTION_NAME", "greeter")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/greeter")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
            .envs(self.env.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap_or_else(|e| panic!("{program} is needed by this test: {e}"));
        let calls = api.serve(&self.events, &self.headers);
        // After the last answer it is given the end of its connection, and ends.
        let status = child.wait().unwrap().code();
        let mut output = String::new();
        child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
        Ran { calls, lines: output.lines().map(timeless).collect(), status }
    }
}

impl Ran {
    /// The only call, to this path, with this type of error if any.
    pub(crate) fn only(&self, path: &str, error: Option<&str>) -> Value {
        let [call] = &self.calls[..] else { panic!("one call was expected: {self:#?}") };
        assert_eq!((call.path.as_str(), call.header("lambda-runtime-function-error-type")), (path, error));
        serde_json::from_str(&call.body).unwrap_or_else(|_| panic!("no JSON: {call:?}"))
    }

    /// The answer to the only invocation.
    pub(crate) fn response(&self) -> Value {
        self.only(&format!("/2018-06-01/runtime/invocation/{REQUEST}/response"), None)
    }

    /// The error of the only invocation.
    pub(crate) fn error(&self, kind: &str) -> Value {
        self.only(&format!("/2018-06-01/runtime/invocation/{REQUEST}/error"), Some(kind))
    }

    /// The error of the start.
    pub(crate) fn init_error(&self, kind: &str) -> Value {
        self.only("/2018-06-01/runtime/init/error", Some(kind))
    }
}

/// A line with every time in it (ISO 8601, to the second or the millisecond, in UTC) replaced.
fn timeless(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("T") {
        let (before, after) = rest.split_at(at);
        let date = before.len() >= 10 && is_date(&before[before.len() - 10..]);
        let end = after.find('Z').filter(|end| matches!(*end, 9 | 13) && is_time(&after[1..*end]));
        if let (true, Some(end)) = (date, end) {
            out.push_str(&before[..before.len() - 10]);
            out.push_str("TIME");
            rest = &after[end + 1..];
        } else {
            out.push_str(before);
            out.push('T');
            rest = &after[1..];
        }
    }
    out + rest
}

fn is_date(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

fn is_time(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        2 | 5 => byte == b':',
        8 => byte == b'.',
        _ => byte.is_ascii_digit(),
    })
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

/// An object has these members and no others on its outside, in this order.
pub(crate) fn in_order(text: &str, members: &[&str]) {
    let object: serde_json::Map<String, Value> = serde_json::from_str(text).unwrap_or_else(|_| panic!("{text}"));
    assert_eq!(object.len(), members.len(), "{text}");
    let places: Vec<_> = members.iter().map(|name| text.find(&format!("\"{name}\":"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{members:?} in {text}");
}

/// A file of a client.
pub(crate) fn kit(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtimes/kit").join(path)
}
