"""Whom the speakers obey: published, rotated, revoked, with the root away."""

import json
import queue
import shutil

import pytest

from cloud_process import wait_until


def keys(cloud, *words, check=True):
    done = cloud.tool("keys", *words, "--json", "--data", cloud.data,
                      check=check)
    return json.loads(done.stdout) if done.stdout else done


def key_of(listed, holder):
    """The newest of the holder's."""
    return [key for key in listed["keys"] if key["holder"] == holder][-1]


def version_at(kitchen, version):
    wait_until(lambda: kitchen.manifest().version == version,
               f"key manifest {version}")
    return kitchen.manifest()


@pytest.fixture
def kitchen(cloud, speaker):
    one = speaker()
    wait_until(lambda: cloud.get("/devices/kitchen").json["state"] == "online",
               "online")
    return one


def ask(cloud):
    return cloud.post("/devices/kitchen/commands",
                      {"verb": "run_probes", "probes": ["network.dns"],
                       "reason": "Ann called"})


def test_a_speaker_that_comes_gets_the_keys_of_its_root(cloud, kitchen):
    manifest = kitchen.manifest()

    assert (manifest.tenant, manifest.version) == ("default", 1)
    assert {key.holder for key in manifest.keys} == {"support", "cloud"}
    listed = keys(cloud, "list")
    assert listed["version"] == 1 and listed["revoked"] == []
    assert [key["id"] for key in listed["keys"]] == [
        key.key_id for key in manifest.keys]
    assert {key["state"] for key in listed["keys"]} == {"good"}


def test_R19_a_rotation_is_published_and_used_at_once(cloud, kitchen):
    before = key_of(keys(cloud, "list"), "support")

    after = key_of(keys(cloud, "rotate", "--overlap-hours", "1"), "support")

    assert after["id"] != before["id"]
    manifest = version_at(kitchen, 2)
    assert len(manifest.keys) == 4
    old, = [key for key in manifest.keys if key.key_id == before["id"]]
    assert old.not_after_unix_ms < before["not_after_ms"]
    ask(cloud)
    envelope = kitchen.next_envelope()
    assert (envelope.key_id, envelope.keys_version) == (after["id"], 2)
    kitchen.send_report(seq=1)
    kitchen.next_receipt()


def test_R19_a_revoked_key_signs_nothing_more(cloud, kitchen):
    stolen = key_of(keys(cloud, "list"), "support")["id"]

    listed = keys(cloud, "revoke", stolen)

    assert listed["revoked"] == [stolen]
    assert not (cloud.data / "pki/keys" / f"{stolen}.key").exists()
    assert stolen in version_at(kitchen, 2).revoked
    ask(cloud)
    assert kitchen.next_envelope().key_id == key_of(listed, "support")["id"]


def test_the_root_may_be_away_while_the_cloud_serves(cloud, kitchen, tmp_path):
    pki = cloud.data / "pki"
    offline = tmp_path / "offline.key"
    shutil.move(pki / "root.key", offline)
    cloud.kill()
    cloud.restart()
    wait_until(lambda: len(kitchen.manifests) > 1, "the keys again")

    refused = keys(cloud, "rotate", check=False)
    assert refused.returncode != 0 and "root.key" in refused.stderr
    assert keys(cloud, "list")["version"] == 1
    strange = tmp_path / "strange.key"
    cloud.tool("keys", "list", "--data", tmp_path / "other")
    shutil.copy(tmp_path / "other/pki/root.key", strange)
    refused = keys(cloud, "rotate", "--root", strange, check=False)
    assert refused.returncode == 64, refused.stderr
    assert "is not the root key" in refused.stderr

    assert keys(cloud, "rotate", "--root", offline)["version"] == 2
    version_at(kitchen, 2)


def test_R19_a_speaker_that_lacks_the_keys_gets_them_and_the_command_again(
        cloud, kitchen):
    from soundcheck.v1 import command_pb2 as pb
    ask(cloud)
    first = kitchen.next_envelope()
    had = len(kitchen.manifests)

    for _ in range(3):
        kitchen.publish("reply", pb.Reply(
            n=1, state=pb.REPLY_STATE_REFUSED,
            refusal=pb.REFUSAL_KEYS_OUTDATED).SerializeToString())

    again = kitchen.next_envelope()
    assert len(kitchen.manifests) == had + 1
    assert again.command == first.command
    # One that cannot take them does not keep the cloud busy.
    with pytest.raises(queue.Empty):
        kitchen.commands.get(timeout=1)


def test_a_speaker_cannot_publish_keys(cloud, kitchen):
    had = len(kitchen.manifests)

    kitchen.client.publish("soundcheck/1/default/keys", b"mine", 1, True)

    cloud.kill()
    cloud.restart()
    wait_until(lambda: len(kitchen.manifests) > had, "the keys again")
    assert b"mine" not in kitchen.manifests


def test_another_operator_gets_a_key_of_a_role(cloud):
    listed = keys(cloud, "add", "--holder", "bob", "--role", "support_2",
                  "--days", "7")

    bob = key_of(listed, "bob")
    assert (bob["role"], bob["state"]) == ("support_2", "good")
    secret = cloud.data / "pki/keys" / f"{bob['id']}.key"
    assert secret.stat().st_mode & 0o777 == 0o600


def test_mistakes_are_told(cloud):
    unknown = keys(cloud, "revoke", "0123", check=False)
    assert unknown.returncode == 66 and "keys list" in unknown.stderr
    role = keys(cloud, "add", "--holder", "x", "--role", "king", check=False)
    assert role.returncode == 64
    assert "rotate" in cloud.tool("keys", "--help").stdout
