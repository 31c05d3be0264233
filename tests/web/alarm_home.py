#!/usr/bin/python3
"""As live_home.py, but the home breaks by itself: soon after the speaker is
online the router swallows its DNS questions, and its first check-up says so.
Prints {"impossible": WHY} where there can be no such home."""

import contextlib
import json
import pathlib
import sys
import tempfile

from live_home import Home

from home import network as home_network
from home.faults import FAULTS

# Long enough for a busy machine to break the home before the first check-up.
BOOT_DELAY_S = 10


def main():
    why_not = home_network.possible()
    if why_not:
        print(json.dumps({"impossible": why_not}), flush=True)
        return
    with contextlib.ExitStack() as stack:
        directory = pathlib.Path(stack.enter_context(
            tempfile.TemporaryDirectory(prefix="soundcheck-alarm-")))
        network = stack.enter_context(home_network.Network(directory))
        home = Home(sys.argv[1], directory, network, FAULTS["net.dns_failing"],
                    BOOT_DELAY_S)
        stack.callback(home.stop)
        home.start()
        home.obey()


if __name__ == "__main__":
    main()
