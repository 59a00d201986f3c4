//! CIDR blocks: which of many networks an address is in.

use rustc_hash::FxHashMap;

use crate::cidr::{Address, Cidr};
use crate::engine::Ids;
use crate::engine::record::Work;

/// Networks by their bits; an address is looked up once for every length that occurs (at most 162).
#[derive(Debug, Default)]
pub(super) struct Networks {
    lengths: Vec<(bool, u8)>,
    groups: FxHashMap<Cidr, Ids>,
}

impl Networks {
    pub(super) fn insert(&mut self, cidr: Cidr, group: u32) {
        let length = (cidr.network.v6, cidr.len);
        if !self.lengths.contains(&length) {
            self.lengths.push(length);
        }
        self.groups.entry(cidr).or_default().push(group);
    }

    pub(super) fn enter(&self, text: &[u8], work: &mut Work) {
        if self.lengths.is_empty() {
            return;
        }
        let Some(address) = Address::parse(text) else { return };
        for &(v6, len) in &self.lengths {
            if v6 == address.v6 {
                let cidr = Cidr { len, network: address.masked(len) };
                self.groups.get(&cidr).into_iter().flatten().for_each(|&group| work.enter(group));
            }
        }
    }
}
