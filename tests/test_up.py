"""Applications from the command line: up, deploy, delete, status, logs."""

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import tarfile
import threading
import urllib.parse
import urllib.request
import zipfile

import pytest
from lambdas import PYTHON, node_runtime
from servers import BINARY, ROOT, environment

FUNCTION = f"""
AWSTemplateFormatVersion: 2010-09-09
Transform: AWS::Serverless-2016-10-31
Parameters:
  Greeting:
    Type: String
    Default: hello
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: app.handler
      Runtime: {PYTHON}
      Environment:
        Variables:
          GREETING: !Ref Greeting
  Queue:
    Type: AWS::SQS::Queue
Outputs:
  Url:
    Value: !Ref Queue
"""

GREET = """
import os

def handler(event, context):
    print("greeting", event)
    return os.environ["GREETING"] + " VERSION"
"""


@pytest.fixture
def folder(tmp_path):
    """Writes an application's files; the path of its template."""

    def write(files, template=FUNCTION):
        home = tmp_path / "shop"
        for name, text in {"template.yaml": template, **files}.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return home / "template.yaml"

    return write


class Program:
    """The program as a person runs it: against a server, as an account."""

    def __init__(self, server, account, cache):
        self.here = ["--endpoint", server.endpoint, "--region", "us-east-1", "--account", account]
        self.cache = str(cache)

    def __call__(self, *words, expected=0, cwd=None):
        command = [BINARY, *map(str, words), *self.here]
        surroundings = environment(XDG_CACHE_HOME=self.cache)
        done = subprocess.run(command, env=surroundings, cwd=cwd, capture_output=True, text=True, timeout=180)
        assert done.returncode == expected, done.stdout + done.stderr
        return done.stdout if expected == 0 else done.stderr

    def invoke(self, name, payload="{}"):
        return json.loads(self("invoke", name, "--payload", payload))


@pytest.fixture
def program(server, account, tmp_path):
    return Program(server, account, tmp_path / "cache")


def function_of(said):
    return re.search(r"^    Greet +(\S+)$", said, re.MULTILINE)[1]


def test_an_application_is_deployed_changed_looked_at_and_deleted(program, folder, clients):
    template = folder({"src/app.py": GREET})
    said = program("deploy", template)
    assert said.startswith("shop is up after ")
    (url,) = re.findall(r"^    Url +(\S+)$", said, re.MULTILINE)
    assert clients.boto3("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    name = function_of(said)
    assert program.invoke(name) == "hello VERSION"

    assert program("deploy", template).startswith("shop was up already;")
    assert program("deploy", template, "--param", "Greeting=good day").startswith("shop is up after ")
    assert program.invoke(name) == "good day VERSION"
    # A value that was given once stays.
    (template.parent / "src/app.py").write_text(GREET.replace("VERSION", "two"))
    program("deploy", template)
    assert program.invoke(name) == "good day two"

    status = program("status")
    assert re.search(r"^    shop +UPDATE_COMPLETE ", status, re.MULTILINE), status
    held = program("status", "shop")
    assert re.search(rf"^    Greet +AWS::Lambda::Function +\S+_COMPLETE +{name}$", held, re.MULTILINE), held
    assert "greeting {}" in program("logs", "--stack", "shop")
    assert "greeting {}" in program("logs")

    assert program("delete", template) == "shop is deleted\n"
    assert "there is no stack shop" in program("delete", "shop", expected=2)
    assert "there is no stack shop" in program("status", "shop", expected=2)

    assert clients.boto3("lambda").list_functions()["Functions"] == []


def test_the_template_of_the_folder_is_taken(program, folder):
    template = folder({"src/app.py": GREET})
    assert program("deploy", "--stack", "mine", cwd=template.parent).startswith("mine is up after ")
    assert program("delete", "mine") == "mine is deleted\n"
    assert "there is no template.yaml, template.yml, template.json here" in program("deploy", expected=1, cwd=template.parent / "src")


def test_what_code_needs_is_installed(program, folder, tmp_path):
    wheel = tmp_path / "shout-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("shout.py", "def shout(text): return text.upper()\n")
        archive.writestr("shout-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: shout\nVersion: 1.0\n")
        archive.writestr("shout-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("shout-1.0.dist-info/RECORD", "")
    code = "import shout\ndef handler(event, context): return shout.shout('hello')\n"
    template = folder({"src/app.py": code, "src/requirements.txt": f"# ours\n{wheel}\n"})
    # As it is typed in the template's folder.
    assert program.invoke(function_of(program("deploy", template.name, cwd=template.parent))) == "HELLO"


def test_what_javascript_needs_is_installed(program, folder, tmp_path):
    runtime = node_runtime()
    package = tmp_path / "package"
    package.mkdir()
    (package / "package.json").write_text('{"name": "shout", "version": "1.0.0", "main": "index.js"}')
    (package / "index.js").write_text("exports.shout = (text) => text.toUpperCase();")
    with tarfile.open(tmp_path / "shout.tgz", "w:gz") as archive:
        archive.add(package, "package")
    template = folder(
        {
            "src/app.js": "exports.handler = async () => require('shout').shout('hello');",
            "src/package.json": json.dumps({"dependencies": {"shout": f"file:{tmp_path / 'shout.tgz'}"}}),
        },
        FUNCTION.replace(PYTHON, runtime),
    )
    if shutil.which("npm") is None:
        pytest.skip("no npm is installed")
    assert program.invoke(function_of(program("deploy", template))) == "HELLO"


@pytest.mark.parametrize(
    "template, expected",
    [
        ("Resources:\n  A: [", "template.yaml: Template format error: YAML not well-formed. (line "),
        ("Resources:\n  A:\n    Type: AWS::Nothing::AtAll\n", "template.yaml:3: "),
        ("Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      Kolor: red\n", "template.yaml:5: "),
        (
            "Parameters:\n  Size: {Type: Number}\nResources:\n  A: {Type: AWS::SQS::Queue}\n",
            "template.yaml:2: ValidationError: Parameters: [Size] must have values",
        ),
        ("Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code: nowhere\n", "template.yaml:5: Code of F names "),
    ],
)
def test_what_is_wrong_is_said_with_its_line(program, folder, template, expected):
    path = folder({}, template)
    said = program("deploy", path, expected=1)
    assert said.startswith(f"tradewind: {path.parent}/{expected}"), said
    assert "there is no stack" in program("status", "shop", expected=2)


def test_the_first_cause_is_said_with_its_line(program, folder):
    bad = "Resources:\n  A:\n    Type: AWS::SQS::Queue\n  B:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 5000\n"
    path = folder({}, bad)
    said = program("deploy", path, expected=1)
    assert f"{path}:4: B (AWS::SQS::Queue): " in said
    assert "the stack is ROLLBACK_COMPLETE" in said
    # What is left of it is cleared away by the next attempt.
    path.write_text(bad.replace("5000", "5"))
    assert program("deploy", path).startswith("shop is up after ")


def test_an_unknown_parameter_is_a_slip_of_the_pen(program, folder):
    path = folder({"src/app.py": GREET})
    assert "has no parameter Greting; it has Greeting" in program("deploy", path, "--param", "Greting=x", expected=1)


class Up:
    """`tradewind up TEMPLATE`, and its lines as they come."""

    def __init__(self, template, data, *options, listen="127.0.0.1:0"):
        command = [BINARY, "up", str(template), "--data", str(data), "--listen", listen, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment())
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.seen = []

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, pattern):
        """The first match of a line to come."""
        while True:
            line = self.lines.get(timeout=120)
            self.seen.append(line)
            assert line is not None, self.seen
            found = re.search(pattern, line)
            if found:
                return found

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@pytest.fixture
def up(scratch):
    running = []

    def start(template, data, *options, **more):
        running.append(Up(template, data, *options, **more))
        return running[-1]

    yield start
    for each in running:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait(timeout=30)


def test_up_serves_deploys_tells_and_follows(up, folder, tmp_path):
    template = folder({"src/app.py": GREET})
    running = up(template, tmp_path / "data", "--watch")
    endpoint = running.until(r"^listening on (http://\S+)$")[1]
    running.until(r"^shop is up after ")
    name = running.until(r"^    Greet +(\S+)$")[1]
    here = ["--endpoint", endpoint, "--region", "us-east-1", "--account", "000000000000"]

    def invoke():
        done = subprocess.run([BINARY, "invoke", name, *here], env=environment(), capture_output=True, text=True, timeout=60)
        return json.loads(done.stdout)

    assert invoke() == "hello VERSION"
    running.until("greeting {}")
    (template.parent / "src/app.py").write_text(GREET.replace("VERSION", "two"))
    running.until(r"^shop is up again after ")
    assert invoke() == "hello two"
    # A folder that was away for a moment is followed again.
    (template.parent / "src").rename(tmp_path / "away")
    running.until(r"Greet names .*src")
    (tmp_path / "away").rename(template.parent / "src")
    running.until(r"^it is as its files say again$")
    (template.parent / "src/app.py").write_text(GREET.replace("VERSION", "three"))
    running.until(r"^shop is up again after ")
    assert invoke() == "hello three"
    template.write_text(FUNCTION.replace("Default: hello", "Default: [") )
    running.until(r"YAML not well-formed")
    template.write_text(FUNCTION.replace("AWS::SQS::Queue", "AWS::SNS::Teapot"))
    running.until("AWS::SNS::Teapot")
    assert invoke() == "hello three"
    # A second one finds the server that is there.
    second = up(template, tmp_path / "other", listen=endpoint.removeprefix("http://"))
    second.until(rf"^using the server at {endpoint}$")
    second.until("AWS::SNS::Teapot")
    assert second.process.wait(timeout=60) == 1
    assert running.stop() == 0

    # Everything is there again; nothing has to be made.
    template.write_text(FUNCTION)
    again = up(template, tmp_path / "data")
    endpoint = again.until(r"^listening on (http://\S+)$")[1]
    again.until(r"^shop was up already;")
    here[1] = endpoint
    assert invoke() == "hello three"
    assert again.stop() == 0


def test_up_ends_where_its_application_can_not_be_brought_up(up, folder, tmp_path):
    template = folder({}, "Resources:\n  A:\n    Type: AWS::Nothing::AtAll\n")
    running = up(template, tmp_path / "data")
    running.until(r"^listening on ")
    running.until(r"^tradewind: .*template.yaml:3: .*AWS::Nothing::AtAll")
    assert running.process.wait(timeout=60) == 1


def test_links_out_of_the_folder_are_refused(program, folder, tmp_path):
    (tmp_path / "secret").write_text("s")
    template = folder({"src/app.py": GREET})
    os.symlink(tmp_path / "secret", template.parent / "src" / "secret")
    assert "it is a link that leads out of the folder" in program("deploy", template, expected=1)


INLINE = f"""
Resources:
  Say:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: {PYTHON}
      Handler: index.handler
      Role: arn:aws:iam::123456789012:role/r
      Code:
        ZipFile: |
          def handler(event, context):
              print("said within")
"""


def test_functions_of_nested_stacks_are_found(program, folder):
    template = folder({"inner.yaml": INLINE}, "Resources:\n  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml}}\n")
    said = program("deploy", template)
    [name] = re.findall(r"^    Inner\.Say +(\S+)$", said, re.MULTILINE)
    program.invoke(name)
    assert "said within" in program("logs", "--stack", "shop")
    # What is proposed can be typed as it stands.
    assert re.search(rf"^    logs +tradewind logs --stack shop -f --endpoint {program.here[1]}$", said, re.MULTILINE)


def test_the_first_cause_within_a_nested_stack_is_said(program, folder):
    inner = "Resources:\n  Bad: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5000}}\n"
    outer = "Resources:\n  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml}}\n"
    template = folder({"inner.yaml": inner}, outer)
    said = program("deploy", template, expected=1)
    assert re.search(rf"{template}:2: Inner .*Bad \(AWS::SQS::Queue\): .*parameter DelaySeconds", said), said


def test_an_application_within_an_application(program, folder):
    outer = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Inner: {Type: AWS::Serverless::Application, Properties: {Location: inner.yaml}}
"""
    said = program("deploy", folder({"inner.yaml": INLINE}, outer))
    [name] = re.findall(r"^    Inner\.Say +(\S+)$", said, re.MULTILINE)
    assert program.invoke(name) is None


def test_the_application_of_the_readme(up, tmp_path):
    """`tradewind up examples/webhooks/template.yaml`: what is sent to its URL is taken, and what its functions print is seen."""
    running = up(ROOT / "examples" / "webhooks" / "template.yaml", tmp_path / "data")
    endpoint = running.until(r"^listening on (http://\S+)$")[1]
    running.until(r"^webhooks is up after ")
    url = running.until(r"^    WebhookUrl +(http://\S+)$")[1]
    body = json.dumps({"action": "opened", "repository": {"full_name": "a/b"}}).encode()
    # Not every resolver knows names below localhost.
    headers = {"Host": urllib.parse.urlsplit(url).netloc, "X-GitHub-Event": "issues", "X-GitHub-Delivery": "d1"}
    request = urllib.request.Request(endpoint, body, headers)
    assert urllib.request.urlopen(request).status == 202
    running.until(r"received: issues is on the bus as d1$")
    assert running.stop() == 0


def test_a_package_that_is_no_json_is_told(program, folder):
    template = folder({"src/index.js": "exports.handler = async () => 1;", "src/package.json": "{bad"}, f"""
Transform: AWS::Serverless-2016-10-31
Resources:
  F: {{Type: AWS::Serverless::Function, Properties: {{CodeUri: src, Handler: index.handler, Runtime: {node_runtime()}}}}}
""")  # fmt: skip
    assert "package.json can't be read: " in program("deploy", template, expected=1)


def test_who_reads_may_go_and_what_can_not_be_kept_is_said(tmp_path):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([BINARY, "operations"], stdout=write, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")
    with open("/dev/full", "w") as full:
        done = subprocess.run([BINARY, "operations"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, "standard output can't be written" in done.stderr) == (1, True)


def test_a_template_that_is_not_there_starts_no_server(tmp_path):
    command = [BINARY, "up", str(tmp_path / "none.yaml"), "--data", str(tmp_path / "data"), "--listen", "127.0.0.1:0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment())
    assert (done.returncode, "none.yaml: No such file" in done.stderr, (tmp_path / "data").exists()) == (1, True, False)
