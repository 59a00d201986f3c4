"""Moving a virtual clock, and not moving the system's."""

import contextlib
import datetime
import http.client
import json
import threading

import pytest
from expect import arn_of, bodies, create, rule


def post(server, body):
    status, _, answer = server.http("POST", "/_tradewind/clock", body)
    return status, json.loads(answer)


def test_a_virtual_clock_stands_still_until_it_is_moved(timed):
    now = timed.now()
    assert timed.now() == now
    status, answer = post(timed, b'{"advance": "1h30m"}')
    assert (status, answer["clock"]) == (200, "virtual")
    assert answer["now"] == timed.now() > now


def test_it_goes_to_a_time(make_server):
    server = make_server("--clock", "virtual")
    assert server.clock(to="2034-12-31T23:59:59Z").startswith("2034-12-31T23:59:59")
    status, answer = post(server, b'{"to": "2034-12-31T23:59:58Z"}')
    assert status == 400
    assert "does not go back" in answer["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"advance": "soon"}',
        b'{"advance": -1}',
        b'{"to": "tomorrow"}',
        b'{"rewind": "1h"}',
        b'{"advance": "1h", "to": "2034-01-01T00:00:00Z"}',
        b'{"advance": "1\xff"}',
        b'{"advance": "3654d"}',
        b'{"advance": "3000000d"}',
        b'{"to": "2199-12-31T00:00:00Z"}',
        b'{"to": "9999-12-31T00:00:00Z"}',
    ],  # fmt: skip
)
def test_bad_moves_are_refused_and_time_stands(timed, body):
    before = timed.now()
    status, answer = post(timed, body)
    assert (status, set(answer)) == (400, {"message"})
    assert timed.now() == before


def test_the_systems_clock_is_not_ours_to_move(server):
    status, answer = post(server, b'{"advance": "1h"}')
    assert (status, set(answer)) == (409, {"message"})
    assert json.loads(server.get("/_tradewind/clock")[2])["clock"] == "system"


def test_time_goes_on_where_it_stood_after_a_restart(make_server, clients_of):
    server = make_server("--clock", "virtual")
    sqs = clients_of(server).boto3("sqs")
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    assert bodies(sqs, url) == ["m"]
    server.advance("20s")
    before = server.now()
    assert server.stop() == 0
    server.start()
    assert server.now() == before
    server.advance("9s")
    assert bodies(sqs, url) == []
    server.advance("1s")
    assert bodies(sqs, url) == ["m"]


def test_a_crash_in_a_long_move_does_not_send_the_server_to_its_end(make_server, clients_of):
    server = make_server("--clock", "virtual")
    events, sqs = clients_of(server).boto3("events"), clients_of(server).boto3("sqs")
    arn = arn_of(sqs, create(sqs))
    # Enough to do on the way that the move can't have ended by the time it is looked at.
    for n in range(4):
        rule(events, f"r{n}", None, [{"Id": str(i), "Arn": arn} for i in range(5)], ScheduleExpression="rate(1 minute)")

    def move():
        # The server is killed in the middle: there is no answer.
        with contextlib.suppress(OSError, http.client.HTTPException):
            server.advance("3653d")

    start = server.now()
    moving = threading.Thread(target=move)
    moving.start()
    while (seen := server.now()) == start:
        pass
    server.crash()
    moving.join(timeout=60)
    assert not moving.is_alive()
    assert seen <= server.now()
    assert time(server.now()) - time(start) < datetime.timedelta(days=3653 / 2)


def time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_the_clock_takes_get_and_post(server):
    assert server.http("DELETE", "/_tradewind/clock")[0] == 405
