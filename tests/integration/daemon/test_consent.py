"""What the owner is asked and says, by the command on the speaker, and what the
audit log tells of it afterwards."""

import json

import pytest

from soundcheck.v1 import command_pb2 as pb, presence_pb2
from stage import eventually
from support import Support, assert_chain, audit_lines, expect_told

ONLINE = presence_pb2.PRESENCE_STATE_ONLINE
LED = "sys/class/leds/white:assist"


@pytest.fixture
def speaker(daemon, cloud):
    """As it leaves the factory, but for a light; online, and receipted."""
    daemon.write_policy("")
    root = daemon.folder / "root"
    (root / LED).mkdir(parents=True)
    (root / LED / "max_brightness").write_text("9\n")
    (root / LED / "brightness").write_text("0\n")
    daemon.config["paths"]["root"] = root
    daemon.config["light"] = {"led": "white:assist"}
    cloud.confirms = True
    daemon.start()
    cloud.expect_state(ONLINE)
    return daemon


@pytest.fixture
def support(cloud):
    return Support(cloud)


def say(speaker, *words):
    done = speaker.command("consent", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def let_in(speaker, support, command="open"):
    support.ask_for_session(command)
    support.waits(command)
    say(speaker, "allow", command)
    support.opened(command)


def light(speaker):
    text = (speaker.folder / "root" / LED / "brightness").read_text()
    return int(text.split()[0])


def test_R01_a_factory_image_lets_nobody_in_without_its_owner(speaker, support):
    """R01"""
    support.ask_for_session("open")
    support.waits("open")

    pending, = json.loads(say(speaker, "--json"))["pending"]
    assert pending["consent_class"] == "session"
    assert pending["operator"] == "ann" and pending["reason"] == "no sound"
    assert pending["what"]["zh"] and pending["what"]["en"]
    assert not speaker.status().session_open and light(speaker) == 0

    say(speaker, "answer", "open", "--once")
    support.opened("open")
    assert speaker.status().session_open
    eventually(lambda: light(speaker) == 9, why="no light for the session")
    assert speaker.command("session", "end").returncode == 0
    eventually(lambda: light(speaker) == 0, why="the light stays")


def test_a_no_is_a_no(speaker, support):
    support.ask_for_session("open")
    support.waits("open")
    say(speaker, "answer", "open", "--deny")

    assert support.final("open").refusal == pb.REFUSAL_CONSENT_DENIED
    expect_told(speaker, "open", "command_accepted", "consent_asked",
                "consent_denied", "command_refused")


def test_silence_is_a_no(speaker, support, cloud):
    speaker.stop()
    speaker.write_policy("consent_timeout_s = 5\n")
    cloud.presences.clear()
    speaker.start()
    cloud.expect_state(ONLINE)

    support.ask_for_session("open")

    assert support.final("open").refusal == pb.REFUSAL_CONSENT_TIMEOUT
    expect_told(speaker, "open", "command_accepted", "consent_asked",
                "consent_timed_out", "command_refused")


def test_a_yes_once_and_a_yes_for_the_session(speaker, support):
    let_in(speaker, support)
    support.send("c1", identify=1)
    support.waits("c1")
    say(speaker, "answer", "c1", "--once")
    assert support.final("c1").state == pb.REPLY_STATE_SUCCEEDED
    support.send("c2", identify=1)
    support.waits("c2")
    say(speaker, "answer", "c2", "--session")
    assert support.final("c2").state == pb.REPLY_STATE_SUCCEEDED

    assert support.do("c3", identify=1).state == pb.REPLY_STATE_SUCCEEDED

    expect_told(speaker, "c2", "command_accepted", "consent_asked",
                "consent_granted", "command_finished")
    expect_told(speaker, "c3", "command_accepted", "consent_granted",
                "command_finished")
    assert json.loads(say(speaker, "--json"))["for_session"] == ["test"]
    # A new session is asked for anew.
    assert speaker.command("session", "end").returncode == 0
    let_in(speaker, support, "again")
    support.send("c4", identify=1)
    support.waits("c4")


def test_never_holds_over_a_restart_until_it_is_taken_back(speaker, support,
                                                           cloud):
    let_in(speaker, support)
    support.send("c1", identify=1)
    support.waits("c1")
    say(speaker, "answer", "c1", "--never")
    assert support.final("c1").refusal == pb.REFUSAL_CONSENT_DENIED
    cloud.presences.clear()
    speaker.kill()
    speaker.start()
    eventually(lambda: cloud.presences and cloud.last_state() == ONLINE)

    assert json.loads(say(speaker, "--json"))["never"] == ["test"]
    let_in(speaker, support, "again")
    refused = support.do("c2", identify=1)
    assert refused.refusal == pb.REFUSAL_CONSENT_DENIED
    expect_told(speaker, "c2", "command_refused")

    say(speaker, "revoke", "test")
    support.send("c3", identify=1)
    support.waits("c3")


def test_consent_taken_back_stops_what_runs(speaker, support):
    let_in(speaker, support)
    support.send("c1", identify=60)
    support.waits("c1")
    say(speaker, "answer", "c1", "--session")
    support.expect("c1", pb.REPLY_STATE_RUNNING)

    say(speaker, "revoke", "test")

    stopped = support.final("c1")
    assert stopped.state == pb.REPLY_STATE_CANCELLED
    assert stopped.detail == "the owner took the consent back"
    assert speaker.status().session_open
    expect_told(speaker, "c1", "command_accepted", "consent_asked",
                "consent_granted", "command_finished")
    lines = audit_lines(speaker)
    revoked = next(x for x in lines if x["event"] == "consent_revoked")
    assert revoked["detail"] == "test"
    finished = next(x for x in lines if x["event"] == "command_finished"
                    and x["command"] == "c1")
    assert finished["detail"] == "cancelled: the owner took the consent back"


def test_the_owner_sees_what_was_asked_and_answered(speaker, support):
    let_in(speaker, support)
    support.send("c1", identify=1)
    support.waits("c1")
    say(speaker, "deny", "c1")
    support.final("c1")

    events = json.loads(say(speaker, "history", "--json"))["events"]

    assert [(e["event"], e["command_id"], e["detail"]) for e in events] == [
        ("consent_asked", "open", "session"),
        ("consent_granted", "open", "session"),
        ("consent_asked", "c1", "test"), ("consent_denied", "c1", "test")]
    assert events[2]["operator"] == "ann" and events[2]["reason"] == "no sound"
    assert "refused  test" in say(speaker, "history")


def test_everything_asked_stands_in_one_sound_chain(speaker, support):
    let_in(speaker, support)
    support.send("c1", identify=1)
    support.waits("c1")
    say(speaker, "answer", "c1", "--once")
    support.final("c1")
    say(speaker, "revoke")

    eventually(lambda: audit_lines(speaker)[-1]["event"] == "session_closed")
    number, _ = assert_chain((speaker.state / "audit.log").read_text())
    assert number == len(audit_lines(speaker))


def test_the_mute_key_ends_a_session(speaker, support):
    """R02"""
    let_in(speaker, support)

    assert speaker.command("session", "end", "--mute-key").returncode == 0

    assert not speaker.status().session_open
    eventually(lambda: "was ended by the mute key" in
               audit_lines(speaker)[-1].get("detail", ""))


def test_a_session_that_is_not_used_ends(daemon, cloud, support):
    daemon.write_policy('[consent]\nsession = "allow"\n'
                        "[session]\nidle_seconds = 5\n")
    cloud.confirms = True
    daemon.start()
    cloud.expect_state(ONLINE)
    support.open()

    eventually(lambda: not daemon.status().session_open, 20,
               "an idle session stays open")
    eventually(lambda: "the session was not in use" in
               audit_lines(daemon)[-1].get("detail", ""))


def test_a_restart_ends_a_session_and_says_so(speaker, support, cloud):
    """R02"""
    let_in(speaker, support)
    support.send("c1", identify=60)
    support.waits("c1")
    say(speaker, "answer", "c1", "--once")
    support.expect("c1", pb.REPLY_STATE_RUNNING)

    speaker.kill()
    speaker.start()

    assert "interrupted" in support.final("c1").detail
    eventually(lambda: any(x["event"] == "session_interrupted"
                           for x in audit_lines(speaker)))
    assert not speaker.status().session_open
    assert support.do("c2", identify=1).refusal == pb.REFUSAL_NO_SESSION
    assert light(speaker) == 0
