//! Interfaces, addresses and routes, by rtnetlink.

use std::net::Ipv4Addr;
use std::os::fd::{AsRawFd, BorrowedFd};

use rustix::io::Errno;
use rustix::net::netdevice;

use super::netlink::{self, Messages, NEW};

const NEW_LINK: u16 = 16;
const DELETE_LINK: u16 = 17;
const NEW_ADDRESS: u16 = 20;
const NEW_ROUTE: u16 = 24;

/// Makes a pair of interfaces: `name` in the network of `host`, a socket; `peer` in the network that `inside` names.
pub(super) fn pair(host: BorrowedFd<'_>, name: &str, inside: BorrowedFd<'_>, peer: &str) -> Result<(), Errno> {
    let inside = u32::try_from(inside.as_raw_fd()).map_err(|_| Errno::BADF)?;
    let mut messages = Messages::default();
    messages.add(NEW_LINK, NEW, &link(0, 0), |attributes| {
        // IFLA_IFNAME, then IFLA_LINKINFO: IFLA_INFO_KIND, IFLA_INFO_DATA: VETH_INFO_PEER: IFLA_IFNAME, IFLA_NET_NS_FD.
        attributes.text(3, name).nest(18, |info| {
            info.text(1, "veth").nest(2, |data| {
                data.nest_after(1, &link(0, 0), |other| {
                    other.text(3, peer).host(28, inside);
                });
            });
        });
    });
    netlink::ask(host, &messages)
}

/// Removes an interface, and with it the other one of its pair, wherever that is.
pub(super) fn remove(socket: BorrowedFd<'_>, name: &str) -> Result<(), Errno> {
    let mut messages = Messages::default();
    messages.add(DELETE_LINK, 0, &link(0, 0), |attributes| {
        attributes.text(3, name);
    });
    netlink::ask(socket, &messages)
}

/// Gives an interface its address in a network of four, and brings it up. `socket` is in the interface's network.
pub(super) fn address(socket: BorrowedFd<'_>, index: u32, address: Ipv4Addr) -> Result<(), Errno> {
    let mut messages = Messages::default();
    // `struct ifaddrmsg`: family, prefix, flags, scope, index. IFA_ADDRESS and IFA_LOCAL.
    let body = [&[libc::AF_INET as u8, 30, 0, 0][..], &index.to_ne_bytes()].concat();
    messages.add(NEW_ADDRESS, NEW, &body, |attributes| {
        attributes.bytes(2, &address.octets()).bytes(1, &address.octets());
    });
    messages.add(NEW_LINK, 0, &link(index, libc::IFF_UP as u32), |_| {});
    netlink::ask(socket, &messages)
}

/// Everything goes to `gateway`.
pub(super) fn default_route(socket: BorrowedFd<'_>, index: u32, gateway: Ipv4Addr) -> Result<(), Errno> {
    let mut messages = Messages::default();
    // `struct rtmsg`: family, lengths of destination and source, type of service, table `main`, origin `boot`, scope, unicast, flags.
    let body = [libc::AF_INET as u8, 0, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0];
    messages.add(NEW_ROUTE, NEW, &body, |attributes| {
        // RTA_GATEWAY and RTA_OIF.
        attributes.bytes(5, &gateway.octets()).host(4, index);
    });
    netlink::ask(socket, &messages)
}

/// The number of an interface of the network in which `socket` was opened.
pub(super) fn index(socket: BorrowedFd<'_>, name: &str) -> Result<u32, Errno> {
    // This question is answered by a socket of any family.
    netdevice::name_to_index(socket, name)
}

/// `struct ifinfomsg`: family, kind, index, flags, which flags.
fn link(index: u32, up: u32) -> Vec<u8> {
    [&[0; 4][..], &index.to_ne_bytes(), &up.to_ne_bytes(), &up.to_ne_bytes()].concat()
}
