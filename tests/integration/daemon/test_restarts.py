"""Why the speaker restarted: the daemon on a forged board that starts anew."""

import pytest
from soundcheck.v1 import command_pb2, report_pb2
from stage import eventually

PRIVATE = "authenticate with the home of the Millers"
PANIC = f"""Panic#1 Part1
<6>[   20.000000] wlan1: {PRIVATE}
<0>[   42.512400] Kernel panic - not syncing: sysrq triggered crash
"""
PASSED, FAILED = report_pb2.OUTCOME_PASSED, report_pb2.OUTCOME_FAILED


class Speaker:
    """A daemon, and what the kernel tells in the present boot."""

    def __init__(self, daemon, root):
        self.daemon = daemon
        self.root = root
        self.record = root / "sys/fs/pstore/dmesg-ramoops-0"
        daemon.config["paths"]["root"] = root
        # Nobody but the test asks for a check.
        daemon.config["schedule"]["boot_delay_s"] = 3600
        del daemon.config["broker"]
        self.write("sys/module/pstore/parameters/backend", "ramoops\n")
        self.write("proc/self/mountinfo",
                   "30 20 0:25 / /sys/fs/pstore rw - pstore pstore rw\n")
        self.write("sys/class/watchdog/watchdog0/identity", "forged dog\n")
        self.record.parent.mkdir(parents=True)
        self.boot(1)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def boot(self, number, bootstatus=0):
        """The kernel starts; the daemon does not yet."""
        self.write("proc/sys/kernel/random/boot_id", f"boot-{number}\n")
        self.write("sys/class/watchdog/watchdog0/bootstatus", f"{bootstatus}\n")

    def run(self):
        """Starts the daemon and asks it."""
        runs = self.daemon.log().count(" probes\n")
        self.daemon.start()
        eventually(lambda: self.daemon.log().count(" probes\n") > runs)
        done = self.daemon.ask(run_probes=command_pb2.RunProbes(
            probe_ids=["system.resets"]))
        return done.probe_results.results[0]

    def starts(self):
        with self.daemon.database() as database:
            return [boot for (boot,) in database.execute(
                "SELECT boot_id FROM system_start ORDER BY id")]


@pytest.fixture
def speaker(daemon, tmp_path):
    return Speaker(daemon, tmp_path / "root")


def present(result):
    return [finding.id for finding in result.findings
            if finding.presence == report_pb2.PRESENCE_PRESENT]


def test_a_daemon_that_starts_anew_is_no_start_of_the_speaker(speaker):
    for _ in range(4):
        assert speaker.run().outcome == PASSED
        speaker.daemon.kill()

    assert speaker.starts() == ["boot-1"]


def test_a_shutdown_in_order_is_known_by_the_stop_before_it(speaker):
    speaker.run()
    assert speaker.daemon.stop()[0] == 0
    speaker.boot(2)

    result = speaker.run()

    assert result.outcome == PASSED
    assert result.summary.endswith("after an orderly stop")


def test_a_service_that_was_restarted_was_not_shut_down(speaker):
    speaker.run()
    speaker.daemon.stop()
    speaker.run()
    speaker.daemon.kill()
    speaker.boot(2)

    result = speaker.run()

    assert result.outcome == PASSED
    assert result.summary.endswith("after a power cut")


def test_a_panic_is_named_and_its_log_stays_here(speaker):
    speaker.run()
    speaker.daemon.kill()
    speaker.boot(2)
    speaker.record.write_text(PANIC, encoding="utf-8")

    for _ in range(2):
        result = speaker.run()
        assert result.outcome == FAILED
        assert present(result) == ["system.kernel_panic"]
        assert result.findings[0].evidence.startswith(
            "Kernel panic - not syncing: sysrq triggered crash; started ")
        assert PRIVATE.encode() not in result.SerializeToString()
        assert not speaker.record.exists()
        speaker.daemon.kill()

    assert speaker.starts() == ["boot-1", "boot-2"]


def test_a_hang_is_named_by_the_watchdog(speaker):
    speaker.run()
    speaker.daemon.kill()
    speaker.boot(2, bootstatus=32)

    result = speaker.run()

    assert present(result) == ["system.watchdog_reset"]
    assert "forged dog" in result.summary


def test_a_start_is_an_event_of_the_connection(speaker):
    speaker.run()
    speaker.daemon.kill()
    speaker.boot(2, bootstatus=32)
    speaker.run()

    speaker.daemon.stop()

    with speaker.daemon.database() as database:
        texts = [text for (text,) in database.execute(
            "SELECT text FROM connection_event WHERE kind = 19")]
    assert texts == ["after a watchdog reset"]


def test_storage_that_cannot_be_used_leaves_the_record_on_the_board(speaker):
    speaker.daemon.state.write_text("a file where the folder should be")
    speaker.record.write_text(PANIC, encoding="utf-8")

    assert present(speaker.run()) == ["system.kernel_panic"]
    assert speaker.record.exists()
