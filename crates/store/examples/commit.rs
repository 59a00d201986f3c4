//! Measures the store's hot paths on this machine:
//!
//!     cargo run --release -p tradewind-store --example commit [directory]
//!
//! Prints the cost of a transaction without its sync, the rate of durable commits with 32 waiters, the time to open a store
//! with 1,000,000 rows, and what memory the process needs for them.

use std::error::Error;
use std::os::unix::fs::MetadataExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use tradewind_clock::{Clock, Random};
use tradewind_store::{Cell, Key, Model, Options, Outcome, Performer, Store, StoreError, TaskRun, View, Watermark};

const ROWS: u64 = 1_000_000;
const BODY: usize = 1024;

/// A queue's index in its smallest form.
struct Numbers {
    next: u64,
    count: u64,
}

impl Model for Numbers {
    fn load(view: &View<'_>) -> Result<Self, StoreError> {
        let mut numbers = Numbers { next: 0, count: 0 };
        for row in view.scan(..) {
            let (key, _) = row?;
            numbers.next = tradewind_store::KeyReader::new(&key).u64()? + 1;
            numbers.count += 1;
        }
        Ok(numbers)
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench measures the machine's time")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// Stores one message: a small row and a body.
fn send(cell: &Cell<Numbers>, mark: &Watermark) -> Result<u64, StoreError> {
    cell.write(mark, |tx, numbers| {
        let number = numbers.next;
        numbers.next += 1;
        numbers.count += 1;
        let key = Key::default().u64(number);
        tx.insert(&key, vec![1_u8; 24]);
        tx.insert_body(&key, vec![b'x'; BODY]);
        Ok(number)
    })
}

fn delete(cell: &Cell<Numbers>, mark: &Watermark, number: u64) -> Result<(), StoreError> {
    cell.write(mark, |tx, numbers| {
        numbers.count -= 1;
        let key = Key::default().u64(number);
        tx.delete(&key);
        tx.delete_body(&key);
        Ok(())
    })
}

/// Resident memory and its high-water mark, in MiB.
fn memory() -> Result<(u64, u64), Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
    };
    Ok((field("VmRSS:").unwrap_or(0), field("VmHWM:").unwrap_or(0)))
}

fn open(dir: &std::path::Path) -> Result<Store, Box<dyn Error>> {
    Ok(Store::open(Options::new(dir, Clock::system(), Random::seeded(1)))?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let dir = match std::env::args().nth(1) {
        Some(dir) => std::path::PathBuf::from(dir),
        None => std::env::temp_dir().join("tradewind-commit"),
    };
    if dir.exists() {
        return Err(format!("{} is there already", dir.display()).into());
    }
    let (store, took) = timed(|| open(&dir));
    let store = store?;
    println!("open an empty directory          {took:>12.1?}   memory {:?} MiB (now, peak)", memory()?);
    hot_path(&store)?;
    durable(&store)?;
    perform(&store)?;
    churn(&store, &dir)?;
    fill(&store)?;
    reopen(store, &dir)?;
    std::fs::remove_dir_all(&dir)?;
    Ok(())
}

/// Nanoseconds that this thread has spent on a processor: other work on the machine does not change it.
fn cpu() -> Result<u64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(stat.split_whitespace().next().ok_or("no schedstat")?.parse()?)
}

/// Prints what one of `rounds` costs, in processor time of this thread.
fn cost(what: &str, rounds: u64, mut work: impl FnMut(u64) -> Result<(), StoreError>) -> Result<(), Box<dyn Error>> {
    let before = cpu()?;
    (0..rounds).try_for_each(&mut work)?;
    println!("{what:<32} {:>9.0} ns of processor time", (cpu()? - before) as f64 / rounds as f64);
    Ok(())
}

fn hot_path(store: &Store) -> Result<(), Box<dyn Error>> {
    let cell = store.cell::<Numbers>("hot");
    let mark = Watermark::new();
    let rounds = 20_000;
    for temperature in ["cold", "warm"] {
        cost(&format!("write, 2 inserts of 1 KiB, {temperature}"), rounds, |_| send(&cell, &mark).map(drop))?;
        store.flush()?;
    }
    cost("write, 2 deletes", 2 * rounds, |number| delete(&cell, &mark, number))?;
    store.flush()?;
    let mut next = 2 * rounds;
    cost("insert and delete, 2 writes", rounds, |_| {
        send(&cell, &mark)?;
        next += 1;
        delete(&cell, &mark, next - 1)
    })?;
    store.flush()?;
    cost("write of 1 row of 24 bytes", 5 * rounds, |_| {
        cell.write(&mark, |tx, _| {
            tx.put(b"attributes", &b"twenty-four bytes of row"[..]);
            Ok(())
        })
    })?;
    store.flush()?;
    cost("read of the model", 5 * rounds, |_| {
        cell.read(&mark, |_, numbers| Ok::<_, StoreError>(std::hint::black_box(numbers.count))).map(drop)
    })
}

fn durable(store: &Store) -> Result<(), Box<dyn Error>> {
    for waiters in [1_u64, 32, 256] {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
        let done = Arc::new(AtomicU64::new(0));
        let total = if waiters == 1 { 3_000 } else { 100_000 };
        let before = store.stats();
        let (all, took) = timed(|| {
            runtime.block_on(async {
                let workers: Vec<_> = (0..waiters)
                    .map(|_| {
                        let (store, done) = (store.clone(), done.clone());
                        tokio::spawn(async move {
                            let cell = store.cell::<Numbers>("durable");
                            while done.fetch_add(1, Ordering::Relaxed) < total {
                                let mark = Watermark::new();
                                send(&cell, &mark)?;
                                store.settle(mark.get()).await?;
                            }
                            Ok::<_, StoreError>(())
                        })
                    })
                    .collect();
                for worker in workers {
                    worker.await??;
                }
                Ok::<_, Box<dyn Error>>(())
            })
        });
        all?;
        let after = store.stats();
        println!(
            "durable commits, {waiters:>3} waiters      {:>9.0} /s   {:.1} commits a group, {} checkpoints",
            total as f64 / took.as_secs_f64(),
            (after.commits - before.commits) as f64 / (after.groups - before.groups) as f64,
            after.checkpoints - before.checkpoints,
        );
    }
    Ok(())
}

/// Counts what it is given.
struct Counter(AtomicU64);

impl Performer for Counter {
    fn perform<'a>(&'a self, _: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            self.0.fetch_add(1, Ordering::Relaxed);
            Outcome::Done
        })
    }
}

/// Tasks with ten events of 1 KiB each, noted by two threads while the executor performs them.
fn perform(store: &Store) -> Result<(), Box<dyn Error>> {
    const TASKS: u64 = 20_000;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let counter = Arc::new(Counter(AtomicU64::new(0)));
    let payload = Bytes::from(vec![b'x'; 10 * BODY]);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (all, took) = timed(|| {
        runtime.block_on(async {
            let run = tokio::spawn({
                let (tasks, counter) = (store.tasks().clone(), counter.clone());
                async move { tasks.run(counter, 64, async { drop(stopped.await) }).await }
            });
            let makers: Vec<_> = (0..2)
                .map(|maker| {
                    let (store, payload) = (store.clone(), payload.clone());
                    tokio::spawn(async move {
                        let cell = store.cell::<()>(&format!("maker {maker}"));
                        for _ in 0..TASKS / 2 {
                            let mark = Watermark::new();
                            cell.write(&mark, |tx, ()| {
                                let now = tx.now();
                                Ok::<_, StoreError>(tx.task(now, "deliver", payload.clone()))
                            })?;
                            tokio::task::yield_now().await;
                        }
                        Ok::<_, StoreError>(())
                    })
                })
                .collect();
            for maker in makers {
                maker.await??;
            }
            while counter.0.load(Ordering::Relaxed) < TASKS {
                tokio::task::yield_now().await;
            }
            stop.send(()).map_err(|()| "the executor has gone")?;
            run.await?;
            Ok::<_, Box<dyn Error>>(())
        })
    });
    all?;
    println!("tasks of ten events              {:>9.0} /s", TASKS as f64 / took.as_secs_f64());
    Ok(())
}

/// Fills and drains a queue so slowly that everything goes through the base: the directory must not grow for ever.
fn churn(store: &Store, dir: &std::path::Path) -> Result<(), Box<dyn Error>> {
    let cell = store.cell::<Numbers>("churn");
    let mark = Watermark::new();
    let mut next = 0;
    for cycle in 1..=8 {
        let (done, took) = timed(|| {
            (0..100_000).try_for_each(|_| send(&cell, &mark).map(drop))?;
            store.checkpoint()?;
            for number in next..next + 100_000 {
                delete(&cell, &mark, number)?;
            }
            next += 100_000;
            store.checkpoint()
        });
        done?;
        println!(
            "cycle {cycle} of 100,000 through the base {took:>7.1?}   base {} MiB",
            size(&dir.join("base"))? >> 20
        );
    }
    Ok(())
}

fn size(dir: &std::path::Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let data = entry.metadata();
        // A compaction may remove a file between the listing and the look.
        let Ok(data) = data else { continue };
        bytes += if data.is_dir() { size(&entry.path())? } else { data.blocks() * 512 };
    }
    Ok(bytes)
}

fn fill(store: &Store) -> Result<(), Box<dyn Error>> {
    let cell = store.cell::<Numbers>("full");
    let mark = Watermark::new();
    let (sent, took) = timed(|| {
        (0..ROWS).try_for_each(|_| send(&cell, &mark).map(drop))?;
        store.flush()
    });
    sent?;
    println!(
        "fill with 1,000,000 x 1 KiB      {took:>12.1?}   memory {:?} MiB (now, peak), {:?}",
        memory()?,
        store.stats()
    );
    Ok(())
}

fn reopen(store: Store, dir: &std::path::Path) -> Result<(), Box<dyn Error>> {
    store.close()?;
    let (store, took) = timed(|| open(dir));
    let store = store?;
    println!("open with 1,000,000 messages     {took:>12.1?}   memory {:?} MiB (now, peak)", memory()?);
    let cell = store.cell::<Numbers>("full");
    let mark = Watermark::new();
    let (count, took) = timed(|| cell.read(&mark, |_, numbers| Ok::<_, StoreError>(numbers.count)));
    println!("load a model of {} rows     {took:>12.1?}   memory {:?} MiB (now, peak)", count?, memory()?);
    let (read, took) = timed(|| {
        (0..10_000_u64).try_for_each(|number| {
            let key = Key::default().u64(number);
            let body = cell.read(&mark, |view, _| view.get_body(&key))?;
            if body.map(|body| body.len()) == Some(BODY) {
                Ok(())
            } else {
                Err(StoreError::corrupt("a body is missing"))
            }
        })
    });
    read?;
    println!("read a body from the base        {:>9.0} ns", took.as_nanos() as f64 / 10_000.0);
    Ok(store.close()?)
}
