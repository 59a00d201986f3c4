//! Forks of a process that has everything loaded.

use std::path::{Path, PathBuf};

use tradewind_sandbox::{JOIN_MODULE, LaunchError, Level, Program, Spec, Start, ZygoteId, ZygoteSpec};

use crate::scenario;
use crate::support::{Bench, line, shell, stream};

/// Waits for a line, then answers with what it sees.
const ZYGOTE: &str = "
import os, sys
import tradewind_join
secret = 'loaded'
def run(control):
    text = b''
    while not text.endswith(b'\\n'):
        text += os.read(control, 100)
    status = open('/proc/self/status').read()
    names = ['Uid', 'Gid', 'CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb', 'NoNewPrivs', 'Seccomp', 'Threads']
    seen = [line.split(':')[1].split()[0] for line in status.splitlines() if line.split(':')[0] in names]
    seen.append('fds=' + '.'.join(sorted(os.listdir('/proc/self/fd'))))
    seen.append('pids=%d' % len([one for one in os.listdir('/proc') if one.isdigit()]))
    seen.append(secret)
    os.write(control, (' '.join(seen) + '\\n').encode())
    os.write(1, b'out')
    os.write(2, b'err')
    os.read(control, 1)
    os._exit(7)
tradewind_join.serve(run)
";

fn python() -> PathBuf {
    PathBuf::from("/usr/bin/python3")
}

/// Every CPython that is installed where installers put them, from 3.9 on.
fn pythons() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("/usr/bin"), PathBuf::from("/usr/local/bin")];
    if let Some(root) = std::env::var_os("PYENV_ROOT") {
        let versions = std::fs::read_dir(Path::new(&root).join("versions")).into_iter().flatten().flatten();
        folders.extend(versions.map(|version| version.path().join("bin")));
    }
    let names = (9..20).map(|minor| format!("python3.{minor}"));
    let all = names.flat_map(|name| folders.iter().map(|folder| folder.join(&name)).collect::<Vec<_>>());
    all.filter(|path| path.exists()).collect()
}

fn zygote(bench: &Bench, text: &str, join: &str) -> ZygoteSpec {
    let folder = bench.files("zygote", &[("zygote.py", text), ("tradewind_join.py", join)]);
    let program = Program {
        path: python(),
        args: vec![folder.join("zygote.py").to_string_lossy().into_owned()],
        env: vec![("PYTHONDONTWRITEBYTECODE".to_owned(), "1".to_owned())],
        dir: folder,
    };
    ZygoteSpec { name: "python".to_owned(), program }
}

fn fork(name: &str, of: ZygoteId) -> Spec {
    Spec { start: Start::Fork(of), ..shell(name, "") }
}

async fn forks(bench: &Bench) {
    use tokio::io::AsyncWriteExt;
    let zygote = bench.launcher.zygote(zygote(bench, ZYGOTE, JOIN_MODULE)).await.unwrap();
    let first = bench.launcher.launch(fork("first", zygote)).await.unwrap();
    let second = bench.launcher.launch(fork("second", zygote)).await.unwrap();
    let sandbox = bench.launcher.private_root();
    for instance in [&first, &second] {
        let ends = instance.take_ends().unwrap();
        let mut control = stream(ends.control);
        control.write_all(b"go\n").await.unwrap();
        let seen = line(&mut control).await;
        if sandbox {
            // Beside init it is alone; the descriptor that lists the others is the fifth.
            let zero = "0000000000000000";
            let expected = format!("1 65534 65534 {zero} {zero} {zero} {zero} {zero} 1 2 fds=0.1.2.3.4 pids=2 loaded");
            let mut sorted: Vec<&str> = seen.split(' ').collect();
            let mut wanted: Vec<&str> = expected.split(' ').collect();
            sorted.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(sorted, wanted, "{seen}");
        } else {
            assert!(seen.contains("fds=0.1.2.3.4 ") && seen.ends_with("loaded"), "{seen}");
        }
        control.write_all(b"x").await.unwrap();
        assert_eq!(crate::support::text(ends.stdout).await, "out");
        assert_eq!(crate::support::text(ends.stderr).await, "err");
        let exit = instance.exited().await;
        assert_eq!((exit.code, exit.signal), (Some(7), None));
    }
    let third = bench.launcher.launch(fork("third", zygote)).await.unwrap();
    bench.launcher.end_zygote(zygote).await;
    // What was forked goes on.
    let ends = third.take_ends().unwrap();
    let mut control = stream(ends.control);
    control.write_all(b"go\n").await.unwrap();
    assert!(line(&mut control).await.ends_with("loaded"));
    assert_eq!(third.kill().await.signal, Some(9));
    let error = bench.launcher.launch(fork("fourth", zygote)).await.unwrap_err();
    assert!(matches!(error, LaunchError::NoZygote | LaunchError::Zygote(_)), "{error:?}");
}

scenario!(forks_into_sandboxes, Level::Sandbox, forks);
scenario!(forks_confined, Level::Confined, forks);
scenario!(forks_as_processes, Level::Process, forks);

/// Forks, and says that everything was given up, but leaves out a part.
fn liar(without: &str) -> String {
    let lie = JOIN_MODULE.replace(without, "pass  # ");
    assert_ne!(lie, JOIN_MODULE, "{without}");
    lie
}

/// A user who is in other groups too can't leave them, and neither can what it launches.
#[test]
fn forks_for_a_user_with_groups() {
    let under = ["setpriv", "--reuid", "65533", "--regid", "65533", "--groups", "65531,65532"];
    if rustix::process::geteuid().is_root() {
        crate::probes_support::again(&under, "zygote::forks_into_sandboxes::own_user");
        crate::probes_support::again(&under, "zygote::forks_confined::own_user");
    }
}

async fn a_zygote_that_does_not_isolate(bench: &Bench) {
    let lies = [
        ("_checked(_libc.setns(init, _setup[\"spaces\"]), \"setns\")", "namespace"),
        ("_checked(_prctl(_PR_SET_SECCOMP", "Seccomp"),
        ("_drop_identity(order[\"user\"])", "Cap"),
        ("os.write(door, b\"0\")", "control groups"),
    ];
    for (number, (without, said)) in lies.into_iter().enumerate() {
        if said == "control groups" && bench.places().iter().all(|place| place.starts_with("/tmp")) {
            // There are none here.
            continue;
        }
        let zygote = bench.launcher.zygote(zygote(bench, ZYGOTE, &liar(without))).await.unwrap();
        let error = bench.launcher.launch(fork(&format!("lie-{number}"), zygote)).await.unwrap_err();
        let LaunchError::Zygote(why) = &error else { panic!("{error:?}") };
        assert!(why.contains(said) || said == "Cap" && (why.contains("Uid") || why.contains("Cap")), "{said}: {why}");
        bench.launcher.end_zygote(zygote).await;
    }
    assert_eq!(bench.processes().len(), 1, "something but the launcher is left");
}

scenario!(a_lying_zygote, Level::Sandbox, a_zygote_that_does_not_isolate);

async fn a_zygote_that_does_not_start(bench: &Bench) {
    let broken = zygote(bench, "import there_is_no_such_module", JOIN_MODULE);
    let error = bench.launcher.zygote(broken).await.unwrap_err();
    let LaunchError::Zygote(why) = &error else { panic!("{error:?}") };
    assert!(why.contains("there_is_no_such_module"), "{why}");
    let mut missing = zygote(bench, "", JOIN_MODULE);
    missing.program.path = Path::new("/usr/bin/there-is-no-such").into();
    let error = bench.launcher.zygote(missing).await.unwrap_err();
    assert!(error.to_string().contains("ENOENT"), "{error}");
}

scenario!(a_broken_zygote, Level::Sandbox, a_zygote_that_does_not_start);

async fn a_zygote_that_dies(bench: &Bench) {
    let dying = ZYGOTE.replace(
        "tradewind_join.serve(run)",
        "import signal; signal.alarm(0)\ntradewind_join.os.fork = lambda: os._exit(9)\ntradewind_join.serve(run)",
    );
    let zygote = bench.launcher.zygote(zygote(bench, &dying, JOIN_MODULE)).await.unwrap();
    let error = bench.launcher.launch(fork("dying", zygote)).await.unwrap_err();
    assert!(matches!(error, LaunchError::Zygote(_)), "{error:?}");
    let (out, _, _) = crate::support::finish(&bench.sh("other", "echo works").await).await;
    assert_eq!(out, "works\n");
}

scenario!(a_dying_zygote_in_a_sandbox, Level::Sandbox, a_zygote_that_dies);
scenario!(a_dying_zygote_confined, Level::Confined, a_zygote_that_dies);

/// Waits for its fork, and dies before it has said so.
async fn a_zygote_that_takes_the_news_with_it(bench: &Bench) {
    let silent = JOIN_MODULE.replace("_say(0, ended=pid, status=status)", "os._exit(0)");
    assert_ne!(silent, JOIN_MODULE);
    let zygote = bench.launcher.zygote(zygote(bench, ZYGOTE, &silent)).await.unwrap();
    let instance = bench.launcher.launch(fork("unsaid", zygote)).await.unwrap();
    assert_eq!(instance.kill().await.signal, Some(9));
    bench.launcher.end_zygote(zygote).await;
    assert_eq!(bench.processes().len(), 1, "something but the launcher is left");
}

scenario!(unsaid_ends_in_a_sandbox, Level::Sandbox, a_zygote_that_takes_the_news_with_it);
scenario!(unsaid_ends_confined, Level::Confined, a_zygote_that_takes_the_news_with_it);

#[tokio::test]
async fn forks_of_every_version() {
    use tokio::io::AsyncWriteExt;
    let bench = Bench::start(Level::Sandbox).await;
    for (number, python) in pythons().into_iter().enumerate() {
        let mut spec = zygote(&bench, ZYGOTE, JOIN_MODULE);
        spec.program.path = python.clone();
        let id = bench.launcher.zygote(spec).await.unwrap_or_else(|error| panic!("{}: {error}", python.display()));
        let instance = bench.launcher.launch(fork(&format!("version-{number}"), id)).await;
        let instance = instance.unwrap_or_else(|error| panic!("{}: {error}", python.display()));
        let mut control = stream(instance.take_ends().unwrap().control);
        control.write_all(b"go\n").await.unwrap();
        assert!(line(&mut control).await.ends_with("loaded"));
        bench.launcher.end_zygote(id).await;
    }
    bench.end().await;
}
