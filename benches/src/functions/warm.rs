//! Warm invocations: the same function again and again, one at a time; what each takes of a core.

use std::time::Duration;

use serde_json::json;

use crate::client::Client;
use crate::error::Error;
use crate::functions::lab::{Lab, invoke};
use crate::functions::options::Options;
use crate::functions::package::{Package, Runtimes};
use crate::functions::packages;
use crate::functions::report::Report;
use crate::functions::samples::Samples;
use crate::process::Process;
use crate::watch;

/// Invocations before the first one that counts.
const WARM_UP: usize = 200;

/// Measures every runtime.
pub async fn run(options: &Options, runtimes: &Runtimes, report: &mut Report) {
    for package in packages(runtimes) {
        eprintln!("warm {} ...", package.runtime);
        if let Err(error) = measure(options, package, report).await {
            report.failed(&format!("warm {}", package.runtime), &error);
        }
    }
}

async fn measure(options: &Options, package: &Package, report: &mut Report) -> Result<(), Error> {
    let mut lab = Lab::start(options, "auto", &[]).await?;
    lab.create("warm", package, json!({"MemorySize": 1769})).await?;
    for _ in 0..WARM_UP {
        invoke(&mut lab.client, "warm").await?;
    }
    let window = Duration::from_secs(options.seconds);
    let cpu = |lab: &Lab| -> Result<(Duration, Duration), Error> {
        let server = lab.process();
        let inside: Result<Vec<_>, _> = server.descendants().into_iter().map(Process::cpu).collect();
        Ok((server.cpu()?, inside?.into_iter().sum()))
    };
    let before = cpu(&lab)?;
    let begun = watch::now();
    let samples = until(&mut lab.client, begun + window).await?;
    let length = begun.elapsed();
    let after = cpu(&lab)?;
    let count = samples.count() as f64;
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / count;
    let (server, inside) = (micros(after.0 - before.0), micros(after.1 - before.1));
    report.times(&format!("warm {}", package.runtime), &samples);
    report.figure(&format!("warm {}: one at a time", package.runtime), count / length.as_secs_f64(), "invokes/s");
    report.figure(&format!("warm {}: server's CPU", package.runtime), server, "us/invoke");
    report.figure(&format!("warm {}: function's CPU", package.runtime), inside, "us/invoke");
    report.figure(
        &format!("warm {}: server and function", package.runtime),
        1e6 / (server + inside),
        "invokes/s a core",
    );
    Ok(())
}

async fn until(client: &mut Client, end: std::time::Instant) -> Result<Samples, Error> {
    let mut samples = Samples::default();
    while watch::now() < end {
        samples.add(invoke(client, "warm").await?);
    }
    Ok(samples)
}
