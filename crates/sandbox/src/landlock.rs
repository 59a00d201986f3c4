//! Landlock: what a program may reach of files, TCP ports, signals and sockets, judged by the kernel beside every other permission.
//!
//! At `sandbox` it is the second lock: the private root holds nothing else, and what little it holds can be written only where these
//! rules say so too; a kernel without landlock is reported and does. At `confined` it is the only lock on files and ports, so a
//! kernel whose landlock knows no ports ([`PORTS`]) does not have that level.
//!
//! | ABI | Linux | what a program can't do from then on |
//! |---|---|---|
//! | 1 to 3 | 5.13 to 6.2 | open, make, move, cut off files elsewhere; trace or look into processes outside |
//! | 4 | 6.7 | connect to other TCP ports, bind any |
//! | 5 | 6.10 | send commands to devices |
//! | 6 | 6.12 | signal processes outside, connect to abstract Unix sockets outside |
//!
//! What landlock never judges (modes and owners of files, datagrams, paths of Unix sockets, listening without a bound port, limits
//! of other processes) the system call filter refuses at `confined`.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, NetPort, PathBeneath, PathFd, PathFdError, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, Scope,
};

use crate::error::Failure;
use crate::level::Egress;
use crate::spec::Mount;
use crate::sys;

/// The newest version whose rights were tried; an older kernel gets those that it knows.
const KNOWN: ABI = ABI::V7;

/// The first version that knows ports.
const PORTS: i64 = 4;

/// Folders of the host that programs at `confined` run from.
const SYSTEM: &[&str] = &["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

/// What programs at `confined` read of the host beside it: how names, users, time zones, certificates, libraries and processors are
/// found. No folder that holds keys.
const BASICS: &[&str] = &[
    "/etc/alternatives",
    "/etc/ca-certificates",
    "/etc/ca-certificates.conf",
    "/etc/crypto-policies",
    "/etc/gai.conf",
    "/etc/group",
    "/etc/host.conf",
    "/etc/hosts",
    "/etc/inputrc",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/locale.alias",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf",
    "/etc/os-release",
    "/etc/passwd",
    "/etc/pki/ca-trust/extracted",
    "/etc/pki/java",
    "/etc/pki/tls/certs",
    "/etc/pki/tls/openssl.cnf",
    "/etc/protocols",
    "/etc/resolv.conf",
    "/etc/services",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
    "/etc/timezone",
    "/proc",
    "/sys/devices/system/cpu",
    "/sys/fs/cgroup",
    "/sys/kernel/mm/transparent_hugepage",
];

/// Devices that hold nothing.
const DEVICES: &[&str] = &["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"];

/// What a program at `confined` may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Confined<'a> {
    /// Folders and files of the host, at their `source`.
    pub(crate) mounts: &'a [Mount],
    /// The folder that is its `/tmp`.
    pub(crate) tmp: &'a Path,
    /// TCP ports it may connect to.
    pub(crate) connect: &'a [u16],
    /// With full egress it may connect to every port.
    pub(crate) egress: Egress,
}

/// For people: which landlock this kernel has.
pub(crate) fn state() -> String {
    match sys::landlock_abi() {
        0 => "none (this kernel is built without landlock, or `lsm=` at its start leaves it out)".into(),
        abi => format!("abi {abi}"),
    }
}

/// Why this kernel does not have `confined`; none if it does.
pub(crate) fn refuses_confined() -> Option<Failure> {
    let abi = sys::landlock_abi();
    let error = match abi {
        PORTS.. => return None,
        0 => "this kernel is built without landlock, or `lsm=` at its start leaves it out".to_owned(),
        _ => format!("landlock here is abi {abi}, which knows no TCP ports; abi {PORTS} comes with Linux 6.7"),
    };
    Some(Failure { step: "landlock_create_ruleset()".into(), error })
}

/// The rules of a program at `sandbox`, made inside its root: everything there may be read and executed; `writable` (absolute
/// paths, those that exist), `/tmp`, `/dev/shm` and harmless devices may be written. None if this kernel has no landlock.
pub(crate) fn inside(writable: &[PathBuf]) -> Result<Option<OwnedFd>, Failure> {
    if sys::landlock_abi() == 0 {
        return Ok(None);
    }
    let mut rules = Ruleset::default()
        .handle_access(AccessFs::from_all(KNOWN))
        .and_then(|rules| rules.scope(Scope::from_all(KNOWN)))
        .and_then(Ruleset::create)
        .map_err(|error| failed("landlock_create_ruleset()", error))?;
    allow(&mut rules, Path::new("/"), AccessFs::from_read(KNOWN))?;
    for folder in ["/tmp", "/dev/shm"].iter().map(Path::new).chain(writable.iter().map(PathBuf::as_path)) {
        allow_if_there(&mut rules, folder, AccessFs::from_all(KNOWN))?;
    }
    devices(&mut rules)?;
    Ok(rules.into())
}

/// The rules of a program at `confined`. No port may be bound: who listens on the host's loopback could pass for somebody else.
pub(crate) fn confined(use_: Confined<'_>) -> Result<OwnedFd, Failure> {
    if let Some(failure) = refuses_confined() {
        return Err(failure);
    }
    let ports = match use_.egress {
        Egress::None => AccessNet::BindTcp | AccessNet::ConnectTcp,
        Egress::Full => AccessNet::BindTcp.into(),
    };
    let mut rules = Ruleset::default()
        .handle_access(AccessFs::from_all(KNOWN))
        .and_then(|rules| rules.handle_access(ports))
        .and_then(|rules| rules.scope(Scope::from_all(KNOWN)))
        .and_then(Ruleset::create)
        .map_err(|error| failed("landlock_create_ruleset()", error))?;
    for path in SYSTEM.iter().chain(BASICS).map(Path::new) {
        allow_if_there(&mut rules, path, AccessFs::from_read(KNOWN))?;
    }
    devices(&mut rules)?;
    for mount in use_.mounts {
        let access = if mount.read_only { AccessFs::from_read(KNOWN) } else { AccessFs::from_all(KNOWN) };
        allow(&mut rules, &mount.source, access)?;
    }
    allow(&mut rules, use_.tmp, AccessFs::from_all(KNOWN))?;
    if use_.egress == Egress::None {
        for port in use_.connect {
            (&mut rules)
                .add_rule(NetPort::new(*port, AccessNet::ConnectTcp))
                .map_err(|error| failed(&format!("landlock_add_rule(port {port})"), error))?;
        }
    }
    let rules: Option<OwnedFd> = rules.into();
    rules.ok_or_else(|| failed("landlock_create_ruleset()", "the kernel made no rules"))
}

fn devices(rules: &mut RulesetCreated) -> Result<(), Failure> {
    let access = AccessFs::ReadFile | AccessFs::WriteFile | AccessFs::Truncate | AccessFs::IoctlDev;
    DEVICES.iter().try_for_each(|device| allow_if_there(rules, Path::new(device), access))
}

/// Allows `access` at `path` and below; of a file, what can be done with a file.
fn allow(rules: &mut RulesetCreated, path: &Path, access: BitFlags<AccessFs>) -> Result<(), Failure> {
    let fd = PathFd::new(path).map_err(|error| failed(&format!("open({})", path.display()), describe(error)))?;
    let access = if path.is_dir() { access } else { access & AccessFs::from_file(KNOWN) };
    rules
        .add_rule(PathBeneath::new(fd, access))
        .map(|_| ())
        .map_err(|error| failed(&format!("landlock_add_rule({})", path.display()), error))
}

/// The same, of what may be missing or closed to this user: then nothing is allowed there.
fn allow_if_there(rules: &mut RulesetCreated, path: &Path, access: BitFlags<AccessFs>) -> Result<(), Failure> {
    if path.exists() { allow(rules, path, access) } else { Ok(()) }
}

fn describe(error: PathFdError) -> String {
    match error {
        PathFdError::OpenCall { source, .. } => {
            rustix::io::Errno::from_io_error(&source).map_or_else(|| source.to_string(), crate::error::describe)
        }
        other => other.to_string(),
    }
}

fn failed(step: &str, error: impl std::fmt::Display) -> Failure {
    Failure { step: step.to_owned(), error: error.to_string() }
}
