"""A real cloud, and a real speaker with two slots and an eMMC, whose kernel's
files are forged, for the console's test of what reports tell over time.

Prints one line of JSON once the speaker's first report is in, then obeys words
on standard input until it ends: `crash` and `hang` let the speaker start anew
after a kernel panic, or a watchdog's reset, and wait for its report; `update`
shuts it down in order and starts it with other firmware.
"""

import contextlib
import json
import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))

from home.cloud import Cloud  # noqa: E402
from home.speaker import Speaker  # noqa: E402

BOARD = ROOT / "tests" / "replay" / "data" / "healthy-emmc-speaker"
PANIC = "Panic#1 Part1\n<0>[   42.5] Kernel panic - not syncing: forged\n"
PSTORE = "40 20 0:25 / /sys/fs/pstore rw - pstore pstore rw\n"
WATCHDOG = "sys/class/watchdog/watchdog0"
WATCHDOG_FIRED = 32
PATIENCE_S = 120


class Home:
    def __init__(self, build, directory):
        self.root = directory / "root"
        self.cloud = Cloud(pathlib.Path(build).resolve() / "bin", directory)
        self.speaker = Speaker(build, directory, self.cloud, root=self.root)
        self.boots = 0

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def forge(self):
        """The board of the replayed tests, which keeps crash records, too."""
        shutil.copytree(BOARD, self.root)
        for folder in ("run", "tmp", "data/my music", "sys/fs/pstore"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        mounts = self.root / "proc/self/mountinfo"
        mounts.write_text(mounts.read_text(encoding="utf-8") + PSTORE,
                          encoding="utf-8")
        self.write("sys/module/pstore/parameters/backend", "ramoops\n")
        self.write(WATCHDOG + "/identity", "forged dog\n")

    def boot(self, bootstatus=0):
        """Starts the speaker and waits for the report of its start."""
        self.boots += 1
        boot_id = f"boot-{self.boots}"
        self.write("proc/sys/kernel/random/boot_id", boot_id + "\n")
        self.write(WATCHDOG + "/bootstatus", f"{bootstatus}\n")
        self.speaker.start()
        path = f"/devices/{self.speaker.device}/starts"
        self.cloud.wait(f"the report of {boot_id}", lambda: any(
            start["boot_id"] == boot_id
            for start in self.cloud.get(path)["starts"]), PATIENCE_S)

    def start(self):
        self.forge()
        self.cloud.start(timeout=PATIENCE_S)
        self.speaker.configure()
        self.boot()
        print(json.dumps({"url": self.cloud.url, "token": self.cloud.token,
                          "device": self.speaker.device}), flush=True)

    def crash(self):
        self.speaker.program.kill()
        self.write("sys/fs/pstore/dmesg-ramoops-0", PANIC)
        self.boot()

    def hang(self):
        self.speaker.program.kill()
        self.boot(WATCHDOG_FIRED)

    def update(self):
        self.speaker.stop()
        release = self.root / "etc/os-release"
        release.write_text(release.read_text(encoding="utf-8").replace(
            "4.2.1", "4.3.0"), encoding="utf-8")
        self.boot()

    def obey(self):
        words = {"crash": self.crash, "hang": self.hang,
                 "update": self.update}
        for line in sys.stdin:
            words[line.strip()]()
            print(json.dumps({"done": line.strip()}), flush=True)

    def stop(self):
        self.speaker.stop()
        self.cloud.stop()


def main():
    with contextlib.ExitStack() as stack:
        directory = pathlib.Path(stack.enter_context(
            tempfile.TemporaryDirectory(prefix="soundcheck-forged-")))
        home = Home(sys.argv[1], directory)
        stack.callback(home.stop)
        home.start()
        home.obey()


if __name__ == "__main__":
    main()
