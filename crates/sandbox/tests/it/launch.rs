//! Starts, output, what is and what is not inherited.

use tradewind_sandbox::{LaunchError, Level, Start, ZygoteId};

use crate::scenario;
use crate::support::{Bench, finish, line, shell, spec, stream};

async fn output_and_status(bench: &Bench) {
    let instance = bench.sh("status", "echo out; echo err >&2; exit 3").await;
    let (out, err, exit) = finish(&instance).await;
    assert_eq!((out.as_str(), err.as_str()), ("out\n", "err\n"));
    assert_eq!((exit.code, exit.signal, exit.out_of_memory), (Some(3), None, false));
}

scenario!(output_and_status_in_a_sandbox, Level::Sandbox, output_and_status);
scenario!(output_and_status_confined, Level::Confined, output_and_status);
scenario!(output_and_status_of_a_process, Level::Process, output_and_status);

async fn signals(bench: &Bench) {
    let instance = bench.sh("signal", "kill -TERM $$").await;
    let (_, _, exit) = finish(&instance).await;
    assert_eq!((exit.code, exit.signal), (None, Some(15)));
}

scenario!(signals_in_a_sandbox, Level::Sandbox, signals);
scenario!(signals_confined, Level::Confined, signals);
scenario!(signals_of_a_process, Level::Process, signals);

async fn nothing_is_inherited(bench: &Bench) {
    let mut spec =
        spec("inherited", "/bin/sh", &["-c", "env; for one in /proc/self/fd/*; do echo ${one##*/}; done; pwd; umask"]);
    let Start::Spawn(program) = &mut spec.start else { unreachable!() };
    program.env = vec![("ONLY".to_owned(), "this=that".to_owned()), ("PATH".to_owned(), "/usr/bin:/bin".to_owned())];
    program.dir = "/usr".into();
    let instance = bench.launcher.launch(spec).await.unwrap();
    let (out, err, _) = finish(&instance).await;
    assert_eq!(err, "");
    let mut variables: Vec<&str> = out.lines().filter(|line| line.contains('=')).collect();
    variables.retain(|line| !["PWD=", "OLDPWD=", "SHLVL=", "_="].iter().any(|own| line.starts_with(own)));
    variables.sort_unstable();
    let mut expected = vec!["ONLY=this=that".to_owned(), "PATH=/usr/bin:/bin".to_owned()];
    expected.extend(instance.temporary_folder().map(|folder| format!("TMPDIR={}", folder.display())));
    assert_eq!(variables, expected);
    // The shell keeps a descriptor of the folder that it lists: the fifth.
    let numbers: Vec<&str> = out.lines().filter(|line| line.parse::<u32>().is_ok_and(|number| number < 1000)).collect();
    assert_eq!(numbers[..4], ["0", "1", "2", "3"], "{out}");
    assert!(numbers.len() <= 6, "{out}");
    assert!(out.ends_with("/usr\n0022\n"), "{out}");
}

scenario!(nothing_is_inherited_in_a_sandbox, Level::Sandbox, nothing_is_inherited);
scenario!(nothing_is_inherited_confined, Level::Confined, nothing_is_inherited);
scenario!(nothing_is_inherited_by_a_process, Level::Process, nothing_is_inherited);

async fn control_socket(bench: &Bench) {
    use tokio::io::AsyncWriteExt;
    let instance = bench.sh("control", "read line <&3; echo \"got $line\" >&3; read more <&3 || echo closed").await;
    let ends = instance.take_ends().unwrap();
    assert!(instance.take_ends().is_none());
    let mut control = stream(ends.control);
    control.write_all(b"word\n").await.unwrap();
    assert_eq!(line(&mut control).await, "got word");
    drop(control);
    assert_eq!(crate::support::text(ends.stdout).await, "closed\n");
    assert_eq!(instance.exited().await.code, Some(0));
}

scenario!(control_socket_in_a_sandbox, Level::Sandbox, control_socket);
scenario!(control_socket_confined, Level::Confined, control_socket);

async fn refusals(bench: &Bench) {
    let missing = bench.launcher.launch(spec("missing", "/usr/bin/there-is-no-such", &[])).await.unwrap_err();
    let LaunchError::Program { path, error } = missing else { panic!("{missing:?}") };
    assert_eq!(path.to_str(), Some("/usr/bin/there-is-no-such"));
    assert!(error.starts_with("ENOENT"), "{error}");

    let mut folder = shell("folder", "true");
    let Start::Spawn(program) = &mut folder.start else { unreachable!() };
    program.dir = "/there/is/no/such".into();
    let error = bench.launcher.launch(folder).await.unwrap_err();
    let LaunchError::Failed { step, .. } = error else { panic!("{error:?}") };
    assert_eq!(step, "chdir(/there/is/no/such)");

    let invalid = |error: LaunchError| assert!(matches!(error, LaunchError::Invalid(_)), "{error:?}");
    invalid(bench.launcher.launch(shell("no/name", "true")).await.unwrap_err());
    invalid(bench.launcher.launch(spec("relative", "sh", &[])).await.unwrap_err());
    let first = bench.sh("twice", "read line <&3").await;
    invalid(bench.launcher.launch(shell("twice", "true")).await.unwrap_err());
    drop(first);
    let mut fork = shell("fork", "true");
    fork.start = Start::Fork(ZygoteId(99));
    assert_eq!(bench.launcher.launch(fork).await.unwrap_err(), LaunchError::NoZygote);
}

scenario!(refusals_in_a_sandbox, Level::Sandbox, refusals);
scenario!(refusals_confined, Level::Confined, refusals);
scenario!(refusals_of_a_process, Level::Process, refusals);
