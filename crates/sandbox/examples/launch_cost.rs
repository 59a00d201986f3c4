//! What the isolation costs: from the request to the reported end of `/bin/true`, at each level, beside a plain process; and, with
//! a Python zygote, from the request to the first word of a fork.
//!
//! ```text
//! cargo run --release -p tradewind-sandbox --example launch_cost -- [ROUNDS]
//! ```
// Measuring is what this is for.
#![allow(clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tradewind_sandbox::{
    Choice, Egress, JOIN_MODULE, Launcher, Level, Limits, Options, Program, Spec, Start, ZygoteId, ZygoteSpec,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const ZYGOTE: &str = "\
import json, http.client, logging, ssl, urllib.request, gc, os
import tradewind_join
gc.collect(); gc.freeze()
def run(control):
    os.write(control, os.read(control, 1))
    os._exit(0)
tradewind_join.serve(run)
";

fn main() -> Result<()> {
    tradewind_sandbox::entry();
    let rounds: usize = std::env::args().nth(1).map_or(Ok(200), |text| text.parse())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(rounds))
}

async fn measure(rounds: usize) -> Result<()> {
    let mut plain = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        std::process::Command::new("/bin/true").status()?;
        plain.push(start.elapsed());
    }
    print("plain", plain);
    for level in [Level::Process, Level::Confined, Level::Sandbox] {
        let folder = std::env::temp_dir().join(format!("launch-cost-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("zygote"))?;
        let options = Options {
            executable: std::env::current_exe()?,
            state: folder.join("state"),
            choice: Choice::Exactly(level),
            floor: Level::Process,
            egress: Egress::None,
        };
        let launcher = Launcher::start(options).await?;
        if launcher.level().is_none() {
            println!("{level:<12} {:?}", launcher.self_test().reasons);
            continue;
        }
        spawns(&launcher, level, rounds).await?;
        forks(&launcher, level, rounds, &folder.join("zygote")).await?;
        launcher.stop().await;
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

async fn spawns(launcher: &Launcher, level: Level, rounds: usize) -> Result<()> {
    let (mut launched, mut ended) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let program = Program { path: "/bin/true".into(), dir: "/".into(), ..Program::default() };
        let spec = spec(format!("true-{round}"), Start::Spawn(program), level);
        let start = Instant::now();
        let instance = launcher.launch(spec).await?;
        launched.push(start.elapsed());
        instance.exited().await;
        ended.push(start.elapsed());
    }
    print(&format!("{level}, launched"), launched);
    print(&format!("{level}, ended"), ended);
    Ok(())
}

async fn forks(launcher: &Launcher, level: Level, rounds: usize, folder: &Path) -> Result<()> {
    let Some(python) =
        ["/usr/bin/python3", "/usr/local/bin/python3"].map(PathBuf::from).into_iter().find(|one| one.exists())
    else {
        return Ok(());
    };
    std::fs::write(folder.join("tradewind_join.py"), JOIN_MODULE)?;
    std::fs::write(folder.join("zygote.py"), ZYGOTE)?;
    let args = vec![folder.join("zygote.py").to_string_lossy().into_owned()];
    let program = Program { path: python, args, env: Vec::new(), dir: folder.to_owned() };
    let zygote: ZygoteId = launcher.zygote(ZygoteSpec { name: "python".to_owned(), program }).await?;
    let (mut spoke, mut ended) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let start = Instant::now();
        let instance = launcher.launch(spec(format!("fork-{round}"), Start::Fork(zygote), level)).await?;
        let control = instance.take_ends().ok_or("no ends")?.control;
        let control = std::os::unix::net::UnixStream::from(control);
        control.set_nonblocking(true)?;
        let mut control = tokio::net::UnixStream::from_std(control)?;
        control.write_all(b"x").await?;
        control.read_u8().await?;
        spoke.push(start.elapsed());
        instance.exited().await;
        ended.push(start.elapsed());
    }
    print(&format!("{level}, fork's word"), spoke);
    print(&format!("{level}, fork ended"), ended);
    Ok(())
}

fn spec(name: String, start: Start, level: Level) -> Spec {
    let limits =
        Limits { memory_bytes: 128 << 20, tmp_bytes: 512 << 20, cpu_millis: 2_000, processes: 1_024, files: 1_024 };
    let listen = if level == Level::Sandbox { vec![9001, 4566] } else { Vec::new() };
    Spec { name, start, mounts: Vec::new(), listen, connect: Vec::new(), limits }
}

fn print(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times.get((times.len().saturating_sub(1)) * part / 100).copied().unwrap_or_default();
    let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
    println!("{name:<24} min {:7.2}  p50 {:7.2}  p99 {:7.2} ms", millis(at(0)), millis(at(50)), millis(at(99)));
}
