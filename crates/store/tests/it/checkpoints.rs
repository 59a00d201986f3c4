//! Checkpoints, recovery, and what lies in which layer.

use tradewind_store::{SimDisk, Store, StoreError, Watermark};

use crate::engine::{Embedded, Engine, Simulated, copy_dir, get, rows, write};
use crate::on_all_engines;

on_all_engines!(
    what_was_settled_survives_a_crash,
    rows_of_all_layers_are_read_in_order,
    a_deleted_row_stays_deleted,
    a_dropped_cell_leaves_nothing_behind,
    bodies_survive_like_rows,
    ids_are_not_given_twice,
    an_idle_cell_is_dropped_from_memory_and_comes_back,
    writers_go_on_while_a_checkpoint_runs,
);

fn text(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn what_was_settled_survives_a_crash<E: Engine>() {
    let mut engine = E::new();
    for round in 0..4 {
        let cell = engine.store().cell::<()>("a");
        let position = write(&cell, |tx| tx.put(format!("{round}"), "1"));
        crate::engine::block_on(engine.store().settle(position)).expect("settles");
        assert!(engine.store().durable() >= position);
        if round == 1 {
            engine.store().checkpoint().expect("checkpoints");
        }
        drop(cell);
        engine.crash();
        assert_eq!(rows(&engine.store().cell::<()>("a")).len(), round + 1);
    }
}

fn rows_of_all_layers_are_read_in_order<E: Engine>() {
    let mut engine = E::new();
    let cell = engine.store().cell::<()>("a");
    let neighbours = [engine.store().cell::<()>("0"), engine.store().cell::<()>("b")];
    for neighbour in &neighbours {
        write(neighbour, |tx| tx.put("c", "of another cell"));
    }
    write(&cell, |tx| ["a", "c", "e", "g"].map(|key| tx.put(key, "base")));
    engine.store().checkpoint().expect("checkpoints");
    write(&cell, |tx| {
        tx.put("b", "active");
        tx.put("c", "active");
        tx.delete("e");
    });
    let expected = [("a", "base"), ("b", "active"), ("c", "active"), ("g", "base")];
    assert_eq!(rows(&cell), text(&expected));
    let backwards = cell.read(&Watermark::new(), |view, ()| {
        view.scan_rev("a".."g").map(|row| row.map(|row| row.0)).collect::<Result<Vec<_>, StoreError>>()
    });
    assert_eq!(backwards.expect("scans"), ["c", "b", "a"]);
    drop((cell, neighbours));
    engine.reopen();
    assert_eq!(rows(&engine.store().cell::<()>("a")), text(&expected));
    engine.store().checkpoint().expect("checkpoints");
    assert_eq!(rows(&engine.store().cell::<()>("a")), text(&expected));
}

fn a_deleted_row_stays_deleted<E: Engine>() {
    let mut engine = E::new();
    let cell = engine.store().cell::<()>("a");
    write(&cell, |tx| tx.insert("old", "1"));
    engine.store().checkpoint().expect("checkpoints");
    write(&cell, |tx| tx.insert("new", "1"));
    write(&cell, |tx| {
        tx.delete("old");
        tx.delete("new");
        tx.delete("never");
    });
    assert_eq!(rows(&cell), []);
    // A deleted key that is written again, and deleted again.
    write(&cell, |tx| tx.put("old", "2"));
    write(&cell, |tx| tx.delete("old"));
    drop(cell);
    engine.store().flush().expect("flushes");
    engine.crash();
    assert_eq!(rows(&engine.store().cell::<()>("a")), []);
    engine.store().checkpoint().expect("checkpoints");
    engine.crash();
    assert_eq!(rows(&engine.store().cell::<()>("a")), []);
}

fn a_dropped_cell_leaves_nothing_behind<E: Engine>() {
    let mut engine = E::new();
    for name in ["a", "b", "c"] {
        write(&engine.store().cell::<()>(name), |tx| {
            tx.put("old", name);
            tx.put_body("old", name);
        });
    }
    engine.store().checkpoint().expect("checkpoints");
    write(&engine.store().cell::<()>("a"), |tx| tx.drop_cell());
    write(&engine.store().cell::<()>("b"), |tx| {
        tx.clear();
        tx.put("new", "b");
    });
    let check = |store: &Store| {
        assert_eq!(store.cells("", None, 9).expect("lists"), ["b", "c"]);
        assert_eq!(rows(&store.cell::<()>("a")), []);
        assert_eq!(rows(&store.cell::<()>("b")), text(&[("new", "b")]));
        assert_eq!(rows(&store.cell::<()>("c")), text(&[("old", "c")]));
    };
    check(engine.store());
    for step in 0..3 {
        match step {
            0 => engine.reopen(),
            1 => {
                engine.store().checkpoint().expect("checkpoints");
                engine.store().flush().expect("flushes");
                engine.crash();
            }
            _ => engine.store().checkpoint().expect("checkpoints"),
        }
        check(engine.store());
    }
}

fn bodies_survive_like_rows<E: Engine>() {
    let mut engine = E::new();
    let long = "x".repeat(5000);
    let read = |store: &Store, key: &str| {
        let cell = store.cell::<()>("a");
        let found = cell.read(&Watermark::new(), |view, ()| view.get_body(key)).expect("reads");
        found.map(|body| String::from_utf8(body.to_vec()).expect("text"))
    };
    write(&engine.store().cell::<()>("a"), |tx| {
        tx.insert_body("short", "1");
        tx.insert_body("long", long.clone());
        tx.insert_body("gone", long.clone());
    });
    engine.store().checkpoint().expect("checkpoints");
    write(&engine.store().cell::<()>("a"), |tx| tx.delete_body("gone"));
    engine.reopen();
    engine.store().checkpoint().expect("checkpoints");
    engine.reopen();
    assert_eq!(read(engine.store(), "short").as_deref(), Some("1"));
    assert_eq!(read(engine.store(), "long"), Some(long));
    assert_eq!(read(engine.store(), "gone"), None);
    assert_eq!(rows(&engine.store().cell::<()>("a")), [], "bodies are not scanned");
}

fn ids_are_not_given_twice<E: Engine>() {
    let mut engine = E::new();
    for round in 0..6 {
        let name = format!("{round}");
        write(&engine.store().cell::<()>(&name), |tx| tx.put("a", name.clone()));
        if round % 2 == 0 {
            write(&engine.store().cell::<()>(&name), |tx| tx.drop_cell());
        }
        if round % 3 == 0 {
            engine.store().checkpoint().expect("checkpoints");
        }
        engine.reopen();
    }
    for round in 0..6 {
        let expected = (round % 2 == 1).then(|| round.to_string());
        assert_eq!(get(&engine.store().cell::<()>(&round.to_string()), "a"), expected);
    }
}

fn an_idle_cell_is_dropped_from_memory_and_comes_back<E: Engine>() {
    let engine = E::new();
    let store = engine.store();
    let later = tradewind_clock::Timestamp::MAX;
    let position = write(&store.cell::<()>("a"), |tx| tx.put("a", "1"));
    store.evict_idle(later);
    assert_eq!(store.stats().open_cells, 1, "its rows are in memory only");
    store.checkpoint().expect("checkpoints");
    store.evict_idle(crate::engine::START);
    assert_eq!(store.stats().open_cells, 1, "it has been used since");
    let held = store.cell::<()>("a");
    store.evict_idle(later);
    assert_eq!(store.stats().open_cells, 1, "somebody has a handle");
    drop(held);
    store.evict_idle(later);
    assert_eq!(store.stats().open_cells, 0);
    assert_eq!(get(&store.cell::<()>("a"), "a").as_deref(), Some("1"));
    assert!(store.durable() >= position);
}

fn writers_go_on_while_a_checkpoint_runs<E: Engine>() {
    let mut engine = E::new();
    let store = engine.store().clone();
    std::thread::scope(|scope| {
        for thread in 0..3 {
            let store = &store;
            scope.spawn(move || {
                for number in 0..200 {
                    let cell = store.cell::<()>(&format!("{}", (thread + number) % 5));
                    write(&cell, |tx| tx.put(format!("{thread}-{number:03}"), "1"));
                    if number % 7 == 0 {
                        write(&cell, |tx| tx.delete(format!("{thread}-{number:03}")));
                    }
                }
            });
        }
        for _ in 0..8 {
            store.checkpoint().expect("checkpoints");
        }
    });
    store.flush().expect("flushes");
    drop(store);
    for _ in 0..2 {
        let count: usize = (0..5).map(|cell| rows(&engine.store().cell::<()>(&cell.to_string())).len()).sum();
        assert_eq!(count, 3 * (200 - 29));
        engine.crash();
    }
}

/// The disk is full from some byte of a checkpoint on, so that the base has a row and the note does not say so; the row is
/// deleted; the power fails. The replay meets the row's birth and its death over a base that has it.
#[test]
fn a_replayed_delete_reaches_the_base_behind_a_half_made_checkpoint() {
    let mut failed = 0;
    for free in 0..400 {
        let mut engine = Simulated::on(SimDisk::new(free));
        let cell = engine.store().cell::<()>("a");
        write(&cell, |tx| {
            tx.insert("a", "1");
            tx.insert_body("a", "1");
        });
        engine.store().flush().expect("flushes");
        engine.disk.set_free(Some(free));
        if engine.store().checkpoint().is_err() {
            failed += 1;
        }
        engine.disk.set_free(None);
        let position = write(&cell, |tx| {
            tx.delete("a");
            tx.delete_body("a");
        });
        assert_eq!(rows(&cell), []);
        crate::engine::block_on(engine.store().settle(position)).expect("settles");
        drop(cell);
        for _ in 0..2 {
            engine.crash();
            let cell = engine.store().cell::<()>("a");
            assert_eq!(rows(&cell), [], "with {free} bytes free");
            let body = cell.read(&Watermark::new(), |view, ()| view.get_body("a")).expect("reads");
            assert_eq!(body, None);
            engine.store().checkpoint().expect("checkpoints");
        }
    }
    assert!(failed > 80, "checkpoints failed at {failed} places only");
}

/// A checkpoint that fails leaves its frozen layers between the active ones and the base.
#[test]
fn a_failed_checkpoint_is_taken_up_again() {
    let engine = Simulated::new();
    let cell = engine.store().cell::<()>("a");
    write(&cell, |tx| ["a", "b", "c", "d"].map(|key| tx.put(key, "base")));
    engine.store().checkpoint().expect("checkpoints");
    write(&cell, |tx| {
        tx.put("b", "frozen");
        tx.delete("c");
        tx.put("e", "frozen");
        tx.put("f", "frozen");
    });
    engine.store().flush().expect("flushes");
    engine.disk.set_free(Some(0));
    assert!(matches!(engine.store().checkpoint(), Err(StoreError::Full)));
    assert_eq!(engine.store().stats().failed_checkpoints, 1);
    engine.disk.set_free(None);
    write(&cell, |tx| {
        tx.put("c", "active");
        tx.delete("d");
        tx.delete("e");
    });
    let expected = text(&[("a", "base"), ("b", "frozen"), ("c", "active"), ("f", "frozen")]);
    assert_eq!(rows(&cell), expected);
    let backwards: Vec<_> = cell
        .read(&Watermark::new(), |view, ()| view.scan_rev(..).map(|row| row.map(|row| row.0)).collect())
        .map_err(|error: StoreError| error)
        .expect("scans");
    assert_eq!(backwards, ["f", "c", "b", "a"]);
    engine.store().checkpoint().expect("checkpoints");
    assert_eq!(rows(&cell), expected);
    engine.store().checkpoint().expect("checkpoints");
    assert_eq!(rows(&cell), expected);
}

#[test]
fn a_simulated_store_makes_checkpoints_by_itself() {
    let disk = SimDisk::new(3);
    let clock = tradewind_clock::Clock::manual(crate::engine::START);
    let store = Store::simulated_with(&disk, clock, tradewind_clock::Random::seeded(3), 1000).expect("opens");
    let cell = store.cell::<()>("a");
    for number in 0..100 {
        write(&cell, |tx| tx.put(format!("{number}"), vec![b'x'; 100]));
    }
    let stats = store.stats();
    assert!(stats.checkpoints >= 10, "{stats:?}");
    assert!(stats.unsaved_bytes < 1500, "{stats:?}");
    // No room for checkpoints: writes are refused before memory is full of what they hold back.
    store.flush().expect("flushes");
    disk.set_free(Some(0));
    let refused = (0..100).find_map(|number| {
        let wrote: Result<(), StoreError> = cell.write(&Watermark::new(), |tx, ()| {
            tx.put(format!("{number}"), vec![b'y'; 100]);
            Ok(())
        });
        wrote.err().map(|error| (number, error))
    });
    let (number, error) = refused.expect("the disk is full");
    assert!(matches!(error, StoreError::Full), "{error}");
    assert!(number < 30);
    disk.set_free(None);
    write(&cell, |tx| tx.put("a", "1"));
}

#[test]
fn an_embedded_store_makes_checkpoints_by_itself() {
    let dir = tempfile::TempDir::new().expect("a directory");
    let clock = tradewind_clock::Clock::manual(crate::engine::START);
    let options = tradewind_store::Options::new(dir.path(), clock, tradewind_clock::Random::seeded(3));
    let store = Store::open(tradewind_store::Options { checkpoint_bytes: 10_000, ..options }).expect("opens");
    let cell = store.cell::<()>("a");
    for number in 0..1000 {
        write(&cell, |tx| tx.put(format!("{:03}", number % 300), vec![b'x'; 100]));
        // Writers wait for the checkpoint rather than let memory grow.
        assert!(store.stats().unsaved_bytes < 20_500);
    }
    assert!(store.stats().checkpoints >= 4);
    assert_eq!(rows(&cell).len(), 300);
}

/// Every file is copied while the store lives, as a kill leaves them: nothing was closed, no destructor has run.
#[test]
fn a_copy_of_a_living_directory_opens() {
    let engine = Embedded::new();
    write(&engine.store().cell::<()>("a"), |tx| tx.put("0", "1"));
    engine.store().checkpoint().expect("checkpoints");
    let dir = engine.into_dir();
    // The engine below may tidy its files up at any time while it is open. No checkpoint changes what they say here, so they are
    // copied while it is closed.
    let base = tempfile::TempDir::new().expect("a directory");
    copy_dir(&dir.path().join("base"), base.path());
    let engine = Embedded::on(dir);
    for number in 1..8 {
        write(&engine.store().cell::<()>("a"), |tx| tx.put(format!("{number}"), "1"));
        engine.store().flush().expect("flushes");
        let copy = tempfile::TempDir::new().expect("a directory");
        for entry in std::fs::read_dir(engine.dir.path()).expect("lists") {
            let name = entry.expect("lists").file_name();
            let (from, to) = (engine.dir.path().join(&name), copy.path().join(&name));
            if from.is_file() {
                std::fs::copy(&from, &to).expect("copies");
                continue;
            }
            std::fs::create_dir(&to).expect("creates");
            copy_dir(if name == "base" { base.path() } else { &from }, &to);
        }
        let copied = Embedded::on(copy);
        assert_eq!(rows(&copied.store().cell::<()>("a")).len(), number + 1);
    }
}

/// A checkpoint stands still between two cells, because the second is in the middle of a transaction; the first is written
/// meanwhile. What is written there comes after the freezing of its cell, so recovery must replay it.
#[test]
fn what_is_written_between_two_freezes_is_replayed() {
    let mut engine = Embedded::new();
    let store = engine.store().clone();
    let (first, second) = (store.cell::<()>("first"), store.cell::<()>("second"));
    write(&first, |tx| tx.put("000", "1"));
    write(&second, |tx| tx.put("000", "1"));
    std::thread::scope(|scope| {
        let mark = Watermark::new();
        let held: Result<(), StoreError> = second.write(&mark, |tx, ()| {
            tx.put("001", "1");
            scope.spawn(|| store.checkpoint().expect("checkpoints"));
            while store.stats().unsaved_bytes > 0 {
                std::thread::yield_now();
            }
            for number in 1..300 {
                write(&first, |tx| tx.put(format!("{number:03}"), "1"));
                std::thread::yield_now();
            }
            Ok(())
        });
        held.expect("commits");
    });
    drop((first, second, store));
    engine.crash();
    assert_eq!(rows(&engine.store().cell::<()>("first")).len(), 300);
    assert_eq!(rows(&engine.store().cell::<()>("second")).len(), 2);
}
