//! Forms with a file: any bytes in any pieces. The pieces do not matter, and what comes before the file is bounded.

#![no_main]

use bytes::Bytes;
use futures::StreamExt;
use futures::executor::block_on;
use libfuzzer_sys::fuzz_target;
use tradewind_wire::upload::{FIELDS_BYTES, Upload};
use tradewind_wire::{ErrorDocument, Stream};

type Read = Result<(Vec<(String, String)>, String, Vec<u8>), String>;

fn read(body: &[u8], piece: usize) -> Read {
    let pieces: Vec<_> = body.chunks(piece.max(1)).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let body = Stream::new(Box::pin(futures::stream::iter(pieces)));
    block_on(async {
        let form = Upload::read(Some("multipart/form-data; boundary=X"), &body).await.map_err(|told| told.code.into_owned())?;
        let fields: usize = form.fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        assert!(fields <= FIELDS_BYTES);
        let mut bytes = Vec::new();
        let mut file = form.file.take().expect("a file");
        while let Some(chunk) = file.next().await {
            let chunk = chunk.map_err(|error| ErrorDocument::of_stream(&error).expect("an answer").code.into_owned())?;
            bytes.extend_from_slice(&chunk);
        }
        Ok((form.fields, form.file_name, bytes))
    })
}

fuzz_target!(|input: (u8, &[u8])| {
    let (piece, body) = input;
    // What is behind the file is counted from where its reader stands, so only small bodies are the same in all pieces.
    if body.len() <= FIELDS_BYTES {
        assert_eq!(read(body, usize::from(piece)), read(body, usize::MAX));
    } else {
        let _ = read(body, usize::from(piece));
    }
});
