//! Where the launcher's own groups are, from `/proc/self/mountinfo` and `/proc/self/cgroup`.

use std::path::{Component, Path, PathBuf};

/// The controllers of version 1 that are used.
pub(super) const CONTROLLERS: [&str; 4] = ["memory", "pids", "cpu", "freezer"];

/// A mounted hierarchy.
struct Mounted {
    /// The group that is its root, as seen from the whole hierarchy (not `/` in containers).
    root: PathBuf,
    /// Where.
    at: PathBuf,
    /// Its options.
    options: String,
}

/// The folders in which groups may be made, the best first, for each controller of version 1 that is mounted.
pub(super) fn v1(mounts: &str, own: &str) -> Vec<(&'static str, Vec<PathBuf>)> {
    let mounted = mounted(mounts, "cgroup");
    let mut found = Vec::new();
    for controller in CONTROLLERS {
        let Some(hierarchy) = mounted.iter().find(|one| one.options.split(',').any(|word| word == controller)) else {
            continue;
        };
        let path = own.lines().find_map(|line| {
            let (_, line) = line.split_once(':')?;
            let (names, path) = line.split_once(':')?;
            names.split(',').any(|name| name == controller).then_some(path)
        });
        found.push((controller, candidates(hierarchy, path)));
    }
    found
}

/// The folder of the launcher's own group of version 2.
pub(super) fn v2(mounts: &str, own: &str) -> Option<PathBuf> {
    let mounted = mounted(mounts, "cgroup2");
    let path = own.lines().find_map(|line| line.strip_prefix("0::"));
    candidates(mounted.first()?, path).into_iter().next()
}

/// The own group, then the root of the hierarchy.
fn candidates(hierarchy: &Mounted, own: Option<&str>) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(own) = own {
        let own = Path::new(own);
        let relative = own.strip_prefix(&hierarchy.root).or_else(|_| own.strip_prefix("/")).unwrap_or(own);
        let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        if inside && hierarchy.at.join(relative).is_dir() {
            folders.push(hierarchy.at.join(relative));
        }
    }
    if folders.first() != Some(&hierarchy.at) {
        folders.push(hierarchy.at.clone());
    }
    folders
}

/// The mounts of one kind. A line is `id parent major:minor root mount-point options [optional ...] - type source super-options`.
fn mounted(mounts: &str, kind: &str) -> Vec<Mounted> {
    let mut found = Vec::new();
    for line in mounts.lines() {
        let Some((mount, file_system)) = line.split_once(" - ") else { continue };
        let mut file_system = file_system.split(' ');
        if file_system.next() != Some(kind) {
            continue;
        }
        let options = file_system.nth(1).unwrap_or_default().to_owned();
        let mut mount = mount.split(' ').skip(3);
        if let (Some(root), Some(at)) = (mount.next(), mount.next()) {
            found.push(Mounted { root: root.into(), at: at.into(), options });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_groups_are_found_in_both_versions_and_in_containers() {
        let mounts = "\
30 25 0:26 / / rw - ext4 /dev/vda rw
31 30 0:27 /docker/abc / rw,relatime shared:9 master:4 - cgroup cgroup rw,memory
32 30 0:28 / /usr rw - cgroup cgroup rw,cpu,cpuacct
33 30 0:29 / / rw,nosuid - cgroup2 cgroup2 rw,nsdelegate
";
        let own = "5:memory:/docker/abc/usr\n4:cpuacct,cpu:/bin/../..\n0::/usr\n";
        let found = v1(mounts, own);
        assert_eq!(
            found,
            [("memory", vec![PathBuf::from("/usr"), PathBuf::from("/")]), ("cpu", vec![PathBuf::from("/usr")]),],
            "the container's root is cut off; a path with dots is not followed"
        );
        assert_eq!(v2(mounts, own), Some(PathBuf::from("/usr")));
        assert_eq!(v2("", own), None);
    }
}
