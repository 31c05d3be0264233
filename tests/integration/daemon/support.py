"""A support agent at the cloud's end of the wire, and the speaker's audit log
as somebody reads it who knows nothing of our code."""

import hashlib
import json
import time

from soundcheck.v1 import command_pb2 as pb
from stage import eventually

FINAL = (pb.REPLY_STATE_SUCCEEDED, pb.REPLY_STATE_FAILED,
         pb.REPLY_STATE_CANCELLED, pb.REPLY_STATE_REFUSED)


class Support:
    def __init__(self, cloud, operator="ann"):
        self.cloud = cloud
        self.operator = operator
        self.session = ""
        self.nonce = b""
        self.counter = 0

    def ask_for_session(self, command, seconds=600):
        self.session = f"session-of-{command}"
        self.counter = 0
        self.cloud.command(
            id=command, session=self.session, counter=time.time_ns(),
            operator=self.operator, reason="no sound",
            open_session=pb.OpenSession(max_seconds=seconds))

    def open(self, command="open"):
        self.ask_for_session(command)
        return self.opened(command)

    def opened(self, command):
        reply = self.final(command)
        assert reply.state == pb.REPLY_STATE_SUCCEEDED, reply
        self.nonce = reply.session_opened.nonce
        return reply

    def send(self, command, **verb):
        self.counter += 1
        self.cloud.command(id=command, session=self.session, nonce=self.nonce,
                           counter=self.counter, operator=self.operator,
                           reason="no sound", **verb)

    def replies(self, command):
        return [r for r in self.cloud.replies if r.command_id == command]

    def expect(self, command, state, seconds=10):
        eventually(lambda: any(r.state == state
                               for r in self.replies(command)), seconds,
                   f"{command} is not in state {state}")

    def waits(self, command):
        self.expect(command, pb.REPLY_STATE_WAITING_FOR_CONSENT)

    def final(self, command, seconds=20):
        return eventually(
            lambda: next((r for r in self.replies(command)
                          if r.state in FINAL), None), seconds,
            f"{command} has no end")

    def do(self, command, **verb):
        self.send(command, **verb)
        return self.final(command)


def audit_lines(daemon):
    text = (daemon.state / "audit.log").read_text()
    return [json.loads(line) for line in text.splitlines()]


def told_of(daemon, command):
    """What the log says about one command, in order."""
    return [line["event"] for line in audit_lines(daemon)
            if line.get("command") == command]


def expect_told(daemon, command, *events):
    eventually(lambda: told_of(daemon, command) == list(events), 10,
               f"of {command} the log tells {told_of(daemon, command)}")


def assert_chain(text):
    """Each line carries its number and the hash of the one before."""
    previous = None
    for raw in text.splitlines():
        line = json.loads(raw)
        if previous is not None:
            assert line["n"] == previous[0] + 1
            assert line["prev"] == previous[1]
        elif line["n"] == 1:
            assert line["prev"] == 64 * "0"
        previous = line["n"], hashlib.sha256(raw.encode()).hexdigest()
    return previous
