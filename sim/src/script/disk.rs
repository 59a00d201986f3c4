//! Failures of the disk other than of the power.

use tradewind_store::SyncFault;

use super::Script;

impl Script {
    pub(super) fn fail_a_sync(&mut self) {
        let fault = [SyncFault::Fail, SyncFault::Tear][self.dice.below(2) as usize];
        let (nth, patience) = (1 + self.dice.below(5), 1 + self.dice.below(5));
        self.world.order_fault(nth, fault, patience as u32);
    }

    pub(super) fn fill_the_disk(&mut self) {
        let (bytes, patience) = (self.dice.below(12_000), 2 + self.dice.below(12));
        self.world.fill(bytes, patience as u32);
    }
}
