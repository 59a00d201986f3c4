"""Real public templates: how many deploy, and why each of the others does not.

They lie beside the repository in shared/templates/open and come without the code they point at: a small function of ours stands
in for it. Where the folder is missing there is nothing to test. The report is written to target/templates.txt.
"""

import collections
import pathlib
import re
import shutil
import subprocess

import pytest
import yaml
from botocore.exceptions import ClientError
from clients import SESSION
from servers import BINARY, ROOT, TARGET, Server, environment

FOLDER = ROOT.parent / "shared" / "templates" / "open"
TEMPLATES = sorted(FOLDER.glob("*.*")) if FOLDER.is_dir() else []

# What keeps a template from deploying and is no fault of ours. It is refused before anything is made, and says why.
HONEST = {
    "a type whose service does not exist yet": r"[Rr]esource types?:? .*\[?AWS::|is not (built|supported|part of)|Unrecognized resource type",
    "a property that is refused by name": r"property \S+ .*(not built|not supported|refused)|Encountered unsupported property",
    "a parameter without a default": r"must have values|has no default",
    "a runtime that can't be run here": r"The runtime \S+ needs ",
    "the template is not a valid one": r"'null' values are not allowed in templates",
}

# What can be found out only while a stack is made.
LATE = {
    "a runtime that can't be run here": r"The runtime \S+ needs ",
    "the template asks for what is not there": r"No export named \S+ found|Layer version \S+ does not exist",
}


# Of those there are, so many deploy at least: what has deployed once does not cease to.
DEPLOY = 25


class Loader(yaml.SafeLoader):
    """YAML with tags that mean nothing here."""


def anything(loader, _, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return loader.construct_mapping(node)


Loader.add_multi_constructor("!", anything)


def stand_ins(home, text, template):
    """Writes what a template points at: a function that answers, a file that is empty."""
    for path in re.findall(r"""AWS::Include['"]?\s+Parameters:\s+Location: ['"]?([^'"\s]+)""", text):
        if "://" not in path:
            (home / path).write_text("{}")
    common = (template.get("Globals") or {}).get("Function") or {}
    for resource in (template.get("Resources") or {}).values():
        properties = {**common, **(resource.get("Properties") or {})} if isinstance(resource, dict) else {}
        for name in ("CodeUri", "Code", "ContentUri", "Content", "DefinitionUri", "TemplateURL", "Location"):
            path = properties.get(name)
            if not isinstance(path, str) or "://" in path:
                continue
            place = home / path
            if name in ("CodeUri", "Code", "ContentUri", "Content") and not place.suffix:
                code(place, str(properties.get("Handler", "app.handler")), str(properties.get("Runtime", "")))
            elif not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text("{}")


def code(folder, handler, runtime):
    module, _, function = handler.partition(".")
    function = re.sub(r"\W.*", "", function) or "handler"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / module
    file.parent.mkdir(parents=True, exist_ok=True)
    if runtime.startswith("nodejs"):
        file.with_suffix(".js").write_text(f"exports.{function} = async (event) => event;\n")
    else:
        file.with_suffix(".py").write_text(f"def {function}(event, context):\n    return event\n")


def values_for(template):
    """Values for parameters without defaults: text that may stand for anything."""
    for name, about in (template.get("Parameters") or {}).items():
        if "Default" not in about:
            allowed = about.get("AllowedValues")
            word = "tradewind@example.com" if "mail" in name.lower() else "tradewind-example"
            value = str(allowed[0]) if allowed else "1" if about.get("Type") == "Number" else word
            yield from ("--param", f"{name}={value}")


@pytest.fixture(scope="module")
def here(scratch):
    """A server that runs functions on what is installed, as it does for whoever brings an application up."""
    running = Server(scratch / "open", "--functions-versions", "nearest").start()
    yield ["--endpoint", running.endpoint, "--region", "us-east-1", "--account", "777777777777"]
    assert running.stop() == 0


def run(*words):
    surroundings = environment(XDG_CACHE_HOME=str(TARGET / "builds"))
    return subprocess.run([BINARY, *map(str, words)], env=surroundings, capture_output=True, text=True, timeout=300)


def outcome(path, home, here):
    """`deploys`, or the kind of refusal; and what was said."""
    template = yaml.load(path.read_text(), Loader)
    home.mkdir()
    shutil.copy(path, home / path.name)
    stand_ins(home, path.read_text(), template)
    name = re.sub(r"[^A-Za-z0-9]+", "-", path.stem)[:60].strip("-")
    done = run("deploy", home / path.name, "--stack", name, *values_for(template), *here)
    if done.returncode == 0:
        gone = run("delete", name, *here)
        assert gone.returncode == 0, f"{path.name} is not deleted: {gone.stderr}"
        return "deploys", ""
    said = done.stderr.strip().splitlines()[-1].replace(str(home), "").replace("tradewind: ", "")
    begun = "the stack is" in said
    if begun:
        run("delete", name, *here)
    for kind, pattern in (LATE if begun else HONEST).items():
        if re.search(pattern, said):
            return kind, said
    return "fails while it is made" if begun else "fails", said


def valid(endpoint):
    """Whether a template is well-formed and needs nothing but what CloudFormation's language has."""
    cloudformation = SESSION.client(
        "cloudformation", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="777777777777", aws_secret_access_key="x"
    )

    def asked(path):
        try:
            return bool(cloudformation.validate_template(TemplateBody=path.read_text()))
        except ClientError:
            return False

    return asked


@pytest.mark.skipif(not TEMPLATES, reason="the public templates are not here")
def test_public_templates_deploy_or_say_why_not(here, scratch):
    found = {path.name: outcome(path, pathlib.Path(scratch) / f"open-{path.stem}", here) for path in TEMPLATES}
    kinds = collections.Counter(kind for kind, _ in found.values())
    lines = [f"{sum(map(valid(here[1]), TEMPLATES)):>4}  of {len(TEMPLATES)} are valid by ValidateTemplate"]
    lines += [f"{count:>4}  {kind}" for kind, count in kinds.most_common()]
    lines += [f"{name}: {kind}: {said}" for name, (kind, said) in found.items() if kind != "deploys"]
    report = "\n".join(lines)
    (TARGET / "templates.txt").write_text(report + "\n")
    print(report)
    wrong = {name: said for name, (kind, said) in found.items() if kind.startswith("fails")}
    assert not wrong, wrong
    assert kinds["deploys"] >= DEPLOY
