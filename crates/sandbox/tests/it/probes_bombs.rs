//! What a program can use up: its own share, and nothing of the host's.

use std::process::Command;

use tokio::io::AsyncReadExt;
use tradewind_sandbox::{Egress, Level, Limits};

use crate::probes_support::{AS_SOMEBODY, LIMITS, again, processes, root, run, shell, spec, start};

async fn fork_bomb() {
    let running = start(Level::Sandbox, Egress::None).await;
    let name = format!("fork-bomb-{}", std::process::id());
    let most = LIMITS.processes as usize;
    // Everyone goes on making more, and says when it can't.
    let script = r#"while (1) { defined(fork) or print STDERR "can't fork: $!\n" }"#;
    let bomb = spec(&name, &["/usr/bin/perl", "-e", script, &name], LIMITS);
    let instance = running.launcher.launch(bomb).await.unwrap();
    let mut errors = tokio::net::unix::pipe::Receiver::from_owned_fd(instance.take_ends().unwrap().stderr).unwrap();
    let mut said = String::new();
    for _ in 0..20 {
        // It is at its limit again and again.
        while !said.contains("can't fork: Resource temporarily unavailable") {
            let mut some = [0; 4096];
            let bytes = errors.read(&mut some).await.unwrap();
            assert_ne!(bytes, 0, "it ended by itself: {said}");
            said.push_str(&String::from_utf8_lossy(&some[..bytes]));
        }
        said.clear();
        let now = processes(&name);
        assert!(now <= most, "{now} processes, more than {most}");
        assert!(Command::new("true").status().unwrap().success(), "the host makes processes");
    }
    assert_ne!(processes(&name), 0);
    // Others launch and end beside it.
    let beside = run(&running.launcher, shell("beside", "echo here", LIMITS)).await;
    assert_eq!((beside.exit.code, beside.out.as_str()), (Some(0), "here\n"));
    instance.kill().await;
    assert_eq!(processes(&name), 0, "all of it is gone when it is said to be");
    running.stop().await;
}

async fn memory_bomb() {
    let running = start(Level::Sandbox, Egress::None).await;
    // `tail` keeps the last line, and this one has no end.
    let script = "tail -n 1 /dev/zero > /dev/null";
    let by_the_kernel = running.limits_memory();
    assert!(by_the_kernel || !root(), "root has cgroups wherever these tests run");
    let bomb = run(&running.launcher, shell("memory-bomb", script, LIMITS)).await;
    assert!(bomb.exit.out_of_memory, "{bomb:?}");
    assert_ne!(bomb.exit.code, Some(0), "{bomb:?}");
    let peak = bomb.exit.peak_memory_bytes.unwrap();
    assert!(peak > LIMITS.memory_bytes / 2, "{peak} bytes at most");
    assert!(peak <= LIMITS.memory_bytes || !by_the_kernel, "{peak} bytes at most");
    // The same program with nothing to keep: not every end is one of memory.
    let fine = run(&running.launcher, shell("no-bomb", "tail -n 1 /dev/null; exit 137", LIMITS)).await;
    assert_eq!((fine.exit.code, fine.exit.out_of_memory), (Some(137), false), "{fine:?}");
    // What lies in /tmp is memory too.
    let limits = Limits { tmp_bytes: LIMITS.memory_bytes * 4, ..LIMITS };
    let full = run(&running.launcher, shell("full-tmp", "cat /dev/zero > /tmp/full; echo end", limits)).await;
    assert!(full.exit.out_of_memory, "{full:?}");
    running.stop().await;
}

async fn disk_bomb() {
    let running = start(Level::Sandbox, Egress::None).await;
    let script = "cat /dev/zero > /tmp/full; wc -c < /tmp/full";
    let bomb = run(&running.launcher, shell("disk-bomb", script, LIMITS)).await;
    assert!(bomb.errors.contains("No space left on device"), "{bomb:?}");
    assert_eq!(bomb.out.trim().parse::<u64>().unwrap(), LIMITS.tmp_bytes, "{bomb:?}");
    // Empty files have no size, but they are not free either.
    let files = "i=0; while : > /tmp/$i; do i=$((i+1)); done; echo $i";
    let bomb = run(&running.launcher, shell("file-bomb", files, LIMITS)).await;
    assert!(bomb.errors.contains("No space left on device"), "{bomb:?}");
    // Which folders take a file, of all there are, two levels deep.
    let script = "for folder in / /* /*/* /var/task/* /dev/*; do
            [ -d $folder ] && ( : > $folder/.written ) 2> /dev/null && echo $folder
        done | grep -v ^/proc/ | sort -u; exit 0";
    let writable = run(&running.launcher, shell("writable", script, LIMITS)).await;
    let own: Vec<&str> =
        writable.out.lines().filter(|folder| !["/tmp", "/var/tmp", "/dev/shm"].contains(folder)).collect();
    assert_eq!(own, Vec::<&str>::new(), "{writable:?}");
    assert!(writable.out.lines().any(|folder| folder == "/tmp"), "{writable:?}");
    // And the other folder in memory has an end as well.
    let shm = run(&running.launcher, shell("shm-bomb", "cat /dev/zero > /dev/shm/full; echo end", LIMITS)).await;
    assert!(shm.errors.contains("No space left on device") || shm.exit.out_of_memory, "{shm:?}");
    running.stop().await;
}

#[tokio::test]
async fn a_fork_bomb_stays_within_its_limit_and_can_be_ended() {
    fork_bomb().await;
}

#[tokio::test]
async fn a_memory_bomb_is_ended_and_reported_as_one() {
    memory_bomb().await;
}

#[tokio::test]
async fn a_disk_bomb_fills_its_own_folder_and_no_other() {
    disk_bomb().await;
}

#[tokio::test]
#[ignore = "run by `bombs_are_contained_for_an_unprivileged_server`"]
async fn bombs_as_this_user() {
    fork_bomb().await;
    memory_bomb().await;
    disk_bomb().await;
}

#[test]
fn bombs_are_contained_for_an_unprivileged_server() {
    assert!(root(), "changing the user needs root");
    again(AS_SOMEBODY, "probes_bombs::bombs_as_this_user");
}
