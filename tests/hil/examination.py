"""How a fault is named: by support through the cloud's HTTP API, or, where it
cuts the uplink, by the owner on the speaker itself."""

import contextlib

REASON = "hardware-in-the-loop test"


class Remote:
    """A session of remote assist with one board."""

    def __init__(self, board):
        self.board = board
        self.cloud = board.cloud
        self.path = f"/devices/{board.device}"
        session = self.cloud.call("POST", self.path + "/sessions",
                                  {"reason": REASON})
        self.session = self.cloud.wait(
            "the session to open", lambda: self._answered(session["id"]))
        if self.session["state"] != "open":
            raise RuntimeError(
                f"the session was refused: {self.session['refusal']}")

    def _answered(self, wanted):
        session = self.cloud.get(self.path)["session"]
        if session and session["id"] == wanted:
            return session if session["state"] != "opening" else None
        return None

    def diagnose(self, complaint=""):
        return self._command({"verb": "diagnose", "complaint": complaint})

    def run(self, *probes):
        """probe -> result."""
        command = self._command({"verb": "run_probes", "probes": probes})
        return {r["probe_id"]: r for r in command["results"]}

    def _command(self, words):
        command = self.cloud.call("POST", self.path + "/commands",
                                  {**words, "reason": REASON})
        command = self.cloud.watch(command, lambda _: None, timeout=120)
        if command["state"] != "succeeded":
            raise RuntimeError(
                f"{words['verb']} ended {command['state']}: "
                f"{command['refusal'] or command['detail']}")
        return command

    def close(self):
        with contextlib.suppress(RuntimeError):
            self.cloud.call(
                "DELETE", f"{self.path}/sessions/{self.session['id']}")


def report_of(board, diagnosis):
    """The report in which the cloud got the owner's diagnosis, or None."""
    reports = board.cloud.get(f"/devices/{board.device}/reports?limit=20")
    for report in reports["reports"]:
        found = report["diagnosis"]
        if report["trigger"] == "on_demand" and found and (
                found["duration_ms"] == diagnosis["duration_ms"]):
            return report
    return None


def named(diagnosis):
    return [fault["fault_id"] for fault in diagnosis["faults"]]
