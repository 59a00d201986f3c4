//! Tables over the filter, judged by an interpreter of the instructions that `seccompiler` emits.

use super::*;

/// What the kernel would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Allow,
    Errno(i32),
    Kill,
}

const PERM: Outcome = Outcome::Errno(libc::EPERM);
const NOSYS: Outcome = Outcome::Errno(libc::ENOSYS);

/// Runs the instructions over `struct seccomp_data`.
fn judge(program: &Program, machine: u32, number: c_long, arguments: &[u64]) -> Outcome {
    let mut data = [0_u8; 64];
    data[0..4].copy_from_slice(&(number as u32).to_ne_bytes());
    data[4..8].copy_from_slice(&machine.to_ne_bytes());
    for (index, one) in arguments.iter().enumerate() {
        data[16 + index * 8..24 + index * 8].copy_from_slice(&one.to_ne_bytes());
    }
    let (mut at, mut accumulator) = (0, 0_u32);
    loop {
        let one = &program.0[at];
        at += 1;
        let jump = |holds: bool| usize::from(if holds { one.jt } else { one.jf });
        match one.code {
            0x20 => {
                let from = one.k as usize;
                accumulator = u32::from_ne_bytes(data[from..from + 4].try_into().unwrap());
            }
            0x54 => accumulator &= one.k,
            0x05 => at += one.k as usize,
            0x15 => at += jump(accumulator == one.k),
            0x25 => at += jump(accumulator > one.k),
            0x35 => at += jump(accumulator >= one.k),
            0x06 => {
                return match one.k & 0xffff_0000 {
                    libc::SECCOMP_RET_ALLOW => Outcome::Allow,
                    libc::SECCOMP_RET_ERRNO => Outcome::Errno((one.k & 0xffff) as i32),
                    libc::SECCOMP_RET_KILL_PROCESS => Outcome::Kill,
                    other => panic!("an answer that was never asked for: {other:#x}"),
                };
            }
            other => panic!("unknown instruction {other:#x}"),
        }
    }
}

/// `AUDIT_ARCH_*` of this machine and of another one that its kernel runs.
#[cfg(target_arch = "x86_64")]
const MACHINES: [u32; 2] = [0xc000_003e, 0x4000_0003];
#[cfg(target_arch = "aarch64")]
const MACHINES: [u32; 2] = [0xc000_00b7, 0x4000_0028];

fn reach(level: Level, egress: Egress, own_uid: bool) -> Reach {
    Reach { level, egress, own_uid }
}

fn sandbox() -> Program {
    program(reach(Level::Sandbox, Egress::None, true)).unwrap()
}

fn confined(egress: Egress, own_uid: bool) -> Program {
    program(reach(Level::Confined, egress, own_uid)).unwrap()
}

fn here(program: &Program, number: c_long, arguments: &[u64]) -> Outcome {
    judge(program, MACHINES[0], number, arguments)
}

fn table(program: &Program, rows: &[(c_long, &[u64], Outcome)]) {
    for (number, arguments, verdict) in rows {
        assert_eq!(here(program, *number, arguments), *verdict, "call {number} {arguments:x?}");
    }
}

const STREAM: u64 = libc::SOCK_STREAM as u64 | libc::SOCK_CLOEXEC as u64 | libc::SOCK_NONBLOCK as u64;
const DATAGRAM: u64 = libc::SOCK_DGRAM as u64 | libc::SOCK_CLOEXEC as u64;
const RAW: u64 = libc::SOCK_RAW as u64;
const UNIX: u64 = libc::AF_UNIX as u64;
const INET: u64 = libc::AF_INET as u64;
const INET6: u64 = libc::AF_INET6 as u64;
const NETLINK: u64 = libc::AF_NETLINK as u64;

#[test]
fn every_listed_call_gets_what_its_list_says() {
    let program = sandbox();
    let allowed = [calls::ALLOWED, calls::ALLOWED_OLD, calls::ALLOWED_NEW, calls::ALLOWED_UPROBES, calls::NAMED_MEMORY];
    for (name, number) in allowed.concat() {
        assert_eq!(here(&program, number, &[u64::MAX; 6]), Outcome::Allow, "{name}");
    }
    for (name, number) in [calls::REFUSED, calls::REFUSED_OLD].concat() {
        assert_eq!(here(&program, number, &[]), PERM, "{name}");
        assert!(!allowed.concat().iter().any(|(_, other)| *other == number), "{name} is in both lists");
    }
}

/// The tree against the lists, number by number.
#[test]
fn every_number_gets_what_the_lists_say() {
    for reach in [
        reach(Level::Sandbox, Egress::None, true),
        reach(Level::Confined, Egress::None, true),
        reach(Level::Confined, Egress::Full, false),
    ] {
        let program = program(reach).unwrap();
        let judged = arguments::judged(reach).unwrap();
        for number in 0..1_000 {
            let listed = |lists: &[&[Call]]| lists.concat().iter().any(|(_, other)| *other == number);
            let expected = match number {
                _ if judged.contains_key(&number) => continue,
                _ if listed(&allowed(reach)) => Outcome::Allow,
                _ if listed(&refused()) => PERM,
                _ => NOSYS,
            };
            assert_eq!(here(&program, number, &[]), expected, "{number} {reach:?}");
        }
    }
}

#[test]
fn unknown_calls_do_not_exist() {
    let program = sandbox();
    // `clone3`, one that no kernel has yet, and the x32 numbers of allowed ones.
    for number in [libc::SYS_clone3, 4_000, 0x4000_0000, 0x4000_0001] {
        assert_eq!(here(&program, number, &[]), NOSYS, "{number:#x}");
    }
}

#[test]
fn calls_of_another_machine_kill() {
    let program = sandbox();
    for number in [0, 1, 20, 120] {
        assert_eq!(judge(&program, MACHINES[1], number, &[]), Outcome::Kill);
    }
}

#[test]
fn clone_makes_threads_and_processes_but_no_namespace() {
    let thread =
        (libc::CLONE_VM | libc::CLONE_FS | libc::CLONE_FILES | libc::CLONE_SIGHAND | libc::CLONE_THREAD) as u64;
    let program = sandbox();
    assert_eq!(here(&program, libc::SYS_clone, &[thread]), Outcome::Allow);
    assert_eq!(here(&program, libc::SYS_clone, &[libc::SIGCHLD as u64]), Outcome::Allow);
    for flag in [
        libc::CLONE_NEWNS,
        libc::CLONE_NEWCGROUP,
        libc::CLONE_NEWUTS,
        libc::CLONE_NEWIPC,
        libc::CLONE_NEWUSER,
        libc::CLONE_NEWPID,
        libc::CLONE_NEWNET,
    ] {
        let flag = u64::from(flag as u32);
        assert_eq!(here(&program, libc::SYS_clone, &[flag]), PERM, "{flag:#x}");
        assert_eq!(here(&program, libc::SYS_clone, &[thread | flag | 17]), PERM, "{flag:#x}");
        // The kernel looks at the lower half alone.
        assert_eq!(here(&program, libc::SYS_clone, &[flag | 1 << 40]), PERM, "{flag:#x}");
    }
}

#[test]
fn arguments_decide() {
    table(
        &sandbox(),
        &[
            // TCGETS, TIOCSTI, TIOCLINUX.
            (libc::SYS_ioctl, &[1, 0x5401], Outcome::Allow),
            (libc::SYS_ioctl, &[1, 0x5412], PERM),
            (libc::SYS_ioctl, &[1, 0x541c], PERM),
            // A terminal would take it with any upper half.
            (libc::SYS_ioctl, &[1, 0x5412 | 1 << 32], PERM),
            (libc::SYS_personality, &[0], Outcome::Allow),
            (libc::SYS_personality, &[0xffff_ffff], Outcome::Allow),
            (libc::SYS_personality, &[0x004_0000], PERM),
            (libc::SYS_personality, &[0x040_0000], PERM),
            (libc::SYS_prlimit64, &[7, 7], Outcome::Allow),
            (libc::SYS_listen, &[3], Outcome::Allow),
            (libc::SYS_sendto, &[3, 0, 0, libc::MSG_FASTOPEN as u64], Outcome::Allow),
            (libc::SYS_fchmodat, &[], Outcome::Allow),
        ],
    );
}

#[test]
fn sockets_of_a_network_of_its_own() {
    let rows: Vec<(c_long, &[u64], Outcome)> = vec![
        (libc::SYS_socket, &[UNIX, STREAM, 0], Outcome::Allow),
        (libc::SYS_socket, &[UNIX, DATAGRAM, 0], Outcome::Allow),
        (libc::SYS_socket, &[INET, STREAM, 0], Outcome::Allow),
        (libc::SYS_socket, &[INET6, DATAGRAM, 17], Outcome::Allow),
        (libc::SYS_socket, &[INET, RAW, 1], PERM),
        (libc::SYS_socket, &[INET6, RAW, 255], PERM),
        (libc::SYS_socket, &[NETLINK, RAW, 0], Outcome::Allow),
        // The uevents of the kernel, its audit log, its packet filters.
        (libc::SYS_socket, &[NETLINK, RAW, 15], PERM),
        (libc::SYS_socket, &[NETLINK, RAW, 9], PERM),
        (libc::SYS_socket, &[NETLINK, RAW, 12], PERM),
        // Packets, vsock, the kernel's ciphers, bluetooth.
        (libc::SYS_socket, &[17, RAW, 0], PERM),
        (libc::SYS_socket, &[40, STREAM, 0], PERM),
        (libc::SYS_socket, &[38, 5, 0], PERM),
        (libc::SYS_socket, &[31, RAW, 1], PERM),
        (libc::SYS_socketpair, &[UNIX, STREAM, 0], Outcome::Allow),
        (libc::SYS_socketpair, &[30, STREAM, 0], PERM),
    ];
    table(&sandbox(), &rows);
    table(&program(reach(Level::Sandbox, Egress::Full, false)).unwrap(), &rows);
}

#[test]
fn the_hosts_network_is_reached_only_by_what_landlock_judges() {
    table(
        &confined(Egress::None, true),
        &[
            (libc::SYS_socket, &[INET, STREAM, 0], Outcome::Allow),
            (libc::SYS_socket, &[INET6, STREAM, 6], Outcome::Allow),
            // Multipath TCP and SCTP are stream sockets too.
            (libc::SYS_socket, &[INET, STREAM, 262], PERM),
            (libc::SYS_socket, &[INET, STREAM, 132], PERM),
            (libc::SYS_socket, &[INET, DATAGRAM, 0], PERM),
            (libc::SYS_socket, &[INET6, DATAGRAM, 17], PERM),
            (libc::SYS_socket, &[UNIX, STREAM, 0], PERM),
            (libc::SYS_socketpair, &[UNIX, STREAM, 0], Outcome::Allow),
            (libc::SYS_connect, &[3], Outcome::Allow),
            (libc::SYS_listen, &[3], PERM),
            (libc::SYS_sendto, &[3, 0, 0, libc::MSG_NOSIGNAL as u64], Outcome::Allow),
            (libc::SYS_sendto, &[3, 0, 0, libc::MSG_FASTOPEN as u64], PERM),
            (libc::SYS_sendmsg, &[3, 0, libc::MSG_FASTOPEN as u64], PERM),
            (libc::SYS_sendmmsg, &[3, 0, 1, libc::MSG_FASTOPEN as u64], PERM),
        ],
    );
    table(
        &confined(Egress::Full, true),
        &[
            (libc::SYS_socket, &[INET, DATAGRAM, 0], Outcome::Allow),
            (libc::SYS_socket, &[UNIX, STREAM, 0], PERM),
            (libc::SYS_listen, &[3], PERM),
        ],
    );
}

#[test]
fn what_is_shared_with_the_host_is_not_touched() {
    for own_uid in [true, false] {
        table(
            &confined(Egress::None, own_uid),
            &[
                (libc::SYS_prlimit64, &[0, 7], Outcome::Allow),
                (libc::SYS_prlimit64, &[7, 7], PERM),
                (libc::SYS_shmget, &[], PERM),
                (libc::SYS_mq_open, &[], PERM),
            ],
        );
    }
    let attributes = [calls::ATTRIBUTES, calls::ATTRIBUTES_OLD, calls::ATTRIBUTES_NEW].concat();
    for (name, number) in attributes {
        assert_eq!(here(&confined(Egress::None, true), number, &[3, 9, 9]), Outcome::Allow, "{name}");
        assert_eq!(here(&confined(Egress::None, false), number, &[3, 9, 9]), PERM, "{name}");
    }
    assert_eq!(here(&confined(Egress::None, false), libc::SYS_utimensat, &[3, 0]), Outcome::Allow, "futimens");
}

#[test]
fn other_levels_have_no_filter() {
    for level in [Level::Process, Level::Vm] {
        let failure = program(reach(level, Egress::None, true)).unwrap_err();
        assert_eq!(failure.error, format!("there is none at level {level}"));
    }
}

/// The layout of `struct sock_filter`, and a size that the kernel takes (`BPF_MAXINSNS`).
#[test]
fn bytes_are_instructions() {
    let program = sandbox();
    let bytes = program.bytes();
    assert_eq!(bytes.len(), program.0.len() * 8);
    assert!(program.0.len() <= 4096, "{}", program.0.len());
    // The first loads the machine's number, which lies at 4.
    assert_eq!(bytes[..8], [[0x20, 0, 0, 0], 4_u32.to_ne_bytes()].concat());
}
