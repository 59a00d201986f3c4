//! Uploads by forms: who calls is found out from the form's fields, which come before its file; so they are read here, and the file
//! goes to the service as it comes.

use bytes::Bytes;
use hyper::body::Body;
use tradewind_clock::Clock;
use tradewind_cloud::Registered;
use tradewind_wire::sigv4::Credential;
use tradewind_wire::upload::Upload;
use tradewind_wire::{ErrorDocument, Labels, Protocol};

use super::answer::Answer;
use super::body::{discard, is_heard_out};
use super::detect::{Found, Refusal};
use super::head::text;
use super::identity::Knock;
use super::payload::{self, Plan};
use super::{Arrived, Edge, Entity};

/// The operation that takes forms.
pub(super) const POST_OBJECT: &str = "PostObject";

/// Where its input has the form's fields.
const FORM: &str = "Form";

/// Where its input has the time. Policies are made by the machine's clock, so it is that time their end is held against, also under a
/// virtual clock.
const ARRIVED: &str = "Arrived";

impl Edge {
    /// Answers a form.
    pub(super) async fn receive_form<B>(
        &self,
        arrived: Arrived<'_>,
        service: Registered,
        found: Found,
        credential: Option<&Credential<'_>>,
        body: B,
    ) -> Result<Answer, Box<Refusal>>
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
    {
        let Arrived { parts, head, .. } = arrived;
        let period = self.limits.body_timeout;
        let plan = Plan::of(&parts.headers);
        let plan = plan.and_then(|plan| if plan.length.is_some() { Ok(plan) } else { Err(payload::no_length()) });
        let plan = match plan {
            Ok(plan) => plan,
            Err(error) => {
                if !head.expects_continue && is_heard_out(&body) {
                    discard(body, period).await;
                }
                return Err(Refusal::document(service.definition(), error, Protocol::RestXml));
            }
        };
        let headers = plan.headers(&parts.headers);
        let (stream, rest) = payload::stream(body, plan, None, period);
        let entity = Entity { headers, stream: Some(stream.clone()) };
        let answered = self.take_form(arrived, service, found, credential, entity).await;
        // What nobody has read goes back to where it is heard out.
        drop(stream.take());
        rest.hear_out(period, head.expects_continue).await;
        answered
    }

    async fn take_form(
        &self,
        arrived: Arrived<'_>,
        service: Registered,
        found: Found,
        credential: Option<&Credential<'_>>,
        entity: Entity,
    ) -> Result<Answer, Box<Refusal>> {
        let Arrived { parts, head, client } = arrived;
        let refuse = |error: ErrorDocument| Refusal::document(service.definition(), error, Protocol::RestXml);
        let form = Upload::read(text(head.content_type), &entity.stream.unwrap_or_default()).await.map_err(refuse)?;
        let caller = self.doorkeeper.identify_form(
            &Knock {
                parts,
                head,
                credential,
                body: &Bytes::new(),
                service: service.definition(),
                protocol: Protocol::RestXml,
                function: client.function.as_deref(),
            },
            &form.fields,
        )?;
        let Upload { fields, file_name, file } = form;
        let found = with_fields(found, fields, file_name);
        let entity = Entity { headers: entity.headers, stream: Some(file) };
        self.hand_over(arrived, service, found, caller, Some(entity)).await
    }
}

/// The call with the form's fields where the operation looks for them.
fn with_fields(found: Found, mut fields: Vec<(String, String)>, file_name: String) -> Found {
    // A field of that name would be the file.
    fields.push(("file".to_owned(), file_name));
    let fields = serde_json::to_string(&fields).unwrap_or_default();
    let arrived = Clock::system().now().iso8601_seconds();
    let labels = found.labels.unwrap_or_default();
    let labels =
        labels.iter().map(|(name, value)| (name, value.to_owned())).chain([(FORM, fields), (ARRIVED, arrived)]);
    Found { labels: Some(Labels::from_iter(labels)), ..found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_beside_the_bucket() {
        let labels = Labels::from_iter([("Bucket", "b-1".to_owned())]);
        let found = Found {
            service: 0,
            operation: POST_OBJECT.to_owned(),
            protocol: Protocol::RestXml,
            payload: Bytes::new(),
            labels: Some(labels),
        };
        let found = with_fields(found, vec![("key".to_owned(), "a\"b".to_owned())], "f".to_owned());
        let labels = found.labels.unwrap();
        assert_eq!(labels.get("Bucket"), Some("b-1"));
        assert_eq!(labels.get(FORM), Some(r#"[["key","a\"b"],["file","f"]]"#));
    }
}
