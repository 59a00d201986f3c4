"""Event patterns: what matches (TestEventPattern and real rules), and AWS's words for patterns that are none."""

import json
import re

import pytest
from expect import arn_of, create, entry, put, refused, rule, take_events

EVENT = {
    "id": "7bf73129-1428-4cd3-a780-95db273d1602",
    "detail-type": "EC2 Instance State-change Notification",
    "source": "aws.ec2",
    "account": "123456789012",
    "time": "2015-11-11T21:29:54Z",
    "region": "us-east-1",
    "resources": ["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],
    "detail": {
        "state": "pending",
        "Name": "Image.PNG",
        "count": 300,
        "price": 1.5,
        "nothing": None,
        "flag": True,
        "empty": "",
        "ip": "10.0.1.7",
        "tags": ["red", "green"],
        "items": [{"kind": "a", "size": 1}, {"kind": "b", "size": 2}],
        "deep": {"er": {"est": "x"}},
    },
}


def detail(**pattern):
    return {"detail": pattern}


@pytest.mark.parametrize(
    ("pattern", "result"),
    [
        ({"source": ["aws.ec2"]}, True),
        ({"source": ["aws.ec2", "other"]}, True),
        ({"source": ["other"]}, False),
        ({"source": ["aws.ec2"], "region": ["eu-west-1"]}, False),
        ({"resources": [{"suffix": "i-abcd1111"}]}, True),
        (detail(state=[{"prefix": "pend"}]), True),
        (detail(state=[{"prefix": "PEND"}]), False),
        (detail(state=[{"prefix": {"equals-ignore-case": "PEND"}}]), True),
        (detail(Name=[{"suffix": ".png"}]), False),
        (detail(Name=[{"suffix": {"equals-ignore-case": ".png"}}]), True),
        (detail(state=[{"equals-ignore-case": "PENDING"}]), True),
        (detail(state=[{"anything-but": "pending"}]), False),
        (detail(state=[{"anything-but": ["running", "stopped"]}]), True),
        (detail(count=[{"anything-but": 300}]), False),
        (detail(count=[{"anything-but": [301, 302]}]), True),
        (detail(state=[{"anything-but": {"prefix": "pen"}}]), False),
        (detail(state=[{"anything-but": {"suffix": "ing"}}]), False),
        (detail(state=[{"anything-but": {"equals-ignore-case": ["PENDING"]}}]), False),
        (detail(state=[{"anything-but": {"wildcard": "p*g"}}]), False),
        (detail(state=[{"anything-but": {"wildcard": ["a*", "b*"]}}]), True),
        (detail(missing=[{"anything-but": "x"}]), False),
        (detail(count=[300]), True),
        (detail(count=[{"numeric": ["=", 3.0e2]}]), True),
        (detail(count=[{"numeric": [">", 0, "<=", 300]}]), True),
        (detail(count=[{"numeric": [">", 300]}]), False),
        (detail(price=[{"numeric": [">=", 1.5, "<", 2]}]), True),
        (detail(state=[{"numeric": [">", 0]}]), False),
        (detail(state=[{"exists": True}]), True),
        (detail(missing=[{"exists": False}]), True),
        (detail(missing=[{"exists": True}]), False),
        (detail(deep=[{"exists": True}]), False),
        (detail(deep={"er": {"est": ["x"]}}), True),
        (detail(nothing=[None]), True),
        (detail(nothing=[{"exists": True}]), True),
        (detail(empty=[""]), True),
        (detail(empty=[None]), False),
        (detail(flag=[True]), True),
        (detail(flag=["true"]), False),
        (detail(ip=[{"cidr": "10.0.0.0/16"}]), True),
        (detail(ip=[{"cidr": "10.1.0.0/16"}]), False),
        (detail(Name=[{"wildcard": "*.P?G"}]), False),
        (detail(Name=[{"wildcard": "Im*.PNG"}]), True),
        (detail(tags=["green"]), True),
        (detail(tags=["blue"]), False),
        (detail(items={"kind": ["a"], "size": [1]}), True),
        (detail(items={"kind": ["a"], "size": [2]}), False),
        ({"$or": [{"source": ["other"]}, {"detail": {"state": ["pending"]}}]}, True),
        ({"$or": [{"source": ["other"]}, {"detail": {"state": ["running"]}}]}, False),
        (detail(**{"$or": [{"count": [1]}, {"state": ["pending"]}]}), True),
        ({"source": ["aws.ec2"], "$or": [{"region": ["eu-west-1"]}, {"region": ["us-east-1"]}]}, True),
    ],
)
def test_what_matches(events, pattern, result):
    answer = events.test_event_pattern(EventPattern=json.dumps(pattern), Event=json.dumps(EVENT))
    assert answer["Result"] is result


def test_numbers_are_equal_however_they_are_written(events):
    event = json.dumps(EVENT).replace('"count": 300', '"count": 3.0e2')
    assert events.test_event_pattern(EventPattern='{"detail": {"count": [300]}}', Event=event)["Result"] is True


BAD = [
    ('{"source": []}', None),
    ('{"source": ["a"', None),
    ("[]", None),
    ("", None),
    ('{"source": "a"}', r'^Event pattern is not valid. Reason: "source" must be an object or an array\n at \[Source: '),
    (
        '{"source": ["a"], "detail": {}}',
        r"^Event pattern is not valid. Reason: Empty objects are not allowed\n at \[Source: .*; line: 1, column: ",
    ),
    ('{"source": [{"prefix": 1}]}', r"prefix match pattern must be a string"),
    ('{"source": [{"suffix": ["a"]}]}', r"^Event pattern is not valid. Reason: suffix match pattern must be a string"),
    ('{"source": [{"strange": "a"}]}', r"Unrecognized match type strange"),
    ('{"source": [{"exists": "yes"}]}', None),
    ('{"source": [{"cidr": "10.0.0.0/33"}]}', None),
    ('{"source": [{"numeric": ["!", 1]}]}', None),
    ('{"source": [{"anything-but": []}]}', None),
    ('{"source": [{"wildcard": "a**b"}]}', None),
    ('{"$or": [{"source": ["a"]}]}', None),
]


@pytest.mark.parametrize(("pattern", "message"), BAD, ids=[pattern for pattern, _ in BAD])
def test_patterns_that_are_none(events, pattern, message):
    message = message and re.compile(message, re.DOTALL)
    with refused("InvalidEventPatternException", message, exception="InvalidEventPatternException") as seen:
        events.test_event_pattern(EventPattern=pattern, Event=json.dumps(EVENT))
    assert seen.response["Error"]["Message"].startswith("Event pattern is not valid. Reason: ")
    if pattern:
        with refused("InvalidEventPatternException", exception="InvalidEventPatternException"):
            events.put_rule(Name="r", EventPattern=pattern)
    assert events.list_rules()["Rules"] == []


def test_events_that_are_none(events):
    pattern = '{"source": ["a"]}'
    for event in ("{", "[]", "1"):
        with refused("ValidationException", re.compile("^Parameter Event is not valid.")):
            events.test_event_pattern(EventPattern=pattern, Event=event)
    for name in ("id", "account", "source", "time", "region", "resources", "detail-type"):
        event = {key: value for key, value in EVENT.items() if key != name}
        with refused("ValidationException", re.compile("^Parameter Event is not valid.")):
            events.test_event_pattern(EventPattern=pattern, Event=json.dumps(event))


def test_a_pattern_has_4096_characters(events):
    pattern = json.dumps({"source": ["x" * 4096]})
    with refused(
        "ValidationException",
        re.compile("at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to 4096"),
    ):
        events.put_rule(Name="r", EventPattern=pattern)


def test_rules_route_as_test_event_pattern_says(timed, clients_of):
    """Every pattern above as a rule on one bus: each event reaches exactly the rules that match it."""
    events, sqs = clients_of(timed).boto3("events"), clients_of(timed).boto3("sqs")
    url = create(sqs)
    arn = arn_of(sqs, url)
    patterns = {
        "prefix": detail(state=[{"prefix": "pend"}]),
        "numeric": detail(n=[{"numeric": [">", 1]}]),
        "anything-but": detail(state=[{"anything-but": "pending"}]),
        "exists": detail(missing=[{"exists": False}], state=["pending"]),
        "or": {"$or": [{"source": ["elsewhere"]}, {"detail": {"n": [1]}}]},
        "wildcard": detail(state=[{"wildcard": "*un*"}]),
    }
    for name, pattern in patterns.items():
        template = f'{{"rule": "{name}", "detail": {{"n": <n>}}}}'
        transformer = {"InputPathsMap": {"n": "$.detail.n"}, "InputTemplate": template}
        rule(events, name, pattern, [{"Id": "t", "Arn": arn, "InputTransformer": transformer}])
    put(events, entry({"n": 1, "state": "pending"}), entry({"n": 2, "state": "running", "missing": 1}))
    timed.advance("1s")
    got = sorted((event["detail"]["n"], event["rule"]) for event in take_events(sqs, url, 6))
    assert got == [(1, "exists"), (1, "or"), (1, "prefix"), (2, "anything-but"), (2, "numeric"), (2, "wildcard")]
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
