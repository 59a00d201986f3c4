"""The Cloud Development Kit: its own bootstrap template, and an application from deploy to destroy."""

import json

import pytest
from clients import Clients
from servers import Server
from tools import cdk as tool

ACCOUNT = "888888888888"
APP = ("--app", "node app.js")
ALL = ("--all", "--require-approval", "never", *APP)


@pytest.fixture
def nearest(scratch):
    """A server that runs functions on the version of Node.js that is here."""
    running = Server(scratch / "cdk", "--functions-versions", "nearest").start()
    yield running
    assert running.stop() == 0


def test_from_bootstrap_to_destroy(nearest, tmp_path):
    cdk, clients = tool(nearest, ACCOUNT, tmp_path), Clients(nearest, ACCOUNT)
    assert f"Environment aws://{ACCOUNT}/us-east-1 bootstrapped." in cdk("bootstrap", *APP)
    [repository] = clients.boto3("ecr").describe_repositories()["repositories"]
    assert repository["repositoryName"] == f"cdk-hnb659fds-container-assets-{ACCOUNT}-us-east-1"
    assert "(no changes)" in cdk("bootstrap", *APP)

    cdk("deploy", *ALL, "--outputs-file", "outputs.json")
    outputs = json.loads((tmp_path / "outputs.json").read_text())["Shop"]
    call = {"FunctionName": outputs["FunctionName"], "Payload": b"{}"}
    lambda_ = clients.boto3("lambda")
    [bucket] = [one["Name"] for one in clients.boto3("s3").list_buckets()["Buckets"] if one["Name"].startswith("shop-")]
    assert json.loads(lambda_.invoke(**call)["Payload"].read()) == {"bucket": bucket, "event": {}}
    queues = [url.rsplit("/", 1)[1] for url in clients.boto3("sqs").list_queues()["QueueUrls"]]
    assert sorted(queues) == sorted([outputs["LateName"], outputs["QueueName"].rsplit("/", 1)[1]])
    assert "no changes" in cdk("deploy", *ALL)

    code = tmp_path / "function" / "index.js"
    code.write_text(code.read_text().replace("event })", "changed: true })"))
    cdk("deploy", *ALL)
    assert json.loads(lambda_.invoke(**call)["Payload"].read()) == {"bucket": bucket, "changed": True}
    code.write_text(code.read_text().replace("changed: true", "swapped: true"))
    assert "hotswap" in cdk("deploy", "--hotswap", *ALL)
    assert json.loads(lambda_.invoke(**call)["Payload"].read()) == {"bucket": bucket, "swapped": True}

    assert "Shop: destroyed" in cdk("destroy", "--all", "--force", *APP)
    assert lambda_.list_functions()["Functions"] == []
    assert "QueueUrls" not in clients.boto3("sqs").list_queues()
