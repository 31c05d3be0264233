"""The daemon of the tests: configured, started, asked and stopped."""

import json
import os
import pathlib
import signal
import socket
import sqlite3
import struct
import subprocess
import time

from soundcheck.v1 import local_pb2
from stage import DEVICE, SLOWNESS, TENANT, eventually

BIN = pathlib.Path(os.environ["SOUNDCHECK_BIN"])
DATA = pathlib.Path(os.environ["SOUNDCHECK_DATA"])


class Daemon:
    def __init__(self, pki, port, folder):
        folder.mkdir()
        self.folder = folder
        self.state = folder / "state"
        self.socket = folder / "s"
        self._config_file = folder / "soundcheck.toml"
        self._log_file = folder / "log"
        self.process = None
        (folder / "profile.toml").write_text("""
[network]
http_url = "http://127.0.0.1:1/"
https_url = "https://127.0.0.1:1/"
anchors = []
dns_timeout_ms = 200
http_timeout_ms = 200
""")
        # This owner has let support in beforehand.
        self.write_policy('[consent]\nsession = "allow"\n')
        self.config = {
            "device": {"id": DEVICE, "tenant": TENANT, "model": "Test"},
            "broker": {"host": "localhost", "port": port,
                       "ca_file": pki.cert("ca"),
                       "cert_file": pki.cert("device"),
                       "key_file": pki.key("device"), "keep_alive_s": 5},
            "schedule": {"boot_delay_s": 0, "period_s": 600, "retry_s": 2},
            "paths": {"state_dir": self.state, "socket": self.socket,
                      "profile": folder / "profile.toml",
                      "policy": folder / "policy.toml",
                      "knowledge": DATA / "knowledge.pb",
                      "trusted_keys": pki.trusted},
        }

    def write_policy(self, text):
        (self.folder / "policy.toml").write_text(text)

    def write_config(self):
        lines = []
        for table, keys in self.config.items():
            lines.append(f"[{table}]")
            for key, value in keys.items():
                text = (json.dumps(value) if isinstance(value, (int, list))
                        else f'"{value}"')
                lines.append(f"{key} = {text}")
        self._config_file.write_text("\n".join(lines) + "\n")
        return self._config_file

    def start(self, **environment):
        config = self.write_config()
        with open(self._log_file, "ab") as log:
            self.process = subprocess.Popen(
                [BIN / "soundcheckd", "--config", config], stderr=log,
                env=dict(os.environ, **environment))

    def expect_started(self):
        self.expect_log(" probes\n")

    def run(self, *options, config=None):
        """Runs to its end, beside a started one if there is one."""
        return subprocess.run(
            [BIN / "soundcheckd", "--config", config or self.write_config(),
             *options], capture_output=True, text=True,
            timeout=20 * SLOWNESS)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=6):
        """In order; returns the exit code and the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds * SLOWNESS)
        return code, time.monotonic() - started

    def end(self):
        if self.process and self.process.poll() is None:
            self.kill()

    def log(self):
        return self._log_file.read_text() if self._log_file.exists() else ""

    def expect_log(self, text, seconds=10):
        eventually(lambda: text in self.log(), seconds,
                   f"the log does not say: {text}\n{self.log()}")

    def database(self):
        return sqlite3.connect(self.state / "agent.db", timeout=5)

    def waiting(self):
        with self.database() as database:
            return [seq for (seq,) in database.execute(
                "SELECT seq FROM outbox_entry ORDER BY seq")]

    def ask(self, **verb):
        """One request on the local socket; returns its Done."""
        request = local_pb2.LocalRequest(id=1, **verb).SerializeToString()
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(30 * SLOWNESS)
            client.connect(str(self.socket))
            client.sendall(struct.pack(">I", len(request)) + request)
            stream = client.makefile("rb")
            while True:
                size, = struct.unpack(">I", stream.read(4))
                response = local_pb2.LocalResponse()
                response.ParseFromString(stream.read(size))
                assert not response.HasField("error"), response.error
                if response.HasField("done"):
                    return response.done

    def command(self, *words):
        """`soundcheck WORDS` against this daemon."""
        return self.tool(*words, "--socket", self.socket)

    def tool(self, *words):
        """`soundcheck WORDS`, which asks no daemon."""
        return subprocess.run(
            [BIN / "soundcheck", *words], capture_output=True, text=True,
            timeout=20 * SLOWNESS, env=dict(os.environ, LANG="C"))

    def status(self):
        return self.ask(get_status=local_pb2.GetStatus()).status
