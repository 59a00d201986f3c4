//! `load`: measures a server over HTTP. See the crate's README.

use std::process::ExitCode;

use clap::Parser;
use tokio::task::LocalSet;
use tradewind_benches::error::Error;
use tradewind_benches::load::options::{Options, Part};
use tradewind_benches::load::{self, peer};

fn main() -> ExitCode {
    match play(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

fn play(options: &Options) -> Result<bool, Error> {
    if let Some(Part::Peer) = options.part {
        return peer::serve().map(|()| true);
    }
    // One thread, so that a core is left to the server.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("starting a runtime"))?;
    LocalSet::new().block_on(&runtime, measure(options))
}

async fn measure(options: &Options) -> Result<bool, Error> {
    // An interrupt drops the run, and with it its servers and their directories.
    let report = tokio::select! {
        report = load::run(options) => report?,
        _ = tokio::signal::ctrl_c() => return Err(Error::Unexpected("interrupted".to_owned())),
    };
    print!("{}", report.markdown());
    if let Some(path) = &options.json {
        std::fs::write(path, format!("{:#}\n", report.json()))
            .map_err(Error::io(format!("writing {}", path.display())))?;
    }
    Ok(report.clean())
}
