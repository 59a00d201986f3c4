//! Kinds of tasks with places of their own, on virtual time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tradewind_clock::{Clock, Timestamp};
use tradewind_store::{Outcome, Performer, Store, StoreError, TaskId, TaskRun, Watermark};

use crate::engine::{Engine, START, Simulated, block_on};
use crate::on_all_engines;

on_all_engines!(without_an_executor_all_lanes_run_in_order, lanes_survive_a_restart);

const SLOW: &str = "slow/work";
const QUICK: &str = "quick/work";

/// Attempts of the slow kind, which has two places, wait for a permit; others end at once.
struct Workshop {
    clock: Clock,
    permits: Semaphore,
    running: AtomicUsize,
    most: AtomicUsize,
    begun: Mutex<Vec<String>>,
    ended: Mutex<Vec<String>>,
}

impl Workshop {
    fn new(clock: &Clock) -> Arc<Workshop> {
        Arc::new(Workshop {
            clock: clock.clone(),
            permits: Semaphore::new(0),
            running: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            begun: Mutex::default(),
            ended: Mutex::default(),
        })
    }

    fn begun(&self) -> Vec<String> {
        std::mem::take(&mut self.begun.lock())
    }

    fn ended(&self) -> Vec<String> {
        std::mem::take(&mut self.ended.lock())
    }
}

impl Performer for Workshop {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        async move {
            let payload = String::from_utf8(run.payload.to_vec()).expect("text");
            self.begun.lock().push(payload.clone());
            if run.kind == SLOW {
                let running = self.running.fetch_add(1, Ordering::Relaxed) + 1;
                self.most.fetch_max(running, Ordering::Relaxed);
                self.permits.acquire().await.expect("open").forget();
                self.running.fetch_sub(1, Ordering::Relaxed);
            }
            self.ended.lock().push(payload.clone());
            match payload.as_str() {
                "again" if run.attempt == 0 => {
                    Outcome::Again { at: self.clock.now() + Duration::from_secs(60), payload: None }
                }
                _ => Outcome::Done,
            }
        }
        .boxed()
    }

    fn places(&self, kind: &str) -> Option<usize> {
        (kind == SLOW).then_some(2)
    }
}

fn at(second: u64) -> Timestamp {
    START + Duration::from_secs(second)
}

fn task(store: &Store, kind: &'static str, second: u64, payload: &str) -> TaskId {
    let payload = payload.as_bytes().to_vec();
    let made = store
        .cell::<()>("a")
        .write(&Watermark::new(), |tx, ()| Ok::<_, StoreError>(tx.task(at(second), kind, payload)));
    made.expect("commits")
}

/// Lets everything that can go on do so.
async fn settled() {
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
}

/// An executor with `concurrency` places for all kinds but the slow one.
fn run(store: &Store, workshop: &Arc<Workshop>, concurrency: usize) -> tokio::task::JoinHandle<()> {
    let (tasks, workshop) = (store.tasks().clone(), workshop.clone());
    tokio::spawn(async move { tasks.run(workshop, concurrency, std::future::pending()).await })
}

#[test]
fn a_full_lane_does_not_stop_the_others() {
    let engine = Simulated::new();
    let workshop = Workshop::new(engine.clock());
    block_on(async {
        let running = run(engine.store(), &workshop, 1);
        for number in 0..40 {
            task(engine.store(), SLOW, 0, &format!("slow {number}"));
        }
        settled().await;
        assert_eq!(workshop.begun(), ["slow 0", "slow 1"]);
        for number in 0..5 {
            task(engine.store(), QUICK, 0, &format!("quick {number}"));
            settled().await;
            assert_eq!(workshop.ended(), [format!("quick {number}")]);
        }
        // Each place that becomes free is taken by the next in order.
        workshop.begun();
        workshop.permits.add_permits(3);
        settled().await;
        assert_eq!(workshop.begun(), ["slow 2", "slow 3", "slow 4"]);
        workshop.permits.add_permits(37);
        settled().await;
        assert_eq!((engine.store().tasks().pending(), workshop.most.load(Ordering::Relaxed)), (0, 2));
        running.abort();
    });
}

/// The other way round: with the shared lane full, a lane of its own goes on.
#[test]
fn full_shared_places_do_not_stop_a_lane() {
    struct Stuck(Arc<Workshop>);
    impl Performer for Stuck {
        fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
            if run.kind == QUICK { std::future::pending().boxed() } else { self.0.perform(run) }
        }

        fn places(&self, kind: &str) -> Option<usize> {
            self.0.places(kind)
        }
    }
    let engine = Simulated::new();
    let workshop = Workshop::new(engine.clock());
    workshop.permits.add_permits(100);
    block_on(async {
        let (tasks, stuck) = (engine.store().tasks().clone(), Arc::new(Stuck(workshop.clone())));
        let running = tokio::spawn(async move { tasks.run(stuck, 2, std::future::pending()).await });
        for _ in 0..3 {
            task(engine.store(), QUICK, 0, "stuck");
        }
        settled().await;
        for round in 0..6 {
            task(engine.store(), SLOW, 0, "slow");
            settled().await;
            assert_eq!(workshop.ended(), ["slow"], "round {round}");
        }
        assert_eq!(engine.store().tasks().pending(), 3);
        running.abort();
    });
}

#[test]
fn a_lane_begins_its_tasks_in_order() {
    let engine = Simulated::new();
    let workshop = Workshop::new(engine.clock());
    // Written before there is an executor, and so before anybody has said which kinds have lanes of their own.
    for (second, payload) in [(5, "e"), (3, "c"), (1, "a"), (4, "d"), (2, "b")] {
        task(engine.store(), SLOW, second, payload);
        task(engine.store(), QUICK, second, &format!("quick {payload}"));
    }
    engine.clock().jump(Duration::from_secs(10)).expect("virtual");
    block_on(async {
        let running = run(engine.store(), &workshop, 1);
        settled().await;
        let begun = workshop.begun();
        let (quick, slow): (Vec<String>, Vec<String>) = begun.into_iter().partition(|name| name.starts_with("quick"));
        assert_eq!(slow, ["a", "b"]);
        assert_eq!(quick, ["quick a", "quick b", "quick c", "quick d", "quick e"]);
        for expected in ["c", "d", "e"] {
            workshop.permits.add_permits(1);
            settled().await;
            assert_eq!(workshop.begun(), [expected]);
        }
        running.abort();
    });
}

#[test]
fn an_attempt_cut_short_frees_its_place() {
    let engine = Simulated::new();
    let workshop = Workshop::new(engine.clock());
    for number in 0..3 {
        task(engine.store(), SLOW, 0, &format!("slow {number}"));
    }
    block_on(async {
        let running = run(engine.store(), &workshop, 1);
        settled().await;
        assert_eq!(workshop.begun(), ["slow 0", "slow 1"]);
        running.abort();
        assert!(running.await.is_err());
        settled().await;
        let again = run(engine.store(), &workshop, 1);
        settled().await;
        assert_eq!(workshop.begun(), ["slow 0", "slow 1"]);
        workshop.permits.add_permits(3);
        settled().await;
        assert_eq!(engine.store().tasks().pending(), 0);
        again.abort();
    });
}

#[test]
fn a_cancelled_task_leaves_its_lane() {
    let engine = Simulated::new();
    let workshop = Workshop::new(engine.clock());
    block_on(async {
        let running = run(engine.store(), &workshop, 1);
        let ids: Vec<TaskId> = (0..4).map(|number| task(engine.store(), SLOW, 0, &format!("slow {number}"))).collect();
        settled().await;
        // One that runs and one that waits.
        for id in [ids[0], ids[2]] {
            crate::engine::write(&engine.store().cell::<()>("a"), |tx| tx.cancel(id));
        }
        workshop.permits.add_permits(10);
        settled().await;
        assert_eq!(workshop.begun(), ["slow 0", "slow 1", "slow 3"]);
        assert_eq!(engine.store().tasks().pending(), 0);
        running.abort();
    });
}

/// Virtual time stands still while a lane works and goes on to the next attempt when it is told to.
#[test]
fn advancing_waits_for_a_lane() {
    let engine = Simulated::new();
    let workshop = Workshop::new(engine.clock());
    block_on(async {
        let running = run(engine.store(), &workshop, 1);
        settled().await;
        task(engine.store(), SLOW, 10, "again");
        let clock = engine.clock().clone();
        let moving = tokio::spawn(async move { clock.advance(Duration::from_secs(600)).await });
        settled().await;
        assert_eq!((workshop.begun(), engine.clock().now()), (vec!["again".to_owned()], at(10)));
        assert!(!moving.is_finished());
        workshop.permits.add_permits(1);
        settled().await;
        assert_eq!((workshop.begun(), engine.clock().now()), (vec!["again".to_owned()], at(70)));
        workshop.permits.add_permits(1);
        moving.await.expect("ends").expect("virtual");
        assert_eq!((engine.store().tasks().pending(), engine.clock().now()), (0, at(600)));
        running.abort();
    });
}

fn without_an_executor_all_lanes_run_in_order<E: Engine>() {
    let engine = E::new();
    let workshop = Workshop::new(engine.clock());
    workshop.permits.add_permits(100);
    // An executor that has been there leaves its lanes behind.
    block_on(async {
        let running = run(engine.store(), &workshop, 1);
        task(engine.store(), SLOW, 0, "first");
        settled().await;
        running.abort();
        assert!(running.await.is_err());
    });
    assert_eq!(workshop.ended(), ["first"]);
    for (kind, second, payload) in [(SLOW, 4, "d"), (QUICK, 3, "c"), (SLOW, 1, "a"), (QUICK, 1, "b"), (SLOW, 5, "e")] {
        task(engine.store(), kind, second, payload);
    }
    engine.clock().jump(Duration::from_secs(10)).expect("virtual");
    assert_eq!(engine.store().tasks().next_due(), Some(at(1)));
    assert_eq!(block_on(engine.store().tasks().run_due(&*workshop)), 5);
    assert_eq!(workshop.ended(), ["a", "b", "c", "d", "e"]);
}

fn lanes_survive_a_restart<E: Engine>() {
    let mut engine = E::new();
    for number in 0..5 {
        task(engine.store(), SLOW, number, &format!("slow {number}"));
        task(engine.store(), QUICK, number, &format!("quick {number}"));
    }
    engine.store().flush().expect("flushes");
    engine.crash();
    assert_eq!((engine.store().tasks().pending(), engine.store().tasks().next_due()), (10, Some(at(0))));
    let workshop = Workshop::new(engine.clock());
    engine.clock().jump(Duration::from_secs(10)).expect("virtual");
    block_on(async {
        let running = run(engine.store(), &workshop, 1);
        // On a real disk a commit may take a while; nothing here waits for one, so going on is a matter of turns.
        while workshop.ended.lock().len() < 5 {
            tokio::task::yield_now().await;
        }
        settled().await;
        assert_eq!(workshop.ended(), ["quick 0", "quick 1", "quick 2", "quick 3", "quick 4"]);
        assert_eq!(workshop.running.load(Ordering::Relaxed), 2);
        workshop.permits.add_permits(5);
        while engine.store().tasks().pending() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(workshop.ended(), ["slow 0", "slow 1", "slow 2", "slow 3", "slow 4"]);
        assert_eq!(workshop.most.load(Ordering::Relaxed), 2);
        running.abort();
        assert!(running.await.is_err());
    });
}
