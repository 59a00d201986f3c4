//! Uploads by forms (`multipart/form-data`), as S3 takes them from browsers.
//!
//! The fields before the file are read into memory, within a bound; the file is a [`Stream`]. What comes behind the file is read to
//! the form's end and not kept, so that a form that breaks off is known before the file counts. See
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html>.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::StreamExt as _;
use multer::{Field, Multipart};

use crate::{ByteStream, ErrorDocument, Stream};

/// Everything of a form but its file: fields, their heads and the boundaries, in bytes; before the file and again behind it.
pub const FIELDS_BYTES: usize = 20 << 10;

/// Bytes that the parser gets at once while they are counted.
const PIECE: usize = 512;

/// What S3 calls too much before the file.
const TOO_MUCH: &str = "MaxPostPreDataLengthExceeded";

/// The field that is the file.
const FILE: &str = "file";

/// A form as far as its file.
#[derive(Debug)]
pub struct Upload {
    /// Names and values of the fields before the file, in their order and as they came.
    pub fields: Vec<(String, String)>,
    /// What the client calls the file; empty if it says nothing.
    pub file_name: String,
    /// The file. Ends with an error when the form breaks off or goes wrong behind it.
    pub file: Stream,
}

/// Whether a request's `Content-Type` is a form's that can have a file in it.
pub fn is_form(content_type: Option<&str>) -> bool {
    let kind = content_type.and_then(|text| text.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

impl Upload {
    /// Reads a form as far as its file.
    ///
    /// # Errors
    /// S3's answer to what is no such form, or has too much before its file.
    pub async fn read(content_type: Option<&str>, body: &Stream) -> Result<Upload, ErrorDocument> {
        if !is_form(content_type) {
            return Err(no_form());
        }
        let boundary = multer::parse_boundary(content_type.unwrap_or_default()).map_err(|_| malformed())?;
        let source = Source::new(body.take());
        let mut form = Multipart::new(source.clone(), boundary);
        let mut fields = Vec::new();
        while let Some(field) = form.next_field().await.map_err(fault)? {
            if is_file(&field) {
                let file_name = field.file_name().unwrap_or_default().to_owned();
                source.allow(None);
                let file = Stream::new(file(Rest { field: Some(field), form, source }));
                return Ok(Upload { fields, file_name, file });
            }
            let name = field.name().filter(|name| !name.is_empty()).ok_or_else(malformed)?.to_owned();
            let value = field.bytes().await.map_err(fault)?;
            fields.push((name, String::from_utf8(value.into()).map_err(|_| malformed())?));
        }
        Err(files(0))
    }

    /// The value of a field, by its name in any case; the first of several.
    pub fn field(&self, name: &str) -> Option<&str> {
        field(&self.fields, name)
    }
}

/// The value of a field, by its name in any case; the first of several.
pub fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// S3's answer to a form that lacks a field.
pub fn lacking(name: &str) -> ErrorDocument {
    let text = format!(
        "Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the fields."
    );
    ErrorDocument::sender("InvalidArgument", text).with("ArgumentName", name).with("ArgumentValue", "")
}

fn is_file(field: &Field<'_>) -> bool {
    field.name().is_some_and(|name| name.eq_ignore_ascii_case(FILE))
}

/// A form whose file is being read.
struct Rest {
    /// The file; none behind its end.
    field: Option<Field<'static>>,
    form: Multipart<'static>,
    source: Source,
}

/// The bytes of the file.
fn file(rest: Rest) -> ByteStream {
    Box::pin(futures::stream::try_unfold(rest, |mut rest| async {
        while let Some(field) = &mut rest.field {
            match field.chunk().await.map_err(|error| fault(error).into_stream_error())? {
                Some(chunk) if chunk.is_empty() => {}
                Some(chunk) => return Ok(Some((chunk, rest))),
                None => rest.field = None,
            }
        }
        rest.finish().await.map_err(ErrorDocument::into_stream_error)?;
        Ok(None)
    }))
}

impl Rest {
    /// Reads what comes behind the file. S3 looks at none of it, but there may be no second file.
    async fn finish(&mut self) -> Result<(), ErrorDocument> {
        self.source.allow(Some(FIELDS_BYTES));
        while let Some(field) = self.form.next_field().await.map_err(|error| behind(fault(error)))? {
            if is_file(&field) {
                return Err(files(2));
            }
        }
        // Behind the last boundary nothing counts; but the body must be what its head says, to its end.
        while let Some(piece) = self.source.next().await {
            piece.map_err(|error| behind(told(&error)))?;
        }
        Ok(())
    }
}

/// The body on its way to the parser, which takes all that it can get at once: so it gets one piece each time it is asked. Clones
/// share it.
#[derive(Clone)]
struct Source(Arc<Mutex<Pieces>>);

struct Pieces {
    body: Option<ByteStream>,
    pending: Bytes,
    /// How many bytes may still come; none where it does not matter.
    allowed: Option<usize>,
    /// Whether a piece was given since the parser was last told to wait.
    given: bool,
}

impl Source {
    fn new(body: Option<ByteStream>) -> Self {
        let pieces = Pieces { body, pending: Bytes::new(), allowed: Some(FIELDS_BYTES), given: false };
        Self(Arc::new(Mutex::new(pieces)))
    }

    fn allow(&self, bytes: Option<usize>) {
        self.pieces().allowed = bytes;
    }

    fn pieces(&self) -> MutexGuard<'_, Pieces> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl futures::Stream for Source {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut pieces = self.pieces();
        if std::mem::take(&mut pieces.given) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = ready!(pieces.poll(cx));
        pieces.given = true;
        Poll::Ready(next)
    }
}

impl Pieces {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, io::Error>>> {
        while self.pending.is_empty() {
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            match ready!(body.as_mut().poll_next(cx)) {
                Some(Ok(piece)) => self.pending = piece,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => self.body = None,
            }
        }
        let Some(allowed) = self.allowed else { return Poll::Ready(Some(Ok(std::mem::take(&mut self.pending)))) };
        if allowed == 0 {
            return Poll::Ready(Some(Err(too_much().into_stream_error())));
        }
        let piece = self.pending.split_to(self.pending.len().min(PIECE).min(allowed));
        self.allowed = Some(allowed - piece.len());
        Poll::Ready(Some(Ok(piece)))
    }
}

/// What a fault of the parser means for the client.
fn fault(error: multer::Error) -> ErrorDocument {
    let multer::Error::StreamReadFailed(inner) = error else { return malformed() };
    inner.downcast_ref::<io::Error>().map_or_else(malformed, told)
}

fn told(error: &io::Error) -> ErrorDocument {
    ErrorDocument::of_stream(error).unwrap_or_else(|| {
        let text = "You did not provide the number of bytes specified by the Content-Length HTTP header";
        ErrorDocument::sender("IncompleteBody", text)
    })
}

/// S3 has a word for too much before the file only.
fn behind(told: ErrorDocument) -> ErrorDocument {
    if told.code == TOO_MUCH { malformed() } else { told }
}

fn malformed() -> ErrorDocument {
    let text = "The body of your POST request is not well-formed multipart/form-data.";
    ErrorDocument::sender("MalformedPOSTRequest", text)
}

fn too_much() -> ErrorDocument {
    let text = "Your POST request fields preceeding the upload file was too large.";
    let document = ErrorDocument::sender(TOO_MUCH, text);
    document.with("MaxPostPreDataLengthBytes", FIELDS_BYTES.to_string())
}

fn files(count: usize) -> ErrorDocument {
    let text = "POST requires exactly one file upload per request.";
    let document = ErrorDocument::sender("InvalidArgument", text).with("ArgumentName", FILE);
    document.with("ArgumentValue", count.to_string())
}

fn no_form() -> ErrorDocument {
    let text = "At least one of the pre-conditions you specified did not hold";
    let document = ErrorDocument::sender("PreconditionFailed", text).with_status(412);
    document.with("Condition", "Bucket POST must be of the enclosure-type multipart/form-data")
}
