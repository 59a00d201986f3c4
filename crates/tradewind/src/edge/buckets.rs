//! What the rules of S3's buckets let web pages do (cross-origin resource sharing).
//!
//! A bucket's owner says which pages may use it. So a page the guard against forged requests would not let pass is let pass to
//! that bucket, and to nothing else: not to another bucket whose object a request would copy.

use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Method};
use tradewind_cloud::web;
use tradewind_wire::Protocol;

use super::answer::Answer;
use super::detect::Question;
use super::head::text;
use super::identity::{self, Caller, Knock};
use super::{Arrived, Edge, cors, endpoint, site};

/// What a bucket says of a page.
#[derive(Debug)]
pub struct Told(web::Response);

impl Told {
    /// Whether the page may do what it asks for.
    pub fn lets(&self) -> bool {
        self.0.sent_status() == 200
    }

    /// Whether the request may pass the guard: it is about this bucket only.
    pub fn lets_pass(&self, headers: &HeaderMap) -> bool {
        self.lets() && !headers.contains_key("x-amz-copy-source")
    }

    /// The answer to a page that only asks.
    pub fn answer(self) -> web::Response {
        self.0
    }

    /// Lets the page read an answer, if it may.
    pub fn share(&self, answer: &mut Answer) {
        if !self.lets() {
            return;
        }
        for told in &self.0.headers {
            let name = HeaderName::try_from(&told.name).ok().filter(|name| *name == header::VARY || is_of_cors(name));
            if let Some((name, value)) = name.zip(HeaderValue::try_from(&told.value).ok()) {
                answer.headers_mut().insert(name, value);
            }
        }
    }
}

fn is_of_cors(name: &HeaderName) -> bool {
    name.as_str().starts_with("access-control-")
}

impl Edge {
    /// What a bucket says of the page that sent a request; none if no page did, or if it is not about a bucket.
    pub(super) async fn ask_bucket(&self, arrived: Arrived<'_>) -> Option<Told> {
        let Arrived { parts, head, client } = arrived;
        head.origin?;
        let credential = identity::claimed(head, parts.uri.query()).ok().flatten();
        // What is asked about may be of any method; whose it is, its path tells.
        let method = if cors::is_preflight(parts) { &Method::GET } else { &parts.method };
        let (uri, headers) = (&parts.uri, &parts.headers);
        let path = self.routes.in_bucket(&Question { method, uri, headers, head, credential: credential.as_ref() })?;
        let service = self.cloud.find("s3")?;
        let Caller { account, region, principal } = self.doorkeeper.identify_visitor(&Knock {
            parts,
            head,
            credential: None,
            body: &bytes::Bytes::new(),
            service: service.definition(),
            protocol: Protocol::RestXml,
            function: client.function.as_deref(),
        });
        let request = site::request(parts, head, bytes::Bytes::new(), &client.remote_text);
        let visit = web::Visit {
            service: service.clone(),
            operation: "AnswerPage",
            request: web::Request { path, ..request },
            account,
            region,
            principal,
            endpoint: endpoint(head, client),
            user_agent: text(head.user_agent).map(str::to_owned),
            trace: text(head.trace).map(str::to_owned),
        };
        Some(Told(self.cloud.handle_web(visit).await))
    }
}
