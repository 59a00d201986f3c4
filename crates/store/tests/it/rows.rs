//! Rows, transactions and models.

use tradewind_store::{Cell, Model, StoreError, View, Watermark, prefix};

use crate::engine::{Engine, get, rows, write};
use crate::on_all_engines;

on_all_engines!(
    reads_what_it_wrote,
    a_failed_decision_leaves_no_trace,
    a_panicking_decision_leaves_no_trace,
    clearing_keeps_what_is_written_afterwards,
    dropping_forgets_the_name,
    names_are_listed_in_order,
    a_model_is_reloaded_after_a_late_error,
    marks_observe_the_last_commit,
);

fn reads_what_it_wrote<E: Engine>() {
    let engine = E::new();
    let cell = engine.store().cell::<()>("a");
    write(&cell, |tx| {
        tx.put("b", "2");
        tx.put("a", "1");
        tx.insert_body("a", "body");
        assert_eq!(tx.get("a").expect("reads").as_deref(), Some(&b"1"[..]));
        let keys: Vec<_> = tx.scan(prefix("b")).map(|row| row.expect("scans").0).collect();
        assert_eq!(keys, ["b"]);
    });
    write(&cell, |tx| {
        tx.delete("b");
        tx.put("c", "3");
    });
    assert_eq!(rows(&cell), [("a".into(), "1".into()), ("c".into(), "3".into())]);
    let body = cell.read(&Watermark::new(), |view, ()| view.get_body("a")).expect("reads");
    assert_eq!(body.as_deref(), Some(&b"body"[..]));
    let backwards = cell.read(&Watermark::new(), |view, ()| {
        view.scan_rev(..).map(|row| row.map(|row| row.0)).collect::<Result<Vec<_>, StoreError>>()
    });
    assert_eq!(backwards.expect("scans"), ["c", "a"]);
}

fn a_failed_decision_leaves_no_trace<E: Engine>() {
    let engine = E::new();
    let cell = engine.store().cell::<()>("a");
    write(&cell, |tx| {
        tx.put("a", "1");
        tx.put("b", "1");
    });
    let before = engine.store().appended();
    let failed: Result<(), StoreError> = cell.write(&Watermark::new(), |tx, ()| {
        tx.put("a", "2");
        tx.put("a", "3");
        tx.delete("b");
        tx.put("c", "1");
        tx.clear();
        tx.put("d", "1");
        Err(StoreError::Closed)
    });
    assert!(matches!(failed, Err(StoreError::Closed)));
    assert_eq!(engine.store().appended(), before);
    assert_eq!(rows(&cell), [("a".into(), "1".into()), ("b".into(), "1".into())]);
}

fn a_panicking_decision_leaves_no_trace<E: Engine>() {
    let engine = E::new();
    let cell: Cell<Count> = engine.store().cell("a");
    let add = |key: &str, panics: bool| {
        cell.write(&Watermark::new(), |tx, model| {
            tx.put(key, "1");
            model.0 += 1;
            assert!(!panics, "on purpose");
            Ok::<_, StoreError>(model.0)
        })
    };
    assert_eq!(add("a", false).expect("commits"), 1);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| add("b", true))).expect_err("panics");
    assert_eq!(cell.peek(|model| model.0), None, "what the model says now is not known");
    assert_eq!(add("c", false).expect("commits"), 2);
}

fn clearing_keeps_what_is_written_afterwards<E: Engine>() {
    let engine = E::new();
    let cell = engine.store().cell::<()>("a");
    write(&cell, |tx| tx.put("a", "1"));
    write(&cell, |tx| {
        tx.put("b", "1");
        tx.clear();
        tx.put("c", "1");
    });
    assert_eq!(rows(&cell), [("c".into(), "1".into())]);
    write(&cell, |tx| tx.clear());
    assert_eq!(rows(&cell), []);
    assert!(cell.exists(&Watermark::new()).expect("reads"));
}

fn dropping_forgets_the_name<E: Engine>() {
    let engine = E::new();
    let cell = engine.store().cell::<()>("a");
    assert!(!cell.exists(&Watermark::new()).expect("reads"));
    write(&cell, |tx| tx.put("a", "1"));
    assert!(cell.exists(&Watermark::new()).expect("reads"));
    let dropped = write(&cell, |tx| tx.drop_cell());
    let mark = Watermark::new();
    assert!(!cell.exists(&mark).expect("reads"));
    assert_eq!(mark.get(), dropped);
    assert_eq!(get(&cell, "a"), None);
    assert_eq!(engine.store().cells("", None, 10).expect("lists"), Vec::<String>::new());
    write(&cell, |tx| tx.put("b", "1"));
    assert_eq!(rows(&cell), [("b".into(), "1".into())]);
}

fn names_are_listed_in_order<E: Engine>() {
    let engine = E::new();
    for name in ["q/b", "q/a", "q/c", "r/a", "p"] {
        write(&engine.store().cell::<()>(name), |tx| tx.put("a", "1"));
    }
    // Asked for, but never written.
    assert_eq!(get(&engine.store().cell::<()>("q/d"), "a"), None);
    let list = |after, limit| engine.store().cells("q/", after, limit).expect("lists");
    assert_eq!(list(None, 10), ["q/a", "q/b", "q/c"]);
    assert_eq!(list(None, 2), ["q/a", "q/b"]);
    assert_eq!(list(Some("q/b"), 2), ["q/c"]);
    assert_eq!(list(Some("q/aa"), 1), ["q/b"]);
    assert_eq!(list(Some("a"), 1), ["q/a"]);
}

/// Counts the cell's rows.
struct Count(usize);

impl Model for Count {
    fn load(view: &View<'_>) -> Result<Self, StoreError> {
        let mut count = 0;
        for row in view.scan(..) {
            row?;
            count += 1;
        }
        Ok(Count(count))
    }
}

fn a_model_is_reloaded_after_a_late_error<E: Engine>() {
    let engine = E::new();
    let cell: Cell<Count> = engine.store().cell("a");
    let add = |key: &str, fail: bool| {
        cell.write(&Watermark::new(), |tx, model| {
            tx.put(key, "1");
            model.0 += 1;
            if fail { Err(StoreError::Closed) } else { Ok(model.0) }
        })
    };
    assert_eq!(add("a", false).expect("commits"), 1);
    assert!(add("b", true).is_err());
    assert_eq!(cell.peek(|model| model.0), None);
    assert_eq!(add("b", false).expect("commits"), 2);
    assert_eq!(cell.peek(|model| model.0), Some(2));
    // Nothing was written before this error, so the model stays.
    let refused: Result<(), _> = cell.write(&Watermark::new(), |_, _| Err(StoreError::Closed));
    assert!(refused.is_err());
    assert_eq!(cell.peek(|model| model.0), Some(2));
}

fn marks_observe_the_last_commit<E: Engine>() {
    let engine = E::new();
    let cell = engine.store().cell::<()>("a");
    let position = write(&cell, |tx| tx.put("a", "1"));
    write(&engine.store().cell("b"), |tx| tx.put("a", "1"));
    let mark = Watermark::new();
    cell.read(&mark, |_, ()| Ok::<_, StoreError>(())).expect("reads");
    assert_eq!(mark.get(), position);
    let mark = Watermark::new();
    let refused: Result<(), StoreError> = cell.write(&mark, |_, ()| Err(StoreError::Closed));
    assert!(refused.is_err());
    assert_eq!(mark.get(), position);
    assert!(engine.store().appended() > position);
}
