//! A server on a free port, with a data directory of its own.

use std::net::SocketAddr;

use tempfile::TempDir;
use tradewind::config::{Config, Layer};
use tradewind::functions::Functions;
use tradewind::up::{self, Running};
use tradewind_cloud::Builder;

use crate::probe;

pub(crate) struct TestServer {
    pub(crate) running: Running,
    pub(crate) data: TempDir,
}

/// A server with these settings beside its address and directory, which are given.
pub(crate) async fn start(layer: Layer) -> TestServer {
    let data = tempfile::tempdir().unwrap();
    start_on(data, layer).await
}

/// The same, on a directory that is there already.
pub(crate) async fn start_on(data: TempDir, layer: Layer) -> TestServer {
    start_with(data, layer, probe::register).await
}

/// One with the services of the program instead of the probe.
pub(crate) async fn start_whole(layer: Layer) -> TestServer {
    let services =
        |builder: Builder, functions: &Functions| up::services(builder, functions.executor(), functions.concurrency());
    start_with(tempfile::tempdir().unwrap(), layer, services).await
}

/// One with services of the test's own.
pub(crate) async fn start_with(
    data: TempDir,
    layer: Layer,
    services: impl FnOnce(Builder, &Functions) -> Builder,
) -> TestServer {
    let layer = Layer { data: Some(data.path().join("data")), listen: Some("127.0.0.1:0".to_owned()), ..layer };
    let config = Config::gather(layer, None, [], Layer::default()).unwrap();
    let running = up::start(&config, services).await.unwrap();
    TestServer { running, data }
}

impl TestServer {
    pub(crate) fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// Stops it and keeps its directory.
    pub(crate) async fn stop(self) -> TempDir {
        self.running.stop().await.unwrap();
        self.data
    }
}
