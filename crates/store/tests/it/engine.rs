//! The engines that every test of this binary runs on.

use tempfile::TempDir;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_store::{Cell, Options, Position, SimDisk, Store, StoreError, Tx, Watermark};

/// A store that can be closed, killed and opened again.
pub(crate) trait Engine {
    /// A fresh data directory and an open store that makes checkpoints only when told.
    fn new() -> Self;
    fn store(&self) -> &Store;
    fn clock(&self) -> &Clock;
    /// Closes the store and opens it again.
    fn reopen(&mut self);
    /// Ends the store without closing it and opens it again. What was settled is there; the simulated engine loses the rest
    /// as a power cut would.
    fn crash(&mut self);
}

/// When the tests' virtual clocks start.
pub(crate) const START: Timestamp = Timestamp::from_secs(1_800_000_000);

pub(crate) struct Simulated {
    pub(crate) disk: SimDisk,
    clock: Clock,
    store: Option<Store>,
}

impl Engine for Simulated {
    fn new() -> Self {
        Simulated::on(SimDisk::new(1))
    }

    fn store(&self) -> &Store {
        self.store.as_ref().expect("open")
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn reopen(&mut self) {
        self.store.take().expect("open").close().expect("closes");
        self.open();
    }

    fn crash(&mut self) {
        self.disk.crash();
        self.open();
    }
}

impl Simulated {
    pub(crate) fn on(disk: SimDisk) -> Self {
        let mut engine = Simulated { disk, clock: Clock::manual(START), store: None };
        engine.open();
        engine
    }

    fn open(&mut self) {
        self.store = None;
        let store = Store::simulated_with(&self.disk, self.clock.clone(), Random::seeded(7), u64::MAX);
        self.store = Some(store.expect("opens"));
    }
}

pub(crate) struct Embedded {
    pub(crate) dir: TempDir,
    clock: Clock,
    store: Option<Store>,
}

impl Engine for Embedded {
    fn new() -> Self {
        Embedded::on(TempDir::new().expect("a directory"))
    }

    fn store(&self) -> &Store {
        self.store.as_ref().expect("open")
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn reopen(&mut self) {
        self.store.take().expect("open").close().expect("closes");
        self.open();
    }

    fn crash(&mut self) {
        self.open();
    }
}

impl Embedded {
    /// The data directory, no longer in use.
    pub(crate) fn into_dir(self) -> TempDir {
        drop(self.store);
        self.dir
    }

    pub(crate) fn on(dir: TempDir) -> Self {
        let mut engine = Embedded { dir, clock: Clock::manual(START), store: None };
        engine.open();
        engine
    }

    fn open(&mut self) {
        self.store = None;
        let options = Options {
            checkpoint_bytes: u64::MAX,
            ..Options::new(self.dir.path(), self.clock.clone(), Random::seeded(7))
        };
        self.store = Some(Store::open(options).expect("opens"));
    }
}

/// Makes a test run on every engine.
#[macro_export]
macro_rules! on_all_engines {
    ($($name:ident),* $(,)?) => {
        mod simulated {
            $(#[test] fn $name() { super::$name::<$crate::engine::Simulated>(); })*
        }
        mod embedded {
            $(#[test] fn $name() { super::$name::<$crate::engine::Embedded>(); })*
        }
    };
}

/// A transaction that can't fail by itself.
pub(crate) fn write<T>(cell: &Cell<()>, decide: impl FnOnce(&mut Tx<'_>) -> T) -> Position {
    let mark = Watermark::new();
    cell.write(&mark, |tx, ()| {
        decide(tx);
        Ok::<_, StoreError>(())
    })
    .expect("commits");
    mark.get()
}

/// Reads a row.
pub(crate) fn get(cell: &Cell<()>, key: &str) -> Option<String> {
    let found = cell.read(&Watermark::new(), |view, ()| view.get(key)).expect("reads");
    found.map(|value| String::from_utf8(value.to_vec()).expect("text"))
}

/// All rows of a cell as text.
pub(crate) fn rows(cell: &Cell<()>) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    cell.read(&Watermark::new(), |view, ()| {
        view.scan(..)
            .map(|row| row.map(|(key, value)| (text(&key), text(&value))))
            .collect::<Result<Vec<_>, StoreError>>()
    })
    .expect("scans")
}

/// Runs a future to its end on this thread.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// Copies a directory with everything in it.
pub(crate) fn copy_dir(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).expect("lists") {
        let entry = entry.expect("lists");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("has a type").is_dir() {
            std::fs::create_dir(&target).expect("creates");
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copies");
        }
    }
}
