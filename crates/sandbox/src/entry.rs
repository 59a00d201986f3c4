//! What a re-executed process is.

use crate::selftest::PROBES;

/// The first argument of the launcher; the second is its configuration.
pub(crate) const LAUNCHER: &str = "tradewind-sandbox-launcher";

/// The third argument of a launcher that has executed itself.
pub(crate) const AGAIN: &str = "again";

/// To be called first in every `main` of an executable that may be re-executed as the launcher or as one of its helpers. Returns
/// at once in an ordinary process; in a re-executed one it does that one's work and never returns.
pub fn entry() {
    let mut args = std::env::args().skip(1);
    let status = match args.next().as_deref() {
        Some(LAUNCHER) => {
            let config = args.next().unwrap_or_default();
            crate::launcher::run(&config, args.next().as_deref() == Some(AGAIN))
        }
        Some(PROBES) => crate::selftest::main(&args.next().unwrap_or_default()),
        _ => return,
    };
    std::process::exit(status);
}
