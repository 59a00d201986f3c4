//! Secrets are not where they must not be.

use tradewind_kms::api::{DecryptResponse, EncryptRequest, GenerateDataKeyResponse};

const SECRET: &str = "hunter2-hunter2-hunter2";

#[test]
fn shapes_do_not_show_what_they_carry() {
    let secret = || bytes_of(SECRET);
    let shown = format!(
        "{:?} {:?} {:?}",
        EncryptRequest { key_id: SECRET.to_owned(), plaintext: secret(), ..Default::default() },
        DecryptResponse { plaintext: Some(secret()), ..Default::default() },
        GenerateDataKeyResponse { plaintext: Some(secret()), ..Default::default() },
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

fn bytes_of(text: &str) -> bytes::Bytes {
    bytes::Bytes::copy_from_slice(text.as_bytes())
}
