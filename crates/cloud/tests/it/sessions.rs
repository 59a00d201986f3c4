//! Temporary credentials: who issued them knows them again, and nobody else.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::access_keys::account_of;
use tradewind_cloud::sessions::{Bearer, Grant, Issued, Now, Runs, SessionError, Sessions, unique_id};
use tradewind_store::{SimDisk, Store, StoreError, Watermark};

const ROLE: &str = "arn:aws:iam::123456789012:role/service-role/orders";
const NOW: Timestamp = Timestamp::from_millis(1_767_323_045_678);
const HOUR: Duration = Duration::from_secs(3_600);

fn both(now: Timestamp) -> Now {
    Now { machine: now, server: Timestamp::ZERO }
}

fn issued(sessions: &Sessions) -> Issued {
    sessions.issue(ROLE, "orders", NOW, HOUR)
}

#[test]
fn credentials_have_awss_form_and_say_who_bears_them() {
    let sessions = Sessions::new([7; 32]);
    let issued = issued(&sessions);
    let (prefix, rest) = issued.access_key_id.split_at(4);
    assert_eq!((prefix, rest.len()), ("ASIA", 16));
    assert!(rest.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b)), "{rest}");
    assert_eq!(issued.secret_access_key.len(), 40);
    assert_eq!(issued.expiration, Timestamp::from_secs(1_767_326_645));
    let session = sessions.open(&issued.access_key_id, &issued.session_token, both(NOW)).unwrap();
    assert_eq!((session.account.as_str(), session.arn.as_str()), ("123456789012", ROLE));
    assert_eq!((session.session_name.as_str(), session.expires), ("orders", issued.expiration));
    assert_eq!(session.secret, issued.secret_access_key);
}

#[test]
fn no_two_are_alike() {
    let sessions = Sessions::new([7; 32]);
    let (one, two) = (issued(&sessions), issued(&sessions));
    assert_ne!(one.access_key_id, two.access_key_id);
    assert_ne!(one.secret_access_key, two.secret_access_key);
    // The token of one does not open with the key of the other.
    let crossed = sessions.open(&one.access_key_id, &two.session_token, both(NOW));
    assert_eq!(crossed.unwrap_err(), SessionError::Invalid);
}

#[test]
fn they_end_when_their_time_is_up() {
    let sessions = Sessions::new([7; 32]);
    let issued = issued(&sessions);
    let open = |now| sessions.open(&issued.access_key_id, &issued.session_token, both(now));
    assert!(open(issued.expiration.minus(Duration::from_micros(1))).is_ok());
    assert_eq!(open(issued.expiration).unwrap_err(), SessionError::Expired);
    assert_eq!(SessionError::Expired.to_string(), "The security token included in the request is expired");
    assert_eq!(SessionError::Invalid.to_string(), "The security token included in the request is invalid.");
}

#[test]
fn nothing_that_was_not_issued_opens() {
    let sessions = Sessions::new([7; 32]);
    let issued = issued(&sessions);
    let long_after = NOW.plus(HOUR * 1_000);
    let token = STANDARD.decode(&issued.session_token).unwrap();
    for at in 0..token.len() {
        let mut changed = token.clone();
        changed[at] ^= 1;
        // Not even that it is expired is told of what was not issued here.
        let opened = sessions.open(&issued.access_key_id, &STANDARD.encode(changed), both(long_after));
        assert_eq!(opened.unwrap_err(), SessionError::Invalid, "byte {at}");
        let cut = sessions.open(&issued.access_key_id, &STANDARD.encode(&token[..at]), both(NOW));
        assert_eq!(cut.unwrap_err(), SessionError::Invalid, "{at} bytes");
    }
    let other = Sessions::new([8; 32]).open(&issued.access_key_id, &issued.session_token, both(NOW));
    assert_eq!(other.unwrap_err(), SessionError::Invalid);
    for text in ["", "not base64!", &"A".repeat(1 << 20)] {
        assert_eq!(sessions.open("ASIA", text, both(NOW)).unwrap_err(), SessionError::Invalid);
    }
    // A role without an account is nobody's.
    let nobody = sessions.issue("orders", "orders", NOW, HOUR);
    assert!(sessions.open(&nobody.access_key_id, &nobody.session_token, both(NOW)).is_err());
}

#[test]
fn secrets_do_not_show() {
    let sessions = Sessions::new([7; 32]);
    let issued = issued(&sessions);
    let session = sessions.open(&issued.access_key_id, &issued.session_token, both(NOW)).unwrap();
    let shown = format!("{sessions:?} {issued:?} {session:?}");
    assert!(!shown.contains(&issued.secret_access_key) && !shown.contains(&issued.session_token), "{shown}");
}

#[tokio::test]
async fn the_master_key_outlives_a_power_cut() {
    let disk = SimDisk::new(3);
    let clock = Clock::manual(NOW);
    let open = || Store::simulated(&disk, clock.clone(), Random::seeded(1)).unwrap();
    let store = open();
    let issued = issued(&Sessions::kept_in(&store, &Random::seeded(2)).await.unwrap());
    drop(store);
    disk.crash();
    // Another seed: it is the kept key that counts.
    let again = Sessions::kept_in(&open(), &Random::seeded(9)).await.unwrap();
    assert!(again.open(&issued.access_key_id, &issued.session_token, both(NOW)).is_ok());
}

#[tokio::test]
async fn a_master_key_that_is_none_is_not_used() {
    let store = Store::simulated(&SimDisk::new(3), Clock::manual(NOW), Random::seeded(1)).unwrap();
    let put = store.cell::<()>("cloud/keys").write(&Watermark::new(), |tx, ()| {
        tx.put(b"sessions", vec![1, 2, 3]);
        Ok::<_, StoreError>(())
    });
    put.unwrap();
    assert!(matches!(Sessions::kept_in(&store, &Random::seeded(2)).await, Err(StoreError::Corrupt(_))));
}

#[test]
fn unique_ids_are_stable_and_differ() {
    let id = unique_id("AROA", ROLE);
    assert_eq!((id.len(), &id[..4]), (21, "AROA"));
    assert_eq!(id, unique_id("AROA", ROLE));
    assert_ne!(id, unique_id("AROA", "arn:aws:iam::123456789012:role/other"));
}

#[test]
fn a_session_ends_by_the_clock_it_runs_by() {
    let sessions = Sessions::new([7; 32]);
    let grant = Grant {
        bearer: Bearer::Federated,
        arn: "arn:aws:sts::123456789012:federated-user/bob",
        session_name: "",
        runs: Runs::Server,
        details: b"what the issuer wants to find again",
    };
    let issued = sessions.grant(&grant, NOW, HOUR);
    let open = |machine, server| sessions.open(&issued.access_key_id, &issued.session_token, Now { machine, server });
    let session = open(issued.expiration, NOW).unwrap();
    assert_eq!((session.bearer, session.arn.as_str()), (Bearer::Federated, grant.arn));
    assert_eq!((&session.details[..], session.session_name.as_str()), (grant.details, ""));
    assert_eq!(open(NOW, issued.expiration).unwrap_err(), SessionError::Expired);
    assert_eq!(account_of(&issued.access_key_id).as_deref(), Some("123456789012"));
}

#[test]
fn the_secret_of_an_access_key_is_always_the_same() {
    let sessions = Sessions::new([7; 32]);
    let secret = sessions.secret_of_key("AKIAQNZGKIQY56JQ7WML");
    assert_eq!(secret.len(), 40);
    assert_eq!(secret, Sessions::new([7; 32]).secret_of_key("AKIAQNZGKIQY56JQ7WML"));
    assert_ne!(secret, sessions.secret_of_key("AKIAQNZGKIQY56JQ7WMM"));
    assert_ne!(secret, Sessions::new([8; 32]).secret_of_key("AKIAQNZGKIQY56JQ7WML"));
}
