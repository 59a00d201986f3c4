//! Checking a claim.

use std::time::Duration;

use subtle::ConstantTimeEq as _;
use tradewind_clock::Timestamp;

use super::canonical::string_to_sign;
use super::claim::header_text;
use super::key::sha256_hex;
use super::{Carrier, Claim, Request, SigningKey, UNSIGNED_PAYLOAD, date, is_s3};
use crate::CommonError;

/// How far a signature's date may be from this server's time.
pub const MAX_SKEW: Duration = Duration::from_secs(15 * 60);

/// The longest life of a presigned URL: a week.
pub const MAX_EXPIRES: u64 = 604_800;

impl Claim<'_> {
    /// Checks that the request was signed with this key, for the service and near the time it is used.
    ///
    /// The date is looked at before the signature, as AWS does. Comparison takes the same time for every signature.
    pub fn verify(&self, request: &Request<'_>, key: &SigningKey, now: Timestamp) -> Result<(), CommonError> {
        self.check_date(now)?;
        self.check_signed_headers(request)?;
        let payload_hash = self.payload_hash(request)?;
        self.check(request, &payload_hash, key)
    }

    /// The same for a request whose body has not arrived: what `x-amz-content-sha256` says of it is believed, and whoever reads
    /// the body holds it against that. Without the header the body of a presigned URL is not signed at all; any other request is
    /// refused, because nobody would notice if its body were changed.
    pub fn verify_head(&self, request: &Request<'_>, key: &SigningKey, now: Timestamp) -> Result<(), CommonError> {
        self.check_date(now)?;
        self.check_signed_headers(request)?;
        let payload_hash = match (header_text(request, "x-amz-content-sha256"), self.carrier) {
            (Some(given), _) => given,
            (None, Carrier::Query { .. }) => UNSIGNED_PAYLOAD.to_owned(),
            (None, Carrier::Header) => return Err(CommonError::MissingContentHash),
        };
        self.check(request, &payload_hash, key)
    }

    /// Checks only whether a presigned URL can still be used, for where nobody verifies signatures.
    ///
    /// # Errors
    /// [`CommonError::RequestExpired`] and what else is wrong with its times.
    pub fn check_url(&self, now: Timestamp) -> Result<(), CommonError> {
        match (self.carrier, date::parse(&self.date)) {
            (Carrier::Query { expires }, Some(at)) => self.check_expiry(at, expires, now),
            (Carrier::Query { .. }, None) => self.check_date(now),
            (Carrier::Header, _) => Ok(()),
        }
    }

    fn check(&self, request: &Request<'_>, payload_hash: &str, key: &SigningKey) -> Result<(), CommonError> {
        let names: Vec<&str> = self.signed_headers.iter().map(String::as_str).collect();
        let expected = key.sign(&string_to_sign(request, &names, payload_hash, &self.date, &self.credential));
        let mut given = [0; 32];
        let readable = hex::decode_to_slice(&self.signature, &mut given).is_ok();
        if readable && bool::from(expected.ct_eq(&given)) { Ok(()) } else { Err(CommonError::SignatureMismatch) }
    }

    fn check_date(&self, now: Timestamp) -> Result<(), CommonError> {
        let at = date::parse(&self.date).ok_or_else(|| {
            CommonError::IncompleteSignature(format!(
                "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601",
                self.date
            ))
        })?;
        if !self.date.starts_with(self.credential.date.as_ref()) || self.credential.date.len() != 8 {
            return Err(CommonError::InvalidScope(format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
                 '{}' != '{}', from '{}'.",
                self.credential.date,
                self.date.get(..8).unwrap_or_default(),
                self.date
            )));
        }
        if at.saturating_since(now) > MAX_SKEW {
            return Err(CommonError::SignatureExpired(format!(
                "Signature not yet current: {} is still later than {} ({} + 15 min.)",
                self.date,
                date::compact(now + MAX_SKEW),
                date::compact(now)
            )));
        }
        match self.carrier {
            Carrier::Header if now.saturating_since(at) > MAX_SKEW => Err(CommonError::SignatureExpired(format!(
                "Signature expired: {} is now earlier than {} ({} - 15 min.)",
                self.date,
                date::compact(now - MAX_SKEW),
                date::compact(now)
            ))),
            Carrier::Header => Ok(()),
            Carrier::Query { expires } => self.check_expiry(at, expires, now),
        }
    }

    fn check_expiry(&self, at: Timestamp, expires: u64, now: Timestamp) -> Result<(), CommonError> {
        if expires > MAX_EXPIRES {
            return Err(CommonError::IncompleteSignature(format!(
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than \
                 {MAX_EXPIRES} seconds"
            )));
        }
        if now.saturating_since(at) <= Duration::from_secs(expires) {
            return Ok(());
        }
        if is_s3(&self.credential.service) {
            return Err(CommonError::RequestExpired);
        }
        Err(CommonError::SignatureExpired(format!(
            "Signature expired: {} is now earlier than {} ({} - {} sec.)",
            self.date,
            date::compact(now - Duration::from_secs(expires)),
            date::compact(now),
            expires
        )))
    }

    /// `host` and everything AWS-specific must be signed, so that nobody on the way can change what is asked for.
    fn check_signed_headers(&self, request: &Request<'_>) -> Result<(), CommonError> {
        let signed = |name: &str| self.signed_headers.iter().any(|signed| signed == name);
        if !signed("host") {
            return Err(CommonError::InvalidScope(
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".to_owned(),
            ));
        }
        if request.headers.keys().any(|name| name.as_str().starts_with("x-amz-") && !signed(name.as_str())) {
            return Err(CommonError::AccessDenied(
                "There were headers present in the request which were not signed".to_owned(),
            ));
        }
        Ok(())
    }

    /// The payload hash that was signed; where a hash is given it must be the body's.
    fn payload_hash(&self, request: &Request<'_>) -> Result<String, CommonError> {
        let given = header_text(request, "x-amz-content-sha256");
        match (given.as_deref(), self.carrier) {
            (Some(UNSIGNED_PAYLOAD), _) => Ok(UNSIGNED_PAYLOAD.to_owned()),
            (Some(kind), _) if kind.starts_with("STREAMING-") => {
                Err(CommonError::NotSupported(format!("The payload encoding {kind} is not supported.")))
            }
            (Some(given), _) => {
                let actual = sha256_hex(request.body);
                let same = actual.eq_ignore_ascii_case(given);
                if same { Ok(given.to_owned()) } else { Err(CommonError::SignatureMismatch) }
            }
            (None, Carrier::Query { .. }) if is_s3(&self.credential.service) => Ok(UNSIGNED_PAYLOAD.to_owned()),
            (None, _) => Ok(sha256_hex(request.body)),
        }
    }
}
