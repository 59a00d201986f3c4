//! Files: what is given is there, and nothing else.

use tradewind_sandbox::{Egress, Level};

use crate::probes_support::{LIMITS, mount, run, shell, start};

/// A folder that is not given is not there, one that is given read-only is not written.
#[tokio::test]
async fn mounts_are_all_there_is() {
    let running = start(Level::Sandbox, Egress::None).await;
    let code = running.folder.path().join("code");
    std::fs::create_dir(&code).unwrap();
    std::fs::write(code.join("given"), "given\n").unwrap();
    std::fs::write(running.folder.path().join("beside"), "not given\n").unwrap();
    std::os::unix::fs::symlink("../../../../../../../../etc/shadow", code.join("out")).unwrap();
    std::os::unix::fs::symlink(running.folder.path().join("beside"), code.join("beside")).unwrap();
    let script = "cat /var/task/given; cat /var/task/out /var/task/beside /var/task/../../../../root/.profile; \
                  echo x > /var/task/given; echo x > /var/task/more; ls /var/task/..";
    let mut looks = shell("looks", script, LIMITS);
    looks.mounts = vec![mount(&code, "/var/task", true)];
    let said = run(&running.launcher, looks).await;
    assert!(said.out.starts_with("given\n"), "{said:?}");
    assert!(!said.out.contains("not given") && !said.out.contains("root:"), "{said:?}");
    assert_eq!(said.errors.matches("No such file or directory").count(), 3, "{said:?}");
    assert_eq!(said.errors.matches("Read-only file system").count(), 2, "{said:?}");
    assert_eq!(std::fs::read_to_string(code.join("given")).unwrap(), "given\n");
    running.stop().await;
}
