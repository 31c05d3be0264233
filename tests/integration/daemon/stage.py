"""What the tests of this folder play with: certificates, a broker, the cloud's
end of the wire, a daemon."""

import os
import pathlib
import signal
import socket
import sqlite3
import ssl
import struct
import subprocess
import threading
import time

import paho.mqtt.client as mqtt

from soundcheck.v1 import (command_pb2, local_pb2, presence_pb2, report_pb2)

BIN = pathlib.Path(os.environ["SOUNDCHECK_BIN"])
DATA = pathlib.Path(os.environ["SOUNDCHECK_DATA"])
TENANT, DEVICE = "acme", "speaker-1"
PREFIX = f"soundcheck/1/{TENANT}/{DEVICE}/"


def eventually(condition, seconds=10, why="it never happened"):
    """Waits until `condition()` is true and returns what it returned."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{why} (waited {seconds} s)")
        time.sleep(0.02)


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *map(str, arguments)], input=data,
                          check=True, capture_output=True).stdout


class Pki:
    """Two CAs of which one counts, and what they signed."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("ca", "foreign-ca"):
            self._key(name)
            openssl("req", "-x509", "-new", "-key", self.key(name), "-subj",
                    f"/CN={name}", "-days", 2, "-out", self.cert(name))
        self._signed("broker", "DNS:localhost,IP:127.0.0.1")
        self._signed("misnamed", "DNS:elsewhere.example.com")
        self._signed("cloud", "DNS:cloud")
        self._signed("device", f"DNS:{DEVICE}")
        self._signed("foreign", f"DNS:{DEVICE}", ca="foreign-ca")
        # The key with which the cloud signs, and the folder of trusted ones.
        openssl("genpkey", "-algorithm", "ed25519", "-out", self.key("sign"))
        self.trusted = folder / "trusted"
        self.trusted.mkdir(mode=0o755)
        openssl("pkey", "-in", self.key("sign"), "-pubout", "-out",
                self.trusted / "cloud-1.pem")

    def key(self, name):
        return self.folder / f"{name}.key"

    def cert(self, name):
        return self.folder / f"{name}.pem"

    def sign(self, domain, payload):
        message = self.folder / f"message-{threading.get_ident()}"
        message.write_bytes(b"soundcheck/v1/" + domain + b"\0" + payload)
        return openssl("pkeyutl", "-sign", "-rawin", "-inkey",
                       self.key("sign"), "-in", message)

    def _key(self, name):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out",
                self.key(name))

    def _signed(self, name, san, ca="ca"):
        self._key(name)
        request = openssl("req", "-new", "-key", self.key(name), "-subj",
                          f"/CN={name}")
        extension = self.folder / f"{name}.ext"
        extension.write_text(f"subjectAltName={san}\n")
        openssl("x509", "-req", "-CA", self.cert(ca), "-CAkey", self.key(ca),
                "-CAcreateserial", "-days", 2, "-extfile", extension, "-out",
                self.cert(name), data=request)


class Broker:
    def __init__(self, pki, folder, certificate="broker"):
        folder.mkdir()
        self.log_file = folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._config = folder / "mosquitto.conf"
        self._config.write_text(f"""
user root
persistence true
persistence_location {folder}/
autosave_interval 1
autosave_on_changes true
set_tcp_nodelay true
allow_anonymous true
max_queued_messages 0
listener {self.port} 127.0.0.1
cafile {pki.cert("ca")}
certfile {pki.cert(certificate)}
keyfile {pki.key(certificate)}
require_certificate true
""")
        self._process = None

    def start(self):
        with open(self.log_file, "ab") as log:
            self._process = subprocess.Popen(
                ["mosquitto", "-c", self._config], stderr=log, stdout=log)

        def listens():
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        eventually(listens, why="mosquitto does not listen")

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._process = None

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait(10)


class Cloud:
    """Hears everything one device says and can answer it."""

    def __init__(self, pki, port, name="cloud"):
        self._pki = pki
        self._port = port
        self.presences = []
        self.reports = []
        self.replies = []
        self.confirms = False  # answers each report and reply with a receipt
        self._client = mqtt.Client(name, clean_session=False)
        self._client.tls_set(pki.cert("ca"), pki.cert("cloud"),
                             pki.key("cloud"), tls_version=ssl.PROTOCOL_TLS_CLIENT)
        self._client.on_socket_open = self._without_nagle
        # Having an event loop, ours, makes publish() leave the writing to it:
        # two threads must not use one TLS connection.
        self._client.on_socket_register_write = lambda *_: None
        self._client.on_connect = self._subscribe
        self._client.on_message = self._take
        self._open = True
        self._thread = threading.Thread(target=self._live, daemon=True)

    def connect(self):
        """And again, whenever the broker is back."""
        self._thread.start()
        eventually(self._client.is_connected, why="no broker for the cloud")

    def close(self):
        self._open = False
        self._client.disconnect()
        self._thread.join(10)

    def _live(self):
        while self._open:
            try:
                self._client.connect("localhost", self._port, keepalive=10)
                while self._client.loop(0.2) == mqtt.MQTT_ERR_SUCCESS:
                    pass
            except OSError:  # paho lets TLS errors through
                pass
            time.sleep(0.1)

    @staticmethod
    def _without_nagle(_client, _userdata, opened):
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _subscribe(self, client, *_):
        for channel in ("presence", "report", "reply"):
            client.subscribe(PREFIX + channel, qos=1)

    def _take(self, _client, _userdata, message):
        kinds = {
            "presence": (self.presences, presence_pb2.DevicePresence),
            "report": (self.reports, report_pb2.HealthReport),
            "reply": (self.replies, command_pb2.Reply),
        }
        channel = message.topic.rsplit("/", 1)[1]
        kept, kind = kinds[channel]
        parsed = kind()
        parsed.ParseFromString(message.payload)
        kept.append(parsed)
        if self.confirms and channel != "presence" and parsed.seq:
            self.confirm(parsed.outbox, [parsed.seq])

    def publish(self, channel, payload):
        self._client.publish(PREFIX + channel, payload, qos=1)

    def confirm(self, outbox, seqs, alter=lambda signature: signature):
        receipt = command_pb2.Receipt(tenant=TENANT, device=DEVICE,
                                      outbox=outbox, seqs=seqs)
        payload = receipt.SerializeToString()
        signed = command_pb2.SignedReceipt(
            receipt=payload, key_id="cloud-1",
            signature=alter(self._pki.sign(b"receipt", payload)))
        self.publish("receipt", signed.SerializeToString())

    def command(self, **fields):
        command = command_pb2.Command(tenant=TENANT, device=DEVICE, **fields)
        now_ms = int(time.time() * 1000)
        command.issued_unix_ms = now_ms
        command.expires_unix_ms = now_ms + 60_000
        payload = command.SerializeToString()
        signed = command_pb2.SignedCommand(
            command=payload, key_id="cloud-1",
            signature=self._pki.sign(b"command", payload))
        self.publish("command", signed.SerializeToString())

    def last_state(self):
        return self.presences[-1].state if self.presences else None

    def expect_state(self, state, seconds=10):
        eventually(lambda: self.last_state() == state, seconds,
                   f"no presence {state}")
        return self.presences[-1]

    def expect_reports(self, count, seconds=20):
        eventually(lambda: len(self.reports) >= count, seconds,
                   f"only {len(self.reports)} of {count} reports")
        return self.reports


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
dns_timeout_ms = 200
http_timeout_ms = 200
""")
        self.config = {
            "device": {"id": DEVICE, "tenant": TENANT, "model": "Test"},
            "broker": {"host": "localhost", "port": port,
                       "ca_file": pki.cert("ca"),
                       "cert_file": pki.cert("device"),
                       "key_file": pki.key("device"), "keep_alive_s": 5},
            "schedule": {"boot_delay_s": 0, "period_s": 600, "retry_s": 2},
            "paths": {"state_dir": self.state, "socket": self.socket,
                      "profile": folder / "profile.toml",
                      "knowledge": DATA / "knowledge.pb",
                      "trusted_keys": pki.trusted},
        }

    def write_config(self):
        lines = []
        for table, keys in self.config.items():
            lines.append(f"[{table}]")
            for key, value in keys.items():
                text = value if isinstance(value, int) else f'"{value}"'
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
             *options], capture_output=True, text=True, timeout=20)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=6):
        """In order; returns the exit code and the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds)
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
            client.settimeout(30)
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

    def status(self):
        return self.ask(get_status=local_pb2.GetStatus()).status
