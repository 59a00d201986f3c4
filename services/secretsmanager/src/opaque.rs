//! Shapes that carry secrets show their names only.

use std::fmt;

use crate::api;

macro_rules! opaque {
    ($($shape:ident),* $(,)?) => {$(
        impl fmt::Debug for api::$shape {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($shape), "(..)"))
            }
        }
    )*};
}

opaque!(
    CreateSecretRequest,
    GetSecretValueResponse,
    PutSecretValueRequest,
    UpdateSecretRequest,
    GetRandomPasswordResponse,
    SecretValueEntry,
);
