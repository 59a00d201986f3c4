//! What becomes due: instances that rest are stopped where they are, and end after a while or before their credentials expire;
//! instances that are kept are started again after a failure.

use std::sync::{Arc, Weak};

use tokio::sync::oneshot;
use tradewind_clock::Timestamp;

use super::Inner;
use super::fleet::Fleet;
use super::member::{Idle, Member};

/// Looks whenever something is due, until the pool is gone or stops.
pub(super) async fn keep(pool: Weak<Inner>) {
    let Some((clock, told)) = pool.upgrade().map(|inner| (inner.parts.clock.clone(), inner.keeper.clone())) else {
        return;
    };
    loop {
        let Some(due) = pool.upgrade().and_then(|inner| inner.look()) else { return };
        if due == Timestamp::MAX {
            told.notified().await;
            continue;
        }
        tokio::select! {
            () = told.notified() => {}
            _ = clock.sleep_until(due) => {}
        }
    }
}

/// What a look has found.
#[derive(Default)]
struct Found {
    ends: Vec<Idle>,
    freezes: Vec<(Arc<Member>, oneshot::Sender<bool>)>,
    missing: Vec<String>,
}

impl Inner {
    /// Does what is due; when to look again, or none when there is nothing to look after any more.
    fn look(self: &Arc<Self>) -> Option<Timestamp> {
        let now = self.parts.clock.now();
        let mut found = Found::default();
        let due = {
            let mut fleet = self.fleet.lock();
            if fleet.stopping {
                return None;
            }
            let due = self.survey(&mut fleet, now, &mut found);
            fleet.looks_at = due;
            due
        };
        for idle in found.ends {
            self.end_idle(idle);
        }
        for (member, tell) in found.freezes {
            self.runtime.spawn(async move {
                // Whoever takes it waits for this.
                let _ = tell.send(member.instance.freeze().await);
            });
        }
        for key in found.missing {
            self.maintain(&key);
        }
        Some(due)
    }

    fn survey(&self, fleet: &mut Fleet, now: Timestamp, found: &mut Found) -> Timestamp {
        let mut due = Timestamp::MAX;
        for (key, group) in &mut fleet.groups {
            let mut at = 0;
            while let Some(idle) = group.idle.get_mut(at) {
                let until = self.until(idle);
                if now >= until || !idle.member.instance.is_usable() {
                    found.ends.push(group.idle.remove(at));
                    continue;
                }
                due = due.min(until).min(self.freeze_due(idle, now, found));
                at += 1;
            }
            if let Some(kept) = &group.kept {
                if kept.missing(now) > 0 {
                    found.missing.push(key.clone());
                } else if kept.missing(Timestamp::MAX) > 0 {
                    due = due.min(kept.not_before);
                }
            }
        }
        due
    }

    /// Until when a member may rest.
    fn until(&self, idle: &Idle) -> Timestamp {
        let recycled = idle.member.recycled_at();
        if idle.member.is_kept() { recycled } else { recycled.min(idle.since + self.options.idle) }
    }

    /// Stops a member where it is if that is due; when it is, otherwise.
    fn freeze_due(&self, idle: &mut Idle, now: Timestamp, found: &mut Found) -> Timestamp {
        let Some(pause) = self.options.freeze.filter(|_| idle.frozen.is_none()) else { return Timestamp::MAX };
        if now < idle.freeze_at {
            return idle.freeze_at;
        }
        if !idle.member.instance.is_at_rest() {
            idle.freeze_at = now + pause;
            return idle.freeze_at;
        }
        let (tell, told) = oneshot::channel();
        idle.frozen = Some(told);
        found.freezes.push((idle.member.clone(), tell));
        Timestamp::MAX
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.keeper.notify_one();
    }
}
