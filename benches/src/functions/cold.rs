//! Cold starts: a function that was never invoked, asked once.
//!
//! ```text
//! auto      zygotes and pools where they help, level sandbox      what a user gets
//! spawn     a fresh interpreter each time, level sandbox          what zygotes and pools save
//! process   a fresh interpreter each time, not isolated           what the sandbox costs
//! bare      the interpreter alone, started and ended              the machine's floor
//! ```

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;

use crate::error::Error;
use crate::functions::lab::{Lab, invoke};
use crate::functions::options::Options;
use crate::functions::package::{Package, Runtimes};
use crate::functions::packages;
use crate::functions::report::Report;
use crate::functions::samples::Samples;
use crate::watch;

/// Servers that are asked in turn.
const WAYS: [(&str, &[&str]); 3] = [
    ("auto", &[]),
    ("spawn", &["--functions-start", "spawn"]),
    (
        "process",
        &["--functions-start", "spawn", "--functions-isolation", "process", "--functions-min-isolation", "process"],
    ),
];

/// Starts that come before the first one that counts: zygotes and the pool come to be with the first use of a runtime.
const WARM_UP: usize = 3;

/// Rest before each start: the pool is filled again while nothing is asked for, as it is for everybody.
const REST: Duration = Duration::from_millis(700);

type Table = BTreeMap<(String, &'static str), Samples>;

/// Measures every runtime in every way.
pub async fn run(options: &Options, runtimes: &Runtimes, report: &mut Report) {
    eprintln!("cold ...");
    let mut table = Table::new();
    match rounds(options, runtimes, &mut table).await {
        Ok(()) => tell(runtimes, &table, report),
        Err(error) => report.failed("cold", &error),
    }
}

async fn rounds(options: &Options, runtimes: &Runtimes, table: &mut Table) -> Result<(), Error> {
    let mut labs = Vec::new();
    for (name, arguments) in WAYS {
        labs.push(Lab::start(options, name, arguments).await?);
    }
    for round in 0..options.samples + WARM_UP {
        for package in measured(runtimes) {
            let counts = round >= WARM_UP;
            // At `process` functions run as another user.
            for lab in labs.iter_mut().filter(|lab| !(package.private && lab.name == "process")) {
                watch::pause(REST).await;
                let took = once(lab, package, round).await.map_err(|error| with_words(error, lab))?;
                if counts {
                    table.entry((package.label.clone(), lab.name)).or_default().add(took);
                }
            }
            if counts && let Some(took) = bare(package)? {
                table.entry((package.label.clone(), "bare")).or_default().add(took);
            }
        }
    }
    Ok(())
}

fn measured(runtimes: &Runtimes) -> Vec<&Package> {
    packages(runtimes).into_iter().chain(&runtimes.boto3).collect()
}

async fn once(lab: &mut Lab, package: &Package, round: usize) -> Result<Duration, Error> {
    let name = format!("cold-{}-{round}", package.label.replace(['.', ' '], "-"));
    lab.create(&name, package, json!({})).await?;
    let took = invoke(&mut lab.client, &name).await?;
    lab.delete(&name).await?;
    Ok(took)
}

fn with_words(error: Error, lab: &Lab) -> Error {
    Error::Unexpected(format!("{} ({}): {error}\n{}", lab.name, "server", lab.last_words()))
}

/// Starts the interpreter and waits for its end.
fn bare(package: &Package) -> Result<Option<Duration>, Error> {
    let Some((program, arguments)) = &package.bare else { return Ok(None) };
    let begun = watch::now();
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(Error::io(format!("starting {program}")))?;
    let took = begun.elapsed();
    if status.success() { Ok(Some(took)) } else { Err(Error::Unexpected(format!("{program} ended with {status}"))) }
}

fn tell(runtimes: &Runtimes, table: &Table, report: &mut Report) {
    for package in measured(runtimes) {
        let of = |way: &'static str| table.get(&(package.label.clone(), way));
        for way in ["auto", "spawn", "process", "bare"] {
            if let Some(samples) = of(way) {
                report.times(&format!("cold {} {way}", package.label), samples);
            }
        }
        let middle = |way| of(way).and_then(|samples| samples.quantile(0.5));
        if let (Some(auto), Some(spawn)) = (middle("auto"), middle("spawn")) {
            report.ratio(&format!("{}: spawn / auto", package.label), spawn / auto);
        }
        if let (Some(spawn), Some(process)) = (middle("spawn"), middle("process")) {
            report.difference(&format!("{}: sandbox over process (spawn, p50)", package.label), spawn - process);
        }
    }
}
