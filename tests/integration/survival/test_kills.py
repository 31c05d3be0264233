"""The daemon is killed at random moments while it has work, and starts again:
a real broker, a real cloud. What it said was done is never lost.

SURVIVAL_KILLS says how often (20), SURVIVAL_SEED repeats a run."""

import json
import os
import random
import threading
import time

import pytest
from conftest import BUILD
from home.cloud import Cloud
from mortal_speaker import MortalSpeaker
from remains import Remains, check_chain

KILLS = int(os.environ.get("SURVIVAL_KILLS", "20"))
SEED = int(os.environ.get("SURVIVAL_SEED", time.time_ns() % 1_000_000))
SHIM = os.environ["SURVIVAL_SHIM"]
# A life ends by the clock, or at one of the first so many changes of files.
LONGEST_LIFE_S = 1.5
CHANGES = 150
PAGE = 100
PASSED = 1  # OUTCOME_PASSED of report.proto
TAKEN = {"accepted", "running"}
FINAL = {"succeeded", "failed", "cancelled", "refused"}


class Promises:
    """What the daemon has said is done, over all its lives."""

    def __init__(self):
        self.runs = set()  # when each ran; its report is on disk
        self.counter = 0
        self.starts = []
        self.commands = {}  # id -> the last state that the cloud knew


class Load(threading.Thread):
    """Asks for one thing after the other, until the daemon is dead."""

    def __init__(self, speaker, once):
        super().__init__()
        self._speaker = speaker
        self._once = once

    def run(self):
        while self._speaker.alive():
            try:
                self._once()
            except (RuntimeError, OSError):
                time.sleep(0.01)


@pytest.fixture
def cloud(tmp_path):
    cloud = Cloud(BUILD / "bin", tmp_path)
    cloud.start()
    yield cloud
    cloud.stop()


@pytest.fixture
def speaker(cloud, tmp_path, local):
    speaker = MortalSpeaker(BUILD, tmp_path, cloud, SHIM, local)
    speaker.configure()
    yield speaker
    speaker.stop()
    print(speaker.program.tail(40))


def load(speaker, cloud, promises):
    """A check by the owner, a command from afar, each again and again."""
    def check():
        result = speaker.run("system.memory")
        if result:
            promises.runs.add(result.started_monotonic_ms)
        # Each is a report for the cloud to store, too.
        time.sleep(0.02)

    def command():
        answer = cloud.call(
            "POST", f"/devices/{speaker.device}/commands",
            {"verb": "run_probes", "probes": ["system.memory"],
             "reason": "survival"})
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            state = cloud.get(f"/commands/{answer['id']}")["state"]
            promises.commands[answer["id"]] = state
            if state in FINAL:
                break

    return [Load(speaker, check), Load(speaker, command)]


def release(speaker, promises):
    """Has the newest release looked at, which raises the counter."""
    result = speaker.run("firmware.manifest")
    if result and result.outcome == PASSED:
        promises.counter = speaker.lives


def live_and_die(speaker, cloud, promises, chance):
    """One life. Returns how it was to end."""
    by_change = chance.random() < 0.6
    death = {"at": chance.randint(1, CHANGES),
             "how": chance.choice(["before", "after", "torn"])}
    span = chance.uniform(0.02, LONGEST_LIFE_S)
    speaker.live(**(death if by_change else {}))
    ends = time.monotonic() + (2 * LONGEST_LIFE_S if by_change else span)
    if speaker.answers():
        promises.starts.append(f"boot-{speaker.lives}")
        threads = load(speaker, cloud, promises)
        threads.append(threading.Thread(target=release,
                                        args=(speaker, promises)))
        for thread in threads:
            thread.start()
        while speaker.alive() and time.monotonic() < ends:
            time.sleep(0.005)
        speaker.program.kill()
        for thread in threads:
            thread.join()
    speaker.program.kill()
    return f"{death}" if by_change else f"after {span:.2f} s"


def check_remains(speaker, promises, before, how):
    """What lies there after a death. Returns it."""
    left = Remains(speaker.state)
    where = f"life {speaker.lives}, killed {how}"
    assert left.integrity == "ok", where
    assert not [one for one in speaker.remains() if "broken" in one], where
    if before.outbox:
        assert left.outbox == before.outbox, where
    check_chain(left.audit)
    assert left.audit[:len(before.audit)] == before.audit, where
    # Of the starts the last 64 are kept, of the events some hundreds. A life
    # that ended before its start was on disk is no start.
    assert left.starts in (before.starts, [
        *before.starts, f"boot-{speaker.lives}"][-64:]), where
    assert set(promises.starts[-60:]) <= set(left.starts), where
    newest = max(left.events, default=0)
    for row, text in before.events.items():
        assert left.events.get(row) == text or row < newest - 400, where
    assert promises.counter <= left.counter <= speaker.lives, where
    assert left.counter >= before.counter, where
    return left


class Received:
    """The reports at the cloud, taken over before it makes room for newer."""

    def __init__(self, cloud, device):
        self._cloud = cloud
        self._path = f"/devices/{device}/reports?limit={PAGE}"
        self.rows = {}

    def collect(self):
        before = ""
        while True:
            page = self._cloud.get(self._path + before)["reports"]
            news = [row for row in page if row["id"] not in self.rows]
            self.rows.update((row["id"], row) for row in news)
            if len(news) < PAGE:
                return
            before = f"&before={page[-1]['id']}"

    @property
    def keys(self):
        return [(row["outbox"], row["seq"]) for row in self.rows.values()]

    def ran(self, probe):
        return [result["started_monotonic_ms"] for row in self.rows.values()
                for result in row["results"] if result["probe_id"] == probe]


def test_killed_again_and_again_it_loses_nothing_that_it_promised(
        cloud, speaker):
    print(f"{KILLS} kills, SURVIVAL_SEED={SEED}")
    chance = random.Random(SEED)
    promises, left = Promises(), Remains(speaker.state)
    received = Received(cloud, speaker.device)
    waited = set()  # reports that were on disk at some death
    for _ in range(KILLS):
        how = live_and_die(speaker, cloud, promises, chance)
        left = check_remains(speaker, promises, left, how)
        waited |= left.reports
        received.collect()

    speaker.live()
    assert speaker.answers()
    cloud.wait_online(speaker.device)

    def emptied():
        received.collect()
        return speaker.status().get("waiting_entries") == 0
    cloud.wait("the outbox to be empty", emptied, timeout=60)
    received.collect()
    keys = received.keys
    assert len(keys) == len(set(keys)), "a report came twice"
    assert {outbox for outbox, _ in keys} == {left.outbox}
    assert waited <= {seq for _, seq in keys}, "a report is lost"
    ran = received.ran("system.memory")
    assert promises.runs <= set(ran), "a check was reported to its owner only"
    assert len(ran) == len(set(ran)), "a check was reported twice"
    check_commands(cloud, speaker, promises)
    print(f"{len(keys)} reports, {len(promises.commands)} commands, "
          f"{len(promises.starts)} of {speaker.lives} lives answered")


def check_commands(cloud, speaker, promises):
    """What the speaker has accepted stands in the audit log, and has an end."""
    noted = {(event["event"], event.get("command")) for event in map(
        json.loads, Remains(speaker.state).audit)}
    for command, state in promises.commands.items():
        if state in TAKEN | {"succeeded"}:
            assert ("command_accepted", command) in noted, (command, state)

    def all_ended():
        return not any(cloud.get(f"/commands/{command}")["state"] in TAKEN
                       for command in promises.commands)
    cloud.wait("every command that was taken to have an end", all_ended, 60)
