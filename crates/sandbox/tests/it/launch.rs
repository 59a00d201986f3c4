//! Starts, ends, output.

use tradewind_sandbox::Level;

use crate::scenario;
use crate::support::{Bench, finish};

async fn output_and_status(bench: &Bench) {
    let instance = bench.sh("status", "echo out; echo err >&2; exit 3").await;
    let (out, err, exit) = finish(&instance).await;
    assert_eq!((out.as_str(), err.as_str()), ("out\n", "err\n"));
    assert_eq!((exit.code, exit.signal), (Some(3), None));
}

scenario!(output_and_status_in_a_sandbox, Level::Sandbox, output_and_status);
scenario!(output_and_status_confined, Level::Confined, output_and_status);
scenario!(output_and_status_of_a_process, Level::Process, output_and_status);
