#!/usr/bin/python3
"""A real cloud and a real speaker for the console's test.

Prints one line of JSON once the speaker is online, then obeys words on
standard input until it ends: `agree` lets the owner agree to the next command
that waits, `mend` gives the dead microphone its signal back.
"""

import contextlib
import json
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(
    pathlib.Path(__file__).resolve().parent.parent / "integration"))

from home import network as home_network  # noqa: E402
from home.cloud import Cloud  # noqa: E402
from home.faults import FAULTS  # noqa: E402
from home.speaker import Speaker  # noqa: E402

PATIENCE_S = 60


class Home:
    def __init__(self, build, directory, network, fault, boot_delay_s):
        self.network = network
        self.fault = fault
        self.cloud = Cloud(pathlib.Path(build).resolve() / "bin", directory,
                           network)
        self.speaker = Speaker(build, directory, self.cloud,
                               test_consent="ask", boot_delay_s=boot_delay_s)

    def start(self):
        self.cloud.start(timeout=PATIENCE_S)
        self.speaker.configure()
        if not self.fault.needs_network:
            self.fault.inject(self)
        self.speaker.start()
        self.cloud.wait_online(self.speaker.device, timeout=PATIENCE_S)
        if self.fault.needs_network:
            self.fault.inject(self)
        print(json.dumps({"url": self.cloud.url, "token": self.cloud.token,
                          "device": self.speaker.device}), flush=True)

    def stop(self):
        self.speaker.stop()
        self.cloud.stop()

    def agree(self):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            _, answer = self.speaker.cli("consent", "list")
            if answer["pending"]:
                self.speaker.cli(
                    "consent", "allow", answer["pending"][0]["command_id"])
                return
            time.sleep(0.1)
        raise RuntimeError("no command waited for the owner")

    def obey(self):
        words = {"agree": self.agree, "mend": lambda: self.fault.repair(self)}
        for line in sys.stdin:
            words[line.strip()]()
            print(json.dumps({"done": line.strip()}), flush=True)


def main():
    build = sys.argv[1]
    with contextlib.ExitStack() as stack:
        directory = pathlib.Path(stack.enter_context(
            tempfile.TemporaryDirectory(prefix="soundcheck-console-")))
        network = None
        if not home_network.possible():
            network = stack.enter_context(home_network.Network(directory))
        # The check-up waits until the test asks: it would hold the bench.
        home = Home(build, directory, network, FAULTS["audio.mic_dead"], 3600)
        stack.callback(home.stop)
        home.start()
        home.obey()


if __name__ == "__main__":
    main()
