//! The system calls by what happens to them.
//!
//! Three tables: allowed whatever the arguments, allowed for some arguments (in [`super::arguments`]), refused by name. What stands
//! in none of them does not exist for the program (`ENOSYS`): a library that knows a newer call falls back to the older one.

use libc::c_long;

/// A system call: its name, for messages and tests, and its number here.
pub(super) type Call = (&'static str, c_long);

macro_rules! calls {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name)),*] };
}

/// What CPython, Node, the JVM, Go, Rust programs and shells use, and what can do no harm without capabilities.
#[rustfmt::skip]
pub(super) const ALLOWED: &[Call] = calls! {
    // Files.
    SYS_read SYS_write SYS_readv SYS_writev SYS_pread64 SYS_pwrite64 SYS_preadv SYS_pwritev SYS_preadv2 SYS_pwritev2
    SYS_openat SYS_openat2 SYS_close SYS_close_range SYS_lseek SYS_dup SYS_dup3 SYS_fcntl SYS_flock SYS_fsync SYS_fdatasync
    SYS_sync SYS_syncfs SYS_sync_file_range SYS_truncate SYS_ftruncate SYS_fallocate SYS_fadvise64 SYS_readahead
    SYS_copy_file_range SYS_sendfile SYS_splice SYS_tee SYS_vmsplice SYS_pipe2 SYS_memfd_create
    SYS_fstat SYS_newfstatat SYS_statx SYS_statfs SYS_fstatfs SYS_faccessat SYS_faccessat2 SYS_readlinkat SYS_getdents64
    SYS_getcwd SYS_chdir SYS_fchdir SYS_umask SYS_mkdirat SYS_mknodat SYS_unlinkat SYS_linkat SYS_symlinkat SYS_renameat
    SYS_renameat2 SYS_getxattr SYS_lgetxattr SYS_fgetxattr SYS_listxattr SYS_llistxattr SYS_flistxattr
    SYS_inotify_init1 SYS_inotify_add_watch SYS_inotify_rm_watch
    // Waiting.
    SYS_ppoll SYS_pselect6 SYS_epoll_create1 SYS_epoll_ctl SYS_epoll_pwait SYS_epoll_pwait2 SYS_eventfd2 SYS_signalfd4
    SYS_timerfd_create SYS_timerfd_settime SYS_timerfd_gettime SYS_io_setup SYS_io_destroy SYS_io_submit SYS_io_cancel
    SYS_io_getevents
    // Memory.
    SYS_mmap SYS_munmap SYS_mremap SYS_mprotect SYS_madvise SYS_brk SYS_msync SYS_mincore SYS_mlock SYS_mlock2 SYS_munlock
    SYS_mlockall SYS_munlockall SYS_mseal SYS_membarrier SYS_remap_file_pages SYS_pkey_alloc SYS_pkey_free SYS_pkey_mprotect
    // Threads and processes. `clone` is judged by its flags, `clone3` does not exist: its flags are in memory, out of a filter's sight.
    SYS_execve SYS_execveat SYS_exit SYS_exit_group SYS_wait4 SYS_waitid SYS_set_tid_address SYS_set_robust_list
    SYS_get_robust_list SYS_rseq SYS_futex SYS_futex_waitv SYS_gettid SYS_getpid SYS_getppid SYS_getpgid SYS_setpgid SYS_getsid
    SYS_setsid SYS_pidfd_open SYS_pidfd_send_signal SYS_prctl SYS_seccomp SYS_landlock_create_ruleset SYS_landlock_add_rule
    SYS_landlock_restrict_self SYS_restart_syscall
    SYS_kill SYS_tkill SYS_tgkill SYS_rt_sigaction SYS_rt_sigpending SYS_rt_sigprocmask SYS_rt_sigqueueinfo SYS_rt_sigreturn
    SYS_rt_sigsuspend SYS_rt_sigtimedwait SYS_rt_tgsigqueueinfo SYS_sigaltstack
    SYS_sched_yield SYS_sched_getaffinity SYS_sched_setaffinity SYS_sched_getattr SYS_sched_setattr SYS_sched_getparam
    SYS_sched_setparam SYS_sched_getscheduler SYS_sched_setscheduler SYS_sched_get_priority_max SYS_sched_get_priority_min
    SYS_sched_rr_get_interval SYS_getpriority SYS_setpriority SYS_ioprio_get SYS_ioprio_set SYS_getcpu
    SYS_getrlimit SYS_setrlimit SYS_prlimit64 SYS_getrusage SYS_times SYS_sysinfo SYS_uname SYS_getrandom
    // Identity: without capabilities none of them gains anything.
    SYS_getuid SYS_geteuid SYS_getgid SYS_getegid SYS_getresuid SYS_getresgid SYS_getgroups SYS_setuid SYS_setgid SYS_setreuid
    SYS_setregid SYS_setresuid SYS_setresgid SYS_setfsuid SYS_setfsgid SYS_setgroups SYS_capget SYS_capset
    // Time.
    SYS_nanosleep SYS_clock_nanosleep SYS_clock_gettime SYS_clock_getres SYS_gettimeofday SYS_getitimer SYS_setitimer
    SYS_timer_create SYS_timer_delete SYS_timer_getoverrun SYS_timer_gettime SYS_timer_settime
    // Sockets. `socket` is judged by its family.
    SYS_bind SYS_connect SYS_accept SYS_accept4 SYS_getsockname SYS_getpeername SYS_getsockopt SYS_setsockopt SYS_shutdown
    SYS_sendto SYS_sendmsg SYS_sendmmsg SYS_recvfrom SYS_recvmsg SYS_recvmmsg
};

/// Calls that newer machines do without.
#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
pub(super) const ALLOWED_OLD: &[Call] = calls! {
    SYS_open SYS_creat SYS_stat SYS_lstat SYS_access SYS_readlink SYS_getdents SYS_mkdir SYS_rmdir SYS_mknod SYS_unlink SYS_link
    SYS_symlink SYS_rename SYS_dup2 SYS_pipe SYS_poll SYS_select SYS_epoll_create SYS_epoll_wait SYS_eventfd SYS_signalfd
    SYS_inotify_init SYS_fork SYS_vfork SYS_getpgrp SYS_pause SYS_alarm SYS_time SYS_arch_prctl
};

/// See the other one.
#[cfg(not(target_arch = "x86_64"))]
pub(super) const ALLOWED_OLD: &[Call] = &[];

/// Calls that the C library's bindings have no names for yet. Their numbers are the same on all machines.
pub(super) const ALLOWED_NEW: &[Call] =
    &[("SYS_cachestat", 451), ("SYS_futex_wake", 454), ("SYS_futex_wait", 455), ("SYS_futex_requeue", 456)];

/// What the kernel itself puts into a program that somebody on the host observes with a uprobe; refused, the program would crash.
#[cfg(target_arch = "x86_64")]
pub(super) const ALLOWED_UPROBES: &[Call] = &[("SYS_uretprobe", 335), ("SYS_uprobe", 336)];

/// See the other one.
#[cfg(not(target_arch = "x86_64"))]
pub(super) const ALLOWED_UPROBES: &[Call] = &[];

/// Waiting for a connection: only where the network is the program's own. Landlock refuses to bind a port, but a socket that listens
/// without one gets a port of the host from the kernel.
pub(super) const LISTEN: &[Call] = calls! { SYS_listen };

/// System V and POSIX message queues, semaphores, shared memory: only where the namespace of their names is the program's own.
#[rustfmt::skip]
pub(super) const NAMED_MEMORY: &[Call] = calls! {
    SYS_shmget SYS_shmat SYS_shmctl SYS_shmdt SYS_semget SYS_semop SYS_semctl SYS_semtimedop SYS_msgget SYS_msgsnd SYS_msgrcv
    SYS_msgctl SYS_mq_open SYS_mq_unlink SYS_mq_timedsend SYS_mq_timedreceive SYS_mq_notify SYS_mq_getsetattr
};

/// Owner, mode, times and attributes of files. Landlock does not judge them, so they are allowed only where the files that can be
/// named, or the uid, are the program's own.
#[rustfmt::skip]
pub(super) const ATTRIBUTES: &[Call] = calls! {
    SYS_fchmod SYS_fchown SYS_fchmodat SYS_fchownat SYS_utimensat SYS_setxattr SYS_lsetxattr SYS_fsetxattr SYS_removexattr SYS_lremovexattr
    SYS_fremovexattr
};

/// `fchmodat2`, for which not every machine's bindings have a name.
pub(super) const ATTRIBUTES_NEW: &[Call] = &[("SYS_fchmodat2", 452)];

/// See [`ATTRIBUTES`].
#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
pub(super) const ATTRIBUTES_OLD: &[Call] = calls! { SYS_chmod SYS_chown SYS_lchown SYS_utime SYS_utimes SYS_futimesat };

/// See the other one.
#[cfg(not(target_arch = "x86_64"))]
pub(super) const ATTRIBUTES_OLD: &[Call] = &[];

/// Refused with `EPERM` whatever the arguments: what only an administrator may do, what looks into other processes, what reaches
/// large and young parts of the kernel. Calls that are allowed for some arguments only are refused for the others too.
#[rustfmt::skip]
pub(super) const REFUSED: &[Call] = calls! {
    // Namespaces and mounts.
    SYS_unshare SYS_setns SYS_mount SYS_umount2 SYS_pivot_root SYS_chroot SYS_move_mount SYS_open_tree SYS_fsopen SYS_fsconfig
    SYS_fsmount SYS_fspick SYS_mount_setattr SYS_sethostname SYS_setdomainname
    // Other processes.
    SYS_ptrace SYS_process_vm_readv SYS_process_vm_writev SYS_process_madvise SYS_process_mrelease SYS_pidfd_getfd SYS_kcmp
    SYS_perf_event_open
    // Files past their path and its permissions.
    SYS_open_by_handle_at SYS_name_to_handle_at SYS_fanotify_init SYS_fanotify_mark
    // The kernel itself.
    SYS_bpf SYS_userfaultfd SYS_io_uring_setup SYS_io_uring_enter SYS_io_uring_register SYS_memfd_secret SYS_lookup_dcookie
    SYS_init_module SYS_finit_module SYS_delete_module SYS_kexec_load SYS_kexec_file_load SYS_nfsservctl
    SYS_add_key SYS_request_key SYS_keyctl
    // The machine.
    SYS_reboot SYS_swapon SYS_swapoff SYS_acct SYS_quotactl SYS_quotactl_fd SYS_syslog SYS_vhangup SYS_settimeofday
    SYS_clock_settime SYS_clock_adjtime SYS_adjtimex
    SYS_mbind SYS_get_mempolicy SYS_set_mempolicy SYS_set_mempolicy_home_node SYS_migrate_pages SYS_move_pages
};

/// See [`REFUSED`].
#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
pub(super) const REFUSED_OLD: &[Call] = calls! {
    SYS_modify_ldt SYS_iopl SYS_ioperm SYS_uselib SYS_ustat SYS_sysfs SYS__sysctl
};

/// See the other one.
#[cfg(not(target_arch = "x86_64"))]
pub(super) const REFUSED_OLD: &[Call] = &[];
