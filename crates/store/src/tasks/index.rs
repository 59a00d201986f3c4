//! Which tasks there are, in memory.
//!
//! Every task has a state. Those that wait stand in a lane, ordered by (due, id). Lane 0 is shared by all kinds; a kind with places
//! of its own ([`Performer::places`]) has a lane of its own, so that its slow attempts hold nobody else up. Which kinds those are
//! is the performer's to say: it is asked when an executor begins, and once for every kind that turns up later.
//!
//! ```text
//! kinds   name -> kind -> lane
//! lanes   0: shared           (due, id) (due, id) ...      places: the executor's concurrency, counted by its workers
//!         1: "lambda/invoke"  (due, id) ...                places: 1,000, counted here
//! states  id -> waiting (due, kind) | running (kind) | running, cancelled
//! ```

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tradewind_clock::{Clock, Sleep, Timestamp};

use super::{Performer, TaskId};

/// The lane of all kinds that have none of their own.
const SHARED: Lane = Lane(0);

/// A kind of task, as a small number; as good as its name for as long as the store is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind(u32);

/// A lane's number. Lanes are never removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lane(u32);

impl Lane {
    pub(super) fn is_shared(self) -> bool {
        self == SHARED
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Waiting { due: Timestamp, kind: Kind },
    Running { kind: Kind },
    RunningCancelled,
}

/// From where a task is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Every lane, however many of its tasks run.
    Everywhere,
    /// The shared lane, and lanes with a free place.
    AnyRoom,
    /// Lanes with a free place, and not the shared one.
    OwnRoom,
}

/// Who should look again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wakes {
    /// A worker with room in the shared lane.
    pub(super) shared: bool,
    /// Any worker: it is about a lane of its own.
    pub(super) own: bool,
}

/// When the next tasks are due that could be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) shared: Option<Timestamp>,
    pub(super) own: Option<Timestamp>,
}

#[derive(Default)]
struct Waiting {
    due: BTreeSet<(Timestamp, TaskId)>,
    /// Attempts that may run at a time; counted for lanes other than the shared one.
    places: usize,
    running: usize,
}

impl Waiting {
    fn has_room(&self) -> bool {
        self.running < self.places
    }
}

pub(super) struct Index {
    states: FxHashMap<TaskId, State>,
    kinds: FxHashMap<Box<str>, Kind>,
    /// By kind.
    lane_of: Vec<Lane>,
    lanes: Vec<Waiting>,
    /// The number in row 00.
    pub(super) reserved: u64,
    /// How many executors are running.
    runners: usize,
    /// While an executor runs: who says which kinds have places of their own.
    performer: Option<Arc<dyn Performer>>,
    wakes: Wakes,
    /// While an executor runs on virtual time: the earliest due time, announced to the clock at the moment it became the
    /// earliest, so that time can't pass it before the executor has looked.
    announced: Option<(Timestamp, Sleep)>,
}

impl Index {
    pub(super) fn new() -> Index {
        Index {
            states: FxHashMap::default(),
            kinds: FxHashMap::default(),
            lane_of: Vec::new(),
            lanes: vec![Waiting::default()],
            reserved: 0,
            runners: 0,
            performer: None,
            wakes: Wakes::default(),
            announced: None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    pub(super) fn state(&self, id: TaskId) -> Option<State> {
        self.states.get(&id).copied()
    }

    /// The number of a kind; gives it one, and its lane, if it has none yet.
    pub(super) fn kind(&mut self, name: &str) -> Kind {
        if let Some(kind) = self.kinds.get(name) {
            return *kind;
        }
        // There are as many kinds as the program's source names, and those of older versions that stand on the disk.
        let kind = Kind(u32::try_from(self.lane_of.len()).unwrap_or(u32::MAX));
        self.kinds.insert(name.into(), kind);
        self.lane_of.push(SHARED);
        let places = self.performer.as_ref().and_then(|performer| performer.places(name));
        self.assign(kind, places);
        kind
    }

    fn lane(&self, kind: Kind) -> Lane {
        self.lane_of.get(kind.0 as usize).copied().unwrap_or(SHARED)
    }

    fn waiting(&mut self, lane: Lane) -> &mut Waiting {
        &mut self.lanes[lane.0 as usize]
    }

    /// Gives a kind the places that the performer has named. Tells whether waiting tasks may stand in the wrong lane now.
    fn assign(&mut self, kind: Kind, places: Option<usize>) -> bool {
        let lane = self.lane(kind);
        match places.map(|places| places.max(1)) {
            Some(places) if lane.is_shared() => {
                let fresh = Lane(u32::try_from(self.lanes.len()).unwrap_or(u32::MAX));
                self.lanes.push(Waiting { places, ..Waiting::default() });
                self.lane_of[kind.0 as usize] = fresh;
                true
            }
            Some(places) => {
                self.waiting(lane).places = places;
                false
            }
            None if lane.is_shared() => false,
            None => {
                self.lane_of[kind.0 as usize] = SHARED;
                let due = std::mem::take(&mut self.waiting(lane).due);
                self.waiting(SHARED).due.extend(due);
                false
            }
        }
    }

    /// Moves what waits in the shared lane and has a lane of its own since.
    fn sort_out(&mut self) {
        let mut stay = Vec::with_capacity(self.waiting(SHARED).due.len());
        for (due, id) in std::mem::take(&mut self.waiting(SHARED).due) {
            let lane = match self.states.get(&id) {
                Some(State::Waiting { kind, .. }) => self.lane(*kind),
                _ => SHARED,
            };
            if lane.is_shared() {
                stay.push((due, id));
            } else {
                self.waiting(lane).due.insert((due, id));
            }
        }
        // In order already, so it is put together again at once.
        self.waiting(SHARED).due = stay.into_iter().collect();
    }

    pub(super) fn is_running(&self) -> bool {
        self.runners > 0
    }

    /// An executor begins.
    pub(super) fn begin(&mut self, performer: Arc<dyn Performer>, clock: &Clock) {
        self.runners += 1;
        let known: Vec<(Kind, Option<usize>)> =
            self.kinds.iter().map(|(name, kind)| (*kind, performer.places(name))).collect();
        self.performer = Some(performer);
        let mut misplaced = false;
        for (kind, places) in known {
            misplaced |= self.assign(kind, places);
        }
        if misplaced {
            self.sort_out();
        }
        self.announce(clock);
    }

    /// An executor ends.
    pub(super) fn end(&mut self) {
        self.runners -= 1;
        if self.runners == 0 {
            self.announced = None;
            self.performer = None;
        }
    }

    /// A task waits from now on.
    pub(super) fn wait(&mut self, id: TaskId, due: Timestamp, kind: Kind) {
        self.states.insert(id, State::Waiting { due, kind });
        let lane = self.lane(kind);
        let waiting = self.waiting(lane);
        waiting.due.insert((due, id));
        if waiting.due.first().is_some_and(|(_, first)| *first == id) {
            if lane.is_shared() { self.wakes.shared = true } else { self.wakes.own = true }
        }
    }

    /// Takes the earliest task that is due and may be taken.
    pub(super) fn take(&mut self, now: Timestamp, reach: Reach) -> Option<(Timestamp, TaskId, Lane)> {
        let lanes = self.lanes.iter().zip(0..).filter(|(waiting, number)| match reach {
            Reach::Everywhere => true,
            Reach::AnyRoom => *number == SHARED.0 || waiting.has_room(),
            Reach::OwnRoom => *number != SHARED.0 && waiting.has_room(),
        });
        let firsts = lanes.filter_map(|(waiting, number)| Some((*waiting.due.first()?, number)));
        let ((due, id), number) = firsts.min().filter(|((due, _), _)| *due <= now)?;
        let Some(State::Waiting { kind, .. }) = self.state(id) else { return None };
        let lane = Lane(number);
        let waiting = self.waiting(lane);
        waiting.due.remove(&(due, id));
        waiting.running += 1;
        self.states.insert(id, State::Running { kind });
        Some((due, id, lane))
    }

    /// An attempt of this lane has ended; its place is free.
    pub(super) fn leave(&mut self, lane: Lane) {
        let waiting = self.waiting(lane);
        waiting.running = waiting.running.saturating_sub(1);
    }

    /// The task is gone.
    pub(super) fn forget(&mut self, id: TaskId) {
        self.states.remove(&id);
    }

    /// The task is to go away: now, or when its attempt has ended.
    pub(super) fn cancel(&mut self, id: TaskId) {
        match self.state(id) {
            Some(State::Waiting { due, kind }) => {
                let lane = self.lane(kind);
                self.waiting(lane).due.remove(&(due, id));
                self.states.remove(&id);
            }
            Some(State::Running { .. }) => {
                self.states.insert(id, State::RunningCancelled);
            }
            Some(State::RunningCancelled) | None => {}
        }
    }

    /// Somebody should look at a lane although nothing has become its first.
    pub(super) fn look_at(&mut self, lane: Lane) {
        if lane.is_shared() { self.wakes.shared = true } else { self.wakes.own = true }
    }

    /// Who should look again since this was asked last.
    pub(super) fn take_wakes(&mut self) -> Wakes {
        std::mem::take(&mut self.wakes)
    }

    /// When the earliest waiting task is due.
    pub(super) fn earliest(&self) -> Option<Timestamp> {
        self.lanes.iter().filter_map(|waiting| waiting.due.first()).map(|(due, _)| *due).min()
    }

    /// When the earliest tasks are due that somebody could take who has room, or has not, in the shared lane.
    pub(super) fn next(&self, shared: bool) -> Due {
        let first = |waiting: &Waiting| waiting.due.first().map(|(due, _)| *due);
        let own = self.lanes.iter().skip(1).filter(|waiting| waiting.has_room()).filter_map(first).min();
        Due { shared: self.lanes.first().filter(|_| shared).and_then(first), own }
    }

    pub(super) fn announce(&mut self, clock: &Clock) {
        if self.runners == 0 || !clock.is_virtual() {
            return;
        }
        let earliest = self.earliest();
        if self.announced.as_ref().map(|(due, _)| *due) != earliest {
            // The new announcement stands before the old one is dropped.
            let next = earliest.map(|due| (due, clock.sleep_until(due)));
            self.announced = next;
        }
    }
}
