"""Nested stacks whose templates change behind their URLs, and updates of stacks with nested ones that are killed on their way."""

import json

import pytest
from lambdas import given
from test_cloudformation import MAKER, events, wait

INNER = """
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: %d}}
Outputs:
  Seconds: {Value: '%d'}
  Url: {Value: !Ref Queue}
"""


def outer(account, **more):
    inner = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": f"https://s3.amazonaws.com/inner-{account}/inner.yaml"}}
    seconds = {"Value": {"Fn::GetAtt": ["Inner", "Outputs.Seconds"]}}
    return json.dumps({"Resources": {"Inner": inner, **more}, "Outputs": {"Seconds": seconds}})


@pytest.fixture
def place(clients, account):
    """Puts the inner template, in which a queue has so many seconds."""
    s3 = clients.boto3("s3")
    s3.create_bucket(Bucket=f"inner-{account}")

    def put(seconds):
        s3.put_object(Bucket=f"inner-{account}", Key="inner.yaml", Body=(INNER % (seconds, seconds)).encode())

    return put


@pytest.fixture
def cloudformation(clients, account, place):
    """With a stack `outer` around a nested one, whose queue has ten seconds."""
    client = clients.boto3("cloudformation")
    place(10)
    client.create_stack(StackName="outer", TemplateBody=outer(account))
    wait(client, "stack_create_complete", StackName="outer")
    return client


@pytest.fixture
def seconds(clients, cloudformation):
    """What the parent says of the queue, what the nested stack's template says of it, and what the queue says."""

    def ask():
        [stack] = cloudformation.describe_stacks(StackName="outer")["Stacks"]
        [inner] = cloudformation.describe_stack_resources(StackName="outer", LogicalResourceId="Inner")["StackResources"]
        inner = inner["PhysicalResourceId"]
        template = cloudformation.get_template(StackName=inner)["TemplateBody"]
        [queue] = cloudformation.describe_stack_resources(StackName=inner)["StackResources"]
        sqs = clients.boto3("sqs")
        queue = sqs.get_queue_attributes(QueueUrl=queue["PhysicalResourceId"], AttributeNames=["VisibilityTimeout"])
        return (
            int(stack["Outputs"][0]["OutputValue"]),
            next(number for number in (10, 20, 30) if f": {number}" in template),
            int(queue["Attributes"]["VisibilityTimeout"]),
        )

    return ask


def update(client, template, waiter="stack_update_complete"):
    client.update_stack(StackName="outer", TemplateBody=template)
    wait(client, waiter, StackName="outer")


def test_a_new_template_behind_the_same_url(cloudformation, account, place, seconds):
    assert seconds() == (10, 10, 10)
    place(20)
    update(cloudformation, outer(account))
    assert seconds() == (20, 20, 20)
    # There is nothing new any more; it is looked at nevertheless.
    update(cloudformation, outer(account))
    told = [(one["LogicalResourceId"], one["ResourceStatus"]) for one in events(cloudformation, "outer")][:5]
    assert told[::-1] == [
        ("outer", "UPDATE_IN_PROGRESS"), ("Inner", "UPDATE_IN_PROGRESS"), ("Inner", "UPDATE_COMPLETE"),
        ("outer", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"), ("outer", "UPDATE_COMPLETE"),
    ]  # fmt: skip
    assert seconds() == (20, 20, 20)


def test_a_change_set_says_that_it_may_have_changed(cloudformation, account):
    cloudformation.create_change_set(StackName="outer", ChangeSetName="c", TemplateBody=outer(account))
    wait(cloudformation, "change_set_create_complete", StackName="outer", ChangeSetName="c")
    [change] = cloudformation.describe_change_set(StackName="outer", ChangeSetName="c")["Changes"]
    change = change["ResourceChange"]
    assert (change["Action"], change["LogicalResourceId"], change["Replacement"]) == ("Modify", "Inner", "False")
    assert change["Scope"] == ["Properties"]
    target = {"Attribute": "Properties", "RequiresRecreation": "Never"}
    assert change["Details"] == [{"Target": target, "Evaluation": "Dynamic", "ChangeSource": "Automatic"}]


def test_what_a_failed_update_changed_within_is_changed_back(cloudformation, account, place, seconds):
    place(20)
    update(cloudformation, outer(account))
    place(30)
    bad = {"Type": "AWS::SQS::Queue", "DependsOn": "Inner", "Properties": {"QueueName": "not a name"}}
    update(cloudformation, outer(account, Bad=bad), "stack_rollback_complete")
    # The template behind the URL is not the one it had.
    assert seconds() == (20, 20, 20)
    # An update that does not come as far as the nested stack gives it nothing back.
    place(10)
    update(cloudformation, outer(account))
    assert seconds() == (10, 10, 10)
    bad["DependsOn"] = []
    inner_waits = json.loads(outer(account, Bad=bad))
    inner_waits["Resources"]["Inner"]["DependsOn"] = "Bad"
    update(cloudformation, json.dumps(inner_waits), "stack_rollback_complete")
    assert seconds() == (10, 10, 10)


def test_an_update_within_that_fails_fails_the_update(cloudformation, clients, account, seconds):
    broken = INNER % (20, 20) + "  Bad: {Value: !GetAtt Queue.Colour}\n"
    clients.boto3("s3").put_object(Bucket=f"inner-{account}", Key="inner.yaml", Body=broken.encode())
    update(cloudformation, outer(account), "stack_rollback_complete")
    assert seconds() == (10, 10, 10)
    [failed] = [one for one in events(cloudformation, "outer") if one["ResourceStatus"] == "UPDATE_FAILED"]
    assert failed["LogicalResourceId"] == "Inner" and "Colour" in failed["ResourceStatusReason"]


def everything(account, seconds, last):
    """Queues one after the other, with a nested stack and a custom resource among them, and something at the end."""
    maker = f"arn:aws:lambda:us-east-1:{account}:function:maker"
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": seconds}}
    own = {
        20: {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": f"https://s3.amazonaws.com/inner-{account}/inner.yaml"}},
        40: {"Type": "Custom::Thing", "Properties": {"ServiceToken": maker, "Number": seconds}},
        59: last or queue,
    }
    resources = {f"R{number}": dict(own.get(number, queue)) for number in range(60)}
    for number in range(1, 60):
        resources[f"R{number}"]["DependsOn"] = f"R{number - 1}"
    return json.dumps({"Resources": resources})


@pytest.mark.parametrize(
    ("last", "ends"),
    [(None, "UPDATE_COMPLETE"), ({"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "not a name"}}, "UPDATE_ROLLBACK_COMPLETE")],
)
def test_updates_outlive_kills(make_server, clients_of, account, last, ends):
    server = make_server()
    clients_of(server).boto3("lambda").create_function(**given(account, "maker", MAKER))
    clients_of(server).boto3("s3").create_bucket(Bucket=f"inner-{account}")

    def place(seconds):
        inner = (INNER % (seconds, seconds)).encode()
        clients_of(server).boto3("s3").put_object(Bucket=f"inner-{account}", Key="inner.yaml", Body=inner)

    def status():
        [stack] = clients_of(server).boto3("cloudformation").describe_stacks(StackName="shaken")["Stacks"]
        return stack["StackStatus"]

    place(10)
    client = clients_of(server).boto3("cloudformation")
    client.create_stack(StackName="shaken", TemplateBody=everything(account, 10, None))
    wait(client, "stack_create_complete", StackName="shaken")
    place(20)
    client.update_stack(StackName="shaken", TemplateBody=everything(account, 20, last))
    # Killed whenever something more has happened.
    seen, kills = 0, 0
    while status().endswith("_IN_PROGRESS"):
        now = len(events(clients_of(server).boto3("cloudformation"), "shaken"))
        if now > seen:
            seen, kills = now, kills + 1
            server.kill9()
            server.start()
    assert (status(), kills > 1) == (ends, True)
    sqs = clients_of(server).boto3("sqs")
    urls = sqs.list_queues()["QueueUrls"]
    told = {sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["VisibilityTimeout"] for url in urls}
    # Fifty-eight of the stack's own and the one within: all of them as they were, or all as they shall be.
    assert (len(urls), told) == (59, {"20" if ends == "UPDATE_COMPLETE" else "10"})
