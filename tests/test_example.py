"""The example runs, and says what it promises to say."""

import os
import pathlib
import re
import subprocess
import sys

from servers import BINARY, ROOT, environment

EXAMPLE = ROOT / "examples" / "webhooks"


def test_the_webhooks_example(scratch):
    command = [
        sys.executable, str(EXAMPLE / "demo.py"), "--server", BINARY, "--aws", str(pathlib.Path(sys.executable).parent / "aws"),
        "--payloads", str(EXAMPLE / "functions" / "receive" / "payloads.jsonl"), "--seconds", "1", "--scratch", str(scratch),
    ]  # fmt: skip
    done = subprocess.run(
        command, env=environment(AWS_CONFIG_FILE=os.devnull), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing that was acknowledged is missing" in done.stdout.splitlines()
    assert "acknowledged and missing: 0" in done.stdout
    # Of the eight payloads three mean trouble and one is a new issue.
    lines = [line.split() for line in done.stdout.splitlines()]
    (explain,) = [line for line in lines if line[:1] == ["explain"] and "trouble" in line]
    assert explain[2:6] == ["rule", "trouble", "3", "3"], done.stdout
    (label,) = [line for line in lines if line[:1] == ["label"] and "to-label" in line]
    assert label[2:7] == ["queue", "to-label", "1", "1", "documentation"], done.stdout
    kept = re.findall(
        r"^bucket webhooks: (\d+) objects; webhooks acknowledged for explain and missing: 0$", done.stdout, re.MULTILINE
    )
    assert kept[0] == "3" and int(kept[1]) > 3, done.stdout
    for name in ("explain", "label"):
        (ran,) = re.findall(rf"^{name} ran for (\d+) of them; acknowledged for it and missing: 0$", done.stdout, re.MULTILINE)
        assert int(ran) > 0
        assert re.search(rf"^{name}'s log: Duration: [\d.]+ ms ", done.stdout, re.MULTILINE), done.stdout
