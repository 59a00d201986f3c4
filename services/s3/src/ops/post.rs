//! PostObject: uploads by forms.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tradewind_cloud::Context;
use tradewind_wire::{Protocol, ServiceWire, encode_rest};

use crate::api::{PostObjectAnswer, PostObjectOutput, PostObjectRequest, PostResponse};
use crate::bucket::Target;
use crate::checksum::{Algorithm, Announced, Expected, show_checksum};
use crate::error::S3Error;
use crate::form::{Form, Policy, within};
use crate::object::about::encryption;
use crate::object::{Version, absorb};
use crate::ops::put::New;
use crate::{DEFINITION, S3};

/// What is encoded in the addresses of answers: slashes too.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes an object. Who signed the form is the caller; here is decided whether its policy allows what it says.
pub(crate) async fn post_object(
    s3: Arc<S3>,
    ctx: Context,
    input: PostObjectRequest,
) -> Result<PostObjectOutput, S3Error> {
    let form = Form::read(&input.bucket, &input.form)?;
    let key = form.key()?;
    let policy = form.get("policy").map(read_policy).transpose()?;
    if let Some(policy) = &policy {
        policy.check(form.fields(), input.arrived.unwrap_or(ctx.now()))?;
    }
    let md5 = form.get("content-md5");
    let announced = Announced { algorithm: form.algorithm(), trailer: None };
    let expected = Expected::new(&form.checksums(), announced, md5, None, Algorithm::Crc64Nvme)?;
    let target = Target { bucket: &input.bucket, owner: None };
    let new = New { target, key, if_match: None, if_none_match: None, event: "ObjectCreated:Post" };
    new.check(&s3, &ctx)?;
    let mut about = s3.about(&ctx, target, form.headers()).await?;
    if let Some(tags) = form.tags()? {
        about.tags = tags;
    }
    let body = input.body.unwrap_or_default();
    let body = policy.map_or(body.clone(), |policy| within(Some(&body), policy));
    let stored = absorb(&s3, Some(&body), &expected).await?;
    let version = new.write(&s3, &ctx, about, stored)?;
    let expiration = s3.expires(&ctx, target, key, &version)?;
    Ok(PostObjectOutput { expiration, ..answer(&ctx, &input.bucket, key, &form, version) })
}

fn read_policy(text: &str) -> Result<Policy, S3Error> {
    let bytes = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Policy::read(&bytes.ok_or_else(|| S3Error::new("InvalidPolicyDocument", 400, "Invalid Policy: Invalid Base64."))?)
}

/// The answer that the form asks for.
fn answer(ctx: &Context, bucket: &str, key: &str, form: &Form, version: Version) -> PostObjectOutput {
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&version.about);
    let etag = version.quoted_etag();
    let redirect = form.get("success_action_redirect").or_else(|| form.get("redirect"));
    let redirect = redirect.and_then(|url| redirected(url, bucket, key, &etag));
    let location = location(ctx.endpoint(), bucket, key);
    let status = match (&redirect, form.get("success_action_status")) {
        (Some(_), _) => 303,
        (None, Some("200")) => 200,
        (None, Some("201")) => 201,
        (None, _) => 204,
    };
    let mut output = PostObjectOutput {
        status_code: Some(status),
        e_tag: Some(etag.clone()),
        version_id: version.id.clone(),
        server_side_encryption,
        ssekms_key_id,
        bucket_key_enabled,
        ..PostObjectOutput::default()
    };
    if status == 201 {
        let told =
            PostResponse { location: location.clone(), bucket: bucket.to_owned(), key: key.to_owned(), e_tag: etag };
        output.body = Some(document(told));
        output.content_type = Some(Protocol::RestXml.content_type().to_owned());
    }
    output.location = Some(redirect.unwrap_or(location));
    show_checksum!(output, &version.checksum);
    output.checksum_type = version.checksum.map(|checksum| checksum.kind.name().to_owned());
    output
}

/// Where to go after the upload; none where the form's word for it is no address, which then counts as not said.
fn redirected(url: &str, bucket: &str, key: &str, etag: &str) -> Option<String> {
    let uri: http::Uri = url.parse().ok()?;
    uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let [bucket, key, etag] = [bucket, key, etag].map(|text| utf8_percent_encode(text, RESERVED).to_string());
    let sign = if uri.query().is_some() { '&' } else { '?' };
    Some(format!("{url}{sign}bucket={bucket}&key={key}&etag={etag}"))
}

/// The object's address, in the style in which the bucket was addressed.
fn location(endpoint: &str, bucket: &str, key: &str) -> String {
    let key = utf8_percent_encode(key, RESERVED).to_string();
    let host = endpoint.split_once("://").map_or(endpoint, |(_, host)| host);
    if host.strip_prefix(bucket).is_some_and(|rest| rest.starts_with('.')) {
        return [endpoint, "/", &key].concat();
    }
    [endpoint, "/", bucket, "/", &key].concat()
}

/// The document of an answer that has one; AWS's has no namespace.
fn document(told: PostResponse) -> Bytes {
    let wire = ServiceWire { xml_namespace: "", ..DEFINITION.wire() };
    let written = encode_rest(&wire, Protocol::RestXml, &PostObjectAnswer { post_response: Some(told) });
    written.body.into_bytes().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let at = |endpoint: &str| location(endpoint, "b-1", "a/ü b");
        assert_eq!(at("http://localhost:4566"), "http://localhost:4566/b-1/a%2F%C3%BC%20b");
        assert_eq!(at("http://b-1.s3.localhost:4566"), "http://b-1.s3.localhost:4566/a%2F%C3%BC%20b");
        assert_eq!(at("http://b-10.s3.localhost"), "http://b-10.s3.localhost/b-1/a%2F%C3%BC%20b");
    }

    #[test]
    fn redirects() {
        let to = |url: &str| redirected(url, "b-1", "a b/c", "\"e\"");
        assert_eq!(to("http://x.test/done").unwrap(), "http://x.test/done?bucket=b-1&key=a%20b%2Fc&etag=%22e%22");
        assert_eq!(to("https://x.test/?a=1").unwrap(), "https://x.test/?a=1&bucket=b-1&key=a%20b%2Fc&etag=%22e%22");
        for bad in ["", "done.html", "javascript:alert(1)", "http://x.test/\r\nx: y", "//x.test/"] {
            assert_eq!(to(bad), None, "{bad}");
        }
    }
}
