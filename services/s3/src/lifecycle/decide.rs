//! What the rules do to an object and its versions at a given time.

use tradewind_clock::Timestamp;

use super::actions::Noncurrent;
use super::due;
use super::rule::{Lifecycle, Rule};

/// A version as rules see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) marker: bool,
    pub(crate) size: u64,
    pub(crate) modified: Timestamp,
    pub(crate) class: &'a str,
    pub(crate) tags: &'a [(String, String)],
}

/// What is to be done with one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It goes away for good.
    Remove,
    /// The current version expires: it goes away where there are no versions, and gets a delete marker over it where there are.
    Expire,
    /// It gets another storage class.
    Move(String),
}

/// Where a storage class stands in the way down; 0 for those nothing moves to.
pub(super) fn rank(class: &str) -> usize {
    const WAY: &[&str] = &["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
    WAY.iter().position(|step| *step == class).map_or(0, |place| place + 1)
}

/// Objects smaller than this move nowhere, unless a filter names sizes, in bytes.
const SMALLEST_MOVED: u64 = 128 << 10;

/// What is due for the versions of a key, the newest first, with their places.
pub(crate) fn decide(rules: &Lifecycle, key: &str, versions: &[Seen<'_>], now: Timestamp) -> Vec<(usize, Action)> {
    let mut actions = Vec::new();
    if let Some(current) = versions.first()
        && let Some(action) = of_current(rules, key, *current, versions.len() == 1, now)
    {
        actions.push((0, action));
    }
    for (place, pair) in versions.windows(2).enumerate() {
        let [newer, version] = pair else { continue };
        if let Some(action) = of_noncurrent(rules, key, *version, newer.modified, place, now) {
            actions.push((place + 1, action));
        }
    }
    actions
}

fn about<'a>(rules: &'a Lifecycle, key: &'a str, version: Seen<'a>) -> impl Iterator<Item = &'a Rule> {
    rules.enabled().filter(move |rule| rule.selector().matches(key, version.size, version.tags))
}

fn of_current(rules: &Lifecycle, key: &str, version: Seen<'_>, alone: bool, now: Timestamp) -> Option<Action> {
    let mut expirations = about(rules, key, version).filter_map(|rule| rule.expiration.as_ref());
    let due = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
    if version.marker {
        let gone = alone
            && expirations.any(|expiration| expiration.marker == Some(true) || due(expiration.due(version.modified)));
        return gone.then_some(Action::Remove);
    }
    if expirations.any(|expiration| due(expiration.due(version.modified))) {
        return Some(Action::Expire);
    }
    let moves = about(rules, key, version).flat_map(|rule| rule.moves.iter().map(move |step| (rule, step)));
    let classes = moves.filter(|(_, step)| due(step.due(version.modified)));
    further(rules, version, classes.map(|(rule, step)| (rule, step.class.as_str())))
}

fn of_noncurrent(
    rules: &Lifecycle,
    key: &str,
    version: Seen<'_>,
    since: Timestamp,
    newer: usize,
    now: Timestamp,
) -> Option<Action> {
    let due = |days: u32, kept: Option<u32>| {
        kept.is_none_or(|kept| newer >= kept as usize) && due::after_days(since, days) <= now
    };
    let gone = |Noncurrent { days, newer }: &Noncurrent| due(*days, *newer);
    if about(rules, key, version).filter_map(|rule| rule.noncurrent.as_ref()).any(gone) {
        return Some(Action::Remove);
    }
    if version.marker {
        return None;
    }
    let moves = about(rules, key, version).flat_map(|rule| rule.noncurrent_moves.iter().map(move |step| (rule, step)));
    let classes = moves.filter(|(_, step)| due(step.days, step.newer));
    further(rules, version, classes.map(|(rule, step)| (rule, step.class.as_str())))
}

/// The furthest of the classes that a version is large enough for and has not reached yet.
fn further<'a>(
    rules: &Lifecycle,
    version: Seen<'_>,
    classes: impl Iterator<Item = (&'a Rule, &'a str)>,
) -> Option<Action> {
    let large = |rule: &Rule, class: &str| {
        version.size >= SMALLEST_MOVED
            || rule.selector().has_sizes()
            || (rules.varies && matches!(class, "GLACIER" | "DEEP_ARCHIVE"))
    };
    let best = classes.filter(|(rule, class)| large(rule, class)).max_by_key(|(_, class)| rank(class))?.1;
    (rank(best) > rank(version.class)).then(|| Action::Move(best.to_owned()))
}

/// The value of `x-amz-expiration`: when a current version expires, and by which rule; the earliest where there are several.
pub(crate) fn expiration(rules: &Lifecycle, key: &str, version: Seen<'_>) -> Option<String> {
    if version.marker {
        return None;
    }
    let dues =
        about(rules, key, version).filter_map(|rule| Some((rule.expiration.as_ref()?.due(version.modified)?, rule)));
    let (at, rule) = dues.min_by_key(|(at, _)| *at)?;
    let id: String = form_urlencoded::byte_serialize(rule.id.as_bytes()).collect();
    Some(format!("expiry-date=\"{}\", rule-id=\"{}\"", due::http_date(at), id.replace('+', "%20")))
}

#[cfg(test)]
mod tests {
    use super::super::actions::{Expiration, Move, NoncurrentMove};
    use super::super::filter::Filter;
    use super::*;

    const DAY: u64 = due::DAY;

    fn rules(rules: Vec<Rule>) -> Lifecycle {
        let rules = rules.into_iter().map(|rule| Rule { enabled: true, id: "a b".to_owned(), ..rule }).collect();
        Lifecycle { generation: 1, varies: false, rules }
    }

    fn seen(day: u64) -> Seen<'static> {
        let modified = Timestamp::from_secs(day * DAY + 3_600);
        Seen { marker: false, size: 1 << 20, modified, class: "STANDARD", tags: &[] }
    }

    fn marker(day: u64) -> Seen<'static> {
        Seen { marker: true, size: 0, ..seen(day) }
    }

    fn at(day: u64) -> Timestamp {
        Timestamp::from_secs(day * DAY)
    }

    fn expire(days: u32) -> Rule {
        Rule { expiration: Some(Expiration { days: Some(days), ..Default::default() }), ..Default::default() }
    }

    #[test]
    fn current_versions_expire() {
        let three = rules(vec![expire(3)]);
        assert_eq!(decide(&three, "k", &[seen(10)], at(13)), []);
        assert_eq!(decide(&three, "k", &[seen(10)], at(14)), [(0, Action::Expire)]);
        let date = Expiration { date: Some(20 * DAY), ..Default::default() };
        let dated = rules(vec![Rule { expiration: Some(date), ..Default::default() }]);
        assert_eq!(decide(&dated, "k", &[seen(10)], at(19)), []);
        assert_eq!(decide(&dated, "k", &[seen(10)], at(20)), [(0, Action::Expire)]);
        let elsewhere = rules(vec![Rule { filter: Some(Filter::Prefix("x".to_owned())), ..expire(3) }]);
        assert_eq!(decide(&elsewhere, "k", &[seen(10)], at(99)), []);
        let mut off = three.clone();
        off.rules[0].enabled = false;
        assert_eq!(decide(&off, "k", &[seen(10)], at(99)), []);
    }

    #[test]
    fn older_versions_expire_and_some_stay() {
        let noncurrent =
            |newer| rules(vec![Rule { noncurrent: Some(Noncurrent { days: 2, newer }), ..Default::default() }]);
        let versions = [seen(13), seen(12), marker(11), seen(10)];
        let gone = |newer, day| -> Vec<usize> {
            decide(&noncurrent(newer), "k", &versions, at(day)).into_iter().map(|(place, _)| place).collect()
        };
        assert_eq!(gone(None, 13), [0_usize; 0]);
        assert_eq!(gone(None, 14), [3]);
        assert_eq!(gone(None, 15), [2, 3]);
        assert_eq!(gone(None, 16), [1, 2, 3]);
        assert_eq!(gone(Some(1), 99), [2, 3]);
        assert_eq!(gone(Some(2), 99), [3]);
    }

    #[test]
    fn markers_go_when_nothing_is_behind_them() {
        let clear = Expiration { marker: Some(true), ..Default::default() };
        let clear = rules(vec![Rule { expiration: Some(clear), ..Default::default() }]);
        assert_eq!(decide(&clear, "k", &[marker(10)], at(11)), [(0, Action::Remove)]);
        assert_eq!(decide(&clear, "k", &[marker(10), seen(9)], at(11)), []);
        assert_eq!(decide(&clear, "k", &[seen(10)], at(99)), []);
        assert_eq!(decide(&rules(vec![expire(3)]), "k", &[marker(10)], at(13)), []);
        assert_eq!(decide(&rules(vec![expire(3)]), "k", &[marker(10)], at(14)), [(0, Action::Remove)]);
    }

    #[test]
    fn classes_change_downwards() {
        let step = |days, class: &str| Move { days: Some(days), class: class.to_owned(), ..Default::default() };
        let moves = vec![step(5, "STANDARD_IA"), step(8, "GLACIER")];
        let two = rules(vec![Rule { moves, ..Default::default() }]);
        let moved = |class: &str| vec![(0, Action::Move(class.to_owned()))];
        assert_eq!(decide(&two, "k", &[seen(10)], at(15)), []);
        assert_eq!(decide(&two, "k", &[seen(10)], at(16)), moved("STANDARD_IA"));
        assert_eq!(decide(&two, "k", &[seen(10)], at(19)), moved("GLACIER"));
        assert_eq!(decide(&two, "k", &[Seen { class: "DEEP_ARCHIVE", ..seen(10) }], at(19)), []);
        let small = [Seen { size: 5, ..seen(10) }];
        assert_eq!(decide(&two, "k", &small, at(19)), []);
        let varies = Lifecycle { varies: true, ..two.clone() };
        assert_eq!(decide(&varies, "k", &small, at(19)), moved("GLACIER"));
        let mut sized = two;
        sized.rules[0].filter = Some(Filter::Greater(1));
        assert_eq!(decide(&sized, "k", &small, at(16)), moved("STANDARD_IA"));
        let older = NoncurrentMove { days: 1, newer: None, class: "GLACIER".to_owned() };
        let older = rules(vec![Rule { noncurrent_moves: vec![older], ..Default::default() }]);
        let want = vec![(1, Action::Move("GLACIER".to_owned()))];
        assert_eq!(decide(&older, "k", &[seen(10), seen(3)], at(12)), want);
    }

    #[test]
    fn the_header_tells_the_earliest_end() {
        let both = rules(vec![expire(9), expire(3)]);
        let want = r#"expiry-date="Thu, 15 Jan 1970 00:00:00 GMT", rule-id="a%20b""#;
        assert_eq!(expiration(&both, "k", seen(10)).as_deref(), Some(want));
        assert_eq!(expiration(&both, "k", marker(10)), None);
        assert_eq!(expiration(&rules(Vec::new()), "k", seen(10)), None);
    }
}
