"""Starting and stopping: settings, directories and addresses that are refused, and what the server says about itself."""

import json
import pathlib
import threading

import pytest
from clients import Clients
from expect import create
from servers import Server, refused_start


class TestStarting:
    def test_an_address_others_can_reach_needs_authentication_or_a_word(self, tmp_path):
        code, said = refused_start("--data", str(tmp_path / "d"), "--listen", "0.0.0.0:0")
        assert code == 2
        assert "--insecure" in said and "--auth=verify" in said
        assert not (tmp_path / "d").exists()

    def test_verifying_needs_a_key(self, tmp_path):
        code, said = refused_start("--data", str(tmp_path / "d"), "--auth=verify", "--listen", "127.0.0.1:0")
        assert code == 2 and "key" in said

    def test_one_process_a_directory(self, server):
        code, said = refused_start("--data", server.data, "--listen", "127.0.0.1:0")
        assert code == 10
        assert server.data in said and "in use" in said
        assert server.get("/_tradewind/health")[0] == 200

    def test_an_address_in_use(self, server, tmp_path):
        code, said = refused_start("--data", str(tmp_path / "d"), "--listen", f"127.0.0.1:{server.port}")
        assert code == 15 and str(server.port) in said
        assert not (tmp_path / "d").exists()

    def test_a_newer_directory_is_refused_and_left_alone(self, make_server, clients_of):
        running = make_server()
        create(clients_of(running).boto3("sqs"))
        running.stop()
        manifest = running_path(running) / "MANIFEST"
        document = json.loads(manifest.read_text())
        manifest.write_text(json.dumps({**document, "format": document["format"] + 1, "unheard": "of"}))
        before = contents(running_path(running))
        code, said = refused_start("--data", running.data, "--listen", "127.0.0.1:0")
        assert code == 11 and "newer" in said, said
        assert contents(running_path(running)) == before

    def test_a_damaged_manifest_is_refused_and_left_alone(self, make_server):
        running = make_server()
        running.stop()
        manifest = running_path(running) / "MANIFEST"
        manifest.write_bytes(manifest.read_bytes()[:-10])
        before = contents(running_path(running))
        code, said = refused_start("--data", running.data, "--listen", "127.0.0.1:0")
        assert code == 12 and "nothing was changed" in said, said
        assert contents(running_path(running)) == before

    def test_somebody_elses_directory_is_refused_and_left_alone(self, tmp_path):
        (tmp_path / "letter.txt").write_text("dear reader")
        code, _ = refused_start("--data", str(tmp_path), "--listen", "127.0.0.1:0")
        assert code == 13
        assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]

    def test_a_data_path_that_is_a_file(self, tmp_path):
        path = tmp_path / "file"
        path.write_text("x")
        code, said = refused_start("--data", str(path), "--listen", "127.0.0.1:0")
        assert code == 14 and "it is a file, not a directory" in said
        assert path.read_text() == "x"

    @pytest.mark.parametrize(
        ("file", "said"),
        [("colour = 'red'", "colour"), ("\nlisten = 4566", "line 2, listen:"), ("max_body = 'lots'", "lots"), ("auth = 'perhaps'", "perhaps"),
         ("[[keys]]\naccess_key_id = 'AKIAIOSFODNN7EXAMPLE'\nsecret = 'x'", "secret"), ("listen = ", "line 1")],
    )  # fmt: skip
    def test_configuration_files_with_mistakes(self, tmp_path, file, said):
        config = tmp_path / "tradewind.toml"
        config.write_text(file)
        code, answer = refused_start("--config", str(config), "--data", str(tmp_path / "d"), "--listen", "127.0.0.1:0")
        assert code == 2 and said in answer, answer
        assert not (tmp_path / "d").exists()

    @pytest.mark.parametrize(
        ("name", "value"),
        [("TRADEWIND_COLOUR", "red"), ("TRADEWIND_MAX_BODY", "lots"), ("TRADEWIND_REGION", "Mars!"), ("TRADEWIND_LISTEN", "here"),
         ("TRADEWIND_KEYS", "x"), ("TRADEWIND_CONFIG", "/nothing/there.toml")],
    )  # fmt: skip
    def test_variables_with_mistakes(self, tmp_path, name, value):
        code, said = refused_start("--data", str(tmp_path / "d"), **{name: value})
        assert code == 2, said
        assert not (tmp_path / "d").exists()

    def test_unknown_options(self):
        code, said = refused_start("--colour", "red")
        assert code == 2 and "--colour" in said

    def test_a_configuration_file_says_what_options_say(self, scratch, tmp_path):
        config = tmp_path / "tradewind.toml"
        config.write_text("clock = 'virtual'\nregion = 'eu-west-3'\n")
        running = Server(tmp_path / "d", "--config", str(config)).start()
        try:
            assert json.loads(running.get("/_tradewind/health")[2])["clock"]["kind"] == "virtual"
            status, _, body = running.http(
                "POST",
                "/",
                b'{"QueueName": "a"}',
                {"X-Amz-Target": "AmazonSQS.CreateQueue", "Content-Type": "application/x-amz-json-1.0"},
            )
            assert status == 200
            sqs = Clients(running, "000000000000").boto3("sqs", region="eu-west-3")
            assert len(sqs.list_queues()["QueueUrls"]) == 1
        finally:
            running.stop()


def running_path(server):
    return pathlib.Path(server.data)


def contents(directory):
    # The folder `functions` is the launcher's, which may still be tidying up behind a server that was stopped at once.
    files = (path for path in sorted(directory.rglob("*")) if path.is_file() and directory / "functions" not in path.parents)
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


class TestLookingIn:
    def test_health(self, server):
        status, headers, body = server.get("/_tradewind/health")
        document = json.loads(body)
        assert (status, headers["content-type"]) == (200, "application/json")
        assert document["status"] == "running"
        assert {"sqs", "events", "lambda", "sts", "kms", "ssm", "secretsmanager"} <= set(document["services"])
        assert document["store"]["state"] == "ok"
        assert document["store"]["durable"] <= document["store"]["appended"]

    def test_health_as_wrappers_for_localstack_look_for_it(self, server):
        status, _, body = server.get("/_localstack/health")
        assert status == 200
        services = json.loads(body)["services"]
        assert {"sqs", "events", "lambda", "sts", "kms", "ssm", "secretsmanager"} <= set(services)
        assert set(services.values()) == {"running"}
        assert server.get("/_localstack/info")[0] >= 400

    def test_metrics(self, server, sqs):
        url = create(sqs)

        def sends():
            text = server.get("/_tradewind/metrics")[2].decode()
            assert text.endswith("# EOF\n")
            found = [
                line
                for line in text.splitlines()
                if 'operation="SendMessage"' in line and 'code="OK"' in line and 'caller="client"' in line
            ]
            return sum(float(line.rsplit(" ", 1)[1]) for line in found)

        before = sends()
        for _ in range(3):
            sqs.send_message(QueueUrl=url, MessageBody="m")
        assert sends() == before + 3

    def test_logs_in_json_are_one_object_a_line(self, make_server, clients_of):
        running = make_server("--log-format", "json", "--log", "debug")
        # What clients say reaches the log as text in an object, whatever it looks like.
        assert running.http("POST", "/", b"{}", {"X-Amz-Target": 'AmazonSQS."}\\ {', "Content-Type": "application/x-amz-json-1.0"})[0] == 400
        create(clients_of(running).boto3("sqs"))
        assert running.stop() == 0
        lines = [json.loads(line) for line in running.log.read_text().splitlines()]
        assert all({"timestamp", "level", "message"} <= set(line) for line in lines), lines
        assert {"serving", "stopped"} <= {line["message"] for line in lines}
        (serving,) = [line for line in lines if line["message"] == "serving"]
        assert serving["address"] == f"127.0.0.1:{running.port}" and serving["level"] == "INFO"

    def test_what_is_not_there(self, server):
        assert server.get("/_tradewind/secrets")[0] == 404
        assert server.http("POST", "/_tradewind/health", b"")[0] == 405

    def test_it_stops_when_told(self, make_server):
        running = make_server()
        for _ in range(5):
            # As soon as it says that it listens, it also knows how to stop.
            assert running.stop() == 0
            running.start()

    def test_a_long_poll_does_not_hold_up_the_end(self, make_server, clients_of):
        running = make_server()
        sqs = clients_of(running).boto3("sqs")
        url = create(sqs)
        ended = []

        def wait():
            try:
                ended.append(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20))
            except Exception as error:  # noqa: BLE001  whatever the client makes of it
                ended.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        assert running.stop() == 0
        waiting.join(timeout=60)
        assert len(ended) == 1
