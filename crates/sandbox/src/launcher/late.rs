//! What is done to an instance that runs already.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::os::fd::{AsFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, connect, socket_with};
use rustix::thread::{LinkNameSpaceType, ThreadNameSpaceType, move_into_link_name_space, move_into_thread_name_spaces};

use super::House;
use super::launch::check_target;
use super::template;
use crate::error::{Failure, LaunchError, Step};
use crate::level::Level;
use crate::spec::Mount;

impl House<'_> {
    /// Mounts more into a running instance.
    pub(super) fn attach(&mut self, number: u64, mounts: &[Mount]) -> Result<(), LaunchError> {
        let init = self.running(number, "a root")?;
        let mut mounted = self.instances.get(&number).map(|one| one.mounted.clone()).unwrap_or_default();
        for mount in mounts {
            check_target(mount)?;
            // Its folders are the program's by now, and may lead elsewhere.
            if mount.target.starts_with("/tmp") {
                return Err(LaunchError::Invalid(format!("nothing can be attached at {}", mount.target.display())));
            }
            let mut places = Vec::new();
            let tree = self.tree(mount, &mounted, &mut places);
            if let Some(instance) = self.instances.get_mut(&number) {
                instance.places.append(&mut places);
            }
            let tree = tree?;
            self.inside(&init, ThreadNameSpaceType::MOUNT, || template::place(&tree, &mount.target))?;
            mounted.push(mount.target.clone());
            if let Some(instance) = self.instances.get_mut(&number) {
                instance.mounted.push(mount.target.clone());
            }
        }
        Ok(())
    }

    /// A socket of the instance's own loopback, connected or about to be.
    pub(super) fn connect(&mut self, number: u64, port: u16) -> Result<OwnedFd, LaunchError> {
        let init = self.running(number, "a loopback")?;
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        let socket = self.inside(&init, ThreadNameSpaceType::NETWORK, || {
            socket_with(AddressFamily::INET, SocketType::STREAM, flags, None).step(|| "socket(AF_INET)".to_owned())
        })?;
        match connect(&socket, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, port)) {
            Ok(()) | Err(Errno::INPROGRESS) => Ok(socket),
            Err(error) => Err(error).step(|| format!("connect(127.0.0.1:{port})"))?,
        }
    }

    /// A descriptor of init, if the instance runs and has this of its own.
    fn running(&self, number: u64, what: &str) -> Result<OwnedFd, LaunchError> {
        if self.config.level != Level::Sandbox {
            return Err(LaunchError::Invalid(format!("at level {} there is no {what} of its own", self.config.level)));
        }
        let instance = self.instances.get(&number).filter(|one| !one.is_ended() && !one.killed);
        let init = instance.and_then(|one| one.init.as_ref());
        let init = init.ok_or_else(|| LaunchError::Gone(format!("instance {number}")))?;
        Ok(init.pidfd.try_clone().step(|| "fcntl(F_DUPFD_CLOEXEC)".to_owned())?)
    }

    /// Does something in namespaces of an instance, and comes back.
    fn inside<T>(
        &self,
        init: &OwnedFd,
        spaces: ThreadNameSpaceType,
        work: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        move_into_thread_name_spaces(init.as_fd(), spaces).step(|| format!("setns(the instance, {spaces:?})"))?;
        let done = work();
        if let Err(failure) = self.come_back(spaces) {
            // A launcher in the wrong place would do everything else there.
            eprintln!("sandbox launcher: {failure}");
            std::process::abort();
        }
        done
    }

    fn come_back(&self, spaces: ThreadNameSpaceType) -> Result<(), Failure> {
        if spaces.contains(ThreadNameSpaceType::NETWORK) {
            move_into_link_name_space(self.rights.network.as_fd(), Some(LinkNameSpaceType::Network))
                .step(|| "setns(back, CLONE_NEWNET)".to_owned())?;
        }
        if spaces.contains(ThreadNameSpaceType::MOUNT) {
            let (namespace, root) = &self.rights.mounts;
            move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Mount))
                .step(|| "setns(back, CLONE_NEWNS)".to_owned())?;
            // The namespace's root need not be this process's.
            rustix::process::fchdir(root).step(|| "fchdir(/)".to_owned())?;
            rustix::process::chroot(".").step(|| "chroot(.)".to_owned())?;
        }
        Ok(())
    }
}
