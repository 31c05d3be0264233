"""A bundle that support asks for, through the daemon, to an HTTPS server."""

import hashlib
import os
import pathlib
import subprocess
import sys

import pytest

from soundcheck.v1 import command_pb2, presence_pb2
from stage import eventually

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "bundle"))
from cutting_server import CuttingServer  # noqa: E402

TOKEN = bytes(range(32))


class Session:
    def __init__(self, cloud):
        self.cloud = cloud
        self.counter = 0
        cloud.confirms = True
        cloud.expect_state(presence_pb2.PRESENCE_STATE_ONLINE)
        cloud.command(id="open", session="s1", counter=1, operator="ann",
                      reason="a test",
                      open_session=command_pb2.OpenSession(max_seconds=60))
        self.nonce = eventually(
            lambda: [one for one in cloud.replies
                     if one.HasField("session_opened")])[0].session_opened.nonce

    def command(self, name, **verb):
        self.counter += 1
        self.cloud.command(id=name, session="s1", nonce=self.nonce,
                           counter=self.counter, operator="ann", **verb)

    def collect(self, name="bundle1", destination="support"):
        self.command(name, collect_bundle=command_pb2.CollectBundle(
            destination=destination, token=TOKEN))

    def replies(self, name="bundle1"):
        return [one for one in self.cloud.replies if one.command_id == name]

    def final(self, name="bundle1", seconds=40):
        def last():
            return [one for one in self.replies(name)
                    if one.state >= command_pb2.REPLY_STATE_SUCCEEDED]
        return eventually(last, seconds, f"{name} has no end")[0]


@pytest.fixture
def server(tmp_path):
    server = CuttingServer(tmp_path)
    yield server
    server.close()


@pytest.fixture
def session(daemon, cloud, server):
    """With a policy that allows bundles, and a board with one log."""
    root = daemon.folder / "root"
    (root / "var/log").mkdir(parents=True)
    (root / "var/log/messages").write_text("wlan0: lost a4:c1:38:0f:22:9e\n")
    policy = daemon.folder / "policy.toml"

    def start(logs="allow", rate=4096):
        policy.write_text(f"""
consent_timeout_s = 5
[consent]
session = "allow"
logs = "{logs}"
[bundle]
upload_kib_per_s = {rate}
[bundle.destinations.support]
url = "{server.url}"
ca_file = "{server.ca_file}"
""")
        daemon.config["paths"].update(root=root, policy=policy)
        daemon.start()
        return Session(cloud)

    return start


def programs(daemon):
    """The children of the daemon."""
    pid = daemon.process.pid
    listed = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return listed.split()


def test_a_bundle_goes_up_and_its_description_comes_back(session, daemon,
                                                         server):
    server.cuts = 1
    one = session()
    one.collect()
    last = one.final()

    assert last.state == command_pb2.REPLY_STATE_SUCCEEDED, last.detail
    result = last.bundle_collected
    assert result.sha256 == hashlib.sha256(server.data).digest()
    names = subprocess.run(["tar", "--zstd", "-t"], input=server.data,
                           check=True, capture_output=True).stdout.decode()
    # The daemon was asked for its state while it had this made.
    assert "status.json" in names and "logs/messages.txt" in names
    assert not result.unfinished
    steps = [reply.progress.step for reply in one.replies()
             if reply.HasField("progress")]
    assert steps and steps[0].startswith("collects ")
    eventually(lambda: not programs(daemon), why="a program is left")


def test_the_policy_says_never_unless_it_is_changed(session, server):
    one = session(logs="never")
    one.collect()

    assert one.final().refusal == command_pb2.REFUSAL_POLICY
    assert server.requests == []


def test_R22_an_owner_who_does_not_answer_means_no(session, server):
    one = session(logs="ask")
    one.collect()

    assert one.final().refusal == command_pb2.REFUSAL_CONSENT_TIMEOUT
    assert server.requests == []


def test_no_other_destination_can_be_named(session, server):
    one = session()
    one.collect(destination="https://evil.example/")

    assert one.final().refusal == command_pb2.REFUSAL_POLICY
    assert server.requests == []


def test_cancelling_ends_the_upload_and_leaves_nothing(session, daemon, server):
    noise = os.urandom(90_000).hex()
    (daemon.folder / "root/var/log/noise.log").write_text(
        "\n".join(noise[at:at + 14] for at in range(0, len(noise), 14)))
    one = session(rate=1)
    one.collect()
    eventually(lambda: any("PUT" == seen.command for seen in server.requests),
               30, "the upload did not begin")
    one.command("stop", cancel=command_pb2.Cancel(command_id="bundle1"))

    assert one.final().state == command_pb2.REPLY_STATE_CANCELLED
    eventually(lambda: not programs(daemon), why="a program is left")
    assert not list(daemon.state.glob("bundle*"))


def test_a_restart_reports_an_upload_as_interrupted(session, daemon, server):
    noise = os.urandom(90_000).hex()
    (daemon.folder / "root/var/log/noise.log").write_text(
        "\n".join(noise[at:at + 14] for at in range(0, len(noise), 14)))
    one = session(rate=1)
    one.collect()
    eventually(lambda: any("PUT" == seen.command for seen in server.requests),
               30, "the upload did not begin")
    child, = programs(daemon)
    daemon.kill()
    eventually(lambda: not os.path.exists(f"/proc/{child}"), 10,
               "the upload goes on without a daemon")
    daemon.start()
    last = one.final()

    assert last.state == command_pb2.REPLY_STATE_FAILED
    assert last.detail == "interrupted by a restart"
