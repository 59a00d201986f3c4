//! A disk without space, and a store that can't keep up.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use parking_lot::Mutex;
use tradewind_clock::{Clock, Random};
use tradewind_store::disk::{Disk, DiskFile, DiskLock, RealDisk};
use tradewind_store::{Cell, Model, Options, Store, StoreError, View, Watermark};

use crate::engine::{Engine, START, Simulated, block_on, rows, write};

/// Counts how often it is built.
struct Counted;

static LOADED: AtomicUsize = AtomicUsize::new(0);

impl Model for Counted {
    fn load(_: &View<'_>) -> Result<Self, StoreError> {
        LOADED.fetch_add(1, Ordering::Relaxed);
        Ok(Counted)
    }
}

fn put<M: Model>(cell: &Cell<M>, key: &str, value: impl Into<Vec<u8>>) -> Result<Watermark, StoreError> {
    let mark = Watermark::new();
    cell.write(&mark, |tx, _| {
        tx.put(key, value.into());
        Ok::<_, StoreError>(())
    })?;
    Ok(mark)
}

#[test]
fn a_full_disk_costs_no_model() {
    let engine = Simulated::new();
    let cell = engine.store().cell::<Counted>("a");
    put(&cell, "0", "1").expect("commits");
    engine.store().flush().expect("flushes");
    engine.disk.set_free(Some(0));
    put(&cell, "1", vec![b'x'; 1 << 20]).expect("the disk has not been asked yet");
    assert!(matches!(engine.store().flush(), Err(StoreError::Full)));
    for _ in 0..5 {
        assert!(matches!(put(&cell, "2", "1"), Err(StoreError::Full)));
    }
    engine.disk.set_free(None);
    engine.store().flush().expect("flushes");
    put(&cell, "3", "1").expect("commits");
    assert_eq!(LOADED.load(Ordering::Relaxed), 1);
}

/// A checkpoint can't end because a cell is in the middle of a transaction, and a writer waits for it on the only thread of a
/// runtime. What else the runtime has to do goes on: it is what ends that transaction.
#[test]
fn a_writer_that_waits_for_a_checkpoint_holds_nobody_up() {
    const LIMIT: u64 = 4096;
    let dir = tempfile::TempDir::new().expect("a directory");
    let options =
        Options { checkpoint_bytes: LIMIT, ..Options::new(dir.path(), Clock::manual(START), Random::seeded(7)) };
    let store = Store::open(options).expect("opens");
    let (held, cell) = (store.cell::<()>("held"), store.cell::<()>("a"));
    write(&held, |tx| tx.put("0", "1"));
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (holding, holds) = std::sync::mpsc::channel::<()>();
    let holder = std::thread::spawn(move || {
        write(&held, |_| {
            holding.send(()).expect("listens");
            released.recv().expect("is told")
        })
    });
    holds.recv().expect("is told");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
    let went_on = Arc::new(AtomicBool::new(false));
    let writer = runtime.spawn({
        let went_on = went_on.clone();
        async move {
            tokio::spawn({
                let went_on = went_on.clone();
                async move {
                    went_on.store(true, Ordering::SeqCst);
                    release.send(()).expect("listens");
                }
            });
            for number in 0..40 {
                write(&cell, |tx| tx.put(format!("{number:02}"), vec![0; 1000]));
            }
            went_on.load(Ordering::SeqCst)
        }
    });
    assert!(block_on(writer).expect("ends"), "the rest of the runtime went on while the writer waited");
    holder.join().expect("ends");
    assert_eq!(rows(&store.cell::<()>("a")).len(), 40);
}

/// A directory of the operating system on which files may grow by so many bytes more; `None`: as much as they like.
#[derive(Clone, Debug)]
struct SmallDisk {
    real: RealDisk,
    free: Arc<Mutex<Option<u64>>>,
}

#[derive(Debug)]
struct SmallFile {
    real: Arc<dyn DiskFile>,
    free: Arc<Mutex<Option<u64>>>,
}

impl SmallDisk {
    fn small(&self, real: Arc<dyn DiskFile>) -> Arc<dyn DiskFile> {
        Arc::new(SmallFile { real, free: self.free.clone() })
    }
}

impl Disk for SmallDisk {
    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        Ok(self.small(self.real.create(name)?))
    }

    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        Ok(self.small(self.real.open(name)?))
    }

    fn exists(&self, name: &str) -> io::Result<bool> {
        self.real.exists(name)
    }

    fn list(&self, dir: &str) -> io::Result<Vec<String>> {
        self.real.list(dir)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.real.remove(name)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.real.rename(from, to)
    }

    fn create_dir(&self, dir: &str) -> io::Result<()> {
        self.real.create_dir(dir)
    }

    fn sync_dir(&self, dir: &str) -> io::Result<()> {
        self.real.sync_dir(dir)
    }

    fn lock(&self, name: &str) -> io::Result<Option<DiskLock>> {
        self.real.lock(name)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.real.path(name)
    }
}

impl DiskFile for SmallFile {
    /// As the operating system does it: what fits is written, then it refuses.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut free = self.free.lock();
        let Some(left) = &mut *free else { return self.real.write_at(bytes, offset) };
        let length = self.real.len()?;
        let grows = (offset + bytes.len() as u64).saturating_sub(length.max(offset));
        let fits = bytes.len() - usize::try_from(grows.saturating_sub(*left)).expect("small");
        self.real.write_at(&bytes[..fits], offset)?;
        *left = left.saturating_sub(grows);
        if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.real.read_at(buffer, offset)
    }

    fn len(&self) -> io::Result<u64> {
        self.real.len()
    }

    fn set_len(&self, bytes: u64) -> io::Result<()> {
        self.real.set_len(bytes)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.real.sync_data()
    }
}

/// The engine that ships, on files of the operating system: settles what fits, and says which keys that were.
fn fill(store: &Store, prefix: &str) -> Vec<String> {
    let cell = store.cell::<()>("a");
    let mut settled = Vec::new();
    for number in 0..1000 {
        let key = format!("{prefix}{number:03}");
        let done = put(&cell, &key, vec![b'x'; 50_000]).and_then(|mark| block_on(store.settle(mark.get())));
        match done {
            Ok(()) => settled.push(key),
            Err(StoreError::Full) => return settled,
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the disk is not full")
}

fn keys(store: &Store) -> Vec<String> {
    rows(&store.cell::<()>("a")).into_iter().map(|(key, _)| key).collect()
}

#[test]
fn a_full_disk_below_the_real_engine_loses_nothing() {
    let dir = tempfile::TempDir::new().expect("a directory");
    let disk = SmallDisk { real: RealDisk::new(dir.path()), free: Arc::default() };
    let open = || {
        let options = Options::new(dir.path(), Clock::manual(START), Random::seeded(7));
        Store::open_on(Arc::new(disk.clone()), options).expect("opens")
    };
    let store = open();
    *disk.free.lock() = Some(3_000_000);
    let settled = fill(&store, "");
    assert!((20..60).contains(&settled.len()), "{} fitted", settled.len());
    for _ in 0..3 {
        assert!(matches!(put(&store.cell::<()>("b"), "0", "1"), Err(StoreError::Full)));
    }
    assert!(matches!(store.checkpoint(), Err(StoreError::Full)));
    assert!(keys(&store).starts_with(&settled));

    // It goes on when there is space again, with what had been taken in already.
    *disk.free.lock() = None;
    store.flush().expect("flushes");
    let mark = put(&store.cell::<()>("a"), "later", "1").expect("commits");
    block_on(store.settle(mark.get())).expect("is durable");
    let mut expected = settled.clone();
    expected.extend([format!("{:03}", settled.len()), "later".to_owned()]);
    assert_eq!(keys(&store), expected);
    drop(store);
    let store = open();
    assert_eq!(keys(&store), expected);

    // It ends while the disk is full: everything that was acknowledged is there.
    *disk.free.lock() = Some(1_000_000);
    let settled = fill(&store, "more");
    drop(store);
    *disk.free.lock() = None;
    let found = keys(&open());
    assert!(expected.iter().chain(&settled).all(|key| found.contains(key)), "{settled:?} of {found:?}");
}
