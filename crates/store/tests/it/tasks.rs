//! Tasks, on virtual time.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;

use futures::future::BoxFuture;
use parking_lot::Mutex;
use tradewind_clock::{Clock, Timestamp};
use tradewind_store::{Outcome, Performer, Store, StoreError, TaskId, TaskRun, Watermark};

use crate::engine::{Engine, START, block_on, write};
use crate::on_all_engines;

on_all_engines!(
    due_tasks_run_in_order,
    an_attempt_again_waits_for_its_time,
    cancelled_tasks_do_not_run,
    a_panic_is_tried_again,
    a_task_of_a_failed_decision_does_not_exist,
    tasks_survive_crashes_and_checkpoints,
    an_attempt_cut_short_is_made_again,
    a_task_cancelled_while_it_runs_is_not_repeated,
    task_ids_are_not_given_twice,
    payloads_of_every_size_survive,
);

/// Notes what it is given; answers by the payload.
struct Recorder {
    clock: Clock,
    seen: Mutex<Vec<(u64, String, u32)>>,
}

impl Recorder {
    fn new(clock: &Clock) -> Recorder {
        Recorder { clock: clock.clone(), seen: Mutex::default() }
    }

    fn take(&self) -> Vec<(u64, String, u32)> {
        std::mem::take(&mut self.seen.lock())
    }
}

impl Performer for Recorder {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        async move {
            let payload = String::from_utf8(run.payload.to_vec()).expect("text");
            let second = self.clock.now().saturating_since(START).as_secs();
            assert!(run.due <= self.clock.now());
            self.seen.lock().push((second, payload.clone(), run.attempt));
            match payload.as_str() {
                "thrice" if run.attempt < 2 => {
                    Outcome::Again { at: self.clock.now() + Duration::from_secs(10), payload: None }
                }
                "panic" if run.attempt == 0 => panic!("on purpose"),
                "bury" => Outcome::Buried { why: "on purpose".into() },
                _ => Outcome::Done,
            }
        }
        .boxed()
    }
}

fn at(second: u64) -> Timestamp {
    START + Duration::from_secs(second)
}

fn task(store: &Store, second: u64, payload: &'static str) -> TaskId {
    store
        .cell::<()>("a")
        .write(&Watermark::new(), |tx, ()| Ok::<_, StoreError>(tx.task(at(second), "test", payload)))
        .expect("commits")
}

fn saw(what: &[(u64, &str, u32)]) -> Vec<(u64, String, u32)> {
    what.iter().map(|(second, payload, attempt)| (*second, (*payload).to_owned(), *attempt)).collect()
}

fn due_tasks_run_in_order<E: Engine>() {
    let engine = E::new();
    let recorder = Recorder::new(engine.clock());
    for (second, payload) in [(5, "c"), (3, "a"), (3, "b"), (9, "bury")] {
        task(engine.store(), second, payload);
    }
    let tasks = engine.store().tasks();
    assert_eq!(tasks.next_due(), Some(at(3)));
    assert_eq!(block_on(tasks.run_due(&recorder)), 0);
    engine.clock().jump(Duration::from_secs(5)).expect("virtual");
    assert_eq!(block_on(tasks.run_due(&recorder)), 3);
    assert_eq!(recorder.take(), saw(&[(5, "a", 0), (5, "b", 0), (5, "c", 0)]));
    assert_eq!(tasks.pending(), 1);
    engine.clock().jump(Duration::from_secs(5)).expect("virtual");
    assert_eq!(block_on(tasks.run_due(&recorder)), 1);
    assert_eq!((tasks.pending(), engine.store().stats().buried_tasks), (0, 1));
}

fn an_attempt_again_waits_for_its_time<E: Engine>() {
    let mut engine = E::new();
    let recorder = Recorder::new(engine.clock());
    task(engine.store(), 0, "thrice");
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 1);
    assert_eq!(engine.store().tasks().next_due(), Some(at(10)));
    engine.clock().jump(Duration::from_secs(10)).expect("virtual");
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 1);
    engine.reopen();
    engine.clock().jump(Duration::from_secs(10)).expect("virtual");
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 1);
    assert_eq!(recorder.take(), saw(&[(0, "thrice", 0), (10, "thrice", 1), (20, "thrice", 2)]));
    assert_eq!(engine.store().tasks().pending(), 0);
}

fn cancelled_tasks_do_not_run<E: Engine>() {
    let engine = E::new();
    let recorder = Recorder::new(engine.clock());
    let one = task(engine.store(), 0, "one");
    task(engine.store(), 0, "two");
    write(&engine.store().cell::<()>("b"), |tx| {
        tx.cancel(one);
        let three = tx.task(at(0), "test", "three");
        tx.cancel(three);
    });
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 1);
    assert_eq!(recorder.take(), saw(&[(0, "two", 0)]));
    write(&engine.store().cell::<()>("b"), |tx| tx.cancel(one));
    assert_eq!(engine.store().tasks().pending(), 0);
}

fn a_panic_is_tried_again<E: Engine>() {
    let engine = E::new();
    let recorder = Recorder::new(engine.clock());
    task(engine.store(), 0, "panic");
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 1);
    assert_eq!(engine.store().tasks().next_due(), Some(at(1)));
    engine.clock().jump(Duration::from_secs(1)).expect("virtual");
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 1);
    assert_eq!(recorder.take(), saw(&[(0, "panic", 0), (1, "panic", 1)]));
}

fn a_task_of_a_failed_decision_does_not_exist<E: Engine>() {
    let engine = E::new();
    let failed: Result<(), StoreError> = engine.store().cell::<()>("a").write(&Watermark::new(), |tx, ()| {
        tx.task(at(0), "test", "never");
        Err(StoreError::Closed)
    });
    assert!(failed.is_err());
    assert_eq!(engine.store().tasks().pending(), 0);
}

fn tasks_survive_crashes_and_checkpoints<E: Engine>() {
    let mut engine = E::new();
    for round in 0..4 {
        task(engine.store(), 10 + round, "once");
        engine.store().flush().expect("flushes");
        if round % 2 == 1 {
            engine.store().checkpoint().expect("checkpoints");
        }
        engine.crash();
        assert_eq!(engine.store().tasks().pending(), 1 + usize::try_from(round).expect("small"));
        assert_eq!(engine.store().tasks().next_due(), Some(at(10)));
    }
    let recorder = Recorder::new(engine.clock());
    engine.clock().jump(Duration::from_secs(12)).expect("virtual");
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 3);
    engine.store().flush().expect("flushes");
    engine.crash();
    assert_eq!(engine.store().tasks().pending(), 1);
    engine.clock().jump(Duration::from_secs(12)).expect("virtual");
    assert_eq!(block_on(engine.store().tasks().run_due(&recorder)), 1);
}

/// Never comes to an end.
struct Endless;

impl Performer for Endless {
    fn perform<'a>(&'a self, _: TaskRun) -> BoxFuture<'a, Outcome> {
        std::future::pending().boxed()
    }
}

fn an_attempt_cut_short_is_made_again<E: Engine>() {
    let engine = E::new();
    task(engine.store(), 0, "once");
    let tasks = engine.store().tasks();
    assert_eq!(tasks.run_due(&Endless).now_or_never(), None);
    assert_eq!((tasks.pending(), tasks.next_due()), (1, Some(at(0))));
    let recorder = Recorder::new(engine.clock());
    assert_eq!(block_on(tasks.run_due(&recorder)), 1);
    assert_eq!(recorder.take(), saw(&[(0, "once", 0)]));
}

/// Cancels the task that it performs, and asks for it again all the same.
struct CancelsItself(Store);

impl Performer for CancelsItself {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        write(&self.0.cell::<()>("a"), |tx| tx.cancel(run.id));
        std::future::ready(Outcome::Again { at: START, payload: None }).boxed()
    }
}

fn a_task_cancelled_while_it_runs_is_not_repeated<E: Engine>() {
    let mut engine = E::new();
    task(engine.store(), 0, "once");
    let performer = CancelsItself(engine.store().clone());
    assert_eq!(block_on(engine.store().tasks().run_due(&performer)), 1);
    drop(performer);
    assert_eq!(engine.store().tasks().pending(), 0);
    engine.reopen();
    assert_eq!(engine.store().tasks().pending(), 0);
}

fn task_ids_are_not_given_twice<E: Engine>() {
    let mut engine = E::new();
    let mut ids = std::collections::BTreeSet::new();
    for round in 0..4 {
        assert!(ids.insert(task(engine.store(), 0, "once")));
        block_on(engine.store().tasks().run_due(&Recorder::new(engine.clock())));
        engine.store().flush().expect("flushes");
        if round == 1 {
            engine.store().checkpoint().expect("checkpoints");
        }
        engine.crash();
    }
}

/// On the machine's own time, with many at once: every task is performed, and none while its time has not come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_executor_performs_many_at_once() {
    let disk = tradewind_store::SimDisk::new(1);
    let clock = Clock::system();
    let store = Store::simulated(&disk, clock.clone(), tradewind_clock::Random::seeded(1)).expect("opens");
    let cell = store.cell::<()>("a");
    let make = |after: Duration| {
        let made = cell.write(&Watermark::new(), |tx, ()| {
            let due = tx.now() + after;
            Ok::<_, StoreError>(tx.task(due, "test", "once"))
        });
        made.expect("commits");
    };
    (0..500).for_each(|number| make(Duration::from_millis(number % 40)));
    let recorder = Arc::new(Recorder::new(&clock));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn({
        let (tasks, recorder) = (store.tasks().clone(), recorder.clone());
        async move { tasks.run(recorder, 8, stopped.map(|_| ())).await }
    });
    (0..500).for_each(|number| make(Duration::from_millis(number % 3)));
    while store.tasks().pending() > 0 {
        tokio::task::yield_now().await;
    }
    stop.send(()).expect("listens");
    running.await.expect("ends");
    assert_eq!(recorder.take().len(), 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_executor_follows_virtual_time() {
    let engine = crate::engine::Simulated::new();
    let clock = engine.clock().clone();
    let recorder = Arc::new(Recorder::new(&clock));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn({
        let (tasks, recorder) = (engine.store().tasks().clone(), recorder.clone());
        async move { tasks.run(recorder, 4, stopped.map(|_| ())).await }
    });
    task(engine.store(), 5, "thrice");
    task(engine.store(), 7, "once");
    // The executor must have announced itself before time moves.
    while !engine.store().tasks().is_running() {
        tokio::task::yield_now().await;
    }
    clock.advance(Duration::from_secs(60)).await.expect("virtual");
    let expected = saw(&[(5, "thrice", 0), (7, "once", 0), (15, "thrice", 1), (25, "thrice", 2)]);
    assert_eq!(recorder.take(), expected);
    stop.send(()).expect("listens");
    running.await.expect("ends");
}

/// A task that never ends fills a worker; what becomes due afterwards must reach the other one each time.
#[test]
fn a_full_worker_swallows_no_wake_up() {
    struct EndlessOrNot(&'static Recorder);
    impl Performer for EndlessOrNot {
        fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
            if run.payload == "endless" { std::future::pending().boxed() } else { self.0.perform(run) }
        }
    }
    let engine = crate::engine::Simulated::new();
    let recorder: &'static Recorder = Box::leak(Box::new(Recorder::new(engine.clock())));
    block_on(async {
        let tasks = engine.store().tasks().clone();
        let running =
            tokio::spawn(async move { tasks.run(Arc::new(EndlessOrNot(recorder)), 2, std::future::pending()).await });
        let settled = || async {
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        };
        settled().await;
        task(engine.store(), 0, "endless");
        settled().await;
        for round in 0..6 {
            task(engine.store(), 0, "once");
            settled().await;
            assert_eq!(recorder.take(), saw(&[(0, "once", 0)]), "round {round}");
        }
        running.abort();
    });
}

/// Answers with the payload of the next attempt, as long as there are any.
struct Changing {
    clock: Clock,
    next: Mutex<Vec<Option<usize>>>,
    seen: Mutex<Vec<usize>>,
}

impl Performer for Changing {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        assert!(run.payload.iter().all(|byte| *byte == b'x'));
        self.seen.lock().push(run.payload.len());
        let outcome = match self.next.lock().pop() {
            None => Outcome::Done,
            Some(length) => {
                let payload = length.map(|length| vec![b'x'; length].into());
                Outcome::Again { at: self.clock.now() + Duration::from_secs(1), payload }
            }
        };
        std::future::ready(outcome).boxed()
    }
}

/// A payload keeps its place or changes it with its length, in memory, in the journal and in the base.
fn payloads_of_every_size_survive<E: Engine>() {
    let mut engine = E::new();
    let changes = [None, Some(300_000), None, Some(10), None, Some(70_000), Some(80_000), Some(0), None];
    let performer = Changing { clock: engine.clock().clone(), next: Mutex::default(), seen: Mutex::default() };
    *performer.next.lock() = changes.iter().rev().copied().collect();
    let cell = engine.store().cell::<()>("a");
    write(&cell, |tx| tx.task(tx.now(), "test", vec![b'x'; 100_000]));
    drop(cell);
    for round in 0.. {
        block_on(engine.store().tasks().run_due(&performer));
        engine.clock().jump(Duration::from_secs(1)).expect("virtual");
        if engine.store().tasks().pending() == 0 {
            break;
        }
        if round % 3 == 1 {
            engine.store().checkpoint().expect("checkpoints");
        }
        engine.reopen();
    }
    let expected = [100_000, 100_000, 300_000, 300_000, 10, 10, 70_000, 80_000, 0, 0];
    assert_eq!(*performer.seen.lock(), expected);
}
