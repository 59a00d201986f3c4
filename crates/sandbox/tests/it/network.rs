//! The own loopback.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use tradewind_sandbox::{LaunchError, Level};

use crate::scenario;
use crate::support::{Bench, finish, line, shell, stream};

async fn listeners(bench: &Bench) {
    // Taken on the host: the instance's is another one.
    let host = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = host.local_addr().unwrap().port();
    let mut spec = shell("listen", &format!("exec 4<>/dev/tcp/127.0.0.1/{port}; echo hello >&4; cat <&4"));
    let tradewind_sandbox::Start::Spawn(program) = &mut spec.start else { unreachable!() };
    program.path = "/bin/bash".into();
    spec.listen = vec![9001, port];
    let instance = bench.launcher.launch(spec).await.unwrap();
    let mut ends = instance.take_ends().unwrap();
    let ports: Vec<u16> = ends.listeners.iter().map(|one| one.local_addr().unwrap().port()).collect();
    assert_eq!(ports, [9001, port]);
    let listener = ends.listeners.pop().unwrap();
    listener.set_nonblocking(false).unwrap();
    let heard = tokio::task::spawn_blocking(move || {
        let (mut accepted, _) = listener.accept().unwrap();
        let mut text = [0; 6];
        accepted.read_exact(&mut text).unwrap();
        accepted.write_all(b"answer\n").unwrap();
        text
    });
    assert_eq!(&heard.await.unwrap(), b"hello\n");
    assert_eq!(crate::support::text(ends.stdout).await, "answer\n");
    host.set_nonblocking(true).unwrap();
    assert_eq!(host.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    assert!(TcpStream::connect("127.0.0.1:9001").is_err(), "the instance's port is open on the host");
}

scenario!(listeners_in_a_sandbox, Level::Sandbox, listeners);

async fn nothing_else_is_reached(bench: &Bench) {
    let host = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = host.local_addr().unwrap().port();
    let script = format!(
        "(exec 4<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null && echo reached
         (exec 4<>/dev/tcp/192.0.2.1/80) 2>/dev/null && echo reached; cat /proc/net/dev | tail -n +3 | cut -d: -f1"
    );
    let mut spec = shell("reach", &script);
    let tradewind_sandbox::Start::Spawn(program) = &mut spec.start else { unreachable!() };
    program.path = "/bin/bash".into();
    let instance = bench.launcher.launch(spec).await.unwrap();
    let (out, _, _) = finish(&instance).await;
    assert_eq!(out.trim(), "lo");
}

scenario!(nothing_else_is_reached_from_a_sandbox, Level::Sandbox, nothing_else_is_reached);

const LISTENER: &str = "
import socket, sys
control = socket.socket(fileno=3)
server = socket.create_server(('127.0.0.1', 8080))
control.send(b'ready\\n')
peer, address = server.accept()
peer.send(peer.recv(100).upper())
control.send(address[0].encode() + b'\\n')
control.recv(1)
";

async fn connections_to_it(bench: &Bench) {
    let instance = bench.sh("server", &format!("exec /usr/bin/python3 -c \"{LISTENER}\"")).await;
    let mut control = stream(instance.take_ends().unwrap().control);
    assert_eq!(line(&mut control).await, "ready");
    let mut connection = instance.connect(8080).await.unwrap();
    connection.set_nonblocking(false).unwrap();
    let answer = tokio::task::spawn_blocking(move || {
        connection.write_all(b"word").unwrap();
        let mut text = String::new();
        connection.read_to_string(&mut text).unwrap();
        text
    });
    // The program ends the connection with itself.
    assert_eq!(line(&mut control).await, "127.0.0.1");
    drop(control);
    assert_eq!(answer.await.unwrap(), "WORD");
    instance.exited().await;
    let gone = instance.connect(8080).await.unwrap_err();
    assert!(matches!(gone, LaunchError::Gone(_)), "{gone:?}");

    let silent = bench.sh("silent", "read line <&3").await;
    let refused = silent.connect(8080).await.unwrap_err();
    assert!(refused.to_string().contains("refused"), "{refused}");
}

scenario!(connections_to_a_sandbox, Level::Sandbox, connections_to_it);

async fn a_shared_loopback_is_named(bench: &Bench) {
    assert!(!bench.launcher.own_loopback() && !bench.launcher.private_root());
    let mut spec = shell("listen", "true");
    spec.listen = vec![9001];
    let error = bench.launcher.launch(spec).await.unwrap_err();
    assert!(matches!(error, LaunchError::Invalid(_)), "{error:?}");
    let instance = bench.sh("connect", "read line <&3").await;
    let error = instance.connect(9001).await.unwrap_err();
    assert!(matches!(error, LaunchError::Invalid(_)), "{error:?}");
    let error = instance.attach(Vec::new()).await.unwrap_err();
    assert!(matches!(error, LaunchError::Invalid(_)), "{error:?}");
}

scenario!(a_shared_loopback_confined, Level::Confined, a_shared_loopback_is_named);
scenario!(a_shared_loopback_of_a_process, Level::Process, a_shared_loopback_is_named);
