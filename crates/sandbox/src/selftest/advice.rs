//! What would help where a level can't be had: from the error and what this machine says about itself.

use std::fs;

use crate::level::Level;

/// What the machine says about itself.
#[derive(Clone, Debug, Default)]
struct Machine {
    /// Whether the server runs as root.
    root: bool,
    /// `user.max_user_namespaces`.
    user_namespaces: Option<u64>,
    /// `kernel.unprivileged_userns_clone`, which Debian and Arch have.
    unprivileged_clone: Option<u64>,
    /// `kernel.apparmor_restrict_unprivileged_userns`, which Ubuntu has.
    apparmor_restricts: Option<u64>,
    /// Whether a system call filter lies on the server itself.
    filtered: bool,
    /// Whether parts of `/proc` are covered, as container engines do.
    proc_covered: bool,
}

/// `reason` with what would help, if that is known.
pub(crate) fn with_advice(level: Level, reason: &str) -> String {
    match advice(level, reason, &Machine::here()).join("; ") {
        advice if advice.is_empty() => format!("{level}: {reason}"),
        advice => format!("{level}: {reason}. What helps: {advice}"),
    }
}

fn advice(level: Level, reason: &str, machine: &Machine) -> Vec<&'static str> {
    let mut help = Vec::new();
    let says = |text: &str| reason.contains(text);
    let refused = says("EPERM") || says("EACCES");
    if level == Level::Sandbox {
        if says("ENOSPC") && machine.user_namespaces == Some(0) {
            help.push("user namespaces are switched off: sysctl -w user.max_user_namespaces=15000");
        } else if says("ENOSPC") || says("EUSERS") {
            help.push("there are as many namespaces as are allowed: raise the sysctls user.max_*_namespaces");
        }
        if refused && !machine.root && machine.unprivileged_clone == Some(0) {
            help.push("user namespaces are for root only: sysctl -w kernel.unprivileged_userns_clone=1");
        }
        if refused && !machine.root && machine.apparmor_restricts.is_some_and(|value| value > 0) {
            help.push(
                "AppArmor keeps user namespaces from programs without a profile: give this one a profile with `userns,`, or \
                 sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
            );
        }
        if refused && machine.filtered {
            help.push(
                "the server runs under a system call filter, as in a container: start that with --security-opt \
                 seccomp=unconfined, or with a profile that allows clone, unshare, setns, mount and pivot_root",
            );
        }
        if refused && says("proc") && machine.proc_covered {
            help.push("the container engine covers parts of /proc: start the container with --security-opt systempaths=unconfined");
        }
        if says("ENOSYS") {
            help.push("the kernel is too old: the sandbox needs Linux 5.12");
        }
        if help.is_empty() && refused && machine.root {
            help.push("root here lacks CAP_SYS_ADMIN: give it that, or run the server as an ordinary user");
        }
    }
    if says("landlock") {
        help.push(
            "a kernel of Linux 6.7 or later with CONFIG_SECURITY_LANDLOCK, and landlock in the list lsm= at its start",
        );
    }
    if level == Level::Confined && says("can't execute") && says("EACCES") {
        help.push("other users must be able to reach and execute that file: install it in /usr/local/bin");
    }
    help
}

impl Machine {
    fn here() -> Machine {
        let number = |path: &str| fs::read_to_string(path).ok()?.trim().parse().ok();
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let filtered = status.lines().any(|line| line.strip_prefix("Seccomp:").is_some_and(|mode| mode.trim() != "0"));
        let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        let covers = |line: &str| line.split(' ').nth(4).is_some_and(|at| at.starts_with("/proc/"));
        Machine {
            root: rustix::process::geteuid().is_root(),
            user_namespaces: number("/proc/sys/user/max_user_namespaces"),
            unprivileged_clone: number("/proc/sys/kernel/unprivileged_userns_clone"),
            apparmor_restricts: number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
            filtered,
            proc_covered: mounts.lines().any(covers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLONE: &str = "clone(CLONE_NEWUSER): EPERM (Operation not permitted)";

    fn helps(level: Level, reason: &str, machine: &Machine, word: &str) {
        let advice = advice(level, reason, machine);
        assert!(advice.iter().any(|one| one.contains(word)), "{reason} on {machine:?}: {advice:?}");
    }

    #[test]
    fn every_known_cause_has_its_remedy() {
        let user = Machine { user_namespaces: Some(15_000), ..Machine::default() };
        let off = Machine { user_namespaces: Some(0), ..Machine::default() };
        let full = "clone(CLONE_NEWUSER): ENOSPC (No space left on device)";
        helps(Level::Sandbox, full, &off, "user.max_user_namespaces=15000");
        helps(Level::Sandbox, full, &user, "user.max_*_namespaces");
        helps(
            Level::Sandbox,
            CLONE,
            &Machine { unprivileged_clone: Some(0), ..user.clone() },
            "unprivileged_userns_clone=1",
        );
        helps(Level::Sandbox, CLONE, &Machine { apparmor_restricts: Some(1), ..user.clone() }, "AppArmor");
        helps(Level::Sandbox, CLONE, &Machine { filtered: true, ..user.clone() }, "seccomp=unconfined");
        let proc = "mount(proc): EPERM (Operation not permitted)";
        helps(Level::Sandbox, proc, &Machine { proc_covered: true, ..user.clone() }, "systempaths=unconfined");
        helps(Level::Sandbox, CLONE, &Machine { root: true, ..user.clone() }, "CAP_SYS_ADMIN");
        helps(Level::Sandbox, "mount_setattr(/): ENOSYS (Function not implemented)", &user, "5.12");
        helps(Level::Confined, "landlock_create_ruleset(): ...", &user, "CONFIG_SECURITY_LANDLOCK");
        helps(Level::Confined, "can't execute /root/x: EACCES (Permission denied)", &user, "/usr/local/bin");
    }

    #[test]
    fn nothing_is_said_where_nothing_is_known() {
        let other = "socketpair(): EMFILE";
        assert_eq!(advice(Level::Sandbox, other, &Machine::default()), Vec::<&str>::new());
        assert_eq!(with_advice(Level::Process, other), "process: socketpair(): EMFILE");
        // A root that has what it needs is not told about what only other users lack.
        let root =
            Machine { root: true, unprivileged_clone: Some(0), apparmor_restricts: Some(1), ..Machine::default() };
        assert!(advice(Level::Sandbox, CLONE, &root).iter().all(|one| !one.contains("userns")));
    }
}
