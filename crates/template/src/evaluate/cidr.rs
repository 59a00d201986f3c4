//! [`Fn::Cidr`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html): blocks of
//! addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use tradewind_wire::Document;

use super::evaluator::Evaluator;
use crate::fault::Fault;
use crate::text::text;

impl Evaluator<'_> {
    pub(super) fn cidr(&self, argument: &Document) -> Result<Document, Fault> {
        let texts: Vec<String> = argument.items().iter().filter_map(text).collect();
        let blocks = match texts.as_slice() {
            [block, count, bits] => cut(block, count, Some(bits)),
            [block, count] => cut(block, count, None),
            _ => None,
        };
        let blocks = blocks.ok_or_else(|| {
            self.fault(
                "Template error: every Fn::Cidr object requires a block of addresses, a count between 1 and 256 and a number of \
                 bits that fits into the block",
            )
        })?;
        Ok(Document::List(blocks.into_iter().map(Document::from).collect()))
    }
}

/// The first `count` blocks of `bits` bits for hosts in a block.
fn cut(block: &str, count: &str, bits: Option<&String>) -> Option<Vec<String>> {
    let (address, prefix) = block.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let (width, first) = match address {
        IpAddr::V4(address) => (32, u128::from(u32::from(address))),
        IpAddr::V6(address) => (128, u128::from(address)),
    };
    let prefix: u32 = prefix.parse().ok().filter(|prefix| *prefix <= width)?;
    let count: u128 = count.trim().parse().ok().filter(|count| (1..=256).contains(count))?;
    let bits: u32 = match bits {
        Some(bits) => bits.trim().parse().ok().filter(|bits| (1..=width).contains(bits))?,
        None => 8,
    };
    let own = width.checked_sub(bits).filter(|own| *own >= prefix)?;
    let fits = own - prefix >= 8 || count <= 1 << (own - prefix);
    if !fits {
        return None;
    }
    // A prefix of 0 leaves nothing of the address.
    let mask = u128::MAX.checked_shl(width - prefix).unwrap_or(0);
    let start = first & mask;
    let show = |index: u128| {
        let at = start.checked_add(index.checked_shl(bits)?)?;
        let address = match width {
            32 => IpAddr::V4(Ipv4Addr::from(u32::try_from(at).ok()?)),
            _ => IpAddr::V6(Ipv6Addr::from(at)),
        };
        Some(format!("{address}/{own}"))
    };
    (0..count).map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_cut() {
        let bits = |text: &str| text.to_owned();
        assert_eq!(
            cut("10.0.0.0/16", "2", Some(&bits("8"))).as_deref(),
            Some(&["10.0.0.0/24".into(), "10.0.1.0/24".into()][..])
        );
        assert_eq!(
            cut("10.1.2.3/24", "2", Some(&bits("5"))).as_deref(),
            Some(&["10.1.2.0/27".into(), "10.1.2.32/27".into()][..])
        );
        assert_eq!(
            cut("2001:db8::/56", "2", Some(&bits("64"))).as_deref(),
            Some(&["2001:db8::/64".into(), "2001:db8:0:1::/64".into()][..])
        );
        assert_eq!(cut("10.0.0.0/24", "9", Some(&bits("5"))), None);
        assert_eq!(cut("10.0.0.0/24", "8", Some(&bits("5"))).map(|blocks| blocks.len()), Some(8));
        assert_eq!(cut("10.0.0.0/24", "0", Some(&bits("5"))), None);
        assert_eq!(cut("::/0", "256", Some(&bits("128"))).map(|blocks| blocks.len()), None);
        assert_eq!(
            cut("0.0.0.0/0", "256", Some(&bits("24"))).and_then(|blocks| blocks.last().cloned()),
            Some("255.0.0.0/8".into())
        );
        assert_eq!(cut("10.0.0.0/33", "1", Some(&bits("8"))), None);
    }
}
