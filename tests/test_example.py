"""The example runs, and says what it promises to say."""

import os
import pathlib
import subprocess
import sys

from servers import BINARY, ROOT, environment

EXAMPLE = ROOT / "examples" / "webhooks"


def test_the_webhooks_example(scratch):
    command = [
        sys.executable, str(EXAMPLE / "demo.py"), "--server", BINARY, "--aws", str(pathlib.Path(sys.executable).parent / "aws"),
        "--payloads", str(EXAMPLE / "payloads.jsonl"), "--seconds", "1", "--scratch", str(scratch),
    ]  # fmt: skip
    done = subprocess.run(
        command, env=environment(AWS_CONFIG_FILE=os.devnull), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing that was acknowledged is missing" in done.stdout.splitlines()
    assert "acknowledged and missing: 0" in done.stdout
