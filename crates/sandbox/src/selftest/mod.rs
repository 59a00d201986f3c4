//! The self-test: probes that run as a program would, at the level that is to be trusted.
//!
//! ```text
//! server                                   launcher                 the same executable, isolated
//! lays bait: a file, a listener on   -->   launches it like   -->   tries everything in `checks`,
//! 127.0.0.1, a socket with a name          any program              prints what it saw, ends
//! judges what must hold at the level  <-------------------------------------
//! ```
//!
//! A level is in force only if everything in it that must hold was seen to hold. A version of the kernel, a device that exists, a call
//! that did not fail: none of them counts as evidence. The same probes on the bare host find every one of these holes, which the
//! tests of this crate show.

mod advice;
mod bait;
mod checks;

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;

pub(crate) use self::advice::with_advice;
use self::bait::{Bait, Facts};
use crate::client::{Connection, Instance};
use crate::level::{Egress, Level, Probe};
use crate::spec::{Limits, Mount, Program, Spec, Start};

/// The first argument of the probes; the second says what to try ([`Facts`]).
pub(crate) const PROBES: &str = "tradewind-sandbox-probes";

/// Where the executable is seen inside a private root: in what is the instance's own, so that nothing of it stays in the template.
const INSIDE: &str = "/tmp/self-test";

/// What the probes may use: enough for them, little enough that reaching a limit takes no time.
pub(crate) const LIMITS: Limits =
    Limits { memory_bytes: 256 << 20, tmp_bytes: 1 << 20, cpu_millis: 2_000, processes: 24, files: 256 };

/// How long the probes may take, in seconds, before they count as failed. They need a hundredth of it.
const SECONDS: u32 = 10;

/// The most that the probes print, in bytes.
const MAX_OUTPUT: u64 = 256 << 10;

/// What one probe saw.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Seen {
    /// As in the table of checks.
    name: String,
    /// Whether the isolation held.
    held: bool,
    /// In words.
    seen: String,
}

/// A level that can't be trusted.
#[derive(Debug)]
pub(crate) struct Refused {
    /// Why, a sentence.
    pub(crate) reason: String,
    /// What was seen, as far as it came.
    pub(crate) probes: Vec<Probe>,
}

/// The probes' `main`: the status to exit with.
pub(crate) fn main(facts: &str) -> i32 {
    crate::sys::end_after(SECONDS);
    let Ok(facts) = serde_json::from_str::<Facts>(facts) else { return 64 };
    let seen = checks::run(&facts);
    match serde_json::to_string(&seen) {
        Ok(text) => {
            println!("{text}");
            0
        }
        Err(_) => 70,
    }
}

/// Runs the probes at the level of this launcher. What was seen, if everything held that must.
pub(crate) async fn run(
    connection: &Arc<Connection>,
    executable: &Path,
    state: &Path,
    level: Level,
    egress: Egress,
) -> Result<Vec<Probe>, Refused> {
    let refused = |reason: String| Refused { reason, probes: Vec::new() };
    let bait = Bait::lay(state).map_err(|error| refused(format!("the bait for the self-test: {error}")))?;
    let launcher = connection.process_id();
    let facts = bait.facts(level, egress, launcher);
    // What the launcher really is: `executable` may be a script that becomes it.
    let real = std::fs::read_link(format!("/proc/{launcher}/exe")).ok().filter(|real| real.exists());
    let output = launch(connection, real.as_deref().unwrap_or(executable), level, &facts).await.map_err(refused)?;
    judge(level, egress, &output)
}

/// Launches the probes and reads what they print.
async fn launch(
    connection: &Arc<Connection>,
    executable: &Path,
    level: Level,
    facts: &Facts,
) -> Result<Vec<u8>, String> {
    let spec = spec(executable, level, facts)?;
    let instance = Instance::launch(connection.clone(), spec).await.map_err(|error| error.to_string())?;
    let ends = instance.take_ends().ok_or("the probes have no output")?;
    let (output, errors) = futures::join!(read(ends.stdout), read(ends.stderr));
    let exit = instance.exited().await;
    if exit.code == Some(0) {
        return Ok(output);
    }
    let errors = String::from_utf8_lossy(&errors);
    Err(format!("the probes ended with {exit:?} {}", errors.trim()))
}

/// The probes as a program.
fn spec(executable: &Path, level: Level, facts: &Facts) -> Result<Spec, String> {
    let private = level == Level::Sandbox;
    let path = if private { INSIDE.into() } else { executable.to_owned() };
    let facts = serde_json::to_string(facts).map_err(|error| error.to_string())?;
    Ok(Spec {
        name: format!("self-test-{level}"),
        start: Start::Spawn(Program {
            path: path.clone(),
            args: vec![PROBES.to_owned(), facts],
            env: Vec::new(),
            dir: "/".into(),
        }),
        mounts: vec![Mount { source: executable.to_owned(), target: path, read_only: true }],
        listen: Vec::new(),
        connect: Vec::new(),
        limits: LIMITS,
    })
}

async fn read(from: std::os::fd::OwnedFd) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(pipe) = tokio::net::unix::pipe::Receiver::from_owned_fd(from) {
        // What came until an error says more than the error.
        let _ = pipe.take(MAX_OUTPUT).read_to_end(&mut bytes).await;
    }
    bytes
}

/// Holds what was seen against what must hold.
fn judge(level: Level, egress: Egress, output: &[u8]) -> Result<Vec<Probe>, Refused> {
    let seen: Vec<Seen> = serde_json::from_slice(output)
        .map_err(|error| Refused { reason: format!("the probes answered nonsense: {error}"), probes: Vec::new() })?;
    let probes = seen
        .iter()
        .map(|one| Probe { name: format!("{level}: {}", one.name), held: one.held, seen: one.seen.clone() })
        .collect();
    let mut broken = Vec::new();
    for name in checks::required(level, egress) {
        match seen.iter().find(|one| one.name == name) {
            Some(one) if one.held => {}
            Some(one) => broken.push(format!("{name} ({})", one.seen)),
            None => broken.push(format!("{name} (not tried)")),
        }
    }
    if broken.is_empty() {
        return Ok(probes);
    }
    Err(Refused { reason: format!("the self-test got through: {}", broken.join("; ")), probes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(level: Level, but: Option<(&str, bool)>) -> Vec<u8> {
        let seen: Vec<Seen> = checks::required(level, Egress::None)
            .filter(|name| but.is_none_or(|(other, left_out)| !left_out || *name != other))
            .map(|name| Seen {
                name: name.to_owned(),
                held: but.is_none_or(|(other, _)| name != other),
                seen: "EPERM".into(),
            })
            .collect();
        serde_json::to_vec(&seen).unwrap()
    }

    #[test]
    fn one_hole_or_one_probe_that_did_not_run_is_enough_to_refuse_a_level() {
        for level in [Level::Process, Level::Confined, Level::Sandbox] {
            assert!(judge(level, Egress::None, &output(level, None)).is_ok());
            for name in checks::required(level, Egress::None) {
                let refused = judge(level, Egress::None, &output(level, Some((name, false)))).unwrap_err();
                assert_eq!(refused.reason, format!("the self-test got through: {name} (EPERM)"));
                let refused = judge(level, Egress::None, &output(level, Some((name, true)))).unwrap_err();
                assert_eq!(refused.reason, format!("the self-test got through: {name} (not tried)"));
            }
        }
        assert!(judge(Level::Sandbox, Egress::None, b"[]").is_err());
        assert!(judge(Level::Sandbox, Egress::None, b"").is_err());
    }

    #[test]
    fn a_stronger_level_must_hold_all_that_a_weaker_one_must() {
        let of = |level| checks::required(level, Egress::None).collect::<Vec<_>>();
        for (weaker, stronger) in [(Level::Process, Level::Confined), (Level::Confined, Level::Sandbox)] {
            assert!(of(weaker).iter().all(|name| of(stronger).contains(name)));
            assert!(of(weaker).len() < of(stronger).len());
        }
    }
}
