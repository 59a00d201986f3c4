//! `kill9`: kills a server under load and looks for what was lost. See the crate's README.

use std::process::ExitCode;

use clap::Parser;
use tokio::task::LocalSet;
use tradewind_benches::error::Error;
use tradewind_benches::kill9::{self, Options};

fn main() -> ExitCode {
    match play(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("kill9: {error}");
            ExitCode::FAILURE
        }
    }
}

fn play(options: &Options) -> Result<bool, Error> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("starting a runtime"))?;
    LocalSet::new().block_on(&runtime, async {
        // An interrupt drops the run, and with it its server.
        tokio::select! {
            clean = kill9::run(options) => clean,
            _ = tokio::signal::ctrl_c() => Err(Error::Unexpected("interrupted".to_owned())),
        }
    })
}
