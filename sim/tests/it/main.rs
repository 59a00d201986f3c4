//! The simulation as tests. A failure names its seed; `cargo run -p tradewind-sim -- --seed N` runs it alone.

use tradewind_sim::{Plan, Script, SyncFault};

const RANDOM_CRASHES: Plan = Plan { steps: 250, crashes: true, crash_at: None, fail_sync_at: None };

const CALM: Plan = Plan { steps: 60, crashes: false, crash_at: None, fail_sync_at: None };

fn run_seeds(seeds: std::ops::Range<u64>) {
    let mut boots = 0;
    let mut acknowledged = 0;
    for seed in seeds {
        println!("seed {seed}");
        let report = Script::run(seed, RANDOM_CRASHES);
        boots += report.boots;
        acknowledged += report.acknowledged;
    }
    // A simulation in which nothing happens shows nothing.
    assert!(boots > 100 && acknowledged > 1_000, "{boots} starts, {acknowledged} acknowledged");
}

#[test]
fn seeds_1_to_80_keep_every_promise() {
    run_seeds(1..81);
}

#[test]
fn seeds_81_to_160_keep_every_promise() {
    run_seeds(81..161);
}

#[test]
fn seeds_161_to_240_keep_every_promise() {
    run_seeds(161..241);
}

#[test]
fn a_power_cut_at_every_disk_operation_keeps_every_promise() {
    for seed in 1..4 {
        let calm = Script::run(seed, CALM);
        assert!(calm.operations > 30, "seed {seed} makes only {} disk operations", calm.operations);
        for operation in 1..=calm.operations {
            println!("seed {seed}, power cut at operation {operation} of {}", calm.operations);
            let report = Script::run(seed, Plan { crash_at: Some(operation), ..CALM });
            assert_eq!(report.boots, calm.boots + 1, "the crash did not happen");
        }
    }
}

#[test]
fn a_failure_of_every_sync_keeps_every_promise() {
    for seed in 4..6 {
        let calm = Script::run(seed, CALM);
        assert!(calm.syncs > 20, "seed {seed} makes only {} syncs", calm.syncs);
        for fault in [SyncFault::Fail, SyncFault::Tear] {
            for sync in 1..=calm.syncs {
                println!("seed {seed}, {fault:?} at sync {sync} of {}", calm.syncs);
                let report = Script::run(seed, Plan { fail_sync_at: Some((sync, fault)), ..CALM });
                assert!(report.boots > calm.boots, "the sync did not fail");
            }
        }
    }
}

#[test]
fn a_seed_replays_to_the_byte() {
    for seed in [7, 77, 777] {
        assert_eq!(Script::run(seed, RANDOM_CRASHES), Script::run(seed, RANDOM_CRASHES));
    }
    assert_ne!(Script::run(1, RANDOM_CRASHES).digest, Script::run(2, RANDOM_CRASHES).digest);
}
