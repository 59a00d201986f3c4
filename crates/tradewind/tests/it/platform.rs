//! What an instance of a function finds: the server, on an endpoint of its own, as the session of its role.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::net::{TcpListener, TcpStream};
use tradewind::config::{Auth, Key, Layer};
use tradewind_clock::{Clock, Timestamp};
use tradewind_cloud::Sessions;
use tradewind_functions::{
    Credentials, Environment, Function, InitKind, LogFormat, Logging, Package, PackageSource, Platform, Runtime,
};
use tradewind_wire::sigv4::{Request, Signer, sign};

use crate::raw::{Raw, Reply, ask, request};
use crate::server::{TestServer, start};

const ROLE: &str = "arn:aws:iam::123456789012:role/orders";

struct NoSource;

impl PackageSource for NoSource {
    fn fetch(&self) -> BoxFuture<'_, std::io::Result<bytes::Bytes>> {
        Box::pin(std::future::ready(Err(std::io::ErrorKind::NotFound.into())))
    }
}

pub(crate) fn function() -> Arc<Function> {
    Arc::new(Function {
        key: "123456789012/eu-west-1/orders/1/1".to_owned(),
        account: "123456789012".to_owned(),
        region: "eu-west-1".to_owned(),
        name: "orders".to_owned(),
        version: "1".to_owned(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:orders".to_owned(),
        runtime: Runtime::ProvidedAl2023,
        handler: String::new(),
        code: Package { sha256: String::new(), source: Arc::new(NoSource) },
        layers: Vec::new(),
        environment: Environment::default(),
        role: ROLE.to_owned(),
        timeout: Duration::from_secs(3),
        memory_mb: 128,
        tmp_mb: 512,
        logging: Logging {
            format: LogFormat::Text,
            application_level: None,
            system_level: None,
            group: "/aws/lambda/orders".to_owned(),
        },
        init: InitKind::OnDemand,
        min_level: None,
    })
}

/// An instance's endpoint: whoever connects to it is the function.
async fn endpoint(server: &TestServer) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let platform = server.running.functions().platform.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            platform.serve(socket, function());
        }
    });
    address
}

async fn verifying() -> TestServer {
    let text = "access_key_id = 'AKIAIOSFODNN7EXAMPLE'\nsecret_access_key = 'secret'\naccount = '222222222222'";
    let keys: Vec<Key> = vec![toml::from_str(text).unwrap()];
    start(Layer { auth: Some(Auth::Verify), keys, ..Layer::default() }).await
}

const JSON: [(&str, &str); 2] = [("X-Amz-Target", "AmazonSQS.Who"), ("Content-Type", "application/x-amz-json-1.0")];

/// Asks who it is, signed with these credentials.
async fn who(address: SocketAddr, credentials: &Credentials) -> Reply {
    let mut headers = HeaderMap::new();
    for (name, value) in [("host", "127.0.0.1"), JSON[0], JSON[1]] {
        headers.insert(HeaderName::try_from(name).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    let signer = Signer {
        access_key: &credentials.access_key_id,
        secret: &credentials.secret_access_key,
        session_token: Some(&credentials.session_token),
        region: "eu-west-1",
        service: "sqs",
    };
    let unsigned = Request { method: "POST", path: "/", query: "", headers: &headers, body: b"{}" };
    let signature = sign(&unsigned, &signer, Clock::system().now());
    let mut lines = vec![("Host", "127.0.0.1"), JSON[0], JSON[1]];
    lines.extend(signature.iter().map(|(name, value)| (*name, value.as_str())));
    ask(address, request("POST", "/", &lines, "{}")).await
}

#[tokio::test]
async fn whoever_calls_from_an_instance_is_the_functions_role() {
    let server = start(Layer::default()).await;
    let instance = endpoint(&server).await;
    // Also without a signature, under any name, and whatever a request says about itself.
    let claims = "AWS4-HMAC-SHA256 Credential=222222222222/20260102/us-west-2/sqs/aws4_request,";
    for (lines, region) in [(vec![("Host", "evil.test")], "eu-west-1"), (vec![("Authorization", claims)], "us-west-2")]
    {
        let lines: Vec<_> = lines.into_iter().chain(JSON).collect();
        let seen = ask(instance, request("POST", "/", &lines, "{}")).await.json();
        assert_eq!((&seen["Account"], &seen["Region"]), (&"123456789012".into(), &region.into()));
        assert_eq!(seen["Principal"], format!("{ROLE} as orders"));
    }
    // The same on the server's own address makes nobody a role.
    let seen = ask(server.address(), request("POST", "/", &JSON, "{}")).await.json();
    assert_eq!(seen["Principal"], "account");
}

#[tokio::test]
async fn an_instances_credentials_work_everywhere() {
    for server in [start(Layer::default()).await, verifying().await] {
        let credentials = server.running.functions().platform.credentials(&function());
        let hours = credentials.expiration.saturating_since(Clock::system().now());
        assert!(hours > Duration::from_secs(5 * 3_600) && hours <= Duration::from_secs(6 * 3_600));
        for address in [server.address(), endpoint(&server).await] {
            let seen = who(address, &credentials).await.json();
            assert_eq!((&seen["Account"], &seen["Region"]), (&"123456789012".into(), &"eu-west-1".into()), "{seen}");
            assert_eq!(seen["Principal"], format!("{ROLE} as orders"));
        }
    }
}

#[tokio::test]
async fn where_signatures_are_verified_instances_sign_too() {
    let server = verifying().await;
    let instance = endpoint(&server).await;
    let reply = ask(instance, request("POST", "/", &JSON, "{}")).await;
    assert!(reply.body.contains("MissingAuthenticationTokenException"), "{reply:?}");
    let good = server.running.functions().platform.credentials(&function());
    let refused = |reply: Reply| {
        let body = reply.json();
        let code = body["__type"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
        (reply.status, code, body["message"].as_str().unwrap().to_owned())
    };
    let wrong = Credentials { secret_access_key: "x".repeat(40), ..good.clone() };
    assert_eq!(refused(who(instance, &wrong).await).1, "InvalidSignatureException");
    let mut token = good.session_token.clone();
    token.replace_range(4..5, if token.as_bytes()[4] == b'A' { "B" } else { "A" });
    let forged = Credentials { session_token: token, ..good.clone() };
    let invalid = "The security token included in the request is invalid.".to_owned();
    let answer = refused(who(instance, &forged).await);
    assert_eq!(answer, (400, "UnrecognizedClientException".to_owned(), invalid));
    // Issued by this server, a day ago.
    let sessions =
        Sessions::kept_in(server.running.cloud().store(), &tradewind_clock::Random::seeded(0)).await.unwrap();
    let day_ago = Clock::system().now().minus(Duration::from_secs(86_400));
    let expired = issued(&sessions, day_ago);
    let answer = refused(who(server.address(), &expired).await);
    let text = "The security token included in the request is expired".to_owned();
    assert_eq!(answer, (400, "ExpiredTokenException".to_owned(), text));
}

fn issued(sessions: &Sessions, at: Timestamp) -> Credentials {
    let issued = sessions.issue(ROLE, "orders", at, Duration::from_secs(3_600));
    Credentials {
        access_key_id: issued.access_key_id,
        secret_access_key: issued.secret_access_key,
        session_token: issued.session_token,
        expiration: issued.expiration,
    }
}

#[tokio::test]
async fn functions_do_not_reach_the_servers_own_endpoints() {
    let server = start(Layer::default()).await;
    let instance = endpoint(&server).await;
    for (method, path) in
        [("POST", "/_tradewind/clock"), ("GET", "/_tradewind/logs?group=a"), ("GET", "/_tradewind/metrics")]
    {
        assert_eq!(ask(instance, request(method, path, &[], "{}")).await.status, 403, "{path}");
    }
    assert_eq!(ask(instance, request("GET", "/_tradewind/health", &[], "")).await.status, 200);
}

#[tokio::test]
async fn nobody_is_left_connected_when_the_server_has_stopped() {
    let server = start(Layer::default()).await;
    let instance = endpoint(&server).await;
    let mut resting = Raw::connect(instance).await;
    resting.send(request("POST", "/", &JSON, "{}")).await;
    assert_eq!(resting.reply().await.unwrap().status, 200);
    let platform = server.running.functions().platform.clone();
    server.stop().await;
    assert!(resting.is_closed().await);
    // Who comes later is not served.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let late = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    platform.serve(listener.accept().await.unwrap().0, function());
    let mut byte = [0];
    assert_eq!(tokio::io::AsyncReadExt::read(&mut { late }, &mut byte).await.unwrap(), 0);
}
