//! System calls that are allowed for some arguments only.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{BackendError, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompRule};

use super::Reach;
use crate::level::Egress;

/// Calls and when they are allowed: if one of the rules fits.
pub(super) type Judged = BTreeMap<c_long, Vec<SeccompRule>>;

type Condition = Result<SeccompCondition, BackendError>;

/// All namespaces that `clone` can make. That of times has no flag there: its bit belongs to the exit signal.
const NEW_NAMESPACES: u64 = (libc::CLONE_NEWNS
    | libc::CLONE_NEWCGROUP
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET) as u32 as u64;

/// What tells a socket's type from the flags beside it (`SOCK_TYPE_MASK` of the kernel).
const SOCKET_TYPE: u64 = 0xf;

/// Both put characters into a terminal's input as if typed. The bindings' type differs between C libraries.
const TIOCSTI: u64 = 0x5412;
const TIOCLINUX: u64 = 0x541c;

/// Personalities that change nothing but what `uname` says, and the question which is in force. Others switch off protections of
/// memory (`ADDR_NO_RANDOMIZE`, `READ_IMPLIES_EXEC`).
const PERSONALITIES: [u64; 5] = [0, 0x0008, 0x2_0000, 0x2_0008, 0xffff_ffff];

/// The calls with their rules; a call without rules is allowed.
pub(super) fn judged(reach: Reach) -> Result<Judged, BackendError> {
    let mut calls = BTreeMap::from([
        (libc::SYS_clone, vec![rule([masked(0, NEW_NAMESPACES, 0)])?]),
        // The kernel looks at 32 bits.
        (libc::SYS_ioctl, vec![rule([differs(1, TIOCSTI), differs(1, TIOCLINUX)])?]),
        (libc::SYS_personality, PERSONALITIES.map(|one| rule([equals(0, one)])).into_iter().collect::<Result<_, _>>()?),
        (libc::SYS_socketpair, vec![rule([equals(0, libc::AF_UNIX as u64)])?]),
        (libc::SYS_socket, sockets(reach)?),
    ]);
    if reach.shared_network() {
        // Sending may connect on the way, unseen by landlock, which judges `connect` alone.
        for (call, flags) in [(libc::SYS_sendto, 3), (libc::SYS_sendmsg, 2), (libc::SYS_sendmmsg, 3)] {
            calls.insert(call, vec![rule([masked(flags, MSG_FASTOPEN, 0)])?]);
        }
    }
    if reach.shared_processes() {
        // Not the limits of other processes of the same user.
        calls.insert(libc::SYS_prlimit64, vec![rule([equals(0, 0)])?]);
    }
    if reach.shared_files() {
        // `futimens`: the file is named by a descriptor.
        calls.insert(libc::SYS_utimensat, vec![rule([null(1)])?]);
    }
    Ok(calls)
}

/// `MSG_FASTOPEN`.
const MSG_FASTOPEN: u64 = libc::MSG_FASTOPEN as u32 as u64;

/// The rules of `socket(family, type, protocol)`.
///
/// With a network of its own: TCP, UDP, Unix sockets. Where the network is the host's: TCP only, and really TCP (landlock does not
/// judge other protocols of stream sockets); no Unix sockets, because landlock judges neither paths nor, before ABI 6, abstract names.
/// The kernel's table of interfaces is everybody's to read (`getaddrinfo` and `os.networkInterfaces` do).
fn sockets(reach: Reach) -> Result<Vec<SeccompRule>, BackendError> {
    let mut rules = vec![rule([equals(0, libc::AF_NETLINK as u64), equals(2, libc::NETLINK_ROUTE as u64)])?];
    if !reach.shared_network() {
        rules.push(rule([equals(0, libc::AF_UNIX as u64)])?);
    }
    for family in [libc::AF_INET as u64, libc::AF_INET6 as u64] {
        let of = |kind: libc::c_int| [equals(0, family), masked(1, SOCKET_TYPE, kind as u64)];
        if reach.shared_network() && reach.egress == Egress::None {
            for protocol in [0, libc::IPPROTO_TCP as u64] {
                rules.push(rule(of(libc::SOCK_STREAM).into_iter().chain([equals(2, protocol)]))?);
            }
        } else {
            rules.push(rule(of(libc::SOCK_STREAM))?);
            rules.push(rule(of(libc::SOCK_DGRAM))?);
        }
    }
    Ok(rules)
}

fn rule(conditions: impl IntoIterator<Item = Condition>) -> Result<SeccompRule, BackendError> {
    SeccompRule::new(conditions.into_iter().collect::<Result<_, _>>()?)
}

fn equals(argument: u8, value: u64) -> Condition {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value)
}

fn differs(argument: u8, value: u64) -> Condition {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, value)
}

fn masked(argument: u8, mask: u64, value: u64) -> Condition {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(mask), value)
}

fn null(argument: u8) -> Condition {
    SeccompCondition::new(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0)
}
