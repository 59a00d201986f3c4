//! Bodies in chunks: any bytes in any pieces. The pieces do not matter, and no more comes out than was announced.

#![no_main]

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use tradewind_wire::chunked::{ChunkDecoder, ChunkFault, Chunking};

type Decoded = Result<(Vec<u8>, Vec<(String, String)>), ChunkFault>;

fn decode(name: &str, announced: u64, body: &[u8], piece: usize) -> Decoded {
    let wanted = vec!["x-amz-checksum-crc32".to_owned()];
    let mut decoder = ChunkDecoder::new(Chunking::of(name).expect("a name"), announced, wanted, None);
    let mut out = Vec::new();
    for piece in body.chunks(piece.max(1)) {
        let mut piece = Bytes::copy_from_slice(piece);
        while let Some(data) = decoder.next(&mut piece)? {
            out.extend_from_slice(&data);
            assert!(out.len() as u64 <= announced);
        }
    }
    Ok((out, decoder.finish()?))
}

fuzz_target!(|input: (u16, u8, &[u8])| {
    let (announced, piece, body) = input;
    for name in
        ["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"]
    {
        let whole = decode(name, u64::from(announced), body, usize::MAX);
        assert_eq!(decode(name, u64::from(announced), body, usize::from(piece)), whole);
        if let Ok((data, _)) = whole {
            assert_eq!(data.len(), usize::from(announced));
        }
    }
});
