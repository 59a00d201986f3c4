//! How many invocations run: per function, and per account and region.
//!
//! ```text
//! account and region   1,000 at once: what is reserved for functions, and a pool for all the others
//! function             as many as are reserved for it, if any are
//! ```
//!
//! Counts live in memory: what ran when a server died runs no longer. See
//! <https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html>.

use std::sync::Arc;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use tradewind_functions::Function;

/// Invocations that run now.
#[derive(Default)]
pub(crate) struct Ledger {
    /// By account, then by region.
    rooms: Mutex<FxHashMap<String, FxHashMap<String, Arc<Room>>>>,
}

/// One account in one region.
#[derive(Default)]
struct Room {
    loads: Mutex<Loads>,
}

#[derive(Default)]
struct Loads {
    /// Running in the pool of functions without a reservation.
    pool: u32,
    /// Running per function; none stands for no entry.
    functions: FxHashMap<String, u32>,
}

/// The right to run one invocation; ends when it is dropped.
pub(crate) struct Permit {
    room: Arc<Room>,
    function: Arc<Function>,
    pooled: bool,
}

impl std::fmt::Debug for Permit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Permit").field(&self.function.key).finish()
    }
}

/// Why an invocation must wait: AWS's `ThrottleReason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Throttle {
    /// All that is reserved for the function is in use.
    Reserved,
    /// The account's pool is in use.
    Account,
}

impl Throttle {
    /// As answers have it.
    pub fn reason(self) -> &'static str {
        match self {
            Throttle::Reserved => "ReservedFunctionConcurrentInvocationLimitExceeded",
            Throttle::Account => "ConcurrentInvocationLimitExceeded",
        }
    }
}

impl Ledger {
    /// Takes a place for one invocation. `reserved` is the function's own limit; `pool` is how many invocations the functions
    /// without one may run together, asked only where it counts.
    pub(crate) fn acquire<E>(
        &self,
        function: &Arc<Function>,
        reserved: Option<u32>,
        pool: impl FnOnce() -> Result<u32, E>,
    ) -> Result<Result<Permit, Throttle>, E> {
        let room = self.room(&function.account, &function.region);
        let most = match reserved {
            Some(reserved) => reserved,
            None => pool()?,
        };
        let mut loads = room.loads.lock();
        let running = loads.functions.get(&function.name).copied().unwrap_or(0);
        match reserved {
            Some(_) if running >= most => return Ok(Err(Throttle::Reserved)),
            None if loads.pool >= most => return Ok(Err(Throttle::Account)),
            _ => {}
        }
        match loads.functions.get_mut(&function.name) {
            Some(running) => *running += 1,
            None => drop(loads.functions.insert(function.name.clone(), 1)),
        }
        let pooled = reserved.is_none();
        loads.pool += u32::from(pooled);
        drop(loads);
        Ok(Ok(Permit { room, function: function.clone(), pooled }))
    }

    fn room(&self, account: &str, region: &str) -> Arc<Room> {
        let mut rooms = self.rooms.lock();
        if let Some(room) = rooms.get(account).and_then(|regions| regions.get(region)) {
            return room.clone();
        }
        rooms.entry(account.to_owned()).or_default().entry(region.to_owned()).or_default().clone()
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut loads = self.room.loads.lock();
        if self.pooled {
            loads.pool = loads.pool.saturating_sub(1);
        }
        if let Some(running) = loads.functions.get_mut(&self.function.name) {
            *running = running.saturating_sub(1);
            if *running == 0 {
                loads.functions.remove(&self.function.name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use futures::future::BoxFuture;
    use tradewind_functions::{Environment, InitKind, LogFormat, Logging, Package, PackageSource, Runtime};

    use super::*;

    struct Nothing;

    impl PackageSource for Nothing {
        fn fetch(&self) -> BoxFuture<'_, std::io::Result<Bytes>> {
            Box::pin(std::future::ready(Ok(Bytes::new())))
        }
    }

    fn function(name: &str) -> Arc<Function> {
        Arc::new(Function {
            key: name.to_owned(),
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            name: name.to_owned(),
            version: "$LATEST".to_owned(),
            arn: String::new(),
            runtime: Runtime::Python(12),
            handler: String::new(),
            code: Package { sha256: String::new(), source: Arc::new(Nothing) },
            layers: Vec::new(),
            environment: Environment::default(),
            role: String::new(),
            timeout: Duration::from_secs(3),
            memory_mb: 128,
            tmp_mb: 512,
            logging: Logging {
                format: LogFormat::Text,
                application_level: None,
                system_level: None,
                group: String::new(),
            },
            init: InitKind::OnDemand,
            min_level: None,
        })
    }

    fn take(ledger: &Ledger, name: &str, reserved: Option<u32>, pool: u32) -> Result<Permit, Throttle> {
        let taken: Result<_, ()> = ledger.acquire(&function(name), reserved, || Ok(pool));
        taken.expect("the pool is known")
    }

    #[test]
    fn a_reservation_is_a_limit_and_a_guarantee() {
        let ledger = Ledger::default();
        let pooled = take(&ledger, "a", None, 1).expect("room");
        assert_eq!(take(&ledger, "b", None, 1).map(drop), Err(Throttle::Account));
        let first = take(&ledger, "r", Some(2), 0).expect("room");
        let second = take(&ledger, "r", Some(2), 0).expect("room");
        assert_eq!(take(&ledger, "r", Some(2), 0).map(drop), Err(Throttle::Reserved));
        drop(first);
        assert!(take(&ledger, "r", Some(2), 0).is_ok());
        assert_eq!(take(&ledger, "r", Some(1), 0).map(drop), Err(Throttle::Reserved));
        assert_eq!(take(&ledger, "z", Some(0), 9).map(drop), Err(Throttle::Reserved));
        drop((pooled, second));
        let room = ledger.room("000000000000", "us-east-1");
        let loads = room.loads.lock();
        assert_eq!((loads.pool, loads.functions.len()), (0, 0));
    }

    #[test]
    fn accounts_and_regions_do_not_share() {
        let ledger = Ledger::default();
        let _first = take(&ledger, "a", None, 1).expect("room");
        let mut elsewhere = (*function("a")).clone();
        elsewhere.region = "eu-west-1".to_owned();
        let taken: Result<_, ()> = ledger.acquire(&Arc::new(elsewhere), None, || Ok(1));
        assert!(taken.expect("the pool is known").is_ok());
    }
}
