"""Slots that the daemon reads in the background: files that stand for devices,
and what RAUC would have recorded of them."""

import hashlib
import os
import random
import re
import subprocess
import time

import pytest
from soundcheck.v1 import command_pb2, report_pb2
from speaker import BIN
from stage import eventually

PASSED, FAILED = report_pb2.OUTCOME_PASSED, report_pb2.OUTCOME_FAILED
INCONCLUSIVE = report_pb2.OUTCOME_INCONCLUSIVE
MIB = 1 << 20
# Reading yields to whatever else the machine has to do.
PATIENCE_S = 150
SYSTEM = """
[system]
compatible=test
bootloader=noop
statusfile=/data/central.raucs
[slot.rootfs.0]
device=/dev/slot-a
bootname=A
[slot.rootfs.1]
device=/dev/slot-b
bootname=B
"""


class Speaker:
    """Slot A runs and may be written to; B holds `size` random bytes."""

    def __init__(self, daemon, root, size=40 * MIB + 77):
        self.daemon = daemon
        self.root = root
        self.b = root / "dev/slot-b"
        self.memory = daemon.state / "slot-verification"
        self.profile = daemon.folder / "profile.toml"
        self.plain_profile = self.profile.read_text()
        daemon.config["paths"]["root"] = root
        daemon.config["schedule"]["boot_delay_s"] = 3600
        del daemon.config["broker"]
        self.write("etc/rauc/system.conf", SYSTEM)
        self.write("proc/cmdline", "quiet rauc.slot=A\n")
        self.write("proc/uptime", "1000.00 900.00\n")
        self.content = random.Random(7).randbytes(size)
        self.write("dev/slot-a", "not the file system of a speaker")
        self.b.write_bytes(self.content)
        self.record("2026-09-06T09:51:13Z")
        self.pace(mib_per_s=40, period_s=3600)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def record(self, installed, **changed):
        entry = {"status": "ok", "size": len(self.content),
                 "sha256": hashlib.sha256(self.content).hexdigest(),
                 "installed.timestamp": installed, **changed}
        self.write("data/central.raucs", "[slot.rootfs.1]\n" + "".join(
            f"{key}={value}\n" for key, value in entry.items()))

    def pace(self, mib_per_s, period_s):
        self.profile.write_text(f"""{self.plain_profile}
[integrity]
max_mib_per_s = {mib_per_s}
period_s = {period_s}
""")

    def flip(self, at):
        with open(self.b, "r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1]))

    def start(self):
        runs = self.daemon.log().count(" probes\n")
        self.daemon.start()
        eventually(lambda: self.daemon.log().count(" probes\n") > runs)

    def check(self):
        return self.daemon.ask(run_probes=command_pb2.RunProbes(
            probe_ids=["firmware.integrity"])).probe_results.results[0]

    def settled(self, seconds=PATIENCE_S):
        """The answer, once there is one."""
        def answer():
            result = self.check()
            return result if result.outcome in (PASSED, FAILED) else None
        return eventually(answer, seconds)

    def percent(self):
        return {one.name: one.value for one in self.check().measurements}.get(
            "verified_b", 0)


@pytest.fixture
def speaker(daemon, tmp_path):
    return Speaker(daemon, tmp_path / "root")


def test_a_fallback_as_it_was_installed_passes(speaker):
    speaker.start()

    result = speaker.settled()

    assert result.outcome == PASSED, result.summary
    assert result.summary.startswith("slot B was read and is intact")
    assert speaker.memory.stat().st_size < 2000


def test_a_flipped_bit_is_found_and_placed(speaker):
    speaker.pace(mib_per_s=400, period_s=2)
    speaker.start()
    assert speaker.settled().outcome == PASSED

    speaker.flip(29 * MIB + 12345)
    result = eventually(lambda: (one := speaker.check()).outcome == FAILED
                        and one, PATIENCE_S)

    assert result.summary == (
        "slot B is not what was installed, first in the MiB at 29 MiB")
    speaker.flip(29 * MIB + 12345)
    eventually(lambda: speaker.check().outcome == PASSED, PATIENCE_S)


def test_reading_goes_on_where_it_was_when_the_power_was_cut(speaker):
    """Killed twice on its way; the bytes already read are changed, so that
    only one who goes on from there finds the right hash."""
    speaker.pace(mib_per_s=10, period_s=3600)
    speaker.start()
    eventually(speaker.memory.exists, 20)
    kept = speaker.memory.read_bytes()
    speaker.daemon.kill()
    speaker.flip(5)

    speaker.start()
    eventually(lambda: speaker.memory.read_bytes() != kept, 20)
    assert speaker.percent() > 70
    speaker.daemon.kill()
    speaker.pace(mib_per_s=400, period_s=3600)
    speaker.flip(17 * MIB)
    speaker.start()

    result = speaker.settled()
    assert result.outcome == PASSED, result.summary
    assert "slot B is intact" in speaker.daemon.log()


def test_what_was_changed_while_the_daemon_was_dead_is_found(speaker):
    speaker.pace(mib_per_s=10, period_s=3600)
    speaker.start()
    eventually(speaker.memory.exists, 20)
    speaker.daemon.kill()
    speaker.flip(39 * MIB)
    speaker.pace(mib_per_s=400, period_s=3600)
    speaker.start()

    result = speaker.settled()

    assert result.outcome == FAILED
    assert "was never read while intact" in result.summary


def test_an_update_begins_anew(speaker):
    speaker.pace(mib_per_s=400, period_s=2)
    speaker.start()
    assert speaker.settled().outcome == PASSED
    speaker.content = speaker.content[:7 * MIB]
    speaker.record("2026-10-01T00:00:00Z")

    assert speaker.check().outcome == INCONCLUSIVE
    assert speaker.settled().outcome == PASSED


def test_what_plays_goes_first(speaker):
    status = "proc/asound/card0/pcm0p/sub0/status"
    speaker.write(status, "state: RUNNING\n")
    speaker.start()

    time.sleep(1)

    result = speaker.check()
    assert result.outcome == INCONCLUSIVE
    assert "not read to its end yet: something is playing" in result.summary


def test_a_garbled_memory_is_named_and_not_believed(speaker):
    speaker.daemon.state.mkdir()
    speaker.memory.write_bytes(b"soundcheck slots 1\n\x01" + bytes(500))
    speaker.start()

    assert speaker.settled().outcome == PASSED
    assert "slot-verification: has a wrong checksum" in speaker.daemon.log()


@pytest.mark.parametrize("what, told", [
    ("short", r"/dev/slot-b: holds 40 MiB, less than the 90 MiB that the "
              r"updater recorded"),
    ("gone", r"/dev/slot-b: No such file or directory"),
    ("pipe", r"/dev/slot-b: no block device"),
    ("loop", r"/dev/slot-b: Too many levels of symbolic links"),
])
def test_a_device_that_cannot_be_read_is_no_healthy_slot(speaker, what, told):
    if what == "short":
        speaker.record("2026-09-06T09:51:13Z", size=90 * MIB)
    else:
        speaker.b.unlink()
    if what == "pipe":
        os.mkfifo(speaker.b)
    if what == "loop":
        speaker.b.symlink_to(speaker.b)
    speaker.start()

    def answer():
        result = speaker.check()
        return result if re.search(told, result.summary) else None
    assert eventually(answer).outcome == INCONCLUSIVE
    assert speaker.daemon.process.poll() is None


def test_the_command_without_a_daemon_says_who_reads(speaker):
    """It has no memory of its own, and reads no slot for an answer."""
    done = subprocess.run(
        [BIN / "soundcheck", "--local", "--root", speaker.root, "run",
         "firmware.integrity"], capture_output=True, text=True, check=False)

    assert "only the daemon reads slots" in done.stdout, done
