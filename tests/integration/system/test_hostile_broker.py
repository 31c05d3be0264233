"""Commands and keys that a broker in wrong hands could send are refused, each
with its reason, and stand in the audit log."""

import importlib
import json
import subprocess
import time

import pytest
from attacker import Attacker, signature
from conftest import BUILD
from home.speaker import Speaker


@pytest.fixture
def attacker(wire, cloud, speaker):
    attacker = Attacker(wire, cloud, speaker)
    yield attacker
    attacker.close()


def list_of_one_probe(command):
    command.run_probes.probe_ids.append("system.memory")
    return command


def audited(speaker, reason):
    """A refusal is answered first and written down right after."""
    return noted(speaker, reason + ":")


def noted(speaker, beginning):
    log = speaker.directory / "state/audit.log"
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        # A line that is being written is not complete yet.
        lines = log.read_text(encoding="utf-8").split("\n")[:-1]
        if any(json.loads(line)["detail"].startswith(beginning)
               for line in lines if "detail" in json.loads(line)):
            return True
        time.sleep(0.05)
    return False


def test_R18_an_unsigned_command_is_refused(attacker, speaker):
    command = list_of_one_probe(attacker.command())
    signed = attacker.sign(command)
    signed.ClearField("signature")

    attacker.send(signed.SerializeToString())

    # Nothing inside may be believed, the command's id included.
    assert attacker.refusal("") == "REFUSAL_UNSIGNED"
    assert audited(speaker, "unsigned")


def test_R18_an_altered_command_is_refused(attacker, speaker):
    signed = attacker.sign(list_of_one_probe(attacker.command()))
    signed.command = signed.command.replace(b"mallory", b"support")

    attacker.send(signed.SerializeToString())

    assert attacker.refusal("") == "REFUSAL_BAD_SIGNATURE"
    assert audited(speaker, "bad_signature")


def test_R18_a_command_for_another_device_is_refused(attacker, speaker):
    command = list_of_one_probe(attacker.command(device="speaker-2"))

    attacker.send(attacker.sign(command).SerializeToString())

    assert attacker.refusal(command.id) == "REFUSAL_WRONG_DEVICE"
    assert audited(speaker, "wrong_device")


def test_R18_a_replayed_command_is_refused(attacker, speaker):
    nonce, _ = attacker.open_session()
    command = list_of_one_probe(attacker.command(nonce=nonce))
    payload = attacker.sign(command).SerializeToString()
    attacker.send(payload)
    first = attacker.final(command.id)
    assert first.state == attacker.wire.REPLY_STATE_SUCCEEDED

    attacker.send(payload)

    assert attacker.refusal(command.id) == "REFUSAL_REPLAYED"
    assert audited(speaker, "replayed")


def test_R18_a_replayed_opening_of_a_session_is_refused_after_a_restart(
        attacker, cloud, speaker):
    _, payload = attacker.open_session()
    opened = attacker.wire.SignedCommand.FromString(payload)
    command = attacker.wire.Command.FromString(opened.command)
    speaker.program.kill()
    speaker.start()
    cloud.wait_online(speaker.device)

    attacker.send(payload)

    assert attacker.refusal(command.id) == "REFUSAL_REPLAYED"


def test_R18_a_command_without_the_nonce_of_the_session_is_refused(
        attacker, speaker):
    attacker.open_session()
    command = list_of_one_probe(attacker.command(nonce=b"x" * 16))

    attacker.send(attacker.sign(command).SerializeToString())

    assert attacker.refusal(command.id) == "REFUSAL_NO_SESSION"
    assert audited(speaker, "no_session")


def test_R18_garbage_and_giants_are_refused_and_the_speaker_goes_on(
        attacker, cloud, speaker):
    attacker.send(b"\xff" * 100)
    assert attacker.refusal("") == "REFUSAL_MALFORMED"
    attacker.send(b"\0" * 60_000)
    assert attacker.refusal("") == "REFUSAL_TOO_LARGE"

    command = cloud.call("POST", f"/devices/{speaker.device}/commands", {
        "verb": "run_probes", "probes": ["system.memory"], "reason": "test"})
    end = cloud.watch(command, lambda _: None)

    assert end["state"] == "succeeded"


def test_R18_an_expired_command_is_refused_even_where_the_clock_is_not_trusted(
        attacker, speaker):
    nonce, _ = attacker.open_session()
    command = list_of_one_probe(attacker.command(
        nonce=nonce, issued_unix_ms=1_000, expires_unix_ms=2_000))

    attacker.send(attacker.sign(command).SerializeToString())

    assert attacker.refusal(command.id) == "REFUSAL_EXPIRED"
    assert audited(speaker, "expired")


def test_R18_a_stolen_key_is_worthless_once_it_is_revoked(
        attacker, cloud, speaker):
    old_keys = attacker.manifests.get(timeout=10)
    cloud.keys_tool("revoke", attacker.key_id)
    assert noted(speaker, "version 2")

    def refusal():
        command = attacker.command(counter=int(time.time() * 1e6))
        command.open_session.max_seconds = 600
        attacker.send(attacker.sign(command).SerializeToString())
        return attacker.refusal("")
    assert refusal() == "REFUSAL_KEY_REVOKED"

    # The broker brings the old keys back, and retains them.
    attacker.send_keys(old_keys)
    assert noted(speaker, "it is older than the one in force")
    assert refusal() == "REFUSAL_KEY_REVOKED"
    speaker.program.kill()
    speaker.start()
    cloud.wait_online(speaker.device)
    assert refusal() == "REFUSAL_KEY_REVOKED"


def test_R18_forged_keys_are_refused(attacker, cloud, speaker, tmp_path):
    keys_pb2 = importlib.import_module("soundcheck.v1.keys_pb2")
    root = tmp_path / "mallory.key"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out",
                    root], check=True)
    sealed = keys_pb2.SignedKeyManifest.FromString(
        attacker.manifests.get(timeout=10))
    manifest = keys_pb2.KeyManifest.FromString(sealed.manifest)
    manifest.version = 99
    forged = keys_pb2.SignedKeyManifest(
        manifest=manifest.SerializeToString(), key_id=sealed.key_id)

    for maker, domain in ((root, b"soundcheck/v1/keys\0"),
                          (attacker.key, b"soundcheck/v1/keys\0")):
        forged.signature = signature(maker, domain + forged.manifest)
        attacker.send_keys(forged.SerializeToString())
    attacker.send_keys(b"\xff" * 100)
    attacker.send_keys(b"")
    assert noted(speaker, "no root key has signed it")
    assert noted(speaker, "it is no key manifest")

    command = cloud.call("POST", f"/devices/{speaker.device}/commands", {
        "verb": "run_probes", "probes": ["system.memory"], "reason": "test"})
    assert cloud.watch(command, lambda _: None)["state"] == "succeeded"


def test_R18_keys_that_are_withheld_cost_a_refusal_and_no_more(
        attacker, speaker):
    command = attacker.command(counter=int(time.time() * 1e6))
    command.open_session.max_seconds = 600

    attacker.send(attacker.sign(command, keys_version=2).SerializeToString())

    assert attacker.refusal("") == "REFUSAL_KEYS_OUTDATED"
    assert audited(speaker, "keys_outdated")
    assert not speaker.status().get("session_open")


def test_R18_a_speaker_that_was_given_old_keys_asks_for_the_new_ones(
        attacker, cloud, speaker, tmp_path):
    old_keys = attacker.manifests.get(timeout=10)
    cloud.keys_tool("rotate", "--overlap-hours", "0")
    attacker.manifests.get(timeout=10)
    attacker.send_keys(old_keys)
    (tmp_path / "late").mkdir()
    late = Speaker(BUILD, tmp_path / "late", cloud, device="speaker-2")
    late.configure()
    late.start()
    cloud.wait_online(late.device)
    assert noted(late, "version 1")

    command = cloud.call("POST", f"/devices/{late.device}/commands", {
        "verb": "run_probes", "probes": ["system.memory"], "reason": "test"})

    assert cloud.watch(command, lambda _: None)["state"] == "succeeded"
    assert noted(late, "version 2")
    late.stop()
