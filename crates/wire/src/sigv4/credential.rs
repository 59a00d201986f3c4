//! Credential scopes: `AKID/20150830/us-east-1/sqs/aws4_request`.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Who claims to have signed, for which day, region and service. Reading it costs a scan of one header: it is done for
/// every request, to find account, region and service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential<'a> {
    /// The access key id.
    pub access_key: Cow<'a, str>,
    /// The day, `20150830`.
    pub date: Cow<'a, str>,
    /// The region.
    pub region: Cow<'a, str>,
    /// The service's signing name.
    pub service: Cow<'a, str>,
}

impl<'a> Credential<'a> {
    /// Reads a scope in its plain form. Everything before the last four parts is the access key.
    pub fn parse_scope(scope: &'a str) -> Option<Self> {
        let mut parts = scope.rsplitn(5, '/');
        let (terminator, service, region) = (parts.next()?, parts.next()?, parts.next()?);
        let (date, access_key) = (parts.next()?, parts.next()?);
        (terminator == "aws4_request").then_some(Self {
            access_key: Cow::Borrowed(access_key),
            date: Cow::Borrowed(date),
            region: Cow::Borrowed(region),
            service: Cow::Borrowed(service),
        })
    }

    /// Reads the scope of an `Authorization` header without looking at anything else in it.
    pub fn of_header(authorization: &'a str) -> Option<Self> {
        let rest = match authorization.strip_prefix("AWS4-HMAC-SHA256 Credential=") {
            Some(rest) => rest,
            None => authorization.split_once("Credential=")?.1,
        };
        let end = rest.find([',', ' ']).unwrap_or(rest.len());
        Self::parse_scope(rest.get(..end)?)
    }

    /// Reads the scope of a presigned URL's query without looking at anything else in it.
    pub fn of_query(query: &str) -> Option<Credential<'static>> {
        let encoded = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="))?;
        let scope = percent_decode_str(encoded).decode_utf8().ok()?;
        Credential::parse_scope(&scope).map(|credential| credential.into_owned())
    }

    /// The same, owning its text.
    pub fn into_owned(self) -> Credential<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Credential {
            access_key: own(self.access_key),
            date: own(self.date),
            region: own(self.region),
            service: own(self.service),
        }
    }

    /// `20150830/us-east-1/sqs/aws4_request`
    pub fn scope(&self) -> String {
        format!("{}/{}/{}/aws4_request", self.date, self.region, self.service)
    }
}
