"""What every board can do, whatever it is made of."""

import json
import time

from fault_table import Step


class BoardError(RuntimeError):
    """The board or its home did not do what it should."""


class Board:
    """A driver fills in `try_step`, `recover`, `await_restart`, `why_not`,
    `logs` and `close`; it sets `name`, `device` and `cloud`."""

    name = device = cloud = None
    broker = {}  # where, and with which files, one may listen to the wire
    probes = {}  # outcomes of a healthy board that differ from scenarios.yaml

    def try_step(self, step, timeout=60):
        """(exit status, output) of one step of the table of faults."""
        raise NotImplementedError

    def recover(self):
        """To health, whatever the scenario before has left behind."""
        raise NotImplementedError

    def await_restart(self):
        """Until the board that was just told to restart is up again."""
        raise NotImplementedError

    def why_not(self, fault):
        """Why this board cannot have the fault, or an empty text."""
        raise NotImplementedError

    def logs(self):
        """title -> text, for whoever reads the report."""
        return {}

    def close(self):
        pass

    def shell(self, text, timeout=60):
        """What a command on the speaker printed."""
        return self.do([Step("speaker", text)], timeout)

    def do(self, steps, timeout=60):
        output = ""
        for step in steps:
            status, output = self.try_step(step, timeout)
            if status != 0:
                raise BoardError(f"exit status {status} at the {step.at}: "
                                 f"{step.run.strip()}\n{output}")
        return output

    def inject(self, fault):
        """Returns when the fault has come into force."""
        for _ in range(max(1, fault.restarts)):
            self.prepare_restart()
            self.do(fault.on)
            if fault.restarts:
                self.await_restart()
        if fault.there:
            self.wait(fault.what, lambda: self.try_step(fault.there)[0] == 0)

    def mend(self, fault):
        """Returns when the board is online again."""
        self.prepare_restart()
        self.do(fault.off)
        if fault.mending_restarts:
            self.await_restart()
        self.wait_online()

    def prepare_restart(self):
        """Remembers what is needed to notice a restart."""

    def cli(self, *words, timeout=120):
        """`soundcheck WORDS --json` on the speaker."""
        text = f"soundcheck {' '.join(words)} --json 2>/tmp/soundcheck.err"
        status, output = self.try_step(Step("speaker", text), timeout)
        try:
            answer = json.loads(output)
        except ValueError:
            answer = {"error": output}
        if "error" in answer:
            raise BoardError(
                f"soundcheck {' '.join(words)} exited {status}: "
                f"{answer['error']}{self.shell('cat /tmp/soundcheck.err')}")
        return answer

    def status(self):
        try:
            return self.cli("status")
        except BoardError as error:  # the daemon may be about to start
            return {"online": False, "uplink": str(error)}

    def wait_online(self, since_ms=0, timeout=120):
        """Until both sides say so. `since_ms`: the cloud must have heard from
        the board since, as it may still believe in an older connection."""
        self.wait("the daemon to be online",
                  lambda: self.status()["online"], timeout)

        def seen():
            row = self.cloud.get(f"/devices/{self.device}")
            return row["state"] == "online" and row["last_seen_ms"] >= since_ms
        self.wait("the cloud to see the board online", seen, timeout)

    def wait(self, what, condition, timeout=120):
        """Polls until `condition()` gives something true; returns it."""
        deadline = time.monotonic() + timeout
        while not (value := condition()):
            if time.monotonic() > deadline:
                raise BoardError(f"waited {timeout} s for this: {what}")
            time.sleep(0.1)
        return value
