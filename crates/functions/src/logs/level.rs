//! Levels of log lines, and which of them pass.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html>

use serde::Deserialize;

/// A level; a later one is more serious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}

impl Severity {
    /// By its name in any case; `WARNING` and `CRITICAL` are the words Python has.
    pub(crate) fn parse(name: &str) -> Option<Severity> {
        const NAMES: [(&str, Severity); 8] = [
            ("TRACE", Severity::Trace),
            ("DEBUG", Severity::Debug),
            ("INFO", Severity::Info),
            ("WARN", Severity::Warn),
            ("WARNING", Severity::Warn),
            ("ERROR", Severity::Error),
            ("FATAL", Severity::Fatal),
            ("CRITICAL", Severity::Fatal),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, severity)| *severity)
    }
}

#[derive(Deserialize)]
struct Labelled {
    level: Option<serde_json::Value>,
}

/// Whether a line is one JSON object.
pub(crate) fn is_object(line: &[u8]) -> bool {
    line.first() == Some(&b'{') && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

/// The level of a function's own line: what a JSON object says under `level`, otherwise INFO.
pub(crate) fn of_line(line: &[u8]) -> Severity {
    if line.first() != Some(&b'{') {
        return Severity::Info;
    }
    let labelled = serde_json::from_slice::<Labelled>(line).ok();
    let level = labelled.and_then(|labelled| labelled.level);
    level.as_ref().and_then(serde_json::Value::as_str).and_then(Severity::parse).unwrap_or(Severity::Info)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_its_level_or_is_info() {
        assert_eq!(of_line(br#"{"level":"debug","msg":"x"}"#), Severity::Debug);
        assert_eq!(of_line(br#"{"level":"CRITICAL"}"#), Severity::Fatal);
        for line in [&b"plain"[..], b"{broken", br#"{"level":7}"#, br#"{"level":"loud"}"#, b"{}", b""] {
            assert_eq!(of_line(line), Severity::Info);
        }
    }
}
