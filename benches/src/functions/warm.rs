//! Warm invocations: the same function again and again, one at a time and several at a time; what each takes of a core.

use std::time::Duration;

use futures::future::try_join_all;
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

/// Callers of the throughput; each has an instance of its own.
const CALLERS: usize = 8;

async fn measure(options: &Options, package: &Package, report: &mut Report) -> Result<(), Error> {
    let mut lab = Lab::start(options, "auto", &["--functions-memory", "64GiB"]).await?;
    lab.create("warm", package, json!({"MemorySize": 1769})).await?;
    let mut callers = vec![lab.connect().await?];
    window(options, &lab, &mut callers, (package, "one at a time"), report).await?;
    while callers.len() < CALLERS {
        callers.push(lab.connect().await?);
    }
    window(options, &lab, &mut callers, (package, "eight at a time"), report).await
}

/// One closed loop of so many callers.
async fn window(
    options: &Options,
    lab: &Lab,
    callers: &mut [Client],
    (package, way): (&Package, &str),
    report: &mut Report,
) -> Result<(), Error> {
    for _ in 0..WARM_UP.div_ceil(callers.len()) {
        try_join_all(callers.iter_mut().map(|client| invoke(client, "warm"))).await?;
    }
    let length = Duration::from_secs(options.seconds);
    let cpu = || -> Result<(Duration, Duration), Error> {
        let server = lab.process();
        let inside: Result<Vec<_>, _> = server.descendants().into_iter().map(Process::cpu).collect();
        Ok((server.cpu()?, inside?.into_iter().sum()))
    };
    let before = cpu()?;
    let begun = watch::now();
    let times = try_join_all(callers.iter_mut().map(|client| until(client, begun + length))).await?;
    let length = begun.elapsed();
    let after = cpu()?;
    let samples: Samples = times.into_iter().flatten().collect();
    let count = samples.count() as f64;
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / count;
    let (server, inside) = (micros(after.0 - before.0), micros(after.1 - before.1));
    let name = |what: &str| format!("warm {}, {way}{what}", package.runtime);
    report.times(&name(""), &samples);
    report.figure(&name(""), count / length.as_secs_f64(), "invokes/s");
    report.figure(&name(": server's CPU"), server, "us/invoke");
    report.figure(&name(": function's CPU"), inside, "us/invoke");
    report.figure(&name(": server and function"), 1e6 / (server + inside), "invokes/s a core");
    Ok(())
}

async fn until(client: &mut Client, end: std::time::Instant) -> Result<Vec<Duration>, Error> {
    let mut times = Vec::new();
    while watch::now() < end {
        times.push(invoke(client, "warm").await?);
    }
    Ok(times)
}
