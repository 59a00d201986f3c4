//! The shapes of AWS Key Management Service, from AWS's published model of API version 2014-11-01 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `CreateKey`.
///
/// Creates a unique customer managed KMS key in your Amazon Web Services account and Region.
/// You can use a KMS key in cryptographic operations, such as encryption and signing.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateKeyRequest {
    /// The key policy to attach to the KMS key.
    #[shape(length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy: Option<String>,
    /// A description of the KMS key. Use a description that helps you decide whether the KMS key
    /// is appropriate for a task.
    #[shape(length = 0..=8192)]
    pub description: Option<String>,
    /// Determines the cryptographic operations for which you can use the KMS key. The default
    /// value is `ENCRYPT_DECRYPT`.
    #[shape(one_of = KEY_USAGE_TYPE)]
    pub key_usage: Option<String>,
    /// Instead, use the `KeySpec` parameter.
    #[shape(one_of = CUSTOMER_MASTER_KEY_SPEC)]
    pub customer_master_key_spec: Option<String>,
    /// Specifies the type of KMS key to create.
    #[shape(one_of = KEY_SPEC)]
    pub key_spec: Option<String>,
    /// The source of the key material for the KMS key. You cannot change the origin after you
    /// create the KMS key.
    #[shape(one_of = ORIGIN_TYPE)]
    pub origin: Option<String>,
    /// Creates the KMS key in the specified custom key store. The `ConnectionState` of the custom
    /// key store must be `CONNECTED`.
    #[shape(length = 1..=64)]
    pub custom_key_store_id: Option<String>,
    /// Skips ("bypasses") the key policy lockout safety check. The default value is false.
    pub bypass_policy_lockout_safety_check: Option<bool>,
    /// Assigns one or more tags to the KMS key. Use this parameter to tag the KMS key when it is
    /// created.
    pub tags: Option<Vec<Tag>>,
    /// Creates a multi-Region primary key that you can replicate into other Amazon Web Services
    /// Regions. You cannot change this value after you create the KMS key.
    pub multi_region: Option<bool>,
    /// Identifies the external key that serves as key material for the KMS key in an external key
    /// store. Specify the ID that the external key store proxy uses to refer to the external key.
    #[shape(length = 1..=128, pattern = "^[a-zA-Z0-9-_.]+$")]
    pub xks_key_id: Option<String>,
}

/// Output of `CreateKey`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateKeyResponse {
    /// Metadata associated with the KMS key.
    pub key_metadata: Option<KeyMetadata>,
}

/// Input of `DescribeKey`.
///
/// Provides detailed information about a KMS key. You can run `DescribeKey` on a customer
/// managed key or an Amazon Web Services managed key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeKeyRequest {
    /// Describes the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
}

/// Output of `DescribeKey`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeKeyResponse {
    /// Metadata associated with the key.
    pub key_metadata: Option<KeyMetadata>,
}

/// Input of `ListKeys`.
///
/// Gets a list of all KMS keys in the caller's Amazon Web Services account and Region.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListKeysRequest {
    /// Use this parameter to specify the maximum number of items to return. When this value is
    /// present, KMS does not return more than the specified number of items, but it might return
    /// fewer.
    #[shape(range = 1..=1000)]
    pub limit: Option<i32>,
    /// Use this parameter in a subsequent request after you receive a response with truncated
    /// results. Set it to the value of `NextMarker` from the truncated response you just
    /// received.
    #[shape(length = 1..=1024, pattern = r"[\u0020-\u00FF]*")]
    pub marker: Option<String>,
}

/// Output of `ListKeys`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListKeysResponse {
    /// A list of KMS keys.
    pub keys: Option<Vec<KeyListEntry>>,
    /// When `Truncated` is true, this element is present and contains the value to use for the
    /// `Marker` parameter in a subsequent request.
    pub next_marker: Option<String>,
    /// A flag that indicates whether there are more items in the list. When this value is true,
    /// the list in this response is truncated.
    pub truncated: Option<bool>,
}

/// Input of `CreateAlias`.
///
/// Creates a friendly name for a KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateAliasRequest {
    /// Specifies the alias name. This value must begin with `alias/` followed by a name, such as
    /// `alias/ExampleAlias`.
    #[shape(required, length = 1..=256, pattern = "^[a-zA-Z0-9:/_-]+$")]
    pub alias_name: String,
    /// Associates the alias with the specified customer managed key. The KMS key must be in the
    /// same Amazon Web Services Region.
    #[shape(required, length = 1..=2048)]
    pub target_key_id: String,
}

/// Input of `UpdateAlias`.
///
/// Associates an existing KMS alias with a different KMS key. Each alias is associated with
/// only one KMS key at a time, although a KMS key can have multiple aliases.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateAliasRequest {
    /// Identifies the alias that is changing its KMS key. This value must begin with `alias/`
    /// followed by the alias name, such as `alias/ExampleAlias`.
    #[shape(required, length = 1..=256, pattern = "^[a-zA-Z0-9:/_-]+$")]
    pub alias_name: String,
    /// Identifies the customer managed key to associate with the alias. You don't have permission
    /// to associate an alias with an Amazon Web Services managed key.
    #[shape(required, length = 1..=2048)]
    pub target_key_id: String,
}

/// Input of `DeleteAlias`.
///
/// Deletes the specified alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteAliasRequest {
    /// The alias to be deleted. The alias name must begin with `alias/` followed by the alias
    /// name, such as `alias/ExampleAlias`.
    #[shape(required, length = 1..=256, pattern = "^[a-zA-Z0-9:/_-]+$")]
    pub alias_name: String,
}

/// Input of `ListAliases`.
///
/// Gets a list of aliases in the caller's Amazon Web Services account and region. For more
/// information about aliases, see CreateAlias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAliasesRequest {
    /// Lists only aliases that are associated with the specified KMS key. Enter a KMS key in your
    /// Amazon Web Services account.
    #[shape(length = 1..=2048)]
    pub key_id: Option<String>,
    /// Use this parameter to specify the maximum number of items to return. When this value is
    /// present, KMS does not return more than the specified number of items, but it might return
    /// fewer.
    #[shape(range = 1..=1000)]
    pub limit: Option<i32>,
    /// Use this parameter in a subsequent request after you receive a response with truncated
    /// results. Set it to the value of `NextMarker` from the truncated response you just
    /// received.
    #[shape(length = 1..=1024, pattern = r"[\u0020-\u00FF]*")]
    pub marker: Option<String>,
}

/// Output of `ListAliases`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAliasesResponse {
    /// A list of aliases.
    pub aliases: Option<Vec<AliasListEntry>>,
    /// When `Truncated` is true, this element is present and contains the value to use for the
    /// `Marker` parameter in a subsequent request.
    pub next_marker: Option<String>,
    /// A flag that indicates whether there are more items in the list. When this value is true,
    /// the list in this response is truncated.
    pub truncated: Option<bool>,
}

/// Input of `Encrypt`.
///
/// Encrypts plaintext of up to 4,096 bytes using a KMS key. You can use a symmetric or
/// asymmetric KMS key with a `KeyUsage` of `ENCRYPT_DECRYPT`.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct EncryptRequest {
    /// Identifies the KMS key to use in the encryption operation. The KMS key must have a
    /// `KeyUsage` of `ENCRYPT_DECRYPT`.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Data to be encrypted.
    #[shape(required, sensitive, length = 1..=4096)]
    pub plaintext: Bytes,
    /// Specifies the encryption context that will be used to encrypt the data. An encryption
    /// context is valid only for cryptographic operations with a symmetric encryption KMS key.
    pub encryption_context: Option<BTreeMap<String, String>>,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// Specifies the encryption algorithm that KMS will use to encrypt the plaintext message. The
    /// algorithm must be compatible with the KMS key that you specify.
    #[shape(one_of = ENCRYPTION_ALGORITHM_SPEC)]
    pub encryption_algorithm: Option<String>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Output of `Encrypt`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EncryptResponse {
    /// The encrypted plaintext. When you use the HTTP API or the Amazon Web Services CLI, the
    /// value is Base64-encoded.
    pub ciphertext_blob: Option<Bytes>,
    /// The Amazon Resource Name (key ARN) of the KMS key that was used to encrypt the plaintext.
    pub key_id: Option<String>,
    /// The encryption algorithm that was used to encrypt the plaintext.
    pub encryption_algorithm: Option<String>,
}

/// Input of `Decrypt`.
///
/// Decrypts ciphertext that was encrypted by a KMS key using any of the following operations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DecryptRequest {
    /// Ciphertext to be decrypted. The blob includes metadata.
    #[shape(length = 1..=6144)]
    pub ciphertext_blob: Option<Bytes>,
    /// Specifies the encryption context to use when decrypting the data. An encryption context is
    /// valid only for cryptographic operations with a symmetric encryption KMS key.
    pub encryption_context: Option<BTreeMap<String, String>>,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// Specifies the KMS key that KMS uses to decrypt the ciphertext.
    #[shape(length = 1..=2048)]
    pub key_id: Option<String>,
    /// Specifies the encryption algorithm that will be used to decrypt the ciphertext. Specify
    /// the same algorithm that was used to encrypt the data.
    #[shape(one_of = ENCRYPTION_ALGORITHM_SPEC)]
    pub encryption_algorithm: Option<String>,
    /// A signed attestation document from an Amazon Web Services Nitro enclave or NitroTPM, and
    /// the encryption algorithm to use with the public key in the attestation document.
    pub recipient: Option<RecipientInfo>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
    /// Specifies the modifiers to apply to the dry run operation. `DryRunModifiers` is an
    /// optional parameter that only applies when `DryRun` is set to `true`.
    #[shape(item(one_of = DRY_RUN_MODIFIER_TYPE))]
    pub dry_run_modifiers: Option<Vec<String>>,
}

/// Output of `Decrypt`.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct DecryptResponse {
    /// The Amazon Resource Name (key ARN) of the KMS key that was used to decrypt the ciphertext.
    pub key_id: Option<String>,
    /// Decrypted plaintext data. When you use the HTTP API or the Amazon Web Services CLI, the
    /// value is Base64-encoded.
    #[shape(sensitive)]
    pub plaintext: Option<Bytes>,
    /// The encryption algorithm that was used to decrypt the ciphertext.
    pub encryption_algorithm: Option<String>,
    /// The plaintext data encrypted with the public key from the attestation document. This
    /// ciphertext can be decrypted only by using a private key from the attested environment.
    pub ciphertext_for_recipient: Option<Bytes>,
    /// The identifier of the key material used to decrypt the ciphertext. This field is present
    /// only when the operation uses a symmetric encryption KMS key.
    pub key_material_id: Option<String>,
}

/// Input of `ReEncrypt`.
///
/// Decrypts ciphertext and then reencrypts it entirely within KMS.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ReEncryptRequest {
    /// Ciphertext of the data to reencrypt.
    #[shape(length = 1..=6144)]
    pub ciphertext_blob: Option<Bytes>,
    /// Specifies the encryption context to use to decrypt the ciphertext. Enter the same
    /// encryption context that was used to encrypt the ciphertext.
    pub source_encryption_context: Option<BTreeMap<String, String>>,
    /// Specifies the KMS key that KMS will use to decrypt the ciphertext before it is
    /// re-encrypted.
    #[shape(length = 1..=2048)]
    pub source_key_id: Option<String>,
    /// A unique identifier for the KMS key that is used to reencrypt the data. Specify a
    /// symmetric encryption KMS key or an asymmetric KMS key with a `KeyUsage` value of
    /// `ENCRYPT_DECRYPT`.
    #[shape(required, length = 1..=2048)]
    pub destination_key_id: String,
    /// Specifies that encryption context to use when the reencrypting the data.
    pub destination_encryption_context: Option<BTreeMap<String, String>>,
    /// Specifies the encryption algorithm that KMS will use to decrypt the ciphertext before it
    /// is reencrypted. The default value, `SYMMETRIC_DEFAULT`, represents the algorithm used for
    /// symmetric encryption KMS keys.
    #[shape(one_of = ENCRYPTION_ALGORITHM_SPEC)]
    pub source_encryption_algorithm: Option<String>,
    /// Specifies the encryption algorithm that KMS will use to reecrypt the data after it has
    /// decrypted it. The default value, `SYMMETRIC_DEFAULT`, represents the encryption algorithm
    /// used for symmetric encryption KMS keys.
    #[shape(one_of = ENCRYPTION_ALGORITHM_SPEC)]
    pub destination_encryption_algorithm: Option<String>,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
    /// Specifies the modifiers to apply to the dry run operation. `DryRunModifiers` is an
    /// optional parameter that only applies when `DryRun` is set to `true`.
    #[shape(item(one_of = DRY_RUN_MODIFIER_TYPE))]
    pub dry_run_modifiers: Option<Vec<String>>,
}

/// Output of `ReEncrypt`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ReEncryptResponse {
    /// The reencrypted data. When you use the HTTP API or the Amazon Web Services CLI, the value
    /// is Base64-encoded.
    pub ciphertext_blob: Option<Bytes>,
    /// Unique identifier of the KMS key used to originally encrypt the data.
    pub source_key_id: Option<String>,
    /// The Amazon Resource Name (key ARN) of the KMS key that was used to reencrypt the data.
    pub key_id: Option<String>,
    /// The encryption algorithm that was used to decrypt the ciphertext before it was
    /// reencrypted.
    pub source_encryption_algorithm: Option<String>,
    /// The encryption algorithm that was used to reencrypt the data.
    pub destination_encryption_algorithm: Option<String>,
    /// The identifier of the key material used to originally encrypt the data. This field is
    /// present only when the original encryption used a symmetric encryption KMS key.
    pub source_key_material_id: Option<String>,
    /// The identifier of the key material used to reencrypt the data. This field is present only
    /// when data is reencrypted using a symmetric encryption KMS key.
    pub destination_key_material_id: Option<String>,
}

/// Input of `GenerateDataKey`.
///
/// Returns a unique symmetric data key for use outside of KMS. This operation returns a
/// plaintext copy of the data key and a copy that is encrypted under a symmetric encryption
/// KMS key that you specify.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GenerateDataKeyRequest {
    /// Specifies the symmetric encryption KMS key that encrypts the data key. You cannot specify
    /// an asymmetric KMS key or a KMS key in a custom key store.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Specifies the encryption context that will be used when encrypting the data key.
    pub encryption_context: Option<BTreeMap<String, String>>,
    /// Specifies the length of the data key in bytes. For example, use the value 64 to generate a
    /// 512-bit data key (64 bytes is 512 bits).
    #[shape(range = 1..=1024)]
    pub number_of_bytes: Option<i32>,
    /// Specifies the length of the data key. Use `AES_128` to generate a 128-bit symmetric key,
    /// or `AES_256` to generate a 256-bit symmetric key.
    #[shape(one_of = DATA_KEY_SPEC)]
    pub key_spec: Option<String>,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// A signed attestation document from an Amazon Web Services Nitro enclave or NitroTPM, and
    /// the encryption algorithm to use with the public key in the attestation document.
    pub recipient: Option<RecipientInfo>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Output of `GenerateDataKey`.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct GenerateDataKeyResponse {
    /// The encrypted copy of the data key. When you use the HTTP API or the Amazon Web Services
    /// CLI, the value is Base64-encoded.
    pub ciphertext_blob: Option<Bytes>,
    /// The plaintext data key. When you use the HTTP API or the Amazon Web Services CLI, the
    /// value is Base64-encoded.
    #[shape(sensitive)]
    pub plaintext: Option<Bytes>,
    /// The Amazon Resource Name (key ARN) of the KMS key that encrypted the data key.
    pub key_id: Option<String>,
    /// The plaintext data key encrypted with the public key from the attestation document. This
    /// ciphertext can be decrypted only by using a private key from the attested environment.
    pub ciphertext_for_recipient: Option<Bytes>,
    /// The identifier of the key material used to encrypt the data key. This field is omitted if
    /// the request includes the `Recipient` parameter.
    pub key_material_id: Option<String>,
}

/// Input of `GenerateDataKeyWithoutPlaintext`.
///
/// Returns a unique symmetric data key for use outside of KMS. This operation returns a data
/// key that is encrypted under a symmetric encryption KMS key that you specify.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GenerateDataKeyWithoutPlaintextRequest {
    /// Specifies the symmetric encryption KMS key that encrypts the data key. You cannot specify
    /// an asymmetric KMS key or a KMS key in a custom key store.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Specifies the encryption context that will be used when encrypting the data key.
    pub encryption_context: Option<BTreeMap<String, String>>,
    /// The length of the data key. Use `AES_128` to generate a 128-bit symmetric key, or
    /// `AES_256` to generate a 256-bit symmetric key.
    #[shape(one_of = DATA_KEY_SPEC)]
    pub key_spec: Option<String>,
    /// The length of the data key in bytes. For example, use the value 64 to generate a 512-bit
    /// data key (64 bytes is 512 bits).
    #[shape(range = 1..=1024)]
    pub number_of_bytes: Option<i32>,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Output of `GenerateDataKeyWithoutPlaintext`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GenerateDataKeyWithoutPlaintextResponse {
    /// The encrypted data key. When you use the HTTP API or the Amazon Web Services CLI, the
    /// value is Base64-encoded.
    pub ciphertext_blob: Option<Bytes>,
    /// The Amazon Resource Name (key ARN) of the KMS key that encrypted the data key.
    pub key_id: Option<String>,
    /// The identifier of the key material used to encrypt the data key.
    pub key_material_id: Option<String>,
}

/// Input of `GenerateRandom`.
///
/// Returns a random byte string that is cryptographically secure.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GenerateRandomRequest {
    /// The length of the random byte string. This parameter is required.
    #[shape(range = 1..=1024)]
    pub number_of_bytes: Option<i32>,
    /// Generates the random byte string in the CloudHSM cluster that is associated with the
    /// specified CloudHSM key store. To find the ID of a custom key store, use the
    /// DescribeCustomKeyStores operation.
    #[shape(length = 1..=64)]
    pub custom_key_store_id: Option<String>,
    /// A signed attestation document from an Amazon Web Services Nitro enclave or NitroTPM, and
    /// the encryption algorithm to use with the public key in the attestation document.
    pub recipient: Option<RecipientInfo>,
}

/// Output of `GenerateRandom`.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct GenerateRandomResponse {
    /// The random byte string. When you use the HTTP API or the Amazon Web Services CLI, the
    /// value is Base64-encoded.
    #[shape(sensitive)]
    pub plaintext: Option<Bytes>,
    /// The plaintext random bytes encrypted with the public key from the attestation document.
    /// This ciphertext can be decrypted only by using a private key from the attested
    /// environment.
    pub ciphertext_for_recipient: Option<Bytes>,
}

/// Input of `GenerateMac`.
///
/// Generates a hash-based message authentication code (HMAC) for a message using an HMAC KMS
/// key and a MAC algorithm that the key supports.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct GenerateMacRequest {
    /// The message to be hashed. Specify a message of up to 4,096 bytes.
    #[shape(required, sensitive, length = 1..=4096)]
    pub message: Bytes,
    /// The HMAC KMS key to use in the operation. The MAC algorithm computes the HMAC for the
    /// message and the key as described in RFC 2104.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// The MAC algorithm used in the operation.
    #[shape(required, one_of = MAC_ALGORITHM_SPEC)]
    pub mac_algorithm: String,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Output of `GenerateMac`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GenerateMacResponse {
    /// The hash-based message authentication code (HMAC) that was generated for the specified
    /// message, HMAC KMS key, and MAC algorithm.
    pub mac: Option<Bytes>,
    /// The MAC algorithm that was used to generate the HMAC.
    pub mac_algorithm: Option<String>,
    /// The HMAC KMS key used in the operation.
    pub key_id: Option<String>,
}

/// Input of `VerifyMac`.
///
/// Verifies the hash-based message authentication code (HMAC) for a specified message, HMAC
/// KMS key, and MAC algorithm.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct VerifyMacRequest {
    /// The message that will be used in the verification. Enter the same message that was used to
    /// generate the HMAC.
    #[shape(required, sensitive, length = 1..=4096)]
    pub message: Bytes,
    /// The KMS key that will be used in the verification.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// The MAC algorithm that will be used in the verification. Enter the same MAC algorithm that
    /// was used to compute the HMAC.
    #[shape(required, one_of = MAC_ALGORITHM_SPEC)]
    pub mac_algorithm: String,
    /// The HMAC to verify. Enter the HMAC that was generated by the GenerateMac operation when
    /// you specified the same message, HMAC KMS key, and MAC algorithm as the values specified in
    /// this request.
    #[shape(required, length = 1..=6144)]
    pub mac: Bytes,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Output of `VerifyMac`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct VerifyMacResponse {
    /// The HMAC KMS key used in the verification.
    pub key_id: Option<String>,
    /// A Boolean value that indicates whether the HMAC was verified. A value of `True` indicates
    /// that the HMAC (`Mac`) was generated with the specified `Message`, HMAC KMS key (`KeyID`)
    /// and `MacAlgorithm.`.
    pub mac_valid: Option<bool>,
    /// The MAC algorithm used in the verification.
    pub mac_algorithm: Option<String>,
}

/// Input of `EnableKeyRotation`.
///
/// Enables automatic rotation of the key material of the specified symmetric encryption KMS
/// key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EnableKeyRotationRequest {
    /// Identifies a symmetric encryption KMS key. You cannot enable automatic rotation of
    /// asymmetric KMS keys, HMAC KMS keys, KMS keys with imported key material, or KMS keys in a
    /// custom key store.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Use this parameter to specify a custom period of time between each rotation date. If no
    /// value is specified, the default value is 365 days.
    #[shape(range = 90..=2560)]
    pub rotation_period_in_days: Option<i32>,
}

/// Input of `DisableKeyRotation`.
///
/// Disables automatic rotation of the key material of the specified symmetric encryption KMS
/// key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DisableKeyRotationRequest {
    /// Identifies a symmetric encryption KMS key. You cannot enable or disable automatic rotation
    /// of asymmetric KMS keys, HMAC KMS keys, KMS keys with imported key material, or KMS keys in
    /// a custom key store.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
}

/// Input of `GetKeyRotationStatus`.
///
/// Provides detailed information about the rotation status for a KMS key, including whether
/// automatic rotation of the key material is enabled for the specified KMS key, the rotation
/// period, and the next scheduled rotation date.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetKeyRotationStatusRequest {
    /// Gets the rotation status for the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
}

/// Output of `GetKeyRotationStatus`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetKeyRotationStatusResponse {
    /// A Boolean value that specifies whether key rotation is enabled.
    pub key_rotation_enabled: Option<bool>,
    /// Identifies the specified symmetric encryption KMS key.
    pub key_id: Option<String>,
    /// The number of days between each automatic rotation. The default value is 365 days.
    pub rotation_period_in_days: Option<i32>,
    /// The next date that KMS will automatically rotate the key material.
    pub next_rotation_date: Option<Timestamp>,
    /// Identifies the date and time that an in progress on-demand rotation was initiated.
    pub on_demand_rotation_start_date: Option<Timestamp>,
}

/// Input of `RotateKeyOnDemand`.
///
/// Immediately initiates rotation of the key material of the specified symmetric encryption
/// KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RotateKeyOnDemandRequest {
    /// Identifies a symmetric encryption KMS key. You cannot perform on-demand rotation of
    /// asymmetric KMS keys, HMAC KMS keys, multi-Region KMS keys with imported key material, or
    /// KMS keys in a custom key store.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
}

/// Output of `RotateKeyOnDemand`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RotateKeyOnDemandResponse {
    /// Identifies the symmetric encryption KMS key that you initiated on-demand rotation on.
    pub key_id: Option<String>,
}

/// Input of `ListKeyRotations`.
///
/// Returns information about the key materials associated with the specified KMS key. You can
/// use the optional `IncludeKeyMaterial` parameter to control which key materials are
/// included in the response.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListKeyRotationsRequest {
    /// Gets the key rotations for the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Use this optional parameter to control which key materials associated with this key are
    /// listed in the response. The default value of this parameter is `ROTATIONS_ONLY`.
    #[shape(one_of = INCLUDE_KEY_MATERIAL)]
    pub include_key_material: Option<String>,
    /// Use this parameter to specify the maximum number of items to return. When this value is
    /// present, KMS does not return more than the specified number of items, but it might return
    /// fewer.
    #[shape(range = 1..=1000)]
    pub limit: Option<i32>,
    /// Use this parameter in a subsequent request after you receive a response with truncated
    /// results. Set it to the value of `NextMarker` from the truncated response you just
    /// received.
    #[shape(length = 1..=1024, pattern = r"[\u0020-\u00FF]*")]
    pub marker: Option<String>,
}

/// Output of `ListKeyRotations`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListKeyRotationsResponse {
    /// A list of completed key material rotations.
    pub rotations: Option<Vec<RotationsListEntry>>,
    /// When `Truncated` is true, this element is present and contains the value to use for the
    /// `Marker` parameter in a subsequent request.
    pub next_marker: Option<String>,
    /// A flag that indicates whether there are more items in the list. When this value is true,
    /// the list in this response is truncated.
    pub truncated: Option<bool>,
}

/// Input of `EnableKey`.
///
/// Sets the key state of a KMS key to enabled. This allows you to use the KMS key for
/// cryptographic operations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EnableKeyRequest {
    /// Identifies the KMS key to enable.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
}

/// Input of `DisableKey`.
///
/// Sets the state of a KMS key to disabled. This change temporarily prevents use of the KMS
/// key for cryptographic operations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DisableKeyRequest {
    /// Identifies the KMS key to disable.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
}

/// Input of `ScheduleKeyDeletion`.
///
/// Schedules the deletion of a KMS key. By default, KMS applies a waiting period of 30 days,
/// but you can specify a waiting period of 7-30 days.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ScheduleKeyDeletionRequest {
    /// The unique identifier of the KMS key to delete.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// The waiting period, specified in number of days. After the waiting period ends, KMS
    /// deletes the KMS key.
    #[shape(range = 1..=365)]
    pub pending_window_in_days: Option<i32>,
}

/// Output of `ScheduleKeyDeletion`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ScheduleKeyDeletionResponse {
    /// The Amazon Resource Name (key ARN) of the KMS key whose deletion is scheduled.
    pub key_id: Option<String>,
    /// The date and time after which KMS deletes the KMS key.
    pub deletion_date: Option<Timestamp>,
    /// The current status of the KMS key.
    pub key_state: Option<String>,
    /// The waiting period before the KMS key is deleted.
    pub pending_window_in_days: Option<i32>,
}

/// Input of `CancelKeyDeletion`.
///
/// Cancels the deletion of a KMS key. When this operation succeeds, the key state of the KMS
/// key is `Disabled`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CancelKeyDeletionRequest {
    /// Identifies the KMS key whose deletion is being canceled.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
}

/// Output of `CancelKeyDeletion`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CancelKeyDeletionResponse {
    /// The Amazon Resource Name (key ARN) of the KMS key whose deletion is canceled.
    pub key_id: Option<String>,
}

/// Input of `PutKeyPolicy`.
///
/// Attaches a key policy to the specified KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutKeyPolicyRequest {
    /// Sets the key policy on the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// The name of the key policy. If no policy name is specified, the default value is
    /// `default`.
    #[shape(length = 1..=128, pattern = r"[\w]+")]
    pub policy_name: Option<String>,
    /// The key policy to attach to the KMS key.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy: String,
    /// Skips ("bypasses") the key policy lockout safety check. The default value is false.
    pub bypass_policy_lockout_safety_check: Option<bool>,
}

/// Input of `GetKeyPolicy`.
///
/// Gets a key policy attached to the specified KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetKeyPolicyRequest {
    /// Gets the key policy for the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Specifies the name of the key policy. If no policy name is specified, the default value is
    /// `default`.
    #[shape(length = 1..=128, pattern = r"[\w]+")]
    pub policy_name: Option<String>,
}

/// Output of `GetKeyPolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetKeyPolicyResponse {
    /// A key policy document in JSON format.
    pub policy: Option<String>,
    /// The name of the key policy. The only valid value is `default`.
    pub policy_name: Option<String>,
}

/// Input of `ListKeyPolicies`.
///
/// Gets the names of the key policies that are attached to a KMS key. This operation is
/// designed to get policy names that you can use in a GetKeyPolicy operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListKeyPoliciesRequest {
    /// Gets the names of key policies for the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Use this parameter to specify the maximum number of items to return. When this value is
    /// present, KMS does not return more than the specified number of items, but it might return
    /// fewer.
    #[shape(range = 1..=1000)]
    pub limit: Option<i32>,
    /// Use this parameter in a subsequent request after you receive a response with truncated
    /// results. Set it to the value of `NextMarker` from the truncated response you just
    /// received.
    #[shape(length = 1..=1024, pattern = r"[\u0020-\u00FF]*")]
    pub marker: Option<String>,
}

/// Output of `ListKeyPolicies`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListKeyPoliciesResponse {
    /// A list of key policy names. The only valid value is `default`.
    pub policy_names: Option<Vec<String>>,
    /// When `Truncated` is true, this element is present and contains the value to use for the
    /// `Marker` parameter in a subsequent request.
    pub next_marker: Option<String>,
    /// A flag that indicates whether there are more items in the list. When this value is true,
    /// the list in this response is truncated.
    pub truncated: Option<bool>,
}

/// Input of `CreateGrant`.
///
/// Adds a grant to a KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateGrantRequest {
    /// Identifies the KMS key for the grant. The grant gives principals permission to use this
    /// KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// The identity that gets the permissions specified in the grant.
    #[shape(required, length = 1..=256, pattern = r"^[\w+=,.@:/-]+$")]
    pub grantee_principal: String,
    /// The principal that has permission to use the RetireGrant operation to retire the grant.
    #[shape(length = 1..=256, pattern = r"^[\w+=,.@:/-]+$")]
    pub retiring_principal: Option<String>,
    /// A list of operations that the grant permits.
    #[shape(required, item(one_of = GRANT_OPERATION))]
    pub operations: Vec<String>,
    /// Specifies a grant constraint.
    pub constraints: Option<GrantConstraints>,
    /// A list of grant tokens.
    #[shape(length = 0..=10, item(length = 1..=8192))]
    pub grant_tokens: Option<Vec<String>>,
    /// A friendly name for the grant. Use this value to prevent the unintended creation of
    /// duplicate grants when retrying this request.
    #[shape(length = 1..=256, pattern = "^[a-zA-Z0-9:/_-]+$")]
    pub name: Option<String>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Output of `CreateGrant`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateGrantResponse {
    /// The grant token.
    pub grant_token: Option<String>,
    /// The unique identifier for the grant.
    pub grant_id: Option<String>,
}

/// Input of `ListGrants`.
///
/// Gets a list of all grants for the specified KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGrantsRequest {
    /// Use this parameter to specify the maximum number of items to return. When this value is
    /// present, KMS does not return more than the specified number of items, but it might return
    /// fewer.
    #[shape(range = 1..=1000)]
    pub limit: Option<i32>,
    /// Use this parameter in a subsequent request after you receive a response with truncated
    /// results. Set it to the value of `NextMarker` from the truncated response you just
    /// received.
    #[shape(length = 1..=1024, pattern = r"[\u0020-\u00FF]*")]
    pub marker: Option<String>,
    /// Returns only grants for the specified KMS key. This parameter is required.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Returns only the grant with the specified grant ID. The grant ID uniquely identifies the
    /// grant.
    #[shape(length = 1..=128)]
    pub grant_id: Option<String>,
    /// Returns only grants where the specified principal is the grantee principal for the grant.
    #[shape(length = 1..=256, pattern = r"^[\w+=,.@:/-]+$")]
    pub grantee_principal: Option<String>,
}

/// Output of `ListGrants`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGrantsResponse {
    /// A list of grants.
    pub grants: Option<Vec<GrantListEntry>>,
    /// When `Truncated` is true, this element is present and contains the value to use for the
    /// `Marker` parameter in a subsequent request.
    pub next_marker: Option<String>,
    /// A flag that indicates whether there are more items in the list. When this value is true,
    /// the list in this response is truncated.
    pub truncated: Option<bool>,
}

/// Input of `ListRetirableGrants`.
///
/// Returns information about all grants in the Amazon Web Services account and Region that
/// have the specified retiring principal.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRetirableGrantsRequest {
    /// Use this parameter to specify the maximum number of items to return. When this value is
    /// present, KMS does not return more than the specified number of items, but it might return
    /// fewer.
    #[shape(range = 1..=1000)]
    pub limit: Option<i32>,
    /// Use this parameter in a subsequent request after you receive a response with truncated
    /// results. Set it to the value of `NextMarker` from the truncated response you just
    /// received.
    #[shape(length = 1..=1024, pattern = r"[\u0020-\u00FF]*")]
    pub marker: Option<String>,
    /// The retiring principal for which to list grants. Enter a principal in your Amazon Web
    /// Services account.
    #[shape(required, length = 1..=256, pattern = r"^[\w+=,.@:/-]+$")]
    pub retiring_principal: String,
}

/// Input of `RevokeGrant`.
///
/// Deletes the specified grant. You revoke a grant to terminate the permissions that the
/// grant allows.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RevokeGrantRequest {
    /// A unique identifier for the KMS key associated with the grant. To get the key ID and key
    /// ARN for a KMS key, use ListKeys or DescribeKey.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Identifies the grant to revoke. To get the grant ID, use CreateGrant, ListGrants, or
    /// ListRetirableGrants.
    #[shape(required, length = 1..=128)]
    pub grant_id: String,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Input of `RetireGrant`.
///
/// Deletes a grant. Typically, you retire a grant when you no longer need its permissions.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RetireGrantRequest {
    /// Identifies the grant to be retired. You can use a grant token to identify a new grant even
    /// before it has achieved eventual consistency.
    #[shape(length = 1..=8192)]
    pub grant_token: Option<String>,
    /// The key ARN KMS key associated with the grant. To find the key ARN, use the ListKeys
    /// operation.
    #[shape(length = 1..=2048)]
    pub key_id: Option<String>,
    /// Identifies the grant to retire. To get the grant ID, use CreateGrant, ListGrants, or
    /// ListRetirableGrants.
    #[shape(length = 1..=128)]
    pub grant_id: Option<String>,
    /// Checks if your request will succeed. `DryRun` is an optional parameter.
    pub dry_run: Option<bool>,
}

/// Input of `TagResource`.
///
/// Adds or edits tags on a customer managed key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceRequest {
    /// Identifies a customer managed key in the account and Region.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// One or more tags. Each tag consists of a tag key and a tag value.
    #[shape(required)]
    pub tags: Vec<Tag>,
}

/// Input of `UntagResource`.
///
/// Deletes tags from a customer managed key. To delete a tag, specify the tag key and the KMS
/// key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceRequest {
    /// Identifies the KMS key from which you are removing tags.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// One or more tag keys. Specify only the tag keys, not the tag values.
    #[shape(required, item(length = 1..=128))]
    pub tag_keys: Vec<String>,
}

/// Input of `ListResourceTags`.
///
/// Returns all tags on the specified KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListResourceTagsRequest {
    /// Gets tags on the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// Use this parameter to specify the maximum number of items to return. When this value is
    /// present, KMS does not return more than the specified number of items, but it might return
    /// fewer.
    #[shape(range = 1..=1000)]
    pub limit: Option<i32>,
    /// Use this parameter in a subsequent request after you receive a response with truncated
    /// results. Set it to the value of `NextMarker` from the truncated response you just
    /// received.
    #[shape(length = 1..=1024, pattern = r"[\u0020-\u00FF]*")]
    pub marker: Option<String>,
}

/// Output of `ListResourceTags`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListResourceTagsResponse {
    /// A list of tags. Each tag consists of a tag key and a tag value.
    pub tags: Option<Vec<Tag>>,
    /// When `Truncated` is true, this element is present and contains the value to use for the
    /// `Marker` parameter in a subsequent request.
    pub next_marker: Option<String>,
    /// A flag that indicates whether there are more items in the list. When this value is true,
    /// the list in this response is truncated.
    pub truncated: Option<bool>,
}

/// Input of `UpdateKeyDescription`.
///
/// Updates the description of a KMS key. To see the description of a KMS key, use
/// DescribeKey.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateKeyDescriptionRequest {
    /// Updates the description of the specified KMS key.
    #[shape(required, length = 1..=2048)]
    pub key_id: String,
    /// New description for the KMS key.
    #[shape(required, length = 0..=8192)]
    pub description: String,
}

/// A key-value pair. A tag consists of a tag key and a tag value.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// The key of the tag.
    #[shape(required, length = 1..=128)]
    pub tag_key: String,
    /// The value of the tag.
    #[shape(required, length = 0..=256)]
    pub tag_value: String,
}

/// Contains metadata about a KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct KeyMetadata {
    /// The twelve-digit account ID of the Amazon Web Services account that owns the KMS key.
    #[shape(name = "AWSAccountId")]
    pub aws_account_id: Option<String>,
    /// The globally unique identifier for the KMS key.
    #[shape(required)]
    pub key_id: String,
    /// The Amazon Resource Name (ARN) of the KMS key. For examples, see Key Management Service
    /// (KMS) in the Example ARNs section of the Amazon Web Services General Reference.
    pub arn: Option<String>,
    /// The date and time when the KMS key was created.
    pub creation_date: Option<Timestamp>,
    /// Specifies whether the KMS key is enabled. When `KeyState` is `Enabled` this value is true,
    /// otherwise it is false.
    pub enabled: Option<bool>,
    /// The description of the KMS key.
    pub description: Option<String>,
    /// The cryptographic operations for which you can use the KMS key.
    pub key_usage: Option<String>,
    /// The current status of the KMS key.
    pub key_state: Option<String>,
    /// The date and time after which KMS deletes this KMS key. This value is present only when
    /// the KMS key is scheduled for deletion, that is, when its `KeyState` is `PendingDeletion`.
    pub deletion_date: Option<Timestamp>,
    /// The earliest time at which any imported key material permanently associated with this KMS
    /// key expires. When a key material expires, KMS deletes the key material and the KMS key
    /// becomes unusable.
    pub valid_to: Option<Timestamp>,
    /// The source of the key material for the KMS key. When this value is `AWS_KMS`, KMS created
    /// the key material.
    pub origin: Option<String>,
    /// A unique identifier for the custom key store that contains the KMS key. This field is
    /// present only when the KMS key is created in a custom key store.
    pub custom_key_store_id: Option<String>,
    /// The cluster ID of the CloudHSM cluster that contains the key material for the KMS key.
    pub cloud_hsm_cluster_id: Option<String>,
    /// Specifies whether the KMS key's key material expires. This value is present only when
    /// `Origin` is `EXTERNAL`, otherwise this value is omitted.
    pub expiration_model: Option<String>,
    /// The manager of the KMS key. KMS keys in your Amazon Web Services account are either
    /// customer managed or Amazon Web Services managed.
    pub key_manager: Option<String>,
    /// Instead, use the `KeySpec` field.
    pub customer_master_key_spec: Option<String>,
    /// Describes the type of key material in the KMS key.
    pub key_spec: Option<String>,
    /// The encryption algorithms that the KMS key supports. You cannot use the KMS key with other
    /// encryption algorithms within KMS.
    pub encryption_algorithms: Option<Vec<String>>,
    /// The signing algorithms that the KMS key supports. You cannot use the KMS key with other
    /// signing algorithms within KMS.
    pub signing_algorithms: Option<Vec<String>>,
    /// The key agreement algorithm used to derive a shared secret.
    pub key_agreement_algorithms: Option<Vec<String>>,
    /// Indicates whether the KMS key is a multi-Region (`True`) or regional (`False`) key. This
    /// value is `True` for multi-Region primary and replica keys and `False` for regional KMS
    /// keys.
    pub multi_region: Option<bool>,
    /// Lists the primary and replica keys in same multi-Region key. This field is present only
    /// when the value of the `MultiRegion` field is `True`.
    pub multi_region_configuration: Option<MultiRegionConfiguration>,
    /// The waiting period before the primary key in a multi-Region key is deleted. This waiting
    /// period begins when the last of its replica keys is deleted.
    pub pending_deletion_window_in_days: Option<i32>,
    /// The message authentication code (MAC) algorithm that the HMAC KMS key supports.
    pub mac_algorithms: Option<Vec<String>>,
    /// Information about the external key that is associated with a KMS key in an external key
    /// store.
    pub xks_key_configuration: Option<XksKeyConfigurationType>,
    /// Identifies the current key material. This value is present for symmetric encryption keys
    /// with `AWS_KMS` or `EXTERNAL` origin.
    pub current_key_material_id: Option<String>,
}

/// Contains information about each entry in the key list.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct KeyListEntry {
    /// Unique identifier of the key.
    pub key_id: Option<String>,
    /// ARN of the key.
    pub key_arn: Option<String>,
}

/// Contains information about an alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AliasListEntry {
    /// String that contains the alias. This value begins with `alias/`.
    pub alias_name: Option<String>,
    /// String that contains the key ARN.
    pub alias_arn: Option<String>,
    /// String that contains the key identifier of the KMS key associated with the alias.
    pub target_key_id: Option<String>,
    /// Date and time that the alias was most recently created in the account and Region.
    /// Formatted as Unix time.
    pub creation_date: Option<Timestamp>,
    /// Date and time that the alias was most recently associated with a KMS key in the account
    /// and Region. Formatted as Unix time.
    pub last_updated_date: Option<Timestamp>,
}

/// Contains information about the party that receives the response from the API operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RecipientInfo {
    /// The encryption algorithm that KMS should use with the public key for an Amazon Web
    /// Services Nitro Enclave or NitroTPM to encrypt plaintext values for the response. The only
    /// valid value is `RSAES_OAEP_SHA_256`.
    #[shape(one_of = KEY_ENCRYPTION_MECHANISM)]
    pub key_encryption_algorithm: Option<String>,
    /// The attestation document for an Amazon Web Services Nitro Enclave or a NitroTPM. This
    /// document includes the enclave's public key.
    #[shape(length = 1..=262144)]
    pub attestation_document: Option<Bytes>,
}

/// Each entry contains information about one of the key materials associated with a KMS key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RotationsListEntry {
    /// Unique identifier of the key.
    pub key_id: Option<String>,
    /// Unique identifier of the key material.
    pub key_material_id: Option<String>,
    /// User-specified description of the key material. This field is only present for symmetric
    /// encryption KMS keys with `EXTERNAL` origin.
    pub key_material_description: Option<String>,
    /// Indicates if the key material is currently imported into KMS. It has two possible values:
    /// `IMPORTED` or `PENDING_IMPORT`.
    pub import_state: Option<String>,
    /// There are four possible values for this field: `CURRENT`, `NON_CURRENT`,
    /// `PENDING_MULTI_REGION_IMPORT_AND_ROTATION` and `PENDING_ROTATION`.
    pub key_material_state: Option<String>,
    /// Indicates if the key material is configured to automatically expire. There are two
    /// possible values for this field: `KEY_MATERIAL_EXPIRES` and `KEY_MATERIAL_DOES_NOT_EXPIRE`.
    pub expiration_model: Option<String>,
    /// Date and time at which the key material expires. This field is only present for symmetric
    /// encryption KMS keys with `EXTERNAL` origin in rotation list entries with an
    /// `ExpirationModel` value of `KEY_MATERIAL_EXPIRES`.
    pub valid_to: Option<Timestamp>,
    /// Date and time that the key material rotation completed. Formatted as Unix time.
    pub rotation_date: Option<Timestamp>,
    /// Identifies whether the key material rotation was a scheduled automatic rotation or an
    /// on-demand rotation. This field is not present for the first key material or an imported
    /// key material in `PENDING_ROTATION` state.
    pub rotation_type: Option<String>,
}

/// Use this structure to allow cryptographic operations in the grant only when the operation
/// request includes the specified encryption context.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GrantConstraints {
    /// A list of key-value pairs that must be included in the encryption context of the
    /// cryptographic operation request.
    pub encryption_context_subset: Option<BTreeMap<String, String>>,
    /// A list of key-value pairs that must match the encryption context in the cryptographic
    /// operation request.
    pub encryption_context_equals: Option<BTreeMap<String, String>>,
}

/// Contains information about a grant.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GrantListEntry {
    /// The unique identifier for the KMS key to which the grant applies.
    pub key_id: Option<String>,
    /// The unique identifier for the grant.
    pub grant_id: Option<String>,
    /// The friendly name that identifies the grant. If a name was provided in the CreateGrant
    /// request, that name is returned.
    pub name: Option<String>,
    /// The date and time when the grant was created.
    pub creation_date: Option<Timestamp>,
    /// The identity that gets the permissions in the grant.
    pub grantee_principal: Option<String>,
    /// The principal that can retire the grant.
    pub retiring_principal: Option<String>,
    /// The Amazon Web Services account under which the grant was issued.
    pub issuing_account: Option<String>,
    /// The list of operations permitted by the grant.
    pub operations: Option<Vec<String>>,
    /// A list of key-value pairs that must be present in the encryption context of certain
    /// subsequent operations that the grant allows.
    pub constraints: Option<GrantConstraints>,
}

/// Describes the configuration of this multi-Region key. This field appears only when the KMS
/// key is a primary or replica of a multi-Region key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MultiRegionConfiguration {
    /// Indicates whether the KMS key is a `PRIMARY` or `REPLICA` key.
    pub multi_region_key_type: Option<String>,
    /// Displays the key ARN and Region of the primary key. This field includes the current KMS
    /// key if it is the primary key.
    pub primary_key: Option<MultiRegionKey>,
    /// displays the key ARNs and Regions of all replica keys. This field includes the current KMS
    /// key if it is a replica key.
    pub replica_keys: Option<Vec<MultiRegionKey>>,
}

/// Information about the external key that is associated with a KMS key in an external key
/// store.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct XksKeyConfigurationType {
    /// The ID of the external key in its external key manager. This is the ID that the external
    /// key store proxy uses to identify the external key.
    pub id: Option<String>,
}

/// Describes the primary or replica key in a multi-Region key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MultiRegionKey {
    /// Displays the key ARN of a primary or replica key of a multi-Region key.
    pub arn: Option<String>,
    /// Displays the Amazon Web Services Region of a primary or replica key in a multi-Region key.
    pub region: Option<String>,
}

/// The values of `CustomerMasterKeySpec`.
pub const CUSTOMER_MASTER_KEY_SPEC: &[&str] = &[
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "ECC_NIST_P256",
    "ECC_NIST_P384",
    "ECC_NIST_P521",
    "ECC_SECG_P256K1",
    "SYMMETRIC_DEFAULT",
    "HMAC_224",
    "HMAC_256",
    "HMAC_384",
    "HMAC_512",
    "SM2",
];

/// The values of `DataKeySpec`.
pub const DATA_KEY_SPEC: &[&str] = &["AES_256", "AES_128"];

/// The values of `DryRunModifierType`.
pub const DRY_RUN_MODIFIER_TYPE: &[&str] = &["IGNORE_CIPHERTEXT"];

/// The values of `EncryptionAlgorithmSpec`.
pub const ENCRYPTION_ALGORITHM_SPEC: &[&str] =
    &["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"];

/// The values of `GrantOperation`.
pub const GRANT_OPERATION: &[&str] = &[
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "Sign",
    "Verify",
    "GetPublicKey",
    "CreateGrant",
    "RetireGrant",
    "DescribeKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateMac",
    "VerifyMac",
    "DeriveSharedSecret",
];

/// The values of `IncludeKeyMaterial`.
pub const INCLUDE_KEY_MATERIAL: &[&str] = &["ALL_KEY_MATERIAL", "ROTATIONS_ONLY"];

/// The values of `KeyEncryptionMechanism`.
pub const KEY_ENCRYPTION_MECHANISM: &[&str] = &["RSAES_OAEP_SHA_256"];

/// The values of `KeySpec`.
pub const KEY_SPEC: &[&str] = &[
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "ECC_NIST_P256",
    "ECC_NIST_P384",
    "ECC_NIST_P521",
    "ECC_SECG_P256K1",
    "SYMMETRIC_DEFAULT",
    "HMAC_224",
    "HMAC_256",
    "HMAC_384",
    "HMAC_512",
    "SM2",
    "ML_DSA_44",
    "ML_DSA_65",
    "ML_DSA_87",
    "ECC_NIST_EDWARDS25519",
];

/// The values of `KeyUsageType`.
pub const KEY_USAGE_TYPE: &[&str] = &["SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];

/// The values of `MacAlgorithmSpec`.
pub const MAC_ALGORITHM_SPEC: &[&str] = &["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"];

/// The values of `OriginType`.
pub const ORIGIN_TYPE: &[&str] = &["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("AlreadyExistsException", "AlreadyExistsException", 400),
    ErrorShape::sender(
        "CloudHsmClusterInvalidConfigurationException",
        "CloudHsmClusterInvalidConfigurationException",
        400,
    ),
    ErrorShape::sender("ConflictException", "ConflictException", 400),
    ErrorShape::sender("CustomKeyStoreInvalidStateException", "CustomKeyStoreInvalidStateException", 400),
    ErrorShape::sender("CustomKeyStoreNotFoundException", "CustomKeyStoreNotFoundException", 400),
    ErrorShape::receiver("DependencyTimeoutException", "DependencyTimeoutException", 500),
    ErrorShape::sender("DisabledException", "DisabledException", 400),
    ErrorShape::sender("DryRunOperationException", "DryRunOperationException", 400),
    ErrorShape::sender("IncorrectKeyException", "IncorrectKeyException", 400),
    ErrorShape::sender("InvalidAliasNameException", "InvalidAliasNameException", 400),
    ErrorShape::sender("InvalidArnException", "InvalidArnException", 400),
    ErrorShape::sender("InvalidCiphertextException", "InvalidCiphertextException", 400),
    ErrorShape::sender("InvalidGrantIdException", "InvalidGrantIdException", 400),
    ErrorShape::sender("InvalidGrantTokenException", "InvalidGrantTokenException", 400),
    ErrorShape::sender("InvalidKeyUsageException", "InvalidKeyUsageException", 400),
    ErrorShape::sender("InvalidMarkerException", "InvalidMarkerException", 400),
    ErrorShape::receiver("KMSInternalException", "KMSInternalException", 500),
    ErrorShape::sender("KMSInvalidMacException", "KMSInvalidMacException", 400),
    ErrorShape::sender("KMSInvalidStateException", "KMSInvalidStateException", 400),
    ErrorShape::receiver("KeyUnavailableException", "KeyUnavailableException", 500),
    ErrorShape::sender("LimitExceededException", "LimitExceededException", 400),
    ErrorShape::sender("MalformedPolicyDocumentException", "MalformedPolicyDocumentException", 400),
    ErrorShape::sender("NotFoundException", "NotFoundException", 400),
    ErrorShape::sender("TagException", "TagException", 400),
    ErrorShape::sender("UnsupportedOperationException", "UnsupportedOperationException", 400),
    ErrorShape::sender("XksKeyAlreadyInUseException", "XksKeyAlreadyInUseException", 400),
    ErrorShape::sender("XksKeyInvalidConfigurationException", "XksKeyInvalidConfigurationException", 400),
    ErrorShape::sender("XksKeyNotFoundException", "XksKeyNotFoundException", 400),
];
