//! The network.

use std::io;
use std::net::TcpStream;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};

use rustix::net::{AddressFamily, Protocol, SocketFlags, SocketType, netlink, socket_with};

use super::super::bait::Facts;
use super::{Outcome, all_fail};
use crate::level::{Egress, Level};

pub(super) fn listeners(facts: &Facts) -> Outcome {
    let at = format!("127.0.0.1:{}", facts.port);
    all_fail([(at.as_str(), TcpStream::connect(("127.0.0.1", facts.port)))])
}

pub(super) fn abstract_sockets(facts: &Facts) -> Outcome {
    let connect =
        || -> io::Result<UnixStream> { UnixStream::connect_addr(&SocketAddr::from_abstract_name(&facts.socket)?) };
    all_fail([(facts.socket.as_str(), connect())])
}

pub(super) fn raw_sockets(_: &Facts) -> Outcome {
    let open = |family, kind, protocol| socket_with(family, kind, SocketFlags::CLOEXEC, protocol);
    all_fail([
        ("packets", open(AddressFamily::PACKET, SocketType::RAW, None)),
        ("icmp", open(AddressFamily::INET, SocketType::RAW, Some(rustix::net::ipproto::ICMP))),
        ("audit", open(AddressFamily::NETLINK, SocketType::RAW, Some(netlink::AUDIT))),
        ("netfilter", open(AddressFamily::NETLINK, SocketType::RAW, Some(netlink::NETFILTER))),
        ("vsock", open(AddressFamily::VSOCK, SocketType::STREAM, None)),
        ("ciphers", open(AddressFamily::from_raw(libc::AF_ALG as u16), SocketType::SEQPACKET, None::<Protocol>)),
    ])
}

/// Loopback only, or with full egress the one interface that leads out.
pub(super) fn interfaces(facts: &Facts) -> Outcome {
    let text = std::fs::read_to_string("/proc/self/net/dev").map_err(|error| format!("/proc/self/net/dev: {error}"))?;
    // Two lines of headings, then `name: numbers`.
    let names: Vec<&str> = text.lines().skip(2).filter_map(|line| Some(line.split_once(':')?.0.trim())).collect();
    let out = facts.egress == Egress::Full && facts.level == Level::Sandbox;
    let own = |name: &&str| *name == "lo" || (out && *name == crate::egress::INSIDE);
    let seen = names.join(", ");
    if names.iter().all(own) && names.contains(&"lo") { Ok(seen) } else { Err(seen) }
}
