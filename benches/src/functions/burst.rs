//! Many cold starts at the same moment: as many functions as connections, each asked once.

use futures::future::try_join_all;
use serde_json::json;

use crate::error::Error;
use crate::functions::lab::{Lab, invoke};
use crate::functions::options::Options;
use crate::functions::package::{Package, Runtimes};
use crate::functions::packages;
use crate::functions::report::Report;
use crate::functions::samples::Samples;
use crate::watch;

/// Measures every runtime.
pub async fn run(options: &Options, runtimes: &Runtimes, report: &mut Report) {
    for package in packages(runtimes) {
        eprintln!("burst {} ...", package.runtime);
        if let Err(error) = measure(options, package, report).await {
            report.failed(&format!("burst {}", package.runtime), &error);
        }
    }
}

async fn measure(options: &Options, package: &Package, report: &mut Report) -> Result<(), Error> {
    let mut lab = Lab::start(options, "auto", &["--functions-memory", "64GiB"]).await?;
    lab.create("first", package, json!({})).await?;
    invoke(&mut lab.client, "first").await?;
    let (mut names, mut clients) = (Vec::new(), Vec::new());
    for number in 0..options.burst {
        let name = format!("burst-{number}");
        lab.create(&name, package, json!({})).await?;
        names.push(name);
        clients.push(lab.connect().await?);
    }
    let begun = watch::now();
    let all = clients.iter_mut().zip(&names).map(|(client, name)| invoke(client, name));
    let samples: Samples = try_join_all(all).await?.into_iter().collect();
    let whole = begun.elapsed();
    report.times(&format!("burst of {} {}", options.burst, package.runtime), &samples);
    let rate = options.burst as f64 / whole.as_secs_f64();
    report.figure(&format!("burst of {} {}: all done", options.burst, package.runtime), rate, "starts/s");
    Ok(())
}
