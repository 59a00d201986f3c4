//! From a name to what is run.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use tradewind_clock::Random;
use tradewind_functions::{Environment, Function, InitKind, LogFormat, Logging, Package, PackageSource, Runtime};
use tradewind_store::{BlobId, Blobs, StoreError, Watermark};

use super::cell::{FunctionCell, LATEST_NUMBER, version_number, version_text};
use super::rows::{AliasRow, Code, State, VersionRow};
use crate::Lambda;
use crate::error::LambdaError;
use crate::limits;
use crate::names::{FunctionRef, LATEST};

/// One invocation's function, with what must be known to invoke it.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    /// The version that is run, as the executor takes it.
    pub(crate) function: Arc<Function>,
    /// The ARN that was invoked, with the qualifier if one was given.
    pub(crate) invoked_arn: String,
    /// The version that is run: `$LATEST` or a number.
    pub(crate) version: String,
    /// What is reserved for the function.
    pub(crate) reserved: Option<u32>,
    /// What can be done with the version.
    pub(crate) state: State,
    /// Where events go that can't be processed: the ARN of a queue.
    pub(crate) dead_letter: Option<String>,
    /// Whether loops are left alone.
    pub(crate) loops_allowed: bool,
    /// How asynchronous invocations of what was named are handled.
    pub(crate) event_invoke: EventInvoke,
}

/// How asynchronous invocations are handled, defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventInvoke {
    /// How often an event is tried again after the function failed: 0 to 2.
    pub(crate) max_retries: u32,
    /// How old an event may get: 1 minute to 6 hours.
    pub(crate) max_age: Duration,
    /// Where a record of a success goes: an ARN.
    pub(crate) on_success: Option<String>,
    /// Where a record of a failure goes: an ARN.
    pub(crate) on_failure: Option<String>,
}

impl Resolved {
    /// Refuses an invocation that the version's state does not allow.
    pub(crate) fn must_be_runnable(&self) -> Result<(), LambdaError> {
        match self.state {
            State::Active => return Ok(()),
            State::Pending if self.function.init == InitKind::SnapStart => return Err(LambdaError::SnapStartNotReady),
            State::Pending | State::Failed => {}
        }
        Err(LambdaError::conflict(format!(
            "The operation cannot be performed at this time. The function is currently in the following state: {}",
            self.state.text()
        )))
    }

    /// Whether an invocation is stopped when it is part of a loop.
    pub(crate) fn stops_loops(&self) -> bool {
        !self.loops_allowed
    }
}

impl Lambda {
    /// What is run when a function is invoked by this name. An alias with weights is drawn with `random`.
    ///
    /// # Errors
    /// When there is no such function, version or alias.
    pub(crate) fn resolve(&self, mark: &Watermark, at: &FunctionRef, random: &Random) -> Result<Resolved, LambdaError> {
        self.function(at).read(mark, |_, cell| {
            let alias = at.qualifier.as_deref().filter(|name| version_number(name).is_none());
            let number = match (alias, &at.qualifier) {
                (Some(alias), _) => draw(cell.alias(alias).ok_or_else(|| at.absent())?, random),
                (None, qualifier) => qualifier.as_deref().and_then(version_number).unwrap_or(LATEST_NUMBER),
            };
            let version = cell.version(number).ok_or_else(|| at.absent())?;
            Ok(Resolved {
                function: cell.built(self, at, number, version)?,
                invoked_arn: at.arn(),
                version: version_text(number),
                reserved: cell.row().reserved,
                state: version.state,
                dead_letter: version.configuration.dead_letter.clone(),
                loops_allowed: cell.row().loops_allowed,
                event_invoke: cell.event_invoke_of(at.qualifier.as_deref().unwrap_or(LATEST)),
            })
        })
    }
}

/// The version that one invocation of an alias gets.
fn draw(alias: &AliasRow, random: &Random) -> u64 {
    if alias.weights.is_empty() {
        return alias.version;
    }
    // 53 bits: every value is exact as a floating-point number below 1.
    let mut drawn = (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    for (version, weight) in &alias.weights {
        if drawn < *weight {
            return *version;
        }
        drawn -= weight;
    }
    alias.version
}

impl FunctionCell {
    /// What is provisioned for a version, directly and through aliases that point to it.
    pub(crate) fn provisioned_of(&self, number: u64) -> u32 {
        let points = |qualifier: &str| match version_number(qualifier) {
            Some(version) => version == number,
            None => self.alias(qualifier).is_some_and(|alias| alias.version == number),
        };
        let counts = self.provisioned().iter().filter(|(qualifier, _)| points(qualifier)).map(|(_, row)| row.instances);
        counts.fold(0, u32::saturating_add)
    }

    fn event_invoke_of(&self, qualifier: &str) -> EventInvoke {
        let row = self.event_invokes().get(qualifier);
        let age = row.and_then(|row| row.max_age).unwrap_or(limits::EVENT_AGE_SECONDS);
        EventInvoke {
            max_retries: row.and_then(|row| row.max_retries).unwrap_or(limits::RETRIES),
            max_age: Duration::from_secs(u64::from(age)),
            on_success: row.and_then(|row| row.on_success.clone()),
            on_failure: row.and_then(|row| row.on_failure.clone()),
        }
    }

    /// A version as the executor takes it: made once, and again when it has changed.
    pub(crate) fn built(
        &self,
        lambda: &Lambda,
        at: &FunctionRef,
        number: u64,
        version: &VersionRow,
    ) -> Result<Arc<Function>, StoreError> {
        let mut built = self.built.lock();
        if let Some(function) = built.get(&number) {
            return Ok(function.clone());
        }
        let function = Arc::new(build(lambda.parts.store.blobs(), at, number, version)?);
        built.insert(number, function.clone());
        Ok(function)
    }
}

/// What the keys of all functions of a name begin with, and of one version of it.
pub(crate) fn key_prefix(at: &FunctionRef, version: Option<u64>) -> String {
    let all = [at.account.as_str(), "/", &at.region, "/", &at.name, "/"].concat();
    match version {
        Some(number) => [&all, version_text(number).as_str(), "/"].concat(),
        None => all,
    }
}

/// A version as the executor takes it.
pub(crate) fn build(blobs: &Blobs, at: &FunctionRef, number: u64, row: &VersionRow) -> Result<Function, StoreError> {
    let configuration = &row.configuration;
    let runtime = Runtime::parse(&configuration.runtime).ok_or_else(|| {
        StoreError::corrupt(format_args!("{} has a runtime this server can't run", at.unqualified_arn()))
    })?;
    let package = |code: &Code| Package {
        sha256: code.sha256.clone(),
        source: Arc::new(Stored { blobs: blobs.clone(), blob: code.blob() }),
    };
    let logging = &configuration.logging;
    let snap_start = configuration.snap_start && number != LATEST_NUMBER;
    Ok(Function {
        key: [&key_prefix(at, Some(number)), row.build.as_str()].concat(),
        account: at.account.clone(),
        region: at.region.clone(),
        name: at.name.clone(),
        version: version_text(number),
        arn: at.unqualified_arn(),
        runtime,
        handler: configuration.handler.clone(),
        code: package(&row.code),
        layers: configuration.layers.iter().map(|layer| package(&layer.code)).collect(),
        environment: Environment(configuration.environment.clone().unwrap_or_default()),
        role: configuration.role.clone(),
        timeout: Duration::from_secs(u64::from(configuration.timeout)),
        memory_mb: configuration.memory,
        tmp_mb: configuration.storage,
        logging: Logging {
            format: if logging.json { LogFormat::Json } else { LogFormat::Text },
            application_level: logging.application.clone(),
            system_level: logging.system.clone(),
            group: logging.group.clone().unwrap_or_else(|| ["/aws/lambda/", &at.name].concat()),
        },
        init: if snap_start { InitKind::SnapStart } else { InitKind::OnDemand },
        min_level: None,
    })
}

/// A zip in the store.
struct Stored {
    blobs: Blobs,
    blob: BlobId,
}

impl PackageSource for Stored {
    fn fetch(&self) -> BoxFuture<'_, std::io::Result<Bytes>> {
        let (blobs, blob) = (self.blobs.clone(), self.blob);
        Box::pin(async move {
            let read = tokio::task::spawn_blocking(move || blobs.get(&blob)).await.map_err(std::io::Error::other)?;
            read.map_err(std::io::Error::other)?
                .ok_or_else(|| std::io::Error::new(std::io::ErrorKind::NotFound, "the package is not there any more"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alias(weights: &[(u64, f64)]) -> AliasRow {
        AliasRow {
            version: 1,
            description: String::new(),
            weights: weights.iter().copied().collect(),
            revision: String::new(),
        }
    }

    #[test]
    fn weights_are_drawn() {
        let random = Random::seeded(1);
        let share = |weights: &[(u64, f64)], wanted: u64| {
            let alias = alias(weights);
            (0..10_000).filter(|_| draw(&alias, &random) == wanted).count()
        };
        assert_eq!(share(&[], 1), 10_000);
        assert_eq!(share(&[(2, 0.0)], 1), 10_000);
        assert_eq!(share(&[(2, 1.0)], 2), 10_000);
        assert!((2_700..3_300).contains(&share(&[(2, 0.3)], 2)));
        assert!((6_700..7_300).contains(&share(&[(2, 0.3)], 1)));
    }
}
