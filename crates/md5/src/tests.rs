use std::thread;

use md5::{Digest as _, Md5};

use super::*;

fn content(seed: usize, length: usize) -> Vec<u8> {
    (0..length).map(|at| ((at * 31 + seed * 7 + at / 253) % 251) as u8).collect()
}

/// In pieces whose lengths have nothing to do with blocks.
fn pieces(content: &[u8], seed: usize) -> Vec<Bytes> {
    let (mut rest, mut pieces, mut step) = (content, Vec::new(), seed);
    while !rest.is_empty() {
        step = (step * 7_919 + 13) % 9_973;
        let (piece, later) = rest.split_at(rest.len().min(step));
        pieces.push(Bytes::copy_from_slice(piece));
        rest = later;
    }
    pieces
}

#[test]
fn every_length_around_a_block_hashes_as_it_should() {
    for length in (0..300).chain([1_000, 4_096, 65_537]) {
        let content = content(length, length);
        let hash = Hashes::default().begin();
        hash.push(pieces(&content, length));
        assert_eq!(hash.finish(), Some(Md5::digest(&content).into()), "{length}");
    }
}

#[test]
fn whoever_is_taken_along_has_the_same_hash() {
    for count in [1, 2, 3, 5, 16, 17, 40] {
        let hashes = Hashes::default();
        let contents: Vec<_> = (0..count).map(|n| content(n, 20_000 + n * 1_777)).collect();
        let begun: Vec<_> = contents.iter().map(|_| hashes.begin()).collect();
        for (n, (hash, content)) in begun.iter().zip(&contents).enumerate() {
            hash.push(pieces(content, n));
        }
        for (n, (hash, content)) in begun.into_iter().zip(&contents).enumerate() {
            assert_eq!(hash.finish(), Some(Md5::digest(content).into()), "{n} of {count}");
        }
        assert!(hashes.0.bodies.lock().all.is_empty());
    }
}

#[test]
fn who_keeps_up_takes_others_along() {
    let hashes = Hashes::default();
    let (one, others) = (hashes.begin(), [hashes.begin(), hashes.begin()]);
    others.iter().chain([&one]).for_each(|hash| hash.push([Bytes::from(vec![7; 32_768])]));
    one.keep_up(40_000);
    let waits = |hash: &Hash| hashes.0.bodies.lock().all[&hash.number].message.as_ref().map(Message::waits);
    assert_eq!(others.each_ref().map(waits), [Some(32_768); 2], "nobody has to");
    one.keep_up(0);
    assert_eq!(others.each_ref().map(waits), [Some(0); 2]);
}

#[test]
fn who_is_alone_leaves_what_may_wait() {
    let (hashes, content) = (Hashes::default(), content(3, 100_000));
    let hash = hashes.begin();
    hash.push(pieces(&content, 5));
    hash.keep_up(40_000);
    let waits = hashes.0.bodies.lock().all[&hash.number].message.as_ref().map(Message::waits);
    assert!(waits.is_some_and(|waits| (39_800..=40_000).contains(&waits)), "{waits:?}");
    assert_eq!(hash.finish(), Some(Md5::digest(&content).into()));
}

#[test]
fn threads_hash_each_others_bodies() {
    let hashes = Hashes::default();
    thread::scope(|scope| {
        for n in 0..24 {
            let hashes = &hashes;
            scope.spawn(move || {
                for round in 0..6 {
                    let content = content(n + round, 300_000 + n * 999);
                    let hash = hashes.begin();
                    for (at, piece) in pieces(&content, n).into_iter().enumerate() {
                        hash.push([piece]);
                        if at % 9 == 0 {
                            hash.keep_up(50_000);
                        }
                    }
                    if n % 5 == 4 {
                        continue;
                    }
                    assert_eq!(hash.finish(), Some(Md5::digest(&content).into()), "{n}");
                }
            });
        }
    });
    assert!(hashes.0.bodies.lock().all.is_empty());
}
