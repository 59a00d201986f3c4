//! A service that goes by the name of Lambda: routes, streams and sites without any function.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::channel::mpsc::{UnboundedSender, unbounded};
use tradewind::functions::Functions;
use tradewind_cloud::{Builder, Context, Definition, Operations, Service, web};
use tradewind_wire::{ApiError, ByteStream, Protocol, Route, Shape, Stream};

pub(crate) static DEFINITION: Definition = Definition {
    name: "lambda",
    title: "Fake",
    signing_names: &["lambda"],
    api_version: "2015-03-31",
    protocols: &[Protocol::RestJson1],
    routes: &[
        Route { operation: "Put", method: "PUT", uri: "/fakes/{Name}", status: 201 },
        Route { operation: "Who", method: "GET", uri: "/fakes/{Name}", status: 200 },
        Route { operation: "Stream", method: "GET", uri: "/streams", status: 200 },
        Route {
            operation: "Invoke",
            method: "POST",
            uri: "/2015-03-31/functions/{FunctionName}/invocations",
            status: 200,
        },
    ],
    body_limit: Some(200_000),
    ..Definition::BLANK
};

pub(crate) type Chunk = Result<Bytes, std::io::Error>;

/// The service, and the test's hand in it.
#[derive(Default)]
pub(crate) struct Fake {
    /// The next stream that is asked for.
    stream: Mutex<Option<ByteStream>>,
    /// Visits, as they arrived.
    pub(crate) visits: Mutex<Vec<web::Request>>,
}

impl Fake {
    /// What the next stream is made of.
    pub(crate) fn next_stream(&self) -> UnboundedSender<Chunk> {
        let (sender, receiver) = unbounded();
        self.set_stream(Box::pin(receiver));
        sender
    }

    pub(crate) fn set_stream(&self, chunks: ByteStream) {
        *self.stream.lock().unwrap() = Some(chunks);
    }

    fn take_stream(&self) -> Option<Stream> {
        self.stream.lock().unwrap().take().map(Stream::new)
    }
}

#[derive(Debug)]
pub(crate) struct NoError(Infallible);

impl ApiError for NoError {
    fn code(&self) -> &str {
        match self.0 {}
    }

    fn message(&self) -> String {
        match self.0 {}
    }
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Thing {
    #[shape(required, label = "Name")]
    name: String,
    #[shape(query_param = "size")]
    size: Option<i32>,
    text: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Seen {
    #[shape(header = "X-Length")]
    length: Option<i64>,
    name: Option<String>,
    size: Option<i32>,
    account: Option<String>,
    region: Option<String>,
    principal: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Streamed {
    #[shape(header = "Content-Type")]
    media: Option<String>,
    #[shape(payload)]
    body: Option<Stream>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Invocation {
    #[shape(required, label = "FunctionName")]
    function_name: String,
    #[shape(query_param = "Qualifier")]
    qualifier: Option<String>,
    #[shape(header = "X-Amz-Invocation-Type")]
    invocation_type: Option<String>,
    #[shape(header = "X-Amz-Log-Type")]
    log_type: Option<String>,
    #[shape(payload)]
    payload: Option<Bytes>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Invoked {
    #[shape(status_code)]
    status: Option<i32>,
    #[shape(header = "X-Amz-Function-Error")]
    error: Option<String>,
    #[shape(header = "X-Amz-Log-Result")]
    log: Option<String>,
    #[shape(payload)]
    payload: Option<Bytes>,
}

async fn put(_: Arc<Fake>, ctx: Context, thing: Thing) -> Result<Seen, NoError> {
    Ok(seen(&ctx, thing))
}

fn seen(ctx: &Context, thing: Thing) -> Seen {
    Seen {
        length: thing.text.as_ref().and_then(|text| i64::try_from(text.len()).ok()),
        name: Some(thing.name),
        size: thing.size,
        account: Some(ctx.account().to_owned()),
        region: Some(ctx.region().to_owned()),
        principal: Some(crate::probe::name_of(ctx.principal())),
    }
}

async fn stream(fake: Arc<Fake>, _: Context, _: crate::probe::Nothing) -> Result<Streamed, NoError> {
    Ok(Streamed { media: Some("text/plain".to_owned()), body: fake.take_stream() })
}

/// Answers with what it was asked; `fails` fails.
async fn invoke(_: Arc<Fake>, _: Context, asked: Invocation) -> Result<Invoked, NoError> {
    let event = asked.payload.unwrap_or_default();
    let payload = format!(
        "{} {:?} {}",
        asked.function_name,
        asked.qualifier.unwrap_or_default(),
        String::from_utf8_lossy(&event)
    );
    Ok(match asked.invocation_type.as_deref() {
        Some("Event") => Invoked { status: Some(202), ..Invoked::default() },
        _ => Invoked {
            status: None,
            error: asked.function_name.contains("fails").then(|| "Unhandled".to_owned()),
            // base64 of "START\n"
            log: asked.log_type.map(|_| "U1RBUlQK".to_owned()),
            payload: Some(payload.into()),
        },
    })
}

/// Shows the visit; `/stream` streams.
async fn visit(fake: Arc<Fake>, ctx: Context, request: web::Request) -> Result<web::Response, NoError> {
    let principal = crate::probe::name_of(ctx.principal());
    let body = [ctx.operation(), request.method.as_str(), &request.path, ctx.region(), &principal].join(" ");
    let streamed = request.path == "/stream";
    fake.visits.lock().unwrap().push(request);
    let answer = web::Response::new(200, body)
        .header("Content-Type", "text/plain")
        .header("Set-Cookie", "a=1")
        .header("Set-Cookie", "b=2")
        .header("Transfer-Encoding", "chunked")
        .header("Content-Length", "7")
        .header("Bad Name", "x")
        .header("X-Split", "a\r\nX-Evil: 1");
    Ok(web::Response { stream: if streamed { fake.take_stream() } else { None }, ..answer })
}

impl Service for Fake {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self)
            .add("Put", put)
            .add("Who", put)
            .add("Stream", stream)
            .add("Invoke", invoke)
            .add_internal("InvokeFunctionUrl", visit)
            .add_internal("DownloadPackage", visit)
            .open_to_anonymous(&["InvokeFunctionUrl", "DownloadPackage"])
            .build()
    }
}

/// Both the probe and the fake.
pub(crate) fn register(fake: &Arc<Fake>) -> impl FnOnce(Builder, &Functions) -> Builder + use<> {
    let fake = fake.clone();
    move |builder, functions| {
        crate::probe::register(builder, functions).register(|_| fake).register(tradewind_logs::Logs::new)
    }
}
