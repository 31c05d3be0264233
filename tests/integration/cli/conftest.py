"""Runs the `soundcheck` command in a network namespace of its own.

Inside there is nothing but a loopback interface that is down, so no probe
reaches anybody and the network's fault is always the same.
"""

import json
import os
import pathlib
import subprocess

import pytest

BIN = pathlib.Path(os.environ.get(
    "SOUNDCHECK_BIN",
    pathlib.Path(__file__).parents[3] / "build" / "dev" / "bin"))
ALONE = ["unshare", "-rn"]

HEALTHY = {
    "etc/os-release": 'ID=speaker\nVERSION_ID="4.2"\n',
    "proc/cmdline": "console=ttyS0 rauc.slot=A\n",
    "proc/sys/kernel/osrelease": "6.1.0\n",
    "proc/sys/kernel/random/boot_id": "0f4a4a0e-0000-4000-8000-000000000000\n",
    "proc/loadavg": "0.10 0.20 0.30 1/100 1234\n",
    "proc/meminfo": ("MemTotal:  1000000 kB\nMemFree:  500000 kB\n"
                     "MemAvailable:  700000 kB\nSwapTotal:  0 kB\n"
                     "SwapFree:  0 kB\n"),
    "proc/vmstat": "oom_kill 0\n",
    "proc/self/mountinfo": "",
    "proc/pressure/memory": (
        "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"
        "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"),
    "proc/pressure/cpu": (
        "some avg10=1.00 avg60=1.00 avg300=1.00 total=0\n"
        "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"),
    "proc/pressure/io": (
        "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"
        "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"),
    "sys/devices/system/cpu/online": "0-3\n",
}


@pytest.fixture
def root(tmp_path):
    """A healthy speaker's /proc, /sys and /etc, to be broken by the test."""
    tree = tmp_path / "root"
    for name, text in HEALTHY.items():
        file = tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tree


def sanitizer_options():
    return {name: value for name, value in os.environ.items()
            if name.endswith("SAN_OPTIONS")}


class Ended:
    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def document(self):
        return json.loads(self.out)


@pytest.fixture
def soundcheck():
    def run(*words, lang="C", env=None):
        environment = {"PATH": os.environ["PATH"], "LANG": lang,
                       **sanitizer_options(), **(env or {})}
        process = subprocess.run(
            [*ALONE, BIN / "soundcheck", *map(str, words)],
            capture_output=True, text=True, timeout=60, check=False,
            env=environment)
        return Ended(process)

    return run


def pytest_collection_modifyitems(items):
    works = subprocess.run([*ALONE, "true"], capture_output=True, check=False)
    if works.returncode != 0:
        skip = pytest.mark.skip(reason="no network namespaces here: " +
                                works.stderr.decode())
        for item in items:
            item.add_marker(skip)
