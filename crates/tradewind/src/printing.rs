//! Standard output.

use std::fmt::Display;
use std::io::{ErrorKind, Write as _};

/// Prints a line. Whoever reads may have gone, which is no failure; where the output can't be kept the program says so and ends.
pub(crate) fn line(text: impl Display) {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("tradewind: standard output can't be written: {error}");
            std::process::exit(1);
        }
        _ => {}
    }
}
