//! The way out: what is reached with it and without it.
//!
//! Everything runs in a network made for the test, which plays the host, with another one behind it that plays the world.

use std::io::Read;
use std::net::{SocketAddr, TcpListener};

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use tradewind_sandbox::{Choice, Egress, Launcher, Level, Options};

use crate::probes_support::{
    AS_SOMEBODY, LIMITS, Running, again, executable, read, root, run, shell, spec, start, start_in,
};

/// The world's address, from the range for documentation.
const WORLD: &str = "203.0.113.9";

/// Makes both networks and runs the test in the first. The process that holds the second is `$WORLD`.
const NETWORKS: &str = r#"
set -e
ip link set lo up
unshare -n sleep 600 &
WORLD=$!
trap 'kill $WORLD' EXIT
until [ "$(readlink /proc/$WORLD/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
ip link add wan type veth peer name far netns $WORLD
ip address add 203.0.113.1/24 dev wan
ip link set wan up
nsenter -n -t $WORLD sh -ec 'ip link set lo up; ip address add 203.0.113.9/24 dev far; ip link set far up'
export WORLD
"$@"
"#;

/// A listener in the world.
fn world() -> TcpListener {
    let holder = std::env::var("WORLD").unwrap();
    // Only the thread goes there.
    let listening = std::thread::spawn(move || {
        let network = std::fs::File::open(format!("/proc/{holder}/ns/net")).unwrap();
        move_into_link_name_space(std::os::fd::AsFd::as_fd(&network), Some(LinkNameSpaceType::Network)).unwrap();
        TcpListener::bind((WORLD, 0)).unwrap()
    });
    let listener = listening.join().unwrap();
    listener.set_nonblocking(true).unwrap();
    listener
}

/// Whether a program says hello to `to`; what the listener got, and from whom.
async fn hello(running: &Running, to: &TcpListener) -> Option<(String, SocketAddr)> {
    let at = to.local_addr().unwrap();
    let script = format!("exec 4<>/dev/tcp/{}/{} && echo hello >&4", at.ip(), at.port());
    let said = run(&running.launcher, spec("hello", &["/bin/bash", "-c", &script], LIMITS)).await;
    let accepted = to.accept();
    assert_eq!(said.exit.code == Some(0), accepted.is_ok(), "{said:?}");
    let (mut stream, from) = accepted.ok()?;
    stream.set_nonblocking(false).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    Some((text, from))
}

/// A network without a way out reaches nothing; with one the world, as the host, but not the host's loopback.
#[tokio::test]
#[ignore = "run by `full_egress_reaches_the_world_and_none_does_not`"]
async fn reaches_the_world() {
    let world = world();
    let loopback = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    loopback.set_nonblocking(true).unwrap();

    let none = start(Level::Sandbox, Egress::None).await;
    assert_eq!(none.launcher.level(), Some(Level::Sandbox), "{:?}", none.launcher.self_test().reasons);
    assert_eq!(hello(&none, &world).await, None);
    assert_eq!(hello(&none, &loopback).await, None);
    none.stop().await;
    let forwarding = || std::fs::read_to_string("/proc/sys/net/ipv4/ip_forward").unwrap();
    assert_eq!(forwarding(), "0\n");

    let full = start(Level::Sandbox, Egress::Full).await;
    let test = full.launcher.self_test();
    assert_eq!(test.level, Some(Level::Sandbox), "{:?}", test.reasons);
    assert!(full.launcher.own_loopback());
    assert!(test.features.iter().any(|one| one.name == "egress" && one.state.starts_with("full")), "{test:?}");
    let (text, from) = hello(&full, &world).await.unwrap();
    assert_eq!((text.as_str(), from.ip().to_string().as_str()), ("hello\n", "203.0.113.1"), "the host's address");
    assert_eq!(hello(&full, &loopback).await, None, "what listens on the host's loopback is not reached");
    assert_eq!(forwarding(), "1\n");
    full.stop().await;
    assert_eq!(forwarding(), "0\n");
    let interfaces = std::fs::read_to_string("/proc/self/net/dev").unwrap();
    assert!(!interfaces.contains("tw"), "an interface is left: {interfaces}");
}

/// Whoever comes after a launcher that was killed puts back what that one has changed.
#[tokio::test]
#[ignore = "run by `forwarding_is_switched_off_after_a_kill`"]
async fn forwarding_after_a_kill() {
    let forwarding = || std::fs::read_to_string("/proc/sys/net/ipv4/ip_forward").unwrap();
    assert_eq!(forwarding(), "0\n");
    let folder = start(Level::Sandbox, Egress::Full).await.killed().await;
    assert_eq!(forwarding(), "1\n");
    // Another one that needs it as well, killed too, and one that does not.
    let folder = start_in(folder, Level::Sandbox, Egress::Full).await.killed().await;
    assert_eq!(forwarding(), "1\n");
    let none = start_in(folder, Level::Sandbox, Egress::None).await;
    assert_eq!(forwarding(), "0\n");
    let folder = none.killed().await;
    // What the host does by itself is not touched.
    std::fs::write("/proc/sys/net/ipv4/ip_forward", "1").unwrap();
    start_in(folder, Level::Sandbox, Egress::None).await.stop().await;
    assert_eq!(forwarding(), "1\n");
    start(Level::Sandbox, Egress::Full).await.stop().await;
    assert_eq!(forwarding(), "1\n");
    std::fs::write("/proc/sys/net/ipv4/ip_forward", "0").unwrap();
    let folder = start(Level::Sandbox, Egress::Full).await.killed().await;
    start_in(folder, Level::Sandbox, Egress::Full).await.stop().await;
    assert_eq!(forwarding(), "0\n");
}

/// Two programs with a way out: neither reaches the other.
#[tokio::test]
#[ignore = "run by `instances_do_not_reach_each_other`"]
async fn neighbours() {
    let running = start(Level::Sandbox, Egress::Full).await;
    assert_eq!(running.launcher.level(), Some(Level::Sandbox), "{:?}", running.launcher.self_test().reasons);
    // Listens at all its addresses, says which, and serves whoever comes, itself first.
    let script = r#"
        use IO::Socket::INET;
        my $own = IO::Socket::INET->new(Proto => "udp", PeerAddr => "203.0.113.9:9")->sockhost;
        my $listener = IO::Socket::INET->new(Listen => 5, LocalAddr => "0.0.0.0", LocalPort => 7000) or die $!;
        my $self = IO::Socket::INET->new(PeerAddr => $own, PeerPort => 7000) or die "not even itself: $!";
        $| = 1;
        print "$own\n";
        close STDOUT;
        while ($listener->accept) { print STDERR "somebody came\n"; }
    "#;
    let listening = spec("listening", &["/usr/bin/perl", "-e", script], LIMITS);
    let listening = running.launcher.launch(listening).await.unwrap();
    let ends = listening.take_ends().unwrap();
    let at = read(ends.stdout).await;
    let at = at.trim();
    assert!(at.starts_with("198.1"), "{at}");
    let script = format!("exec 4<>/dev/tcp/{at}/7000");
    let said = run(&running.launcher, spec("asking", &["/bin/bash", "-c", &script], LIMITS)).await;
    assert_ne!(said.exit.code, Some(0), "{said:?}");
    // Refused on the way, not by the one that was asked.
    assert!(said.errors.contains("No route to host"), "{said:?}");
    listening.kill().await;
    assert_eq!(read(ends.stderr).await, "somebody came\n", "only it itself");
    running.stop().await;
}

/// At `confined` the network is the host's: full egress reaches everything, none only the ports that are given.
#[tokio::test]
#[ignore = "run by `confined_egress_is_the_hosts_network`"]
async fn confined_shares_the_network() {
    let world = world();
    let none = start(Level::Confined, Egress::None).await;
    assert_eq!(none.launcher.level(), Some(Level::Confined), "{:?}", none.launcher.self_test().reasons);
    assert_eq!(hello(&none, &world).await, None);
    none.stop().await;
    let full = start(Level::Confined, Egress::Full).await;
    assert_eq!(full.launcher.level(), Some(Level::Confined), "{:?}", full.launcher.self_test().reasons);
    assert_eq!(hello(&full, &world).await.map(|(text, _)| text).as_deref(), Some("hello\n"));
    full.stop().await;
}

/// Only root can change the host's network.
#[tokio::test]
#[ignore = "run by `full_egress_is_refused_where_it_can_t_be_had`"]
async fn refused_as_this_user() {
    let folder = tempfile::tempdir().unwrap();
    let launcher = Launcher::start(Options {
        executable: executable(),
        state: folder.path().join("state"),
        choice: Choice::Auto,
        floor: Level::Sandbox,
        egress: Egress::Full,
    });
    let launcher = launcher.await.unwrap();
    assert_eq!(launcher.level(), None);
    let refused = launcher.launch(shell("never", "true", LIMITS)).await.unwrap_err().to_string();
    assert!(refused.contains("only root can join a sandbox's network to the host's"), "{refused}");
    assert!(refused.contains("egress none"), "{refused}");
}

fn in_networks(test: &str) {
    assert!(root(), "making networks needs root");
    again(&["unshare", "-n", "sh", "-c", NETWORKS, "sh"], test);
}

#[test]
fn full_egress_reaches_the_world_and_none_does_not() {
    in_networks("probes_egress::reaches_the_world");
}

#[test]
fn forwarding_is_switched_off_after_a_kill() {
    in_networks("probes_egress::forwarding_after_a_kill");
}

#[test]
fn instances_do_not_reach_each_other() {
    in_networks("probes_egress::neighbours");
}

#[test]
fn confined_egress_is_the_hosts_network() {
    in_networks("probes_egress::confined_shares_the_network");
}

#[test]
fn full_egress_is_refused_where_it_can_t_be_had() {
    assert!(root(), "changing the user needs root");
    again(AS_SOMEBODY, "probes_egress::refused_as_this_user");
}
