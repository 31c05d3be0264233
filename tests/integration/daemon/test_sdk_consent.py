"""The owner answers support through a program that uses libsoundcheck."""

import pytest

from installed import not_sanitized
from soundcheck.v1 import command_pb2, local_pb2
from stage import SLOWNESS, eventually
from support import Support

pytestmark = not_sanitized


@pytest.fixture
def support(daemon, cloud):
    """At a speaker that asks its owner for everything."""
    daemon.write_policy("")
    cloud.confirms = True
    daemon.start()
    cloud.expect_reports(1)
    return Support(cloud)


class Buttons:
    """The example, at whose buttons somebody sits."""

    def __init__(self, programs):
        self.program = programs.start(name="buttons")

    def expect(self, line):
        assert self.program.stdout.readline() == line + "\n"

    def press(self, button):
        """What the speaker says to it."""
        self.program.stdin.write(button + "\n")
        self.program.stdin.flush()
        said = self.program.stdout.readline()
        assert said.startswith(button + ": "), said
        return said[len(button + ": "):].strip()


def test_buttons_in_c_answer_for_the_owner(daemon, support, programs):
    asks = ("ann asks for session: Support may look at your speaker for a "
            "while. (no sound)")
    buttons = Buttons(programs)

    support.ask_for_session("first")
    buttons.expect(asks)
    assert buttons.press("no") == "done"
    refused = support.final("first")
    assert refused.refusal == command_pb2.REFUSAL_CONSENT_DENIED

    support.ask_for_session("second")
    buttons.expect(asks)
    assert buttons.press("yes") == "done"
    support.opened("second")
    assert buttons.press("yes") not in ("", "done")  # nothing waits any more
    assert buttons.press("back") == "done"
    eventually(lambda: not daemon.status().session_open)
    assert buttons.press("back") not in ("", "done")  # nothing is left of it

    support.ask_for_session("third")
    buttons.expect(asks)
    assert buttons.press("yes") == "done"
    support.opened("third")
    assert buttons.press("stop") == "done"
    eventually(lambda: not daemon.status().session_open)

    buttons.program.stdin.close()
    assert buttons.program.wait(10 * SLOWNESS) == 0


def test_the_owner_consents_through_a_program(daemon, cloud, programs):
    """The example is asked, by the daemon, whether support may test."""
    policy = daemon.folder / "policy.toml"
    policy.write_text('[consent]\nread = "ask"\n')
    daemon.config["paths"]["policy"] = policy
    daemon.start()
    cloud.expect_reports(1)
    doorman = programs.start(name="doorman")
    watcher = programs.start("watch", "20")
    assert "session=-" in watcher.stdout.readline()

    cloud.command(id="c1", session="s1", counter=1, operator="Ana",
                  reason="no sound", open_session=command_pb2.OpenSession(
                      max_seconds=60))
    question = doorman.stdout.read(len("Ana: "))
    states = []
    while not states or "consents=1" not in states[-1]:
        states.append(watcher.stdout.readline())
        assert states[-1], states
    doorman.stdin.write("y\n")
    doorman.stdin.flush()

    assert question == "Ana: "
    eventually(lambda: any(
        reply.state == command_pb2.REPLY_STATE_SUCCEEDED
        for reply in cloud.replies), why=f"{cloud.replies}")
    daemon.ask(end_session=local_pb2.EndSession())
    assert doorman.wait(10 * SLOWNESS) == 0
