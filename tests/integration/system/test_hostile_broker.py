"""Commands that a broker in wrong hands could send are refused, each with its
reason, and stand in the audit log."""

import json
import time

import pytest
from attacker import Attacker


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
    log = speaker.directory / "state/audit.log"
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        # A line that is being written is not complete yet.
        lines = log.read_text(encoding="utf-8").split("\n")[:-1]
        if any(json.loads(line)["detail"].startswith(reason + ":")
               for line in lines if "detail" in json.loads(line)):
            return True
        time.sleep(0.05)
    return False


def test_an_unsigned_command_is_refused(attacker, speaker):
    command = list_of_one_probe(attacker.command())
    signed = attacker.sign(command)
    signed.ClearField("signature")

    attacker.send(signed.SerializeToString())

    # Nothing inside may be believed, the command's id included.
    assert attacker.refusal("") == "REFUSAL_UNSIGNED"
    assert audited(speaker, "unsigned")


def test_an_altered_command_is_refused(attacker, speaker):
    signed = attacker.sign(list_of_one_probe(attacker.command()))
    signed.command = signed.command.replace(b"mallory", b"support")

    attacker.send(signed.SerializeToString())

    assert attacker.refusal("") == "REFUSAL_BAD_SIGNATURE"
    assert audited(speaker, "bad_signature")


def test_a_command_for_another_device_is_refused(attacker, speaker):
    command = list_of_one_probe(attacker.command(device="speaker-2"))

    attacker.send(attacker.sign(command).SerializeToString())

    assert attacker.refusal(command.id) == "REFUSAL_WRONG_DEVICE"
    assert audited(speaker, "wrong_device")


def test_a_replayed_command_is_refused(attacker, speaker):
    nonce, _ = attacker.open_session()
    command = list_of_one_probe(attacker.command(nonce=nonce))
    payload = attacker.sign(command).SerializeToString()
    attacker.send(payload)
    first = attacker.final(command.id)
    assert first.state == attacker.wire.REPLY_STATE_SUCCEEDED

    attacker.send(payload)

    assert attacker.refusal(command.id) == "REFUSAL_REPLAYED"
    assert audited(speaker, "replayed")


def test_a_replayed_opening_of_a_session_is_refused_after_a_restart(
        attacker, cloud, speaker):
    _, payload = attacker.open_session()
    opened = attacker.wire.SignedCommand.FromString(payload)
    command = attacker.wire.Command.FromString(opened.command)
    speaker.program.kill()
    speaker.start()
    cloud.wait_online(speaker.device)

    attacker.send(payload)

    assert attacker.refusal(command.id) == "REFUSAL_REPLAYED"


def test_a_command_without_the_nonce_of_the_session_is_refused(
        attacker, speaker):
    attacker.open_session()
    command = list_of_one_probe(attacker.command(nonce=b"x" * 16))

    attacker.send(attacker.sign(command).SerializeToString())

    assert attacker.refusal(command.id) == "REFUSAL_NO_SESSION"
    assert audited(speaker, "no_session")


def test_garbage_and_giants_are_refused_and_the_speaker_goes_on(
        attacker, cloud, speaker):
    attacker.send(b"\xff" * 100)
    assert attacker.refusal("") == "REFUSAL_MALFORMED"
    attacker.send(b"\0" * 60_000)
    assert attacker.refusal("") == "REFUSAL_TOO_LARGE"

    command = cloud.call("POST", f"/devices/{speaker.device}/commands", {
        "verb": "run_probes", "probes": ["system.memory"], "reason": "test"})
    end = cloud.watch(command, lambda _: None)

    assert end["state"] == "succeeded"


def test_an_expired_command_is_refused_even_where_the_clock_is_not_trusted(
        attacker, speaker):
    nonce, _ = attacker.open_session()
    command = list_of_one_probe(attacker.command(
        nonce=nonce, issued_unix_ms=1_000, expires_unix_ms=2_000))

    attacker.send(attacker.sign(command).SerializeToString())

    assert attacker.refusal(command.id) == "REFUSAL_EXPIRED"
    assert audited(speaker, "expired")
