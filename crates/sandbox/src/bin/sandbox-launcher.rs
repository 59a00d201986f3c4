//! The launcher alone, without the server: what the tests and benches of this crate re-execute.

fn main() {
    tradewind_sandbox::entry();
    eprintln!("sandbox-launcher is started by the server; it does nothing by itself");
    std::process::exit(64);
}
