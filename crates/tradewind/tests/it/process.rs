//! The program itself, with what it starts: whatever ends it, nothing is left.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

struct Program {
    child: Child,
    data: tempfile::TempDir,
    said: BufReader<ChildStderr>,
}

impl Program {
    /// Starts it and waits until it listens.
    fn start(arguments: &[&str]) -> Program {
        let data = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tradewind"));
        command.args(["up", "--listen", "127.0.0.1:0", "--data"]).arg(data.path().join("data")).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.starts_with("listening on http://127.0.0.1:"), "{first}");
        let said = BufReader::new(child.stderr.take().unwrap());
        Program { child, data, said }
    }

    /// Waits until it has said how functions are isolated, or why they are refused.
    fn until_functions_are_decided(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.said.read_line(&mut line).unwrap() > 0, "it ended before it said anything about functions");
            if line.contains("functions are isolated") || line.contains("functions are refused") {
                return line;
            }
        }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Program {
    /// A test that fails leaves nothing behind either.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processes whose command line names this folder: all that this program starts for itself do.
fn processes_about(folder: &Path) -> Vec<String> {
    let folder = folder.to_str().unwrap();
    let all = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let lines = all.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " ")).filter(|line| line.contains(folder)).collect()
}

#[test]
fn told_to_stop_it_leaves_nothing_behind() {
    let mut program = Program::start(&[]);
    program.until_functions_are_decided();
    program.signal("TERM");
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
    assert_eq!(processes_about(program.data.path()), [""; 0]);
}

/// What a killed server has started notices and ends; it has nobody to tell when, so it is waited for.
#[test]
fn killed_it_leaves_nothing_behind() {
    let mut program = Program::start(&[]);
    program.until_functions_are_decided();
    program.signal("KILL");
    program.child.wait().unwrap();
    while !processes_about(program.data.path()).is_empty() {
        std::thread::yield_now();
    }
}

#[test]
fn told_to_stop_before_anything_is_decided_it_stops_all_the_same() {
    let mut program = Program::start(&[]);
    program.signal("TERM");
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
    assert_eq!(processes_about(program.data.path()), [""; 0]);
    let launcher = program.data.path().join("data/functions/launcher");
    let left: Vec<_> = std::fs::read_dir(launcher).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn how_functions_are_isolated_is_said_and_never_better_than_it_is() {
    // The weakest level is always there, and is what was asked for.
    let weakest = ["--functions-isolation", "process", "--functions-min-isolation", "process"];
    let mut program = Program::start(&weakest);
    let line = program.until_functions_are_decided();
    assert!(line.contains("process") && line.contains("isolated"), "{line}");
    program.signal("TERM");
    program.child.wait().unwrap();
}
