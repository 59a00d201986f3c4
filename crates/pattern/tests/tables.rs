//! Patterns, events and refusals as data; see the files in `tests/data`.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use tradewind_pattern::{EventParts, Matcher, Pattern, Scratch};

/// Lines of a data file as keyword and rest, without comments; with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(number, line)| {
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        (number, keyword, rest)
    })
}

#[test]
fn matching() {
    let text = include_str!("data/matching.txt");
    let mut pattern = None;
    let mut checked = 0;
    for (number, keyword, rest) in lines(text) {
        let expected = match keyword {
            "pattern" => {
                pattern = Some(Pattern::parse(rest).unwrap_or_else(|error| panic!("line {number}: {error}")));
                continue;
            }
            "yes" => true,
            "no" => false,
            _ => panic!("line {number}: {keyword}"),
        };
        let pattern = pattern.as_ref().unwrap();
        assert_eq!(pattern.matches(rest.as_bytes()), Ok(expected), "line {number}");
        let mut matcher = Matcher::new();
        matcher.insert("rule", pattern);
        let mut scratch = Scratch::default();
        assert_eq!(
            matcher.matches(rest.as_bytes(), &mut scratch).unwrap().len(),
            usize::from(expected),
            "line {number}"
        );
        checked += 1;
    }
    assert!(checked > 150, "{checked}");
}

#[test]
fn refusals() {
    let text = include_str!("data/refusals.txt");
    let mut pattern = "";
    let mut wrong = String::new();
    for (number, keyword, rest) in lines(text) {
        let reason = rest.replace("\\n", "\n");
        match keyword {
            "pattern" => pattern = rest,
            // A reason with the place it names.
            "at" => {
                let (place, reason) = reason.split_once(' ').unwrap();
                let (line, column) = place.split_once(':').unwrap();
                let error = Pattern::parse(pattern).expect_err(pattern).to_string();
                let expected = format!(
                    "Event pattern is not valid. Reason: {reason}\n at [Source: (String)\"{pattern}\"; line: {line}, column: {column}]"
                );
                if error != expected {
                    wrong += &format!("\nline {number}: {error}");
                }
            }
            "complex" => {
                let error = Pattern::parse(pattern).expect_err(pattern).to_string();
                assert_eq!(error, format!("Event pattern is not valid. Reason: {reason}"), "line {number}");
            }
            _ => panic!("line {number}: {keyword}"),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_long_pattern_is_shown_in_part() {
    let pattern = format!("{{\"a\":[\"{}\"],\n\"b\":1}}", "x".repeat(600));
    let error = Pattern::parse(&pattern).unwrap_err();
    let shown = format!("\"{}\"[truncated {} chars]; line: 2, column: 6]", &pattern[..500], pattern.len() - 500);
    assert!(error.reason().ends_with(&shown), "{error}");
    assert!(error.reason().starts_with("\"b\" must be an object or an array\n at [Source: (String)"), "{error}");
}

#[test]
fn combinations_are_limited() {
    let branch = |field: usize| format!(r#"{{"f{field}":["a"]}},{{"g{field}":["a"]}}"#);
    let nested = |depth: usize| {
        (0..depth).fold(r#""z":["z"]"#.to_owned(), |inner, at| format!(r#""n{at}":{{"$or":[{}],{inner}}}"#, branch(at)))
    };
    assert!(Pattern::parse(&format!("{{{}}}", nested(9))).is_ok());
    let error = Pattern::parse(&format!("{{{}}}", nested(10))).unwrap_err();
    assert!(matches!(error, tradewind_pattern::PatternError::TooComplex { .. }), "{error}");
}

#[test]
fn deep_nesting_is_refused_on_both_sides() {
    let nested = |depth: usize, inner: &str| format!("{}{inner}{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    assert!(Pattern::parse(&nested(5_000, "[1]")).unwrap_err().to_string().contains("nesting depth (501)"));
    let pattern = Pattern::parse(&nested(450, "[1]")).unwrap();
    assert_eq!(pattern.matches(nested(450, "1").as_bytes()), Ok(true));
    assert!(pattern.matches(nested(450, &"[".repeat(5_000)).as_bytes()).is_err());
    // What no rule looks at is skipped at any depth.
    let event = format!(r#"{{"b":{},"a":2}}"#, nested(100_000, "1"));
    assert_eq!(Pattern::parse(r#"{"a":[2]}"#).unwrap().matches(event.as_bytes()), Ok(true));
}

#[test]
fn parts_match_as_the_whole_envelope_does() {
    let resources = ["arn:aws:s3:::b".to_owned(), "arn:é".to_owned()];
    let parts = EventParts {
        version: "0",
        id: "17793124-05d4-b198-2fde-7ededc63b103",
        detail_type: "Object \"Created\"",
        source: "aws.s3",
        account: "111122223333",
        time: "2026-01-02T03:04:05Z",
        region: "eu-west-1",
        resources: &resources,
        detail: br#"{"bucket":{"name":"b"},"size":[1,2]}"#,
    };
    let whole = r#"{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object \"Created\"",
        "source":"aws.s3","account":"111122223333","time":"2026-01-02T03:04:05Z","region":"eu-west-1",
        "resources":["arn:aws:s3:::b","arn:\u00e9"],"detail":{"bucket":{"name":"b"},"size":[1,2]}}"#;
    let mut matcher = Matcher::new();
    for (key, pattern) in [
        r#"{"version":["0"],"id":[{"prefix":"1779"}],"detail-type":["Object \"Created\""]}"#,
        r#"{"source":["aws.s3"],"account":["111122223333"],"time":[{"prefix":"2026-01"}],"region":["eu-west-1"]}"#,
        r#"{"resources":["arn:é"]}"#,
        r#"{"resources":[{"anything-but":{"prefix":"arn:"}}]}"#,
        r#"{"detail":{"bucket":{"name":["b"]},"size":[2]}}"#,
        r#"{"detail":{"bucket":{"name":["c"]}}}"#,
        r#"{"detail":["x"]}"#,
        r#"{"detail":[{"exists":false}]}"#,
        r#"{"source":{"nested":[{"exists":false}]}}"#,
        r#"{"unknown":[{"exists":true}]}"#,
    ]
    .into_iter()
    .enumerate()
    {
        matcher.insert(key, &Pattern::parse(pattern).unwrap());
    }
    let (mut one, mut two) = (Scratch::default(), Scratch::default());
    let found: Vec<usize> = matcher.matches_parts(&parts, &mut one).unwrap().iter().copied().collect();
    assert_eq!(found, [0, 1, 2, 4, 7, 8]);
    let of_whole: Vec<usize> = matcher.matches(whole.as_bytes(), &mut two).unwrap().iter().copied().collect();
    assert_eq!(found, of_whole);
    let broken = EventParts { detail: b"[]", ..parts };
    assert!(matcher.matches_parts(&broken, &mut one).is_err());
}

#[test]
fn keys_come_in_order_and_can_be_replaced_and_removed() {
    let mut matcher = Matcher::new();
    let mut scratch = Scratch::default();
    let one = Pattern::parse(r#"{"a":[1]}"#).unwrap();
    let two = Pattern::parse(r#"{"$or":[{"a":[1]},{"a":[2]},{"b":[3]}]}"#).unwrap();
    let keys = |matcher: &Matcher<String>, scratch: &mut Scratch, event: &str| -> Vec<String> {
        matcher.matches(event.as_bytes(), scratch).unwrap().into_iter().cloned().collect()
    };
    for number in (0..500).rev() {
        matcher.insert(format!("{number:03}"), if number % 2 == 0 { &one } else { &two });
    }
    let all: Vec<String> = (0..500).map(|number| format!("{number:03}")).collect();
    assert_eq!(keys(&matcher, &mut scratch, r#"{"a":1,"b":3}"#), all);
    assert_eq!(keys(&matcher, &mut scratch, r#"{"a":2}"#).len(), 250);
    matcher.insert("000".to_owned(), &two);
    assert_eq!(keys(&matcher, &mut scratch, r#"{"b":3}"#)[0], "000");
    for number in 3..500 {
        assert!(matcher.remove(&format!("{number:03}")));
    }
    assert!(!matcher.remove(&"003".to_owned()));
    assert_eq!(matcher.len(), 3);
    assert_eq!(keys(&matcher, &mut scratch, r#"{"a":1}"#), ["000", "001", "002"]);
    assert_eq!(keys(&matcher, &mut scratch, r#"{"a":2}"#), ["000", "001"]);
}

#[test]
fn thousands_of_rules_that_overlap() {
    const RULES: usize = 3_000;
    let families: [fn(usize) -> String; 6] = [
        |n| format!(r#"{{"a":[{{"anything-but":["x{n}","common"]}}]}}"#),
        |n| format!(r#"{{"a":[{{"anything-but":{{"prefix":"x{n:04}"}}}}]}}"#),
        |n| format!(r#"{{"a":[{{"wildcard":"*x{n}*"}}]}}"#),
        |n| format!(r#"{{"b":[{{"numeric":[">",{n}]}}],"a":[{{"exists":true}}]}}"#),
        |n| format!(r#"{{"a":[{{"anything-but":"x{n}"}}],"b":[{{"anything-but":{n}}}],"c":[{{"exists":false}}]}}"#),
        |n| format!(r#"{{"b":[{}],"a":["x{n}",{{"suffix":"/{n}"}}]}}"#, n % 3),
    ];
    let found = |family: fn(usize) -> String, event: &str| -> Vec<usize> {
        let mut matcher = Matcher::new();
        (0..RULES).for_each(|n| matcher.insert(n, &Pattern::parse(&family(n)).unwrap()));
        matcher.matches(event.as_bytes(), &mut Scratch::default()).unwrap().iter().copied().collect()
    };
    let all_but = |gone: &[usize]| (0..RULES).filter(|n| !gone.contains(n)).collect::<Vec<_>>();
    assert_eq!(found(families[0], r#"{"a":"x7"}"#), all_but(&[7]));
    assert_eq!(found(families[0], r#"{"a":["common","x7"]}"#), all_but(&[7]));
    assert_eq!(found(families[0], r#"{"a":["common","common"]}"#), []);
    assert_eq!(found(families[0], r#"{"a":["x7","x8","x7"]}"#), all_but(&[]));
    assert_eq!(found(families[1], r#"{"a":"x0042y"}"#), all_but(&[42]));
    assert_eq!(found(families[2], r#"{"a":"-x123-"}"#), [1, 12, 123]);
    assert_eq!(found(families[3], r#"{"a":1,"b":2.5}"#), [0, 1, 2]);
    assert_eq!(found(families[4], r#"{"a":"x1","b":2}"#), all_but(&[1, 2]));
    assert_eq!(found(families[5], r#"{"a":["x4","y/7","y/8"],"b":1}"#), [4, 7]);
}

/// Many elements times many rules: each element is looked at once for each rule, not once for each
/// other element.
#[test]
fn long_arrays_of_objects() {
    const ELEMENTS: usize = 40_000;
    let elements: Vec<String> = (0..ELEMENTS).map(|n| format!(r#"{{"x":{n},"y":{{"z":[{}]}}}}"#, n + 1)).collect();
    let event = format!(r#"{{"a":[{}]}}"#, elements.join(","));
    let last = ELEMENTS - 1;
    for (x, z, expected) in [(last, ELEMENTS, true), (last, last, false), (0, 1, true)] {
        let pattern = Pattern::parse(&format!(r#"{{"a":{{"x":[{x}],"y":{{"z":[{z}]}}}}}}"#)).unwrap();
        assert_eq!(pattern.matches(event.as_bytes()), Ok(expected), "{x} {z}");
    }
}
