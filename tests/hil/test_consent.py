"""Nothing is done to a speaker that its owner was to be asked for and has not
allowed; support sees how it stands, and the audit log keeps what was said."""

import json

import audit_log
import pytest
from configuration import ask_for
from owner import TOOK_BACK, ByCommand, ByProgram
from support import NAME, REASON, Support

BLINKS = "The light of your speaker blinks for 1 seconds."
LOOKS = "Support may look at your speaker for a while."


@pytest.fixture
def support(fresh):
    if not hasattr(fresh, "machine"):
        pytest.skip("a real board's policy is not replaced")
    support = Support(fresh)
    support.forget()
    yield support
    support.leave()


@pytest.fixture(params=[ByCommand, ByProgram],
                ids=["by_command", "by_program"])
def meet_owner(request, fresh, support, story):
    """Lets him be asked for these classes; the way in which he answers."""
    def meet(*classes):
        with story.step("a policy that asks for " + " and ".join(classes)):
            ask_for(fresh, *classes)
        return request.param(fresh)
    return meet


def light(board):
    return int(board.shell(
        "cat /sys/class/leds/speaker:white:assist/brightness"))


def kept_of(lines, verb):
    """The events that the cloud has read of one verb."""
    return [line["event"] for line in map(json.loads, lines)
            if line.get("verb") == verb]


def test_support_waits_until_the_owner_says_yes(fresh, support, meet_owner,
                                                story):
    owner = meet_owner("session", "test")
    command = support.identify(1)
    with story.step("the owner is asked whether support may look"):
        support.see_session_wait()
        assert owner.asked("session") == (NAME, LOOKS, REASON)
        assert light(fresh) == 0
        assert owner.yes()
    with story.step("and whether the light may blink"):
        assert support.see(command, "waiting_for_consent")["consent_until_ms"]
        assert owner.asked("test") == (NAME, BLINKS, REASON)
        assert light(fresh) > 0  # a session is open
        assert owner.yes()
    with story.step("it does"):
        assert support.ended(command)["state"] == "succeeded"
    with story.step("the audit log tells it, and is sound"):
        asked = ("command_accepted", "consent_asked", "consent_granted",
                 "command_finished")
        audit_log.expect_told(fresh, "open_session", *asked)
        assert audit_log.expect_told(fresh, "identify", *asked) == "succeeded"
        assert kept_of(audit_log.expect_sound(fresh),
                       "identify") == list(asked)


def test_a_no_is_a_no(fresh, support, meet_owner, story):
    owner = meet_owner("test")
    command = support.identify(1)
    with story.step("the owner says no"):
        assert owner.asked("test") == (NAME, BLINKS, REASON)
        support.see(command, "waiting_for_consent")
        assert owner.no()
    with story.step("support sees it"):
        ended = support.ended(command)
        assert (ended["state"], ended["refusal"]) == (
            "refused", "consent_denied")
    expect_refused(fresh, story, "consent_denied")


def test_silence_is_a_no(fresh, support, meet_owner, story):
    owner = meet_owner("test")
    command = support.identify(1)
    with story.step("the owner is asked and says nothing"):
        owner.asked("test")
        support.see(command, "waiting_for_consent")
        ended = support.ended(command)
    with story.step("support sees it, and a late yes changes nothing"):
        assert (ended["state"], ended["refusal"]) == (
            "refused", "consent_timeout")
        assert not owner.yes()
    expect_refused(fresh, story, "consent_timed_out")


def expect_refused(board, story, answer):
    with story.step("the audit log tells it, and is sound"):
        refused = ("command_accepted", "consent_asked", answer,
                   "command_refused")
        audit_log.expect_told(board, "identify", *refused)
        assert kept_of(audit_log.expect_sound(board),
                       "identify") == list(refused)


def test_consent_that_is_taken_back_stops_what_runs(fresh, support, meet_owner,
                                                    story):
    owner = meet_owner("test")
    command = support.identify(60)
    with story.step("the owner lets the light blink for a minute"):
        owner.asked("test")
        assert owner.yes()
        support.see(command, "running")
    with story.step("and takes that back"):
        owner.take_back()
        ended = support.ended(command)
        assert (ended["state"], ended["detail"]) == (
            "cancelled", TOOK_BACK)
    with story.step("the audit log tells it, and is sound"):
        stopped = ("command_accepted", "consent_asked", "consent_granted",
                   "command_finished")
        assert audit_log.expect_told(fresh, "identify", *stopped) == (
            f"cancelled: {TOOK_BACK}")
        kept = audit_log.expect_sound(fresh)
        assert kept_of(kept, "identify") == list(stopped)
        assert ("consent_revoked", "test") in [
            (line["event"], line.get("detail")) for line in
            map(json.loads, kept)]
