"""A healthy speaker stays healthy. Half an hour, so only when asked for:
`./dev hil -m long --arch arm64`."""

import time
from types import SimpleNamespace

import pytest
from examination import named
from fault_table import Step

MINUTES = 30
PAUSE_S = 20
# A poor line, but one that millions of homes have.
POOR = Step("router", "tc qdisc add dev $uplink root netem loss 2% "
            "delay 80ms 80ms limit 9999")
USUAL = Step("router", "tc qdisc del dev $uplink root")


@pytest.mark.long
def test_a_poor_line_is_no_fault(fresh, story, keep_evidence):
    begun_ms = int(time.time() * 1000)
    fresh.do([POOR])
    try:
        with story.step(f"{MINUTES} min of diagnoses, one after the other"):
            statuses = diagnose_until(fresh, story, keep_evidence,
                                      time.monotonic() + 60 * MINUTES)
    finally:
        fresh.do([USUAL])
    story.notes["diagnoses"] = ", ".join(
        f"{statuses.count(one)} {one}" for one in sorted(set(statuses)))
    assert statuses.count("no_fault") > len(statuses) * 0.9
    reported = routine_failures(fresh, begun_ms)
    assert not reported, reported


def diagnose_until(board, story, keep, ends):
    """The status of each; a named fault ends it, and stands in the story."""
    statuses = []
    while time.monotonic() < ends:
        examined = board.cli("diagnose")
        story.tell(examined)
        assert not named(examined["diagnosis"]), (
            f"after {len(statuses)} diagnoses")
        statuses.append(examined["diagnosis"]["status"])
        keep(SimpleNamespace(id=f"poor_line.{len(statuses)}", faults=[]),
             examined)
        assert statuses[-1] != "unknown_fault"
        time.sleep(PAUSE_S)
    return statuses


def routine_failures(board, since_ms):
    """What the speaker reported by itself meanwhile, and did not pass."""
    rows = board.cloud.get(f"/devices/{board.device}/reports?limit=500")
    return [(result["probe_id"], result["summary"])
            for report in rows["reports"] if report["received_ms"] >= since_ms
            for result in report["results"] if result["outcome"] == "failed"]
