"""The AWS CLI: a scenario for every operation, as its users type it, and the error lines they read."""

import json

import pytest
from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError


@pytest.fixture
def aws(clients):
    """Runs `aws ...`; words are separate arguments, dictionaries and lists become JSON."""

    def words(given):
        return [each if isinstance(each, str) else json.dumps(each) for each in given]

    def run(*given):
        return clients.aws(*words(given))

    run.error = lambda *given: clients.aws_error(*words(given))
    return run


def error(code, operation, message):
    return f"An error occurred ({code}) when calling the {operation} operation: {message}"


def test_who_am_i(aws, account):
    answer = aws("sts", "get-caller-identity")
    assert answer == {"UserId": account, "Account": account, "Arn": f"arn:aws:iam::{account}:root"}


def test_queues(aws, server, account):
    assert aws("sqs", "list-queues") is None
    url = aws(
        "sqs", "create-queue", "--queue-name", "orders", "--attributes", "VisibilityTimeout=7", "--tags", "stage=test"
    )["QueueUrl"]
    assert url == f"{server.endpoint}/{account}/orders"
    assert aws("sqs", "get-queue-url", "--queue-name", "orders") == {"QueueUrl": url}
    assert aws("sqs", "list-queues", "--queue-name-prefix", "or") == {"QueueUrls": [url]}
    assert (
        aws("sqs", "set-queue-attributes", "--queue-url", url, "--attributes", "DelaySeconds=0,VisibilityTimeout=8") is None
    )
    names = ("VisibilityTimeout", "DelaySeconds")
    answer = aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", *names)
    assert answer == {"Attributes": {"VisibilityTimeout": "8", "DelaySeconds": "0"}}
    assert aws("sqs", "tag-queue", "--queue-url", url, "--tags", "owner=me") is None
    assert aws("sqs", "untag-queue", "--queue-url", url, "--tag-keys", "stage") is None
    assert aws("sqs", "list-queue-tags", "--queue-url", url) == {"Tags": {"owner": "me"}}
    more = ("--label", "l", "--aws-account-ids", "111122223333", "--actions", "SendMessage")
    assert aws("sqs", "add-permission", "--queue-url", url, *more) is None
    assert aws("sqs", "remove-permission", "--queue-url", url, "--label", "l") is None
    assert aws("sqs", "purge-queue", "--queue-url", url) is None
    text = "Only one PurgeQueue operation on orders is allowed every 60 seconds."
    assert aws.error("sqs", "purge-queue", "--queue-url", url) == error(
        "AWS.SimpleQueueService.PurgeQueueInProgress", "PurgeQueue", text
    )
    assert aws("sqs", "delete-queue", "--queue-url", url) is None
    assert aws.error("sqs", "get-queue-url", "--queue-name", "orders") == error(
        "AWS.SimpleQueueService.NonExistentQueue", "GetQueueUrl", "The specified queue does not exist."
    )
    assert aws.error("sqs", "create-queue", "--queue-name", "orders") == error(
        "AWS.SimpleQueueService.QueueDeletedRecently",
        "CreateQueue",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    )


def test_messages(aws):
    url = aws("sqs", "create-queue", "--queue-name", "orders")["QueueUrl"]
    attributes = {"city": {"DataType": "String", "StringValue": "Köln"}}
    sent = aws("sqs", "send-message", "--queue-url", url, "--message-body", "hällo", "--message-attributes", attributes)
    assert set(sent) == {"MessageId", "MD5OfMessageBody", "MD5OfMessageAttributes"}
    names = ("--message-attribute-names", "All", "--attribute-names", "All")
    (message,) = aws("sqs", "receive-message", "--queue-url", url, *names)["Messages"]
    assert (message["MessageId"], message["Body"], message["MessageAttributes"]) == (sent["MessageId"], "hällo", attributes)
    handle = ("--receipt-handle", message["ReceiptHandle"])
    assert aws("sqs", "change-message-visibility", "--queue-url", url, *handle, "--visibility-timeout", "60") is None
    assert aws("sqs", "receive-message", "--queue-url", url) is None
    assert aws("sqs", "delete-message", "--queue-url", url, *handle) is None
    assert aws.error("sqs", "delete-message", "--queue-url", url, "--receipt-handle", "nonsense") == error(
        "ReceiptHandleIsInvalid", "DeleteMessage", 'The input receipt handle "nonsense" is not a valid receipt handle.'
    )
    assert aws.error("sqs", "receive-message", "--queue-url", url, "--max-number-of-messages", "11") == error(
        "InvalidParameterValue",
        "ReceiveMessage",
        "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    )


def test_batches(aws):
    url = aws(
        "sqs", "create-queue", "--queue-name", "orders.fifo", "--attributes", "FifoQueue=true,ContentBasedDeduplication=true"
    )["QueueUrl"]
    entries = [{"Id": str(n), "MessageBody": str(n), "MessageGroupId": "g"} for n in range(3)]
    sent = aws("sqs", "send-message-batch", "--queue-url", url, "--entries", entries)
    assert set(sent) == {"Successful"}
    messages = aws("sqs", "receive-message", "--queue-url", url, "--max-number-of-messages", "10")["Messages"]
    assert [message["Body"] for message in messages] == ["0", "1", "2"]
    handles = [{"Id": message["Body"], "ReceiptHandle": message["ReceiptHandle"]} for message in messages]
    longer = [{**handle, "VisibilityTimeout": 60} for handle in handles[:1]]
    answer = aws("sqs", "change-message-visibility-batch", "--queue-url", url, "--entries", longer)
    assert answer == {"Successful": [{"Id": "0"}]}
    answer = aws("sqs", "delete-message-batch", "--queue-url", url, "--entries", handles)
    assert sorted(each["Id"] for each in answer["Successful"]) == ["0", "1", "2"]
    assert aws.error("sqs", "send-message-batch", "--queue-url", url, "--entries", entries[:1] * 2) == error(
        "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "SendMessageBatch", "Id 0 repeated."
    )


def test_dead_letters(aws, account):
    prefix = f"arn:aws:sqs:us-east-1:{account}"
    dead = aws("sqs", "create-queue", "--queue-name", "dead")["QueueUrl"]
    redrive = json.dumps({"deadLetterTargetArn": f"{prefix}:dead", "maxReceiveCount": "1"})
    url = aws("sqs", "create-queue", "--queue-name", "orders", "--attributes", {"RedrivePolicy": redrive})["QueueUrl"]
    assert aws("sqs", "list-dead-letter-source-queues", "--queue-url", dead) == {"queueUrls": [url]}
    for n in range(3):
        aws("sqs", "send-message", "--queue-url", url, "--message-body", str(n))
    aws("sqs", "receive-message", "--queue-url", url, "--max-number-of-messages", "10", "--visibility-timeout", "0")
    assert aws("sqs", "receive-message", "--queue-url", url) is None
    source = ("--source-arn", f"{prefix}:dead")
    handle = aws("sqs", "start-message-move-task", *source, "--max-number-of-messages-per-second", "1")["TaskHandle"]
    (task,) = aws("sqs", "list-message-move-tasks", *source)["Results"]
    assert task["SourceArn"] == f"{prefix}:dead"
    assert task["ApproximateNumberOfMessagesToMove"] == 3
    if task["Status"] == "RUNNING":
        assert set(aws("sqs", "cancel-message-move-task", "--task-handle", handle)) == {"ApproximateNumberOfMessagesMoved"}
    assert aws.error("sqs", "start-message-move-task", "--source-arn", f"{prefix}:orders") == error(
        "InvalidParameterValue", "StartMessageMoveTask", "Source queue must be configured as a Dead Letter Queue."
    )


def test_a_task_that_is_not_there_can_not_be_cancelled(aws):
    said = aws.error("sqs", "cancel-message-move-task", "--task-handle", "nonsense")
    assert said.startswith("An error occurred (InvalidParameterValue) when calling the CancelMessageMoveTask operation: ")


def test_buses(aws, account):
    prefix = f"arn:aws:events:us-east-1:{account}:event-bus"
    assert aws("events", "create-event-bus", "--name", "shop") == {"EventBusArn": f"{prefix}/shop"}
    assert aws.error("events", "create-event-bus", "--name", "shop") == error(
        "ResourceAlreadyExistsException", "CreateEventBus", "Event bus shop already exists."
    )
    answer = aws("events", "update-event-bus", "--name", "shop", "--description", "orders")
    assert answer == {"Arn": f"{prefix}/shop", "Name": "shop", "Description": "orders"}
    assert aws("events", "describe-event-bus", "--name", "shop")["Description"] == "orders"
    names = [bus["Name"] for bus in aws("events", "list-event-buses")["EventBuses"]]
    assert names == ["default", "shop"]
    more = ("--action", "events:PutEvents", "--principal", "111122223333", "--statement-id", "s")
    assert aws("events", "put-permission", "--event-bus-name", "shop", *more) is None
    assert "Policy" in aws("events", "describe-event-bus", "--name", "shop")
    assert aws("events", "remove-permission", "--event-bus-name", "shop", "--statement-id", "s") is None
    assert aws("events", "tag-resource", "--resource-arn", f"{prefix}/shop", "--tags", "Key=k,Value=v") is None
    assert aws("events", "list-tags-for-resource", "--resource-arn", f"{prefix}/shop") == {
        "Tags": [{"Key": "k", "Value": "v"}]
    }
    assert aws("events", "untag-resource", "--resource-arn", f"{prefix}/shop", "--tag-keys", "k") is None
    assert aws("events", "delete-event-bus", "--name", "shop") is None
    assert aws.error("events", "describe-event-bus", "--name", "shop") == error(
        "ResourceNotFoundException", "DescribeEventBus", "Event bus shop does not exist."
    )
    assert aws.error("events", "delete-event-bus", "--name", "default") == error(
        "ValidationException", "DeleteEventBus", "Cannot delete event bus default."
    )


def test_rules_and_events(aws, account):
    url = aws("sqs", "create-queue", "--queue-name", "orders")["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{account}:orders"
    pattern = {"source": ["shop"]}
    answer = aws("events", "put-rule", "--name", "r", "--event-pattern", pattern)
    assert answer == {"RuleArn": f"arn:aws:events:us-east-1:{account}:rule/r"}
    answer = aws("events", "put-targets", "--rule", "r", "--targets", f"Id=t,Arn={arn},InputPath=$.detail")
    assert answer == {"FailedEntryCount": 0, "FailedEntries": []}
    assert aws("events", "list-targets-by-rule", "--rule", "r") == {
        "Targets": [{"Id": "t", "Arn": arn, "InputPath": "$.detail"}]
    }
    assert aws("events", "list-rule-names-by-target", "--target-arn", arn) == {"RuleNames": ["r"]}
    assert aws("events", "disable-rule", "--name", "r") is None
    assert aws("events", "describe-rule", "--name", "r")["State"] == "DISABLED"
    assert aws("events", "enable-rule", "--name", "r") is None
    assert [rule["State"] for rule in aws("events", "list-rules", "--name-prefix", "r")["Rules"]] == ["ENABLED"]
    entry = {"Source": "shop", "DetailType": "order", "Detail": '{"n": 1}'}
    answer = aws("events", "put-events", "--entries", [entry, {**entry, "Detail": "{"}])
    assert answer["FailedEntryCount"] == 1
    assert answer["Entries"][1] == {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    (message,) = aws("sqs", "receive-message", "--queue-url", url, "--wait-time-seconds", "20")["Messages"]
    assert json.loads(message["Body"]) == {"n": 1}
    event = {name: "x" for name in ("id", "account", "region", "detail-type")}
    event |= {"source": "shop", "time": "2026-01-02T03:04:05Z", "resources": []}
    assert aws("events", "test-event-pattern", "--event-pattern", pattern, "--event", event) == {"Result": True}
    assert aws.error("events", "delete-rule", "--name", "r") == error(
        "ValidationException", "DeleteRule", "Rule can't be deleted since it has targets."
    )
    answer = aws("events", "remove-targets", "--rule", "r", "--ids", "t")
    assert answer == {"FailedEntryCount": 0, "FailedEntries": []}
    assert aws("events", "delete-rule", "--name", "r") is None
    assert aws.error("events", "describe-rule", "--name", "r") == error(
        "ResourceNotFoundException", "DescribeRule", "Rule r does not exist on EventBus default."
    )
    assert aws.error("events", "put-rule", "--name", "r", "--schedule-expression", "rate(1 minutes)") == error(
        "ValidationException", "PutRule", "Parameter ScheduleExpression is not valid."
    )


def test_temporary_credentials(aws, account):
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
    arn = aws("iam", "create-role", "--role-name", "r", "--assume-role-policy-document", trust)["Role"]["Arn"]
    answer = aws("sts", "assume-role", "--role-arn", arn, "--role-session-name", "s1")
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{account}:assumed-role/r/s1"
    key = aws("sts", "get-session-token", "--duration-seconds", "900")["Credentials"]["AccessKeyId"]
    assert aws("sts", "get-access-key-info", "--access-key-id", key) == {"Account": account}
    user = aws("sts", "get-federation-token", "--name", "bob")["FederatedUser"]
    assert user == {"FederatedUserId": f"{account}:bob", "Arn": f"arn:aws:sts::{account}:federated-user/bob"}


def test_output_as_text_and_queries(clients):
    clients.aws("sqs", "create-queue", "--queue-name", "orders")
    code, out, _ = clients.cli("sqs", "list-queues", "--query", "QueueUrls[0]", "--output", "text")
    assert (code, out.strip()) == (0, f"{clients.server.endpoint}/{clients.account}/orders")


@pytest.mark.parametrize(("service", "count"), [("sqs", 23), ("events", 22), ("sts", 5)])
def test_every_operation_there_is_is_typed_above(clients, service, count):
    """Asks for every operation of the published model; those the server knows must stand in a scenario of this file."""
    client = clients.boto3(service, parameter_validation=False)

    def is_there(method):
        try:
            getattr(client, method)()
        except ClientError as error:
            return error.response["Error"]["Code"] not in ("UnknownOperationException", "InvalidAction")
        except BotoCoreError as error:
            # botocore needs a parameter to find the endpoint; those operations are none of ours.
            return "EndpointId" in str(error)
        return True

    there = {xform_name(name, "-") for method, name in client.meta.method_to_api_mapping.items() if is_there(method)}
    with open(__file__) as source:
        typed = source.read()
    assert sorted(name for name in there if f'"{name}"' not in typed) == []
    assert len(there) == count
