"""A virtual board that runs already, whoever started it."""

import contextlib
import pathlib
import re
import time

from vboard import factory
from vboard.places import Places

from .board import Board


class RunningBoard(Board):
    def __init__(self, name, cloud, console, run):
        self.name = name
        self.device = factory.DEVICE
        self.tenant = factory.TENANT
        self.cloud = cloud
        self.console = console
        self.run = pathlib.Path(run)
        self.places = Places(console, self.run)
        self._heard = 0
        self._since_ms = 0

    def try_step(self, step, timeout=60):
        return self.places.try_step(step, timeout)

    def why_not(self, fault):
        return ""

    def said(self):
        """What came over the serial console so far."""
        text = (self.run / "serial.log").read_text(encoding="utf-8",
                                                   errors="replace")
        return text.replace("\r", "")

    def prepare_restart(self):
        self._heard = len(self.said())
        self._since_ms = int(time.time() * 1000)

    def await_restart(self):
        self.wait("the board to be up again",
                  lambda: "] ready" in self.said()[self._heard:], 400)
        self.wait_online(self._since_ms)

    def uptime(self):
        return float(self.shell("cat /proc/uptime").split()[0])

    def slot(self):
        line = self.shell("cat /proc/cmdline")
        return re.search(r"rauc\.slot=(\w+)", line)[1]

    def logs(self):
        logs = {"serial console": "\n".join(self.said().splitlines()[-40:])}
        with contextlib.suppress(RuntimeError, OSError):
            for name in ("soundcheckd", "wpa_supplicant"):
                logs[name] = self.shell(f"tail -n 40 /run/{name}.log")
        return logs
