"""One QEMU: its command line, its life, its snapshots."""

import contextlib
import pathlib
import shutil
import subprocess
import time

from home.process import Program

from .console import Console
from .qmp import Qmp, QmpError

SNAPSHOT = "online"
INTERNET = "10.0.2.100"  # all of it, as the guest sees it


class MachineError(RuntimeError):
    """The machine did not do what it should; the serial log tells more."""


class Machine:
    """`images` is what toolchains/virtual-board/image.sh made; nothing of it
    is written. All of a running machine lies in `run`."""

    def __init__(self, images, run, relays):
        """`relays`: port of the guest's internet -> port on our loopback."""
        self.images = pathlib.Path(images)
        self.run = pathlib.Path(run)
        self.relays = relays
        self.program = None
        self.qmp = None
        self.console = None

    def command(self):
        words = ["qemu-system-aarch64", "-M", "virt,acpi=off",
                 "-accel", "tcg,tb-size=128", "-cpu", "cortex-a53",
                 "-smp", "1", "-m", "256", "-nographic", "-nodefaults",
                 "-bios", self.images / "u-boot.bin",
                 "-dtb", self.images / "speaker.dtb",
                 "-serial", f"file:{self.run}/serial.log",
                 "-qmp", f"unix:{self.run}/qmp.sock,server=on,wait=off",
                 # Each serves one client; this one is for the steps of faults.
                 "-qmp", f"unix:{self.run}/faults.sock,server=on,wait=off",
                 "-netdev", self._network(),
                 "-device", "virtio-net-pci,netdev=n0,romfile=",
                 "-device", "virtio-rng-pci", "-device", "virtio-serial-pci",
                 "-device", "i6300esb", "-action", "watchdog=reset"]
        for name, file, options in self._disks():
            words += ["-drive", f"if=none,id={name},file={file},{options}",
                      "-device", f"virtio-blk-pci,drive={name},serial={name}"]
        for name in ("commands", "shell"):
            words += ["-chardev", f"socket,id={name},"
                      f"path={self.run}/{name}.sock,server=on,wait=off",
                      "-device", f"virtconsole,chardev={name}"]
        return [str(word) for word in words]

    def _disks(self):
        """U-Boot looks at the first. What can be written must be qcow2, or
        there are no snapshots."""
        fixed = "format=raw,readonly=on"
        return [("boot", self.run / "boot.qcow2", "format=qcow2"),
                ("slot-A", self.run / "slot-a.sqfs", fixed),
                ("slot-B", self.run / "slot-b.sqfs", fixed),
                ("data", self.run / "data.qcow2", "format=qcow2"),
                ("factory", self.run / "factory.sqfs", fixed)]

    def _network(self):
        """Nothing but the relays is reachable from the guest."""
        options = ["user", "id=n0", "restrict=on"]
        for outside, port in self.relays.items():
            relay = f"socat - TCP:127.0.0.1:{port},,nodelay"
            options.append(
                f"guestfwd=tcp:{INTERNET}:{outside}-cmd:{relay}")
        return ",".join(options)

    def start(self):
        self._copy_disks()
        self.switch_on()

    def switch_on(self):
        """The disks are what the last power cut, or start(), left."""
        for name in ("qmp.sock", "faults.sock", "commands.sock", "shell.sock",
                     "serial.log"):
            (self.run / name).unlink(missing_ok=True)
        self.program = Program(self.command(), self.run / "qemu.log")
        self._await("QEMU to listen", lambda: all(
            (self.run / f"{name}.sock").exists()
            for name in ("qmp", "commands", "shell")), timeout=30)

    def _copy_disks(self):
        """New images may be built while this board runs."""
        for slot in ("slot-a", "slot-b"):
            shutil.copyfile(self.images / "root.sqfs",
                            self.run / f"{slot}.sqfs")
        for disk in ("boot", "data"):
            subprocess.run(
                ["qemu-img", "convert", "-q", "-f", "raw", "-O", "qcow2",
                 str(self.images / f"{disk}.img"),
                 str(self.run / f"{disk}.qcow2")], check=True)

    def attach(self):
        """Takes QMP and the commands' console; each serves one at a time."""
        self.qmp = Qmp(self.run / "qmp.sock")
        self.console = Console(self.run / "commands.sock")

    def detach(self):
        self.qmp.close()
        self.console.close()
        self.qmp = self.console = None

    def cut_power(self):
        """QEMU is killed: what the guest has not flushed to its disks is gone
        with its memory, and of a disk what QEMU itself had not written down.
        What the guest did flush is safe in the host's page cache."""
        self.program.kill()
        self.detach()

    def said(self):
        """What came over the serial console so far."""
        with contextlib.suppress(FileNotFoundError):
            text = (self.run / "serial.log").read_text(
                encoding="utf-8", errors="replace")
            return text.replace("\r", "")
        return ""

    def wait_for(self, text, timeout=240, since=0):
        """Until the serial console has said this, after its first `since`
        characters."""
        self._await(f'the board to say "{text}"',
                    lambda: text in self.said()[since:], timeout)

    def _await(self, what, condition, timeout):
        deadline = time.monotonic() + timeout
        while not condition():
            if not self.program.alive():
                raise MachineError("QEMU ended: " + self.program.tail())
            if time.monotonic() > deadline:
                end = "\n".join(self.said().splitlines()[-15:])
                raise MachineError(f"waited {timeout} s for {what}\n{end}")
            time.sleep(0.05)

    def save(self):
        self.qmp.monitor(f"savevm {SNAPSHOT}")

    def restore(self):
        """Back to the snapshot; `wake` makes it a board of today."""
        self.qmp.monitor(f"loadvm {SNAPSHOT}")
        status, output = self.console.run(
            f"/usr/lib/board/wake {int(time.time())}")
        if status != 0:
            raise MachineError(f"the board did not wake: {output}")

    def stop(self):
        if self.qmp:
            with contextlib.suppress(QmpError, OSError):
                self.qmp.execute("quit")
        if self.program:
            self.program.stop()
