//! From a queue to a function: the time from before SendMessage to the function's first line, on the machine's one clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::client::Service;
use crate::error::Error;
use crate::functions::lab::Lab;
use crate::functions::options::Options;
use crate::functions::package::Runtimes;
use crate::functions::report::Report;
use crate::functions::samples::Samples;
use crate::queue::Queue;
use crate::watch;

/// Messages, one at a time.
const MESSAGES: usize = 200;
/// Messages before the first one that counts.
const WARM_UP: usize = 10;
/// How long the mapping may take to be enabled.
const ENABLED_LIMIT: Duration = Duration::from_secs(60);

/// Tells a queue when it began, over the platform's endpoint.
const CODE: &str = r#"
import json, os, time, http.client
import urllib.parse

def h(event, context):
    now = time.time()
    endpoint = urllib.parse.urlsplit(os.environ["AWS_ENDPOINT_URL"])
    body = json.dumps({"QueueUrl": os.environ["DONE"], "MessageBody": repr(now)})
    scope = time.strftime("%Y%m%d") + "/" + os.environ["AWS_REGION"] + "/sqs/aws4_request"
    headers = {
        "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage",
        "authorization": "AWS4-HMAC-SHA256 Credential=" + os.environ["AWS_ACCESS_KEY_ID"] + "/" + scope
                         + ", SignedHeaders=host, Signature=0",
    }
    connection = http.client.HTTPConnection(endpoint.hostname, endpoint.port)
    connection.request("POST", "/", body, headers)
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(answer.read())
"#;

/// Measures with Python.
pub async fn run(options: &Options, runtimes: &Runtimes, report: &mut Report) {
    eprintln!("delivery ...");
    match measure(options, runtimes).await {
        Ok(samples) => report.times("delivery: SendMessage to the function's first line", &samples),
        Err(error) => report.failed("delivery", &error),
    }
}

async fn measure(options: &Options, runtimes: &Runtimes) -> Result<Samples, Error> {
    let Some(python) = runtimes.python() else { return Err(Error::Unexpected("needs Python".to_owned())) };
    let mut lab = Lab::start(options, "auto", &[]).await?;
    let source = Queue::create(&mut lab.client, "source", json!({"VisibilityTimeout": "60"})).await?;
    let done = Queue::create(&mut lab.client, "done", json!({})).await?;
    let environment = json!({"Environment": {"Variables": {"DONE": done.url}}});
    lab.create("delivery", &python.with_code(CODE)?, environment).await?;
    map(&mut lab, &source.arn).await?;
    let mut samples = Samples::default();
    for number in 0..MESSAGES + WARM_UP {
        let took = one(&mut lab, &source.url, &done.url).await?;
        if number >= WARM_UP {
            samples.add(took);
        }
    }
    Ok(samples)
}

/// Makes the event source mapping and waits until it is enabled.
async fn map(lab: &mut Lab, queue: &str) -> Result<(), Error> {
    const PATH: &str = "/2015-03-31/event-source-mappings";
    let input = json!({"EventSourceArn": queue, "FunctionName": "delivery", "BatchSize": 1});
    let answer = lab.client.lambda("POST", PATH, input.to_string().as_bytes()).await?;
    let made: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let Some(id) = made["UUID"].as_str() else {
        return Err(Error::Unexpected(format!("CreateEventSourceMapping answered {made}")));
    };
    let path = format!("{PATH}/{id}");
    let begun = watch::now();
    while begun.elapsed() < ENABLED_LIMIT {
        let state = lab.client.lambda("GET", &path, b"").await?.ok("GetEventSourceMapping")?;
        if state["State"] == "Enabled" {
            return Ok(());
        }
        watch::pause(Duration::from_millis(10)).await;
    }
    Err(Error::Late { what: "an enabled mapping".to_owned(), limit: ENABLED_LIMIT })
}

async fn one(lab: &mut Lab, source: &str, done: &str) -> Result<Duration, Error> {
    let sent = since_epoch()?;
    let message = json!({"QueueUrl": source, "MessageBody": "x"});
    lab.client.sqs("SendMessage", &message).await?.ok("SendMessage")?;
    let ask = json!({"QueueUrl": done, "WaitTimeSeconds": 20});
    let answer = lab.client.sqs("ReceiveMessage", &ask).await?.ok("ReceiveMessage")?;
    let message = &answer["Messages"][0];
    let (Some(body), Some(receipt)) = (message["Body"].as_str(), message["ReceiptHandle"].as_str()) else {
        return Err(Error::Late { what: "the function's word".to_owned(), limit: Duration::from_secs(20) });
    };
    let delete = json!({"QueueUrl": done, "ReceiptHandle": receipt});
    let delete = delete.to_string();
    lab.client.accepted(Service::Sqs, "DeleteMessage", delete.as_bytes()).await?;
    let began: f64 = body.parse().map_err(|_| Error::Unexpected(format!("the function said {body}")))?;
    Ok(Duration::from_secs_f64((began - sent).max(0.0)))
}

/// The machine's clock, which the function reads too.
#[allow(
    clippy::disallowed_methods,
    reason = "the function's own clock is the machine's: there is no other to compare with"
)]
fn since_epoch() -> Result<f64, Error> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since
        .map(|since| since.as_secs_f64())
        .map_err(|_| Error::Unexpected("the machine believes to live before 1970".to_owned()))
}
