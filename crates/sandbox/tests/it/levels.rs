//! Which level is in force, and what is said about it.

use tradewind_sandbox::{Choice, LaunchError, Launcher, Level, StartError};

use crate::support::{options, shell};

#[tokio::test]
async fn vm_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path(), Level::Sandbox);
    options.choice = Choice::Exactly(Level::Vm);
    let launcher = Launcher::start(options).await.unwrap();
    assert_eq!(launcher.level(), None);
    let error = launcher.launch(shell("any", "true")).await.unwrap_err();
    let LaunchError::NoLevel(reasons) = error else { panic!("{error:?}") };
    assert!(reasons.len() == 1 && reasons[0].starts_with("vm: "), "{reasons:?}");
}

#[tokio::test]
async fn nothing_below_the_floor() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path(), Level::Process);
    options.floor = Level::Sandbox;
    let launcher = Launcher::start(options).await.unwrap();
    assert_eq!(launcher.level(), None);
    assert!(launcher.self_test().reasons[0].starts_with("process: is weaker"), "{:?}", launcher.self_test());
}

#[tokio::test]
async fn an_executable_that_is_no_launcher() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = options(folder.path(), Level::Process);
    other.executable = "/bin/true".into();
    let error = Launcher::start(other.clone()).await.unwrap_err();
    assert!(matches!(error, StartError::Refused(_)), "{error:?}");
    other.executable = folder.path().join("there-is-no-such");
    let error = Launcher::start(other).await.unwrap_err();
    assert!(matches!(error, StartError::Execute { .. }), "{error:?}");
}

#[tokio::test]
async fn parts_of_the_isolation_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let launcher = Launcher::start(options(folder.path(), Level::Sandbox)).await.unwrap();
    let names: Vec<&str> = launcher.self_test().features.iter().map(|feature| feature.name.as_str()).collect();
    for name in ["cgroup", "landlock", "userns", "memory", "processes", "freezer", "egress"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    launcher.stop().await;
}
