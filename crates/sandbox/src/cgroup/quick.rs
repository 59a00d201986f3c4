//! Joining a group without waiting.

use std::os::fd::OwnedFd;

use rustix::io::Errno;
use rustix::mount::{
    FsMountFlags, FsOpenFlags, MountAttrFlags, fsconfig_create, fsconfig_set_flag, fsconfig_set_string, fsmount, fsopen,
};

/// The name of the hierarchy; launchers share it.
const NAME: &str = "tradewind";

/// Lets processes join groups at once for as long as the descriptor is open. Otherwise the first to join after a pause waits until
/// every processor has been idle for a moment: ten milliseconds of a cold start that needs three.
///
/// The kernel does so while there is a hierarchy with the option `favordynmods` (Linux 6.0). This makes an empty one, without
/// controllers, that is mounted nowhere; others see a line more in `/proc/<pid>/cgroup`. It goes when its last launcher does.
pub(super) fn quick() -> Result<OwnedFd, Errno> {
    let hierarchy = fsopen("cgroup", FsOpenFlags::FSOPEN_CLOEXEC)?;
    fsconfig_set_flag(&hierarchy, "none")?;
    fsconfig_set_string(&hierarchy, "name", NAME)?;
    fsconfig_set_flag(&hierarchy, "favordynmods")?;
    fsconfig_create(&hierarchy)?;
    fsmount(&hierarchy, FsMountFlags::FSMOUNT_CLOEXEC, MountAttrFlags::empty())
}
