"""Scheduled rules on virtual time: rate() and cron()."""

import json
import re

import pytest
from expect import arn_of, create, entry, put, receive, refused, rule


@pytest.fixture
def server(make_server):
    """Of the test's own: it moves through years."""
    return make_server("--clock", "virtual")


@pytest.fixture
def fired(server, clients_of):
    """The times a schedule fires at while the clock goes from one time to another."""
    events, sqs = clients_of(server).boto3("events"), clients_of(server).boto3("sqs")
    url = create(sqs, MessageRetentionPeriod=1209600)

    def run(expression, start, *moments):
        server.clock(to=start)
        target = {"Id": "t", "Arn": arn_of(sqs, url), "InputPath": "$.time"}
        rule(events, "r", None, [target], ScheduleExpression=expression)
        times = []
        for moment in moments:
            server.clock(to=moment)
            while messages := receive(sqs, url):
                for message in messages:
                    times.append(json.loads(message["Body"]))
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        events.disable_rule(Name="r")
        return sorted(times)

    return run


def test_the_scheduled_event(server, clients_of, account):
    events, sqs = clients_of(server).boto3("events"), clients_of(server).boto3("sqs")
    url = create(sqs)
    server.clock(to="2031-03-01T12:00:00Z")
    arn = rule(events, "r", None, [{"Id": "t", "Arn": arn_of(sqs, url)}], ScheduleExpression="rate(1 minute)")
    server.advance("59s")
    assert receive(sqs, url) == []
    server.advance("1s")
    (message,) = receive(sqs, url)
    event = json.loads(message["Body"])
    assert list(event) == ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]
    id = event.pop("id")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id)
    assert event == {
        "version": "0",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": account,
        "time": "2031-03-01T12:01:00Z",
        "region": "us-east-1",
        "resources": [arn],
        "detail": {},
    }


def test_rates(fired):
    times = fired("rate(5 minutes)", "2031-03-01T12:00:00Z", "2031-03-01T12:16:00Z")
    assert times == ["2031-03-01T12:05:00Z", "2031-03-01T12:10:00Z", "2031-03-01T12:15:00Z"]


@pytest.mark.parametrize(
    ("expression", "start", "end", "times"),
    [
        ("cron(0 10 * * ? *)", "2031-03-01T09:00:00Z", "2031-03-03T00:00:00Z", ["2031-03-01T10:00:00Z", "2031-03-02T10:00:00Z"]),
        ("cron(15 12 * * ? *)", "2031-03-01T12:15:30Z", "2031-03-02T13:00:00Z", ["2031-03-02T12:15:00Z"]),
        ("cron(0 18 ? * MON-FRI *)", "2031-02-28T00:00:00Z", "2031-03-04T00:00:00Z", ["2031-02-28T18:00:00Z", "2031-03-03T18:00:00Z"]),
        ("cron(0/20 9 ? * 2 *)", "2031-03-01T00:00:00Z", "2031-03-04T00:00:00Z", [f"2031-03-03T09:{m}:00Z" for m in ("00", "20", "40")]),
        ("cron(0 8 1 * ? *)", "2031-02-15T00:00:00Z", "2031-04-02T00:00:00Z", ["2031-03-01T08:00:00Z", "2031-04-01T08:00:00Z"]),
        ("cron(0 0 L * ? *)", "2032-01-15T00:00:00Z", "2032-03-01T00:00:00Z", ["2032-01-31T00:00:00Z", "2032-02-29T00:00:00Z"]),
        ("cron(0 0 3W * ? *)", "2031-05-01T00:00:00Z", "2031-05-31T00:00:00Z", ["2031-05-02T00:00:00Z"]),
        ("cron(0 0 ? * 3#2 *)", "2031-03-01T00:00:00Z", "2031-03-31T00:00:00Z", ["2031-03-11T00:00:00Z"]),
        ("cron(0 0 ? * 6L *)", "2031-03-01T00:00:00Z", "2031-03-31T00:00:00Z", ["2031-03-28T00:00:00Z"]),
        ("cron(0 0 1 JAN ? 2033)", "2031-03-01T00:00:00Z", "2035-01-01T00:00:00Z", ["2033-01-01T00:00:00Z"]),
        ("cron(0 12 29 2 ? *)", "2031-01-01T00:00:00Z", "2033-01-01T00:00:00Z", ["2032-02-29T12:00:00Z"]),
    ],
)  # fmt: skip
def test_cron(fired, expression, start, end, times):
    # Time stops on every firing: messages of the years between would have expired by the end.
    assert fired(expression, start, *times, end) == times


@pytest.mark.parametrize(
    "expression",
    [
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(0 minutes)",
        "rate(-1 minutes)",
        "rate(1.5 hours)",
        "rate(10 seconds)",
        "rate 5 minutes",
        "cron(7 20 * * 1-7 *)",
        "cron(0 10 * * ?)",
        "cron(60 10 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 0 ? * ? *)",
        "cron(0 0 32 * ? *)",
        "cron(0 0 ? * 8 *)",
        "every day",
        "at(2031-01-01T00:00:00)",
    ],
)
def test_expressions_that_are_none(clients, expression):
    events = clients.boto3("events")
    with refused("ValidationException", "Parameter ScheduleExpression is not valid."):
        events.put_rule(Name="r", ScheduleExpression=expression)
    assert events.list_rules()["Rules"] == []


def test_a_schedule_is_kept_and_described(clients):
    events = clients.boto3("events")
    events.put_rule(Name="r", ScheduleExpression="cron(0 10 * * ? *)")
    described = events.describe_rule(Name="r")
    assert described["ScheduleExpression"] == "cron(0 10 * * ? *)"
    assert "EventPattern" not in described
    (listed,) = events.list_rules()["Rules"]
    assert listed["ScheduleExpression"] == "cron(0 10 * * ? *)"


def test_a_disabled_or_deleted_rule_does_not_fire(server, clients_of):
    events, sqs = clients_of(server).boto3("events"), clients_of(server).boto3("sqs")
    url = create(sqs)
    target = {"Id": "t", "Arn": arn_of(sqs, url), "Input": '"fired"'}
    rule(events, "r", None, [target], ScheduleExpression="rate(1 hour)", State="DISABLED")
    server.advance("3h")
    assert receive(sqs, url) == []
    events.enable_rule(Name="r")
    server.advance("1h")
    (message,) = receive(sqs, url)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    events.remove_targets(Rule="r", Ids=["t"])
    events.delete_rule(Name="r")
    server.advance("3h")
    assert receive(sqs, url) == []


def test_a_schedule_survives_a_crash(server, clients_of):
    events, sqs = clients_of(server).boto3("events"), clients_of(server).boto3("sqs")
    url = create(sqs)
    server.clock(to="2031-03-01T12:00:00Z")
    target = {"Id": "t", "Arn": arn_of(sqs, url), "InputPath": "$.time"}
    rule(events, "r", None, [target], ScheduleExpression="rate(1 hour)")
    server.advance("30m")
    server.crash()
    server.advance("29m")
    assert receive(sqs, url) == []
    server.advance("1m")
    assert [json.loads(message["Body"]) for message in receive(sqs, url)] == ["2031-03-01T13:00:00Z"]


def test_a_rule_may_have_both(server, clients_of):
    """A schedule and a pattern: the rule fires for either."""
    events, sqs = clients_of(server).boto3("events"), clients_of(server).boto3("sqs")
    url = create(sqs)
    target = {"Id": "t", "Arn": arn_of(sqs, url), "InputPath": "$.source"}
    rule(events, "r", {"source": ["shop"]}, [target], ScheduleExpression="rate(1 hour)")
    put(events, entry())
    server.advance("1h")
    assert sorted(json.loads(message["Body"]) for message in receive(sqs, url)) == ["aws.events", "shop"]
