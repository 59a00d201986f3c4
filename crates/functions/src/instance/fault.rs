//! What is said when a function fails in a way that it can't say itself.

use std::time::Duration;

use bytes::Bytes;
use serde_json::json;
use tradewind_sandbox::Exit;

use crate::logs::{Event, Status, seconds};

/// Why an init or an invocation failed.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The runtime said why, in JSON.
    Said { payload: Bytes, kind: String },
    /// The process is gone.
    Exited(Exit),
    /// It took longer than it may.
    TimedOut(Duration),
    /// An extension failed: the error's type, and what happened.
    Extension { kind: String, what: String },
    /// A response was larger than this.
    TooLarge(usize),
    /// A streamed response broke off though the runtime is still there.
    Truncated,
    /// A snapshot was not restored in time.
    RestoreTimedOut(Duration),
}

/// What AWS says of a response that is too large.
pub(crate) fn too_large(limit: usize) -> String {
    let message = format!("Response payload size exceeded maximum allowed payload size ({limit} bytes).");
    json!({"errorType": "Function.ResponseSizeTooLarge", "errorMessage": message}).to_string()
}

/// `exit code 0`, `exit status 1`: as AWS says it of extensions.
pub(super) fn extension_text(status: i32) -> String {
    if status == 0 { "exit code 0".to_owned() } else { format!("exit status {status}") }
}

impl Fault {
    /// The error's type.
    pub(crate) fn kind(&self) -> &str {
        match self {
            Fault::Said { kind, .. } | Fault::Extension { kind, .. } => kind,
            Fault::Exited(exit) if exit.out_of_memory => "Runtime.OutOfMemory",
            Fault::Exited(_) => "Runtime.ExitError",
            Fault::TimedOut(_) => "Sandbox.Timedout",
            Fault::TooLarge(_) => "Function.ResponseSizeTooLarge",
            Fault::Truncated => "Runtime.TruncatedResponse",
            Fault::RestoreTimedOut(_) => "Runtime.RestoreTimeout",
        }
    }

    /// What happened, as it stands behind `Error: `.
    fn what(&self) -> String {
        match self {
            Fault::Said { kind, .. } => kind.clone(),
            Fault::Extension { what, .. } => what.clone(),
            Fault::Exited(exit) => exited(*exit),
            Fault::TimedOut(after) => format!("Task timed out after {} seconds", seconds(*after)),
            Fault::TooLarge(limit) => {
                format!("Response payload size exceeded maximum allowed payload size ({limit} bytes).")
            }
            Fault::Truncated => "Response was truncated".to_owned(),
            Fault::RestoreTimedOut(after) => format!("Restore timed out after {} seconds", seconds(*after)),
        }
    }

    /// The error as whoever invoked the function gets it.
    pub(crate) fn payload(&self, request_id: &str) -> Bytes {
        match self {
            Fault::Said { payload, .. } => payload.clone(),
            Fault::TooLarge(limit) => too_large(*limit).into(),
            _ => {
                let message = format!("RequestId: {request_id} Error: {}", self.what());
                json!({"errorType": self.kind(), "errorMessage": message}).to_string().into()
            }
        }
    }

    /// How log lines name it.
    pub(crate) fn status(&self) -> Status {
        match self {
            Fault::TimedOut(_) => Status::Timeout,
            Fault::TooLarge(_) => Status::Error(Some(self.kind().to_owned())),
            _ => Status::Failure(self.kind().to_owned()),
        }
    }

    /// The line that tells of it; none where the function's own lines do.
    pub(crate) fn event<'a>(&'a self, request_id: &'a str, what: &'a mut String) -> Option<Event<'a>> {
        match self {
            Fault::Said { .. } => None,
            Fault::TimedOut(after) => Some(Event::TimedOut { request_id, after: *after }),
            _ => {
                *what = self.what();
                Some(Event::Died { request_id, what, kind: self.kind() })
            }
        }
    }
}

fn exited(exit: Exit) -> String {
    match (exit.signal, exit.code) {
        // Whatever the tree looked like in the end: the kernel killed something of it.
        _ if exit.out_of_memory => "Runtime exited with error: signal: killed".to_owned(),
        (Some(signal), _) => format!("Runtime exited with error: signal: {}", signal_name(signal)),
        (None, Some(0) | None) => "Runtime exited without providing a reason".to_owned(),
        (None, Some(code)) => format!("Runtime exited with error: exit status {code}"),
    }
}

/// The names that AWS's messages use.
fn signal_name(signal: i32) -> String {
    let name = match signal {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        10 => "user defined signal 1",
        11 => "segmentation fault",
        12 => "user defined signal 2",
        13 => "broken pipe",
        14 => "alarm clock",
        15 => "terminated",
        other => return format!("signal {other}"),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(fault: &Fault) -> serde_json::Value {
        serde_json::from_slice(&fault.payload("8f5a")).expect("JSON")
    }

    #[test]
    fn exits_are_told_as_aws_tells_them() {
        let exit =
            |code, signal, out_of_memory| Fault::Exited(Exit { code, signal, out_of_memory, peak_memory_bytes: None });
        let cases = [
            (exit(Some(1), None, false), "Runtime.ExitError", "Runtime exited with error: exit status 1"),
            (exit(Some(0), None, false), "Runtime.ExitError", "Runtime exited without providing a reason"),
            (exit(None, Some(9), false), "Runtime.ExitError", "Runtime exited with error: signal: killed"),
            (exit(None, Some(11), false), "Runtime.ExitError", "Runtime exited with error: signal: segmentation fault"),
            (exit(Some(137), None, true), "Runtime.OutOfMemory", "Runtime exited with error: signal: killed"),
            (Fault::TimedOut(Duration::from_secs(3)), "Sandbox.Timedout", "Task timed out after 3.00 seconds"),
        ];
        for (fault, kind, what) in cases {
            assert_eq!(
                text(&fault),
                json!({"errorType": kind, "errorMessage": format!("RequestId: 8f5a Error: {what}")})
            );
        }
    }

    #[test]
    fn a_response_that_is_too_large_names_the_limit() {
        let message = "Response payload size exceeded maximum allowed payload size (6291556 bytes).";
        let expected = json!({"errorType": "Function.ResponseSizeTooLarge", "errorMessage": message});
        assert_eq!(text(&Fault::TooLarge(6_291_556)), expected);
    }
}
