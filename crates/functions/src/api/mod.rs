//! What an instance calls on its loopback: the Runtime API, the Extensions API, the Telemetry API, credentials.
//!
//! One listener an instance: that a call comes from this instance is said by the listener, not by a header.

mod answer;
mod body;
mod credentials;
mod extensions;
mod quick;
mod rewound;
mod runtime;
mod telemetry;

use std::convert::Infallible;
use std::sync::Arc;

use http::{Method, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::instance::Instance;
use answer::Answer;

/// The path of the credentials endpoint.
pub(crate) const CREDENTIALS: &str = "/2021-04-23/credentials";

/// Connections of one instance at a time; further ones wait. Clients keep one or two open.
const CONNECTIONS: usize = 128;

/// Accepts connections to an instance's API until its process is gone, and serves what they still hold then.
pub(crate) async fn serve(listener: TcpListener, instance: Arc<Instance>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = instance.exited() => break,
            accepted = listener.accept(), if connections.len() < CONNECTIONS => match accepted {
                Ok((stream, _)) => drop(connections.spawn(connection(stream, instance.clone()))),
                // Of this one connection, or of descriptors of the whole server: one of ours that ends may help.
                Err(e) => {
                    tracing::debug!(error = %e, "a connection of an instance was not accepted");
                    if connections.join_next().await.is_none() {
                        tokio::task::yield_now().await;
                    }
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    // Their other ends are gone with the process: what has come is passed on, then they are closed.
    while connections.join_next().await.is_some() {}
}

async fn connection(stream: TcpStream, instance: Arc<Instance>) {
    let _ = stream.set_nodelay(true);
    let Ok(stream) = quick::serve(stream, &instance).await else { return };
    let service = service_fn(move |request| {
        let instance = instance.clone();
        async move { Ok::<_, Infallible>(route(&instance, request).await) }
    });
    let mut http = http1::Builder::new();
    // As AWS writes them: clients in shell scripts look for them by their letters.
    http.title_case_headers(true).auto_date_header(false);
    if let Err(e) = http.serve_connection(TokioIo::new(stream), service).await {
        tracing::trace!(error = %e, "a connection of an instance ended");
    }
}

async fn route(instance: &Arc<Instance>, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    let (path, get, post) = (head.uri.path(), head.method == Method::GET, head.method == Method::POST);
    if let Some(rest) = path.strip_prefix("/2018-06-01/runtime/") {
        return match rest {
            "invocation/next" if get => runtime::next(instance).await,
            "init/error" if post => runtime::init_error(instance, &head.headers, body).await,
            "restore/next" if get => runtime::restore_next(instance).await,
            "restore/error" if post => runtime::restore_error(instance, &head.headers, body).await,
            "invocation/next" | "init/error" | "restore/next" | "restore/error" => answer::wrong_method(),
            _ => match rest.strip_prefix("invocation/").and_then(|rest| rest.split_once('/')) {
                Some((id, "response")) if post => runtime::response(instance, id, &head.headers, body).await,
                Some((id, "error")) if post => runtime::error(instance, id, &head.headers, body).await,
                Some((_, "response" | "error")) => answer::wrong_method(),
                _ => answer::not_found(),
            },
        };
    }
    if let Some(rest) = path.strip_prefix("/2020-01-01/extension/") {
        return match rest {
            "register" if post => extensions::register(instance, &head.headers, body).await,
            "event/next" if get => extensions::next(instance, &head.headers).await,
            "init/error" if post => extensions::failed(instance, &head.headers, body, "init").await,
            "exit/error" if post => extensions::failed(instance, &head.headers, body, "exit").await,
            "register" | "event/next" | "init/error" | "exit/error" => answer::wrong_method(),
            _ => answer::not_found(),
        };
    }
    match path {
        CREDENTIALS if get => credentials::give(instance, &head.headers),
        "/2022-07-01/telemetry" | "/2022-07-01/telemetry/" if head.method == Method::PUT => {
            telemetry::subscribe(instance, &head.headers, body).await
        }
        "/2020-08-15/logs" | "/2020-08-15/logs/" => telemetry::refuse_logs(),
        CREDENTIALS | "/2022-07-01/telemetry" | "/2022-07-01/telemetry/" => answer::wrong_method(),
        _ => answer::not_found(),
    }
}
