//! What an idle function costs: the memory of all processes below the server, with instances and without.

use serde_json::json;

use crate::error::Error;
use crate::functions::lab::{Lab, invoke};
use crate::functions::options::Options;
use crate::functions::package::{Package, Runtimes};
use crate::functions::packages;
use crate::functions::report::Report;
use crate::process::Process;

/// Idle instances that are measured together.
const INSTANCES: usize = 20;

/// Measures every runtime.
pub async fn run(options: &Options, runtimes: &Runtimes, report: &mut Report) {
    for package in packages(runtimes) {
        eprintln!("memory {} ...", package.runtime);
        if let Err(error) = measure(options, package, report).await {
            report.failed(&format!("memory {}", package.runtime), &error);
        }
    }
}

async fn measure(options: &Options, package: &Package, report: &mut Report) -> Result<(), Error> {
    let mut lab = Lab::start(options, "auto", &[]).await?;
    // The first start brings the zygote, which is there once and not once an instance.
    for number in 0..2 {
        start(&mut lab, package, number).await?;
    }
    let before = below(lab.process());
    for number in 2..INSTANCES + 2 {
        start(&mut lab, package, number).await?;
    }
    let after = below(lab.process());
    let each = after.saturating_sub(before) as f64 / INSTANCES as f64 / f64::from(1 << 20);
    report.figure(&format!("memory {}: an idle instance (PSS)", package.runtime), each, "MiB");
    Ok(())
}

async fn start(lab: &mut Lab, package: &Package, number: usize) -> Result<(), Error> {
    let name = format!("idle-{number}");
    lab.create(&name, package, json!({})).await?;
    invoke(&mut lab.client, &name).await.map(|_| ())
}

/// A process that has just ended counts for nothing.
fn below(server: Process) -> u64 {
    server.descendants().into_iter().filter_map(|process| process.proportional().ok()).sum()
}
