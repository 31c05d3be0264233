"""The virtual board: booted once, then each scenario from a snapshot."""

import os
import pathlib
import time

from vboard import ROOT
from vboard.places import Places
from vboard.stand import Stand

from .running import RunningBoard

IMAGES = pathlib.Path(os.environ.get("SOUNDCHECK_BOARD_IMAGES",
                                     ROOT / "build/board"))


class QemuBoard(RunningBoard):
    def __init__(self, processor, run, say):
        self._stand = Stand(ROOT / "build/dev", IMAGES / processor, run, say)
        self._damaged = []
        try:
            self._stand.start()
        except BaseException:
            self._stand.stop()
            raise
        self.machine = self._stand.machine
        super().__init__(processor, self._stand.cloud, self.machine.console,
                         run)

    def recover(self):
        """A restored snapshot forgets everything but the host's files."""
        while self._damaged:
            fault = self._damaged.pop()
            self.do([s for s in fault.off if s.at == "host"])
        now_ms = int(time.time() * 1000)
        self.machine.restore()
        self.wait_online(since_ms=now_ms)

    def cut_power(self):
        self.machine.cut_power()

    def switch_on(self):
        """Returns when the speaker is online again."""
        self._since_ms = int(time.time() * 1000)
        self.machine.switch_on()
        self.machine.attach()
        self.console = self.machine.console
        self.places = Places(self.console, self.run)
        self.machine.wait_for("] ready")
        self.wait_online(self._since_ms)

    def inject(self, fault):
        if any(step.at == "host" for step in fault.on):
            self._damaged.append(fault)
        super().inject(fault)

    @property
    def broker(self):
        """Where, and with which files, one may listen to the wire."""
        return {"host": "localhost", "port": self.cloud.ready["mqtt"],
                **self.cloud.keys}

    def close(self):
        self._stand.stop()
