//! The system call filter: a list of what is allowed.
//!
//! ```text
//! another machine's calls (32 bit)     the process is killed
//! allowed, its arguments fit           allowed
//! allowed, its arguments do not fit    EPERM
//! refused by name                      EPERM
//! anything else                        ENOSYS
//! ```
//!
//! A library that meets an unknown call (`clone3`, or one that is younger than this list) falls back to an older one; `EPERM` would
//! stop it. [`calls`] and [`arguments`] say what is in the list and why.
//!
//! Two programs of `seccompiler` make one: the first knows what is allowed, and instead of its answer for the rest stands the
//! second, which tells refused calls from unknown ones.

mod arguments;
mod calls;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, SeccompRule, TargetArch, sock_filter};

use self::calls::Call;
use crate::error::{Failure, Step};
use crate::level::{Egress, Level};

/// The end of a filter (`BPF_RET | BPF_K`).
const RETURN: u16 = 0x06;

/// What of the host a program at some level shares, which decides what the filter has to refuse.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// The level.
    pub(crate) level: Level,
    /// What of the network is reachable.
    pub(crate) egress: Egress,
    /// Whether the program runs with a uid that owns nothing on the host; false where the server has no right to change it.
    pub(crate) own_uid: bool,
}

impl Reach {
    fn shared_network(self) -> bool {
        self.level == Level::Confined
    }

    fn shared_processes(self) -> bool {
        self.level == Level::Confined
    }

    fn shared_files(self) -> bool {
        self.level == Level::Confined && !self.own_uid
    }
}

/// A filter, ready for the kernel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program(BpfProgram);

/// The filter for programs with this reach.
pub(crate) fn program(reach: Reach) -> Result<Program, Failure> {
    if !matches!(reach.level, Level::Sandbox | Level::Confined) {
        return Err(failed(format!("there is none at level {}", reach.level)));
    }
    let machine = TargetArch::try_from(std::env::consts::ARCH).map_err(failed)?;
    let refusal = SeccompAction::Errno(libc::EPERM as u32);
    let mut program = compile(allowed(reach)?, refusal.clone(), SeccompAction::Allow, machine)?;
    let rest = compile(refused(), SeccompAction::Errno(libc::ENOSYS as u32), refusal.clone(), machine)?;
    // The last instruction is where a call ends that is not in the list. (One whose arguments do not fit ends before.)
    let last = program.pop();
    if last.is_none_or(|last| last.code != RETURN || last.k != u32::from(refusal)) {
        return Err(failed("the compiled filter does not end with its default answer"));
    }
    program.extend(rest);
    Ok(Program(program))
}

impl Program {
    /// Puts it on this process, which has one thread, and on all it makes. Sets `no_new_privs`, without which the kernel takes none.
    pub(crate) fn apply(&self) -> Result<(), Failure> {
        seccompiler::apply_filter(&self.0).map_err(|error| match error {
            seccompiler::Error::Prctl(error) => error_at("prctl(PR_SET_NO_NEW_PRIVS)", error),
            seccompiler::Error::Seccomp(error) => error_at("seccomp(SECCOMP_SET_MODE_FILTER)", error),
            other => failed(other),
        })
    }

    /// As an array of `struct sock_filter`, for a process that installs it by itself.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * size_of::<sock_filter>());
        for one in &self.0 {
            bytes.extend(one.code.to_ne_bytes());
            bytes.extend([one.jt, one.jf]);
            bytes.extend(one.k.to_ne_bytes());
        }
        bytes
    }
}

/// The calls that are allowed, with the rules for their arguments.
fn allowed(reach: Reach) -> Result<BTreeMap<c_long, Vec<SeccompRule>>, Failure> {
    let mut lists = vec![calls::ALLOWED, calls::ALLOWED_OLD, calls::ALLOWED_NEW, calls::ALLOWED_UPROBES];
    if !reach.shared_processes() {
        lists.push(calls::NAMED_MEMORY);
    }
    if !reach.shared_network() {
        lists.push(calls::LISTEN);
    }
    if !reach.shared_files() {
        lists.extend([calls::ATTRIBUTES, calls::ATTRIBUTES_OLD, calls::ATTRIBUTES_NEW]);
    }
    let mut all = unconditional(&lists);
    all.extend(arguments::judged(reach).map_err(failed)?);
    Ok(all)
}

/// The calls that are refused by name where they are not allowed.
fn refused() -> BTreeMap<c_long, Vec<SeccompRule>> {
    let lists = [calls::REFUSED, calls::REFUSED_OLD, calls::NAMED_MEMORY, calls::LISTEN];
    let attributes = [calls::ATTRIBUTES, calls::ATTRIBUTES_OLD, calls::ATTRIBUTES_NEW];
    unconditional(&[&lists[..], &attributes[..]].concat())
}

fn unconditional(lists: &[&[Call]]) -> BTreeMap<c_long, Vec<SeccompRule>> {
    lists.iter().flat_map(|list| list.iter()).map(|(_, number)| (*number, Vec::new())).collect()
}

fn compile(
    rules: BTreeMap<c_long, Vec<SeccompRule>>,
    otherwise: SeccompAction,
    listed: SeccompAction,
    machine: TargetArch,
) -> Result<BpfProgram, Failure> {
    SeccompFilter::new(rules, otherwise, listed, machine).and_then(BpfProgram::try_from).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure { step: "making the system call filter".into(), error: error.to_string() }
}

fn error_at(step: &str, error: std::io::Error) -> Failure {
    match Err::<(), _>(error).step(|| step.to_owned()) {
        Err(failure) => failure,
        Ok(()) => failed(step),
    }
}
