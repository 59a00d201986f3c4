//! Forms with a file, in whatever pieces they arrive.

use bytes::Bytes;
use futures::StreamExt as _;
use futures::executor::block_on;
use tradewind_wire::upload::{FIELDS_BYTES, Upload};
use tradewind_wire::{ErrorDocument, Stream};

const TYPE: &str = "multipart/form-data; boundary=X";

fn part(name: &str, more: &str, value: &str) -> String {
    format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n")
}

fn form(parts: &[String]) -> Vec<u8> {
    [parts.concat().as_str(), "--X--\r\n"].concat().into_bytes()
}

/// Fields, the file's name and bytes.
type Read = (Vec<(String, String)>, String, Vec<u8>);

fn read_as(kind: &str, body: &[u8], piece: usize) -> Result<Read, ErrorDocument> {
    let pieces: Vec<_> = body.chunks(piece.max(1)).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let body = Stream::new(Box::pin(futures::stream::iter(pieces)));
    block_on(async {
        let form = Upload::read(Some(kind), &body).await?;
        let mut bytes = Vec::new();
        let mut file = form.file.take().expect("a file");
        while let Some(chunk) = file.next().await {
            bytes.extend_from_slice(&chunk.map_err(|error| ErrorDocument::of_stream(&error).expect("an answer"))?);
        }
        Ok((form.fields, form.file_name, bytes))
    })
}

fn code(body: &[u8]) -> (String, String) {
    let told = read_as(TYPE, body, 7).expect_err("refused");
    assert_eq!(read_as(TYPE, body, usize::MAX).expect_err("refused"), told);
    (told.code.into_owned(), told.message.unwrap_or_default())
}

#[test]
fn the_pieces_do_not_matter() {
    let fields =
        vec![("key".to_owned(), "a/${filename}".to_owned()), ("x-amz-meta-ü".to_owned(), "schön\r\nzwei".to_owned())];
    let with = |file: &str| {
        form(&[
            part("key", "", "a/${filename}"),
            part("x-amz-meta-ü", "", "schön\r\nzwei"),
            part("File", "; filename=\"b c.txt\"\r\nContent-Type: text/plain", file),
        ])
    };
    let file = "line\r\n--Y\r\n--\r\n\r\n--\r";
    for piece in [1, 2, 3, 5, 64, 4096] {
        let want = (fields.clone(), "b c.txt".to_owned(), file.as_bytes().to_vec());
        assert_eq!(read_as(TYPE, &with(file), piece).unwrap(), want, "{piece}");
        // A boundary ends the file, whatever follows it; what follows here is neither another part nor the end.
        let told = read_as(TYPE, &with("line\r\n--X but not quite"), piece).unwrap_err();
        assert_eq!(told.code, "MalformedPOSTRequest", "{piece}");
    }
}

#[test]
fn fields_behind_the_file_do_not_count() {
    let body = form(&[part("key", "", "k"), part("file", "", "bytes"), part("acl", "", "private")]);
    let (fields, name, file) = read_as(TYPE, &body, 10).unwrap();
    assert_eq!((fields.len(), name.as_str(), file.as_slice()), (1, "", &b"bytes"[..]));
}

#[test]
fn what_is_no_upload() {
    let key = part("key", "", "k");
    let file = part("file", "; filename=\"f\"", "bytes");
    let malformed = "The body of your POST request is not well-formed multipart/form-data.";
    let one_file = "POST requires exactly one file upload per request.";
    let whole = form(&[key.clone(), file.clone()]);
    for (body, want, text) in [
        (b"".to_vec(), "MalformedPOSTRequest", malformed),
        (b"key=k&file=bytes".to_vec(), "MalformedPOSTRequest", malformed),
        (whole[..whole.len() - 6].to_vec(), "MalformedPOSTRequest", malformed),
        (whole[..whole.len() - 12].to_vec(), "MalformedPOSTRequest", malformed),
        (form(&[part("", "", "nameless"), file.clone()]), "MalformedPOSTRequest", malformed),
        (form(std::slice::from_ref(&key)), "InvalidArgument", one_file),
        (form(&[key.clone(), file.clone(), file.clone()]), "InvalidArgument", one_file),
    ] {
        let shown = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(code(&body), (want.to_owned(), text.to_owned()), "{shown}");
    }
    let mut odd = form(&[part("key", "", "?"), file]);
    let at = odd.iter().position(|byte| *byte == b'?').unwrap();
    odd[at] = 0xff;
    assert_eq!(code(&odd).0, "MalformedPOSTRequest");
    for (kind, want) in [
        ("application/x-www-form-urlencoded", "PreconditionFailed"),
        ("multipart/mixed; boundary=X", "PreconditionFailed"),
        ("multipart/form-data", "MalformedPOSTRequest"),
    ] {
        assert_eq!(read_as(kind, &whole, 10).unwrap_err().code, want, "{kind}");
    }
}

#[test]
fn only_the_file_may_be_large() {
    let file = "f".repeat(3 * FIELDS_BYTES);
    let body = form(&[part("key", "", "k"), part("file", "", &file)]);
    assert_eq!(read_as(TYPE, &body, 65_536).unwrap().2.len(), file.len());
    let large = |value: usize| form(&[part("key", "", &"k".repeat(value)), part("file", "", "bytes")]);
    assert!(read_as(TYPE, &large(FIELDS_BYTES - 200), 65_536).is_ok());
    for body in [
        large(FIELDS_BYTES),
        // What begins no form, a head without end, and fields without end.
        "x".repeat(2 * FIELDS_BYTES).into_bytes(),
        format!("--X\r\nContent-Disposition: {}", "x".repeat(2 * FIELDS_BYTES)).into_bytes(),
        part("a", "", "b").repeat(1_000).into_bytes(),
    ] {
        assert_eq!(code(&body).0, "MaxPostPreDataLengthExceeded");
    }
    // What is behind the file is counted from where its reader stands.
    let behind = form(&[part("file", "", "bytes"), part("more", "", &file)]);
    assert_eq!(read_as(TYPE, &behind, 512).unwrap_err().code, "MalformedPOSTRequest");
}

#[test]
fn a_body_that_breaks_off_says_why() {
    let whole = form(&[part("key", "", "k"), part("file", "", "bytes")]);
    let broken = || ErrorDocument::sender("RequestTimeout", "too slow").into_stream_error();
    let begun = Bytes::copy_from_slice(&whole[..whole.len() - 20]);
    for pieces in [vec![Err(broken())], vec![Ok(begun), Err(broken())]] {
        let body = Stream::new(Box::pin(futures::stream::iter(pieces)));
        let told = block_on(async {
            let form = Upload::read(Some(TYPE), &body).await?;
            let mut file = form.file.take().expect("a file");
            while let Some(chunk) = file.next().await {
                chunk.map_err(|error| ErrorDocument::of_stream(&error).expect("an answer"))?;
            }
            Ok::<_, ErrorDocument>(())
        });
        assert_eq!(told.unwrap_err().code, "RequestTimeout");
    }
}
