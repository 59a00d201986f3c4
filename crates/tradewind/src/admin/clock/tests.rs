//! What a move does to the time and to what is remembered of it.

use tempfile::TempDir;
use tokio::task::JoinHandle;
use tradewind_clock::{Awake, Random};
use tradewind_store::Options;

use super::*;

const START: Timestamp = Timestamp::from_secs(1_800_000_000);
const TEN_YEARS: &[u8] = br#"{"advance":"3653d"}"#;

struct World {
    _data: TempDir,
    store: Store,
    clock: Clock,
    time: std::sync::Arc<VirtualTime>,
}

impl World {
    fn new() -> World {
        let data = tempfile::tempdir().unwrap();
        let clock = Clock::manual(START);
        let store = Store::open(Options::new(data.path(), clock.clone(), Random::seeded(1))).unwrap();
        let time = std::sync::Arc::new(VirtualTime::new(store.clone(), clock.clone()));
        World { _data: data, store, clock, time }
    }

    /// A move that can't go on while the hold is there; returns when its first stretch is remembered.
    async fn begin(&self, body: &'static [u8]) -> (Awake, JoinHandle<Answer>) {
        let hold = self.clock.hold();
        let time = self.time.clone();
        let asked = tokio::spawn(async move { time.move_on(body).await });
        while remembered(&self.store).unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        (hold, asked)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_in_a_long_move_leaves_a_sane_time() {
    let world = World::new();
    let (hold, asked) = world.begin(TEN_YEARS).await;
    let ahead = remembered(&world.store).unwrap().unwrap().saturating_since(world.clock.now());
    assert_eq!((world.clock.now(), ahead), (START, FURTHEST / STRETCHES));
    drop(hold);
    assert_eq!(asked.await.unwrap().status(), StatusCode::OK);
    assert_eq!(world.clock.now(), START + FURTHEST);
    assert_eq!(remembered(&world.store).unwrap(), Some(START + FURTHEST));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_nobody_waits_for_ends_at_its_next_step() {
    let world = World::new();
    let (hold, asked) = world.begin(TEN_YEARS).await;
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());
    drop(hold);
    // It waits its turn: the move before it has ended when this one is answered.
    assert_eq!(world.time.move_on(br#"{"advance":"0s"}"#).await.status(), StatusCode::OK);
    assert!(world.clock.now() <= START + STEP, "{}", world.clock.now());
    assert_eq!(remembered(&world.store).unwrap(), Some(world.clock.now()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_move_remembers_is_what_the_next_start_begins_with() {
    let world = World::new();
    assert_eq!(world.time.move_on(br#"{"advance":"36h"}"#).await.status(), StatusCode::OK);
    let next = Clock::manual(Timestamp::ZERO);
    resume(&world.store, &next).await.unwrap();
    assert_eq!(next.now(), START + DAY * 3 / 2);
}

#[test]
fn a_move_is_bounded_in_length_and_by_the_end_of_time() {
    let day = |days: u32| DAY * days;
    assert_eq!(Wanted::By(day(3_653)).end(START), Ok(START + day(3_653)));
    assert!(Wanted::By(day(3_653) + Duration::from_millis(1)).end(START).unwrap_err().contains("3653 days"));
    assert!(Wanted::By(Duration::MAX).end(START).unwrap_err().contains("2200-01-01"));
    assert_eq!(Wanted::To(LATEST).end(LATEST - day(1)), Ok(LATEST));
    assert!(Wanted::By(day(2)).end(LATEST - day(1)).unwrap_err().contains("2200-01-01"));
    assert!(Wanted::To(LATEST + day(1)).end(START).unwrap_err().contains("2200-01-01"));
    assert!(Wanted::To(START).end(START + day(1)).unwrap_err().contains("does not go back"));
}
