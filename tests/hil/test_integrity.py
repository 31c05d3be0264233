"""Slots are read in the background, and nobody hears it."""

import pytest
from fault_table import Step

SECONDS = 10
# The free end of the microphones' cable: not the loudspeaker's card, so the
# reading goes on. Both cards run by the kernel's clock, as a codec by its own.
OTHER_CARD, LOUDSPEAKER = "hw:Mics,0", "hw:Speaker,0"


def begin_anew(board):
    """The daemon forgets what it has read and begins again."""
    board.do([Step("machine", """
pid=$(pidof soundcheckd)
rm $data/soundcheck/slot-verification && kill $pid
while [ -e /proc/$pid ]; do sleep 0.1; done
until soundcheck status >/dev/null 2>&1; do sleep 0.2; done""")])


def verified_percent(board):
    """Of the slot that does not run, so far."""
    result = board.cli("run", "firmware.integrity")["results"][0]
    return {one["name"]: one["value"]
            for one in result["measurements"]}.get("verified_b", 0)


def play(board, device):
    """Returns what aplay said; it tells each underrun."""
    return board.do([Step("machine", f"""
aplay -D {device} -f S16_LE -r 48000 -c 2 -d {SECONDS} /dev/zero 2>&1""")])


@pytest.fixture
def rereading(fresh):
    if not hasattr(fresh, "machine"):
        pytest.skip("on a real board this may be heard")
    begin_anew(fresh)
    return fresh


def test_reading_a_slot_beside_music_causes_no_xrun(rereading, story):
    before = verified_percent(rereading)
    with story.step("music plays beside the reading"):
        said = play(rereading, OTHER_CARD)
    after = verified_percent(rereading)
    story.notes["read meanwhile"] = f"{before:.0f} to {after:.0f} %"
    assert "Playing raw data" in said
    assert "underrun" not in said, said
    assert after > before


def test_reading_a_slot_gives_way_to_the_loudspeaker(rereading, story):
    rereading.do([Step("machine", f"""
aplay -q -D {LOUDSPEAKER} -f S16_LE -r 48000 -c 2 -d {3 * SECONDS} /dev/zero \\
  >/dev/null 2>&1 &
sleep 2""")])
    before = verified_percent(rereading)
    with story.step("the loudspeaker plays"):
        rereading.shell("sleep 8")
    during = verified_percent(rereading)
    story.notes["read meanwhile"] = f"{before:.0f} to {during:.0f} %"
    assert during == before < 100
    with story.step("it has ended"):
        rereading.wait("the slot to be read",
                       lambda: verified_percent(rereading) == 100, 120)
