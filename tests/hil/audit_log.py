"""The audit log of the virtual board: as it lies there, as the speaker judges
it, and as the cloud does, which reads it from afar."""

import json
import os
import subprocess

from fault_table import Step
from survival.remains import check_chain

# For steps on the board.
LOG = "$data/soundcheck/audit.log"


def lines(board):
    return board.shell(f"cat {LOG}").splitlines()


def told_of(board, verb):
    """(event, detail) of each line about commands of this verb."""
    return [(line["event"], line.get("detail", ""))
            for line in map(json.loads, lines(board))
            if line.get("verb") == verb]


def expect_told(board, verb, *events):
    """Waits for the last of them; returns the detail that it has."""
    board.wait(f"{events[-1]} of {verb} in the audit log", lambda: events[-1] in
               dict(told_of(board, verb)), 20)
    told = told_of(board, verb)
    assert [event for event, _ in told] == list(events)
    return told[-1][1]


def own_judgement(board):
    """(exit status, words) of the speaker, which reads all of its log."""
    return board.try_step(Step("speaker", "soundcheck consent history 2>&1"))


def verify(board):
    """`soundcheck-cloud audit verify`, which reads on in it."""
    return subprocess.run(
        [board.cloud.binary, "audit", "verify", board.device, "--url",
         board.cloud.url], capture_output=True, text=True, check=False,
        timeout=180, env=dict(os.environ, SOUNDCHECK_TOKEN=board.cloud.token))


def seen_by_cloud(board):
    return board.cloud.get(f"/devices/{board.device}/audit?from=1&limit=500")


def expect_sound(board):
    """The speaker, the cloud and somebody else find the same sound chain."""
    status, said = own_judgement(board)
    assert status == 0, said
    done = verify(board)
    assert done.returncode == 0, done.stdout + done.stderr
    seen, there = seen_by_cloud(board), lines(board)
    check_chain(there)
    assert seen["problem"] is None
    assert seen["lines"] and seen["lines"] == there[:len(seen["lines"])]
    return seen["lines"]
