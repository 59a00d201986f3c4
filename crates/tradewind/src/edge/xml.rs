//! Calls in restXml: who calls is found out from the head, before anything of the body has been asked for.

use bytes::Bytes;
use http::Method;
use hyper::body::Body;
use tradewind_cloud::Registered;
use tradewind_wire::sigv4::{ChunkSigner, Credential};
use tradewind_wire::{ErrorDocument, Protocol};

use super::answer::{Answer, Content};
use super::body::{self, discard, is_heard_out};
use super::detect::{Found, Refusal};
use super::head::text;
use super::identity::{Caller, Knock};
use super::payload::{self, Plan};
use super::{Arrived, Edge, Entity, s3, upload};

/// Who calls, and what is to become of the body.
struct Admitted {
    caller: Caller,
    plan: Plan,
    signer: Option<ChunkSigner>,
}

impl Edge {
    /// Answers a call.
    pub(super) async fn call_xml<B>(
        &self,
        arrived: Arrived<'_>,
        found: Found,
        credential: Option<&Credential<'_>>,
        body: B,
    ) -> Answer
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
    {
        let answered = self.receive(arrived, found, credential, body).await;
        let mut answer = answered.unwrap_or_else(|refusal| self.refuse(&refusal));
        if arrived.parts.method == Method::HEAD {
            // The head says how long the body would be.
            *answer.body_mut() = Content::default();
        }
        answer
    }

    async fn receive<B>(
        &self,
        arrived: Arrived<'_>,
        mut found: Found,
        credential: Option<&Credential<'_>>,
        body: B,
    ) -> Result<Answer, Box<Refusal>>
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
    {
        let Arrived { parts, head, .. } = arrived;
        let period = self.limits.body_timeout;
        let service = self.service(&found)?.clone();
        let streams = service.operations().streams(&found.operation);
        if found.operation == upload::POST_OBJECT {
            return self.receive_form(arrived, service, found, credential, body).await;
        }
        let Admitted { caller, plan, signer } = match self.admit(arrived, &service, credential, streams) {
            Ok(admitted) => admitted,
            Err(refusal) => {
                // A client that is sending in any case is heard out before it is told.
                if !head.expects_continue && is_heard_out(&body) {
                    discard(body, period).await;
                }
                return Err(refusal);
            }
        };
        let headers = plan.headers(&parts.headers);
        let (stream, rest) = payload::stream(body, plan, signer, period);
        let answered = if streams {
            let entity = Entity { headers, stream: Some(stream) };
            self.hand_over(arrived, service, found, caller, Some(entity)).await
        } else {
            let limit = service.definition().body_limit.unwrap_or(0).max(self.limits.body);
            match body::collect_stream(&stream, limit, &self.reservoir).await {
                Ok(collected) => {
                    found.payload = collected.bytes.clone();
                    let entity = Entity { headers, stream: None };
                    self.hand_over(arrived, service, found, caller, Some(entity)).await
                }
                Err(error) => Err(Refusal::document(service.definition(), error, Protocol::RestXml)),
            }
        };
        rest.hear_out(period, head.expects_continue).await;
        answered
    }

    fn admit(
        &self,
        arrived: Arrived<'_>,
        service: &Registered,
        credential: Option<&Credential<'_>>,
        streams: bool,
    ) -> Result<Admitted, Box<Refusal>> {
        let Arrived { parts, head, client } = arrived;
        let refuse = |error: ErrorDocument| Refusal::document(service.definition(), error, Protocol::RestXml);
        if s3::is_version_2(text(head.authorization)) {
            let text = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
            return Err(refuse(ErrorDocument::sender("InvalidRequest", text)));
        }
        let knock = Knock {
            parts,
            head,
            credential,
            body: &Bytes::new(),
            service: service.definition(),
            protocol: Protocol::RestXml,
            function: client.function.as_deref(),
        };
        let plan = Plan::of(&parts.headers);
        let chunks = plan.as_ref().is_ok_and(Plan::is_signed_in_chunks);
        let (caller, signer) = self.doorkeeper.identify_or_nobody(&knock, chunks)?;
        let plan = plan.map_err(refuse)?;
        if streams && plan.length.is_none() {
            return Err(refuse(payload::no_length()));
        }
        Ok(Admitted { caller, plan, signer })
    }
}
