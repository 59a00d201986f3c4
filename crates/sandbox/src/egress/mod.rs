//! A way out of an instance's own network.
//!
//! ```text
//! inside                     host                              outside
//! lo    127.0.0.1 (own)
//! eth0  198.18.x.y+2/30 ---- tw<n>  198.18.x.y+1/30 --NAT--->  as the host's own address
//! ```
//!
//! The instance keeps its own network, and with it its own loopback: what listens at 127.0.0.1 of the host stays out of reach. A
//! pair of interfaces leads to the host, which forwards and translates addresses. To everything else, the host included, the
//! instance is another machine of the network: it reaches what listens on the host's other addresses, unless the host's own
//! firewall says no. Instances do not reach each other, and nobody opens a connection to them. IPv4 only.
//!
//! It needs root, because it changes the host: forwarding is switched on (`net.ipv4.ip_forward`, back off at the end if it was
//! off), and there is a table of nf_tables as long as the launcher lives. Where it can't be had, `egress = full` is refused.

mod nat;
mod netlink;
mod route;

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use crate::error::{Failure, Step};

/// What the interface that leads out is called inside.
pub(crate) const INSIDE: &str = "eth0";

/// The network of all instances: reserved for measurements between devices (RFC 2544), so nobody's real addresses are hidden by it.
const NETWORK: Ipv4Addr = Ipv4Addr::new(198, 18, 0, 0);
const MASK: Ipv4Addr = Ipv4Addr::new(255, 254, 0, 0);

/// How many networks of four addresses that is.
const NETWORKS: u32 = 1 << 15;

/// How many numbers are tried for an instance before it is refused: others may hold them, of this or of another server.
const TRIES: u32 = 4_096;

/// Whether the host forwards packets.
const FORWARDING: &str = "/proc/sys/net/ipv4/ip_forward";

/// The host's side.
#[derive(Debug)]
pub(crate) struct Gateway {
    /// The packet filter's table belongs to this socket.
    _table: OwnedFd,
    /// Whether forwarding was switched on by this.
    switched: bool,
}

impl Gateway {
    /// Sets the host up. For a launcher in the host's network, as root. `owed`: that forwarding is on is the work of one that was
    /// killed. Before it is switched on, `note` says so where the next one finds it.
    pub(crate) fn open(owed: bool, note: impl FnOnce() -> Result<(), Failure>) -> Result<Gateway, Failure> {
        if !rustix::process::geteuid().is_root() {
            return Err(Failure {
                step: "egress full".into(),
                error:
                    "only root can join a sandbox's network to the host's; run the server as root, or with egress none"
                        .into(),
            });
        }
        let name = format!("tradewind-{}", std::process::id());
        let table = nat::table(&name, NETWORK, MASK).step(|| "egress full: nf_tables(table with masquerade)".into())?;
        let forwards = fs::read_to_string(FORWARDING).step(|| format!("egress full: read({FORWARDING})"))?;
        let off = forwards.trim() == "0";
        if off {
            note()?;
            fs::write(FORWARDING, "1").step(|| format!("egress full: write({FORWARDING}, 1)"))?;
        }
        Ok(Gateway { _table: table, switched: off || owed })
    }

    /// For people.
    pub(crate) fn state() -> String {
        format!("full (veth and NAT of {NETWORK}/15, IPv4)")
    }

    /// A line to the host's network for one init, which calls [`plug`] with it.
    pub(crate) fn line(&self) -> Result<OwnedFd, Failure> {
        netlink::open(None).step(|| "socket(NETLINK_ROUTE)".into())
    }

    /// Takes the interfaces of an instance away that has ended: its network lives for as long as somebody holds a listener of it,
    /// and goes some time after that.
    pub(crate) fn unplug(&self, number: u32) {
        if let Ok(line) = self.line() {
            // The network may be gone already.
            let _ = route::remove(line.as_fd(), &format!("tw{number}"));
        }
    }

    /// As it was before.
    pub(crate) fn stop_forwarding() {
        let _ = fs::write(FORWARDING, "0");
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        if self.switched {
            Gateway::stop_forwarding();
        }
    }
}

/// Joins the network this process is in to that of `line`. For init, before it gives up its rights; `first` is the number to try
/// first. Says which it was, for [`Gateway::unplug`].
pub(crate) fn plug(line: BorrowedFd<'_>, first: u32) -> Result<u32, Failure> {
    let own = rustix::fs::open("/proc/self/ns/net", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
        .step(|| "open(/proc/self/ns/net)".into())?;
    let number = free_pair(line, own.as_fd(), first)?;
    let (host, inside) = addresses(number);
    let index = route::index(line, &format!("tw{number}")).step(|| format!("the index of tw{number}"))?;
    route::address(line, index, host).step(|| format!("rtnetlink(address of tw{number})"))?;
    let socket = netlink::open(None).step(|| "socket(NETLINK_ROUTE)".into())?;
    let index = route::index(socket.as_fd(), INSIDE).step(|| format!("the index of {INSIDE}"))?;
    route::address(socket.as_fd(), index, inside).step(|| format!("rtnetlink(address of {INSIDE})"))?;
    route::default_route(socket.as_fd(), index, host).step(|| "rtnetlink(default route)".into())?;
    Ok(number)
}

/// Makes the interfaces under the first number that nobody has.
fn free_pair(line: BorrowedFd<'_>, own: BorrowedFd<'_>, first: u32) -> Result<u32, Failure> {
    let mut last = Errno::EXIST;
    for number in (first..first.saturating_add(TRIES)).map(|number| number % NETWORKS) {
        match route::pair(line, &format!("tw{number}"), own, INSIDE) {
            Ok(()) => return Ok(number),
            Err(Errno::EXIST) => {}
            Err(other) => {
                last = other;
                break;
            }
        }
    }
    Err(last).step(|| "rtnetlink(veth pair)".into())
}

/// The host's and the instance's address: the middle two of four.
fn addresses(number: u32) -> (Ipv4Addr, Ipv4Addr) {
    let base = NETWORK.to_bits() + (number % NETWORKS) * 4;
    (Ipv4Addr::from_bits(base + 1), Ipv4Addr::from_bits(base + 2))
}

/// What `/etc/resolv.conf` says inside: the host's, without resolvers that listen on the host's loopback; those that such a resolver
/// asks itself instead, where it says so.
pub(crate) fn resolvers() -> String {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let own = reachable(&read("/etc/resolv.conf"));
    if names_a_server(&own) { own } else { reachable(&read("/run/systemd/resolve/resolv.conf")) }
}

fn names_a_server(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("nameserver"))
}

fn reachable(text: &str) -> String {
    let loopback = |line: &str| {
        let server = line.strip_prefix("nameserver").map(|server| server.trim().parse::<IpAddr>());
        matches!(server, Some(Ok(server)) if server.is_loopback())
    };
    text.lines().filter(|line| !loopback(line)).fold(String::new(), |text, line| text + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instance_has_a_network_of_four() {
        let ip = |text: &str| text.parse::<Ipv4Addr>().unwrap();
        assert_eq!(addresses(0), (ip("198.18.0.1"), ip("198.18.0.2")));
        assert_eq!(addresses(65), (ip("198.18.1.5"), ip("198.18.1.6")));
        assert_eq!(addresses(NETWORKS - 1), (ip("198.19.255.253"), ip("198.19.255.254")));
        assert_eq!(addresses(NETWORKS), addresses(0));
    }

    #[test]
    fn resolvers_on_the_hosts_loopback_are_left_out() {
        let text = "# stub\nnameserver 127.0.0.53\nnameserver ::1\nnameserver 192.0.2.53\nsearch example.com\n";
        assert_eq!(reachable(text), "# stub\nnameserver 192.0.2.53\nsearch example.com\n");
        assert!(!names_a_server(&reachable("nameserver 127.0.0.1\n")));
    }
}
