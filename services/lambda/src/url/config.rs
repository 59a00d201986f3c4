//! What is configured for a function URL, and the decisions on its function's cell.

use tradewind_store::Tx;

use crate::api::Cors;
use crate::error::LambdaError;
use crate::function::cell::FunctionCell;
use crate::function::rows::{CorsRow, UrlRow};
use crate::names::FunctionRef;

/// What UpdateFunctionUrlConfig changes; members that are none stay.
pub(crate) struct Change {
    pub(crate) auth_type: Option<String>,
    pub(crate) cors: Option<Cors>,
    pub(crate) invoke_mode: Option<String>,
}

/// The pattern of a URL's qualifier: an alias, because versions have no URLs.
const ALIAS: &str = r"Member must satisfy regular expression pattern: ((?!^\d+$)^[0-9a-zA-Z-_]+$)";

/// Refuses methods that a browser can't be allowed.
pub(crate) fn check_cors(cors: Option<&Cors>) -> Result<(), LambdaError> {
    const METHODS: [&str; 7] = ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "*"];
    let given = cors.and_then(|cors| cors.allow_methods.as_deref()).unwrap_or_default();
    if given.iter().all(|given| METHODS.iter().any(|method| method.eq_ignore_ascii_case(given))) {
        return Ok(());
    }
    Err(LambdaError::invalid("You can use GET, PUT, POST, DELETE, HEAD, PATCH, and the wildcard character (*)."))
}

/// As it is kept; an empty configuration is as good as none.
pub(crate) fn cors_row(cors: Cors) -> Option<CorsRow> {
    let row = CorsRow {
        allow_credentials: cors.allow_credentials,
        allow_headers: cors.allow_headers,
        allow_methods: cors.allow_methods,
        allow_origins: cors.allow_origins,
        expose_headers: cors.expose_headers,
        max_age: cors.max_age,
    };
    (row != CorsRow::default()).then_some(row)
}

/// As it is answered.
pub(crate) fn cors_of(row: &CorsRow) -> Cors {
    Cors {
        allow_credentials: row.allow_credentials,
        allow_headers: row.allow_headers.clone(),
        allow_methods: row.allow_methods.clone(),
        allow_origins: row.allow_origins.clone(),
        expose_headers: row.expose_headers.clone(),
        max_age: row.max_age,
    }
}

/// Refuses qualifiers that can't have a URL, also those that stand in the function's name.
pub(crate) fn check_qualifier(at: &FunctionRef) -> Result<(), LambdaError> {
    match at.qualifier.as_deref() {
        Some(qualifier) if qualifier.starts_with('$') || qualifier.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(LambdaError::constraint(qualifier, "qualifier", ALIAS))
        }
        _ => Ok(()),
    }
}

/// The key of the function's or the alias's URL in the function's cell.
fn key(at: &FunctionRef) -> &str {
    at.qualifier.as_deref().unwrap_or_default()
}

impl FunctionCell {
    /// Whether a URL can be made for the function or alias.
    pub(crate) fn may_have_url(&self, at: &FunctionRef) -> Result<(), LambdaError> {
        let alias = at.qualifier.as_deref().is_none_or(|alias| self.alias(alias).is_some());
        if !self.exists() || !alias {
            return Err(LambdaError::not_found("Function does not exist"));
        }
        if self.urls().contains_key(key(at)) {
            // Two spaces, as AWS has them.
            let arn = at.arn();
            return Err(LambdaError::conflict(format!(
                "Failed to create function url config for [functionArn = {arn}]. Error message:  FunctionUrlConfig exists for this Lambda function"
            )));
        }
        Ok(())
    }

    /// Gives the function or alias a URL.
    pub(crate) fn create_url(&mut self, tx: &mut Tx<'_>, at: &FunctionRef, row: UrlRow) -> Result<(), LambdaError> {
        self.may_have_url(at)?;
        self.set_url(tx, key(at), Some(row));
        Ok(())
    }

    /// The URL of the function or alias.
    pub(crate) fn require_url(&self, at: &FunctionRef) -> Result<&UrlRow, LambdaError> {
        self.urls().get(key(at)).ok_or_else(|| LambdaError::not_found("The resource you requested does not exist."))
    }

    /// Changes the configuration of a URL. Answers it as it is then.
    pub(crate) fn update_url(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        change: Change,
    ) -> Result<UrlRow, LambdaError> {
        let mut row = self.require_url(at)?.clone();
        if let Some(auth_type) = change.auth_type {
            row.auth_type = auth_type;
        }
        if let Some(cors) = change.cors {
            row.cors = cors_row(cors);
        }
        if let Some(invoke_mode) = change.invoke_mode {
            row.invoke_mode = invoke_mode;
        }
        row.modified = tx.now().as_micros();
        self.set_url(tx, key(at), Some(row.clone()));
        Ok(row)
    }

    /// Takes the URL away.
    pub(crate) fn delete_url(&mut self, tx: &mut Tx<'_>, at: &FunctionRef) -> Result<(), LambdaError> {
        self.require_url(at)?;
        self.set_url(tx, key(at), None);
        Ok(())
    }
}
