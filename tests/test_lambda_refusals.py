"""Lambda: what each operation refuses, and what happens to invocations whose function changes under them."""

import collections
import concurrent.futures
import threading

import exercised
from botocore.exceptions import ClientError
from expect import create, take
from lambdas import ECHO, HELD, call, invoke, make, telling, updated, zipped
from refusals import functions as refusals


def test_every_operation_refuses_something(clients, account):
    # Nothing can be wrong with a question about the account's settings.
    assert {row[0] for row in refusals.ROWS} | {"GetAccountSettings"} == exercised.operations("lambda")
    plain = clients.boto3("lambda", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account) == []


def held(functions, sqs):
    """An invocation that runs until its gate is opened: the gate, the thread, and where its answer will be."""
    told, gate, answers = create(sqs, "told"), create(sqs, "gate"), []
    telling(functions, "f", HELD, told, Timeout=60)
    running = threading.Thread(target=lambda: answers.append(invoke(functions, event={"gate": gate})))
    running.start()
    take(sqs, told, 1)
    return gate, running, answers


def test_a_function_deleted_under_an_invocation(functions, sqs):
    gate, running, answers = held(functions, sqs)
    functions.delete_function(FunctionName="f")
    sqs.send_message(QueueUrl=gate, MessageBody='"open"')
    running.join(timeout=60)
    assert answers == ["open"]
    assert functions.list_functions()["Functions"] == []
    # One of the same name is another function.
    make(functions, source=ECHO)
    assert call(functions, event={"n": 1})["Payload"] == {"n": 1}


def test_a_function_changed_under_an_invocation(functions, sqs):
    gate, running, answers = held(functions, sqs)
    functions.update_function_code(FunctionName="f", ZipFile=zipped({"app.py": ECHO}))
    updated(functions, "f")
    assert call(functions, event={"new": True})["Payload"] == {"new": True}
    sqs.send_message(QueueUrl=gate, MessageBody='"open"')
    running.join(timeout=60)
    assert answers == ["open"]


def test_fifty_callers_of_one_place(clients, functions):
    make(functions)
    functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=1)
    plain = clients.boto3("lambda", max_pool_connections=50)

    def one(number):
        try:
            return "answered" if call(plain, event=number)["Payload"] == number else "confused"
        except ClientError as error:
            return error.response["Error"]["Code"]

    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        came = collections.Counter(pool.map(one, range(200)))
    assert set(came) <= {"answered", "TooManyRequestsException"} and came["answered"] > 0, came
    assert call(functions, event="after")["Payload"] == "after"


def test_a_name_of_sixty_four_letters(functions):
    name = "f" * 64
    make(functions, name)
    assert call(functions, name, {"n": 1})["Payload"] == {"n": 1}
