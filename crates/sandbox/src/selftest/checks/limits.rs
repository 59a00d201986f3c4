//! What can be used up.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use rustix::process::{Signal, WaitOptions, kill_process, waitpid};

use super::super::bait::Facts;
use super::Outcome;
use crate::level::Level;
use crate::sys::{self, SingleThread};

/// Fills `/tmp` a little beyond its size.
pub(super) fn tmp(facts: &Facts) -> Outcome {
    if facts.level != Level::Sandbox {
        // It is the host's, and a program that writes a file larger than it may is ended there.
        return Err("it is the host's".into());
    }
    let path = Path::new("/tmp").join(format!("tradewind-probe-{}", std::process::id()));
    let mut file = File::create_new(&path).map_err(|error| format!("/tmp can't be written: {error}"))?;
    let block = [0_u8; 64 << 10];
    let mut written = 0;
    let outcome = loop {
        match file.write(&block) {
            Ok(bytes) => written += bytes as u64,
            Err(error) => break Ok(format!("{error} after {written} bytes")),
        }
        if written > facts.tmp_bytes {
            break Err(format!("took {written} bytes, more than {}", facts.tmp_bytes));
        }
    };
    let _ = std::fs::remove_file(&path);
    outcome
}

/// Makes processes until there can't be more.
pub(super) fn processes(facts: &Facts) -> Outcome {
    let alone = SingleThread::prove().ok_or("can't fork: there are threads")?;
    let mut children = Vec::new();
    let outcome = loop {
        match sys::fork(&alone, 0, wait) {
            Ok(child) => children.push(child),
            Err(error) => break Ok(format!("{error} after {} processes", children.len())),
        }
        if children.len() > facts.processes_max as usize {
            break Err(format!("made {} processes, more than {}", children.len(), facts.processes_max));
        }
    };
    for child in children {
        let _ = kill_process(child.pid, Signal::KILL);
        let _ = waitpid(Some(child.pid), WaitOptions::empty());
    }
    outcome
}

/// What a child does: nothing, until it is killed.
fn wait() -> i32 {
    let _ = rustix::event::poll(&mut [], None);
    0
}
