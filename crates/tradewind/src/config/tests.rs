//! Where settings come from, which counts, and what is refused.

use std::io::Write;

use super::*;

fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn gather(layer: Layer, file: Option<&str>, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut written = tempfile::NamedTempFile::new().unwrap();
    written.write_all(file.unwrap_or_default().as_bytes()).unwrap();
    Config::gather(layer, file.map(|_| written.path().to_owned()), environment(variables), Layer::default())
}

fn refused(layer: Layer, file: Option<&str>, variables: &[(&str, &str)]) -> String {
    gather(layer, file, variables).expect_err("a refusal").0
}

#[test]
fn silence_means_the_defaults() {
    let config = gather(Layer::default(), None, &[("PATH", "/bin"), ("TRADEWINDS", "x")]).unwrap();
    assert_eq!(config.data, PathBuf::from("./.tradewind"));
    assert_eq!(config.listen.to_string(), "127.0.0.1:4566");
    assert_eq!((config.auth, config.clock, config.log_format), (Auth::Off, ClockKind::System, LogFormat::Text));
    assert_eq!((config.limits.body, config.limits.connections), (16 << 20, 10_000));
    assert_eq!(config.region, "us-east-1");
}

#[test]
fn the_command_line_counts_before_the_environment_before_the_file() {
    let file = "listen = '127.0.0.1:1'\nregion = 'eu-west-1'\nmax_body = '1MiB'\nallow_origin = ['http://a.test']\n";
    let variables = [("TRADEWIND_LISTEN", "127.0.0.1:2"), ("TRADEWIND_REGION", "eu-west-2")];
    let layer = Layer { listen: Some("127.0.0.1:3".to_owned()), ..Layer::default() };
    let config = gather(layer, Some(file), &variables).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.region, "eu-west-2");
    assert_eq!(config.limits.body, 1 << 20);
    assert!(config.origins.allows("http://a.test"));
}

#[test]
fn every_kind_of_value_can_be_said_in_the_environment() {
    let variables = [
        ("TRADEWIND_LISTEN", "0.0.0.0:0"),
        ("TRADEWIND_INSECURE", "true"),
        ("TRADEWIND_CLOCK", "virtual"),
        ("TRADEWIND_LOG_FORMAT", "json"),
        ("TRADEWIND_ALLOW_ORIGIN", "http://a.test, https://b.test:8443"),
        ("TRADEWIND_MAX_CONNECTIONS", "12"),
        ("TRADEWIND_BODY_TIMEOUT", "1m30s"),
    ];
    let config = gather(Layer::default(), None, &variables).unwrap();
    assert_eq!(config.clock, ClockKind::Virtual);
    assert_eq!(config.log_format, LogFormat::Json);
    assert_eq!(config.limits.connections, 12);
    assert_eq!(config.limits.body_timeout, Duration::from_secs(90));
    assert!(config.origins.allows("https://b.test:8443"));
}

#[test]
fn the_file_may_be_named_by_the_environment() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"region = 'eu-central-1'").unwrap();
    let variables = environment(&[("TRADEWIND_CONFIG", file.path().to_str().unwrap())]);
    assert_eq!(Config::gather(Layer::default(), None, variables, Layer::default()).unwrap().region, "eu-central-1");
}

#[test]
fn what_is_not_ours_is_an_error() {
    assert!(refused(Layer::default(), None, &[("TRADEWIND_LISTN", "127.0.0.1:1")]).contains("TRADEWIND_LISTN"));
    let links = [
        ("TRADEWIND_PORT", "tcp://10.0.0.1:4566"),
        ("TRADEWIND_PORT_4566_TCP_ADDR", "10.0.0.1"),
        ("TRADEWIND_SERVICE_HOST", "10.0.0.1"),
    ];
    assert!(Config::gather(Layer::default(), None, environment(&links), Layer::default()).is_ok());
    assert!(refused(Layer::default(), None, &[("TRADEWIND_KEYS", "x")]).contains("TRADEWIND_CREDENTIALS"));
    let unknown = refused(Layer::default(), Some("region = 'eu-west-1'\nmax_bodies = 1\n"), &[]);
    assert!(unknown.contains("max_bodies") && unknown.contains("line 2"), "{unknown}");
    assert!(refused(Layer::default(), Some("[[keys]]\naccess_key = 'x'\n"), &[]).contains("access_key"));
}

#[test]
fn malformed_values_are_errors_that_name_the_setting() {
    for (setting, value) in [
        ("listen", "somewhere"),
        ("listen", ""),
        ("auth", "maybe"),
        ("insecure", "yes"),
        ("max_body", "lots"),
        ("max_body", "1"),
        ("max_connections", "0"),
        ("max_connections", "many"),
        ("threads", "0"),
        ("threads", "1025"),
        ("tasks", "1000001"),
        ("idle_timeout", "0s"),
        ("region", "US_EAST"),
        ("allow_origin", "*"),
        ("host_name", "*"),
    ] {
        let variable = format!("TRADEWIND_{}", setting.to_ascii_uppercase());
        let said = refused(Layer::default(), None, &[(&variable, value)]);
        assert!(said.contains(&variable) || said.starts_with(setting), "{variable}={value}: {said}");
        let said = refused(Layer::default(), Some(&format!("{setting} = '{value}'")), &[]);
        assert!(
            said.starts_with(setting) || said.contains(&format!("line 1, {setting}: ")),
            "{setting} = {value}: {said}"
        );
    }
    let number = refused(Layer::default(), Some("region = 'eu-west-1'\nlisten = 4566\n"), &[]);
    assert!(number.contains("line 2, listen: "), "{number}");
    assert_eq!(gather(Layer::default(), None, &[("TRADEWIND_THREADS", "1024")]).unwrap().threads, 1024);
}

#[test]
fn an_open_door_must_be_meant() {
    let open = |auth, insecure| Layer {
        listen: Some("0.0.0.0:4566".to_owned()),
        auth: Some(auth),
        insecure,
        ..Layer::default()
    };
    assert!(refused(open(Auth::Off, None), None, &[]).contains("--insecure"));
    assert!(refused(open(Auth::Off, Some(false)), None, &[]).contains("--insecure"));
    assert!(gather(open(Auth::Off, Some(true)), None, &[]).is_ok());
    let keys = "[[keys]]\naccess_key_id = 'AKIAIOSFODNN7EXAMPLE'\nsecret_access_key = 'secret'\n";
    let config = gather(open(Auth::Verify, None), Some(keys), &[]).unwrap();
    assert_eq!(config.keys.find("AKIAIOSFODNN7EXAMPLE").unwrap().account, DEFAULT_ACCOUNT);
    assert!(refused(open(Auth::Verify, None), None, &[]).contains("needs a key"));
}

#[test]
fn errors_about_files_with_secrets_do_not_quote_them() {
    let said = refused(Layer::default(), Some("[[keys]]\nsecret_access_key = 'hush' oops\n"), &[]);
    assert!(!said.contains("hush"), "{said}");
}

#[test]
fn functions_are_set_everywhere_under_one_name() {
    let file = "[functions]\nidle = '1m'\nmin_isolation = 'confined'\nmemory = '1GiB'\nruntime = ['/opt/python3.13']\n";
    let variables = [("TRADEWIND_FUNCTIONS_IDLE", "2m"), ("TRADEWIND_FUNCTIONS_CONCURRENCY", "7")];
    let layer = Layer {
        functions: functions::FunctionsLayer { isolation: Some(functions::Isolation::Confined), ..Default::default() },
        ..Layer::default()
    };
    let config = gather(layer, Some(file), &variables).unwrap().functions;
    assert_eq!(config.isolation, tradewind_sandbox::Choice::Exactly(tradewind_sandbox::Level::Confined));
    assert_eq!(config.min_isolation, tradewind_sandbox::Level::Confined);
    assert_eq!((config.idle, config.concurrency), (Duration::from_secs(120), 7));
    assert_eq!((config.memory, config.runtimes), (Some(1 << 30), vec![PathBuf::from("/opt/python3.13")]));
}

#[test]
fn functions_are_not_weakened_by_accident() {
    let said = |isolation| Layer {
        functions: functions::FunctionsLayer { isolation: Some(isolation), ..Default::default() },
        ..Layer::default()
    };
    let why = refused(said(functions::Isolation::Process), None, &[]);
    assert!(why.contains("process is below the floor of sandbox"), "{why}");
    let why = refused(said(functions::Isolation::Vm), None, &[]);
    assert!(why.contains("vm is not built yet"), "{why}");
    let why = refused(Layer::default(), None, &[("TRADEWIND_FUNCTIONS_NONSENSE", "1")]);
    assert!(why.contains("TRADEWIND_FUNCTIONS_NONSENSE"), "{why}");
}
