"""Bundles: asked for by command, sent in pieces over HTTP, fetched by staff."""

import hashlib
import os
import subprocess

import pytest

from cloud_process import BIN, wait_until

DATA = os.urandom(150_000)
PIECE = 60 * 1024


@pytest.fixture
def asked(cloud, speaker):
    """The cloud's record of the command, the command, and the speaker."""
    one = speaker()
    wait_until(lambda: cloud.get("/devices/kitchen").json["state"] == "online",
               "online")
    made = cloud.post("/devices/kitchen/commands",
                      {"verb": "collect_bundle", "destination": "support"})
    assert made.status == 202, made.body
    one.open_session(one.next_command(), seq=1)
    told = one.next_command()
    assert told.collect_bundle.destination == "support"
    return made.json, told, one


def upload(cloud, told, first, data, total=len(DATA), token=None):
    token = told.collect_bundle.token.hex() if token is None else token
    return cloud.ask(
        "PUT", f"/api/v1/uploads/{told.id}", body=data, role=None, headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/zstd",
            "Content-Range": f"bytes {first}-{first + len(data) - 1}/{total}"})


def offset(cloud, told, method="HEAD"):
    answer = cloud.ask(method, f"/api/v1/uploads/{told.id}", role=None, headers={
        "Authorization": f"Bearer {told.collect_bundle.token.hex()}"})
    assert answer.status == 200
    return int(answer.headers["Upload-Offset"])


def upload_all(cloud, told):
    for first in range(0, len(DATA), PIECE):
        answer = upload(cloud, told, first, DATA[first:first + PIECE])
    return answer


def test_a_bundle_arrives_in_pieces_and_is_fetched(cloud, asked):
    from soundcheck.v1 import command_pb2 as pb
    made, told, kitchen = asked
    assert offset(cloud, told) == 0
    assert upload(cloud, told, 0, DATA[:PIECE]).status == 200
    assert offset(cloud, told) == PIECE
    incomplete = cloud.get(f"/bundles/{told.id}")
    assert incomplete.error["code"] == "incomplete"
    # Sent once more, because its answer was lost.
    again = upload(cloud, told, 0, DATA[:PIECE])
    assert again.status == 409
    assert again.headers["Upload-Offset"] == str(PIECE)
    for first in range(PIECE, len(DATA), PIECE):
        last = upload(cloud, told, first, DATA[first:first + PIECE])
    assert last.status == 201
    kitchen.reply(told, 1, pb.REPLY_STATE_SUCCEEDED, seq=2,
                  bundle_collected=pb.BundleCollected(
                      reference="K7QF-3M9T", bytes=len(DATA), items=17,
                      redactions=342,
                      unfinished=["logs/messages.txt", "journal.txt"],
                      sha256=hashlib.sha256(DATA).digest()))
    wait_until(lambda: cloud.get(f"/commands/{made['id']}").json["state"]
               == "succeeded", "its end")

    assert cloud.get(f"/bundles/{told.id}").body == DATA
    listed, = cloud.get("/devices/kitchen/bundles").json["bundles"]
    assert listed["reference"] == "K7QF-3M9T"
    assert listed["complete"] and listed["bytes"] == len(DATA)
    assert listed["unfinished"] == ["logs/messages.txt", "journal.txt"]
    assert (listed["items"], listed["redactions"]) == (17, 342)
    assert (listed["state"], listed["operator"]) == ("succeeded", "support")


def test_what_is_not_what_the_device_sent_is_not_given_out(cloud, asked):
    from soundcheck.v1 import command_pb2 as pb
    made, told, kitchen = asked
    upload_all(cloud, told)
    kitchen.reply(told, 1, pb.REPLY_STATE_SUCCEEDED, seq=2,
                  bundle_collected=pb.BundleCollected(
                      reference="K7QF-3M9T", sha256=b"x" * 32))
    wait_until(lambda: cloud.get(f"/commands/{made['id']}").json["state"]
               == "succeeded", "its end")

    assert cloud.get(f"/bundles/{told.id}").error["code"] == "altered"


def test_only_the_token_of_the_command_opens_the_door(cloud, asked):
    _, told, _ = asked
    for token in ("", "00" * 32, cloud.tokens["support"]):
        answer = upload(cloud, told, 0, DATA[:10], token=token)
        assert answer.error["code"] == "wrong_token"
    assert offset(cloud, told) == 0
    assert cloud.ask("PUT", "/api/v1/uploads/nonsense", body=b"x", role=None,
                     headers={"Content-Type": "application/zstd",
                              "Content-Range": "bytes 0-0/1"}).status == 403


@pytest.mark.parametrize("range_, status", [
    ("bytes 0-9/5", 400), ("bytes 5-0/9", 400), ("octets 0-9/10", 400),
    ("bytes 0-8/10", 400), ("bytes 0-9/99999999", 413)])
def test_a_piece_that_makes_no_sense_is_refused(cloud, asked, range_, status):
    _, told, _ = asked
    answer = cloud.ask("PUT", f"/api/v1/uploads/{told.id}", body=b"0123456789",
                       role=None, headers={
                           "Authorization":
                           f"Bearer {told.collect_bundle.token.hex()}",
                           "Content-Type": "application/zstd",
                           "Content-Range": range_})

    assert answer.status == status
    assert offset(cloud, told) == 0


def test_a_viewer_fetches_no_bundle(cloud, asked):
    _, told, _ = asked
    upload_all(cloud, told)

    assert cloud.get(f"/bundles/{told.id}", role="viewer").status == 403
    assert cloud.get("/devices/kitchen/bundles", role="viewer").status == 403


def test_the_speakers_own_program_sends_one(cloud, asked, tmp_path):
    """soundcheck-bundle and soundcheck-upload against this cloud."""
    if not (BIN / "soundcheck-bundle").exists():
        pytest.skip("the agent is not built")
    _, told, kitchen = asked
    log = tmp_path / "root/var/log"
    log.mkdir(parents=True)
    (log / "messages").write_text("wlan0: lost a4:c1:38:0f:22:9e\n")
    state = tmp_path / "state"
    state.mkdir()
    (tmp_path / "policy.toml").write_text(f"""
[bundle.destinations.support]
url = "http://127.0.0.1:{cloud.ports['http']}/api/v1/uploads"
""")
    (tmp_path / "s.toml").write_text(f"""
[paths]
state_dir = "{state}"
socket = "{tmp_path}/none"
policy = "{tmp_path}/policy.toml"
root = "{tmp_path}/root"
""")
    done = subprocess.run(
        [BIN / "soundcheck-bundle", "send", told.id, "--config",
         tmp_path / "s.toml"], capture_output=True, timeout=60, check=True,
        input=told.collect_bundle.SerializeToString())
    from soundcheck.v1 import command_pb2 as pb
    frames, rest = [], done.stdout
    while rest:
        size = int.from_bytes(rest[:4], "big")
        frames.append(pb.Reply.FromString(rest[4:4 + size]))
        rest = rest[4 + size:]
    assert frames[-1].state == pb.REPLY_STATE_SUCCEEDED, frames[-1].detail
    kitchen.reply(told, 1, pb.REPLY_STATE_SUCCEEDED, seq=2,
                  bundle_collected=frames[-1].bundle_collected)
    wait_until(lambda: cloud.get("/devices/kitchen/bundles").json["bundles"][0]
               ["reference"], "its description")

    fetched = cloud.get(f"/bundles/{told.id}").body
    names = subprocess.run(["tar", "--zstd", "-t"], input=fetched, check=True,
                           capture_output=True).stdout
    assert b"manifest.json" in names and b"logs/messages.txt" in names
