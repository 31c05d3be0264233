#!/usr/bin/python3
"""The virtual board for people; `./dev board` calls it.

Exit status: 0 done, 1 it did not work or no board runs, 64 usage.
"""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import textwrap
import time

import fault_table
from drivers.board import BoardError
from drivers.qemu import IMAGES
from drivers.running import RunningBoard
from drivers.standing_cloud import StandingCloud
from vboard import ROOT, factory, keeper, terminal
from vboard.console import Console

RUN = pathlib.Path(os.environ.get("SOUNDCHECK_BOARD_RUN",
                                  ROOT / "build/board/run")).resolve()
FAULTS = fault_table.load()


def known():
    """What is known of the board that runs."""
    state = keeper.state(RUN)
    if not state or "url" not in state:
        raise BoardError("no board runs; start one with ./dev board start")
    return state


class Attached(RunningBoard):
    """Takes the commands' console for as long as it is open."""

    def __init__(self, state):
        super().__init__(
            state["arch"], StandingCloud(state["url"], state["token"]),
            Console(RUN / "commands.sock"), RUN)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.console.close()


def start(options):
    if keeper.runs(RUN):
        url = (keeper.state(RUN) or {}).get("url", "it is about to start")
        raise BoardError(f"a board runs already ({url}); end it with "
                         "./dev board stop")
    begun = time.monotonic()
    if "SOUNDCHECK_BOARD_IMAGES" not in os.environ:  # made elsewhere
        subprocess.run([ROOT / "toolchains/virtual-board/ready.sh",
                        options.arch], check=True)
        print(f"{time.monotonic() - begun:6.1f} s  built what was missing",
              flush=True)
    words = [sys.executable, __file__, "keep", "--arch", options.arch,
             "--begun", str(begun)]
    return keeper.launch(words, RUN)


def keep(options):
    return keeper.keep(RUN, IMAGES, options.arch, options.begun)


def stop(_options):
    print("stopped" if keeper.stop(RUN) else "no board runs")
    return 0


def restart(options):
    state = keeper.state(RUN)
    if state and not options.arch_given:
        options.arch = state["arch"]
    stop(options)
    return start(options)


def fault(options):
    if options.id not in FAULTS:
        print(f"board: unknown fault {options.id}; known: "
              f"{', '.join(FAULTS)}", file=sys.stderr)
        return 64
    state = known()
    chosen = FAULTS[options.id]
    active = [name for name in state["faults"] if name != chosen.id]
    with Attached(state) as board:
        if options.switch == "on":
            board.inject(chosen)
            active.append(chosen.id)
            print(f"{chosen.id} is on: {chosen.what}")
        else:
            board.mend(chosen)
            print(f"{chosen.id} is off")
    keeper.write_state(RUN, {**state, "faults": active})
    return 0


def status(options):
    state = keeper.state(RUN)
    if not state or "url" not in state:
        print(json.dumps({"running": False}) if options.json
              else "no board runs")
        return 1
    facts = facts_of(state)
    if options.json:
        print(json.dumps(facts, indent=2))
        return 0
    for name, value in facts.items():
        if isinstance(value, list):
            value = ", ".join(value) or "none"
        elif isinstance(value, bool):
            value = "yes" if value else "no"
        print(f"{name:<11} {'unknown' if value is None else value}")
    return 0


def facts_of(state):
    uptime = slot = None
    try:
        with Attached(state) as board:
            uptime, slot = board.uptime(), board.slot()
    except (RuntimeError, OSError):
        pass  # it restarts, or somebody else holds its console
    row = StandingCloud(state["url"], state["token"]).get(
        f"/devices/{factory.DEVICE}")
    return {
        "running": True, "online": row["state"] == "online", "slot": slot,
        "uptime_s": uptime, "signal_dbm": row["signal_dbm"],
        "faults": state["faults"], "arch": state["arch"],
        "device": factory.DEVICE, "firmware": row["firmware"],
        "console": state["url"], "token": state["token"],
    }


def shell(_options):
    known()
    return terminal.join(RUN / "shell.sock")


def log(options):
    """The end of a log: of the host's first, then of the guest's."""
    file = RUN / f"{options.name}.log"
    if file.exists():
        text = file.read_text(encoding="utf-8", errors="replace")
        print("\n".join(text.replace("\r", "").splitlines()[-options.lines:]))
        return 0
    with Attached(known()) as board:
        print(board.shell(f"tail -n {options.lines} /run/{options.name}.log "
                          f"|| ls /run/*.log"))
    return 0


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"board: {message}\n")


def arguments():
    parser = Parser(
        prog="./dev board", description="A virtual smart speaker in a virtual "
        "home, with a cloud.", formatter_class=argparse.RawTextHelpFormatter,
        epilog="faults:\n" + "\n".join(
            f"  {one.id:<26} {one.what}" for one in FAULTS.values()) +
        "\n\nexit status: 0 done, 1 it did not work or no board runs, "
        "64 usage")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND",
                                     required=True)
    for name, text in (("start", "boots it, until it is online"),
                       ("restart", "stop, then start"), ("keep", None)):
        begin = (commands.add_parser(name, help=text) if text
                 else commands.add_parser(name))
        begin.add_argument("--arch", choices=["arm64", "armhf"],
                           help="of its root file system (default: arm64)")
        if name == "keep":
            begin.add_argument("--begun", type=float, required=True)
    commands.add_parser("stop", help="ends it and its cloud")
    tell = commands.add_parser("status", help="what it does")
    tell.add_argument("--json", action="store_true")
    commands.add_parser("shell", help="a root shell on it; Ctrl-] leaves")
    change = commands.add_parser("fault", help="breaks or mends it")
    change.add_argument("id", metavar="ID")
    change.add_argument("switch", choices=["on", "off"])
    read = commands.add_parser("log", help=textwrap.dedent("""\
        the end of a log: serial, cloud, qemu, story,
        or of the guest: soundcheckd, wpa_supplicant"""))
    read.add_argument("name", nargs="?", default="serial")
    read.add_argument("--lines", type=int, default=40)
    options = parser.parse_args()
    if hasattr(options, "arch"):
        options.arch_given = bool(options.arch)
        options.arch = options.arch or "arm64"
    return options


def main():
    options = arguments()
    commands = {"start": start, "stop": stop, "restart": restart,
                "status": status, "shell": shell, "fault": fault, "log": log,
                "keep": keep}
    try:
        return commands[options.command](options)
    except subprocess.CalledProcessError as error:
        print(f"board: {error.cmd[0]} exited {error.returncode}",
              file=sys.stderr)
    except (RuntimeError, OSError) as error:
        print(f"board: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
