//! The rules of the host's packet filter, by nf_tables.

use std::net::Ipv4Addr;
use std::os::fd::{AsFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::netlink::NETFILTER;

use super::netlink::{self, APPEND, Attributes, Messages, NEW};

/// `NFNL_SUBSYS_NFTABLES`, in the upper byte of a message's kind.
const TABLES: u16 = 10 << 8;
const NEW_TABLE: u16 = TABLES;
const NEW_CHAIN: u16 = TABLES | 3;
const NEW_RULE: u16 = TABLES | 6;
/// `NFNL_MSG_BATCH_BEGIN` and `NFNL_MSG_BATCH_END`.
const BEGIN: u16 = 16;
const END: u16 = 17;

/// `struct nfgenmsg`: IPv4, version 0, no resource.
const IPV4: [u8; 4] = [2, 0, 0, 0];
/// Of a batch: any family, and the part of netfilter it is for.
const BATCH: [u8; 4] = [0, 0, 0, 10];

/// `NF_INET_FORWARD` and `NF_INET_POST_ROUTING`.
const FORWARD: u32 = 2;
const LEAVING: u32 = 4;

/// Where an IPv4 header has the source and the destination.
const SOURCE: u32 = 12;
const DESTINATION: u32 = 16;

/// Bits of a connection's state: established, related.
const KNOWN: u32 = 2 | 4;

/// Makes the table `name`, for packets from and to `network`. It lives as long as the descriptor: the kernel removes it with its owner,
/// however that ends.
///
/// ```text
/// leaving: from the network             its source becomes the host's
/// forward: to the network, unasked      dropped: from other instances as from other machines
/// ```
pub(super) fn table(name: &str, network: Ipv4Addr, mask: Ipv4Addr) -> Result<OwnedFd, Errno> {
    let socket = netlink::open(Some(NETFILTER))?;
    let mut messages = Messages::default();
    messages.frame(BEGIN, &BATCH);
    // NFTA_TABLE_NAME, NFTA_TABLE_FLAGS: `NFT_TABLE_F_OWNER`.
    messages.add(NEW_TABLE, NEW, &IPV4, |table| {
        table.text(1, name).network(2, 2);
    });
    chain(&mut messages, name, "leaving", "nat", LEAVING, 100);
    chain(&mut messages, name, "forward", "filter", FORWARD, 0);
    rule(&mut messages, name, "leaving", |rule| {
        within(rule, SOURCE, network, mask);
        expression(rule, "masq", |_| {});
    });
    rule(&mut messages, name, "forward", |rule| {
        within(rule, DESTINATION, network, mask);
        unasked(rule);
        reject(rule);
    });
    messages.frame(END, &BATCH);
    netlink::ask(socket.as_fd(), &messages)?;
    Ok(socket)
}

/// A chain at a hook. NFTA_CHAIN_TABLE, _NAME, _HOOK (number, priority), _TYPE.
fn chain(messages: &mut Messages, table: &str, name: &str, kind: &str, hook: u32, priority: u32) {
    messages.add(NEW_CHAIN, NEW, &IPV4, |chain| {
        chain.text(1, table).text(3, name);
        chain.nest(4, |at| {
            at.network(1, hook).network(2, priority);
        });
        chain.text(7, kind);
    });
}

/// A rule at the end of a chain. NFTA_RULE_TABLE, _CHAIN, _EXPRESSIONS.
fn rule(messages: &mut Messages, table: &str, chain: &str, expressions: impl FnOnce(&mut Attributes<'_>)) {
    messages.add(NEW_RULE, APPEND, &IPV4, |rule| {
        rule.text(1, table).text(2, chain).nest(4, expressions);
    });
}

/// NFTA_LIST_ELEM: NFTA_EXPR_NAME, NFTA_EXPR_DATA.
fn expression(rule: &mut Attributes<'_>, name: &str, data: impl FnOnce(&mut Attributes<'_>)) {
    rule.nest(1, |element| {
        element.text(1, name).nest(2, data);
    });
}

/// Whether the address at `offset` of the header is in a network.
fn within(rule: &mut Attributes<'_>, offset: u32, network: Ipv4Addr, mask: Ipv4Addr) {
    // Four bytes of the network header (1) to register 1, masked, compared.
    expression(rule, "payload", |data| {
        data.network(1, 1).network(2, 1).network(3, offset).network(4, 4);
    });
    masked(rule, &mask.octets());
    equal(rule, &network.octets());
}

/// Whether the packet belongs to no connection that began on the other side.
fn unasked(rule: &mut Attributes<'_>) {
    // The state (0) to register 1.
    expression(rule, "ct", |data| {
        data.network(1, 1).network(2, 0);
    });
    masked(rule, &KNOWN.to_ne_bytes());
    equal(rule, &[0; 4]);
}

/// Register 1 and `mask`, exclusive or nothing.
fn masked(rule: &mut Attributes<'_>, mask: &[u8; 4]) {
    expression(rule, "bitwise", |data| {
        data.network(1, 1).network(2, 1).network(3, 4);
        data.nest(4, |value| {
            value.bytes(1, mask);
        });
        data.nest(5, |value| {
            value.bytes(1, &[0; 4]);
        });
    });
}

/// Register 1 is `value`.
fn equal(rule: &mut Attributes<'_>, value: &[u8; 4]) {
    expression(rule, "cmp", |data| {
        data.network(1, 1).network(2, 0).nest(3, |data| {
            data.bytes(1, value);
        });
    });
}

/// An answer that says so (13, "administratively prohibited") instead of silence. NFTA_REJECT_TYPE: an ICMP message.
fn reject(rule: &mut Attributes<'_>) {
    expression(rule, "reject", |data| {
        data.network(1, 0).bytes(2, &[13]);
    });
}
