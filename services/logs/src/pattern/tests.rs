//! The examples of AWS's documentation, and what is refused.

use super::*;

fn matching<'a>(pattern: &str, messages: &[&'a str]) -> Vec<&'a str> {
    let pattern = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    messages.iter().copied().filter(|message| pattern.matches(message)).collect()
}

const ERRORS: [&str; 4] = [
    "[ERROR 400] BAD REQUEST",
    "[ERROR 401] UNAUTHORIZED REQUEST",
    "[ERROR 419] MISSING ARGUMENTS",
    "[ERROR 420] INVALID ARGUMENTS",
];

#[test]
fn terms_as_documented() {
    assert_eq!(matching("", &ERRORS), ERRORS);
    assert_eq!(matching("ERROR", &ERRORS), ERRORS);
    assert_eq!(matching("error", &ERRORS), [""; 0]);
    assert_eq!(matching("ERROR ARGUMENTS", &ERRORS), ERRORS[2..]);
    assert_eq!(matching("?ERROR ?ARGUMENTS", &ERRORS), ERRORS);
    assert_eq!(matching("?MISSING ?INVALID", &ERRORS), ERRORS[2..]);
    assert_eq!(matching("ERROR -ARGUMENTS", &ERRORS), ERRORS[..2]);
    assert_eq!(matching("-ARGUMENTS", &ERRORS), ERRORS[..2]);
    // A term is found within a longer word: so say the examples of the user guide.
    let words = ["[ERROR] A fatal exception has occurred", "Exiting with ERRORCODE: -1"];
    assert_eq!(matching("ERROR", &words), words);
    assert_eq!(matching("ERROR -Exiting", &words), words[..1]);
    let caught = ["[ERROR] Caught IllegalArgumentException", "[ERROR] Unhandled Exception"];
    assert_eq!(matching("ERROR Exception", &caught), caught);
    let phrases = ["[ERROR 500] INTERNAL SERVER ERROR", "[ERROR 500] SERVER ERROR, INTERNAL"];
    assert_eq!(matching("\"INTERNAL SERVER ERROR\"", &phrases), phrases[..1]);
    assert_eq!(matching(r#""a \"b\"""#, &[r#"x a "b" y"#, "a b"]), [r#"x a "b" y"#]);
    // Optional terms beside others are ignored.
    let requests =
        ["[INFO] REQUEST FAILED", "[WARN] UNAUTHORIZED REQUEST", "[ERROR] 400 BAD REQUEST", "[ERROR] ARGUMENTS"];
    assert_eq!(matching("?ERROR ?ARGUMENTS REQUEST", &requests), requests[..3]);
}

#[test]
fn regular_expressions_as_documented() {
    let table: &[(&str, &[&str], &[&str])] = &[
        ("%AUTHORIZED%", &["[ERROR 401] UNAUTHORIZED REQUEST", "[SUCCESS 200] AUTHORIZED REQUEST"], &["[ERROR] BAD"]),
        ("%^[hc]at%", &["hat", "cat on"], &["that hat", "a cat"]),
        ("%[hc]at$%", &["hat", "a cat"], &["hats"]),
        ("%colou?r%", &["color", "colour"], &["colr"]),
        ("%[abc]%", &["xbx"], &["xyz"]),
        ("%[abcx-z]%", &["y"], &["m"]),
        ("%^a{3,5}$%", &["aaa", "aaaa", "aaaaa"], &["aa", "aaaaaa"]),
        ("%gray|grey%", &["gray", "grey"], &["gruy"]),
        (r"%10\.10\.0\.1%", &["10.10.0.1"], &["10x10.0.1"]),
        ("%colou*r%", &["color", "colouuur"], &["col"]),
        ("%ab+c%", &["abc", "abbc"], &["ac"]),
        ("%.at%", &["hat", "4at"], &["at"]),
        (r"%\d%", &["7"], &["x"]),
        (r"%^\D$%", &["x"], &["7"]),
        (r"%\s%", &["a b"], &["ab"]),
        (r"%^\S$%", &["a"], &[" "]),
        (r"%^\w$%", &["_"], &["-"]),
        (r"%^\W$%", &["-"], &["_"]),
        (r"%\x40%", &["a@b"], &["ab"]),
        (r"%\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}%", &["from 10.0.0.1:80"], &["10.0.0"]),
        ("%[Ee]rror|[Ff]ail%", &["Error", "error", "Fail"], &["ERROR"]),
    ];
    for (pattern, yes, no) in table {
        assert_eq!(matching(pattern, yes), *yes, "{pattern}");
        assert_eq!(matching(pattern, no), [""; 0], "{pattern}");
    }
}

const ACCESS: &str = r#"127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534"#;

#[test]
fn fields_as_documented() {
    let table = [
        ("[ip, user, username, timestamp, request, status_code, bytes]", true),
        ("[ip, user, username, timestamp, request, status_code = 4*, bytes]", true),
        ("[ip, user, username, timestamp, request, status_code = 5*, bytes]", false),
        ("[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", true),
        ("[ip, user, username, timestamp, request =*.css*, status_code = 4*, bytes]", false),
        ("[..., request =*.html*, status_code = 4*, bytes]", true),
        ("[ip, user, ..., status_code = 4*, bytes]", true),
        (r"[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", true),
        (r"[ip=%128\.0\.0\.[1-9]%, user, username, timestamp, request, status_code, bytes]", false),
        ("[ip, user, username, timestamp, request, status_code = 404 || status_code = 410, bytes]", true),
        ("[ip, user, username, timestamp, request, status_code != 404 && status_code != 410, bytes]", false),
        ("[ip, user, username, timestamp, request, status_code, bytes > 1000]", true),
        ("[ip, user, username, timestamp, request, status_code, bytes <= 1533.5]", false),
        ("[ip, user, username, timestamp, request = \"GET /index.html HTTP/1.0\", status_code, bytes]", true),
        ("[ip, user]", false),
        ("[]", true),
        ("[...]", true),
        ("[a, b, c, d, e, f, g, ..., h]", false),
        ("[..., request=*.html*, status_code=4*,]", true),
        ("[,,,,,,]", true),
        ("[,,,]", false),
        (
            "[ip, user, username, timestamp, request, (status_code = 404 && status_code != 5*) || status_code = 1, bytes]",
            true,
        ),
    ];
    for (pattern, yes) in table {
        assert_eq!(!matching(pattern, &[ACCESS]).is_empty(), yes, "{pattern}");
    }
    let words = ["ERROR one", "WARN two", "INFO three"];
    assert_eq!(matching("[w1=ERROR, w2]", &words), words[..1]);
    assert_eq!(matching("[w1=ERROR || w1=%WARN%, w2]", &words), words[..2]);
    assert_eq!(matching("[w1!=ERROR&&w1!=WARN, w2]", &words), words[2..]);
}

#[test]
fn fields_are_extracted() {
    let extract = |pattern: &str| Pattern::parse(pattern).unwrap().extract(ACCESS).unwrap();
    let named = extract("[ip, user, username, timestamp, request, status_code = 4*, bytes]");
    assert_eq!(named["$timestamp"], "10/Oct/2000:13:25:15 -0700");
    assert_eq!(named["$request"], "GET /index.html HTTP/1.0");
    assert_eq!((named["$status_code"].as_str(), named.len()), ("404", 7));
    let numbered = extract("[]");
    assert_eq!((numbered["$1"].as_str(), numbered["$7"].as_str(), numbered.len()), ("127.0.0.1", "1534", 7));
    let mixed = extract("[..., bytes]");
    assert_eq!((mixed["$1"].as_str(), mixed["$bytes"].as_str(), mixed.len()), ("127.0.0.1", "1534", 7));
    let unnamed = extract("[..., request=*.html*, status_code=4*,]");
    let expected = [
        ("$1", "127.0.0.1"),
        ("$2", "Prod"),
        ("$3", "frank"),
        ("$4", "10/Oct/2000:13:25:15 -0700"),
        ("$7", "1534"),
        ("$request", "GET /index.html HTTP/1.0"),
        ("$status_code", "404"),
    ];
    assert_eq!(unnamed, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    assert!(extract("Prod").is_empty());
}

const EVENT: &str = r#"{"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],
 "objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"ThisFlag":true,"cluster.name":"c",
 "bandwidth":80,"latency":12.5,"errorCode":400,"number":[1e-3,1e3],"user":{"id":1,"email":"John.Stiles@example.com"},
 "users":[{"id":2,"email":"John.Doe@example.com"}],"actions":["GET","PUT","DELETE"],"coordinates":[[0,1,2],[4,5,6]]}"#;

#[test]
fn members_as_documented() {
    let table = [
        (r#"{ $.eventType = "UpdateTrail" }"#, true),
        ("{ $.eventType = UpdateTrail }", true),
        (r#"{ $.eventType = "Update*" }"#, true),
        (r#"{ $.eventType = "Update" }"#, false),
        ("{ $.eventType = *Trail }", true),
        ("{ $.eventType = *dateTr* }", true),
        ("{ $.eventType = * }", true),
        // An asterisk in the middle is an asterisk.
        ("{ $.eventType = Up*Trail }", false),
        // What is no value is neither equal nor unequal to one.
        ("{ $.objectList = 1 }", false),
        ("{ $.objectList != 1 }", false),
        ("{ $.user != 1 }", false),
        ("{ $.SomeObject != 1 }", false),
        ("{ $.sourceIPAddress != 123.123.* }", true),
        ("{ $.sourceIPAddress = 111.111.* }", true),
        (r#"{ $.arrayKey[0] = "value" }"#, true),
        (r#"{ $.arrayKey[*] = "another value" }"#, true),
        (r#"{ $.arrayKey[2] = "value" }"#, false),
        ("{ $.eventType = %Trail% }", true),
        ("{ $.arrayKey[0] = %^v% }", true),
        (r"{ $.sourceIPAddress = %111\.111\..*% }", true),
        ("{ $.bandwidth > 75 }", true),
        ("{ $.latency < 50 }", true),
        ("{ $.latency >= 12.5 }", true),
        ("{ $.latency <= 5 }", false),
        ("{ $.errorCode = 400 }", true),
        ("{ $.errorCode = 4* }", true),
        ("{ $.errorCode != 500 }", true),
        ("{ $.errorCode != 400 }", false),
        ("{ $.number[0] = 1e-3 }", true),
        ("{ $.number[0] != 1e+3 }", true),
        ("{ $.objectList[1].id = 2 }", true),
        ("{ $.objectList[*].id = 2 }", true),
        ("{ $.objectList[*].id = 3 }", false),
        ("{ $.SomeObject IS NULL }", true),
        ("{ $.eventType IS NULL }", false),
        ("{ $.SomeOtherObject IS NULL }", false),
        ("{ $.SomeOtherObject NOT EXISTS }", true),
        ("{ $.SomeObject NOT EXISTS }", false),
        ("{ $.ThisFlag IS TRUE }", true),
        ("{ $.ThisFlag IS FALSE }", false),
        ("{ $.['cluster.name'] = \"c\" }", true),
        (r#"{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }"#, true),
        (r#"{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[0] = "GET" }"#, true),
        (
            r#"{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }"#,
            true,
        ),
        (
            r#"{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }"#,
            false,
        ),
        ("{ $.missing != 1 }", false),
        ("{ $.* = UpdateTrail }", true),
        ("{$.coordinates[0][1]=1}", true),
    ];
    for (pattern, yes) in table {
        assert_eq!(!matching(pattern, &[EVENT]).is_empty(), yes, "{pattern}");
    }
    assert_eq!(matching("{ $.a = 1 }", &["a = 1", "[1]", "{\"a\":1", "\"a\""]), [""; 0]);
    // A text may be written with codes of its characters.
    assert_eq!(matching("{ $.a = Update }", &[r#"{"a":"\u0055pdate"}"#]).len(), 1);
    let found = Pattern::parse("{ $.eventType = * && $.errorCode > 1 }").unwrap().extract(EVENT).unwrap();
    assert_eq!((found["$.eventType"].as_str(), found["$.errorCode"].as_str()), ("UpdateTrail", "400"));
}

#[test]
fn what_is_no_pattern_is_refused() {
    let long = "x".repeat(1_025);
    let deep = format!("{{ {}$.a = 1{} }}", "(".repeat(40), ")".repeat(40));
    let wrong = [
        "error:",
        "\"open",
        "%open",
        "%something!%",
        "%(a)%",
        "%%",
        "%[%",
        "?",
        "-",
        "a*",
        "[a",
        "[a b]",
        "[a, ..., b, ...]",
        "[a > x]",
        "[a = 1 || b = 2]",
        "[a] b",
        "{ }",
        "{ $ = 1 }",
        "{ $.a }",
        "{ $.a = }",
        "{ $.a = 1",
        "{ $.a IS 1 }",
        "{ $.a NOT 1 }",
        "{ $.a[x] = 1 }",
        "{ $.a > x }",
        "{ ($.a = 1 }",
        "{ $.a = 1 } x",
        "[a=%x%, b=%y%, c=%z%]",
        "{ $.a = %x% && $.b = %y% && $.c = %z% }",
        &long,
        &deep,
    ];
    for pattern in wrong {
        assert!(Pattern::parse(pattern).is_err(), "{pattern}");
    }
    assert_eq!(Pattern::parse("error:").unwrap_err().to_string(), "Invalid character(s) in term 'error:'");
}

proptest::proptest! {
    /// What a pattern needs is in every event that it matches: the search may pass over blocks without it.
    #[test]
    fn needs_never_hide_a_match(pattern in r#"[ab"\-?{}\[\]$.=*% ]{0,16}"#, message in "[ab {}\":\\[\\]]{0,20}") {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            let blind = pattern.with_needs(Needs::default());
            proptest::prop_assert_eq!(pattern.matches(&message), blind.matches(&message));
        }
    }
}
