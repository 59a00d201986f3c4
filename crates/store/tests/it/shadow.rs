//! Random transactions against a model of plain maps, with crashes, checkpoints and reopenings in between.

use std::collections::BTreeMap;

use tradewind_clock::{Random, Timestamp};
use tradewind_store::{SimDisk, Store, StoreError, TaskId, Watermark};

use crate::engine::{Embedded, Engine, Simulated};

/// What a store holds, as plain maps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct World {
    cells: BTreeMap<String, BTreeMap<Vec<u8>, Vec<u8>>>,
    bodies: BTreeMap<(String, Vec<u8>), Vec<u8>>,
    tasks: BTreeMap<Timestamp, TaskId>,
}

/// The world after each commit, by position.
struct History {
    worlds: BTreeMap<u64, World>,
    /// Tasks are told apart by a due time of their own.
    next_task: u64,
}

impl History {
    fn now(&self) -> World {
        self.worlds.last_key_value().map(|(_, world)| world.clone()).unwrap_or_default()
    }

    fn at(&self, position: u64) -> World {
        self.worlds.range(..=position).next_back().map(|(_, world)| world.clone()).unwrap_or_default()
    }
}

const CELLS: u64 = 4;
const KEYS: u64 = 6;

fn key(random: &Random) -> Vec<u8> {
    format!("k{}", random.below(KEYS)).into_bytes()
}

/// Reads everything back.
fn read(store: &Store, tasks: &BTreeMap<Timestamp, TaskId>) -> World {
    let mut world = World::default();
    for name in store.cells("", None, 100).expect("lists") {
        let cell = store.cell::<()>(&name);
        let mark = Watermark::new();
        let rows = cell
            .read(&mark, |view, ()| {
                for number in 0..KEYS {
                    let key = format!("k{number}").into_bytes();
                    if let Some(body) = view.get_body(&key)? {
                        world.bodies.insert((name.clone(), key), body.to_vec());
                    }
                }
                view.scan(..)
                    .map(|row| row.map(|(key, value)| (key.to_vec(), value.to_vec())))
                    .collect::<Result<BTreeMap<_, _>, StoreError>>()
            })
            .expect("reads");
        world.cells.insert(name, rows);
    }
    assert_eq!(store.tasks().pending(), tasks.len());
    assert_eq!(store.tasks().next_due(), tasks.keys().next().copied());
    world.tasks = tasks.clone();
    world
}

/// One random transaction; a failing one must leave no trace.
fn transaction(store: &Store, random: &Random, history: &mut History) {
    let name = format!("c{}", random.below(CELLS));
    let mut world = history.now();
    let existed = world.cells.contains_key(&name);
    let cell = store.cell::<()>(&name);
    let fails = random.below(8) == 0;
    let before = store.appended();
    let wrote = cell.write(&Watermark::new(), |tx, ()| {
        for _ in 0..=random.below(5) {
            let key = key(random);
            let value = format!("v{}", random.below(1000)).into_bytes();
            match random.below(12) {
                0..4 => {
                    tx.put(&key, value.clone());
                    world.cells.entry(name.clone()).or_default().insert(key, value);
                }
                4..6 => {
                    tx.delete(&key);
                    world.cells.entry(name.clone()).or_default().remove(&key);
                }
                6 => {
                    tx.put_body(&key, value.clone());
                    world.cells.entry(name.clone()).or_default();
                    world.bodies.insert((name.clone(), key), value);
                }
                7 => {
                    tx.delete_body(&key);
                    world.cells.entry(name.clone()).or_default();
                    world.bodies.remove(&(name.clone(), key));
                }
                8 => {
                    tx.clear();
                    world.bodies.retain(|(cell, _), _| *cell != name);
                    world.cells.remove(&name);
                    if existed {
                        world.cells.insert(name.clone(), BTreeMap::new());
                    }
                }
                9 => {
                    let due = Timestamp::from_secs(1_900_000_000 + history.next_task);
                    history.next_task += 1;
                    world.tasks.insert(due, tx.task(due, "test", value));
                }
                10 => {
                    if let Some((_, id)) = world.tasks.pop_first() {
                        tx.cancel(id);
                    }
                }
                _ => {
                    let seen = tx.scan(..).map(|row| row.map(|(key, value)| (key.to_vec(), value.to_vec())));
                    let seen = seen.collect::<Result<BTreeMap<_, _>, _>>()?;
                    assert_eq!(seen, world.cells.get(&name).cloned().unwrap_or_default());
                }
            }
        }
        if random.below(10) == 0 {
            tx.drop_cell();
            world.cells.remove(&name);
            world.bodies.retain(|(cell, _), _| *cell != name);
        }
        if fails { Err(StoreError::Closed) } else { Ok(()) }
    });
    match wrote {
        Ok(()) => {
            if store.appended() > before {
                history.worlds.insert(store.appended().get(), world);
            }
        }
        Err(StoreError::Closed) if fails => assert_eq!(store.appended(), before),
        Err(error) => panic!("{error}"),
    }
}

/// After a crash the store holds what it held at one moment, not before the last settled one.
fn recovered<E: Engine>(engine: &mut E, history: &mut History, durable: u64) {
    engine.crash();
    let position = engine.store().appended().get();
    assert!(position >= durable, "{position} is before {durable}");
    let expected = history.at(position);
    assert_eq!(read(engine.store(), &expected.tasks), expected);
    history.worlds.split_off(&(position + 1));
}

fn run<E: Engine>(engine: &mut E, seed: u64, steps: u64, disturb: impl Fn(&mut E, &Random)) {
    let random = Random::seeded(seed);
    let mut history = History { worlds: BTreeMap::new(), next_task: 0 };
    for _ in 0..steps {
        match random.below(20) {
            0 => engine.store().flush().expect("flushes"),
            1 => engine.store().checkpoint().expect("checkpoints"),
            2 => {
                let durable = engine.store().durable().get();
                recovered(engine, &mut history, durable);
            }
            3 => {
                engine.reopen();
                let world = history.now();
                assert_eq!(read(engine.store(), &world.tasks), world);
            }
            4 => engine.store().evict_idle(Timestamp::MAX),
            5 => {
                // The power fails somewhere in a flush or a checkpoint.
                let durable = engine.store().durable().get();
                disturb(engine, &random);
                recovered(engine, &mut history, durable);
            }
            _ => transaction(engine.store(), &random, &mut history),
        }
    }
    let world = history.now();
    assert_eq!(read(engine.store(), &world.tasks), world);
}

#[test]
fn the_simulated_store_follows_the_model() {
    for seed in 0..150 {
        let mut engine = Simulated::on(SimDisk::new(seed));
        run(&mut engine, seed, 120, |engine, random| {
            engine.disk.crash_after(1 + random.below(24));
            // Whether the power fails before this ends is for the seed to say.
            let made = if random.below(3) == 0 { engine.store().flush() } else { engine.store().checkpoint() };
            assert!(made.is_ok() || engine.disk.is_dead());
        });
    }
}

#[test]
fn the_embedded_store_follows_the_model() {
    for seed in 0..6 {
        let mut engine = Embedded::new();
        run(&mut engine, 1000 + seed, 120, |engine, _| engine.store().checkpoint().expect("checkpoints"));
    }
}

#[test]
fn a_seed_replays_exactly() {
    let world = |seed| {
        let mut engine = Simulated::on(SimDisk::new(seed));
        run(&mut engine, seed, 60, |engine, _| engine.store().checkpoint().expect("checkpoints"));
        engine.store().flush().expect("flushes");
        let files = engine.disk.files();
        files.into_iter().map(|name| (engine.disk.contents(&name), name)).collect::<Vec<_>>()
    };
    assert_eq!(world(5), world(5));
}
