//! The families of rules that are measured, and the events they are measured with.

/// A way of writing rules. Rule `n` of a family differs from all others in what it asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Family {
    Exact,
    Prefix,
    Suffix,
    Numeric,
    AnythingBut,
    Wildcard,
    Mixed,
    /// Rules of nothing but one exclusion: almost all match every event.
    AnythingButAlone,
    /// One source for all rules, told apart by a second field.
    SharedSource,
}

impl Family {
    pub(crate) const ALL: [Self; 9] = [
        Self::Exact,
        Self::Prefix,
        Self::Suffix,
        Self::Numeric,
        Self::AnythingBut,
        Self::Wildcard,
        Self::Mixed,
        Self::SharedSource,
        Self::AnythingButAlone,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Suffix => "suffix",
            Self::Numeric => "numeric",
            Self::AnythingBut => "anything-but",
            Self::Wildcard => "wildcard",
            Self::Mixed => "mixed",
            Self::AnythingButAlone => "anything-but alone",
            Self::SharedSource => "shared source",
        }
    }

    /// The pattern of rule `n`.
    pub(crate) fn pattern(self, n: usize) -> String {
        match self {
            Self::Exact => format!(r#"{{"detail":{{"order":{{"id":["order-{n:06}"]}}}}}}"#),
            Self::Prefix => format!(r#"{{"detail":{{"path":[{{"prefix":"/data/{n:06}/"}}]}}}}"#),
            Self::Suffix => format!(r#"{{"detail":{{"path":[{{"suffix":"/{n:06}.json"}}]}}}}"#),
            Self::Numeric => {
                let low = n * 10;
                format!(r#"{{"detail":{{"order":{{"total":[{{"numeric":[">=",{low},"<",{}]}}]}}}}}}"#, low + 10)
            }
            Self::AnythingBut => format!(
                r#"{{"detail":{{"order":{{"customer":["customer-{n:06}"]}},"state":[{{"anything-but":["cancelled","held-{n}"]}}]}}}}"#
            ),
            Self::Wildcard => format!(r#"{{"detail":{{"path":[{{"wildcard":"/data/*/{n:06}.*"}}]}}}}"#),
            Self::Mixed => {
                const FAMILIES: [Family; 6] = [
                    Family::Exact,
                    Family::Prefix,
                    Family::Suffix,
                    Family::Numeric,
                    Family::AnythingBut,
                    Family::Wildcard,
                ];
                FAMILIES[n % FAMILIES.len()].pattern(n)
            }
            Self::AnythingButAlone => format!(r#"{{"detail":{{"state":[{{"anything-but":["held-{n}"]}}]}}}}"#),
            Self::SharedSource => {
                format!(r#"{{"source":["shop.orders"],"detail":{{"order":{{"id":["order-{n:06}"]}}}}}}"#)
            }
        }
    }
}

/// The detail of event `n`, about 750 bytes; it matches rule `n` of every family.
pub(crate) fn detail(n: usize) -> String {
    let total = n * 10 + 5;
    format!(
        concat!(
            r#"{{"schema":"https://schemas.shop.example/orders/v3","trace":{{"id":"1-5f84c7a5-{n:012}","parent":"53995c3f42cd8ad8","sampled":true}},"#,
            r#""order":{{"id":"order-{n:06}","customer":"customer-{n:06}","currency":"EUR","total":{total}.5,"gift":false,"#,
            r#""lines":[{{"sku":"SKU-1001","quantity":2,"price":12.5}},{{"sku":"SKU-2002","quantity":1,"price":99.95}},{{"sku":"SKU-3003","quantity":5,"price":3.2}}],"#,
            r#""address":{{"street":"Am \"Alten\" Markt 5","city":"K\u00f6ln","zip":"50667","country":"DE"}}}},"#,
            r#""tags":["web","returning","express"],"warehouse":null,"note":"Leave at the door if nobody answers, the bell is broken.","#,
            r#""state":"confirmed","path":"/data/{n:06}/shop/orders/{n:06}.json","retries":0,"checksum":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}"#
        ),
        n = n,
        total = total,
    )
}

/// The whole event `n`, about 1 KiB.
pub(crate) fn event(n: usize) -> String {
    format!(
        concat!(
            r#"{{"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-{n:012}","detail-type":"Order State Changed","source":"shop.orders","#,
            r#""account":"111122223333","time":"2026-01-22T18:43:48Z","region":"eu-central-1","#,
            r#""resources":["arn:aws:dynamodb:eu-central-1:111122223333:table/orders"],"detail":{detail}}}"#
        ),
        n = n,
        detail = detail(n),
    )
}
