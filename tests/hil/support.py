"""The support side of consent, through the cloud's HTTP API: what it asks of a
speaker, and what it sees while the owner has not answered yet."""

import contextlib

NAME = "demo"  # of the token with which the suite asks the cloud
REASON = "which one is it?"


class Support:
    def __init__(self, board):
        self._board = board
        self._cloud = board.cloud
        self._path = f"/devices/{board.device}"

    def forget(self):
        """All that the cloud knows of the board: each restored snapshot begins
        its audit log anew, which would look as if somebody had done that."""
        self.leave()
        self._cloud.wait("the session to end", lambda: not self._session())
        self._cloud.call("POST", self._path + "/erasure",
                         {"device": self._board.device})

    def leave(self):
        with contextlib.suppress(RuntimeError):
            if session := self._session():
                self._cloud.call(
                    "DELETE", f"{self._path}/sessions/{session['id']}")

    def identify(self, seconds):
        """Asks for the light to blink, and for a session where there is none;
        returns at once."""
        return self._cloud.call("POST", self._path + "/commands", {
            "verb": "identify", "seconds": seconds, "reason": REASON})["id"]

    def see_session_wait(self):
        self._cloud.wait("the owner to be asked for the session",
                         lambda: (self._session() or {}).get(
                             "consent_until_ms"), 60)

    def see(self, command, state):
        """Waits for a state on the way; returns the command."""
        return self._cloud.wait(
            f"{command} to be {state}",
            lambda: (now := self._command(command))["state"] == state and now,
            60)

    def ended(self, command):
        return self._cloud.wait(
            f"{command} to end", lambda: (now := self._command(command))
            ["finished_ms"] and now, 90)

    def _command(self, command):
        return self._cloud.get(f"/commands/{command}")

    def _session(self):
        """The one that is open or about to be."""
        return self._cloud.get(self._path)["session"]
