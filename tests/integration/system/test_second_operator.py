"""A reboot that two operators want, from the console's API to a real speaker."""

import json
import os
import subprocess

import pytest

from conftest import BUILD

REMEDY = "reboot_for_memory"


def tool(cloud, token, *words):
    return subprocess.run(
        [cloud.binary, *words, "--url", cloud.url], capture_output=True,
        text=True, check=False, timeout=60,
        env=dict(os.environ, SOUNDCHECK_TOKEN=token))


def account(cloud, name):
    return subprocess.run(
        [cloud.binary, "token", "add", "--name", name, "--role", "support_l2",
         "--data", cloud.data], capture_output=True, text=True,
        check=True).stdout.split()[-1]


@pytest.fixture
def speaker(cloud, speaker):
    """One whose reboot is a file that appears."""
    speaker.stop()
    config = speaker.directory / "soundcheck.toml"
    config.write_text(
        config.read_text() +
        f'\n[remedies]\nreboot = ["/usr/bin/touch", "{speaker.directory}/went"]\n')
    policy = speaker.directory / "policy.toml"
    policy.write_text(policy.read_text().replace(
        'disruptive = "ask"', 'disruptive = "allow"'))
    speaker.start()
    cloud.wait_online(speaker.device)
    return speaker


def audit(speaker):
    text = (speaker.directory / "state/audit.log").read_text()
    return [json.loads(line) for line in text.splitlines()]


def test_R12_two_operators_restart_a_speaker(cloud, speaker):
    went = speaker.directory / "went"
    ann, bob = account(cloud, "ann"), account(cloud, "bob")
    asked = tool(cloud, ann, "remedy", speaker.device, REMEDY, "--reason",
                 "out of memory")
    assert asked.returncode == 2, asked.stderr
    approval = asked.stdout.split()[-1]
    # He has no key yet, and she is the one who asked.
    assert tool(cloud, bob, "approval", "countersign", approval).returncode == 66
    cloud.keys_tool("add", "--holder", "bob", "--role", "admin")
    cloud.keys_tool("add", "--holder", "ann", "--role", "admin")
    cloud.wait("the keys", lambda: tool(
        cloud, ann, "approval", "countersign", approval).returncode == 77)
    assert not went.exists()

    signed = tool(cloud, bob, "approval", "countersign", approval, "--json")

    assert signed.returncode == 0, signed.stderr
    # What a system that restarts would do with the daemon.
    cloud.wait("the restart", went.exists)
    speaker.stop()
    speaker.start()
    command = cloud.watch({"id": json.loads(signed.stdout)["command"]},
                          lambda _: None)
    assert command["state"] != "refused", command
    done = [line for line in audit(speaker)
            if line.get("command") == command["id"]]
    assert done[0]["event"] == "command_accepted", done
    assert {line["operator"] for line in done if "operator" in line} == {"ann"}


def test_R12_the_speaker_itself_refuses_what_one_has_signed(cloud, speaker):
    """Also from a cloud that knows no disruptive remedies."""
    cloud.stop()
    empty = cloud.directory / "empty.pb"
    empty.write_bytes(b"")
    cloud.binary = cloud.directory / "cloud-without-knowledge"
    cloud.binary.write_text(
        f'#!/bin/sh\nexec "{BUILD}/bin/soundcheck-cloud" "$@" '
        f'$([ "$1" = serve ] && echo --knowledge {empty})\n')
    cloud.binary.chmod(0o755)
    cloud.restart()
    cloud.wait_online(speaker.device)

    asked = tool(cloud, cloud.token, "remedy", speaker.device, REMEDY)

    assert "refused: second_operator" in asked.stdout, asked
    assert not (speaker.directory / "went").exists()
