//! `functions`: measures functions from outside. See the crate's README.

use std::process::ExitCode;

use clap::Parser;
use tokio::task::LocalSet;
use tradewind_benches::error::Error;
use tradewind_benches::functions::{self, options::Options};

fn main() -> ExitCode {
    match play(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("functions: {error}");
            ExitCode::FAILURE
        }
    }
}

fn play(options: &Options) -> Result<bool, Error> {
    // One thread, so that a core is left to the server.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("starting a runtime"))?;
    let report = LocalSet::new().block_on(&runtime, async {
        // An interrupt drops the run, and with it its servers and their directories.
        tokio::select! {
            report = functions::run(options) => report,
            _ = tokio::signal::ctrl_c() => Err(Error::Unexpected("interrupted".to_owned())),
        }
    })?;
    print!("{}", report.markdown());
    Ok(report.clean())
}
