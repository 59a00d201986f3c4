//! The bucket that packages go to.

use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{Method, StatusCode};
use sha2::{Digest, Sha256};

use crate::client::{Answered, Server};
use crate::query::Refusal;

/// A bucket of the caller's account and region that holds packages by the hash of what is in them. It is made when it is needed.
pub struct Bucket<'a> {
    server: &'a Server,
    name: String,
    there: bool,
}

impl<'a> Bucket<'a> {
    /// Of a server: `tradewind-packages-<account>-<region>`.
    pub fn of(server: &'a Server) -> Bucket<'a> {
        let name = format!("tradewind-packages-{}-{}", server.account(), server.region());
        Bucket { server, name, there: false }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address of what lies under a key.
    pub fn url(&self, key: &str) -> String {
        format!("{}/{}/{key}", self.server.address(), self.name)
    }

    /// Puts content under its hash, unless it is there already; the key. `told` hears how many bytes go out.
    ///
    /// # Errors
    /// What the server refuses, or that it does not answer.
    pub async fn put(
        &mut self,
        content: Bytes,
        ending: &str,
        told: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<String, Refusal> {
        let key = format!("{}.{ending}", hex::encode(Sha256::digest(&content)));
        let object = format!("/{}/{key}", self.name);
        if self.send(Method::HEAD, &object, Bytes::new()).await?.status.is_success() {
            return Ok(key);
        }
        if !self.there {
            self.make().await?;
        }
        told(content.len());
        let answered = self.send(Method::PUT, &object, content).await?;
        if answered.status.is_success() { Ok(key) } else { Err(refusal(&answered)) }
    }

    async fn make(&mut self) -> Result<(), Refusal> {
        let region = self.server.region();
        let place = match region.as_str() {
            // The one region that has no name here.
            "us-east-1" => String::new(),
            region => format!(
                "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
                 <LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
            ),
        };
        let answered = self.send(Method::PUT, &format!("/{}", self.name), Bytes::from(place)).await?;
        let ours = answered.status.is_success()
            || answered.status == StatusCode::CONFLICT && refusal(&answered).code == "BucketAlreadyOwnedByYou";
        if !ours {
            return Err(refusal(&answered));
        }
        self.there = true;
        Ok(())
    }

    async fn send(&self, method: Method, target: &str, body: Bytes) -> Result<Answered, Refusal> {
        let hash = hex::encode(Sha256::digest(&body));
        let mut headers = vec![(HeaderName::from_static("x-amz-content-sha256"), hash)];
        if !body.is_empty() {
            headers.push((header::CONTENT_TYPE, "application/octet-stream".to_owned()));
        }
        let sent = self.server.send(method, target, "s3", &headers, body).await;
        sent.map_err(|unanswered| Refusal::new("", unanswered.to_string()))
    }
}

fn refusal(answered: &Answered) -> Refusal {
    let read = crate::element::Element::read(&answered.body);
    let error = read.as_ref().and_then(|root| root.find("Error"));
    let part = |name: &str| error.and_then(|error| error.text(name)).unwrap_or_default().to_owned();
    match part("Code") {
        code if code.is_empty() => Refusal::new("", answered.status.to_string()),
        code => Refusal::new(code, part("Message")),
    }
}
