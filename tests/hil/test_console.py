"""What the console shows without anybody asking the speaker."""

import time

import pytest

PERIOD_S = 30  # of the virtual board; on a real one, see the README


def test_a_weak_signal_shows_within_one_reporting_period(
        fresh, faults, story):
    weak = faults["wifi.weak_signal"]
    if why := fresh.why_not(weak):
        pytest.skip(why)

    def shown():
        return fresh.cloud.get(f"/devices/{fresh.device}")["signal_dbm"]
    with story.step("the first report shows the signal"):
        fresh.wait("a signal at the console", lambda: shown() is not None)
    before = shown()
    assert before > -60
    begun = time.monotonic()
    with story.step(f"break: {weak.what}"):
        fresh.inject(weak)
    with story.step("the console shows it"):
        fresh.wait("the console to show a weak signal",
                   lambda: shown() <= -80, timeout=PERIOD_S + 15)
    story.notes["at the console"] = (
        f"{before:.0f} dBm, then {shown():.0f} dBm after "
        f"{time.monotonic() - begun:.1f} s")
