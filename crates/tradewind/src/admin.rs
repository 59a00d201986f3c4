//! The server's own endpoints, beside AWS's.
//!
//!     GET  /_tradewind/health    how the server is
//!     GET  /_tradewind/metrics   numbers for Prometheus
//!     GET  /_tradewind/clock     what time it is
//!     GET  /_tradewind/logs      what functions have written (?group=/aws/lambda/NAME)
//!     POST /_tradewind/clock     {"advance": "24h"} or {"to": "2026-01-02T03:04:05Z"}: moves a virtual clock
//!     GET  /_localstack/health   the shape that wrappers and test containers written for LocalStack wait for; nothing else of it
//!
//! All of them stand behind the guard against forged requests. They are not signed; so where signatures are verified, whoever
//! comes from another machine sees the health endpoints only. So do functions, always.

mod clock;
mod health;
pub(crate) mod logs;

use std::sync::Arc;

use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::{Method, Response, StatusCode, Uri};
use serde_json::{Value, json};
use tradewind_cloud::Cloud;

use crate::config::{Auth, Config};
use crate::edge::{Answer, Content};
use crate::functions::Functions;
use crate::metrics::Metrics;
use crate::server::Client;

pub use clock::{VirtualTime, resume};

/// Paths of this server's own endpoints begin so.
const OURS: &str = "/_tradewind/";

/// The one path of LocalStack's that tools wait for.
const THEIRS: &str = "/_localstack/health";

/// Answers the admin endpoints.
pub struct Admin {
    cloud: Cloud,
    metrics: Arc<Metrics>,
    time: VirtualTime,
    functions: Arc<Functions>,
    auth: Auth,
    region: String,
}

impl Admin {
    /// Endpoints of a server.
    pub fn new(config: &Config, cloud: Cloud, metrics: Arc<Metrics>, functions: Arc<Functions>) -> Admin {
        let time = VirtualTime::new(cloud.store().clone(), cloud.clock().clone());
        Admin { cloud, metrics, time, functions, auth: config.auth, region: config.region.clone() }
    }

    /// Whether a request for that path is for these endpoints.
    pub fn is_for(path: &str) -> bool {
        path.starts_with(OURS) || path == THEIRS
    }

    /// Answers a request for one of these endpoints.
    pub async fn answer(&self, method: &Method, uri: &Uri, body: &[u8], client: &Client) -> Answer {
        let reads = matches!(*method, Method::GET | Method::HEAD);
        let path = uri.path();
        match path.strip_prefix(OURS).unwrap_or(path) {
            THEIRS if reads => json_answer(StatusCode::OK, &health::theirs(&self.cloud)),
            "health" if reads => self.health(),
            "metrics" | "clock" | "logs" if client.function.is_some() => {
                problem(StatusCode::FORBIDDEN, "This endpoint is not for functions.")
            }
            "metrics" | "clock" | "logs" if !self.may_look(client) => problem(
                StatusCode::FORBIDDEN,
                "Signatures are verified on this server and this endpoint takes none: ask from the machine it runs on.",
            ),
            "metrics" if reads => self.metrics(),
            "clock" if reads => self.time.answer(),
            "clock" if *method == Method::POST => self.time.move_on(body).await,
            "logs" if reads => {
                let query = uri.query().unwrap_or_default();
                logs::answer(&self.cloud, &self.functions.logs, &self.region, query).await
            }
            THEIRS | "health" | "metrics" | "clock" | "logs" => {
                problem(StatusCode::METHOD_NOT_ALLOWED, "This endpoint does not take that method.")
            }
            _ => {
                problem(StatusCode::NOT_FOUND, "There is no such endpoint; there are health, metrics, clock and logs.")
            }
        }
    }

    fn may_look(&self, client: &Client) -> bool {
        self.auth == Auth::Off || client.remote.is_loopback()
    }

    fn health(&self) -> Answer {
        let (status, health) = health::ours(&self.cloud, &self.functions);
        json_answer(status, &health)
    }

    fn metrics(&self) -> Answer {
        let mut answer = Response::new(Content::from(Bytes::from(self.metrics.text())));
        let kind = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        answer
    }
}

/// A value as an answer, with a newline at its end for people with terminals.
fn json_answer(status: StatusCode, value: &Value) -> Answer {
    let mut answer = Response::new(Content::from(Bytes::from(format!("{value}\n"))));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

fn problem(status: StatusCode, message: &str) -> Answer {
    json_answer(status, &json!({ "message": message }))
}
