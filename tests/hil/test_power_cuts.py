"""The plug is pulled at random moments, and what the speaker promised before
is there after the next start. Half a minute each, so only when asked for:

    ./dev hil -m long -k power_cuts -n 1 --arch arm64
    SOUNDCHECK_POWER_CUTS=100 ./dev hil ...      how often; 20
    SOUNDCHECK_POWER_CUTS_SEED=1 ./dev hil ...   the printed one again"""

import collections
import os
import random
import re
import time

import pytest
from fault_table import Step
from survival.remains import check_chain

CUTS = int(os.environ.get("SOUNDCHECK_POWER_CUTS", "20"))
SEED = int(os.environ.get("SOUNDCHECK_POWER_CUTS_SEED",
                          time.time_ns() % 1_000_000))
LONGEST_S = 6
BOOT_S = 14
STATE = "/data/soundcheck"
# Each check by the owner that has its answer is a promise: its report is on
# disk. The serial console takes it off the board at once.
WORK = r"""
(while sleep 0.1; do
  soundcheck run system.memory --json >/tmp/run.json 2>/dev/null
  sed -n 's/.*"started_monotonic_ms":\([0-9]*\).*/promise \1/p' \
    /tmp/run.json >/dev/console
done) >/dev/null 2>&1 &
"""
TROUBLES = ("put a broken database aside", "reports in memory only",
            "refusing remote commands", "the journal stays in memory")


class Promises:
    def __init__(self):
        self.runs = collections.Counter()  # when each ran, in its boot
        self.audit = []
        self.counter = 0
        self.commands = set()  # that the speaker took

    def hear(self, said):
        self.runs.update(map(int, re.findall(r"promise (\d+)\n", said)))


def command(board):
    """One from afar; the cut may come before its end."""
    sent = board.cloud.call(
        "POST", f"/devices/{board.device}/commands",
        {"verb": "run_probes", "probes": ["system.memory"],
         "reason": "power cuts"})
    return sent["id"]


def note_taken(board, promises, sent):
    state = board.cloud.get(f"/commands/{sent}")["state"]
    if state in ("accepted", "running", "succeeded"):
        promises.commands.add(sent)


def work_and_cut(board, promises, seconds):
    board.do([Step("machine", WORK)])
    sent = command(board)
    time.sleep(seconds)
    note_taken(board, promises, sent)
    board.cut_power()
    promises.hear(board.said())


def check(board, promises):
    """Right after a start."""
    names = board.shell(f"ls {STATE}").split()
    assert not [name for name in names if "broken" in name], names
    log = board.shell("cat /run/soundcheckd.log")
    assert not [trouble for trouble in TROUBLES if trouble in log], log
    # What was there at the last look was synced long before the cut.
    lines = board.shell(f"cat {STATE}/audit.log").splitlines()
    check_chain(lines)
    assert lines[:len(promises.audit)] == promises.audit
    assert not [line for line in lines if "log_put_aside" in line]
    promises.audit = lines[:-1]
    counter = int(board.shell(
        f"cat {STATE}/firmware-counter 2>/dev/null || echo 0"))
    assert counter >= promises.counter
    promises.counter = counter


def all_reports(board, since):
    """Those that came after the first `since`."""
    rows, before = [], ""
    while True:
        page = board.cloud.get(
            f"/devices/{board.device}/reports?limit=500{before}")["reports"]
        rows += [row for row in page if row["id"] > since]
        if len(page) < 500 or page[-1]["id"] <= since:
            return rows
        before = f"&before={page[-1]['id']}"


@pytest.mark.long
def test_power_cuts_cost_nothing_that_was_promised(fresh, story):
    if not hasattr(fresh, "cut_power"):
        pytest.skip("this board has no plug that a program can pull")
    chance = random.Random(SEED)
    story.notes["cuts"] = f"{CUTS}, SOUNDCHECK_POWER_CUTS_SEED={SEED}"
    since = max((row["id"] for row in all_reports(fresh, 0)), default=0)
    promises = Promises()
    for number in range(1, CUTS + 1):
        seconds = chance.uniform(0, LONGEST_S)
        with story.step(f"cut {number} after {seconds:.1f} s of work"):
            work_and_cut(fresh, promises, seconds)
            if chance.random() < 0.3:
                fresh.machine.switch_on()
                fresh.machine.attach()
                time.sleep(chance.uniform(0.5, BOOT_S))
                fresh.cut_power()
            fresh.switch_on()
            check(fresh, promises)
    with story.step("everything reaches the cloud"):
        check_cloud(fresh, promises, since, story)


def check_cloud(board, promises, since, story):
    board.wait("the outbox to be empty",
               lambda: board.status().get("waiting_entries") == 0)
    reports = all_reports(board, since)
    keys = [(report["outbox"], report["seq"]) for report in reports]
    assert len(keys) == len(set(keys)), "a report came twice"
    assert len({outbox for outbox, _ in keys}) == 1
    ran = collections.Counter(
        result["started_monotonic_ms"] for report in reports
        for result in report["results"]
        if result["probe_id"] == "system.memory")
    lost = promises.runs - ran
    assert not lost, f"lost {lost}"
    noted = "\n".join(promises.audit)
    for one in promises.commands:
        assert re.search(
            f'"event":"command_accepted"[^\n]*"command":"{one}"', noted), one
    story.notes["promised"] = (
        f"{sum(promises.runs.values())} reports, {len(promises.commands)} "
        f"commands, {len(promises.audit)} lines of audit")
