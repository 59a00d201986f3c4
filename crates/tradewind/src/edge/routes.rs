//! Requests of REST services: their method and path say the operation.
//!
//! Which service it is says the credential scope, else the host (`lambda.us-east-1.localhost`), else the path itself: a request
//! that is neither signed nor sent to a telling name belongs to whichever service has a route for it. S3's routes have nearly every
//! path there is, so it is asked last, and only about paths that begin with what can be a bucket's name; its buckets have hosts
//! of their own besides ([`super::s3`]).

use std::borrow::Cow;

use http::Uri;
use tradewind_cloud::Definition;
use tradewind_wire::{CommonError, ErrorDocument, NoRoute, Protocol, Router};

use super::detect::{Found, Question, Refusal, shortened};
use super::head::text;
use super::host::Labels;
use super::s3;

/// The routes of all services that have some.
#[derive(Debug)]
pub struct Routes(Vec<Service>);

#[derive(Debug)]
struct Service {
    index: usize,
    definition: &'static Definition,
    protocol: Protocol,
    router: Router,
}

impl Routes {
    /// The routes of these services.
    pub fn of(services: &[&'static Definition]) -> Routes {
        let rest = services.iter().enumerate().filter_map(|(index, definition)| {
            let protocol = definition.rest()?;
            Some(Service { index, definition, protocol, router: Router::new(definition.routes) })
        });
        Routes(rest.collect())
    }

    /// What a request is about; none if it is about no REST service. The body is not looked at: it has not arrived yet.
    ///
    /// # Errors
    /// The answer to a request for a REST service that has no such route.
    pub fn find(&self, question: &Question<'_>) -> Result<Option<Found>, Box<Refusal>> {
        if self.0.is_empty() || question.head.target.is_some() || question.head.smithy_protocol.is_some() {
            return Ok(None);
        }
        let named = |name: &str| self.0.iter().find(|service| service.definition.signing_names.contains(&name));
        let host = text(question.head.host);
        let s3 = || self.0.iter().find(|service| service.protocol == Protocol::RestXml);
        if let Some(credential) = question.credential {
            // Who signs for a service means that one.
            return named(&credential.service).map(|service| service.route(question)).transpose();
        }
        if host.is_some_and(|host| s3::named(host, is_s3s(question)).is_some())
            && let Some(service) = s3()
        {
            return service.route(question).map(Some);
        }
        let labels = host.and_then(Labels::of);
        if let Some(service) = labels.as_ref().and_then(|labels| labels.services().find_map(named)) {
            return service.route(question).map(Some);
        }
        let others = self.0.iter().filter(|service| service.protocol != Protocol::RestXml);
        let owner = others.into_iter().find(|service| service.has(question.method.as_str(), question.uri));
        let owner = owner.or_else(|| s3().filter(|_| s3::seems(question.method, question.uri, is_form(question))));
        owner.map(|service| service.route(question)).transpose()
    }

    /// `/bucket/key`, if a request is about a bucket of S3's, as its path or its host names it.
    pub fn in_bucket(&self, question: &Question<'_>) -> Option<String> {
        let found = self.find(question).ok().flatten().filter(|found| found.protocol == Protocol::RestXml)?;
        let service = self.0.iter().find(|service| service.index == found.service)?;
        let path = service.path(question);
        (path.len() > 1).then(|| path.into_owned())
    }
}

/// Whether a request is made so as only S3's are.
fn is_s3s(question: &Question<'_>) -> bool {
    s3::is_presigned(question.uri) || is_form(question)
}

fn is_form(question: &Question<'_>) -> bool {
    s3::is_form(question.method, text(question.head.content_type))
}

impl Service {
    fn has(&self, method: &str, uri: &Uri) -> bool {
        !matches!(self.router.find(method, uri.path(), uri.query().unwrap_or_default()), Err(NoRoute::Path))
    }

    /// The path as the service's routes have it: with the bucket that S3's hosts name before it.
    fn path<'q>(&self, question: &Question<'q>) -> Cow<'q, str> {
        let path = question.uri.path();
        if self.protocol != Protocol::RestXml {
            return Cow::Borrowed(path);
        }
        let signed = question.credential.is_some() || is_s3s(question);
        let named = text(question.head.host).and_then(|host| s3::named(host, signed));
        match named.and_then(|named| named.bucket) {
            Some(bucket) => Cow::Owned(["/", &bucket, path].concat()),
            None => Cow::Borrowed(path),
        }
    }

    fn route(&self, question: &Question<'_>) -> Result<Found, Box<Refusal>> {
        let (method, path) = (question.method.as_str(), self.path(question));
        let query = question.uri.query().unwrap_or_default();
        match self.router.find_by(method, &path, query, |name| question.headers.contains_key(name)) {
            Ok(found) => Ok(Found {
                service: self.index,
                operation: found.route.operation.to_owned(),
                protocol: self.protocol,
                payload: bytes::Bytes::new(),
                labels: Some(found.labels),
            }),
            Err(NoRoute::Path) if self.protocol == Protocol::RestXml => {
                let error = ErrorDocument::sender("InvalidURI", "Couldn't parse the specified URI.");
                Err(Refusal::document(self.definition, error.with("URI", shortened(&path)), self.protocol))
            }
            Err(NoRoute::Path | NoRoute::Method) => {
                let operation = shortened(&format!("{method} {path}"));
                let error = CommonError::UnknownOperation { operation, version: String::new() };
                Err(Refusal::of(self.definition, &error, self.protocol))
            }
        }
    }
}
