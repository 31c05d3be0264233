"""A board and the cloud that it reports to, started and stopped together."""

import fcntl
import pathlib
import shutil

from home.cloud import Cloud

from . import factory
from .machine import Machine


class Stand:
    """`say(text)` is told what goes on."""

    def __init__(self, build, images, run, say=lambda text: None):
        self.run = pathlib.Path(run)
        self.run.mkdir(parents=True, exist_ok=True)
        self.tools = pathlib.Path(build) / "bin"
        self.cloud = Cloud(self.tools, self.run)
        self.images = pathlib.Path(images)
        self.machine = None
        self.say = say
        self._lock = open(self.run / "lock", "wb")

    def start(self):
        """From the power switch to a snapshot of a board that is online."""
        try:  # the kernel unlocks it, however we end
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RuntimeError(f"another board runs in {self.run}") from None
        self.say("starting the cloud and its broker")
        shutil.rmtree(self.cloud.data, ignore_errors=True)
        for name in ("cloud", "qemu"):
            (self.run / f"{name}.log").unlink(missing_ok=True)
        self.cloud.start()
        factory.make(self.cloud, self.tools, self.images,
                     self.run / "factory.sqfs")
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
        self.cloud.wait_online(factory.DEVICE, timeout=120)
        self.say("online at the cloud")
        # What runs while the snapshot is taken would run in every scenario.
        self.machine.wait_for("the slot is ")
        self.machine.save()
        self.say("took the snapshot")

    def stop(self):
        if self.machine:
            self.machine.stop()
        self.cloud.stop()
        self._lock.close()
