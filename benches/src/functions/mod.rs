//! Functions, measured from outside: how long the first invocation takes, how long the next, what an idle one costs.
//!
//! Several servers run side by side, one per way of starting and isolating, and every round asks each of them in turn: what the
//! machine does meanwhile, it does to all. A sample that answers anything but its own event makes the case FAILED.

pub mod burst;
pub mod cold;
pub mod delivery;
pub mod lab;
pub mod memory;
pub mod options;
pub mod package;
pub mod report;
pub mod samples;
pub mod warm;

use crate::error::Error;
use options::Options;
use package::{Package, Runtimes};
use report::Report;

/// Runs every case that was asked for.
///
/// # Errors
/// Only what leaves nothing to report: cases fail one by one, inside the report.
pub async fn run(options: &Options) -> Result<Report, Error> {
    let runtimes = Runtimes::find(options)?;
    let mut report = Report::default();
    report.remarks.push(format!("runtimes: {}", runtimes.names().join(", ")));
    if options.wants("cold") {
        cold::run(options, &runtimes, &mut report).await;
    }
    if options.wants("warm") {
        warm::run(options, &runtimes, &mut report).await;
    }
    if options.wants("burst") {
        burst::run(options, &runtimes, &mut report).await;
    }
    if options.wants("memory") {
        memory::run(options, &runtimes, &mut report).await;
    }
    if options.wants("delivery") {
        delivery::run(options, &runtimes, &mut report).await;
    }
    Ok(report)
}

/// The kinds of function that cases are measured with, in the order of the tables.
fn packages(runtimes: &Runtimes) -> Vec<&Package> {
    runtimes.packages.iter().collect()
}
