//! A service that goes by the name of S3: it hashes what is put into it and gives out as many letters as are asked for.

use std::sync::Arc;

use bytes::Bytes;
use futures::StreamExt;
use tradewind::functions::Functions;
use tradewind_cloud::{Builder, Context, Definition, Operations, Service};
use tradewind_wire::{ApiError, ErrorDocument, Protocol, Route, Shape, Stream};

pub(crate) static DEFINITION: Definition = Definition {
    name: "s3",
    title: "Bin",
    signing_names: &["s3"],
    api_version: "2006-03-01",
    xml_namespace: "http://s3.amazonaws.com/doc/2006-03-01/",
    protocols: &[Protocol::RestXml],
    routes: &[
        Route { operation: "ListBuckets", method: "GET", uri: "/", status: 200 },
        Route { operation: "PutObject", method: "PUT", uri: "/{Bucket}/{Key+}", status: 200 },
        Route { operation: "CopyObject", method: "PUT", uri: "/{Bucket}/{Key+}#x-amz-copy-source", status: 200 },
        Route { operation: "PutObjectTagging", method: "PUT", uri: "/{Bucket}/{Key+}?tagging", status: 200 },
        Route { operation: "GetObject", method: "GET", uri: "/{Bucket}/{Key+}", status: 200 },
        Route { operation: "HeadObject", method: "HEAD", uri: "/{Bucket}/{Key+}", status: 200 },
        Route { operation: "RestoreObject", method: "POST", uri: "/{Bucket}/{Key+}?restore", status: 200 },
    ],
    ..Definition::BLANK
};

pub(crate) struct Bin;

/// What went wrong, as the client is told.
#[derive(Debug)]
pub(crate) struct Told(ErrorDocument);

impl ApiError for Told {
    fn code(&self) -> &str {
        &self.0.code
    }

    fn message(&self) -> String {
        self.0.to_string()
    }

    fn to_document(&self) -> ErrorDocument {
        self.0.clone()
    }
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct PutObject {
    #[shape(required, label = "Bucket")]
    bucket: String,
    #[shape(required, label = "Key")]
    key: String,
    #[shape(header = "Content-Length")]
    length: Option<i64>,
    #[shape(header = "Content-Encoding")]
    encoding: Option<String>,
    #[shape(payload)]
    body: Option<Stream>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Put {
    #[shape(header = "x-bucket")]
    bucket: Option<String>,
    #[shape(header = "x-key")]
    key: Option<String>,
    #[shape(header = "x-announced")]
    announced: Option<i64>,
    #[shape(header = "x-received")]
    received: Option<i64>,
    #[shape(header = "x-encoding")]
    encoding: Option<String>,
    #[shape(header = "x-crc32")]
    crc32: Option<String>,
    #[shape(header = "x-who")]
    who: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Tag {
    #[shape(required)]
    key: String,
    #[shape(required)]
    value: String,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Tagging {
    #[shape(required, item(query = "Tag"))]
    tag_set: Vec<Tag>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct PutTagging {
    #[shape(required, payload)]
    tagging: Tagging,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "CopyObjectResult")]
pub(crate) struct Copied {
    copied: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct GetObject {
    #[shape(required, label = "Key")]
    key: String,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Got {
    #[shape(status_code)]
    status: Option<i32>,
    #[shape(header = "Content-Length")]
    length: Option<i64>,
    #[shape(header = "Content-Type")]
    media: Option<String>,
    #[shape(payload)]
    body: Option<Stream>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct HeadOutput {
    #[shape(header = "Content-Length")]
    length: Option<i64>,
}

/// `refuse` refuses before it reads.
async fn put(_: Arc<Bin>, ctx: Context, input: PutObject) -> Result<Put, Told> {
    if input.key == "refuse" {
        let error = ErrorDocument::sender("NoSuchBucket", "The specified bucket does not exist");
        return Err(Told(error.with_status(404).with("BucketName", input.bucket)));
    }
    let body = input.body.unwrap_or_default();
    let mut received = 0;
    if let Some(mut chunks) = body.take() {
        while let Some(chunk) = chunks.next().await {
            received += chunk.map_err(|error| Told(ErrorDocument::of_stream(&error).unwrap()))?.len();
        }
    }
    Ok(Put {
        bucket: Some(input.bucket),
        key: Some(input.key),
        announced: input.length,
        received: i64::try_from(received).ok(),
        encoding: input.encoding,
        crc32: body.trailer("x-amz-checksum-crc32"),
        who: Some(crate::probe::name_of(ctx.principal())),
    })
}

async fn copy(_: Arc<Bin>, _: Context, input: GetObject) -> Result<Copied, Told> {
    Ok(Copied { copied: Some(input.key) })
}

async fn put_tagging(_: Arc<Bin>, _: Context, input: PutTagging) -> Result<Copied, Told> {
    Ok(Copied { copied: input.tagging.tag_set.into_iter().next().map(|tag| tag.value) })
}

/// As many letters as the key says; `none` is not there.
fn letters(key: &str) -> Result<u64, Told> {
    key.parse().map_err(|_| {
        let error = ErrorDocument::sender("NoSuchKey", "The specified key does not exist.").with_status(404);
        Told(error.with("Key", key))
    })
}

async fn get(_: Arc<Bin>, _: Context, input: GetObject) -> Result<Got, Told> {
    const PIECE: u64 = 64 << 10;
    let length = letters(&input.key)?;
    let pieces = (0..length.div_ceil(PIECE)).map(move |n| {
        let here = PIECE.min(length - n * PIECE);
        Ok(Bytes::from(vec![b'x'; usize::try_from(here).unwrap_or_default()]))
    });
    Ok(Got {
        status: Some(206),
        length: i64::try_from(length).ok(),
        media: Some("binary/octet-stream".to_owned()),
        body: Some(Stream::new(Box::pin(futures::stream::iter(pieces)))),
    })
}

async fn head(_: Arc<Bin>, _: Context, input: GetObject) -> Result<HeadOutput, Told> {
    letters(&input.key).map(|length| HeadOutput { length: i64::try_from(length).ok() })
}

async fn list(_: Arc<Bin>, ctx: Context, _: crate::probe::Nothing) -> Result<Copied, Told> {
    Ok(Copied { copied: Some(crate::probe::name_of(ctx.principal())) })
}

impl Service for Bin {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self)
            .add("PutObject", put)
            .add("CopyObject", copy)
            .add("PutObjectTagging", put_tagging)
            .add("GetObject", get)
            .add("HeadObject", head)
            .add("ListBuckets", list)
            .open_to_anonymous(&["GetObject"])
            .absent(&["RestoreObject"])
            .build()
    }
}

/// Both the probe and the bin.
pub(crate) fn register(builder: Builder, functions: &Functions) -> Builder {
    crate::probe::register(builder, functions).register(|_| Arc::new(Bin))
}
