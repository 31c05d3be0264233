"""A bundle on its way, as soundcheckd has it sent."""

import hashlib
import os
import subprocess

import pytest

from cutting_server import CuttingServer, certificate
from soundcheck.v1 import command_pb2
from test_bundle import leaks

TOKEN = bytes(range(32))
COMMAND = "c0ffee0123456789"


@pytest.fixture
def server(tmp_path):
    made = []

    def make(**more):
        made.append(CuttingServer(tmp_path, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


def allow(board, server, more="", ca_file=None):
    board.write_config(f"""
[bundle]
upload_kib_per_s = 4096
upload_deadline_s = 60
{more}
[bundle.destinations.support]
url = "{server.url}"
ca_file = "{server.ca_file if ca_file is None else ca_file}"
""")


def send(board, destination="support", command=COMMAND):
    order = command_pb2.CollectBundle(destination=destination, token=TOKEN)
    return board.run("send", command, input=order.SerializeToString())


def news(done):
    """What the daemon hears."""
    replies, rest = [], done.stdout
    while rest:
        size = int.from_bytes(rest[:4], "big")
        replies.append(command_pb2.Reply.FromString(rest[4:4 + size]))
        rest = rest[4 + size:]
    return replies


def final(done):
    *progress, last = news(done)
    assert all(one.state == command_pb2.REPLY_STATE_RUNNING
               for one in progress)
    return last


def unpacked_names(data):
    return subprocess.run(["tar", "--zstd", "-t"], input=data, check=True,
                          capture_output=True).stdout.decode().split("\n")


def test_a_bundle_arrives_whole(board, server):
    there = server()
    allow(board, there)
    last = final(send(board))

    assert last.state == command_pb2.REPLY_STATE_SUCCEEDED, last.detail
    result = last.bundle_collected
    assert result.bytes == len(there.data) == there.total
    assert result.sha256 == hashlib.sha256(there.data).digest()
    assert "manifest.json" in unpacked_names(there.data)
    assert result.redactions > 100 and result.unfinished == ["status.json"]
    first = there.requests[0]
    assert first.path == f"/up/{COMMAND}"
    assert first.headers["Authorization"] == f"Bearer {TOKEN.hex()}"


def test_it_survives_three_cuts(board, server):
    there = server(cuts=3)
    # Some pieces' worth that cannot be made much smaller.
    noise = subprocess.run(
        ["sh", "-c", "head -c 140000 /dev/urandom | od -An -v -td2 -w16"],
        capture_output=True, check=True).stdout
    for number in range(4):
        (board.root / f"var/log/noise-{number}.log").write_bytes(noise)
    allow(board, there)
    last = final(send(board))

    assert there.cut == 3
    assert last.state == command_pb2.REPLY_STATE_SUCCEEDED, last.detail
    assert last.bundle_collected.sha256 == hashlib.sha256(there.data).digest()
    # What had arrived was not sent again.
    starts = [int(one.headers["Content-Range"].split()[1].split("-")[0])
              for one in there.requests if one.command == "PUT"]
    assert starts == sorted(starts) and len(starts) > 4


def test_R20_nothing_that_it_says_has_a_canary(board, server):
    there = server()
    allow(board, there)
    done = send(board)

    assert leaks(done.stdout) == [] and leaks(done.stderr) == []


def test_an_unknown_destination_is_refused_before_anything_is_read(board,
                                                                   server):
    there = server()
    allow(board, there)
    last = final(send(board, destination="elsewhere"))

    assert last.state == command_pb2.REPLY_STATE_REFUSED
    assert last.refusal == command_pb2.REFUSAL_POLICY
    assert not (board.state / "redaction-acme.key").exists()
    assert there.requests == []


def test_a_command_id_that_is_a_path_is_refused(board, server):
    there = server()
    allow(board, there)
    last = final(send(board, command="../../admin"))

    assert last.refusal == command_pb2.REFUSAL_MALFORMED
    assert there.requests == []


def test_a_server_with_another_certificate_gets_nothing(board, server,
                                                        tmp_path):
    there = server()
    other = tmp_path / "other"
    other.mkdir()
    _, foreign = certificate(other)
    allow(board, there, ca_file=foreign)
    last = final(send(board))

    assert last.state == command_pb2.REPLY_STATE_FAILED
    assert "certificate" in last.detail.lower()
    assert there.data == b""


@pytest.mark.parametrize("status", [401, 404, 413])
def test_a_refusal_of_the_server_ends_it(board, server, status):
    there = server()
    there.status = status
    allow(board, there)
    last = final(send(board))

    assert last.state == command_pb2.REPLY_STATE_FAILED
    assert str(status) in last.detail
    assert len(there.requests) == 1


def test_a_server_that_is_gone_is_given_up_at_the_deadline(board, server):
    there = server()
    allow(board, there)
    there.close()
    board.policy.write_text(board.policy.read_text().replace(
        "upload_deadline_s = 60", "upload_deadline_s = 10"))
    last = final(send(board))

    assert last.state == command_pb2.REPLY_STATE_FAILED
    assert "not uploaded in time" in last.detail


def test_progress_never_goes_back(board, server):
    there = server()
    allow(board, there)
    fractions = [one.progress.fraction for one in news(send(board))[:-1]]

    assert fractions == sorted(fractions)
    assert fractions[0] == 0 and fractions[-1] == 1


def test_nothing_is_left_in_the_state_folder(board, server):
    there = server()
    allow(board, there)
    before = set(os.listdir(board.state))
    send(board)

    # Beside the secret only what SQLite has beside a database.
    assert set(os.listdir(board.state)) - before - {
        "agent.db-wal", "agent.db-shm"} == {"redaction-acme.key"}
