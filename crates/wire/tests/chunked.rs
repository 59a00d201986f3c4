//! Bodies in chunks: AWS's documented examples, and everything that can be wrong with one.

use bytes::Bytes;
use proptest::prelude::*;
use tradewind_wire::chunked::{ChunkDecoder, ChunkFault, Chunking};
use tradewind_wire::sigv4::{Carrier, ChunkSigner, Claim, Credential, SigningKey};

const SIGNED: &str = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
const SIGNED_TRAILER: &str = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
const UNSIGNED_TRAILER: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// The key of the examples, and the signature of their requests' heads.
fn signer(seed: &str) -> ChunkSigner {
    let credential =
        Credential::parse_scope("AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request").expect("a scope");
    let key = SigningKey::derive("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", &credential);
    let head = Claim {
        credential,
        signed_headers: Vec::new(),
        signature: seed.to_owned(),
        date: "20130524T000000Z".to_owned(),
        session_token: None,
        carrier: Carrier::Header,
    };
    ChunkSigner::new(key, &head)
}

fn decoder(name: &str, announced: u64, wanted: &[&str], signer: Option<ChunkSigner>) -> ChunkDecoder {
    let wanted = wanted.iter().map(|name| (*name).to_owned()).collect();
    ChunkDecoder::new(Chunking::of(name).expect("a name"), announced, wanted, signer)
}

type Decoded = Result<(Vec<u8>, Vec<(String, String)>), ChunkFault>;

/// The body, given in pieces of this many bytes.
fn decode(mut decoder: ChunkDecoder, body: &[u8], piece: usize) -> Decoded {
    let mut out = Vec::new();
    for piece in body.chunks(piece) {
        let mut piece = Bytes::copy_from_slice(piece);
        while let Some(data) = decoder.next(&mut piece)? {
            out.extend_from_slice(&data);
        }
    }
    Ok((out, decoder.finish()?))
}

fn a(count: usize) -> String {
    "a".repeat(count)
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
fn example() -> String {
    [
        "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n",
        &a(65536),
        "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n",
        &a(1024),
        "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
    ]
    .concat()
}

const SEED: &str = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
fn example_with_trailer() -> String {
    [
        "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n",
        &a(65536),
        "\r\n400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n",
        &a(1024),
        "\r\n0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n",
        "x-amz-checksum-crc32c:sOO8/Q==\r\n",
        "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
    ]
    .concat()
}

const TRAILER_SEED: &str = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";

const CRC32C: &[&str] = &["x-amz-checksum-crc32c"];

#[test]
fn the_documented_examples_are_read_in_pieces_of_any_size() {
    let crc = vec![("x-amz-checksum-crc32c".to_owned(), "sOO8/Q==".to_owned())];
    for piece in [1, 2, 7, 4096, 65_600, 1 << 20] {
        let whole = decode(decoder(SIGNED, 66_560, &[], Some(signer(SEED))), example().as_bytes(), piece);
        assert_eq!(whole, Ok((a(66_560).into_bytes(), Vec::new())), "{piece}");
        let body = example_with_trailer();
        let whole = decode(decoder(SIGNED_TRAILER, 66_560, CRC32C, Some(signer(TRAILER_SEED))), body.as_bytes(), piece);
        assert_eq!(whole, Ok((a(66_560).into_bytes(), crc.clone())), "{piece}");
    }
}

#[test]
fn every_changed_byte_of_a_signed_body_is_noticed() {
    let whole = example_with_trailer();
    let crc = whole.find("x-amz-checksum").expect("a trailer");
    let changes = [
        ("10000;chunk-signature=b4", "10000;chunk-signature=b5"),
        ("aa\r\n400", "ab\r\n400"),
        ("aa\r\n0;", "ab\r\n0;"),
        ("0;chunk-signature=2c", "0;chunk-signature=2d"),
        ("sOO8", "sOO9"),
        ("signature:d8", "signature:d9"),
    ];
    for (from, to) in changes {
        let changed = whole.replacen(from, to, 1);
        assert_ne!(changed, whole);
        let decoder = decoder(SIGNED_TRAILER, 66_560, CRC32C, Some(signer(TRAILER_SEED)));
        assert_eq!(decode(decoder, changed.as_bytes(), 1000), Err(ChunkFault::Signature), "{to}");
    }
    // Whoever swaps chunks breaks the chain, and so does whoever leaves the fields out.
    let other = decoder(SIGNED_TRAILER, 66_560, CRC32C, Some(signer(SEED)));
    assert_eq!(decode(other, whole.as_bytes(), 1000), Err(ChunkFault::Signature));
    let without = format!("{}\r\n\r\n", &whole[..crc]);
    let cut = decoder(SIGNED_TRAILER, 66_560, CRC32C, Some(signer(TRAILER_SEED)));
    assert_eq!(decode(cut, without.as_bytes(), 1000), Err(ChunkFault::Trailer));
    // Where nobody verifies, the framing counts all the same.
    let changed = whole.replacen("=b4", "=b5", 1);
    assert!(decode(decoder(SIGNED_TRAILER, 66_560, CRC32C, None), changed.as_bytes(), 1000).is_ok());
}

#[test]
fn fields_follow_unsigned_chunks() {
    let trailers = |text: &str, wanted: &[&str]| decode(decoder(UNSIGNED_TRAILER, 5, wanted, None), text.as_bytes(), 3);
    let crc = &["x-amz-checksum-crc32"];
    let read = Ok((b"hello".to_vec(), vec![("x-amz-checksum-crc32".to_owned(), "NhCmhg==".to_owned())]));
    assert_eq!(trailers("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", crc), read);
    assert_eq!(trailers("5\r\nhello\r\n0\r\nX-Amz-Checksum-CRC32: NhCmhg== \n\r\n", crc), read);
    assert_eq!(trailers("5\r\nhello\r\n0\r\n\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", crc), read);
    assert_eq!(trailers("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n", crc), read);
    assert_eq!(trailers("5\r\nhello\r\n0\r\n\r\n", &[]), Ok((b"hello".to_vec(), Vec::new())));
    for (body, wanted, fault) in [
        ("5\r\nhello\r\n0\r\n\r\n", &crc[..], ChunkFault::Incomplete),
        ("5\r\nhello\r\n0\r\n\r\n\r\n", crc, ChunkFault::Trailer),
        ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", &[], ChunkFault::Trailer),
        ("5\r\nhello\r\n0\r\nother:1\r\n\r\n", crc, ChunkFault::Trailer),
        ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32\r\n\r\n", crc, ChunkFault::Trailer),
        ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:1\r\nx-amz-checksum-crc32:1\r\n\r\n", crc, ChunkFault::Trailer),
        ("5\r\nhello\r\n0\r\nx-amz-trailer-signature:1\r\n\r\n", &[], ChunkFault::Trailer),
        ("5\r\nhello\r\n0\r\n\r\nmore", &[], ChunkFault::Incomplete),
        ("5\r\nhello\r\n0", &[], ChunkFault::Incomplete),
        ("5\r\nhello\r\n", &[], ChunkFault::Incomplete),
        ("5\r\nhell", &[], ChunkFault::Incomplete),
        ("5\r\nhelloworld\r\n0\r\n\r\n", &[], ChunkFault::Incomplete),
        ("4\r\nhell\r\n0\r\n\r\n", &[], ChunkFault::Incomplete),
        ("6\r\nhello!\r\n0\r\n\r\n", &[], ChunkFault::Incomplete),
        ("ffffffffffffffff\r\nhello", &[], ChunkFault::Incomplete),
        ("10000000000000000\r\nhello", &[], ChunkFault::Incomplete),
        ("-5\r\nhello\r\n0\r\n\r\n", &[], ChunkFault::Incomplete),
        ("+5\r\nhello\r\n0\r\n\r\n", &[], ChunkFault::Incomplete),
        ("\r\nhello", &[], ChunkFault::Incomplete),
        ("5\nhello\r\n0\r\n\r\n", &[], ChunkFault::Incomplete),
        ("hello", &[], ChunkFault::Incomplete),
        ("", &[], ChunkFault::Incomplete),
        ("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", &[], ChunkFault::TooSmall(3, 1)),
    ] {
        assert_eq!(trailers(body, wanted), Err(fault), "{body:?}");
    }
    let unsigned = decode(decoder(SIGNED, 5, &[], None), b"5\r\nhello\r\n0\r\n\r\n", 3);
    assert_eq!(unsigned, Err(ChunkFault::Incomplete));
    let endless = format!("5{}", ";x=y".repeat(10_000));
    assert_eq!(trailers(&endless, &[]), Err(ChunkFault::Incomplete));
    let endless = format!("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:{}", a(100_000));
    assert_eq!(trailers(&endless, crc), Err(ChunkFault::Trailer));
}

#[test]
fn faults_are_told_as_s3_tells_them() {
    for (fault, code, status) in [
        (ChunkFault::Incomplete, "IncompleteBody", 400),
        (ChunkFault::TooSmall(3, 1), "InvalidChunkSizeError", 403),
        (ChunkFault::Signature, "SignatureDoesNotMatch", 403),
        (ChunkFault::Trailer, "MalformedTrailerError", 400),
    ] {
        let document = fault.to_document();
        assert_eq!((document.code.as_ref(), document.status), (code, status));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_put_into_chunks_comes_out(sizes in prop::collection::vec(8192usize..20_000, 0..4), last in 1usize..9000, piece in 1usize..30_000) {
        let mut body = String::new();
        let mut total = 0;
        for size in sizes.iter().chain([&last]) {
            body.push_str(&format!("{size:x}\r\n{}\r\n", a(*size)));
            total += size;
        }
        body.push_str("0\r\n\r\n");
        let read = decode(decoder(UNSIGNED_TRAILER, total as u64, &[], None), body.as_bytes(), piece);
        prop_assert_eq!(read, Ok((a(total).into_bytes(), Vec::new())));
        // Cut anywhere but in the very last line, it is not whole.
        let cut = body.len() - 3;
        let read = decode(decoder(UNSIGNED_TRAILER, total as u64, &[], None), &body.as_bytes()[..cut * piece / 30_000], 999);
        prop_assert_eq!(read, Err(ChunkFault::Incomplete));
    }

    #[test]
    fn any_bytes_are_read_or_refused(body in prop::collection::vec(prop::sample::select(b"0158af;:=\r\nx-chunk-signature".to_vec()), 0..200), piece in 1usize..50) {
        for name in [SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER] {
            let _ = decode(decoder(name, 5, CRC32C, Some(signer(SEED))), &body, piece);
        }
    }
}
