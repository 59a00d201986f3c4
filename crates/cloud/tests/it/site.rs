//! A REST service that keeps a site as well: routes, callers who are not known, and web requests through the pipeline.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use futures::StreamExt as _;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Audit, CallRecord, Cloud, Context, Definition, Incoming, Operations, Principal, Service, web};
use tradewind_store::{SimDisk, Store};
use tradewind_wire::{ApiError, Document, Protocol, Response, RestHead, Route, Shape, Stream};

static DEFINITION: Definition = Definition {
    name: "gallery",
    title: "Gallery",
    signing_names: &["gallery"],
    api_version: "2026-01-01",
    protocols: &[Protocol::RestJson1],
    routes: &[
        Route { operation: "Hang", method: "PUT", uri: "/pictures/{Name}", status: 201 },
        Route { operation: "Look", method: "GET", uri: "/pictures/{Name}", status: 200 },
    ],
    ..Definition::BLANK
};

struct Gallery;

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Picture {
    #[shape(required, label = "Name")]
    name: String,
    colour: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Hung {
    #[shape(header = "X-Wall")]
    wall: Option<String>,
    #[shape(status_code)]
    status: Option<i32>,
    name: Option<String>,
    colour: Option<String>,
}

#[derive(Debug)]
struct NoError(Infallible);

impl ApiError for NoError {
    fn code(&self) -> &str {
        match self.0 {}
    }

    fn message(&self) -> String {
        match self.0 {}
    }
}

async fn hang(_: Arc<Gallery>, _: Context, picture: Picture) -> Result<Hung, NoError> {
    let status = (picture.name == "again").then_some(200);
    Ok(Hung { wall: Some("north".to_owned()), status, name: Some(picture.name), colour: picture.colour })
}

async fn look(_: Arc<Gallery>, ctx: Context, _: Picture) -> Result<Hung, NoError> {
    Ok(Hung { name: Some(format!("{:?}", ctx.principal())), ..Hung::default() })
}

async fn visit(_: Arc<Gallery>, ctx: Context, request: web::Request) -> Result<web::Response, NoError> {
    let body = format!("{} {} {:?}", request.method, request.path, ctx.principal());
    let answer = web::Response::new(418, body).header("Set-Cookie", "a=1").header("Set-Cookie", "b=2");
    Ok(match request.query.as_deref() {
        Some("stream") => {
            let chunks = futures::stream::iter([Ok(Bytes::from_static(b"slow")), Ok(Bytes::from_static(b"ly"))]);
            web::Response { stream: Some(Stream::new(Box::pin(chunks))), ..answer }
        }
        _ => answer,
    })
}

impl Service for Gallery {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self)
            .add("Hang", hang)
            .add("Look", look)
            .add_internal("Visit", visit)
            .add_internal("Office", visit)
            .open_to_anonymous(&["Look", "Visit"])
            .build()
    }
}

#[derive(Clone, Default)]
struct Log(Arc<parking_lot::Mutex<Vec<Seen>>>);

/// An operation, its status and its error.
type Seen = (String, u16, Option<String>);

impl Audit for Log {
    fn record(&self, call: &CallRecord<'_>) {
        self.0.lock().push((call.operation.to_owned(), call.status, call.error.map(str::to_owned)));
    }
}

fn cloud() -> (Cloud, Log) {
    let (disk, clock, random) = (SimDisk::new(7), Clock::manual(Timestamp::from_secs(1)), Random::seeded(1));
    let store = Store::simulated(&disk, clock.clone(), random.clone()).unwrap();
    let log = Log::default();
    (Cloud::builder(store, clock, random).audit(log.clone()).register(|_| Arc::new(Gallery)).build(), log)
}

async fn call(cloud: &Cloud, operation: &str, name: &str, body: &str, principal: Principal) -> Response {
    let labels = [("Name", name.to_owned())].into_iter().collect();
    let incoming = Incoming {
        service: cloud.find("gallery").unwrap().clone(),
        operation: operation.to_owned(),
        protocol: Protocol::RestJson1,
        body: body.to_owned().into(),
        head: Some(RestHead { labels, ..RestHead::default() }),
        account: "123456789012".to_owned(),
        region: "us-east-1".to_owned(),
        principal,
        endpoint: "http://127.0.0.1:4566".to_owned(),
        source_ip: None,
        user_agent: None,
        trace: None,
    };
    cloud.handle(incoming).await
}

fn text(response: &Response) -> &str {
    std::str::from_utf8(response.body.as_bytes().unwrap()).unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

async fn go(cloud: &Cloud, operation: &'static str, query: Option<&str>, principal: Principal) -> web::Response {
    let request = web::Request {
        method: "POST".to_owned(),
        path: "/a%20b".to_owned(),
        query: query.map(str::to_owned),
        ..web::Request::default()
    };
    let visit = web::Visit {
        service: cloud.find("gallery").unwrap().clone(),
        operation,
        request,
        account: "123456789012".to_owned(),
        region: "us-east-1".to_owned(),
        principal,
        endpoint: "http://127.0.0.1:4566".to_owned(),
        user_agent: None,
        trace: None,
    };
    cloud.handle_web(visit).await
}

#[tokio::test]
async fn a_success_has_the_routes_status_unless_the_output_says_one() {
    let (cloud, log) = cloud();
    let hung = call(&cloud, "Hang", "a/b", r#"{"Colour":"red"}"#, Principal::Account).await;
    assert_eq!((hung.status, text(&hung)), (201, r#"{"Name":"a/b","Colour":"red"}"#));
    assert_eq!((header(&hung, "x-wall"), header(&hung, "content-type")), (Some("north"), Some("application/json")));
    assert_eq!(call(&cloud, "Hang", "again", "", Principal::Account).await.status, 200);
    let broken = call(&cloud, "Hang", "a", "{", Principal::Account).await;
    assert_eq!((broken.status, header(&broken, "x-amzn-errortype")), (400, Some("SerializationException")));
    let unknown = call(&cloud, "Paint", "a", "", Principal::Account).await;
    assert_eq!((unknown.status, header(&unknown, "x-amzn-errortype")), (404, Some("UnknownOperationException")));
    let seen: Vec<_> = log.0.lock().iter().map(|(operation, status, _)| (operation.clone(), *status)).collect();
    let expected = [("Hang", 201), ("Hang", 200), ("Hang", 400), ("Unknown", 404)];
    assert_eq!(seen, expected.map(|(operation, status)| (operation.to_owned(), status)));
}

#[tokio::test]
async fn whoever_is_not_known_may_do_only_what_is_open() {
    let (cloud, _) = cloud();
    let refused = call(&cloud, "Hang", "a", "", Principal::Anonymous).await;
    assert_eq!((refused.status, header(&refused, "x-amzn-errortype")), (403, Some("AccessDeniedException")));
    assert_eq!(text(&refused), r#"{"message":"Forbidden"}"#);
    let open = call(&cloud, "Look", "a", "", Principal::Anonymous).await;
    assert_eq!((open.status, text(&open)), (200, r#"{"Name":"Anonymous"}"#));
    let office = go(&cloud, "Office", None, Principal::Anonymous).await;
    assert_eq!((office.status, &office.body[..]), (403, &br#"{"Message":"Forbidden"}"#[..]));
}

#[tokio::test]
async fn a_visit_goes_through_the_pipeline() {
    let (cloud, log) = cloud();
    let answer = go(&cloud, "Visit", None, Principal::Anonymous).await;
    assert_eq!((answer.sent_status(), &answer.body[..]), (418, &b"POST /a%20b Anonymous"[..]));
    let names: Vec<_> = answer.headers.iter().map(|header| header.name.as_str()).collect();
    assert_eq!(names, ["Set-Cookie", "Set-Cookie", "x-amzn-requestid"]);
    assert_eq!(log.0.lock().pop(), Some(("Visit".to_owned(), 418, None)));
    let streamed = go(&cloud, "Visit", Some("stream"), Principal::Account).await;
    let parts: Vec<_> = streamed.stream.unwrap().take().unwrap().map(Result::unwrap).collect().await;
    assert_eq!(parts, ["slow", "ly"]);
}

#[tokio::test]
async fn a_site_is_no_operation_and_an_operation_no_site() {
    let (cloud, log) = cloud();
    let operations = cloud.find("gallery").unwrap().operations();
    assert_eq!(operations.names(), ["Hang", "Look"]);
    assert!(operations.has_internal("Visit") && !operations.has_internal("Hang"));
    let named = call(&cloud, "Visit", "a", "{}", Principal::Account).await;
    assert_eq!((named.status, header(&named, "x-amzn-errortype")), (404, Some("UnknownOperationException")));
    let visited = go(&cloud, "Hang", None, Principal::Account).await;
    assert_eq!(visited.status, 404);
    assert!(log.0.lock().iter().all(|(operation, ..)| operation == "Unknown"));
}

#[test]
fn a_status_that_http_does_not_have_is_a_bad_gateway() {
    for (said, sent) in [(200, 200), (599, 599), (600, 502), (199, 502), (100, 502), (0, 502), (-1, 502), (70_000, 502)]
    {
        let answer = web::Response { status: said, ..web::Response::default() };
        assert_eq!(answer.sent_status(), sent, "{said}");
    }
}

#[test]
fn a_session_of_a_role_has_an_arn() {
    let role_arn = "arn:aws:iam::123456789012:role/service-role/orders".to_owned();
    let session = Principal::AssumedRole { role_arn, session_name: "s".to_owned(), access_key: "ASIA".to_owned() };
    assert_eq!(session.arn("222222222222").unwrap(), "arn:aws:sts::123456789012:assumed-role/orders/s");
    assert_eq!(Principal::Anonymous.arn("222222222222"), None);
    assert_eq!(Principal::Account.arn("222222222222").unwrap(), "arn:aws:iam::222222222222:root");
}

#[test]
fn documents_carry_web_requests_whole() {
    let request = web::Request {
        method: "GET".to_owned(),
        headers: vec![web::Header::new("x-a", "1"), web::Header::new("x-a", "2")],
        body: Bytes::from_static(b"\x00\xff"),
        ..web::Request::default()
    };
    let document: Document = tradewind_wire::to_document(&request);
    let back: web::Request = tradewind_wire::from_document(document).unwrap();
    assert_eq!((back.header("x-a"), back.clone()), (Some("1"), request));
}
