"""Deployment tools that are not of the tests' own environment: where `./test` installs them, and how they are run."""

import os
import shutil
import subprocess

from servers import ROOT, TARGET, environment

SAM = TARGET / "venv-sam" / "bin" / "sam"
CDK = TARGET / "cdk" / "node_modules" / ".bin" / "cdk"


class Tool:
    """A program with a server in its surroundings."""

    def __init__(self, program, server, account, folder):
        assert program.exists(), f"{program} is missing: ./test installs it"
        self.program = str(program)
        self.folder = folder
        self.surroundings = environment(
            AWS_ENDPOINT_URL=server.endpoint, AWS_ACCESS_KEY_ID=account, AWS_SECRET_ACCESS_KEY="secret",
            AWS_DEFAULT_REGION="us-east-1", AWS_REGION="us-east-1", AWS_CONFIG_FILE=os.devnull, SAM_CLI_TELEMETRY="0",
            CDK_DISABLE_CLI_TELEMETRY="1", CI="1", HOME=str(folder), NO_COLOR="1",
        )  # fmt: skip

    def __call__(self, *words, expected=0, typed=""):
        """Both outputs as one text; `typed` is what it reads."""
        command = [self.program, *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "input": typed, "text": True}
        done = subprocess.run(command, cwd=self.folder, env=self.surroundings, timeout=300, **pipes)
        assert done.returncode == expected, done.stdout
        return done.stdout


def cdk(server, account, folder):
    """The CDK on a copy of the application in tests/cdk; the libraries are not copied."""
    for name in ("app.js", "function"):
        copy = shutil.copytree if name == "function" else shutil.copy
        copy(ROOT / "tests" / "cdk" / name, folder / name)
    (folder / "node_modules").symlink_to(CDK.parent.parent)
    return Tool(CDK, server, account, folder)
