"""boto3 and the AWS CLI, speaking for one account of one server."""

import json
import os
import subprocess
import sys

import boto3
import exercised
import shapes
from botocore.config import Config

REGION = "us-east-1"

# One session for all: reading the service models is most of what a client costs.
SESSION = boto3.Session()


class Clients:
    def __init__(self, server, account, secret="secret"):
        self.server = server
        self.account = account
        self.secret = secret

    def boto3(self, service, region=REGION, **config):
        """A client that never tries twice and whose answers are all held against the model.

        `parameter_validation=False` sends what the service is to refuse.
        """
        client = SESSION.client(
            service,
            endpoint_url=self.server.endpoint,
            region_name=region,
            aws_access_key_id=self.account,
            aws_secret_access_key=self.secret,
            config=Config(retries={"total_max_attempts": 1}, read_timeout=60, **config),
        )
        return exercised.watch(shapes.watch(client))

    def cli(self, *words, given=None, **variables):
        """Runs the AWS CLI; exit code, standard output and standard error. `given` is its standard input."""
        environment = {
            **os.environ,
            "AWS_ACCESS_KEY_ID": self.account,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_PAGER": "",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
            **variables,
        }
        # Not AWS_ENDPOINT_URL: version 1 of the CLI overrides that variable with a host name of its own for SQS in most regions.
        command = [sys.executable, "-m", "awscli", "--endpoint-url", self.server.endpoint, *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, input=given)
        return done.returncode, done.stdout, done.stderr

    def aws(self, *words):
        """The answer of an AWS CLI command that is expected to succeed, or None if it printed nothing."""
        code, out, err = self.cli(*words)
        assert code == 0, f"aws {' '.join(words)}: {err}"
        return json.loads(out) if out.strip() else None

    def aws_error(self, *words):
        """The one line an AWS CLI command that is expected to fail says."""
        code, out, err = self.cli(*words)
        assert code in (254, 255), f"aws {' '.join(words)}: exit code {code}, {out}{err}"
        return err.strip().removeprefix("aws: [ERROR]: ")
