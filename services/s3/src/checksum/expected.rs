//! What a client says a body's sums are, and whether they are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Algorithm, Checksum, Named};
use crate::error::S3Error;

/// How a request's head announces a checksum without its value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Announced<'a> {
    /// `x-amz-sdk-checksum-algorithm`.
    pub(crate) algorithm: Option<&'a str>,
    /// `x-amz-trailer`: the fields behind the body.
    pub(crate) trailer: Option<&'a str>,
}

/// What is known of a body before it has come.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    /// The algorithm whose checksum is kept.
    pub(crate) algorithm: Algorithm,
    /// The value in the request's head, decoded.
    value: Option<Vec<u8>>,
    /// `Content-MD5`, decoded.
    md5: Option<Vec<u8>>,
    /// `Content-Length`.
    length: Option<u64>,
}

impl Expected {
    /// Reads what the head says. `otherwise` is the algorithm where it says none.
    pub(crate) fn new(
        named: &Named<'_>,
        announced: Announced<'_>,
        md5: Option<&str>,
        length: Option<i64>,
        otherwise: Algorithm,
    ) -> Result<Expected, S3Error> {
        if let Some((name, _)) = named.refused.iter().find(|(_, given)| *given) {
            return Err(S3Error::not_implemented(name));
        }
        let trailing = announced.trailer.map(trailing).transpose()?.flatten();
        let announced = announced.algorithm.filter(|name| !name.is_empty()).map(algorithm).transpose()?;
        if trailing.is_some() && announced.is_some_and(|announced| trailing != Some(announced)) {
            let text = "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer \
                        headers were found.";
            return Err(S3Error::invalid_request(text));
        }
        let mut given = named.known.iter().filter_map(|(algorithm, value)| value.map(|value| (*algorithm, value)));
        let (first, more) = (given.next(), given.next());
        if more.is_some() || (first.is_some() && trailing.is_some()) {
            let text = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
            return Err(S3Error::invalid_request(text));
        }
        let value = first.map(|(algorithm, value)| decode(algorithm, value)).transpose()?;
        let algorithm = first.map(|(algorithm, _)| algorithm).or(trailing).or(announced).unwrap_or(otherwise);
        Ok(Expected {
            algorithm,
            value,
            md5: md5.map(decode_md5).transpose()?,
            length: length.map(|length| u64::try_from(length).unwrap_or_default()),
        })
    }

    /// Nothing is known but what is to be computed.
    pub(crate) fn nothing(algorithm: Algorithm) -> Expected {
        Expected { algorithm, value: None, md5: None, length: None }
    }

    /// The length that was announced.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// Holds what came against what was said. `trailer` is the value behind the body.
    pub(crate) fn check(
        &self,
        length: u64,
        md5: &[u8],
        value: &[u8],
        trailer: Option<&str>,
    ) -> Result<Checksum, S3Error> {
        if self.length.is_some_and(|expected| expected != length) {
            let text = "You did not provide the number of bytes specified by the Content-Length HTTP header";
            return Err(S3Error::new("IncompleteBody", 400, text));
        }
        if let Some(expected) = self.md5.as_deref().filter(|expected| *expected != md5) {
            let text = "The Content-MD5 you specified did not match what we received.";
            return Err(S3Error::new("BadDigest", 400, text)
                .with("ExpectedDigest", hex::encode(expected))
                .with("CalculatedDigest", STANDARD.encode(md5)));
        }
        let trailer = trailer.map(|trailer| decode(self.algorithm, trailer)).transpose()?;
        if let Some(expected) = self.value.as_ref().or(trailer.as_ref())
            && expected != value
        {
            let name = self.algorithm.name();
            let text = format!("The {name} you specified did not match the calculated checksum.");
            return Err(S3Error::new("BadDigest", 400, text));
        }
        Ok(Checksum::full(self.algorithm, value))
    }
}

/// The algorithm whose checksum is to follow the body, by the names of the fields that do.
fn trailing(names: &str) -> Result<Option<Algorithm>, S3Error> {
    let mut found = None;
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let algorithm = Algorithm::ALL.into_iter().find(|algorithm| name.eq_ignore_ascii_case(algorithm.header()));
        let algorithm = algorithm.ok_or_else(|| {
            let newer = ["sha512", "md5", "xxhash64", "xxhash3", "xxhash128"];
            let is = |end: &&str| name.eq_ignore_ascii_case(&["x-amz-checksum-", end].concat());
            if newer.iter().any(is) {
                return S3Error::not_implemented("x-amz-trailer");
            }
            S3Error::invalid_request("The value specified in the x-amz-trailer header is not supported")
        })?;
        if found.replace(algorithm).is_some() {
            let text = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
            return Err(S3Error::invalid_request(text));
        }
    }
    Ok(found)
}

/// The algorithm of a header that names one.
pub(crate) fn algorithm(name: &str) -> Result<Algorithm, S3Error> {
    let known = Algorithm::parse(&name.to_ascii_uppercase());
    known.ok_or_else(|| {
        S3Error::invalid_request("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")
    })
}

fn decode(algorithm: Algorithm, value: &str) -> Result<Vec<u8>, S3Error> {
    let bytes = STANDARD.decode(value).ok().filter(|bytes| bytes.len() == algorithm.size());
    bytes.ok_or_else(|| S3Error::invalid_request(format!("Value for {} header is invalid.", algorithm.header())))
}

fn decode_md5(value: &str) -> Result<Vec<u8>, S3Error> {
    let bytes = STANDARD.decode(value).ok().filter(|bytes| bytes.len() == 16);
    bytes.ok_or_else(|| {
        S3Error::new("InvalidDigest", 400, "The Content-MD5 you specified was invalid.").with("Content-MD5", value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_body_says_its_algorithm() {
        let nothing = || Named { known: Algorithm::ALL.map(|algorithm| (algorithm, None)), refused: [("", false); 5] };
        let read = |algorithm: Option<&str>, trailer: Option<&str>| {
            let announced = Announced { algorithm, trailer };
            let read = Expected::new(&nothing(), announced, None, None, Algorithm::Crc64Nvme);
            read.map(|expected| expected.algorithm).map_err(|error| error.code().to_owned())
        };
        assert_eq!(read(None, None), Ok(Algorithm::Crc64Nvme));
        assert_eq!(read(None, Some("x-amz-checksum-crc32c")), Ok(Algorithm::Crc32C));
        assert_eq!(read(Some("SHA1"), Some(" X-Amz-Checksum-SHA1")), Ok(Algorithm::Sha1));
        assert_eq!(read(Some("SHA1"), None), Ok(Algorithm::Sha1));
        for (algorithm, trailer, code) in [
            (Some("CRC32"), "x-amz-checksum-crc32c", "InvalidRequest"),
            (None, "x-amz-checksum-crc32, x-amz-checksum-sha1", "InvalidRequest"),
            (None, "x-other", "InvalidRequest"),
            (None, "x-amz-checksum-sha512", "NotImplemented"),
        ] {
            assert_eq!(read(algorithm, Some(trailer)), Err(code.to_owned()), "{trailer}");
        }
        let mut both = nothing();
        both.known[0].1 = Some("NhCmhg==");
        let announced = Announced { algorithm: None, trailer: Some("x-amz-checksum-crc32") };
        assert!(Expected::new(&both, announced, None, None, Algorithm::Crc32).is_err());
    }
}
