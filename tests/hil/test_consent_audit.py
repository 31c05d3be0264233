"""Whoever can write the speaker's disk cannot hide what was asked of the owner
and what he said: the speaker notices, and where it cannot, the cloud does."""

import json

import audit_log
import pytest
from audit_log import LOG
from configuration import ask_for
from fault_table import Step
from owner import ByCommand
from support import Support

DAMAGES = {
    "cut_off": "sed 2q",
    "edited": "sed s/consent_denied/consent_granted/",
    "reordered": "sed '2{h;d;};3G'",
}
# Writes a sound chain of these events, as the speaker itself would have, and
# the record of its end.
HASH_ANEW = f"""
number=0 before=$(printf %064d 0)
while IFS= read -r line; do
  number=$((number + 1))
  line="{{\\"n\\":$number,\\"prev\\":\\"$before\\",${{line#*\\",}}"
  printf '%s\\n' "$line"
  before=$(printf %s "$line" | sha256sum | cut -c -64)
done <{LOG} >/tmp/hashed
cat /tmp/hashed >{LOG}
record="$(printf %020d $number) $before"
echo "$record $(printf %s "$record" | sha256sum | cut -c -16)" >{LOG}.end"""


@pytest.fixture
def refused(fresh, story):
    """A board whose log tells that the owner said no, as the cloud knows."""
    if not hasattr(fresh, "machine"):
        pytest.skip("nobody damages the disk of a real board")
    support = Support(fresh)
    support.forget()
    with story.step("the owner says no"):
        ask_for(fresh, "test")
        owner = ByCommand(fresh)
        command = support.identify(1)
        owner.asked("test")
        assert owner.no()
        support.ended(command)
    with story.step("the cloud has read it"):
        kept = audit_log.expect_sound(fresh)
        assert len(kept) > 4 and '"event":"consent_denied"' in "".join(kept)
    yield fresh
    support.leave()


def damage(board, how):
    """In place: a daemon that runs goes on writing to the same file."""
    board.do([Step("machine", f"""
{DAMAGES[how]} {LOG} >/tmp/damaged
cmp -s /tmp/damaged {LOG} && exit 1
cat /tmp/damaged >{LOG}""")])


def stop_daemon(board):
    """Until start_daemon()."""
    board.do([Step("machine", """
touch /run/board/hold
kill $(pidof soundcheckd)
while pidof soundcheckd >/dev/null; do sleep 0.1; done""")])


def start_daemon(board):
    board.shell("rm /run/board/hold")
    board.wait_online()


def expect_noticed_by_cloud(board, story):
    with story.step("the cloud notices"):
        done = audit_log.verify(board)
        assert done.returncode == 1, done.stdout + done.stderr
        story.notes["the cloud"] = done.stdout.strip()
        assert audit_log.seen_by_cloud(board)["problem"]["what"]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_log_is_noticed_by_the_speaker_and_by_the_cloud(
        refused, story, how):
    damage(refused, how)
    with story.step("the speaker notices"):
        status, said = audit_log.own_judgement(refused)
        story.notes["the speaker"] = said
        assert status == 1 and "audit.log:" in said
    with story.step("and has nothing to show to support"):
        done = audit_log.verify(refused)
        assert done.returncode not in (0, 1), done.stdout
        assert "audit.log:" in done.stderr
    with story.step("at its next start it puts the log aside"):
        stop_daemon(refused)
        start_daemon(refused)
        first = json.loads(audit_log.lines(refused)[0])
        assert (first["n"], first["event"]) == (1, "log_put_aside")
        refused.shell(f"test -s {LOG}.broken")
    expect_noticed_by_cloud(refused, story)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_log_that_was_hashed_anew_is_noticed_by_the_cloud(
        refused, story, how):
    stop_daemon(refused)
    damage(refused, how)
    refused.do([Step("machine", HASH_ANEW)])
    start_daemon(refused)
    with story.step("the speaker sees a sound chain"):
        status, said = audit_log.own_judgement(refused)
        assert status == 0, said
        refused.shell(f"test ! -e {LOG}.broken")
    expect_noticed_by_cloud(refused, story)
