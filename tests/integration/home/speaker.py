"""Runs one soundcheckd: its configuration, its sound, its namespace."""

import json
import os
import pathlib
import subprocess

from .network import ANCHORS, BROKER, CONNECTIVITY
from .process import Program, run

CONFIG = """\
[device]
id = "{device}"
tenant = "demo"
model = "demo speaker"

[broker]
host = "{broker}"
port = {broker_port}
ca_file = "{keys}/ca.crt"
cert_file = "{keys}/device.crt"
key_file = "{keys}/device.key"
keep_alive_s = 5

[schedule]
boot_delay_s = {boot_delay_s}
period_s = 3600

[paths]
root = "{root}"
state_dir = "{directory}/state"
socket = "{directory}/soundcheck.sock"
profile = "{directory}/profile.toml"
policy = "{directory}/policy.toml"
knowledge = "{knowledge}"
root_keys = "{keys}/root-keys"
"""

# The machine that shows the demo also compiles; its load is not the speaker's.
PROFILE = """\
[network]
{dns_name}
http_url = "{http_url}"
https_url = "{https_url}"
ca_file = "{keys}/ca.crt"
second_https_url = ""
anchors = {anchors}
# Everything is on this machine.
http_timeout_ms = 1500

[audio]
playback_device = "{sound}"
capture_device = "{sound}"
mixer_device = "{sound}"

[storage]
min_available_percent = 0.1
max_written_gb_per_day = 1000000

[clock]
# That of the machine is not ours.
max_unsynchronised_s = 0

[load]
max_cpu_pressure_percent = 100
max_io_pressure_percent = 100
max_full_io_pressure_percent = 100
max_load_per_processor = 1000
"""

# This owner has agreed beforehand to sessions, and tests that can be heard.
POLICY = """\
consent_timeout_s = 30

[consent]
session = "allow"
read = "allow"
test = "{test}"
repair = "ask"
disruptive = "ask"
logs = "never"
"""


def sound_card():
    """Whether this machine has a sound card of its own."""
    cards = pathlib.Path("/proc/asound/cards")
    return cards.exists() and "no soundcards" not in cards.read_text(
        encoding="utf-8")


class Speaker:
    """One soundcheckd and the client that talks to it."""

    def __init__(self, build, directory, cloud, device="speaker-1",
                 test_consent="allow", boot_delay_s=0, root="/"):
        self.build = pathlib.Path(build).resolve()
        self.directory = pathlib.Path(directory)
        self.cloud = cloud
        self.network = cloud.network
        self.device = device
        self.keys = self.directory / "keys"
        self.uses_bench = not sound_card()
        self.test_consent = test_consent
        self.boot_delay_s = boot_delay_s
        self.root = root
        self.program = None

    def configure(self):
        self.cloud.enrol(self.device, self.keys)
        ready = self.cloud.ready
        http = f"{CONNECTIVITY}" if self.network else "localhost"
        values = {
            "device": self.device,
            "directory": self.directory,
            "keys": self.keys,
            "knowledge": self.build / "share/soundcheck/knowledge.pb",
            "broker": BROKER if self.network else "localhost",
            "broker_port": ready["mqtt"],
            "boot_delay_s": self.boot_delay_s,
            "root": self.root,
            # On the host's own network DNS is asked what it would be anywhere.
            "dns_name": f'dns_name = "{CONNECTIVITY}"' if self.network else "",
            "http_url":
                f"http://{http}:{ready['probe_http']}/generate_204",
            "https_url":
                f"https://{http}:{ready['probe_https']}/generate_204",
            # Without a home nobody beyond this machine is asked.
            "anchors": json.dumps(ANCHORS if self.network else ["127.0.0.1"]),
            "sound": "bench" if self.uses_bench else "default",
            "test": self.test_consent,
        }
        for name, text in (("soundcheck.toml", CONFIG),
                           ("profile.toml", PROFILE),
                           ("policy.toml", POLICY)):
            (self.directory / name).write_text(
                text.format(**values), encoding="utf-8")
        self.bench_faults()

    @property
    def signing_key_id(self):
        """The name under which this speaker trusts the cloud's signing key."""
        return self.cloud.signing_key["id"]

    def environment(self):
        """Opens the acoustic bench through ALSA, by configuration only."""
        env = dict(os.environ)
        if self.uses_bench:
            env.update(
                ALSA_CONFIG_PATH="/usr/share/alsa/alsa.conf:" + str(
                    self.build / "tests/acoustic-bench/bench.conf"),
                SOUNDCHECK_BENCH_STATE=str(self.directory / "bench.state"),
                SOUNDCHECK_BENCH_FAULTS=str(self.directory / "bench.faults"))
        return env

    def bench_faults(self, **faults):
        """Replaces the bench's fault file in one step. One that the bench
        would not take raises: the speaker would pass for healthy."""
        new = self.directory / "bench.faults.new"
        new.write_text("".join(f"{k}={v}\n" for k, v in faults.items()),
                       encoding="ascii")
        if self.uses_bench:
            run(self.build / "bin/soundcheck-bench-check", new)
        new.rename(self.directory / "bench.faults")

    def mixer(self, switch):
        device = "bench" if self.uses_bench else "default"
        run("amixer", "-q", "-D", device, "sset", "Master", switch,
            env=self.environment())

    def start(self):
        words = [self.build / "bin/soundcheckd",
                 "--config", self.directory / "soundcheck.toml"]
        self.program = Program(self._inside(words),
                               self.directory / "soundcheckd.log",
                               env=self.environment())

    def stop(self):
        if self.program:
            self.program.stop()

    def status(self):
        """What the daemon says of itself; little while it starts."""
        try:
            return self.cli("status")[1]
        except RuntimeError as error:
            return {"online": False, "uplink": str(error)}

    def _inside(self, words):
        if not self.network:
            return words
        return self.network.inside(self.network.speaker, *words)

    def cli(self, *words, timeout=60):
        """`soundcheck WORDS --json` against the daemon: (exit code, JSON)."""
        result = subprocess.run(
            [str(self.build / "bin/soundcheck"), *words, "--json", "--socket",
             str(self.directory / "soundcheck.sock")],
            capture_output=True, text=True, check=False, timeout=timeout)
        if not result.stdout.strip():
            raise RuntimeError(f"soundcheck {' '.join(words)} exited "
                               f"{result.returncode}: {result.stderr}")
        return result.returncode, json.loads(result.stdout)
