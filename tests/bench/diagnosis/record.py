#!/usr/bin/python3
"""Records what a speaker on the acoustic bench, in a home of network
namespaces, finds when its sound, its home, both or nothing is broken: cases for
`./dev bench diagnosis`, beside those of tests/hil.

usage: record.py [--build DIR] [--out FOLDER] [--only TEXT] [--healthy N]
                 [--pairs N] [--seed N]
"""

import argparse
import pathlib
import random
import sys
import tempfile
import time
from types import SimpleNamespace

TESTS = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TESTS / "integration"), str(TESTS / "hil")]

import evidence  # noqa: E402
from home import baseline  # noqa: E402
from home.cloud import Cloud  # noqa: E402
from home.faults import FAULTS as OF_HOMES  # noqa: E402
from home.network import Network, possible  # noqa: E402
from home.speaker import Speaker  # noqa: E402

import sounds  # noqa: E402


def cases(options):
    """(name, sound, fault of the home or empty)"""
    rows, counts = [], {}
    for sound in sounds.FAULTY:
        counts[sound.truth] = n = counts.get(sound.truth, 0) + 1
        rows.append((f"{sound.truth}.{n}", sound, ""))
    dice = random.Random(options.seed)
    homes = sorted(fault for fault in OF_HOMES if fault.startswith("net."))
    for n in range(options.pairs):
        sound, home = dice.choice(sounds.FAULTY), homes[n % len(homes)]
        rows.append((f"{sound.truth}+{home}.{n + 1}", sound, home))
    for n in range(options.healthy):
        place = sounds.LOUD_PLACE if n % 3 == 0 else sounds.QUIET_PLACE
        rows.append((f"healthy.{n + 1}",
                     sounds.Sound("", keys={"room": 100 + n, **place}), ""))
    return [row for row in rows if options.only in row[0]]


class Home:
    """What the faults of homes want to see."""

    def __init__(self, build, directory, network):
        self.network = network
        self.cloud = Cloud(pathlib.Path(build).resolve() / "bin", directory,
                           network)
        self.speaker = Speaker(build, directory, self.cloud, boot_delay_s=3600)

    def start(self):
        self.cloud.start()
        self.speaker.configure()
        baseline.learn(self.speaker)
        self.speaker.start()
        self.cloud.wait_online(self.speaker.device)

    def stop(self):
        self.speaker.stop()
        self.cloud.stop()

    def examine(self, sound, fault):
        """(the diagnosis, what other probes say)"""
        self.speaker.bench_faults(**sound.keys)
        if sound.mixer:
            self.speaker.mixer(sound.mixer)
        if fault:
            OF_HOMES[fault].inject(self)
        words = ["--complaint", sound.complaint] if sound.complaint else []
        try:
            _, examined = self.speaker.cli("diagnose", *words, timeout=180)
            return examined, self.rest(examined)
        finally:
            self.mend(sound, fault)

    def rest(self, examined):
        asked = {result["probe_id"] for result in examined["results"]}
        _, listed = self.speaker.cli("list")
        names = [probe["id"] for probe in listed["probes"]
                 if probe["supported"] and probe["id"] not in asked]
        if not names:
            return []
        return self.speaker.cli("run", *names, timeout=300)[1]["results"]

    def mend(self, sound, fault):
        if fault:
            OF_HOMES[fault].repair(self)
        if sound.mixer:
            self.speaker.mixer("unmute")
            self.speaker.mixer(baseline.VOLUME)
        self.speaker.bench_faults()
        self.cloud.wait("the speaker to be online",
                        lambda: self.speaker.status()["online"], 300)


def truth_of(sound, fault):
    return [one for one in (sound.truth, fault) if one]


def record(options, home):
    rows = cases(options)
    begun = time.monotonic()
    for number, (name, sound, fault) in enumerate(rows, start=1):
        examined, more = home.examine(sound, fault)
        scenario = SimpleNamespace(id=name, faults=truth_of(sound, fault))
        evidence.keep(options.out, scenario, examined, more, "bench")
        named = [f["fault_id"] for f in examined["diagnosis"]["faults"]]
        verdict = "" if named == scenario.faults else "  <- not that"
        print(f"{time.monotonic() - begun:6.0f} s {number:3} of {len(rows)}  "
              f"{name}: {', '.join(named) or examined['diagnosis']['status']}"
              f"{verdict}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="record.py", description=__doc__,
                                     formatter_class=argparse.
                                     RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--out", type=pathlib.Path,
                        default=pathlib.Path("build/bench/evidence"))
    parser.add_argument("--only", default="",
                        help="cases with this in their name")
    parser.add_argument("--healthy", type=int, default=30)
    parser.add_argument("--pairs", type=int, default=28)
    parser.add_argument("--seed", type=int, default=1, help="of the pairs")
    options = parser.parse_args()
    if why := possible():
        parser.exit(1, f"record.py: {why}\n")
    with tempfile.TemporaryDirectory(prefix="soundcheck-bench-") as folder:
        with Network(folder) as network:
            home = Home(options.build, folder, network)
            try:
                home.start()
                record(options, home)
            finally:
                home.stop()


if __name__ == "__main__":
    main()
