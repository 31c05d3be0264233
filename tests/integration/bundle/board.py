"""A speaker on disk: its root, its state, what it is configured with."""

import json
import os
import pathlib
import re
import sqlite3
import subprocess

import canaries as c
from soundcheck.v1 import report_pb2

BIN = pathlib.Path(os.environ["SOUNDCHECK_BIN"])
SOURCES = pathlib.Path(__file__).resolve().parents[3]


def schema():
    """As agent/store/schema.cpp has it."""
    text = (SOURCES / "agent/store/schema.cpp").read_text()
    return re.findall(r'R"\((.*?)\)"', text, re.DOTALL)


def report():
    message = report_pb2.HealthReport(
        device=c.DEVICE, boot_id="5f0c7a1e9b3d4c2a8e6f1b7d9c3a5e71", seq=7,
        agent_version="0.1.0", firmware_version="4.2.1")
    result = message.results.add(
        probe_id="wifi.link", outcome=report_pb2.OUTCOME_FAILED,
        summary=f"link to {c.MAC} of ssid={c.SSIDS[0]} is weak")
    result.measurements.add(name="signal", value=-81, unit="dBm")
    result.findings.add(id="wifi.weak", presence=report_pb2.PRESENCE_PRESENT,
                        evidence=f"{c.IP4} lost 40 %")
    message.diagnosis.faults.add(fault_id="wifi.weak_signal", probability=0.9)
    return message.SerializeToString()


class Board:
    def __init__(self, folder):
        self.folder = folder
        self.root = folder / "root"
        self.state = folder / "state"
        self.programs = folder / "programs"
        self.config = folder / "soundcheck.toml"
        self.policy = folder / "policy.toml"
        for made in (self.root / "var/log", self.root / "etc", self.state,
                     self.programs):
            made.mkdir(parents=True)
        self.state.chmod(0o700)
        self.write_config()

    def write_config(self, policy=""):
        self.policy.write_text(policy)
        self.config.write_text(f"""
[device]
id = "{c.DEVICE}"
tenant = "acme"
model = "Test"
[paths]
state_dir = "{self.state}"
socket = "{self.folder}/none.sock"
policy = "{self.policy}"
root = "{self.root}"
""")

    def fill(self):
        """Every source has every canary."""
        self.write_networks()
        self.write_names()
        self.write_database()
        self.write_audit()
        log = self.root / "var/log"
        for name in ("messages", "wpa_supplicant.log", "kern.log"):
            (log / name).write_text(c.log_text())
        (log / f"{c.HOST}.log").write_text("named after the host\n")
        self.write_journal()

    def write_networks(self):
        folder = self.root / "etc/wpa_supplicant"
        folder.mkdir()
        names = [f'ssid="{c.SSIDS[0]}"',
                 f"ssid={c.SSIDS[1].encode().hex()}", f'ssid="{c.SSIDS[2]}"']
        (folder / "wpa_supplicant.conf").write_text("".join(
            f'network={{\n  {name}\n  psk="{c.PSK}"\n}}\n' for name in names))

    def write_names(self):
        etc = self.root / "etc"
        (etc / "hostname").write_text(c.HOST + "\n")
        (etc / "os-release").write_text('NAME="Tune OS"\nVERSION_ID=4.2.1\n')
        (etc / "passwd").write_text(
            f"root:x:0:0::/root:/bin/sh\n{c.ACCOUNT}:x:1000:1000::/:/bin/sh\n")
        (self.root / "proc").mkdir()
        (self.root / "proc/cpuinfo").write_text(f"Serial\t\t: {c.CPU_SERIAL}\n")
        tree = self.root / "proc/device-tree"
        tree.mkdir()
        (tree / "serial-number").write_text(c.SERIAL + "\0")

    def write_database(self):
        with sqlite3.connect(self.state / "agent.db") as db:
            db.execute("PRAGMA journal_mode=WAL")
            for step in schema():
                db.executescript(step)
            db.execute("INSERT INTO outbox_entry(channel, payload) "
                       "VALUES (1, ?)", (report(),))
            for line in c.LINES:
                db.execute(
                    "INSERT INTO connection_event(boot_id, monotonic_ms, "
                    "wall_unix_s, kind, bssid, by_access_point, text, code) "
                    "VALUES ('b1', 1, 2, 1, ?, 1, ?, 15)", (c.MAC, line))
            db.execute("INSERT INTO connection_event(boot_id, monotonic_ms, "
                       "wall_unix_s, kind, bssid, by_access_point, text) "
                       "VALUES ('b1', 1, 2, 2, '00:00:00:00:00:00', 0, '')")
            db.execute("INSERT INTO system_start(boot_id, reason, wall_unix_s, "
                       "wall_trusted, headline, crash_text) VALUES "
                       "('b1', 3, 5, 1, ?, ?)", (c.LINES[0], c.log_text()))
            db.execute("INSERT INTO trend_series VALUES (1, 'signal')")
            db.execute("INSERT INTO trend_value VALUES "
                       "(0, 14400, 1, -61, -70, -50, 9)")

    def write_audit(self):
        with open(self.state / "audit.log", "w", encoding="utf-8") as log:
            for number, line in enumerate(c.LINES, 1):
                log.write(json.dumps({
                    "n": number, "prev": "0" * 64, "event": "command_accepted",
                    "wall_ms": 1, "clock_trusted": True, "monotonic_ms": 2,
                    "session": "5f0c7a1e9b3d4c2a", "verb": "diagnose",
                    "operator": c.EMAIL, "reason": line, "detail": line,
                    "unheard_of": c.PSK}, ensure_ascii=number % 2 == 0) + "\n")

    def write_journal(self):
        """A journalctl that says what a real one would."""
        (self.root / "var/log/journal/1").mkdir(parents=True)
        said = self.folder / "journal.txt"
        said.write_text(c.log_text())
        program = self.programs / "journalctl"
        program.write_text(f"#!/bin/sh\nexec cat {said}\n")
        program.chmod(0o755)

    def run(self, *words, program="soundcheck-bundle", **more):
        path = f"{self.programs}:{os.environ['PATH']}"
        return subprocess.run(
            [BIN / program, "--config", self.config, *words],
            capture_output=True, timeout=120,
            env={**os.environ, "PATH": path}, check=False, **more)
