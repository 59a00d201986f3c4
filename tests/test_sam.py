"""The SAM CLI: builds, deploys, looks, changes, deletes."""

import json
import re

import pytest
from lambdas import PYTHON
from tools import SAM, Tool

TEMPLATE = f"""
Transform: AWS::Serverless-2016-10-31
Parameters:
  Greeting: {{Type: String, Default: hello}}
Resources:
  Jobs: {{Type: AWS::SQS::Queue}}
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: {PYTHON}
      Handler: app.handler
      CodeUri: src
      Environment: {{Variables: {{GREETING: !Ref Greeting}}}}
      Events:
        Jobs: {{Type: SQS, Properties: {{Queue: !GetAtt Jobs.Arn}}}}
Outputs:
  Name: {{Value: !Ref Worker}}
"""
CODE = """
import os

def handler(event, context):
    return os.environ["GREETING"] + " " + event["name"]
"""


@pytest.fixture
def sam(server, account, tmp_path):
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "app.py").write_text(CODE)
    (tmp_path / "src" / "requirements.txt").write_text("")
    return Tool(SAM, server, account, tmp_path)


def test_an_application_from_build_to_delete(sam, clients, tmp_path):
    deploy = ("deploy", "--stack-name", "shop", "--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset")
    assert "is a valid SAM Template" in sam("validate")
    sam("build")
    assert "Successfully created/updated stack - shop" in sam(*deploy)
    assert "No changes to deploy. Stack shop is up to date" in sam(*deploy, "--no-fail-on-empty-changeset")
    assert "No changes to deploy" in sam(*deploy, expected=1)
    [name] = [one["OutputValue"] for one in json.loads(sam("list", "stack-outputs", "--stack-name", "shop", "--output", "json"))]
    lambda_ = clients.boto3("lambda")
    call = {"FunctionName": name, "Payload": b'{"name": "you"}'}
    assert lambda_.invoke(**call)["Payload"].read() == b'"hello you"'
    # Changed code and a changed parameter.
    (tmp_path / "src" / "app.py").write_text(CODE.replace('" "', '", dear "'))
    sam("build")
    assert "UPDATE_COMPLETE" in sam(*deploy, "--parameter-overrides", "Greeting=welcome")
    assert lambda_.invoke(**call)["Payload"].read() == b'"welcome, dear you"'
    assert '"welcome, dear you"' in sam("remote", "invoke", "Worker", "--stack-name", "shop", "--event", '{"name": "you"}')
    assert re.search(r"REPORT RequestId: \S+", sam("logs", "--stack-name", "shop"))
    listed = json.loads(sam("list", "resources", "--stack-name", "shop", "--output", "json"))
    assert {one["LogicalResourceId"] for one in listed} == {"Jobs", "Worker", "WorkerJobs", "WorkerRole"}
    # Only the code, past CloudFormation.
    (tmp_path / "src" / "app.py").write_text(CODE.replace('" "', '", good "'))
    sam("sync", "--stack-name", "shop", "--no-watch", "--code", typed="y\n")
    assert lambda_.invoke(**call)["Payload"].read() == b'"welcome, good you"'
    assert "Deleted successfully" in sam("delete", "--stack-name", "shop", "--no-prompts", "--region", "us-east-1")
    assert lambda_.list_functions()["Functions"] == []


def test_what_is_refused_is_refused_before_anything_is_made(sam, clients, tmp_path):
    template = TEMPLATE.replace("AWS::SQS::Queue}", "AWS::SNS::Topic}").replace("Jobs.Arn", "Jobs.TopicArn")
    (tmp_path / "template.yaml").write_text(template)
    said = sam(
        "deploy", "--stack-name", "shop", "--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset", expected=1
    )
    assert "Unrecognized resource types: [AWS::SNS::Topic]" in said
    assert clients.boto3("lambda").list_functions()["Functions"] == []
