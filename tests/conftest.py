"""Servers and clients for the tests.

Every test gets an account of its own (a 12-digit access key id selects it), so that tests do not see each other's queues.
"""

import itertools
import pathlib
import shutil
import tempfile

import pytest

# Their assertions explain themselves like those of the tests.
pytest.register_assert_rewrite("clients", "exercised", "expect", "lambdas", "shapes")

import exercised  # noqa: E402
from clients import Clients  # noqa: E402
from servers import TARGET, Server  # noqa: E402

ACCOUNTS = itertools.count(100000000001)


def pytest_deselected(items):
    exercised.PARTIAL.update(item.path.name for item in items)


@pytest.fixture
def whole_module(request):
    """For tests about all tests of their module: says nothing where only some of these run."""
    if request.path.name in exercised.PARTIAL:
        pytest.skip("only some tests of the module run")


@pytest.fixture(scope="session")
def scratch():
    """A directory on a real disk (the target directory's), removed at the end."""
    TARGET.mkdir(exist_ok=True)
    path = pathlib.Path(tempfile.mkdtemp(prefix="clients-", dir=TARGET))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def server(scratch):
    """The shared server, on the system's clock."""
    running = Server(scratch / "shared").start()
    yield running
    assert running.stop() == 0
    assert "a part of the program failed" not in running.log.read_text()


@pytest.fixture(scope="module")
def timed(scratch):
    """A server of the module's own on a virtual clock: what needs time moves it with `timed.advance("30s")`."""
    running = Server(tempfile.mkdtemp(prefix="timed-", dir=scratch), "--clock", "virtual").start()
    yield running
    assert running.stop() == 0
    assert "a part of the program failed" not in running.log.read_text()


@pytest.fixture
def make_server(scratch):
    """Starts servers of a test's own: `make_server("--clock", "virtual")`."""
    running = []

    def make(*options):
        data = tempfile.mkdtemp(prefix="own-", dir=scratch)
        running.append(Server(data, *options).start())
        return running[-1]

    yield make
    for each in running:
        each.stop()


@pytest.fixture
def account():
    return str(next(ACCOUNTS))


@pytest.fixture
def clients(server, account):
    return Clients(server, account)


@pytest.fixture
def clients_of(account):
    """Clients for another server than the shared one."""
    return lambda server: Clients(server, account)


@pytest.fixture
def sqs(clients):
    return clients.boto3("sqs")


@pytest.fixture
def events(clients):
    return clients.boto3("events")


@pytest.fixture
def functions(clients):
    return clients.boto3("lambda")


@pytest.fixture
def timed_sqs(timed, clients_of):
    return clients_of(timed).boto3("sqs")


@pytest.fixture
def timed_events(timed, clients_of):
    return clients_of(timed).boto3("events")


@pytest.fixture
def timed_functions(timed, clients_of):
    return clients_of(timed).boto3("lambda")
