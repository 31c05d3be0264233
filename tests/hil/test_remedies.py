"""The speaker heals itself: what is broken is a thing that a machine can mend,
the remedy is applied as the owner would, and its own probe confirms the cure.
None of them makes anything worse."""

import time

import pytest
from configuration import replace
from fault_table import Step

# fault of the table, remedy, fault that the diagnosis names (None: the remedy is
# what is looked at, not the diagnosis)
HEALED = [
    ("net.no_address.released", "renew_address", "net.no_address"),
    ("net.duplicate_address", "another_address", "net.duplicate_address"),
    ("net.dns_server_dead", "other_name_server", "net.dns_server_dead"),
    ("net.dns_failing", "other_name_server", "net.dns_failing"),
    ("net.dns_slow", "other_name_server", "net.dns_slow"),
    ("wifi.not_associated.left", "rejoin_wifi", None),
    ("audio.speaker_muted", "restore_sound", "audio.speaker_muted"),
    ("audio.volume_zero", "restore_sound", "audio.volume_zero"),
    ("firmware.disk_full.cache", "free_space", "firmware.disk_full"),
    ("firmware.inodes_full.cache", "free_space", "firmware.inodes_full"),
    ("firmware.update_stuck", "reinstall_spare", "firmware.update_stuck"),
    ("firmware.fallback_slot_damaged.broken_off", "reinstall_spare",
     "firmware.fallback_slot_damaged"),
    ("system.clock_wrong", "set_clock", "system.clock_wrong"),
    ("system.clock_unsynchronised", "set_clock",
     "system.clock_unsynchronised"),
    ("system.service_missing", "reset_service", "system.service_missing"),
    ("system.service_crash_loop.bad_cache", "reset_service",
     "system.service_crash_loop"),
]


# The speaker is restarted, and judges at its next start.
HEALED_BY_RESTART = [
    ("audio.card_missing", "reboot_for_sound"),
    ("system.memory_exhausted", "reboot_for_memory"),
]


# The home must change; what the speaker tries by itself does not help.
NOT_HEALED = [
    ("net.no_address", "renew_address", "failed"),
    ("wifi.handshake_lost", "rejoin_wifi", "failed"),
    ("wifi.refused", "rejoin_wifi", "failed"),
]


def break_it(board, fault, story):
    if why := board.why_not(fault):
        pytest.skip(why)
    with story.step(f"break: {fault.what}"):
        board.inject(fault)


def apply(board, remedy, story):
    with story.step(f"soundcheck remedy apply {remedy}"):
        status, _ = board.try_step(
            Step("speaker", f"soundcheck remedy apply {remedy} --json "
                 ">/tmp/remedy.json 2>/tmp/soundcheck.err"), 300)
    return status, outcome(board, remedy, story)


def outcome(board, remedy, story):
    told = board.cli("remedy", "list")["remedies"]
    result = next(one for one in told if one["remedy_id"] == remedy)
    story.notes["remedy"] = f"{remedy}: {result['outcome']}: {result['detail']}"
    return result


def faults_now(board):
    diagnosis = board.cli("diagnose", timeout=240)["diagnosis"]
    return [one["fault_id"] for one in diagnosis["faults"]]


@pytest.mark.parametrize("name,remedy,named", HEALED,
                         ids=[row[0] for row in HEALED])
def test_a_remedy_heals(fresh, faults, story, name, remedy, named):
    fault = faults[name]
    break_it(fresh, fault, story)
    if named:
        with story.step("diagnose"):
            found = fresh.cli("diagnose", timeout=240)["diagnosis"]["faults"]
        assert [one["fault_id"] for one in found] == [named]
        assert remedy in found[0]["remedy_ids"]

    status, result = apply(fresh, remedy, story)

    assert result["outcome"] == "healed", result["detail"]
    assert status == 0
    if named:
        assert result["fault_id"] == named
    with story.step("nothing else is wrong"):
        fresh.wait_online()
        assert faults_now(fresh) == []


@pytest.mark.parametrize("name,remedy", HEALED_BY_RESTART,
                         ids=[row[0] for row in HEALED_BY_RESTART])
def test_a_restart_heals(fresh, faults, story, name, remedy):
    break_it(fresh, faults[name], story)
    with story.step("diagnose"):
        assert name in faults_now(fresh)

    fresh.prepare_restart()
    with story.step(f"soundcheck remedy apply {remedy}"):
        fresh.shell(f"(soundcheck remedy apply {remedy} >/dev/null 2>&1 &)")
        fresh.await_restart()

    fresh.wait("the verdict after the restart",
               lambda: outcome(fresh, remedy, story)["outcome"] == "healed")
    assert faults_now(fresh) == []


@pytest.mark.parametrize("name,remedy,becomes", NOT_HEALED,
                         ids=[row[0] for row in NOT_HEALED])
def test_what_a_remedy_cannot_heal_is_not_made_worse(fresh, faults, story,
                                                     name, remedy, becomes):
    fault = faults[name]
    break_it(fresh, fault, story)
    before = faults_now(fresh)
    assert before == [name]

    status, result = apply(fresh, remedy, story)

    assert result["outcome"] == becomes, result["detail"]
    assert status == {"unchanged": 1, "failed": 2}[becomes]
    assert faults_now(fresh) == before
    with story.step("once the home is mended, all is well"):
        fresh.mend(fault)
        fresh.wait_online()
        assert faults_now(fresh) == []


def test_what_the_product_did_not_configure_is_not_supported(fresh, story):
    if not hasattr(fresh, "machine"):
        pytest.skip("a real board's configuration is not replaced")
    replace(fresh, "soundcheck.toml", "sed -i /^reinstall_slot/d $file")

    status, result = apply(fresh, "reinstall_spare", story)

    assert status == 2
    assert result["outcome"] == "not_supported"
    assert "remedies.reinstall_slot" in result["detail"]


def test_the_speaker_heals_itself_where_its_policy_says_so(fresh, faults,
                                                           story):
    fault = faults["net.no_address.released"]
    if not hasattr(fresh, "machine"):
        pytest.skip("a real board's policy is not replaced")
    with story.step("a policy that lets it renew its address"):
        replace(fresh, "policy.toml", "printf '\\n[remedies]\\n"
                "automatic = [\"renew_address\"]\\n' >>$file")
    break_it(fresh, fault, story)
    begun = time.monotonic()

    with story.step("nobody does anything"):
        def judged():
            found = outcome(fresh, "renew_address", story)
            return found["automatic"] and found["outcome"]
        fresh.wait("the speaker to have healed itself", judged, 300)
        fresh.wait_online()

    result = outcome(fresh, "renew_address", story)
    story.notes["healed"] = f"after {time.monotonic() - begun:.0f} s"
    assert result["outcome"] == "healed", result["detail"]
    assert result["fault_id"] == "net.no_address"
