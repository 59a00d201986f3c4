//! The root that every instance gets a copy of, made once.
//!
//! ```text
//! /                      a small file system in memory, read-only from inside
//! /usr /lib /bin ...     the host's, read-only
//! /etc                   the few files that libraries look for
//! /dev                   devices that hold nothing
//! /proc /tmp /dev/shm    empty; each instance mounts its own
//! ```
//!
//! It lives in a mount namespace of its own in which nothing of the host is left. An instance enters that and makes a copy of it,
//! so the host's mounts are never in sight of an instance, not even while it is being built.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, mkdirat, openat, unlinkat};
use rustix::io::Errno;
use rustix::mount::{
    MountFlags, MountPropagationFlags, MoveMountFlags, OpenTreeFlags, UnmountFlags, mount, mount_change, move_mount,
    open_tree, unmount,
};
use rustix::net::RecvFlags;

use super::NOBODY;
use crate::channel;
use crate::error::{Failure, LaunchError, Step};
use crate::level::Egress;
use crate::sys::{self, SingleThread};
use crate::wire::FromInit;

/// Folders of the host's system. Where one is a symbolic link, the link is made again.
const SYSTEM: [&str; 8] = ["usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "nix/store"];

/// Folders below `/etc` that libraries look for and that hold no secrets.
const ETC_FOLDERS: [&str; 6] =
    ["alternatives", "ssl/certs", "pki/ca-trust/extracted", "pki/tls/certs", "pki/java", "crypto-policies"];

/// Files below `/etc` that are copied.
const ETC_FILES: [&str; 8] =
    ["ld.so.cache", "localtime", "services", "protocols", "os-release", "gai.conf", "host.conf", "ssl/openssl.cnf"];

/// Devices that hold nothing.
const DEVICES: [&str; 5] = ["null", "zero", "full", "random", "urandom"];

/// Links in `/dev`.
const LINKS: [(&str, &str); 4] = [
    ("dev/fd", "/proc/self/fd"),
    ("dev/stdin", "/proc/self/fd/0"),
    ("dev/stdout", "/proc/self/fd/1"),
    ("dev/stderr", "/proc/self/fd/2"),
];

/// What may not be covered or changed by mounts of an instance.
const OWN: [&str; 4] = ["/proc", "/dev", "/etc", "/usr"];

/// The root, as the launcher holds it.
#[derive(Debug)]
pub(super) struct Template {
    /// The mount namespace that instances copy.
    pub(super) namespace: OwnedFd,
    /// The same root, writable: where folders for mounts are made.
    root: OwnedFd,
    /// Where folders of the host are mounted, as seen from inside.
    covered: Vec<PathBuf>,
    /// Places for mounts, and how many instances use each.
    places: BTreeMap<PathBuf, usize>,
}

/// Makes it, with `at` (any folder of the launcher's) as the place to build it.
pub(super) fn make(single: &SingleThread, at: &Path, egress: Egress) -> Result<Template, Failure> {
    let (ours, theirs) = channel::pair().step(|| "socketpair()".to_owned())?;
    let child = sys::fork(single, libc::CLONE_NEWNS, || {
        let (message, descriptors) = match assemble(at, egress) {
            Ok(made) => (FromInit::Ready { rules: false, line: None }, made),
            Err(failure) => (FromInit::Failed(failure.into()), Vec::new()),
        };
        let descriptors: Vec<_> = descriptors.iter().map(AsFd::as_fd).collect();
        i32::from(channel::send(&theirs, &message, &descriptors).is_err())
    })
    .step(|| "clone(CLONE_NEWNS)".to_owned())?;
    let received = channel::receive(&ours, RecvFlags::empty()).step(|| "recvmsg(template)".to_owned());
    let _ = rustix::process::waitpid(Some(child.pid), rustix::process::WaitOptions::empty());
    let Some(received) = received? else { return Err(lost("ended without a word")) };
    match received.parse().step(|| "reading what the template's maker says".to_owned())? {
        FromInit::Failed(LaunchError::Failed { step, error }) => Err(Failure { step, error }),
        FromInit::Ready { .. } => {
            let mut descriptors = received.descriptors.into_iter();
            let (Some(namespace), Some(root)) = (descriptors.next(), descriptors.next()) else {
                return Err(lost("brought no descriptors"));
            };
            Ok(Template { namespace, root, covered: covered(), places: BTreeMap::new() })
        }
        other => Err(lost(&format!("said {other:?}"))),
    }
}

fn lost(what: &str) -> Failure {
    Failure { step: "making the private root".to_owned(), error: format!("its maker {what}") }
}

/// Which folders are mounted over.
fn covered() -> Vec<PathBuf> {
    let mut covered: Vec<PathBuf> = SYSTEM.iter().map(|one| Path::new("/").join(one)).collect();
    covered.extend(["/proc", "/tmp", "/dev", "/etc"].map(PathBuf::from));
    covered
}

impl Template {
    /// Makes the place for a mount at `target`, until it is [given back](Template::give_back); false when what lies below another
    /// mount has to be there already.
    pub(super) fn make_place(&mut self, target: &Path, folder: bool, mounted: &[PathBuf]) -> Result<bool, Failure> {
        if self.covered.iter().chain(mounted).any(|above| target.starts_with(above)) {
            return Ok(false);
        }
        let step = || format!("mkdir({})", target.display());
        let names = names(target);
        let Some((last, parents)) = names.split_last() else { return Ok(false) };
        let mut at = self.root.try_clone().step(step)?;
        for name in parents {
            at = enter(&at, name).step(step)?;
        }
        if folder {
            enter(&at, last).step(step)?;
        } else {
            let flags = OFlags::CREATE | OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            openat(&at, *last, flags, Mode::from_raw_mode(0o644)).step(step)?;
        }
        *self.places.entry(target.to_owned()).or_default() += 1;
        Ok(true)
    }

    /// Removes places that no instance uses any more: another one need not see their names.
    ///
    /// Not while a mount is on it somewhere: the kernel takes mounts away whose place is removed in another namespace.
    pub(super) fn give_back(&mut self, targets: &[PathBuf]) {
        for target in targets {
            let Some(users) = self.places.get_mut(target) else { continue };
            *users -= 1;
            if *users == 0 {
                self.places.remove(target);
                self.remove(target);
            }
        }
    }

    /// Removes a place and the folders above it that hold nothing else.
    fn remove(&self, target: &Path) {
        let mut below = names(target);
        while let Some((last, parents)) = below.split_last() {
            let used = self.places.keys().any(|place| names(place).starts_with(&below)) || below == ["run"];
            let mut at = match self.root.try_clone() {
                Ok(at) if !used => at,
                _ => return,
            };
            for name in parents {
                let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                let Ok(next) = openat(&at, *name, flags, Mode::empty()) else { return };
                at = next;
            }
            // A folder that is not empty stays.
            let removed = unlinkat(&at, *last, AtFlags::REMOVEDIR).or_else(|_| unlinkat(&at, *last, AtFlags::empty()));
            if removed.is_err() {
                return;
            }
            below.pop();
        }
    }
}

/// The names on the way to a path.
fn names(path: &Path) -> Vec<&OsStr> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    names.collect()
}

/// Opens a folder, making it first if it is not there. No link is followed: the root is the launcher's, its links are the host's.
fn enter(at: &OwnedFd, name: &OsStr) -> Result<OwnedFd, Errno> {
    match mkdirat(at, name, Mode::from_raw_mode(0o755)) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(error) => return Err(error),
    }
    openat(at, name, OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())
}

/// Whether a mount of an instance may go there.
pub(super) fn may_mount_at(target: &Path) -> bool {
    let plain = target.components().all(|part| matches!(part, Component::RootDir | Component::Normal(_)));
    let is_own = target == Path::new("/tmp") || OWN.iter().any(|own| target == Path::new(own));
    plain
        && target.is_absolute()
        && target != Path::new("/")
        && !is_own
        && !target.starts_with("/proc")
        && !target.starts_with("/dev")
}

/// In a process and a mount namespace of its own: builds the root, leaves the host. Returns the namespace and the writable root.
fn assemble(at: &Path, egress: Egress) -> Result<Vec<OwnedFd>, Failure> {
    mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)
        .step(|| "mount(/, MS_REC | MS_PRIVATE)".to_owned())?;
    let flags = MountFlags::NOSUID | MountFlags::NODEV;
    mount("tmpfs", at, "tmpfs", flags, Some(c"mode=755,size=16m")).step(|| "mount(tmpfs, the root)".to_owned())?;
    let writable = openat(CWD, at, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())
        .step(|| format!("open({})", at.display()))?;
    fill(at, egress)?;
    // Once more over itself: this one becomes read-only, the other stays writable.
    bind(at, at, 0)?;
    host_folders(at)?;
    let top = open_tree(CWD, at, OpenTreeFlags::OPEN_TREE_CLOEXEC).step(|| "open_tree(the root)".to_owned())?;
    sys::mount_attributes(top.as_fd(), READ_ONLY, false).step(|| "mount_setattr(the root)".to_owned())?;
    let namespace = openat(CWD, "/proc/self/ns/mnt", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
        .step(|| "open(/proc/self/ns/mnt)".to_owned())?;
    rustix::process::chdir(at).step(|| format!("chdir({})", at.display()))?;
    rustix::process::pivot_root(".", ".").step(|| "pivot_root(., .)".to_owned())?;
    unmount(".", UnmountFlags::DETACH).step(|| "umount2(the host, MNT_DETACH)".to_owned())?;
    Ok(vec![namespace, writable])
}

/// What a mount of the host's gets.
const READ_ONLY: u64 = libc::MOUNT_ATTR_RDONLY | libc::MOUNT_ATTR_NOSUID | libc::MOUNT_ATTR_NODEV;

/// A detached copy of what is at `source`, with these attributes.
pub(super) fn detached(source: &Path, attributes: u64) -> Result<OwnedFd, Failure> {
    let flags = OpenTreeFlags::OPEN_TREE_CLONE
        | OpenTreeFlags::OPEN_TREE_CLOEXEC
        | OpenTreeFlags::AT_RECURSIVE
        | OpenTreeFlags::AT_NO_AUTOMOUNT;
    let tree = open_tree(CWD, source, flags).step(|| format!("open_tree({})", source.display()))?;
    sys::mount_attributes(tree.as_fd(), attributes, true).step(|| format!("mount_setattr({})", source.display()))?;
    Ok(tree)
}

/// The attributes of a mount that was asked for.
pub(super) fn attributes(read_only: bool) -> u64 {
    if read_only { READ_ONLY } else { READ_ONLY & !libc::MOUNT_ATTR_RDONLY }
}

/// Puts a detached tree where it belongs.
pub(super) fn place(tree: &OwnedFd, target: &Path) -> Result<(), Failure> {
    move_mount(tree, "", CWD, target, MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH)
        .step(|| format!("move_mount({})", target.display()))
}

fn bind(source: &Path, target: &Path, attributes: u64) -> Result<(), Failure> {
    place(&detached(source, attributes)?, target)
}

fn host_folders(at: &Path) -> Result<(), Failure> {
    for name in SYSTEM {
        let (host, inside) = (Path::new("/").join(name), at.join(name));
        match fs::read_link(&host) {
            Ok(link) => symlink(link, &inside).step(|| format!("symlink({})", inside.display()))?,
            Err(_) if host.is_dir() => bind_folder(&host, &inside)?,
            Err(_) => {}
        }
    }
    let own = ETC_FOLDERS.iter().map(|name| Path::new("etc").join(name));
    for name in own.chain(java()) {
        let host = Path::new("/").join(&name);
        if host.is_dir() {
            bind_folder(&host, &at.join(&name))?;
        }
    }
    // A host that hides parts of /proc gives no new one to an unprivileged user unless the old one is in sight. It is covered by
    // the instance's own before anything runs, and nothing that runs can take that away.
    bind(Path::new("/proc"), &at.join("proc"), READ_ONLY | libc::MOUNT_ATTR_NOEXEC)?;
    DEVICES.iter().try_for_each(|name| {
        let attributes = libc::MOUNT_ATTR_NOSUID | libc::MOUNT_ATTR_NOEXEC;
        bind(&Path::new("/dev").join(name), &at.join("dev").join(name), attributes)
    })
}

/// Debian keeps the configuration of a JDK below `/etc`.
fn java() -> Vec<PathBuf> {
    let entries = fs::read_dir("/etc").into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name()).filter(|name| name.as_encoded_bytes().starts_with(b"java-"));
    names.map(|name| Path::new("etc").join(name)).collect()
}

fn bind_folder(host: &Path, inside: &Path) -> Result<(), Failure> {
    fs::create_dir_all(inside).step(|| format!("mkdir({})", inside.display()))?;
    bind(host, inside, READ_ONLY)
}

/// Folders, links and files of the root itself.
fn fill(at: &Path, egress: Egress) -> Result<(), Failure> {
    for name in ["etc/ssl", "dev/shm", "proc", "tmp", "run", "var"] {
        fs::create_dir_all(at.join(name)).step(|| format!("mkdir(/{name})"))?;
    }
    for (link, to) in
        LINKS.into_iter().chain([("var/tmp", "/tmp"), ("var/run", "/run"), ("etc/mtab", "/proc/self/mounts")])
    {
        symlink(to, at.join(link)).step(|| format!("symlink(/{link})"))?;
    }
    for name in DEVICES {
        write(&at.join("dev").join(name), b"")?;
    }
    for name in ETC_FILES {
        if let Ok(bytes) = fs::read(Path::new("/etc").join(name)) {
            write(&at.join("etc").join(name), &bytes)?;
        }
    }
    let resolver = match egress {
        Egress::None => String::new(),
        Egress::Full => crate::egress::resolvers(),
    };
    let texts: [(&str, &[u8]); 6] = [
        ("passwd", PASSWD.as_bytes()),
        ("group", GROUP.as_bytes()),
        ("hosts", HOSTS.as_bytes()),
        ("nsswitch.conf", b"passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n"),
        ("hostname", b"sandbox\n"),
        ("resolv.conf", resolver.as_bytes()),
    ];
    texts.iter().try_for_each(|(name, text)| write(&at.join("etc").join(name), text))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).step(|| format!("write({})", path.display()))
}

const PASSWD: &str = "root:x:0:0:root:/root:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/tmp:/usr/sbin/nologin\n";
const GROUP: &str = "root:x:0:\nnogroup:x:65534:\n";
const HOSTS: &str = "127.0.0.1 localhost sandbox\n::1 localhost ip6-localhost ip6-loopback\n";
const _: () = assert!(NOBODY == 65_534, "the user of the two texts above");
