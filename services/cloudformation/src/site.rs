//! Where answers of custom resources and signals of wait conditions come.
//!
//! ```text
//! PUT http://<endpoint>/_tradewind/cloudformation/<account>/<region>/<64 letters and digits>
//! ```
//!
//! Whoever has the URL may use it, as with AWS's presigned ones; its end is drawn by chance and can't be guessed.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_cloud::web::{Request, Response};
use tradewind_store::{Tx, encode};
use tradewind_wire::Document;

use crate::engine::poke;
use crate::error::CloudFormationError;
use crate::record::{Signal, Wait};
use crate::{CloudFormation, keys};

/// Where the URLs lead, behind the server's address.
pub const PATH: &str = "/_tradewind/cloudformation/";

/// The internal operation that answers.
pub const RECEIVE: &str = "ReceiveResponse";

/// The most bytes of an answer: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html>.
const LONGEST: usize = 4096;

pub(crate) fn url(endpoint: &str, account: &str, region: &str, secret: &str) -> String {
    [endpoint, PATH, account, "/", region, "/", secret].concat()
}

/// The secret in a URL.
pub(crate) fn secret_in(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once(PATH)?;
    rest.split('?').next()?.rsplit('/').next()
}

pub(crate) async fn receive(
    service: Arc<CloudFormation>,
    ctx: Context,
    request: Request,
) -> Result<Response, CloudFormationError> {
    let place = request.path.strip_prefix(PATH).unwrap_or_default();
    let mut parts = place.split('/');
    let (account, region, secret) = (parts.next(), parts.next(), parts.next());
    let (Some(account), Some(region), Some(secret), None) = (account, region, secret, parts.next()) else {
        return Ok(refusal(404, "NotFound", "There is nothing at this address."));
    };
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_region = !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_account || !is_region {
        return Ok(refusal(404, "NotFound", "There is nothing at this address."));
    }
    if request.method != "PUT" {
        return Ok(refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource."));
    }
    if request.body.len() > LONGEST {
        return Ok(refusal(400, "EntityTooLarge", "Response object is too long."));
    }
    let body = String::from_utf8_lossy(&request.body).into_owned();
    let cell = service.cell(account, region);
    if !cell.exists(ctx.mark())? {
        return Ok(refusal(404, "NotFound", "There is nothing at this address."));
    }
    let known = cell.write(ctx.mark(), |tx, ()| {
        let Some(token) = tx.get(keys::secret(secret))? else { return Ok(false) };
        take(tx, &String::from_utf8_lossy(&token), body)?;
        Ok::<_, CloudFormationError>(true)
    })?;
    Ok(if known { Response::new(200, "") } else { refusal(404, "NotFound", "There is nothing at this address.") })
}

/// Notes what came, and wakes who waits for it.
fn take(tx: &mut Tx<'_>, token: &str, body: String) -> Result<(), CloudFormationError> {
    let Some(mut wait) = Wait::find(tx.view(), token)? else { return Ok(()) };
    let waiter = if wait.is_handle { wait.waiter.clone() } else { Some(wait.logical_id.clone()) };
    if wait.is_handle {
        let Some(signal) = signal(&body) else { return Ok(()) };
        if wait.signals.iter().any(|known| known.unique_id == signal.unique_id) {
            return Ok(());
        }
        wait.signals.push(signal);
    } else if wait.answer.is_some() {
        // The first answer counts.
        return Ok(());
    } else {
        wait.answer = Some(body);
    }
    tx.put(keys::wait(token), encode(&wait));
    if let Some(waiter) = waiter {
        poke(tx, &wait.stack, &waiter)?;
    }
    Ok(())
}

/// `{"Status": "SUCCESS", "Reason": .., "UniqueId": .., "Data": ..}`.
fn signal(body: &str) -> Option<Signal> {
    let document = Document::from_json(body.as_bytes()).ok()?;
    let text = |name: &str| document.get(name).and_then(Document::as_str).unwrap_or_default().to_owned();
    let success = match text("Status").as_str() {
        "SUCCESS" => true,
        "FAILURE" => false,
        _ => return None,
    };
    Some(Signal { unique_id: text("UniqueId"), success, reason: text("Reason"), data: text("Data") })
}

fn refusal(status: u16, code: &str, text: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{text}</Message></Error>"
    );
    Response::new(status, body).header("content-type", "application/xml")
}
