//! Starting, being in the way, and stopping.

use tradewind::config::{Config, Layer};
use tradewind::failure::Failure;
use tradewind::up;
use tradewind_store::OpenError;

use crate::probe;
use crate::raw::{Raw, call};
use crate::server::start;

#[tokio::test]
async fn resting_connections_are_closed_and_waiting_calls_are_told() {
    let server = start(Layer::default()).await;
    let mut resting = Raw::connect(server.address()).await;
    resting.send(call("Echo", "{}")).await;
    assert_eq!(resting.reply().await.unwrap().status, 200);
    let mut waiting = Raw::connect(server.address()).await;
    waiting.send(call("ReceiveMessage", "{}")).await;
    // Its answer shows that the server has read the waiting call before: one thread accepts in order.
    let mut third = Raw::connect(server.address()).await;
    third.send(call("Echo", "{}")).await;
    third.reply().await.unwrap();
    let address = server.address();
    server.stop().await;
    assert!(resting.is_closed().await);
    if let Some(reply) = waiting.reply().await {
        assert_eq!(reply.status, 503);
        assert_eq!(reply.header("connection"), Some("close"));
    }
    assert!(waiting.is_closed().await);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_second_server_on_the_same_directory_or_port_is_refused() {
    let server = start(Layer::default()).await;
    let data = server.data.path().join("data");
    let second = |listen: String| {
        let layer = Layer { data: Some(data.clone()), listen: Some(listen), ..Layer::default() };
        Config::gather(layer, None, [], Layer::default()).unwrap()
    };
    let same_directory = up::start(&second("127.0.0.1:0".to_owned()), probe::register).await;
    assert!(matches!(same_directory, Err(Failure::Open(OpenError::Locked { .. }))), "{same_directory:?}");
    let same_port = up::start(&second(server.address().to_string()), probe::register).await;
    assert!(matches!(same_port, Err(Failure::Listen(..))), "{same_port:?}");
    let data = server.stop().await;
    crate::server::start_on(data, Layer::default()).await;
}

#[tokio::test]
async fn a_directory_of_something_else_is_left_alone() {
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("notes.txt"), "mine").unwrap();
    let layer =
        Layer { data: Some(other.path().to_owned()), listen: Some("127.0.0.1:0".to_owned()), ..Layer::default() };
    let started = up::start(&Config::gather(layer, None, [], Layer::default()).unwrap(), probe::register).await;
    assert!(matches!(started, Err(Failure::Open(OpenError::NotATradewindDirectory { .. }))), "{started:?}");
    let left: Vec<_> = std::fs::read_dir(other.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["notes.txt"]);
}

#[tokio::test]
async fn a_file_is_told_to_be_one() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let layer =
        Layer { data: Some(file.path().to_owned()), listen: Some("127.0.0.1:0".to_owned()), ..Layer::default() };
    let failure =
        up::start(&Config::gather(layer, None, [], Layer::default()).unwrap(), probe::register).await.unwrap_err();
    assert_eq!(failure.code(), 14);
    let said = "it is a file, not a directory; name a directory with --data";
    assert_eq!(failure.to_string(), format!("{}: {said}", file.path().display()));
}
