//! The private root, and who a program is in it.

use tradewind_sandbox::{LaunchError, Level, Mount};

use crate::scenario;
use crate::support::{Bench, finish, line, read_only, shell, stream};

async fn who_it_is(bench: &Bench) {
    let instance = bench.sh("who", "cat /proc/self/status; id -un; hostname; set -- /proc/[0-9]*; echo $#").await;
    let (out, err, _) = finish(&instance).await;
    assert_eq!(err, "");
    let line = |name: &str| {
        let line = out.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name} in {out}"));
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("Uid:"), "65534 65534 65534 65534");
    assert_eq!(line("Gid:"), "65534 65534 65534 65534");
    assert_eq!(line("Groups:"), "");
    for name in ["CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"] {
        assert_eq!(line(name), "0000000000000000", "{name}");
    }
    assert_eq!((line("NoNewPrivs:").as_str(), line("Seccomp:").as_str()), ("1", "2"));
    // Init and the shell: nobody else.
    assert!(out.ends_with("nobody\nsandbox\n2\n"), "{out}");
}

scenario!(who_it_is_in_a_sandbox, Level::Sandbox, who_it_is);

async fn mounts_are_as_asked(bench: &Bench) {
    let code = bench.files("code", &[("file", "text"), ("run", "#!/bin/sh\necho ran\n")]);
    let data = bench.files("data", &[]);
    std::fs::set_permissions(&data, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    let script = "cat /var/task/file; /var/task/run; cat /etc/single; echo new > /srv/data/made; cat /tmp/in/file
        for one in /var/task/file /var/task/new /usr/new /new /etc/single /etc/passwd /dev/new; do
            (echo x > $one) 2>/dev/null && echo written $one
        done
        ls / | tr '\\n' ' '; cat /proc/mounts >&2";
    let mut spec = shell("mounts", script);
    spec.mounts = vec![
        read_only(code.clone(), "/var/task"),
        read_only(code.join("file"), "/srv/single"),
        Mount { source: data.clone(), target: "/srv/data".into(), read_only: false },
        read_only(code, "/tmp/in"),
    ];
    let spec =
        tradewind_sandbox::Spec { start: shell("mounts", &script.replace("/etc/single", "/srv/single")).start, ..spec };
    let instance = bench.launcher.launch(spec).await.unwrap();
    let (out, mounts, exit) = finish(&instance).await;
    assert!(out.starts_with("textran\ntexttext"), "{out}");
    assert!(!out.contains("written"), "{out}");
    assert_eq!(exit.code, Some(0));
    assert_eq!(std::fs::read_to_string(data.join("made")).unwrap(), "new\n");
    for target in ["/var/task", "/srv/single", "/srv/data", "/tmp/in"] {
        let line = mounts.lines().find(|line| line.split(' ').nth(1) == Some(target)).unwrap();
        let options: Vec<&str> = line.split(' ').nth(3).unwrap().split(',').collect();
        assert!(options.contains(&"nosuid") && options.contains(&"nodev"), "{line}");
        assert_eq!(options.contains(&"ro"), target != "/srv/data", "{line}");
    }
    // Nothing of the host but its system.
    let top: Vec<&str> = out.lines().last().unwrap().trim_start_matches("texttext").split_whitespace().collect();
    let known = [
        "bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "nix", "proc", "run", "sbin", "srv", "tmp", "usr",
        "var",
    ];
    assert!(top.iter().all(|one| known.contains(one)), "{top:?}");
}

scenario!(mounts_are_as_asked_in_a_sandbox, Level::Sandbox, mounts_are_as_asked);

async fn mounts_stay_out_of_the_way(bench: &Bench) {
    let code = bench.files("code", &[]);
    for target in ["/", "/proc/1", "/dev", "/etc", "relative", "/var/../etc", "/tmp"] {
        let mut spec = shell("target", "true");
        spec.mounts = vec![read_only(code.clone(), target)];
        let error = bench.launcher.launch(spec).await.unwrap_err();
        assert!(matches!(error, LaunchError::Invalid(_)), "{target}: {error:?}");
    }
    let mut spec = shell("source", "true");
    spec.mounts = vec![read_only(code.join("there-is-no-such"), "/var/task")];
    let error = bench.launcher.launch(spec).await.unwrap_err();
    let LaunchError::Failed { step, error } = error else { panic!("{error:?}") };
    assert!(step.starts_with("open_tree(") && error.starts_with("ENOENT"), "{step}: {error}");
}

scenario!(mounts_stay_out_of_the_way_in_a_sandbox, Level::Sandbox, mounts_stay_out_of_the_way);

async fn late_mounts(bench: &Bench) {
    use tokio::io::AsyncWriteExt;
    let code = bench.files("late", &[("file", "late")]);
    let script = "ls /var/task 2>&1 | head -1 >&3; read line <&3; cat /var/task/file >&3; echo >&3
        (echo x > /var/task/file) 2>/dev/null || echo refused >&3; read line <&3";
    let instance = bench.sh("late", script).await;
    let other = bench.sh("other", "read line <&3; cat /var/task/file >&3 2>&3; read line <&3").await;
    let mut control = stream(instance.take_ends().unwrap().control);
    let first = line(&mut control).await;
    assert!(first.contains("No such file"), "{first}");
    instance.attach(vec![read_only(code, "/var/task")]).await.unwrap();
    control.write_all(b"\n").await.unwrap();
    assert_eq!(line(&mut control).await, "late");
    assert_eq!(line(&mut control).await, "refused");
    let mut control = stream(other.take_ends().unwrap().control);
    control.write_all(b"\n").await.unwrap();
    let seen = line(&mut control).await;
    assert!(seen.contains("No such file"), "an attached folder is seen by another instance: {seen}");
    other.kill().await;
    let error = other.attach(Vec::new()).await.unwrap_err();
    assert!(matches!(error, LaunchError::Gone(_)), "{error:?}");
}

scenario!(late_mounts_in_a_sandbox, Level::Sandbox, late_mounts);

async fn temporary_files_are_its_own(bench: &Bench) {
    let script = "head -c 1000000 /dev/zero > /tmp/small && echo small
        head -c 100000000 /dev/zero > /tmp/large 2>/dev/null || echo full; stat -c %a /tmp; ls /tmp";
    let instance = bench.sh("tmp", script).await;
    let (out, _, _) = finish(&instance).await;
    assert_eq!(out, "small\nfull\n1777\nlarge\nsmall\n");
    let again = bench.sh("again", "ls -A /tmp /dev/shm").await;
    let (out, _, _) = finish(&again).await;
    assert_eq!(out, "/dev/shm:\n\n/tmp:\n");
}

scenario!(temporary_files_are_its_own_in_a_sandbox, Level::Sandbox, temporary_files_are_its_own);
