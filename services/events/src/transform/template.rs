//! `InputTransformer`: a template with variables in angle brackets.
//!
//! A template is JSON text in which `<name>` may stand for a whole value or inside a string. What the guide says about quoting:
//!
//! - outside of quotes a variable becomes its JSON value, so a string brings its own quotes;
//! - inside quotes a string is put in without its quotes, any other value as its JSON text, not escaped;
//! - a variable whose path leads nowhere does not appear: nothing is put in. Where that would leave a member or an element of a
//!   JSON template without a value, it is the empty string;
//! - the result of a JSON template is minified; a string template keeps everything, its quotes and its line breaks too.

use std::borrow::Cow;

use super::path::Path;
use crate::json;
use crate::limits;

/// Variables nobody needs to define.
const RESERVED: [(&str, Reserved); 5] = [
    ("aws.events.rule-arn", Reserved::RuleArn),
    ("aws.events.rule-name", Reserved::RuleName),
    ("aws.events.event.ingestion-time", Reserved::IngestionTime),
    ("aws.events.event", Reserved::EventWithoutDetail),
    ("aws.events.event.json", Reserved::Event),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reserved {
    RuleArn,
    RuleName,
    IngestionTime,
    EventWithoutDetail,
    Event,
}

/// What a template may say besides the event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings<'a> {
    pub(crate) rule_arn: &'a str,
    pub(crate) rule_name: &'a str,
    /// When the event was received, as ISO 8601.
    pub(crate) ingestion_time: &'a str,
}

/// A template, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
    /// Whether the result is minified: the template is an object or an array.
    is_json: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Variable { source: Source, quoted: bool },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Path(Path),
    Reserved(Reserved),
}

/// Why a template is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TemplateError {
    /// It names a variable that is neither reserved nor in the map.
    UnknownVariable(String),
    /// With values for its variables it is not JSON; `text` is the template with `null` for each of them.
    NotJson { text: String, at: usize },
    /// The map defines a variable with a reserved name.
    ReservedName(String),
    /// The map gives a variable something that is no path; the variable's name.
    InvalidPath(String),
}

impl Template {
    /// Reads a template with the paths of its variables.
    pub(crate) fn parse<'m>(
        text: &str,
        paths: impl IntoIterator<Item = (&'m str, &'m str)> + Clone,
    ) -> Result<Template, TemplateError> {
        for (name, path) in paths.clone() {
            if name.to_ascii_lowercase().starts_with("aws.") {
                return Err(TemplateError::ReservedName(name.to_owned()));
            }
            if Path::parse(path).is_none() {
                return Err(TemplateError::InvalidPath(name.to_owned()));
            }
        }
        let mut template = Template { pieces: Vec::new(), is_json: text.trim_start().starts_with(['{', '[']) };
        let mut probe = String::with_capacity(text.len());
        let mut quotes = Quotes::default();
        let mut rest = text;
        while let Some((before, name, after)) = next_variable(rest) {
            quotes.pass(before);
            template.push_text(before);
            probe.push_str(before);
            probe.push_str("null");
            let source = source(name, paths.clone())?;
            template.pieces.push(Piece::Variable { source, quoted: quotes.inside });
            rest = after;
        }
        template.push_text(rest);
        probe.push_str(rest);
        match json::begins_with_value(&probe) {
            Ok(()) => Ok(template),
            Err(problem) => Err(TemplateError::NotJson { text: probe, at: problem.at }),
        }
    }

    fn push_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.pieces.push(Piece::Text(text.to_owned()));
        }
    }

    /// The message for a compact event; one that grows beyond what any target takes ends behind [`limits::MESSAGE_BYTES`].
    pub(crate) fn fill(&self, event: &str, surroundings: &Surroundings<'_>) -> String {
        let mut filled = String::new();
        // Each variable's value is looked for once, however often it stands in the template.
        let mut values: Vec<(&Source, Option<Cow<'_, str>>)> = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Variable { source, quoted } => {
                    if !values.iter().any(|(known, _)| *known == source) {
                        values.push((source, source.value(event, surroundings)));
                    }
                    let known = values.iter().find(|(known, _)| *known == source);
                    match (known.and_then(|(_, value)| value.as_deref()), quoted) {
                        (Some(value), true) => filled.push_str(json::inside_of_string(value).unwrap_or(value)),
                        (Some(value), false) => filled.push_str(value),
                        (None, true) => {}
                        (None, false) => filled.push_str("\"\""),
                    }
                }
            }
            if filled.len() > limits::MESSAGE_BYTES {
                filled.truncate(filled.ceil_char_boundary(limits::MESSAGE_BYTES + 1));
                return filled;
            }
        }
        if !self.is_json {
            return filled;
        }
        let mut minified = Vec::with_capacity(filled.len());
        match json::compact(&filled, &mut minified).map(|()| String::from_utf8(minified)) {
            Ok(Ok(minified)) => minified,
            // An object inside quotes brings its own quotes along and the result is no JSON: it is passed on as it is.
            _ => filled,
        }
    }
}

impl Source {
    fn value<'e>(&self, event: &'e str, surroundings: &Surroundings<'_>) -> Option<Cow<'e, str>> {
        let string = |text: &str| {
            let mut out = Vec::with_capacity(text.len() + 2);
            json::push_string(&mut out, text);
            String::from_utf8(out).ok().map(Cow::Owned)
        };
        match self {
            Source::Path(path) => path.find(event),
            Source::Reserved(Reserved::RuleArn) => string(surroundings.rule_arn),
            Source::Reserved(Reserved::RuleName) => string(surroundings.rule_name),
            Source::Reserved(Reserved::IngestionTime) => string(surroundings.ingestion_time),
            Source::Reserved(Reserved::Event) => Some(Cow::Borrowed(event)),
            Source::Reserved(Reserved::EventWithoutDetail) => Some(Cow::Owned(without_detail(event))),
        }
    }
}

fn without_detail(event: &str) -> String {
    let kept = json::members(event).filter(|(key, _)| *key != "detail");
    let text: Vec<String> = kept.map(|(key, value)| ["\"", key, "\":", value].concat()).collect();
    ["{", &text.join(","), "}"].concat()
}

fn source<'m>(name: &str, paths: impl IntoIterator<Item = (&'m str, &'m str)>) -> Result<Source, TemplateError> {
    if let Some((_, reserved)) = RESERVED.iter().find(|(reserved, _)| *reserved == name) {
        return Ok(Source::Reserved(*reserved));
    }
    match paths.into_iter().find(|(known, _)| *known == name) {
        Some((_, path)) => {
            Path::parse(path).map(Source::Path).ok_or_else(|| TemplateError::InvalidPath(name.to_owned()))
        }
        None => Err(TemplateError::UnknownVariable(name.to_owned())),
    }
}

/// Splits at the first `<name>`; a `<` that opens no name is text.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    for (open, _) in text.match_indices('<') {
        let inside = text.get(open + 1..)?;
        if let Some((name, after)) = inside.split_once('>')
            && is_name(name)
        {
            return Some((text.get(..open)?, name, after));
        }
    }
    None
}

/// Whether the template's text so far ends inside a string.
#[derive(Default)]
struct Quotes {
    inside: bool,
    escaped: bool,
}

impl Quotes {
    fn pass(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.inside => self.escaped = true,
                b'"' => self.inside = !self.inside,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The guide's example event.
    const EVENT: &str = r#"{"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","time":"2015-11-11T21:29:54Z","region":"us-east-1","resources":["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],"detail":{"instance-id":"i-0123456789","state":"RUNNING","said":"a \"b\"","n":3}}"#;
    const PATHS: [(&str, &str); 6] = [
        ("timestamp", "$.time"),
        ("instance", "$.detail.instance-id"),
        ("state", "$.detail.state"),
        ("said", "$.detail.said"),
        ("n", "$.detail.n"),
        ("gone", "$.detail.gone"),
    ];
    const SURROUNDINGS: Surroundings<'_> = Surroundings {
        rule_arn: "arn:aws:events:us-east-2:123456789012:rule/example",
        rule_name: "example",
        ingestion_time: "2015-11-11T21:29:55Z",
    };

    fn fill(template: &str) -> String {
        Template::parse(template, PATHS).expect("valid").fill(EVENT, &SURROUNDINGS)
    }

    #[test]
    fn the_guides_examples() {
        assert_eq!(fill(r#""instance <instance> is in <state>""#), r#""instance i-0123456789 is in RUNNING""#);
        assert_eq!(fill(r#""instance \"<instance>\" is in <state>""#), r#""instance \"i-0123456789\" is in RUNNING""#);
        assert_eq!(
            fill("{\n  \"instance\" : <instance>,\n  \"state\": <state>\n}"),
            r#"{"instance":"i-0123456789","state":"RUNNING"}"#
        );
        assert_eq!(
            fill(
                "{\n \"instance\" : <instance>,\n \"state\": \"<state>\",\n \"instanceStatus\": \"instance \\\"<instance>\\\" is in <state>\"\n}"
            ),
            r#"{"instance":"i-0123456789","state":"RUNNING","instanceStatus":"instance \"i-0123456789\" is in RUNNING"}"#
        );
        assert_eq!(
            fill("{ \"instance\" : <instance>, \"state\": [ 9, <state>, true ], \"Transformed\" : \"Yes\" }"),
            r#"{"instance":"i-0123456789","state":[9,"RUNNING",true],"Transformed":"Yes"}"#
        );
        assert_eq!(fill(r#""<aws.events.rule-name> triggered""#), r#""example triggered""#);
    }

    #[test]
    fn reserved_variables() {
        assert_eq!(
            fill(
                r#"{"arn":<aws.events.rule-arn>,"name":<aws.events.rule-name>,"at":<aws.events.event.ingestion-time>,"all":<aws.events.event.json>}"#
            ),
            format!(
                r#"{{"arn":"arn:aws:events:us-east-2:123456789012:rule/example","name":"example","at":"2015-11-11T21:29:55Z","all":{EVENT}}}"#
            )
        );
        let without = fill(r#"{"e":<aws.events.event>}"#);
        assert!(
            without.ends_with(r#""resources":["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"]}}"#),
            "{without}"
        );
        assert!(without.starts_with(r#"{"e":{"version":"0","id":"7bf73129"#), "{without}");
    }

    #[test]
    fn values_in_and_out_of_quotes() {
        assert_eq!(
            fill(r#"{"a":<said>,"b":"<said>!","c":<n>,"d":"<n>"}"#),
            r#"{"a":"a \"b\"","b":"a \"b\"!","c":3,"d":"3"}"#
        );
        assert_eq!(fill(r#"{"a":<gone>,"b":"<gone>"}"#), r#"{"a":"","b":""}"#);
        assert_eq!(fill(r#""1 < 2 and <state>""#), r#""1 < 2 and RUNNING""#);
        assert_eq!(fill("\"first <state>\"\n\"second <n>\""), "\"first RUNNING\"\n\"second 3\"");
    }

    #[test]
    fn refuses_what_is_no_template() {
        let refused = |template: &str| Template::parse(template, PATHS).expect_err("invalid");
        assert_eq!(refused(r#"{"a":<nobody>}"#), TemplateError::UnknownVariable("nobody".into()));
        assert_eq!(
            refused("instance <instance> is in <state>"),
            TemplateError::NotJson { text: "instance null is in null".into(), at: 0 }
        );
        assert!(matches!(refused(r#"{<state>:1}"#), TemplateError::NotJson { at: 1, .. }));
        assert!(matches!(refused(r#"{"a":"<state>}"#), TemplateError::NotJson { .. }));
        assert_eq!(
            Template::parse("\"x\"", [("aws.mine", "$.id")]),
            Err(TemplateError::ReservedName("aws.mine".into()))
        );
        for odd in ["no path at all", "detail.a", "", "$detail"] {
            // Whether or not the template uses it.
            assert_eq!(
                Template::parse("\"x\"", [("odd", odd)]),
                Err(TemplateError::InvalidPath("odd".into())),
                "{odd}"
            );
        }
    }
}
