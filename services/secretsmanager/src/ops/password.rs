//! GetRandomPassword.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{GetRandomPasswordRequest, GetRandomPasswordResponse};
use crate::error::SecretsManagerError;
use crate::{SecretsManager, password};

/// Makes a password; it is kept nowhere.
pub(crate) async fn get_random_password(
    service: Arc<SecretsManager>,
    _: Context,
    input: GetRandomPasswordRequest,
) -> Result<GetRandomPasswordResponse, SecretsManagerError> {
    Ok(GetRandomPasswordResponse { random_password: Some(password::make(&service.parts.random, &input)?) })
}
