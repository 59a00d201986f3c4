//! Keys and records.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tradewind_store::{Decoder, Encoder, Key, KeyReader, Record, StoreError, decode, encode};

#[test]
fn keys_sort_like_their_parts() {
    let numbers = [0, 1, 255, 256, u64::MAX];
    let signed = [i64::MIN, -256, -1, 0, 1, i64::MAX];
    let texts = ["", "\0", "\0\0", "\0a", "a", "a\0", "a\0b", "aa", "b", "é"];
    let sorted = |keys: Vec<Key>| keys.windows(2).all(|pair| pair[0].as_ref() < pair[1].as_ref());
    assert!(sorted(numbers.iter().map(|number| Key::tag(1).u64(*number)).collect()));
    assert!(sorted(signed.iter().map(|number| Key::tag(1).i64(*number)).collect()));
    // A longer text goes behind a shorter one whatever follows either.
    assert!(sorted(
        texts.iter().flat_map(|text| [0, u64::MAX].map(|after| Key::tag(1).str(text).u64(after))).collect()
    ));
}

#[test]
fn keys_can_be_taken_apart() {
    for text in ["", "\0", "a\0\u{1}b", "plain", "é\0\0"] {
        let key = Key::tag(9).str(text).u64(7).i64(-7).bytes(b"\0rest");
        let mut reader = KeyReader::new(key.as_ref());
        assert_eq!(reader.tag().expect("a tag"), 9);
        assert_eq!(reader.str().expect("text"), text);
        assert_eq!(reader.u64().expect("a number"), 7);
        assert_eq!(reader.i64().expect("a number"), -7);
        assert_eq!(reader.rest(), b"\0rest");
        for length in 0..key.as_ref().len() {
            let mut reader = KeyReader::new(&key.as_ref()[..length]);
            // However it is cut, reading it never panics.
            let parts = (reader.tag().is_ok(), reader.str().is_ok(), reader.u64().is_ok(), reader.i64().is_ok());
            assert!(parts != (true, true, true, true) || length >= key.as_ref().len() - 5);
        }
    }
    let damaged = KeyReader::new(&[0xff, 0xfe, 0, 1]).str();
    assert!(matches!(damaged, Err(StoreError::Corrupt(_))));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Second {
    name: String,
    colour: String,
}

impl Record for Second {
    const VERSION: u8 = 2;

    fn upgrade(from: u8, mut body: Value) -> Result<Value, StoreError> {
        assert_eq!(from, 1);
        body["colour"] = json!("grey");
        Ok(body)
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct First {
    name: String,
}

impl Record for First {
    const VERSION: u8 = 1;
}

#[test]
fn an_older_record_is_upgraded_and_a_newer_one_refused() {
    let old = encode(&First { name: "a".into() });
    let new = encode(&Second { name: "a".into(), colour: "red".into() });
    assert_eq!(decode::<Second>(&new).expect("reads").colour, "red");
    assert_eq!(decode::<Second>(&old).expect("upgrades").colour, "grey");
    let refused = decode::<First>(&new).expect_err("newer");
    assert!(matches!(refused, StoreError::Newer { found: 2, known: 1, .. }), "{refused}");
    assert_eq!(refused.to_string(), "First has version 2, this program knows versions up to 1");
    let mut ancient = old.to_vec();
    ancient[0] = 0;
    assert!(matches!(decode::<First>(&ancient), Err(StoreError::Corrupt(_))));
    for damaged in [&b""[..], b"\x01", b"\x01{", b"\x01{}"] {
        assert!(matches!(decode::<First>(damaged), Err(StoreError::Corrupt(_))));
    }
}

#[test]
fn hot_rows_read_back() {
    let row = Encoder::new(3)
        .varint(0)
        .varint(u64::MAX)
        .u64(5)
        .u8(6)
        .bool(true)
        .str("text")
        .option(Some(7), Encoder::varint)
        .option(None, Encoder::u64)
        .bytes(b"bytes")
        .finish();
    let read = |row: &[u8]| -> Result<(), StoreError> {
        let mut decoder = Decoder::new("a row", 3, row)?;
        assert_eq!(decoder.version(), 3);
        assert_eq!((decoder.varint()?, decoder.varint()?), (0, u64::MAX));
        assert_eq!((decoder.u64()?, decoder.u8()?, decoder.bool()?), (5, 6, true));
        assert_eq!(decoder.str()?, "text");
        assert_eq!((decoder.option(Decoder::varint)?, decoder.option(Decoder::u64)?), (Some(7), None));
        assert_eq!(decoder.bytes()?, b"bytes");
        decoder.end()
    };
    read(&row).expect("reads");
    for length in 0..row.len() {
        assert!(matches!(read(&row[..length]), Err(StoreError::Corrupt(_))), "cut to {length} bytes");
    }
    let longer = [&row[..], b"x"].concat();
    assert!(matches!(read(&longer), Err(StoreError::Corrupt(_))));
    assert!(matches!(Decoder::new("a row", 2, &row), Err(StoreError::Newer { found: 3, known: 2, .. })));
    let endless = [1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    assert!(Decoder::new("a row", 1, &endless).expect("a version").varint().is_err());
}
