//! `objects`: measures objects put and got over HTTP. See the crate's README.

use std::process::ExitCode;

use clap::Parser;
use tradewind_benches::error::Error;
use tradewind_benches::objects::{self, Options};

fn main() -> ExitCode {
    match play(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("objects: {error}");
            ExitCode::FAILURE
        }
    }
}

fn play(options: &Options) -> Result<(), Error> {
    // One thread, so that a core is left to the server.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("starting a runtime"))?;
    let report = runtime.block_on(objects::run(options))?;
    print!("{report}");
    Ok(())
}
