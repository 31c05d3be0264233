"""A board and the cloud that it reports to, started and stopped together."""

import json
import pathlib
import shutil
import time

from home.cloud import Cloud

from . import factory
from .machine import Machine, MachineError


class Stand:
    """`say(text)` is told what goes on."""

    def __init__(self, build, images, run, say=lambda text: None):
        self.run = pathlib.Path(run)
        self.run.mkdir(parents=True, exist_ok=True)
        self.cloud = Cloud(pathlib.Path(build) / "bin", self.run)
        self.images = pathlib.Path(images)
        self.machine = None
        self.say = say

    def start(self):
        """From the power switch to a snapshot of a board that is online."""
        self.say("starting the cloud and its broker")
        shutil.rmtree(self.cloud.data, ignore_errors=True)
        for log in self.run.glob("*.log"):
            log.unlink()
        self.cloud.start()
        factory.make(self.cloud, self.run / "factory.sqfs")
        ready = self.cloud.ready
        self.machine = Machine(self.images, self.run, {
            8883: ready["mqtt"], 80: ready["probe_http"],
            443: ready["probe_https"]})
        self.say("switching the board on")
        self.machine.start()
        self.machine.attach()
        self.machine.wait_for("sound is there")
        self.say("kernel, disks and sound are up")
        self.machine.wait_for("Wi-Fi is up")
        self.say("associated over WPA2, with an address by DHCP")
        self.machine.wait_for("] ready")
        self.cloud.wait_online(factory.DEVICE, timeout=60)
        self.say("online at the cloud")
        self.machine.save()
        self.say("took the snapshot")

    def restore(self):
        """Back to the snapshot, as a board that has reported nothing yet."""
        self.machine.restore()
        self.wait_connected()

    def wait_connected(self, timeout=60):
        """Until the daemon itself says that it is online: the cloud may still
        believe in the connection of before."""
        deadline = time.monotonic() + timeout
        status = {}
        while not status.get("online"):
            if time.monotonic() > deadline:
                raise MachineError(
                    f"the daemon is not online: {status.get('uplink')}\n"
                    + self.log("soundcheckd"))
            code, words = self.machine.console.run("soundcheck status --json")
            status = json.loads(words) if code == 0 else {"uplink": words}

    def log(self, name, lines=15):
        """The end of a log inside the guest."""
        return self.machine.console.run(f"tail -n {lines} /run/{name}.log")[1]

    def stop(self):
        if self.machine:
            self.machine.stop()
        self.cloud.stop()
