//! The sandbox's launcher alone, without a server: what the tests of this crate re-execute.

fn main() {
    tradewind_sandbox::entry();
    eprintln!("functions-launcher is started by tests; it does nothing by itself");
    std::process::exit(64);
}
