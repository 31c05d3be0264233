"""A slot is marked good by what works: one whose audio path is dead keeps its
reduced attempts, and gets them back when it sounds again."""

import pytest
from fault_table import Step

CONFIRM = "/usr/lib/board/confirm"


def attempts(board):
    return int(board.shell("fw_printenv -n BOOT_$(sed -n "
                           "'s/.*rauc.slot=\\([AB]\\).*/\\1/p' "
                           "/proc/cmdline)_LEFT"), 16)


def confirm(board, deadline):
    """Exit status and words of what the start runs, too."""
    return board.try_step(Step("machine", f"{CONFIRM} {deadline} 2>&1"),
                          timeout=240)


def test_the_start_itself_marked_the_slot_good(fresh):
    if not hasattr(fresh, "machine"):
        pytest.skip("a real board has a start of its own")
    assert attempts(fresh) == 3
    assert "the slot is marked good" in fresh.said()


def test_a_slot_whose_audio_path_is_dead_is_not_marked_good(
        fresh, faults, story):
    if not hasattr(fresh, "machine"):
        pytest.skip("the suite never writes the bootloader's environment of a "
                    "real board")
    # As U-Boot leaves it when it starts a slot.
    fresh.do([Step("machine", "slot=$(sed -n 's/.*rauc.slot=\\([AB]\\).*/\\1/p'"
                   " /proc/cmdline); fw_setenv BOOT_${slot}_LEFT 2")])
    dead = faults["audio.card_missing"]
    with story.step(f"break: {dead.what}"):
        fresh.inject(dead)

    with story.step("confirm the dead slot"):
        status, said = confirm(fresh, "20s")
    story.notes["dead"] = said
    assert status == 1, said
    assert "audio failed: audio.electrical: " in said
    assert "broker passed" in said
    assert attempts(fresh) == 2

    with story.step("repair"):
        fresh.mend(dead)
    with story.step("confirm the sound slot"):
        status, said = confirm(fresh, "120s")
    assert status == 0, said
    assert attempts(fresh) == 3
