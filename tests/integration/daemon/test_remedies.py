"""Remedies by a real daemon: real commands in the place of a product's, a real
address that is there or not, and what becomes of them when they misbehave."""

import os
import pathlib
import subprocess
import time

import pytest

from soundcheck.v1 import report_pb2
from speaker import BIN
from stage import SLOWNESS, eventually

HEALED = report_pb2.REMEDY_OUTCOME_HEALED
UNCHANGED = report_pb2.REMEDY_OUTCOME_UNCHANGED
WORSE = report_pb2.REMEDY_OUTCOME_WORSE
FAILED = report_pb2.REMEDY_OUTCOME_FAILED
NOT_SUPPORTED = report_pb2.REMEDY_OUTCOME_NOT_SUPPORTED
INTERRUPTED = report_pb2.REMEDY_OUTCOME_INTERRUPTED

GIVE = """ip address replace 192.0.2.2/24 dev eth0
ip route replace default via 192.0.2.1 dev eth0
"""


# One fault, of which the diagnosis is sure whatever else is wrong with the
# machine that runs the tests.
SURE = """
version = 1
[[fault]]
id = "net.no_address"
code = "N17"
layer = "network"
component = "dhcp"
severity = 1
prior = 0.5
remedies = ["renew_address"]
title.en = "No address"
title.zh = "没有地址"
owner.en = "No address."
owner.zh = "没有地址。"
expert.en = "No address."
expert.zh = "没有地址。"
[[finding]]
id = "network.no_address"
probe = "network.address"
leak = 0.01
title.en = "No address"
title.zh = "没有地址"
[[remedy]]
id = "renew_address"
actor = "auto"
action = "renew_lease"
fixes = "often"
confirm = "network.address"
consent = "repair"
reversible = true
title.en = "Ask for one"
title.zh = "重新获取"
owner.en = "It asks for one."
owner.zh = "重新获取。"
[[gate]]
id = "address"
ladder = "network"
probe = "network.address"
title.en = "Address"
title.zh = "地址"
why.en = "To see."
why.zh = "查看。"
rule = [{ finding = "network.no_address", fault = "net.no_address", probability = 0.95 }]
"""


def is_sure(speaker):
    source = speaker.folder / "k.toml"
    source.write_text(SURE)
    compiled = speaker.folder / "k.pb"
    subprocess.run([BIN / "soundcheck-knowledge", "--output", compiled, source],
                   check=True)
    speaker.config["paths"]["knowledge"] = compiled


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def interface():
    """With carrier, and without an address."""
    ip("link", "add", "eth0", "type", "veth", "peer", "name", "router0")
    ip("link", "set", "router0", "up")
    ip("link", "set", "eth0", "up")
    yield
    ip("link", "del", "eth0")


@pytest.fixture
def speaker(daemon, interface):
    profile = daemon.folder / "profile.toml"
    profile.write_text(profile.read_text().replace(
        "[network]", '[network]\ninterface_name = "eth0"'))
    daemon.config["schedule"]["boot_delay_s"] = 600
    daemon.config["remedies"] = {"timeout_s": 20}
    return daemon


def program(speaker, text, name="renew"):
    """A program of the product; returns its configuration."""
    file = speaker.folder / name
    file.write_text("#!/bin/sh\n" + text)
    file.chmod(0o755)
    return [str(file)]


def renews_by(speaker, text):
    speaker.config["remedies"]["renew_lease"] = program(speaker, text)


def start(speaker):
    """Again, too: then its log and its socket are there already."""
    speaker.start()

    def answers():
        try:
            return speaker.status()
        except OSError:
            return None
    eventually(answers, 20, "the daemon does not answer\n" + speaker.log())


def apply(speaker, remedy="renew_address"):
    result, = speaker.ask(remedy=remedy).remedies.remedies
    return result


def listed(speaker, remedy="renew_address"):
    return next(one for one in speaker.ask(remedy="").remedies.remedies
                if one.remedy_id == remedy)


def policy(speaker, text):
    file = speaker.folder / "policy.toml"
    file.write_text(text)
    speaker.config["paths"]["policy"] = file


def lives(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return ") Z " not in stat


def test_R27_a_lost_lease_is_renewed_and_the_cure_confirmed(speaker, cloud):
    renews_by(speaker, GIVE)
    start(speaker)

    result = apply(speaker)

    assert result.outcome == HEALED, result
    assert [one.outcome for one in result.confirmed] == [
        report_pb2.OUTCOME_FAILED, report_pb2.OUTCOME_PASSED]
    assert listed(speaker).outcome == HEALED
    told = eventually(lambda: [r for r in cloud.reports if r.remedies],
                      why="the cloud was not told")
    assert told[0].remedies[0].outcome == HEALED
    assert told[0].trigger == report_pb2.TRIGGER_ON_DEMAND
    assert told[0].results[0].probe_id == "network.address"
    with speaker.database() as database:
        rows = list(database.execute(
            "SELECT remedy, outcome, automatic FROM remedy_attempt"))
    assert rows == [("renew_address", HEALED, 0)]


def test_what_does_not_help_is_told_as_unchanged(speaker):
    renews_by(speaker, "exit 0\n")
    start(speaker)

    assert apply(speaker).outcome == UNCHANGED


def test_R27_what_makes_it_worse_is_undone(speaker):
    ip("address", "add", "192.0.2.2/24", "dev", "eth0")
    ip("route", "add", "default", "via", "192.0.2.1", "dev", "eth0")
    renews_by(speaker, "ip address flush dev eth0\n")
    speaker.config["remedies"]["undo_renew_lease"] = program(
        speaker, GIVE, "undo")
    start(speaker)

    result = apply(speaker)

    assert result.outcome == WORSE, result
    assert result.undone
    shown = subprocess.run(["ip", "address", "show", "eth0"],
                           capture_output=True, text=True, check=True).stdout
    assert "192.0.2.2" in shown


def test_without_a_program_the_missing_key_is_named(speaker):
    start(speaker)

    result = apply(speaker)

    assert result.outcome == NOT_SUPPORTED
    assert "remedies.renew_lease" in result.detail
    assert listed(speaker).outcome == NOT_SUPPORTED


def test_R27_a_command_that_hangs_is_killed_with_its_children(speaker):
    renews_by(speaker, f"sleep 1000 &\necho $! $$ >{speaker.folder}/pids\n"
              "wait\n")
    speaker.config["remedies"]["timeout_s"] = 1
    start(speaker)

    result = apply(speaker)

    assert result.outcome == FAILED
    assert "did not end within 1 s" in result.detail
    for pid in (speaker.folder / "pids").read_text().split():
        eventually(lambda: not lives(pid), why=f"{pid} lives on")
    assert speaker.status().device  # and the daemon lives


def test_of_a_command_that_writes_megabytes_the_end_is_kept(speaker):
    renews_by(speaker, "head -c 20000000 /dev/zero | tr '\\0' x\n"
              "echo; echo no lease; exit 7\n")
    start(speaker)

    result = apply(speaker)

    assert result.outcome == FAILED
    assert "ended with 7" in result.detail
    assert result.detail.endswith("no lease")
    assert len(result.detail) < 400


def test_R27_killed_in_the_middle_it_is_not_repeated_blindly(speaker, cloud):
    is_sure(speaker)
    policy(speaker, '[remedies]\nautomatic = ["renew_address"]\n')
    acting = speaker.folder / "acting"
    renews_by(speaker, f"echo >>{acting}\nexec sleep 30\n")
    speaker.config["schedule"]["boot_delay_s"] = 0
    speaker.start()
    eventually(acting.exists, 60, why="the speaker does not heal itself\n"
               + speaker.log())

    speaker.kill()
    start(speaker)

    assert listed(speaker).outcome == INTERRUPTED
    eventually(lambda: [r for r in cloud.reports for one in r.remedies
                        if one.outcome == INTERRUPTED],
               why="the cloud was not told")
    # Its first check-up is over when it has reported.
    eventually(lambda: [r for r in cloud.reports[1:]
                        if r.trigger == report_pb2.TRIGGER_BOOT], 60)
    time.sleep(1 * SLOWNESS)
    assert acting.read_text() == "\n"


def test_R27_it_heals_itself_where_the_policy_says_so(speaker, cloud):
    is_sure(speaker)
    policy(speaker, '[remedies]\nautomatic = ["renew_address"]\n')
    renews_by(speaker, GIVE)
    speaker.config["schedule"]["boot_delay_s"] = 0
    speaker.start()

    told = eventually(lambda: [r for r in cloud.reports if r.remedies], 60,
                      why="nothing was healed\n" + speaker.log())

    result, = told[0].remedies
    assert result.outcome == HEALED
    assert result.automatic
    assert result.fault_id == "net.no_address"


def test_R27_by_default_it_does_nothing_by_itself(speaker, cloud):
    is_sure(speaker)
    acting = speaker.folder / "acting"
    renews_by(speaker, f"echo >>{acting}\n")
    speaker.config["schedule"]["boot_delay_s"] = 0
    speaker.start()
    cloud.expect_reports(1, 60)

    time.sleep(1 * SLOWNESS)
    assert not acting.exists()


def test_R27_the_limits_survive_a_restart(speaker):
    policy(speaker, "[remedies]\nmax_per_day = 1\n")
    acting = speaker.folder / "acting"
    renews_by(speaker, f"echo >>{acting}\n")
    start(speaker)
    apply(speaker)
    speaker.kill()
    start(speaker)

    result = apply(speaker)

    assert result.outcome == FAILED
    assert "within a day" in result.detail
    assert acting.read_text() == "\n"


def test_the_command_line_lists_and_applies(speaker):
    renews_by(speaker, GIVE)
    start(speaker)

    def soundcheck(*words):
        return subprocess.run(
            [BIN / "soundcheck", "--socket", speaker.socket, "--lang", "en",
             "remedy", *words], capture_output=True, text=True,
            timeout=60 * SLOWNESS, env=dict(os.environ))

    applied = soundcheck("apply", "renew_address")
    shown = soundcheck("list")
    unknown = soundcheck("apply", "unplug")

    assert applied.returncode == 0, applied
    assert applied.stdout.splitlines()[-1].startswith(
        "renew_address: healed, confirmed by the probe")
    assert "renew_address  (repair)  Ask for a new address" in shown.stdout
    assert "remedies.purge_caches of the configuration" in shown.stdout
    assert unknown.returncode == 2
    assert 'no remedy "unplug"' in unknown.stderr


def test_a_relative_program_is_refused_with_its_line(daemon):
    daemon.config["remedies"] = {"reboot": ["reboot", "now"],
                                 "undo_sing": ["/bin/true"]}
    result = daemon.run("--check-config")

    assert result.returncode == 78
    assert ("remedies.reboot: must begin with the absolute path of a program"
            in result.stderr)
    assert "remedies.undo_sing: unknown key" in result.stderr
