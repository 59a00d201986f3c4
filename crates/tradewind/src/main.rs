//! The `tradewind` program; everything is in the library beside it, so that tests can start servers in process.

fn main() -> std::process::ExitCode {
    tradewind::cli::main()
}
