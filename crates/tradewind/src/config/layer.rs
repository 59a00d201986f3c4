//! One source of settings: the command line, the environment or the file. They all say the same things.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::functions::{FunctionsLayer, VersionsKind};
use super::{Auth, ClockKind, ConfigError, Key, LogFormat, Period, Size};

/// Before the name of every environment variable that is a setting.
const PREFIX: &str = "TRADEWIND_";

/// What one source says; a setting it is silent about is `None` (or empty, for lists).
///
/// The names are the same everywhere: `--max-body` is `TRADEWIND_MAX_BODY` and `max_body` in the file.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layer {
    /// Directory that holds everything; made if absent [default: ./.tradewind]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Address and port to serve; port 0 takes any free one [default: 127.0.0.1:4566]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Whether signatures are checked: off (any credentials do) or verify [default: off]
    #[arg(long, value_name = "MODE")]
    pub auth: Option<Auth>,
    /// Serve a non-loopback address although authentication is off
    #[arg(long, num_args = 0, default_missing_value = "true")]
    #[serde(deserialize_with = "flag")]
    pub insecure: Option<bool>,
    /// TOML file of [[keys]] (access_key_id, secret_access_key, account, user) for --auth=verify
    #[arg(long, value_name = "FILE")]
    pub credentials: Option<PathBuf>,
    /// Whose time it is: system, or virtual (moved by POST /_tradewind/clock) [default: system]
    #[arg(long, value_name = "CLOCK")]
    pub clock: Option<ClockKind>,
    /// Region of requests that name none [default: us-east-1]
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Web origin whose pages may call this server, as scheme://host[:port] (port may be *); repeatable
    #[arg(long, value_name = "ORIGIN")]
    #[serde(deserialize_with = "list")]
    pub allow_origin: Vec<String>,
    /// Further name or address under which clients reach this server (*.example.com for all below); repeatable
    #[arg(long, value_name = "HOST")]
    #[serde(deserialize_with = "list")]
    pub host_name: Vec<String>,
    /// What is logged: error, warn, info, debug, trace, or directives such as tradewind=debug [default: info; warn beside
    /// an application]
    #[arg(long, value_name = "LEVEL")]
    pub log: Option<String>,
    /// How logs are written to standard error: text or json [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// Largest request body [default: 16MiB]
    #[arg(long, value_name = "SIZE")]
    pub max_body: Option<Size>,
    /// Largest request line and headers together [default: 64KiB]
    #[arg(long, value_name = "SIZE")]
    pub max_header: Option<Size>,
    /// Most connections at a time; further ones are answered 503 [default: 10000]
    #[arg(long, value_name = "NUMBER")]
    #[serde(deserialize_with = "number")]
    pub max_connections: Option<usize>,
    /// How long a client may take to send a request's head [default: 30s]
    #[arg(long, value_name = "PERIOD")]
    pub header_timeout: Option<Period>,
    /// How long a client may take to send a request's body [default: 60s]
    #[arg(long, value_name = "PERIOD")]
    pub body_timeout: Option<Period>,
    /// How long a connection may rest between requests, or an answer wait for its reader [default: 3m]
    #[arg(long, value_name = "PERIOD")]
    pub idle_timeout: Option<Period>,
    /// How long requests in flight may take to finish when the server is told to stop [default: 10s]
    #[arg(long, value_name = "PERIOD")]
    pub drain_timeout: Option<Period>,
    /// Threads that serve requests [default: one a core]
    #[arg(long, value_name = "NUMBER")]
    #[serde(deserialize_with = "number")]
    pub threads: Option<usize>,
    /// Most tasks (deliveries, retries, schedules) performed at a time [default: 256]
    #[arg(long, value_name = "NUMBER")]
    #[serde(deserialize_with = "number")]
    pub tasks: Option<usize>,
    /// How much the journal grows before it is written down into the base; more memory, less writing [default: 48MiB]
    #[arg(long, value_name = "SIZE")]
    pub checkpoint: Option<Size>,
    /// Memory for what is read from the base [default: 16MiB]
    #[arg(long, value_name = "SIZE")]
    pub cache: Option<Size>,
    /// How functions run; below `[functions]` in the file.
    #[command(flatten)]
    pub functions: FunctionsLayer,
    /// Known access keys; in the file only, where they stand as [[keys]] tables.
    #[arg(skip)]
    pub keys: Vec<Key>,
}

impl Layer {
    /// The manners of a server beside an application that somebody is working on: it speaks up only when something goes wrong,
    /// and runs functions on what is installed.
    pub fn beside_an_application() -> Layer {
        let functions = FunctionsLayer { versions: Some(VersionsKind::Nearest), ..FunctionsLayer::default() };
        Layer { log: Some("warn".to_owned()), functions, ..Layer::default() }
    }

    /// What a TOML file says.
    pub(super) fn from_file(path: &Path) -> Result<Layer, ConfigError> {
        let text = super::read(path)?;
        // The parser's full message quotes the offending line, which may hold a secret: the place is enough.
        toml::from_str(&text).map_err(|error| {
            let line =
                error.span().and_then(|span| text.get(..span.start)).map_or(0, |before| before.matches('\n').count());
            let setting =
                text.lines().nth(line).and_then(setting_of).map(|name| format!(", {name}")).unwrap_or_default();
            let (path, line) = (path.display(), line + 1);
            ConfigError(format!("the configuration file {path}, line {line}{setting}: {}", error.message()))
        })
    }

    /// What the `TRADEWIND_*` variables say; other variables are none of our business.
    pub(super) fn from_environment(
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(Layer, Option<PathBuf>), ConfigError> {
        let ours = variables
            .into_iter()
            .filter_map(|(name, value)| name.strip_prefix(PREFIX).map(|setting| (setting.to_ascii_lowercase(), value)));
        let mut settings: BTreeMap<String, String> = ours.filter(|(name, _)| !is_service_link(name)).collect();
        let file = settings.remove("config").map(PathBuf::from);
        if settings.contains_key("keys") {
            return Err(ConfigError(format!("{PREFIX}KEYS is not a setting; name a file with {PREFIX}CREDENTIALS")));
        }
        let mut layer = Layer::default();
        for (setting, value) in settings {
            let entry = |name: &str, value| toml::Table::from_iter([(name.to_owned(), value)]);
            let one = match setting.strip_prefix("functions_") {
                Some(name) => entry("functions", toml::Value::Table(entry(name, toml::Value::String(value)))),
                None => entry(&setting, toml::Value::String(value)),
            };
            let said: Layer = one.try_into().map_err(|error: toml::de::Error| {
                ConfigError(format!("the variable {PREFIX}{}: {}", setting.to_ascii_uppercase(), error.message()))
            })?;
            layer = layer.over(said);
        }
        Ok((layer, file))
    }

    /// This layer on top of another: what it says counts, where it is silent the lower one speaks.
    pub(super) fn over(self, lower: Layer) -> Layer {
        Layer {
            data: self.data.or(lower.data),
            listen: self.listen.or(lower.listen),
            auth: self.auth.or(lower.auth),
            insecure: self.insecure.or(lower.insecure),
            credentials: self.credentials.or(lower.credentials),
            clock: self.clock.or(lower.clock),
            region: self.region.or(lower.region),
            allow_origin: first_said(self.allow_origin, lower.allow_origin),
            host_name: first_said(self.host_name, lower.host_name),
            log: self.log.or(lower.log),
            log_format: self.log_format.or(lower.log_format),
            max_body: self.max_body.or(lower.max_body),
            max_header: self.max_header.or(lower.max_header),
            max_connections: self.max_connections.or(lower.max_connections),
            header_timeout: self.header_timeout.or(lower.header_timeout),
            body_timeout: self.body_timeout.or(lower.body_timeout),
            idle_timeout: self.idle_timeout.or(lower.idle_timeout),
            drain_timeout: self.drain_timeout.or(lower.drain_timeout),
            threads: self.threads.or(lower.threads),
            tasks: self.tasks.or(lower.tasks),
            checkpoint: self.checkpoint.or(lower.checkpoint),
            cache: self.cache.or(lower.cache),
            functions: self.functions.over(lower.functions),
            keys: first_said(self.keys, lower.keys),
        }
    }
}

/// Whether a container engine sets this variable (its name without the prefix, in lower case) for a service that happens to be
/// called `tradewind`: `TRADEWIND_SERVICE_HOST`, `TRADEWIND_PORT_4566_TCP_ADDR` and their like are not said by a person.
fn is_service_link(name: &str) -> bool {
    name == "port" || name.starts_with("port_") || name.starts_with("service_host") || name.starts_with("service_port")
}

/// The setting that a line of the file is about, if it is one of ours: what else may stand before an equals sign is not ours to
/// repeat.
fn setting_of(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim();
    let known = <Layer as clap::Args>::augment_args(clap::Command::new("settings"));
    known.get_arguments().any(|argument| argument.get_id() == name).then_some(name)
}

pub(super) fn first_said<T>(upper: Vec<T>, lower: Vec<T>) -> Vec<T> {
    if upper.is_empty() { lower } else { upper }
}

/// `true` or, from the environment, `"true"`.
fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    struct Flag;
    impl Visitor<'_> for Flag {
        type Value = bool;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("true or false")
        }

        fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
            Ok(value)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
            text.parse().map_err(|_| E::custom(format!("`{text}` is neither true nor false")))
        }
    }
    deserializer.deserialize_any(Flag).map(Some)
}

/// `12` or, from the environment, `"12"`.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<usize>, D::Error> {
    struct Number;
    impl Visitor<'_> for Number {
        type Value = usize;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number")
        }

        fn visit_i64<E: Error>(self, value: i64) -> Result<usize, E> {
            usize::try_from(value).map_err(|_| E::custom("the number can't be negative"))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<usize, E> {
            text.parse().map_err(|_| E::custom(format!("`{text}` is not a number")))
        }
    }
    deserializer.deserialize_any(Number).map(Some)
}

/// `["a", "b"]` or, from the environment, `"a,b"`.
pub(super) fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct List;
    impl<'de> Visitor<'de> for List {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of strings")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Vec<String>, E> {
            Ok(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Vec<String>, A::Error> {
            Vec::deserialize(serde::de::value::SeqAccessDeserializer::new(items))
        }
    }
    deserializer.deserialize_any(List)
}
