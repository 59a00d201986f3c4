"""PutEvents, and what targets get: the envelope, inputs, transformers, queues, other buses."""

import json
import re

import pytest
from expect import arn_of, bodies, create, entry, put, receive, refused, rule, take, take_events

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SHOP = {"source": ["shop"]}


@pytest.fixture
def url(sqs):
    return create(sqs)


@pytest.fixture
def arn(sqs, url):
    return arn_of(sqs, url)


def deliver(events, sqs, url, event, **target):
    """What a target of these settings gets for an event."""
    rule(events, "r", SHOP, [{"Id": "t", "Arn": arn_of(sqs, url), **target}])
    (id,) = put(events, event)
    (message,) = take(sqs, url, 1)
    return id, message["Body"]


def test_the_envelope(events, sqs, url, account):
    detail = {"n": 1, "text": "ü", "list": [1, {"a": None}]}
    event = entry(detail, Resources=["one", "two"], Time="2026-01-02T03:04:05Z")
    id, body = deliver(events, sqs, url, event)
    got = json.loads(body)
    assert list(got) == ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]
    assert re.fullmatch(UUID, id)
    assert got == {
        "version": "0",
        "id": id,
        "detail-type": "order",
        "source": "shop",
        "account": account,
        "time": "2026-01-02T03:04:05Z",
        "region": "us-east-1",
        "resources": ["one", "two"],
        "detail": detail,
    }


def test_time_and_resources_have_defaults(events, sqs, url):
    got = json.loads(deliver(events, sqs, url, entry())[1])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", got["time"])
    assert got["resources"] == []


def test_messages_of_an_event_have_no_attributes_but_the_trace(events, sqs, url):
    rule(events, "r", SHOP, [{"Id": "t", "Arn": arn_of(sqs, url)}])
    trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"
    put(events, entry(TraceHeader=trace))
    (message,) = take(sqs, url, 1, MessageSystemAttributeNames=["AWSTraceHeader"], MessageAttributeNames=["All"])
    assert message["Attributes"] == {"AWSTraceHeader": trace}
    assert "MessageAttributes" not in message


def test_constant_input(events, sqs, url):
    assert deliver(events, sqs, url, entry({"n": 1}), Input='{"constant": [1, 2]}')[1] == '{"constant": [1, 2]}'


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("$", None),
        ("$.detail", '{"n":1,"text":"x"}'),
        ("$.detail.text", '"x"'),
        ("$.detail.n", "1"),
        ("$.resources[0]", '"one"'),
        ("$.detail-type", '"order"'),
    ],
)
def test_input_path(events, sqs, url, path, wanted):
    event = entry({"n": 1, "text": "x"}, Resources=["one", "two"])
    id, body = deliver(events, sqs, url, event, InputPath=path)
    if wanted is None:
        assert json.loads(body)["id"] == id
    else:
        assert json.loads(body) == json.loads(wanted)


def transformed(events, sqs, url, event, paths, template):
    transformer = {"InputTemplate": template, **({"InputPathsMap": paths} if paths else {})}
    return deliver(events, sqs, url, event, InputTransformer=transformer)[1]


STATE = {"instance": "i-0123456789", "state": "RUNNING", "size": 3, "tags": {"a": [1, "b"]}, "say": 'he "said"', "yes": True}
PATHS = {name: f"$.detail.{name}" for name in (*STATE, "missing")}


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ('"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'),
        ('{"instance": <instance>, "state": <state>}', '{"instance": "i-0123456789", "state": "RUNNING"}'),
        ('{"instance": "<instance>", "state": "is <state>"}', '{"instance": "i-0123456789", "state": "is RUNNING"}'),
        ('{"size": <size>, "tags": <tags>, "yes": <yes>}', '{"size": 3, "tags": {"a":[1,"b"]}, "yes": true}'),
        ('{"text": "size <size>, yes <yes>"}', '{"text": "size 3, yes true"}'),
        ('{"list": [<instance>, <size>]}', '{"list": ["i-0123456789", 3]}'),
        ('"<missing>"', '""'),
        ('{"nothing": "a <missing> b"}', '{"nothing": "a  b"}'),
        ('{"say": <say>}', '{"say": "he \\"said\\""}'),
    ],
)
def test_input_transformer(events, sqs, url, template, wanted):
    body = transformed(events, sqs, url, entry(STATE), PATHS, template)
    assert json.loads(body) == json.loads(wanted)


def test_reserved_variables(events, sqs, url, account):
    template = (
        '{"arn": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", "whole": <aws.events.event.json>, '
        '"less": <aws.events.event>, "at": <aws.events.event.ingestion-time>}'
    )
    got = json.loads(transformed(events, sqs, url, entry({"n": 1}), None, template))
    assert (got["arn"], got["name"]) == (f"arn:aws:events:us-east-1:{account}:rule/r", "r")
    assert got["whole"]["detail"] == {"n": 1}
    without = {name: value for name, value in got["whole"].items() if name != "detail"}
    assert got["less"] == without, "aws.events.event is the event without its detail"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", got["at"])


@pytest.mark.parametrize(
    "transformer",
    [
        {"InputPathsMap": {"AWS.a": "$.a"}, "InputTemplate": '"x"'},
        {"InputPathsMap": {f"a{n}": "$.a" for n in range(101)}, "InputTemplate": '"x"'},
    ],
    ids=["reserved name", "101 paths"],
)
def test_bad_transformers_are_refused(events, arn, transformer):
    rule(events, "r", SHOP)
    with refused("ValidationException"):
        events.put_targets(Rule="r", Targets=[{"Id": "t", "Arn": arn, "InputTransformer": transformer}])
    assert events.list_targets_by_rule(Rule="r")["Targets"] == []


def test_a_fifo_queue_gets_events_in_their_group(events, sqs):
    url = create(sqs, "orders.fifo", ContentBasedDeduplication="true")
    parameters = {"MessageGroupId": "group"}
    rule(events, "r", SHOP, [{"Id": "t", "Arn": arn_of(sqs, url), "SqsParameters": parameters, "InputPath": "$.detail"}])
    put(events, *(entry({"n": n}) for n in range(10)))
    messages = take(sqs, url, 10, MessageSystemAttributeNames=["MessageGroupId"])
    assert {message["Attributes"]["MessageGroupId"] for message in messages} == {"group"}
    assert [json.loads(message["Body"])["n"] for message in messages] == list(range(10))


def test_a_standard_queue_may_get_a_group_too(events, sqs, url):
    target = {"Id": "t", "Arn": arn_of(sqs, url), "SqsParameters": {"MessageGroupId": "tenant"}}
    rule(events, "r", SHOP, [target])
    put(events, entry())
    (message,) = take(sqs, url, 1, MessageSystemAttributeNames=["MessageGroupId"])
    assert message["Attributes"] == {"MessageGroupId": "tenant"}


def test_every_target_of_every_matching_rule_gets_the_event(events, sqs):
    first, second = create(sqs, "first"), create(sqs, "second")
    both = [{"Id": str(n), "Arn": arn_of(sqs, url)} for n, url in enumerate((first, second))]
    rule(events, "both", SHOP, both)
    rule(events, "one", {"detail-type": ["order"]}, both[:1])
    (id,) = put(events, entry())
    assert [event["id"] for event in take_events(sqs, first, 2)] == [id, id]
    assert [event["id"] for event in take_events(sqs, second, 1)] == [id]


def test_an_event_reaches_another_bus(events, sqs, url, arn):
    bus = events.create_event_bus(Name="shop")["EventBusArn"]
    rule(events, "forward", SHOP, [{"Id": "bus", "Arn": bus}])
    rule(events, "deliver", {"detail": {"n": [1]}}, [{"Id": "t", "Arn": arn}], EventBusName="shop")
    put(events, entry({"n": 2}), entry({"n": 1}, Resources=["r"], Time="2026-01-02T03:04:05Z"))
    (event,) = take_events(sqs, url, 1)
    assert event["detail"] == {"n": 1}
    assert (event["source"], event["resources"], event["time"]) == ("shop", ["r"], "2026-01-02T03:04:05Z")


def test_events_do_not_go_round_in_circles(timed, clients_of):
    events, sqs = clients_of(timed).boto3("events"), clients_of(timed).boto3("sqs")
    url = create(sqs)
    buses = [events.create_event_bus(Name=name)["EventBusArn"] for name in ("a", "b")]
    for here, there in (("a", buses[1]), ("b", buses[0])):
        rule(events, "round", SHOP, [{"Id": "bus", "Arn": there}], EventBusName=here)
    rule(events, "count", SHOP, [{"Id": "t", "Arn": arn_of(sqs, url)}], EventBusName="b")
    put(events, entry(EventBusName="a"))
    timed.advance("1h")
    assert 1 <= len(receive(sqs, url)) < 10
    put(events, entry(EventBusName="b"))


def test_a_disabled_rule_does_nothing(timed, clients_of):
    events, sqs = clients_of(timed).boto3("events"), clients_of(timed).boto3("sqs")
    url = create(sqs)
    rule(events, "r", SHOP, [{"Id": "t", "Arn": arn_of(sqs, url), "InputPath": "$.detail.n"}], State="DISABLED")
    put(events, entry({"n": 1}))
    timed.advance("1s")
    events.enable_rule(Name="r")
    put(events, entry({"n": 2}))
    timed.advance("1s")
    events.disable_rule(Name="r")
    put(events, entry({"n": 3}))
    timed.advance("1s")
    assert bodies(sqs, url) == ["2"]


def test_buses_regions_and_accounts_are_apart(timed, clients_of):
    clients = clients_of(timed)
    events, sqs = clients.boto3("events"), clients.boto3("sqs")
    url = create(sqs)
    events.create_event_bus(Name="shop")
    rule(events, "r", SHOP, [{"Id": "t", "Arn": arn_of(sqs, url), "InputPath": "$.detail.n"}], EventBusName="shop")
    put(events, entry({"n": 1}))
    put(clients.boto3("events", region="eu-west-1"), entry({"n": 2}))
    put(events, entry({"n": 3}, EventBusName="shop"))
    bus_arn = events.describe_event_bus(Name="shop")["Arn"]
    put(events, entry({"n": 4}, EventBusName=bus_arn))
    timed.advance("1s")
    assert sorted(bodies(sqs, url)) == ["3", "4"]


def test_entries_fail_one_by_one(timed, clients_of):
    events, sqs = clients_of(timed).boto3("events"), clients_of(timed).boto3("sqs")
    url = create(sqs)
    rule(events, "r", {"account": [{"exists": True}]}, [{"Id": "t", "Arn": arn_of(sqs, url), "InputPath": "$.detail.n"}])
    answer = events.put_events(
        Entries=[
            entry({"n": 1}),
            {"DetailType": "t", "Detail": "{}"},
            {"Source": "s", "Detail": "{}"},
            {"Source": "s", "DetailType": "t"},
            {"Source": "s", "DetailType": "t", "Detail": "{"},
            {"Source": "s", "DetailType": "t", "Detail": "[1]"},
            {"Source": "s", "DetailType": "t", "Detail": '"text"'},
            entry({"n": 2}, source="aws.ec2"),
            entry({"n": 3}),
        ]
    )
    assert answer["FailedEntryCount"] == 7
    first, *failed, last = answer["Entries"]
    assert set(first) == set(last) == {"EventId"}
    assert [(each["ErrorCode"], each["ErrorMessage"]) for each in failed] == [
        ("InvalidArgument", "Parameter Source is not valid. Reason: Source is a required argument."),
        ("InvalidArgument", "Parameter DetailType is not valid. Reason: DetailType is a required argument."),
        ("InvalidArgument", "Parameter Detail is not valid. Reason: Detail is a required argument."),
        ("MalformedDetail", "Detail is malformed."),
        ("MalformedDetail", "Detail is malformed."),
        ("MalformedDetail", "Detail is malformed."),
        ("NotAuthorizedForSourceException", "Not authorized for the source."),
    ]
    assert all("EventId" not in each for each in failed)
    timed.advance("1s")
    assert sorted(bodies(sqs, url)) == ["1", "3"]


def test_an_event_for_a_bus_that_is_not_there_is_taken_and_lost(events):
    # What AWS does, to many users' surprise: see https://github.com/aws/aws-cli/issues/9186.
    answer = events.put_events(Entries=[entry(EventBusName="nothing")])
    assert answer["FailedEntryCount"] == 0
    assert re.fullmatch(UUID, answer["Entries"][0]["EventId"])


def test_one_to_ten_entries(clients):
    events = clients.boto3("events", parameter_validation=False)
    many = re.compile(
        r"^1 validation error detected: Value '\[PutEventsRequestEntry\(.*' at 'entries' failed to satisfy constraint: "
        "Member must have length less than or equal to 10$",
        re.DOTALL,
    )
    with refused("ValidationException", many):
        events.put_events(Entries=[entry()] * 11)
    with refused(
        "ValidationException",
        "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
    ):
        events.put_events(Entries=[])


def test_one_mebibyte(events, sqs, url):
    text = "Total size of the entries in the request is over the limit."
    with refused("ValidationException", text):
        events.put_events(Entries=[entry({"x": "y" * 1_048_576})])
    with refused("ValidationException", text):
        events.put_events(Entries=[entry({"x": "y" * 600_000})] * 2)
    event = entry({"x": "y" * 900_000})
    assert len(json.loads(deliver(events, sqs, url, event)[1])["detail"]["x"]) == 900_000
