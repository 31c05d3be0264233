"""Whatever is killed, every entry of the outbox reaches the cloud once."""

import os
import signal
import threading
import time


def check_ups(speaker, count):
    """On-demand runs by the owner; each is one report. In the background."""
    def run():
        for _ in range(count):
            speaker.cli("run", "system.memory")
    thread = threading.Thread(target=run)
    thread.start()
    return thread


def children(pid):
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as f:
            found += [int(child) for child in f.read().split()]
    return found


def broker_pid(cloud):
    for child in children(cloud.program.process.pid):
        with open(f"/proc/{child}/comm", encoding="ascii") as name:
            if name.read().strip() == "mosquitto":
                return child
    raise RuntimeError("the cloud runs no broker")


def all_received(cloud, speaker):
    """Waits until the outbox is empty; the seqs of the reports there."""
    def emptied():
        # Without a daemon the answer is an error and has no such field.
        return speaker.cli("status")[1].get("waiting_entries") == 0
    cloud.wait("the outbox to be empty", emptied, timeout=60)
    path = f"/devices/{speaker.device}/reports?limit=500"
    reports = cloud.get(path)["reports"]
    assert len({report["outbox"] for report in reports}) == 1
    return sorted(report["seq"] for report in reports)


def assert_each_once(seqs, at_least):
    # No command ran, so that every entry was a report and no seq is missing.
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) >= at_least


def test_a_broker_killed_amid_reports_costs_none(cloud, speaker):
    before = broker_pid(cloud)
    work = check_ups(speaker, 20)
    time.sleep(0.2)

    os.kill(before, signal.SIGKILL)
    work.join()

    assert_each_once(all_received(cloud, speaker), at_least=20)
    assert broker_pid(cloud) != before


def test_a_cloud_killed_amid_reports_costs_none(cloud, speaker):
    work = check_ups(speaker, 20)
    time.sleep(0.2)

    cloud.program.kill()
    cloud.restart()
    work.join()

    assert_each_once(all_received(cloud, speaker), at_least=20)


def test_a_daemon_killed_amid_reports_loses_none_that_it_acknowledged(
        cloud, speaker):
    done = [speaker.cli("run", "system.memory")[0] for _ in range(10)]

    speaker.program.kill()
    speaker.start()

    assert_each_once(all_received(cloud, speaker), at_least=len(done))


def test_a_daemon_killed_in_a_command_answers_interrupted(cloud, speaker):
    command = cloud.call("POST", f"/devices/{speaker.device}/commands", {
        "verb": "diagnose", "reason": "test"})
    cloud.wait("the command to run", lambda: cloud.get(
        f"/commands/{command['id']}")["state"] == "running")

    speaker.program.kill()
    speaker.start()
    end = cloud.watch(command, lambda _: None)

    assert end["state"] == "failed"
    assert "interrupted" in end["detail"]
