"""Starts, kills and asks a soundcheck-cloud."""

import http.client
import json
import os
import pathlib
import select
import signal
import subprocess
import time

BIN = pathlib.Path(os.environ.get(
    "SOUNDCHECK_BIN",
    pathlib.Path(__file__).resolve().parents[3] / "build" / "dev" / "bin"))
PROGRAM = str(BIN / "soundcheck-cloud")


def wait_until(condition, what, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds} s for {what}")


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]


class CloudProcess:
    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"
        self.process = None
        self.ports = {}
        self.tokens = {}

    def tool(self, *words, check=True, env=None):
        return subprocess.run([PROGRAM, *map(str, words)], check=check,
                              capture_output=True, text=True, timeout=60,
                              env={**os.environ, **(env or {})})

    def start(self, *more, mqtt="127.0.0.1:0"):
        for role in ("viewer", "support"):
            if role not in self.tokens:
                self.tokens[role] = self.tool(
                    "token", "add", "--name", role, "--role", role, "--data",
                    self.data).stdout.strip()
        read, write = os.pipe()
        with open(self.folder / "cloud.log", "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--data", self.data, "--http",
                 "127.0.0.1:0", "--broker-listen", mqtt, "--probe-http",
                 "127.0.0.1:0", "--probe-https", "127.0.0.1:0", "--web",
                 self.web(), "--ready-fd", str(write), *more],
                pass_fds=(write,), stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as ready:
            told, _, _ = select.select([ready], [], [], 30)
            line = ready.readline() if told else ""
        assert line, "not ready: " + (self.folder / "cloud.log").read_text()
        self.ports = json.loads(line)

    def web(self):
        folder = self.folder / "web"
        (folder / "assets").mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text("<title>console</title>")
        (folder / "assets" / "a-1234.js").write_text("1")
        return folder

    def restart(self):
        """On the same broker port, so that speakers find it again."""
        self.start(mqtt=f"127.0.0.1:{self.ports['mqtt']}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        # The kernel ends the broker with it; its port must be free again.
        wait_until(lambda: not os.path.exists(
            f"/proc/{self.ports['broker_pid']}"), "the broker to end")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(20) == 0
            assert not os.path.exists(f"/proc/{self.ports['broker_pid']}")

    def enrol(self, device):
        out = self.folder / device
        if not out.exists():
            self.tool("enrol", device, "--data", self.data, "--out", out,
                      "--model", "one")
        return out

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.ports["http"],
                                          timeout=15)

    def ask(self, method, path, body=None, role="support", headers=None):
        all_headers = dict(headers or {})
        if role:
            all_headers["Authorization"] = f"Bearer {self.tokens[role]}"
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if body is not None:
            all_headers.setdefault("Content-Type", "application/json")
        connection = self.connection()
        connection.request(method, path, body=body, headers=all_headers)
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def get(self, path, **more):
        return self.ask("GET", "/api/v1" + path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", "/api/v1" + path, body=body, **more)
