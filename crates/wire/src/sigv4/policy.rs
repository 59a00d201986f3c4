//! Signatures of forms: they sign the policy that the form carries, and so what it may say.
//!
//! Signature Version 4 follows <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html>; version 2, which SDKs
//! still make, <https://docs.aws.amazon.com/AmazonS3/latest/userguide/HTTPPOSTForms.html>.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

use super::{ALGORITHM, Credential, SigningKey};
use crate::ErrorDocument;
use crate::upload::{field, lacking};

/// Fields of which each says that version 4 is meant.
const VERSION_4: &[&str] = &["x-amz-signature", "x-amz-credential", "x-amz-algorithm", "x-amz-date"];

/// What a form says about its signature, not yet checked.
#[derive(Clone)]
pub struct SignedPolicy<'a> {
    /// Whose signature it is said to be.
    pub access_key: &'a str,
    /// The session token of temporary credentials.
    pub session_token: Option<&'a str>,
    /// The scope; none in version 2.
    pub credential: Option<Credential<'a>>,
    policy: &'a str,
    signature: &'a str,
}

impl fmt::Debug for SignedPolicy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedPolicy").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

impl<'a> SignedPolicy<'a> {
    /// Reads a form's fields; none if they have neither a signature nor a policy.
    ///
    /// # Errors
    /// S3's answer to a signature that lacks a part, or has one that can't be read.
    pub fn of(fields: &'a [(String, String)]) -> Result<Option<Self>, ErrorDocument> {
        let has = |name: &str| field(fields, name).is_some();
        let needed = |name: &'static str| field(fields, name).ok_or_else(|| lacking(name));
        let version_4 = VERSION_4.iter().any(|name| has(name));
        if !version_4 && !["policy", "signature", "AWSAccessKeyId"].iter().any(|name| has(name)) {
            return Ok(None);
        }
        let policy = needed("policy")?;
        let session_token = field(fields, "x-amz-security-token");
        if !version_4 {
            let (access_key, signature) = (needed("AWSAccessKeyId")?, needed("signature")?);
            return Ok(Some(Self { access_key, session_token, credential: None, policy, signature }));
        }
        let algorithm = needed("x-amz-algorithm")?;
        if algorithm != ALGORITHM {
            let text = format!("X-Amz-Algorithm only supports \"{ALGORITHM}\"");
            return Err(argument(text, "x-amz-algorithm", algorithm));
        }
        let scope = needed("x-amz-credential")?;
        let credential = Credential::parse_scope(scope).ok_or_else(|| {
            let text = "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \
                        \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
            argument(text, "x-amz-credential", scope)
        })?;
        let date = needed("x-amz-date")?;
        if date.get(..8) != Some(&*credential.date) {
            let text = format!(
                "Error parsing the X-Amz-Credential parameter; incorrect date \"{}\". This date is not the same as \
                 X-Amz-Date: \"{date}\".",
                credential.date
            );
            return Err(argument(text, "x-amz-credential", scope));
        }
        let signature = needed("x-amz-signature")?;
        let access_key = scope.rsplitn(5, '/').last().unwrap_or_default();
        Ok(Some(Self { access_key, session_token, credential: Some(credential), policy, signature }))
    }

    /// Checks that the policy was signed with this secret. Comparison takes the same time for every signature.
    ///
    /// # Errors
    /// S3's `SignatureDoesNotMatch`.
    pub fn verify(&self, secret: &str) -> Result<(), ErrorDocument> {
        let same = match &self.credential {
            Some(credential) => {
                let expected = SigningKey::derive(secret, credential).sign(self.policy);
                let mut given = [0; 32];
                hex::decode_to_slice(self.signature, &mut given).is_ok() && bool::from(expected.ct_eq(&given))
            }
            None => {
                let expected = Hmac::<Sha1>::new_from_slice(secret.as_bytes())
                    .map(|mac| mac.chain_update(self.policy).finalize().into_bytes());
                let given = STANDARD.decode(self.signature).unwrap_or_default();
                expected.is_ok_and(|expected| bool::from(expected.as_slice().ct_eq(&given)))
            }
        };
        if same { Ok(()) } else { Err(super::mismatch(self.access_key, self.policy, self.signature, None)) }
    }
}

fn argument(text: impl Into<String>, name: &str, value: &str) -> ErrorDocument {
    ErrorDocument::sender("InvalidArgument", text).with("ArgumentName", name).with("ArgumentValue", value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of AWS's page "Browser-Based Upload using HTTP POST (Using AWS Signature Version 4)".
    const POLICY: &str = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    const SIGNATURE: &str = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e";

    fn fields(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn example(signature: &str) -> Vec<(String, String)> {
        fields(&[
            ("key", "user/user1/${filename}"),
            ("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"),
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Date", "20151229T000000Z"),
            ("Policy", POLICY),
            ("X-Amz-Signature", signature),
        ])
    }

    #[test]
    fn the_published_example() {
        let form = example(SIGNATURE);
        let signed = SignedPolicy::of(&form).unwrap().unwrap();
        assert_eq!((signed.access_key, signed.session_token), ("AKIAIOSFODNN7EXAMPLE", None));
        assert_eq!(signed.verify(SECRET), Ok(()));
        let told = signed.verify("another").unwrap_err();
        let names: Vec<&str> = told.extra.iter().map(|(name, _)| *name).collect();
        assert_eq!((&*told.code, told.status), ("SignatureDoesNotMatch", 403));
        assert_eq!(names, ["AWSAccessKeyId", "StringToSign", "SignatureProvided", "StringToSignBytes"]);
        let form = example(&SIGNATURE.replace('8', "9"));
        assert!(SignedPolicy::of(&form).unwrap().unwrap().verify(SECRET).is_err());
    }

    #[test]
    fn version_2() {
        // An independent computation: printf %s policy | openssl dgst -sha1 -hmac secret -binary | base64
        let form = fields(&[
            ("policy", "eyJhIjoxfQ=="),
            ("AWSAccessKeyId", "AKID"),
            ("Signature", "17tpJhEyciVktYplZ1crWZcWN78="),
        ]);
        let signed = SignedPolicy::of(&form).unwrap().unwrap();
        assert_eq!(signed.verify("secret"), Ok(()));
        assert!(signed.verify("other").is_err());
    }

    #[test]
    fn what_is_lacking() {
        let lacks = |list: &[(&str, &str)]| SignedPolicy::of(&fields(list)).unwrap_err().message.unwrap_or_default();
        assert!(SignedPolicy::of(&fields(&[("key", "k")])).unwrap().is_none());
        for (list, name) in [
            (&[("policy", "p")][..], "'AWSAccessKeyId'"),
            (&[("policy", "p"), ("AWSAccessKeyId", "a")], "'signature'"),
            (&[("x-amz-signature", "s")], "'policy'"),
            (&[("policy", "p"), ("x-amz-signature", "s")], "'x-amz-algorithm'"),
            (&[("policy", "p"), ("x-amz-algorithm", ALGORITHM)], "'x-amz-credential'"),
        ] {
            assert!(lacks(list).contains(name), "{list:?}");
        }
        for (name, value) in [
            ("x-amz-algorithm", "AWS4-ECDSA-P256-SHA256"),
            ("x-amz-credential", "AKID/20151229/us-east-1/s3"),
            ("x-amz-date", "20151230T000000Z"),
        ] {
            let mut form = example(SIGNATURE);
            form.retain(|(found, _)| !found.eq_ignore_ascii_case(name));
            form.push((name.to_owned(), value.to_owned()));
            assert_eq!(SignedPolicy::of(&form).unwrap_err().code, "InvalidArgument", "{name}");
        }
    }
}
