//! The `cidr` operator: IPv4 and IPv6 networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address: its family and its bits, aligned to the left so that a network is a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Address {
    pub(crate) v6: bool,
    pub(crate) bits: u128,
}

/// A network: the addresses of one family that share the first `len` bits of `network`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Cidr {
    pub(crate) len: u8,
    pub(crate) network: Address,
}

impl Address {
    /// Reads an address as it stands in an event; `None` for any other text.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        if text.len() > 45 || !text.first().is_some_and(|byte| byte.is_ascii_hexdigit() || *byte == b':') {
            return None;
        }
        let text = std::str::from_utf8(text).ok()?;
        Some(Self::of(match text.parse::<Ipv4Addr>() {
            Ok(v4) => IpAddr::V4(v4),
            Err(_) => IpAddr::V6(text.parse::<Ipv6Addr>().ok()?),
        }))
    }

    fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => Self { v6: false, bits: u128::from(u32::from(v4)) << 96 },
            IpAddr::V6(v6) => Self { v6: true, bits: u128::from(v6) },
        }
    }

    /// The address with all but its first `len` bits cleared.
    pub(crate) fn masked(self, len: u8) -> Self {
        let mask = if len == 0 { 0 } else { u128::MAX << (128 - u32::from(len.min(128))) };
        Self { v6: self.v6, bits: self.bits & mask }
    }
}

impl Cidr {
    /// Reads `address/bits`; the error is AWS's reason.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let Some((address, bits)) = text.split_once('/').filter(|(_, bits)| !bits.contains('/')) else {
            return Err("Malformed CIDR, one '/' required".into());
        };
        let bits: i32 = bits.parse().map_err(|_| "Malformed CIDR, mask bits must be an integer".to_owned())?;
        if bits < 0 {
            return Err("Malformed CIDR, mask bits must not be negative".into());
        }
        let network = Address::parse(address.as_bytes()).ok_or_else(|| format!("Nonstandard IP address: {address}"))?;
        let (family, most) = if network.v6 { ("IPv6", 128) } else { ("IPv4", 32) };
        let len = u8::try_from(bits).ok().filter(|&len| len <= most);
        let len = len.ok_or_else(|| format!("{family} mask bits must be < {most}"))?;
        Ok(Self { len, network: network.masked(len) })
    }

    pub(crate) fn contains(&self, address: Address) -> bool {
        address.masked(self.len) == self.network
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks() {
        let within = |cidr: &str, ip: &str| Cidr::parse(cidr).unwrap().contains(Address::parse(ip.as_bytes()).unwrap());
        assert!(within("10.0.0.0/24", "10.0.0.255"));
        assert!(!within("10.0.0.0/24", "10.0.1.0"));
        assert!(within("10.0.0.7/24", "10.0.0.1"));
        assert!(within("0.0.0.0/0", "255.1.1.1"));
        assert!(!within("0.0.0.0/0", "::1"));
        assert!(within("2001:db8::/32", "2001:0DB8:1::1"));
        assert!(!within("2001:db8::/32", "2001:db9::"));
        for text in ["10.0.0.0", "10.0.0.0/x", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/-1", "1.1.1.1/8/8", "/8"]
        {
            assert!(Cidr::parse(text).is_err(), "{text}");
        }
        for text in ["", "10.0.0", "010.0.0.1", "10.0.0.1 ", "host", "fe80::1%eth0"] {
            assert!(Address::parse(text.as_bytes()).is_none(), "{text}");
        }
    }
}
