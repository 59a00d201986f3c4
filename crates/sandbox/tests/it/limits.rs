//! Memory, processes, files, and stopping where it is.

use tradewind_sandbox::Level;

use crate::scenario;
use crate::support::{Bench, finish, line, shell, stream};

const EATER: &str = "
import socket
control = socket.socket(fileno=3)
kept = []
while True:
    kept.append(bytearray(1 << 20))
    for place in range(0, 1 << 20, 4096):
        kept[-1][place] = 1
";

async fn out_of_memory(bench: &Bench) {
    let mut spec = bench.mark(shell("eater", &format!("exec /usr/bin/python3 -c \"{EATER}\"")));
    spec.limits.memory_bytes = 64 << 20;
    let instance = bench.launcher.launch(spec).await.unwrap();
    let exit = instance.exited().await;
    assert!(exit.out_of_memory, "{exit:?}");
    assert_eq!((exit.code, exit.signal), (None, Some(9)));
    let peak = exit.peak_memory_bytes.unwrap();
    assert!(peak > 32 << 20, "{exit:?}");
    // One that is within its limit is not told so.
    let other = bench.sh("modest", "exit 137").await;
    let exit = other.exited().await;
    assert_eq!((exit.code, exit.out_of_memory), (Some(137), false));
}

scenario!(out_of_memory_in_a_sandbox, Level::Sandbox, out_of_memory);
scenario!(out_of_memory_confined, Level::Confined, out_of_memory);
scenario!(out_of_memory_of_a_process, Level::Process, out_of_memory);

const HOLDER: &str = "
import socket
control = socket.socket(fileno=3)
kept = bytearray(b'x' * (40 << 20))
control.send(b'held\\n')
control.recv(1)
del kept
control.send(b'freed\\n')
control.recv(1)
";

async fn memory_is_measured(bench: &Bench) {
    use tokio::io::AsyncWriteExt;
    let instance = bench.sh("holder", &format!("exec /usr/bin/python3 -c \"{HOLDER}\"")).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "held");
    let held = instance.memory().await;
    assert!(held.current_bytes > 40 << 20 && held.peak_bytes >= held.current_bytes, "{held:?}");
    control.write_all(b"x").await.unwrap();
    assert_eq!(line(&mut control).await, "freed");
    let freed = instance.memory().await;
    assert!(freed.current_bytes < 40 << 20 && freed.peak_bytes > 40 << 20, "{freed:?}");
    assert!(instance.reset_peak().await);
    let reset = instance.memory().await;
    assert!(reset.peak_bytes < 40 << 20, "{reset:?}");
    drop(control);
    let exit = instance.exited().await;
    assert!(exit.peak_memory_bytes.is_some(), "{exit:?}");
}

scenario!(memory_is_measured_in_a_sandbox, Level::Sandbox, memory_is_measured);
scenario!(memory_is_measured_confined, Level::Confined, memory_is_measured);

/// Never waits, and repeats what it is told.
const BUSY: &str = "
(while :; do :; done) &
echo started >&3
while read line <&3; do echo $line >&3; done
kill $!
";

async fn frozen(bench: &Bench) {
    use tokio::io::AsyncWriteExt;
    let instance = bench.sh("busy", BUSY).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "started");
    let running = states(bench);
    assert!(running.contains(&"R".to_owned()), "{running:?}");
    assert!(instance.freeze().await);
    control.write_all(b"asked\n").await.unwrap();
    // One that was told to stop runs no instruction of its own any more, but is seen to stop only when its turn comes.
    while states(bench).contains(&"R".to_owned()) {
        tokio::task::yield_now().await;
    }
    assert_eq!(states(bench).len(), running.len());
    let mut byte = [0; 1];
    assert_eq!(control.try_read(&mut byte).unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    assert!(instance.thaw().await);
    assert_eq!(line(&mut control).await, "asked");
    // What is frozen can be killed.
    assert!(instance.freeze().await);
    assert_eq!(instance.kill().await.signal, Some(9));
    assert!(!instance.freeze().await);
}

/// The states of the shells that were launched.
fn states(bench: &Bench) -> Vec<String> {
    let read = |pid: i32, file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
    let shells = bench.processes().into_iter().filter(|pid| read(*pid, "comm").trim() == "sh");
    let state = |pid: i32| Some(read(pid, "stat").rsplit(')').next()?.split_whitespace().next()?.to_owned());
    shells.filter_map(state).collect()
}

scenario!(frozen_in_a_sandbox, Level::Sandbox, frozen);
scenario!(frozen_confined, Level::Confined, frozen);
scenario!(frozen_process, Level::Process, frozen);

async fn few_files_and_processes(bench: &Bench) {
    let script = "ulimit -n; ulimit -c; i=0; while [ $i -lt 200 ]; do sleep 100 & i=$((i+1)); done; echo made all";
    let mut spec = bench.mark(shell("few", script));
    spec.limits.files = 200;
    spec.limits.processes = 20;
    let instance = bench.launcher.launch(spec).await.unwrap();
    let ends = instance.take_ends().unwrap();
    let exit = instance.exited().await;
    let out = crate::support::text(ends.stdout).await;
    assert_eq!(out, "200\n0\n", "{exit:?}");
    assert_ne!(exit.code, Some(0));
}

scenario!(few_files_and_processes_in_a_sandbox, Level::Sandbox, few_files_and_processes);

async fn nothing_to_gain_by_asking_for_nothing(bench: &Bench) {
    let instance = bench.sh("exit", "exit 0").await;
    let (_, _, exit) = finish(&instance).await;
    assert_eq!(exit.code, Some(0));
    assert!(!instance.freeze().await && !instance.thaw().await && !instance.reset_peak().await);
    assert_eq!(instance.memory().await, tradewind_sandbox::Memory::default());
    assert_eq!(instance.kill().await, exit);
}

scenario!(what_is_gone_does_nothing, Level::Sandbox, nothing_to_gain_by_asking_for_nothing);
