"""Somebody who holds the broker: reads and writes every topic. Holds the
signing key only where a test hands it over."""

import pathlib
import queue
import shutil
import subprocess
import tempfile
import time
import uuid

from paho.mqtt import client as mqtt


KEYS = "soundcheck/1/demo/keys"


def signature(key_file, message):
    """Ed25519, by the openssl program."""
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder) / "text"
        text.write_bytes(message)
        return subprocess.run(
            ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key_file, "-in",
             text], check=True, capture_output=True).stdout


class Attacker:
    def __init__(self, wire, cloud, speaker):
        self.wire = wire
        self.keys = cloud.keys
        self.key_id = speaker.signing_key_id
        # Stolen: what the cloud does with its own copy changes nothing.
        self.key = pathlib.Path(speaker.directory) / "stolen.key"
        shutil.copy(self.keys["signing_key_file"], self.key)
        self.device = speaker.device
        self.base = f"soundcheck/1/demo/{self.device}"
        self.replies = queue.Queue()
        self.seen = queue.Queue()
        self.manifests = queue.Queue()
        self.client = mqtt.Client(client_id=f"attacker-{uuid.uuid4()}")
        self.client.tls_set(self.keys["ca_file"], self.keys["cert_file"],
                            self.keys["key_file"])
        subscribed = queue.Queue()
        self.client.on_subscribe = lambda *_: subscribed.put(True)
        self.client.on_message = self._received
        self.client.connect("localhost", cloud.ready["mqtt"])
        self.client.loop_start()
        self.client.subscribe([(KEYS, 1), (self.base + "/reply", 1),
                               (self.base + "/command", 1)])
        subscribed.get(timeout=10)

    def close(self):
        self.client.disconnect()
        self.client.loop_stop()

    def _received(self, _client, _data, message):
        if message.topic.endswith("/reply"):
            reply = self.wire.Reply()
            reply.ParseFromString(message.payload)
            self.replies.put(reply)
        elif message.topic == KEYS:
            self.manifests.put(message.payload)
        else:
            self.seen.put(message.payload)

    def send(self, payload):
        self.client.publish(self.base + "/command", payload, qos=1)

    def send_keys(self, payload):
        self.client.publish(KEYS, payload, qos=1, retain=True)

    def sign(self, command, keys_version=0):
        signed = self.wire.SignedCommand(
            command=command.SerializeToString(), key_id=self.key_id,
            keys_version=keys_version)
        if keys_version:
            signed.signature = signature(
                self.key, b"soundcheck/v1/command-under-keys\0" +
                keys_version.to_bytes(8, "big") + signed.command)
        else:
            signed.signature = signature(
                self.key, b"soundcheck/v1/command\0" + signed.command)
        return signed

    def command(self, **fields):
        """A command that would be in order but for what the test changes."""
        now = int(time.time() * 1000)
        values = {
            "tenant": "demo", "device": self.device, "id": str(uuid.uuid4()),
            "session": "s-attack", "counter": 1, "issued_unix_ms": now,
            "expires_unix_ms": now + 60_000, "operator": "mallory",
            "reason": "test", **fields}
        return self.wire.Command(**values)

    def open_session(self):
        """With the real key; gives the device's nonce."""
        command = self.command(counter=int(time.time() * 1000) + 3_600_000)
        command.open_session.max_seconds = 600
        payload = self.sign(command).SerializeToString()
        self.send(payload)
        return self.final(command.id).session_opened.nonce, payload

    def final(self, command_id, timeout=20):
        """The next final reply to one command."""
        last = (self.wire.REPLY_STATE_SUCCEEDED, self.wire.REPLY_STATE_FAILED,
                self.wire.REPLY_STATE_CANCELLED, self.wire.REPLY_STATE_REFUSED)
        return self._next(command_id, last, timeout)

    def refusal(self, command_id, timeout=20):
        """The next refusal of one command. An earlier answer to it may come
        again meanwhile: it is sent until its receipt."""
        reply = self._next(command_id, (self.wire.REPLY_STATE_REFUSED,),
                           timeout)
        return self.wire.Refusal.Name(reply.refusal)

    def _next(self, command_id, states, timeout):
        deadline = time.monotonic() + timeout
        while True:
            reply = self.replies.get(timeout=deadline - time.monotonic())
            if reply.command_id == command_id and reply.state in states:
                return reply
