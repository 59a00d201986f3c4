"""kill -9 with events on their way to functions: every acknowledged one runs at least once."""

import base64
import json
import threading

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from expect import arn_of, create, receive
from lambdas import ECHO, active, call, given, invoke, make, telling, until, zipped

TELLS = "from tell import tell\n\ndef handler(event, context):\n    tell(event['n'])\n"
EVENTS = 1_000


def told(sqs, url):
    """Numbers that the function has told so far, taken from the queue."""
    numbers = set()
    while messages := receive(sqs, url):
        numbers |= {json.loads(message["Body"]) for message in messages}
        handles = [{"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(messages)]
        sqs.delete_message_batch(QueueUrl=url, Entries=handles)
    return numbers


def hand_over(clients, numbers, taken):
    """Hands events over until the server is gone; notes what was acknowledged."""
    functions = clients.boto3("lambda")
    for n in numbers:
        try:
            answer = call(functions, event={"n": n}, InvocationType="Event")
        except (BotoCoreError, ClientError):
            return
        assert answer["StatusCode"] == 202
        taken.add(n)


def test_a_thousand_events(make_server, clients_of):
    """On a virtual clock: what the killed server had in hand waits for its next attempt, and that is a matter of moving time."""
    server = make_server("--clock", "virtual")
    clients = clients_of(server)
    functions, sqs = clients.boto3("lambda"), clients.boto3("sqs")
    queue = create(sqs, "told")
    telling(functions, "f", TELLS, queue, Timeout=60)
    # Few at a time, so that most of them are still waiting when the server dies.
    functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=4)
    taken, seen = set(), set()
    senders = [threading.Thread(target=hand_over, args=(clients, range(start, EVENTS, 4), taken)) for start in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=300)
    assert taken == set(range(EVENTS))
    server.crash()
    seen |= told(sqs, queue)
    server.advance("1s")
    server.crash()
    seen |= told(sqs, queue)
    assert seen < taken, "the server died too late for this to show anything"
    # Six hours are what an event has.
    for _ in range(72):
        server.advance("5m")
        seen |= told(sqs, queue)
        if seen == taken:
            break
    assert taken - seen == set()


def test_killed_while_events_come_and_run(make_server, clients_of):
    """On the system's clock, killed three times at uncertain moments."""
    server = make_server()
    clients = clients_of(server)
    functions, sqs = clients.boto3("lambda"), clients.boto3("sqs")
    queue = create(sqs, "told")
    telling(functions, "f", TELLS, queue, Timeout=60)
    taken, seen = set(), set()
    for round in range(3):
        enough = len(taken) + 30
        senders = [
            threading.Thread(target=hand_over, args=(clients, range(round * 10_000 + start, 10**6, 2), taken))
            for start in range(2)
        ]
        for sender in senders:
            sender.start()
        while len(taken) < enough and any(sender.is_alive() for sender in senders):
            seen |= told(sqs, queue)
        server.kill9()
        for sender in senders:
            sender.join(timeout=60)
        server.start()
    assert len(taken) >= 90

    def all_told():
        nonlocal seen
        seen |= told(sqs, queue)
        return taken <= seen

    until(all_told, 120)


@pytest.fixture(params=["kill -9", "stop"])
def restart(request, make_server):
    server = make_server("--clock", "virtual")

    def again():
        if request.param == "kill -9":
            server.crash()
        else:
            assert server.stop() == 0
            server.start()

    server.again = again
    return server


def test_everything_about_functions_outlives_the_server(restart, clients_of, account):
    clients = clients_of(restart)
    functions, sqs = clients.boto3("lambda"), clients.boto3("sqs")
    queue = create(sqs, "q")
    layer = functions.publish_layer_version(LayerName="l", Content={"ZipFile": zipped({"python/shared.py": "A = 1\n"})})
    source = "import shared\n\ndef handler(event, context):\n    return [shared.A, context.function_version]\n"
    arn = make(
        functions, "f", source, Layers=[layer["LayerVersionArn"]], Environment={"Variables": {"AA": "1"}}, Tags={"k": "v"}
    )
    functions.publish_version(FunctionName="f")
    restart.advance("1s")
    active(functions, "f", Qualifier="1")
    functions.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=5)
    functions.put_function_event_invoke_config(FunctionName="f", MaximumRetryAttempts=1)
    functions.put_function_recursion_config(FunctionName="f", RecursiveLoop="Allow")
    functions.add_permission(
        FunctionName="f", StatementId="s", Action="lambda:InvokeFunction", Principal="events.amazonaws.com"
    )
    functions.create_function_url_config(FunctionName="f", AuthType="NONE")
    functions.create_event_source_mapping(FunctionName="f", EventSourceArn=arn_of(sqs, queue), Enabled=False)
    make(functions, "gone")
    functions.delete_function(FunctionName="gone")
    restart.advance("10s")

    def state():
        answers = (
            functions.get_function(FunctionName="f"),
            functions.get_function(FunctionName="f", Qualifier="live"),
            functions.list_functions(),
            functions.list_versions_by_function(FunctionName="f"),
            functions.list_aliases(FunctionName="f"),
            functions.get_function_event_invoke_config(FunctionName="f"),
            functions.get_function_recursion_config(FunctionName="f"),
            functions.get_policy(FunctionName="f"),
            functions.get_function_url_config(FunctionName="f"),
            functions.list_event_source_mappings(),
            functions.list_tags(Resource=arn),
            functions.list_layers(),
        )
        for answer in answers:
            answer.pop("ResponseMetadata")
            # Where a package can be fetched is signed anew each time.
            answer.pop("Code", None)
        return answers

    before = state()
    restart.again()
    assert state() == before
    assert invoke(functions) == [1, "$LATEST"] and invoke(functions, Qualifier="live") == [1, "1"]
    account_usage = functions.get_account_settings()
    assert account_usage["AccountLimit"]["UnreservedConcurrentExecutions"] == 995


def test_a_record_that_was_on_its_way(restart, clients_of):
    """The function has answered; what its destination is to be told outlives the server."""
    clients = clients_of(restart)
    functions, sqs = clients.boto3("lambda"), clients.boto3("sqs")
    queue = create(sqs, "good")
    make(functions, "f", ECHO)
    functions.put_function_event_invoke_config(
        FunctionName="f", DestinationConfig={"OnSuccess": {"Destination": arn_of(sqs, queue)}}
    )
    for n in range(20):
        call(functions, event={"n": n}, InvocationType="Event")
    restart.again()
    restart.advance("10m")
    bodies = []
    while messages := receive(sqs, queue):
        bodies += [json.loads(message["Body"]) for message in messages]
    assert {body["requestPayload"]["n"] for body in bodies} == set(range(20))


def test_a_package_that_was_acknowledged_is_whole(make_server, clients_of):
    """Killed right after the answer, again and again: the code is there, or the function is not."""
    server = make_server()
    functions = clients_of(server).boto3("lambda")
    for round in range(3):
        blob = base64.b64encode(bytes([round]) * 300_000).decode()
        source = f"BLOB = {blob!r}\n\ndef handler(event, context):\n    return [{round}, len(BLOB)]\n"
        functions.create_function(**given(name=f"f{round}", source=source))
        server.crash()
        for before in range(round + 1):
            active(functions, f"f{before}")
            assert invoke(functions, f"f{before}") == [before, 400_000]
