"""What the tests of this folder stand on: names, certificates, a broker."""

import os
import signal
import socket
import subprocess
import threading
import time

TENANT, DEVICE = "acme", "speaker-1"
# By how much the programs are slower than those that a speaker gets.
SLOWNESS = float(os.environ.get("SOUNDCHECK_SLOWNESS", 1))


def eventually(condition, seconds=10, why="it never happened"):
    """Waits until `condition()` is true and returns what it returned."""
    seconds *= SLOWNESS
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
                    f"/CN={name}", "-days", 99, "-out", self.cert(name))
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
                "-CAcreateserial", "-days", 99, "-extfile", extension, "-out",
                self.cert(name), data=request)


class Broker:
    def __init__(self, pki, folder, certificate="broker", anonymous=True):
        folder.mkdir()
        self.log_file = folder / "log"
        # Bound for as long as the broker may come and go: nobody else who asks
        # for a free port is given this one, and a server may still bind it.
        self._reserved = socket.socket()
        self._reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._reserved.bind(("127.0.0.1", 0))
        self.port = self._reserved.getsockname()[1]
        self._config = folder / "mosquitto.conf"
        self._config.write_text(f"""
user root
persistence true
persistence_location {folder}/
autosave_interval 1
autosave_on_changes true
set_tcp_nodelay true
log_type all
allow_anonymous {str(anonymous).lower()}
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

    def freeze(self):
        self._process.send_signal(signal.SIGSTOP)

    def log(self):
        return self.log_file.read_text()

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._process = None

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait(10)
