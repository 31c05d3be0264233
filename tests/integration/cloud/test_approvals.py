"""A disruptive command: one operator asks, another one signs, too."""

import json
import pathlib
import tempfile

import pytest

from cloud_process import wait_until
from fake_speaker import pem_of, verify

REMEDY = "reboot_for_memory"


@pytest.fixture
def two(cloud, speaker):
    """Ann and Bob, both of level 2; Bob has a key of his own."""
    for name in ("ann", "bob"):
        cloud.tokens[name] = cloud.tool(
            "token", "add", "--name", name, "--role", "support_l2", "--data",
            cloud.data).stdout.strip()
    one = speaker()
    cloud.tool("keys", "add", "--holder", "bob", "--role", "admin", "--data",
               cloud.data)
    wait_until(lambda: one.manifest().version == 2, "bob's key")
    wait_until(lambda: cloud.get("/devices/kitchen").json["state"] == "online",
               "online")
    return one


def ask(cloud, role="ann", **more):
    return cloud.post("/devices/kitchen/approvals",
                      {"verb": "apply_remedy", "remedy": REMEDY,
                       "reason": "out of memory", **more}, role=role)


def sign(cloud, approval, role):
    return cloud.post(f"/approvals/{approval}/countersignature", {}, role=role)


def tool(cloud, role, *words):
    return cloud.tool(*words, "--url",
                      f"http://127.0.0.1:{cloud.ports['http']}", check=False,
                      env={"SOUNDCHECK_TOKEN": cloud.tokens[role]})


def assert_signed_by(one, holder, envelope):
    """Both signatures are over the same, by keys of two holders."""
    keys = {key.key_id: key for key in one.manifest().keys}
    second = keys[envelope.second_key_id]
    assert second.holder == holder
    assert keys[envelope.key_id].holder == "support"
    with tempfile.TemporaryDirectory() as folder:
        pem = pathlib.Path(folder) / "key.pem"
        pem.write_text(pem_of(second.public_key))
        assert verify(pem, b"soundcheck/v1/command-under-keys",
                      envelope.keys_version.to_bytes(8, "big") +
                      envelope.command, envelope.second_signature)


def test_R12_a_reboot_leaves_with_the_signatures_of_two_operators(cloud, two):
    from soundcheck.v1 import command_pb2 as pb
    alone = cloud.post("/devices/kitchen/commands",
                       {"verb": "apply_remedy", "remedy": REMEDY}, role="ann")
    assert alone.error["code"] == "needs_second_operator"
    asked = ask(cloud)
    assert (asked.status, asked.json["state"]) == (201, "waiting")
    listed, = cloud.get("/approvals?state=waiting", role="viewer").json[
        "approvals"]
    assert (listed["operator"], listed["argument"], listed["reason"],
            listed["device"]) == ("ann", REMEDY, "out of memory", "kitchen")
    assert sign(cloud, listed["id"], "ann").error["code"] == "no_key"
    assert two.commands.empty()

    granted = sign(cloud, listed["id"], "bob")

    assert granted.status == 200, granted.body
    assert (granted.json["state"], granted.json["second"]) == ("granted", "bob")
    two.open_session(two.next_command(), seq=1)
    envelope = two.next_envelope()
    assert_signed_by(two, "bob", envelope)
    command = pb.Command.FromString(envelope.command)
    assert command.id == granted.json["command"]
    assert command.apply_remedy == REMEDY and command.operator == "ann"
    assert cloud.get("/approvals?state=waiting").json["approvals"] == []
    told = [event["data"] for event in
            cloud.get("/devices/kitchen/timeline").json["events"]
            if event["kind"] == "second_operator"]
    assert [one["state"] for one in told] == ["granted", "waiting"]


def test_R12_whoever_asked_is_not_the_second(cloud, two):
    asked = ask(cloud, role="bob").json

    refused = sign(cloud, asked["id"], "bob")

    assert (refused.status, refused.error["code"]) == (403, "same_operator")
    # Nor is an account that is named like the holder of the first key.
    cloud.tokens["support-named"] = cloud.tool(
        "token", "add", "--name", "support2", "--role", "support_l2", "--data",
        cloud.data).stdout.strip()
    assert sign(cloud, asked["id"], "support-named").error["code"] == "no_key"
    assert sign(cloud, asked["id"], "support").error["code"] == "same_holder"
    assert two.commands.empty()


def test_a_level_that_may_not_can_neither_ask_nor_sign(cloud, two):
    cloud.tokens["l1"] = cloud.tool(
        "token", "add", "--name", "eve", "--role", "support_l1", "--data",
        cloud.data).stdout.strip()
    asked = ask(cloud).json

    for answer in (ask(cloud, role="l1"), sign(cloud, asked["id"], "l1"),
                   cloud.post(f"/approvals/{asked['id']}/decline", {},
                              role="l1")):
        assert answer.status == 403 and "disruptive" in answer.error["message"]


def test_it_waits_over_a_restart_of_the_cloud(cloud, two):
    asked = ask(cloud).json
    cloud.kill()
    cloud.restart()

    listed, = cloud.get("/approvals?state=waiting").json["approvals"]
    assert listed == asked
    declined = cloud.post(f"/approvals/{asked['id']}/decline",
                          {"reason": "not by day"}, role="bob")
    assert declined.json["state"] == "declined"
    assert declined.json["note"] == "not by day"
    assert sign(cloud, asked["id"], "bob").error["code"] == "not_waiting"


def test_what_is_not_disruptive_needs_nobody_else(cloud, two):
    asked = ask(cloud, remedy="renew_address")

    assert asked.error["code"] == "needs_one_operator"
    assert ask(cloud, reason="").status == 400


def test_the_command_line_asks_lists_signs_and_declines(cloud, two):
    asked = tool(cloud, "ann", "remedy", "kitchen", REMEDY, "--reason",
                 "out of memory")
    assert asked.returncode == 2, asked.stderr
    assert "soundcheck-cloud approval countersign" in asked.stdout
    approval = asked.stdout.split()[-1]
    listed = tool(cloud, "bob", "approval", "list")
    assert listed.stdout.startswith(
        f"{approval}\twaiting\tkitchen\tapply_remedy {REMEDY}\tann: out of")

    own = tool(cloud, "ann", "approval", "countersign", approval)
    assert own.returncode == 66 and "keys add --holder ann" in own.stderr
    declined = tool(cloud, "ann", "approval", "decline", approval, "--json")
    assert json.loads(declined.stdout)["state"] == "withdrawn"
    assert tool(cloud, "bob", "approval", "list").stdout == ""
    assert "withdrawn" in tool(cloud, "bob", "approval", "list",
                               "--all").stdout
    again = tool(cloud, "ann", "remedy", "kitchen", REMEDY)
    signed = tool(cloud, "bob", "approval", "countersign",
                  again.stdout.split()[-1])
    assert signed.returncode == 0 and "\tgranted\t" in signed.stdout
