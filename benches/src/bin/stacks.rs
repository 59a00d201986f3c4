//! `stacks`: measures how long templates take to become stacks, with the program's own commands as people type them.
//!
//! ```text
//! stacks --binary target/release/tradewind [--rounds 7] [--resources 30 --resources 200]
//! ```

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use clap::Parser;
use serde_json::{Map, Value, json};
use tradewind_benches::client::{Client, Service};
use tradewind_benches::error::Error;
use tradewind_benches::functions::package::python_runtime;
use tradewind_benches::server::{Server, free_port};
use tradewind_benches::sigv4::Credentials;
use tradewind_benches::watch;

/// Measures stacks.
#[derive(Debug, Parser)]
struct Options {
    /// The program
    #[arg(long)]
    binary: PathBuf,
    /// How often each thing is done
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Resources of a stack; repeatable
    #[arg(long, default_values_t = [30, 200])]
    resources: Vec<usize>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let measured =
        runtime.map_err(Error::io("making a runtime")).and_then(|runtime| runtime.block_on(measure(&options)));
    match measured {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("stacks: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(options: &Options) -> Result<String, Error> {
    let home = tempfile::tempdir_in(".").map_err(Error::io("making a directory"))?;
    let mut report = String::from("| ms | n | min | p50 | max |\n|---|--:|--:|--:|--:|\n");
    let mut line = |what: &str, mut times: Vec<Duration>| {
        times.sort();
        let at = |place: usize| times.get(place).copied().unwrap_or_default().as_secs_f64() * 1e3;
        let (n, half, last) = (times.len(), times.len() / 2, times.len().saturating_sub(1));
        let written = writeln!(report, "| {what} | {n} | {:.0} | {:.0} | {:.0} |", at(0), at(half), at(last));
        written.map_err(|_| Error::Unexpected(String::new()))
    };
    for &resources in &options.resources {
        let folder = home.path().join(format!("app{resources}"));
        write_application(&folder, resources)?;
        let [mut made, mut changed, mut same, mut gone, mut bare] = [const { Vec::new() }; 5];
        let server = Server::start(&options.binary, &folder.join("data"), free_port()?, &[]).await?;
        let program = Program { binary: &options.binary, endpoint: format!("http://{}", server.address()) };
        for round in 0..options.rounds {
            let stack = format!("shop{round}");
            bare.push(create_queues(&server, &stack, resources).await?);
            made.push(program.run(&["deploy", &file(&folder), "--stack", &stack])?);
            write_code(&folder, &format!("{resources} {round}"))?;
            changed.push(program.run(&["deploy", &file(&folder), "--stack", &stack])?);
            same.push(program.run(&["deploy", &file(&folder), "--stack", &stack])?);
            gone.push(program.run(&["delete", &stack])?);
        }
        drop(server);
        line(&format!("{resources} calls of CreateQueue on one connection, the ceiling"), bare)?;
        line(&format!("`tradewind deploy` of {resources} resources"), made)?;
        line("the same with one function's code changed", changed)?;
        line("the same with nothing changed", same)?;
        line("`tradewind delete`", gone)?;
        let (up, again) = ups(options, &folder)?;
        line(&format!("`tradewind up` of {resources} resources: from its start until all is there"), up)?;
        line("`--watch`: from the edited function until it is deployed", again)?;
    }
    Ok(report)
}

/// The program, and the server it speaks to.
struct Program<'a> {
    binary: &'a Path,
    endpoint: String,
}

impl Program<'_> {
    /// How long a command takes, which must succeed.
    fn run(&self, words: &[&str]) -> Result<Duration, Error> {
        let start = watch::now();
        let done = Command::new(self.binary)
            .args(words)
            .args(["--endpoint", &self.endpoint, "--region", "us-east-1", "--account", "000000000000"])
            .output()
            .map_err(Error::io("running the program"))?;
        let took = start.elapsed();
        match done.status.success() {
            true => Ok(took),
            false => Err(Error::Unexpected(format!("{words:?}: {}", String::from_utf8_lossy(&done.stderr)))),
        }
    }
}

/// A running `tradewind up`, which ends with this value.
struct Up(Child);

impl Drop for Up {
    fn drop(&mut self) {
        // Its data goes with it; whether it was still there does not matter.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How long `up` takes until the application is there, and until an edited function is.
fn ups(options: &Options, folder: &Path) -> Result<(Vec<Duration>, Vec<Duration>), Error> {
    let (mut up, mut again) = (Vec::new(), Vec::new());
    for round in 0..options.rounds {
        let start = watch::now();
        let child = Command::new(&options.binary)
            .args([
                "up",
                &file(folder),
                "--watch",
                "--stack",
                "shop",
                "--listen",
                &format!("127.0.0.1:{}", free_port()?),
            ])
            .arg("--data")
            .arg(folder.join(format!("up{round}")))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut running = Up(child.map_err(Error::io("starting the program"))?);
        let said = running.0.stderr.take().ok_or_else(|| Error::Unexpected("up has no output".to_owned()))?;
        let mut lines = BufReader::new(said).lines();
        let mut until = |words: &str| {
            let found = lines.by_ref().map_while(Result::ok).any(|line| line.contains(words));
            if found { Ok(()) } else { Err(Error::Unexpected(format!("up ended before it said {words:?}"))) }
        };
        until(" is up after ")?;
        up.push(start.elapsed());
        let start = watch::now();
        write_code(folder, &format!("watched {round}"))?;
        until(" is up again after ")?;
        again.push(start.elapsed());
    }
    Ok((up, again))
}

async fn create_queues(server: &Server, prefix: &str, number: usize) -> Result<Duration, Error> {
    let mut client = Client::connect(server.address(), Some(&Credentials::default())).await?;
    let start = watch::now();
    for at in 0..number {
        client.call(Service::Sqs, "CreateQueue", &json!({"QueueName": format!("{prefix}-{at}")})).await?;
    }
    Ok(start.elapsed())
}

fn file(folder: &Path) -> String {
    folder.join("template.json").display().to_string()
}

fn write_code(folder: &Path, version: &str) -> Result<(), Error> {
    let code = format!("def handler(event, context):\n    return \"{version}\"\n");
    std::fs::write(folder.join("src/app.py"), code).map_err(Error::io("writing a function"))
}

/// An application of about this many resources: a function, and the things functions are fed by.
fn write_application(folder: &Path, resources: usize) -> Result<(), Error> {
    std::fs::create_dir_all(folder.join("src")).map_err(Error::io("making a directory"))?;
    let python = python_runtime(Path::new("python3"))
        .ok_or_else(|| Error::Unexpected("Python does not say its version".to_owned()))?;
    let properties = json!({"Runtime": python, "Handler": "app.handler", "CodeUri": "src"});
    let mut all = Map::new();
    // With its role, two.
    all.insert("Function".to_owned(), json!({"Type": "AWS::Serverless::Function", "Properties": properties}));
    for at in 2..resources {
        all.insert(format!("R{at}"), resource(at));
    }
    let template = json!({"Transform": "AWS::Serverless-2016-10-31", "Resources": all});
    std::fs::write(folder.join("template.json"), template.to_string()).map_err(Error::io("writing a template"))?;
    write_code(folder, "first")
}

/// Every seventh is of one kind; rules and policies hang on the queue before them.
fn resource(at: usize) -> Value {
    let queue = format!("R{}", at / 7 * 7 + 2);
    let target = json!({"Id": "queue", "Arn": {"Fn::GetAtt": [queue, "Arn"]}});
    let statement = json!({"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": {"Fn::GetAtt": [queue, "Arn"]}});
    let (kind, properties) = match at % 7 {
        3 => ("AWS::Events::Rule", json!({"EventPattern": {"source": ["shop"]}, "Targets": [target]})),
        4 => {
            ("AWS::SQS::QueuePolicy", json!({"Queues": [{"Ref": queue}], "PolicyDocument": {"Statement": [statement]}}))
        }
        5 => ("AWS::S3::Bucket", json!({})),
        6 => ("AWS::SSM::Parameter", json!({"Type": "String", "Value": {"Ref": queue}})),
        0 => ("AWS::Logs::LogGroup", json!({"RetentionInDays": 7})),
        _ => ("AWS::SQS::Queue", json!({"VisibilityTimeout": 60})),
    };
    // The first rules and policies of a template of few have no queue before them.
    if at / 7 * 7 + 2 > at {
        return json!({"Type": "AWS::SQS::Queue"});
    }
    json!({"Type": kind, "Properties": properties})
}
