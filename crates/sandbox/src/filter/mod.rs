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
//! A [`tree`] over the numbers answers all but the calls whose arguments matter; those go on to a program that `seccompiler` made of
//! their rules.

mod arguments;
mod calls;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, SeccompRule, TargetArch, sock_filter};

use self::calls::Call;
use self::tree::Verdict;
use crate::error::{Failure, Step};
use crate::level::{Egress, Level};

/// Loads the number of the call (`BPF_LD | BPF_W | BPF_ABS`; it is the first in `struct seccomp_data`).
const LOAD_NUMBER: sock_filter = sock_filter { code: 0x20, jt: 0, jf: 0, k: 0 };

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
    let unknown = Verdict::Answer(SeccompAction::Errno(libc::ENOSYS as u32).into());
    let rules = arguments::judged(reach).map_err(failed)?;
    let mut verdicts = BTreeMap::new();
    // The later one counts: what is refused where it is not allowed, what is allowed, what depends.
    verdicts.extend(numbers(&refused()).map(|number| (number, Verdict::Answer(refusal.clone().into()))));
    verdicts.extend(numbers(&allowed(reach)).map(|number| (number, Verdict::Answer(SeccompAction::Allow.into()))));
    verdicts.extend(rules.keys().map(|number| (*number, Verdict::Behind)));

    let mut program = machine_only(machine)?;
    program.push(LOAD_NUMBER);
    program.extend(tree::tree(&verdicts, unknown));
    program.extend(compile(rules, refusal, machine)?);
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

/// The lists of what is allowed whatever the arguments.
fn allowed(reach: Reach) -> Vec<&'static [Call]> {
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
    lists
}

/// The lists of what is refused by name where it is not allowed.
fn refused() -> Vec<&'static [Call]> {
    let shared = [calls::NAMED_MEMORY, calls::LISTEN, calls::ATTRIBUTES, calls::ATTRIBUTES_OLD, calls::ATTRIBUTES_NEW];
    [&[calls::REFUSED, calls::REFUSED_OLD][..], &shared[..]].concat()
}

fn numbers(lists: &[&'static [Call]]) -> impl Iterator<Item = c_long> {
    lists.iter().flat_map(|list| list.iter()).map(|(_, number)| *number)
}

/// The check of the machine with which every filter begins: an empty filter of the other crate without its answer.
fn machine_only(machine: TargetArch) -> Result<BpfProgram, Failure> {
    let empty = SeccompFilter::new(BTreeMap::new(), SeccompAction::Allow, SeccompAction::Trap, machine);
    let mut program = empty.and_then(BpfProgram::try_from).map_err(failed)?;
    program.pop();
    Ok(program)
}

fn compile(
    rules: BTreeMap<c_long, Vec<SeccompRule>>,
    otherwise: SeccompAction,
    machine: TargetArch,
) -> Result<BpfProgram, Failure> {
    let filter = SeccompFilter::new(rules, otherwise, SeccompAction::Allow, machine);
    filter.and_then(BpfProgram::try_from).map_err(failed)
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
