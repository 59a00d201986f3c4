//! The book: who is where. No time passes in it and nobody waits.
//!
//! ```text
//!   start ----> (offered to who waits) ----> busy ----> idle ----> ending ----> gone
//!                       |                     ^           |
//!                       +--- nobody ---> idle +-----------+
//! ```
//!
//! Invariants: a member is in `members` from its start until nothing of it is left, and counted in `used_mb` as long; it is idle
//! in at most one place; `busy` counts members that are leased.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Bound;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tokio::sync::oneshot;
use tradewind_clock::Timestamp;

use super::kept::Kept;
use super::member::{Idle, Lease, Member};
use crate::execution::InvokeError;
use crate::executor::Warm;
use crate::instance::{Arrival, Failed, Instance};

/// What somebody who waits for an instance gets.
pub(super) enum Offer {
    /// An instance, and what its start has to do with it.
    Ready(Lease, Arrival),
    /// It was started and could not be initialised.
    Failed(Box<Failed>),
    /// It was not started.
    Refused(InvokeError),
}

/// Somebody who waits.
pub(super) type Waiter = oneshot::Sender<Offer>;

/// Where an invocation finds its instance.
pub(super) enum Placed {
    /// Here.
    Idle(Idle),
    /// Wherever one is first; true: another one has to be started.
    Waits(oneshot::Receiver<Offer>, bool),
    /// Nowhere.
    Stopping,
}

/// What becomes of a member that was given back or has started.
pub(super) enum Next {
    /// It goes to this one.
    To(Waiter, Arc<Member>),
    /// It waits for work; true: the keeper has to look earlier than it thinks.
    Rests(bool),
    /// It ends.
    Ends(Arc<Member>),
}

/// Whether there is room for another instance.
pub(super) enum Room {
    Reserved,
    /// After these have ended, or others that are ending.
    After(Vec<Idle>),
    None,
}

/// Members of one function (and tenant).
#[derive(Default)]
pub(super) struct Group {
    pub(super) idle: Vec<Idle>,
    pub(super) waiting: VecDeque<Waiter>,
    /// Starts under way for those who wait.
    pub(super) starting: usize,
    pub(super) busy: usize,
    pub(super) kept: Option<Kept>,
    pub(super) epoch: u64,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.idle.is_empty()
            && self.waiting.is_empty()
            && self.starting == 0
            && self.busy == 0
            && self.kept.as_ref().is_none_or(|kept| kept.starting == 0 && kept.wanted == 0)
    }

    /// The free member to be used next: the most recently used one of the better kind.
    fn pick(&mut self) -> Option<Idle> {
        let Some(kept) = &self.kept else { return self.idle.pop() };
        // What is kept ready is used first, but a snapshot only where nothing restored is free.
        let better = !kept.is_snapshot();
        let at = self.idle.iter().rposition(|idle| idle.member.is_kept() == better);
        at.map(|at| self.idle.remove(at)).or_else(|| self.idle.pop())
    }
}

/// How many are where.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) starting: usize,
    pub(super) busy: usize,
    pub(super) idle: usize,
    pub(super) frozen: usize,
    pub(super) waiting: usize,
    pub(super) memory_mb: u64,
}

/// See the module.
pub(super) struct Fleet {
    pub(super) groups: BTreeMap<String, Group>,
    members: FxHashMap<u64, Arc<Member>>,
    next_id: u64,
    next_epoch: u64,
    limit_mb: u64,
    /// Of members, and of starts that have no member yet.
    used_mb: u64,
    /// Of members that are ending.
    ending: FxHashMap<u64, ()>,
    /// Starts under way, whomever they are for.
    pub(super) starting: usize,
    pub(super) stopping: bool,
    /// When the keeper looks next.
    pub(super) looks_at: Timestamp,
}

impl Fleet {
    pub(super) fn new(limit_mb: u64) -> Fleet {
        Fleet {
            groups: BTreeMap::new(),
            members: FxHashMap::default(),
            next_id: 0,
            next_epoch: 0,
            limit_mb,
            used_mb: 0,
            ending: FxHashMap::default(),
            starting: 0,
            stopping: false,
            looks_at: Timestamp::MAX,
        }
    }

    /// A group, made where there is none.
    pub(super) fn group(&mut self, key: &str) -> &mut Group {
        if !self.groups.contains_key(key) {
            self.next_epoch += 1;
            self.groups.insert(key.to_owned(), Group { epoch: self.next_epoch, ..Group::default() });
        }
        self.groups.entry(key.to_owned()).or_default()
    }

    /// Finds an instance for an invocation, or a place in the queue for one. What can't be used any more is given out to be ended.
    pub(super) fn place(&mut self, key: &str, now: Timestamp, spent: &mut Vec<Arc<Member>>) -> Placed {
        if self.stopping {
            return Placed::Stopping;
        }
        if let Some(group) = self.groups.get_mut(key) {
            while let Some(idle) = group.pick() {
                if idle.member.instance.is_usable() && now < idle.member.recycled_at() {
                    group.lend(&idle.member);
                    return Placed::Idle(idle);
                }
                spent.push(idle.member);
            }
        }
        let group = self.group(key);
        let (tell, told) = oneshot::channel();
        group.waiting.push_back(tell);
        let start = group.starting < group.waiting.len();
        if start {
            group.starting += 1;
            self.starting += 1;
        }
        Placed::Waits(told, start)
    }

    /// Whether a start that was asked for is still needed; if not, it is over.
    pub(super) fn still_wanted(&mut self, key: &str) -> bool {
        let stopping = self.stopping;
        let Some(group) = self.groups.get_mut(key) else { return false };
        if !stopping && group.starting <= group.waiting.len() {
            return true;
        }
        group.starting -= 1;
        self.starting -= 1;
        self.tidy(key);
        false
    }

    /// Makes room for an instance.
    pub(super) fn reserve(&mut self, memory_mb: u64) -> Room {
        if self.used_mb == 0 || self.used_mb + memory_mb <= self.limit_mb {
            self.used_mb += memory_mb;
            return Room::Reserved;
        }
        let ending: u64 =
            self.ending.keys().filter_map(|id| self.members.get(id)).map(|member| member.memory_mb()).sum();
        let mut missing = (self.used_mb + memory_mb).saturating_sub(self.limit_mb + ending);
        let mut evicted = Vec::new();
        while missing > 0 {
            let Some(idle) = self.least_recently_used() else { break };
            missing = missing.saturating_sub(idle.member.memory_mb());
            evicted.push(idle);
        }
        if evicted.is_empty() && ending == 0 { Room::None } else { Room::After(evicted) }
    }

    fn least_recently_used(&mut self) -> Option<Idle> {
        let oldest = |group: &Group| {
            let free = group.idle.iter().enumerate().filter(|(_, idle)| !idle.member.is_kept());
            free.min_by_key(|(_, idle)| idle.since).map(|(at, idle)| (idle.since, at))
        };
        let groups = self.groups.iter_mut().filter_map(|(_, group)| Some((oldest(group)?, group)));
        let ((_, at), group) = groups.min_by_key(|((since, _), _)| *since)?;
        Some(group.idle.remove(at))
    }

    /// A reservation is not needed after all.
    pub(super) fn unreserve(&mut self, memory_mb: u64) {
        self.used_mb -= memory_mb;
    }

    /// A process runs in the room that was reserved for it.
    pub(super) fn enter(&mut self, key: &str, epoch: u64, instance: Arc<Instance>) -> Arc<Member> {
        self.next_id += 1;
        let member = Arc::new(Member { id: self.next_id, key: key.to_owned(), epoch, instance, kept: false.into() });
        self.members.insert(member.id, member.clone());
        member
    }

    /// A start for those who wait is over. Whom to tell that it failed: nobody, where another one may still serve them.
    pub(super) fn started(&mut self, key: &str, failed: bool) -> Option<Waiter> {
        self.starting -= 1;
        let group = self.groups.get_mut(key)?;
        group.starting -= 1;
        let told = if failed && group.waiting.len() > group.starting { group.waiting.pop_front() } else { None };
        self.tidy(key);
        told
    }

    /// A member has nothing to do. `busy`: it was leased until now.
    pub(super) fn settle(&mut self, member: Arc<Member>, busy: bool, now: Timestamp, freeze_at: Timestamp) -> Next {
        let stopping = self.stopping;
        let Some(group) = self.groups.get_mut(&member.key) else { return Next::Ends(member) };
        if busy {
            group.busy -= 1;
        }
        let usable = member.instance.is_usable() && now < member.recycled_at();
        if let Some(waiter) = usable.then(|| group.waiting.pop_front()).flatten() {
            group.lend(&member);
            return Next::To(waiter, member);
        }
        let surplus = member.is_kept() && group.kept.as_ref().is_none_or(|kept| kept.ready > kept.wanted);
        if surplus {
            group.unkeep(&member);
        }
        if stopping || !usable || surplus || group.epoch != member.epoch {
            let key = member.key.clone();
            self.tidy(&key);
            return Next::Ends(member);
        }
        group.idle.push(Idle { member, since: now, freeze_at, frozen: None });
        let early = freeze_at < self.looks_at;
        if early {
            self.looks_at = freeze_at;
        }
        Next::Rests(early)
    }

    /// A member that was leased must not be used again.
    pub(super) fn spoil(&mut self, member: &Member) {
        if let Some(group) = self.groups.get_mut(&member.key) {
            group.busy -= 1;
        }
        self.tidy(&member.key);
    }

    /// A member begins to end; false when it is known already.
    pub(super) fn ends(&mut self, member: &Member) -> bool {
        self.members.contains_key(&member.id) && self.ending.insert(member.id, ()).is_none()
    }

    /// Nothing is left of a member.
    pub(super) fn gone(&mut self, member: &Member) {
        if self.members.remove(&member.id).is_none() {
            return;
        }
        self.ending.remove(&member.id);
        self.used_mb -= member.memory_mb();
        if let Some(group) = self.groups.get_mut(&member.key) {
            group.idle.retain(|idle| idle.member.id != member.id);
            group.unkeep(member);
        }
        self.tidy(&member.key);
    }

    /// A function is gone or has changed. Who has nothing to do is given out to be ended; the rest ends when it is done.
    pub(super) fn retire(&mut self, prefix: &str) -> Vec<Idle> {
        let range = (Bound::Included(prefix), Bound::Unbounded);
        let groups = self.groups.range_mut::<str, _>(range).take_while(|(key, _)| key.starts_with(prefix));
        let (mut members, mut keys) = (Vec::new(), Vec::new());
        for (key, group) in groups {
            self.next_epoch += 1;
            group.epoch = self.next_epoch;
            group.kept = None;
            members.append(&mut group.idle);
            keys.push(key.clone());
        }
        for key in keys {
            self.tidy(&key);
        }
        members
    }

    /// Nothing begins any more; everybody there is.
    pub(super) fn stop(&mut self) -> Vec<Arc<Member>> {
        self.stopping = true;
        for group in self.groups.values_mut() {
            group.waiting.clear();
            group.idle.clear();
            group.kept = None;
        }
        self.members.values().cloned().collect()
    }

    /// A member that was started for one invocation goes to work for it.
    pub(super) fn lend(&mut self, member: &Member) {
        self.group(&member.key).lend(member);
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.starting == 0
    }

    fn tidy(&mut self, key: &str) {
        if self.groups.get(key).is_some_and(Group::is_empty) {
            self.groups.remove(key);
        }
    }

    pub(super) fn warm(&self, key: &str) -> Warm {
        let kept = self.groups.get(key).and_then(|group| group.kept.as_ref());
        kept.map(Kept::warm).unwrap_or_default()
    }

    pub(super) fn count(&self) -> Count {
        let mut count = Count { starting: self.starting, memory_mb: self.used_mb, ..Count::default() };
        for group in self.groups.values() {
            count.busy += group.busy;
            count.idle += group.idle.len();
            count.frozen += group.idle.iter().filter(|idle| idle.frozen.is_some()).count();
            count.waiting += group.waiting.len();
        }
        count
    }

    /// The epoch of a group: members started under another one are retired.
    pub(super) fn epoch(&mut self, key: &str) -> u64 {
        self.group(key).epoch
    }
}
