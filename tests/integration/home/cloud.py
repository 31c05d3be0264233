"""Runs soundcheck-cloud for a home and speaks its HTTP API."""

import json
import pathlib
import socket
import time
import urllib.error
import urllib.request

from .network import BROKER, CONNECTIVITY, PROVIDER
from .process import Program, run

# systemd's socket activation protocol: the console listens on loopback outside
# while all else of the cloud lives in the provider's namespace.
_ACTIVATE = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execvp(sys.argv[2], sys.argv[2:])
"""


class Cloud:
    """soundcheck-cloud with its own broker; on loopback without a network."""

    def __init__(self, binaries, directory, network=None, port=0):
        self.binary = pathlib.Path(binaries) / "soundcheck-cloud"
        self.directory = pathlib.Path(directory)
        self.data = self.directory / "cloud"
        self.network = network
        self.port = port
        self.program = None
        self.token = None
        self.ready = {}
        self._ports = {"mqtt": 0, "probe_http": 0, "probe_https": 0}
        if network:
            self._ports = {"mqtt": 8883, "probe_http": 80, "probe_https": 443}

    def start(self, timeout=30):
        self.data.mkdir(mode=0o700, exist_ok=True)
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        ready = self.directory / "cloud.ready"
        ready.unlink(missing_ok=True)
        address = PROVIDER if self.network else "127.0.0.1"
        words = [self.binary, "serve", "--data", self.data,
                 "--broker-listen", f"{address}:{self._ports['mqtt']}",
                 "--probe-http", f"{address}:{self._ports['probe_http']}",
                 "--probe-https", f"{address}:{self._ports['probe_https']}",
                 "--tenant", "demo", "--name", BROKER, "--name", CONNECTIVITY,
                 "--name", address,
                 "--ready-file", ready]
        if self.network:
            words = self.network.inside(self.network.provider, *words)
        self.program = Program(
            ["/usr/bin/python3", "-c", _ACTIVATE, listener.fileno(), *words],
            self.directory / "cloud.log", pass_fds=(listener.fileno(),))
        listener.close()
        self._await(ready, timeout)
        self.ready = json.loads(ready.read_text(encoding="utf-8"))
        if not self.token:
            self.token = self._tool("token", "add", "--name", "demo",
                                    "--role", "admin").split()[-1]

    def restart(self):
        """After a kill: the same data, the same addresses."""
        self._ports = {name: self.ready[name] for name in self._ports}
        self.start()

    def _await(self, ready, timeout):
        deadline = time.monotonic() + timeout
        while not (ready.exists() and ready.read_text(encoding="utf-8").strip()):
            if not self.program.alive() or time.monotonic() > deadline:
                raise RuntimeError("soundcheck-cloud did not start:\n" +
                                   self.program.tail())
            time.sleep(0.02)

    def _tool(self, *words):
        return run(self.binary, *words, "--data", self.data)

    def keys_tool(self, *words):
        """`soundcheck-cloud keys WORDS`; the keys as they are then."""
        return json.loads(self._tool("keys", *words, "--json"))

    @property
    def signing_key(self):
        """The one with which commands are signed now."""
        return [key for key in self.keys_tool("list")["keys"]
                if key["holder"] == "support"][-1]

    def enrol(self, device, out):
        """Certificates, keys and a config for one device, in folder `out`."""
        self._tool("enrol", device, "--out", out, "--model", "demo speaker")

    @property
    def keys(self):
        """The cloud's own files: what whoever holds the broker could have, and
        the signing key, which the broker never has."""
        pki = self.data / "pki"
        return {"ca_file": str(pki / "ca.crt"),
                "cert_file": str(pki / "cloud.crt"),
                "key_file": str(pki / "cloud.key"),
                "signing_key_file":
                    str(pki / "keys" / (self.signing_key["id"] + ".key"))}

    def stop(self):
        if self.program:
            self.program.stop()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def call(self, method, path, body=None, timeout=10):
        request = urllib.request.Request(
            self.url + "/api/v1" + path, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}",
                     "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(
                f"{method} {path}: {error.code} {error.read().decode()}"
            ) from error

    def get(self, path):
        return self.call("GET", path)

    def wait(self, what, condition, timeout=20):
        """Polls until `condition()` gives something true; returns it."""
        deadline = time.monotonic() + timeout
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > deadline:
                raise RuntimeError(f"waited {timeout} s for {what}\n" +
                                   self.program.tail())
            time.sleep(0.05)

    def wait_online(self, device, timeout=30):
        return self.wait(f"{device} to come online", lambda: next(
            (d for d in self.get("/devices")["devices"]
             if d["id"] == device and d["state"] == "online"), None), timeout)

    def watch(self, command, told, timeout=60):
        """Follows a command to its end; `told(command)` sees each state."""
        deadline = time.monotonic() + timeout
        while True:
            state = self.get(f"/commands/{command['id']}")
            told(state)
            if state["finished_ms"] is not None:
                return state
            if time.monotonic() > deadline:
                raise RuntimeError(
                    f"command {command['id']} is still {state['state']}")
            time.sleep(0.1)
