//! The self-test's probes: on the bare host they find every hole, at a level they find none that it closes.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::process::{Child, Command, Stdio};

use tradewind_sandbox::{Choice, Egress, Launcher, Level, Options};

use crate::probes_support::{AS_SOMEBODY, again, executable, root, start};

/// Every probe, and whether it must hold at `confined`; at `sandbox` all must.
const PROBES: &[(&str, bool)] = &[
    ("inherited descriptors", true),
    ("inherited environment", true),
    ("user and groups", true),
    ("capabilities", true),
    ("new privileges", true),
    ("system call filter", true),
    ("setuid programs", false),
    ("files of the host", true),
    ("root folder", false),
    ("writing outside of /tmp", true),
    ("settings of the kernel", true),
    ("devices", true),
    ("other processes", false),
    ("memory of other processes", true),
    ("signals to other processes", true),
    ("tracing", true),
    ("namespaces of its own", false),
    ("making namespaces", true),
    ("joining namespaces", true),
    ("mounting", true),
    ("changing the root", true),
    ("keyrings", true),
    ("dangerous system calls", true),
    ("listeners of the host", true),
    ("abstract sockets of the host", true),
    ("raw sockets", true),
    ("interfaces of the host", false),
    ("size of /tmp", false),
    ("number of processes", false),
];

/// A process that may be harmed.
struct Victim(Child);

impl Victim {
    fn new() -> Victim {
        Victim(Command::new("sleep").arg("600").stdout(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the probes on the bare host, as a program under `command`; which held, and what was seen.
fn bare(command: &[&str]) -> BTreeMap<String, (bool, String)> {
    let folder = tempfile::tempdir().unwrap();
    let bait = folder.path().join("bait");
    std::fs::write(&bait, "found").unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let name = format!("tradewind-control-{port}");
    let _socket = UnixListener::bind_addr(&SocketAddr::from_abstract_name(&name).unwrap()).unwrap();
    let victim = Victim::new();
    let namespaces: Vec<_> = ["mnt", "pid", "net", "ipc", "uts"]
        .map(|name| (name, std::fs::read_link(format!("/proc/self/ns/{name}")).unwrap()))
        .into();
    let facts = serde_json::json!({
        "level": "sandbox", "egress": "none", "processes": [victim.0.id()], "namespaces": namespaces, "user": 0,
        "hidden": [bait], "port": port, "socket": name, "tmp_bytes": 1 << 20, "processes_max": 24,
    });
    let copy = folder.path().join("launcher");
    std::fs::copy(executable(), &copy).unwrap();
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    // A descriptor that a careless parent leaves open.
    let script = "exec 9</dev/null; exec \"$@\"";
    let output = Command::new("sh")
        .args(["-c", script, "sh"])
        .args(command)
        .arg(&copy)
        .args(["tradewind-sandbox-probes", &facts.to_string()])
        .output()
        .unwrap();
    let seen: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let held = |one: &serde_json::Value| one["held"].as_bool().unwrap();
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap().to_owned();
    seen.iter().map(|one| (text(one, "name"), (held(one), text(one, "seen")))).collect()
}

#[test]
fn on_the_bare_host_root_gets_through_everywhere() {
    if !root() {
        // Nothing else has all the holes. As somebody: the next test.
        return;
    }
    let seen = bare(&["env"]);
    assert_eq!(seen.len(), PROBES.len());
    for (name, _) in PROBES {
        let (held, what) = &seen[*name];
        assert!(!held, "{name} held on the bare host: {what}");
    }
}

/// What permissions alone do not stop.
#[test]
fn on_the_bare_host_anybody_gets_through_where_permissions_do_not_help() {
    let seen = if root() { bare(AS_SOMEBODY) } else { bare(&["env"]) };
    for name in [
        "inherited descriptors",
        "inherited environment",
        "new privileges",
        "system call filter",
        "setuid programs",
        "files of the host",
        "root folder",
        "other processes",
        "namespaces of its own",
        "keyrings",
        "dangerous system calls",
        "listeners of the host",
        "abstract sockets of the host",
        "interfaces of the host",
        "size of /tmp",
        "number of processes",
    ] {
        let (held, what) = &seen[name];
        assert!(!held, "{name} held on the bare host: {what}");
    }
}

/// Starts a launcher of this level and holds what its self-test saw against the table.
async fn holds(level: Level) {
    let running = start(level, Egress::None).await;
    let test = running.launcher.self_test();
    assert_eq!(test.level, Some(level), "{:?} {:#?}", test.reasons, test.probes);
    assert_eq!(test.reasons, Vec::<String>::new());
    for (name, at_confined) in PROBES {
        let probe = test.probes.iter().find(|one| one.name == format!("{level}: {name}")).unwrap();
        assert!(probe.held || (level == Level::Confined && !at_confined), "{name}: {}", probe.seen);
        assert!(!probe.seen.is_empty(), "{name} says what it saw");
    }
    assert_eq!(test.probes.len(), PROBES.len());
    let folder = running.folder.path().to_owned();
    running.stop().await;
    assert!(!folder.join("state").join("bait").exists(), "the bait is taken away");
}

#[tokio::test]
async fn sandbox_holds() {
    holds(Level::Sandbox).await;
}

#[tokio::test]
async fn confined_holds() {
    holds(Level::Confined).await;
}

#[tokio::test]
#[ignore = "run by `sandbox_holds_for_an_unprivileged_server`"]
async fn sandbox_holds_as_this_user() {
    holds(Level::Sandbox).await;
}

#[tokio::test]
#[ignore = "run by `confined_holds_for_an_unprivileged_server`"]
async fn confined_holds_as_this_user() {
    holds(Level::Confined).await;
}

#[test]
fn sandbox_holds_for_an_unprivileged_server() {
    assert!(root(), "changing the user needs root");
    again(AS_SOMEBODY, "probes::sandbox_holds_as_this_user");
}

#[test]
fn confined_holds_for_an_unprivileged_server() {
    assert!(root(), "changing the user needs root");
    again(AS_SOMEBODY, "probes::confined_holds_as_this_user");
}

/// What a server that may not make user namespaces finds out and says.
#[tokio::test]
#[ignore = "run by `a_level_that_can_t_be_had_is_refused_with_its_cause`"]
async fn sandbox_is_refused_as_this_user() {
    let folder = tempfile::tempdir().unwrap();
    let options = |choice, floor| Options {
        executable: executable(),
        state: folder.path().join("state"),
        choice,
        floor,
        egress: Egress::None,
    };
    let launcher = Launcher::start(options(Choice::Auto, Level::Sandbox)).await.unwrap();
    assert_eq!(launcher.level(), None, "never weaker than the floor");
    let reasons = launcher.self_test().reasons.join("; ");
    assert!(reasons.contains("sandbox: "), "{reasons}");
    assert!(reasons.contains("ENOSPC"), "{reasons}");
    assert!(reasons.contains("user.max_user_namespaces=15000"), "{reasons}");
    let refused = launcher.launch(crate::probes_support::shell("never", "true", crate::probes_support::LIMITS)).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("user.max_user_namespaces"), "{refused}");
    // With a lower floor the next level is in force, and why not the stronger one is still said.
    let launcher = Launcher::start(options(Choice::Auto, Level::Confined)).await.unwrap();
    assert_eq!(launcher.level(), Some(Level::Confined));
    assert!(launcher.self_test().reasons.join("; ").contains("ENOSPC"));
    launcher.stop().await;
}

/// As somebody in a user namespace below which there may be none.
#[test]
fn a_level_that_can_t_be_had_is_refused_with_its_cause() {
    assert!(root(), "changing the user needs root");
    let script =
        "echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --inh-caps=-all --ambient-caps=-all \"$@\"";
    let inside = ["unshare", "--user", "--map-current-user", "--keep-caps", "sh", "-c", script, "sh"];
    again(&[AS_SOMEBODY, &inside].concat(), "probes::sandbox_is_refused_as_this_user");
}
