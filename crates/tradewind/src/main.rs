//! The `tradewind` program; everything is in the library beside it, so that tests can start servers in process.

// Requests make many small objects that die young, on every core at once; the system's allocator took an eighth of the
// server's time (`docs/PERFORMANCE.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    // This program is also the launcher of isolated processes, and what runs in them before they are: then it does not return.
    tradewind_sandbox::entry();
    tradewind::cli::main()
}
