//! The group commit: which commits share a sync, who is woken when, and what a refusing disk does to the callers.

#![allow(clippy::unwrap_used, reason = "a test's helper may fail like the test")]

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use tradewind_store::committer::{Committer, CommitterOptions, MAX_BATCH_BYTES, Pace, Settle, SyncEvent};
use tradewind_store::disk::{SimDisk, SyncFault};
use tradewind_store::journal::{Group, Journal, JournalError};
use tradewind_store::{Position, StoreError};

use crate::journal_disk::{new_disk, open, read_from};

fn start(disk: &SimDisk, options: CommitterOptions) -> Committer {
    let (journal, _) = open(disk).unwrap();
    Committer::start(Box::new(journal), options).unwrap()
}

/// Counts wake-ups, and notes their order.
struct Counter {
    name: u64,
    count: AtomicUsize,
    order: Arc<Mutex<Vec<u64>>>,
}

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.count.fetch_add(1, Ordering::SeqCst);
        self.order.lock().unwrap().push(self.name);
    }
}

struct Waiting {
    settle: Pin<Box<Settle>>,
    counter: Arc<Counter>,
}

impl Waiting {
    fn new(committer: &Committer, position: Position, order: &Arc<Mutex<Vec<u64>>>) -> Self {
        let counter = Counter { name: position.get(), count: AtomicUsize::new(0), order: Arc::clone(order) };
        let mut waiting = Self { settle: Box::pin(committer.settle(position)), counter: Arc::new(counter) };
        assert!(waiting.poll().is_pending());
        waiting
    }

    fn poll(&mut self) -> Poll<Result<(), StoreError>> {
        let waker = Waker::from(Arc::clone(&self.counter));
        self.settle.as_mut().poll(&mut Context::from_waker(&waker))
    }

    fn wakes(&self) -> usize {
        self.counter.count.load(Ordering::SeqCst)
    }
}

#[test]
fn commits_that_arrive_during_a_sync_share_the_next_one() {
    let disk = new_disk(1);
    let committer = start(&disk, CommitterOptions::new(Pace::Threaded));
    disk.hold_syncs();
    let first = committer.append(b"first").unwrap();
    disk.wait_for_held_sync();
    for _ in 0..9 {
        committer.append(b"later").unwrap();
    }
    assert_eq!((committer.durable(), committer.appended()), (Position::NOTHING, Position::new(10)));
    disk.release_syncs();
    committer.flush_now().unwrap();
    assert_eq!(first, Position::new(1));
    let stats = committer.stats();
    assert_eq!((stats.groups, stats.commits), (2, 10));
    committer.close().unwrap();
    assert!(matches!(committer.append(b"late"), Err(StoreError::Closed)));
    disk.crash();
    assert_eq!(open(&disk).unwrap().1.len(), 10);
}

#[test]
fn waiters_are_woken_once_in_order_and_only_when_durable() {
    let disk = new_disk(2);
    let committer = start(&disk, CommitterOptions::new(Pace::Manual));
    let order = Arc::default();
    for _ in 0..5 {
        committer.append(b"a commit").unwrap();
    }
    let mut waiting: Vec<_> =
        [3, 1, 5, 2, 4].into_iter().map(|at| Waiting::new(&committer, Position::new(at), &order)).collect();
    drop(waiting.pop());
    // Polled again without reason, a future still waits in one place.
    assert!(waiting[0].poll().is_pending());
    committer.flush_now().unwrap();
    assert_eq!(*order.lock().unwrap(), [1, 2, 3, 5]);
    for waiting in &mut waiting {
        assert_eq!(waiting.wakes(), 1);
        assert!(matches!(waiting.poll(), Poll::Ready(Ok(()))));
    }
    let sixth = committer.append(b"another").unwrap();
    let mut sixth = Waiting::new(&committer, sixth, &order);
    assert_eq!(sixth.wakes(), 0);
    committer.flush_now().unwrap();
    assert!(matches!(sixth.poll(), Poll::Ready(Ok(()))));
    assert_eq!(order.lock().unwrap().len(), 5);
}

type Meanwhile = Arc<Mutex<Option<Box<dyn FnOnce() + Send>>>>;

/// Keeps nothing, and does something of the test's while a group is being written.
struct Busy {
    last: Position,
    meanwhile: Meanwhile,
}

impl Journal for Busy {
    fn append(&mut self, expected: Position, group: &mut Group) -> Result<(), JournalError> {
        assert_eq!((expected, group.first()), (self.last, self.last.next()));
        self.last = group.last();
        if let Some(meanwhile) = self.meanwhile.lock().unwrap().take() {
            meanwhile();
        }
        Ok(())
    }

    fn read_from(&self, _: Position) -> Box<dyn Iterator<Item = Result<Group, StoreError>> + '_> {
        Box::new(std::iter::empty())
    }

    fn truncate(&mut self, _: Position) -> Result<(), StoreError> {
        Ok(())
    }

    fn last(&self) -> Position {
        self.last
    }

    fn close(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

#[test]
fn who_waits_for_the_next_group_is_not_woken_by_this_one() {
    let meanwhile = Meanwhile::default();
    let journal = Busy { last: Position::new(7), meanwhile: Arc::clone(&meanwhile) };
    let committer = Arc::new(Committer::start(Box::new(journal), CommitterOptions::new(Pace::Manual)).unwrap());
    let eighth = committer.append(b"in this group").unwrap();
    let (order, waiting) = (Arc::default(), Arc::new(Mutex::new(Vec::new())));
    let (inner, list) = (Arc::clone(&committer), Arc::clone(&waiting));
    *meanwhile.lock().unwrap() = Some(Box::new(move || {
        let ninth = inner.append(b"in the next").unwrap();
        *list.lock().unwrap() = [eighth, ninth].map(|at| Waiting::new(&inner, at, &order)).into();
    }));
    committer.flush_now().unwrap();
    assert_eq!((eighth, committer.durable(), committer.appended()), (Position::new(8), eighth, Position::new(9)));
    let wakes = || waiting.lock().unwrap().iter().map(Waiting::wakes).collect::<Vec<_>>();
    assert_eq!(wakes(), [1, 0]);
    committer.flush_now().unwrap();
    assert_eq!(wakes(), [1, 1]);
    assert_eq!(committer.stats().groups, 2);
}

#[test]
fn what_is_durable_settles_at_once() {
    let disk = new_disk(3);
    let committer = start(&disk, CommitterOptions::new(Pace::Manual));
    let position = committer.append(b"a commit").unwrap();
    committer.flush_now().unwrap();
    let syncs = disk.syncs();
    committer.flush_now().unwrap();
    assert_eq!(disk.syncs(), syncs, "nothing is pending, nothing is synced");
    let mut context = Context::from_waker(Waker::noop());
    for settled in [Position::NOTHING, position] {
        assert!(matches!(Pin::new(&mut committer.settle(settled)).poll(&mut context), Poll::Ready(Ok(()))));
    }
}

#[test]
fn waiters_are_told_when_the_disk_is_full_and_the_commits_survive() {
    let disk = new_disk(4);
    let committer = start(&disk, CommitterOptions::new(Pace::Manual));
    let order = Arc::default();
    disk.set_free(Some(100));
    let first = committer.append(b"first").unwrap();
    let mut waiting = Waiting::new(&committer, first, &order);
    assert!(matches!(committer.flush_now(), Err(StoreError::Full)));
    assert_eq!(waiting.wakes(), 1);
    assert!(matches!(waiting.poll(), Poll::Ready(Err(StoreError::Full))));
    assert!(matches!(committer.append(b"refused"), Err(StoreError::Full)));
    disk.set_free(None);
    committer.flush_now().unwrap();
    assert_eq!(committer.append(b"second").unwrap(), Position::new(2));
    committer.close().unwrap();
    disk.crash();
    assert_eq!(open(&disk).unwrap().1, [(1, b"first".to_vec()), (2, b"second".to_vec())]);
}

#[test]
fn the_thread_goes_on_when_a_full_disk_has_space_again() {
    let disk = new_disk(5);
    let committer = start(&disk, CommitterOptions::new(Pace::Threaded));
    disk.set_free(Some(100));
    committer.append(b"first").unwrap();
    assert!(matches!(committer.flush_now(), Err(StoreError::Full)));
    disk.set_free(None);
    committer.flush_now().unwrap();
    committer.append(b"second").unwrap();
    committer.flush_now().unwrap();
    assert_eq!(committer.durable(), Position::new(2));
}

#[test]
fn a_refused_append_makes_the_thread_try_again() {
    let disk = new_disk(6);
    let refused = Arc::new(AtomicUsize::new(0));
    let (count, (tried, tries)) = (Arc::clone(&refused), std::sync::mpsc::channel());
    let mut options = CommitterOptions::new(Pace::Threaded);
    options.on_sync = Some(Arc::new(move |event| match event {
        SyncEvent::Refused => {
            count.fetch_add(1, Ordering::SeqCst);
            tried.send(false).unwrap();
        }
        SyncEvent::Finished => tried.send(true).unwrap(),
        SyncEvent::Started { commits, bytes } => assert_eq!((commits, bytes), (1, 9)),
    }));
    let committer = start(&disk, options);
    disk.set_free(Some(100));
    let first = committer.append(b"first").unwrap();
    assert!(!tries.recv().unwrap());
    disk.set_free(None);
    // Whether this one is refused depends on how far the thread has come; the one before is written either way.
    let second = committer.append(b"again");
    while !tries.recv().unwrap() {}
    committer.flush_now().unwrap();
    assert!(committer.durable() >= first);
    assert_eq!(committer.durable(), second.unwrap_or(first));
    assert!(refused.load(Ordering::SeqCst) >= 1);
}

#[test]
fn a_failed_sync_is_told_to_all_waiters_and_to_later_callers() {
    let disk = new_disk(7);
    let committer = start(&disk, CommitterOptions::new(Pace::Threaded));
    let order = Arc::default();
    disk.hold_syncs();
    let first = committer.append(b"first").unwrap();
    disk.wait_for_held_sync();
    let second = committer.append(b"second").unwrap();
    let mut waiting: Vec<_> = [first, second].map(|at| Waiting::new(&committer, at, &order)).into();
    disk.fail_sync(1, SyncFault::Fail);
    disk.release_syncs();
    assert!(matches!(committer.flush_now(), Err(StoreError::Failed(_))));
    for waiting in &mut waiting {
        assert!(matches!(waiting.poll(), Poll::Ready(Err(StoreError::Failed(_)))));
    }
    assert!(matches!(committer.append(b"third"), Err(StoreError::Failed(_))));
    assert!(matches!(committer.close(), Err(StoreError::Failed(_))));
}

#[test]
fn a_panic_of_the_thread_is_told_to_the_waiters() {
    let meanwhile = Meanwhile::default();
    let journal = Busy { last: Position::NOTHING, meanwhile: Arc::clone(&meanwhile) };
    let committer = Committer::start(Box::new(journal), CommitterOptions::new(Pace::Threaded)).unwrap();
    committer.append(b"fine").unwrap();
    committer.flush_now().unwrap();
    *meanwhile.lock().unwrap() = Some(Box::new(|| panic!("on purpose")));
    committer.append(b"lost").unwrap();
    assert!(matches!(committer.flush_now(), Err(StoreError::Failed(_))));
    assert!(matches!(committer.append(b"refused"), Err(StoreError::Failed(_))));
    assert!(matches!(committer.close(), Err(StoreError::Failed(_))));
}

#[test]
fn more_than_the_limit_is_not_kept_in_memory() {
    let disk = new_disk(8);
    let mut options = CommitterOptions::new(Pace::Manual);
    options.pending_bytes = 1;
    let committer = start(&disk, options.clone());
    for at in 1..=3 {
        assert_eq!(committer.append(b"a commit").unwrap(), Position::new(at));
        assert_eq!(committer.durable().get(), at - 1, "the one before was written to make room");
    }
    drop(committer);

    // With a thread the append waits: it can't be answered while the sync before it is held.
    let disk = new_disk(9);
    options.pace = Pace::Threaded;
    let committer = start(&disk, options);
    disk.hold_syncs();
    committer.append(b"in flight").unwrap();
    disk.wait_for_held_sync();
    committer.append(b"pending").unwrap();
    std::thread::scope(|scope| {
        let third = scope.spawn(|| (committer.append(b"waits").unwrap(), committer.durable()));
        disk.release_syncs();
        let (position, durable) = third.join().unwrap();
        assert_eq!(position, Position::new(3));
        assert!(durable >= Position::new(1), "answered before there was room");
    });
}

#[test]
fn a_commit_beyond_the_limit_is_refused_by_name() {
    let disk = new_disk(10);
    let committer = start(&disk, CommitterOptions::new(Pace::Manual));
    let error = committer.append(&vec![0; MAX_BATCH_BYTES + 1]).unwrap_err();
    assert!(matches!(error, StoreError::TooLarge { limit: MAX_BATCH_BYTES, .. }));
    assert_eq!(committer.append(b"fits").unwrap(), Position::new(1));
}

#[test]
fn a_dropped_committer_writes_what_it_has_and_frees_its_waiters() {
    let disk = new_disk(11);
    let committer = start(&disk, CommitterOptions::new(Pace::Threaded));
    let order = Arc::default();
    disk.hold_syncs();
    let position = committer.append(b"first").unwrap();
    disk.wait_for_held_sync();
    let mut waiting = Waiting::new(&committer, position, &order);
    disk.release_syncs();
    drop(committer);
    assert!(matches!(waiting.poll(), Poll::Ready(Ok(()))));
    let (journal, found) = open(&disk).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(read_from(&journal, 0), found);
    assert_eq!(journal.last(), position);
}
