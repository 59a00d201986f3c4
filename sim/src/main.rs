//! Runs seeds of the simulation: `cargo run --release -p tradewind-sim -- --seed 17 --seeds 1000`.

use clap::Parser;
use tradewind_sim::{Plan, Script, SyncFault};

#[derive(Parser)]
#[command(about = "Deterministic simulation with crashes at every commit point")]
struct Options {
    /// The first seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many seeds to run from there.
    #[arg(long, default_value_t = 1)]
    seeds: u64,
    /// Steps of each run.
    #[arg(long, default_value_t = 300)]
    steps: u32,
    /// Run each seed once for every disk operation it makes, and cut the power there; then once for
    /// every sync, and let it fail.
    #[arg(long)]
    every_point: bool,
}

fn main() {
    let options = Options::parse();
    let mut crashes = 0_u64;
    for seed in options.seed..options.seed.saturating_add(options.seeds) {
        let plan = Plan { steps: options.steps, crashes: !options.every_point, crash_at: None, fail_sync_at: None };
        let report = Script::run(seed, plan);
        println!("seed {seed}: {report:?}");
        crashes += u64::from(report.boots - 1);
        if options.every_point {
            for operation in 1..=report.operations {
                Script::run(seed, Plan { crash_at: Some(operation), ..plan });
            }
            for sync in 1..=report.syncs {
                Script::run(seed, Plan { fail_sync_at: Some((sync, SyncFault::Tear)), ..plan });
            }
            crashes += report.operations + report.syncs;
        }
    }
    println!("{} seeds, {crashes} crashes, every promise kept", options.seeds);
}
