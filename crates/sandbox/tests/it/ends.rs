//! Ends: nothing is left, whoever ended what.

use tradewind_sandbox::{LaunchError, Launcher, Level};

use crate::scenario;
use crate::support::{Bench, finish, line, options, stream};

/// A program whose descendants leave it: another session, another parent.
const DAEMON: &str = "
(setsid sh -c 'trap \"\" TERM HUP INT; while :; do sleep 100; done' >/dev/null 2>&1 &)
(setsid sh -c 'setsid sh -c \"sleep 100\" >/dev/null 2>&1 & exit 0' >/dev/null 2>&1)
echo started >&3
read line <&3
";

async fn daemons_end(bench: &Bench) {
    let instance = bench.sh("killed", DAEMON).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "started");
    let launcher = bench.processes().len();
    assert!(launcher > 3, "the daemons are not there: {launcher}");
    let exit = instance.kill().await;
    assert_eq!((exit.code, exit.signal), (None, Some(9)));
    assert_eq!(bench.processes().len(), 1, "something but the launcher is left");

    let instance = bench.sh("left", DAEMON).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "started");
    drop(control);
    assert_eq!(instance.exited().await.code, Some(1), "read fails at the end");
    assert_eq!(bench.processes().len(), 1, "something but the launcher is left");
}

scenario!(daemons_end_in_a_sandbox, Level::Sandbox, daemons_end);
scenario!(daemons_end_confined, Level::Confined, daemons_end);
scenario!(daemons_end_of_a_process, Level::Process, daemons_end);

async fn what_is_dropped_is_killed(bench: &Bench) {
    let instance = bench.sh("dropped", "read line <&3").await;
    let other = bench.sh("other", "read line <&3").await;
    let ends = instance.take_ends().unwrap();
    drop(instance);
    // Its end of the pipe closes when it is gone.
    assert_eq!(crate::support::text(ends.stdout).await, "");
    // In the order of the requests: it has been killed before this one.
    assert_eq!(other.kill().await.signal, Some(9));
}

scenario!(what_is_dropped_is_killed_in_a_sandbox, Level::Sandbox, what_is_dropped_is_killed);

async fn a_launcher_that_is_killed(bench: &Bench) {
    let instance = bench.sh("orphan", DAEMON).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "started");
    let places = bench.places();
    let launcher = rustix::process::Pid::from_raw(bench.launcher.process_id().unwrap() as i32).unwrap();
    rustix::process::kill_process(launcher, rustix::process::Signal::KILL).unwrap();
    let exit = instance.exited().await;
    assert_eq!((exit.code, exit.signal), (None, Some(9)));
    let error = instance.connect(80).await.unwrap_err();
    assert!(matches!(error, LaunchError::Gone(_)), "{error:?}");
    assert!(!instance.freeze().await);

    // The next launch starts another one, which sweeps what that one left.
    let next = bench.sh("next", "echo again").await;
    let (out, _, _) = finish(&next).await;
    assert_eq!(out, "again\n");
    assert_ne!(bench.launcher.process_id().unwrap() as i32, launcher.as_raw_nonzero().get());
    let left: Vec<_> = places.iter().filter(|place| place.exists()).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

scenario!(a_killed_launcher_of_sandboxes, Level::Sandbox, a_launcher_that_is_killed);

async fn a_launcher_that_is_killed_and_its_folder_deleted(bench: &Bench) {
    let instance = bench.sh("orphan", "echo started >&3; read line <&3").await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "started");
    let groups: Vec<_> =
        bench.places().into_iter().filter(|place| place.exists() && !place.starts_with("/tmp")).collect();
    let launcher = rustix::process::Pid::from_raw(bench.launcher.process_id().unwrap() as i32).unwrap();
    rustix::process::kill_process(launcher, rustix::process::Signal::KILL).unwrap();
    assert_eq!(instance.exited().await.signal, Some(9));
    assert!(groups.iter().all(|group| group.exists()), "nobody has removed them: {groups:?}");
    std::fs::remove_dir_all(bench.state()).unwrap();
    // Any other one, of another server.
    let other = Bench::start(bench.launcher.level().unwrap()).await;
    let places = other.places();
    let third = Bench::start(bench.launcher.level().unwrap()).await;
    let left: Vec<_> = groups.iter().filter(|group| group.exists()).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    assert!(places.iter().filter(|place| !place.starts_with("/tmp")).all(|place| place.exists()), "of one that lives");
    third.end().await;
    other.end().await;
    // The next launch of the first one makes its own again.
    assert_eq!(finish(&bench.sh("next", "echo again").await).await.0, "again\n");
}

scenario!(a_killed_launcher_without_a_folder, Level::Sandbox, a_launcher_that_is_killed_and_its_folder_deleted);

/// Without namespaces and control groups nothing tells the kernel who belongs to whom: what has left the program's tree stays.
const CHILD: &str = "sh -c 'echo started >&3; read line <&3'";

async fn a_launcher_that_is_killed_without_namespaces(bench: &Bench) {
    let instance = bench.sh("orphan", &format!("exec {CHILD}")).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "started");
    let places = bench.places();
    let launcher = rustix::process::Pid::from_raw(bench.launcher.process_id().unwrap() as i32).unwrap();
    rustix::process::kill_process(launcher, rustix::process::Signal::KILL).unwrap();
    assert_eq!(instance.exited().await.signal, Some(9));
    // The socket closes with the program.
    let mut rest = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut control, &mut rest).await.unwrap();
    let (out, _, _) = finish(&bench.sh("next", "echo again").await).await;
    assert_eq!(out, "again\n");
    let left: Vec<_> = places.iter().filter(|place| place.exists()).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

scenario!(a_killed_launcher_confined, Level::Confined, a_launcher_that_is_killed_without_namespaces);
scenario!(a_killed_launcher_of_processes, Level::Process, a_launcher_that_is_killed_without_namespaces);

/// To the launcher, a launcher that nobody holds any more and a server that was killed are the same: its socket ends.
#[tokio::test]
async fn a_server_that_is_gone() {
    let bench = Bench::start(Level::Sandbox).await;
    let instance = bench.sh("orphan", DAEMON).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "started");
    let places = bench.places();
    let Bench { launcher, folder } = bench;
    drop((instance, launcher));
    // The last thing that the launcher does is to remove its list.
    while folder.path().join("state/left.json").exists() {
        tokio::task::yield_now().await;
    }
    let left: Vec<_> = places.iter().filter(|place| place.exists()).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    let mut rest = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut control, &mut rest).await.unwrap();
}

async fn many_at_once(bench: &Bench) {
    let starts = (0..100).map(|number| async move {
        let instance = bench.sh(&format!("many-{number}"), &format!("echo {number}; exit {}", number % 7)).await;
        let (out, _, exit) = finish(&instance).await;
        assert_eq!((out, exit.code), (format!("{number}\n"), Some(number % 7)));
    });
    futures::future::join_all(starts).await;
    assert_eq!(bench.processes().len(), 1, "something but the launcher is left");
    let groups = bench.places();
    for group in groups.iter().filter(|group| group.exists()) {
        let below = std::fs::read_dir(group).unwrap().filter(|one| one.as_ref().unwrap().path().is_dir()).count();
        assert_eq!(below, 0, "{}", group.display());
    }
}

scenario!(many_at_once_in_sandboxes, Level::Sandbox, many_at_once);
scenario!(many_at_once_confined, Level::Confined, many_at_once);

#[tokio::test]
async fn stop_ends_what_runs() {
    let folder = tempfile::tempdir().unwrap();
    let launcher = Launcher::start(options(folder.path(), Level::Sandbox)).await.unwrap();
    let instance = launcher.launch(crate::support::shell("runs", "read line <&3")).await.unwrap();
    launcher.stop().await;
    assert_eq!(instance.exited().await.signal, Some(9));
    let error = launcher.launch(crate::support::shell("late", "true")).await.unwrap_err();
    assert!(matches!(error, LaunchError::Gone(_)), "{error:?}");
}
