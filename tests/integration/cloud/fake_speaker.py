"""A speaker as the wire describes it, on real TLS and MQTT."""

import base64
import pathlib
import queue
import ssl
import subprocess
import tempfile

import paho.mqtt.client as mqtt

from cloud_process import wait_until


def verify(public_pem, context, message, signature):
    """With the openssl program, which knows nothing of our code."""
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder)
        (base / "message").write_bytes(context + b"\0" + message)
        (base / "signature").write_bytes(signature)
        done = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", public_pem,
             "-rawin", "-in", base / "message", "-sigfile",
             base / "signature"], capture_output=True, check=False)
        return done.returncode == 0


def pem_of(raw):
    """An Ed25519 public key as the openssl program reads it."""
    der = bytes.fromhex("302a300506032b6570032100") + raw
    return ("-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der).decode() +
            "\n-----END PUBLIC KEY-----\n")


class FakeSpeaker:
    def __init__(self, device, identity, cloud):
        self.device = device
        self.identity = identity
        self.cloud = cloud
        self.commands = queue.Queue()
        self.receipts = queue.Queue()
        self.manifests = []  # as they came
        self.granted = {}
        self.subscribed = False
        self.published = set()
        self.boot_id = "boot-1"
        self.client = mqtt.Client(client_id=device, clean_session=False)
        self.client.tls_set(str(identity / "ca.crt"),
                            str(identity / "device.crt"),
                            str(identity / "device.key"),
                            tls_version=ssl.PROTOCOL_TLS_CLIENT)
        self.client.reconnect_delay_set(1, 1)
        self.client.on_connect = self._connected
        self.client.on_subscribe = self._subscribed
        self.client.on_message = self._received
        self.client.on_publish = lambda _c, _d, mid: self.published.add(mid)

    def topic(self, channel, device=None):
        return f"soundcheck/1/default/{device or self.device}/{channel}"

    def connect(self, online=True):
        from soundcheck.v1 import presence_pb2
        will = self.presence(presence_pb2.PRESENCE_STATE_OFFLINE)
        self.client.will_set(self.topic("presence"), will, 1, True)
        self.client.connect("127.0.0.1", self.cloud.ports["mqtt"], 5)
        self.client.loop_start()
        wait_until(lambda: self.subscribed, "the speaker's subscription")
        wait_until(lambda: self.manifests, "the keys")
        if online:
            self.publish("presence", self.presence(), retain=True)

    def presence(self, state=1, session_open=False):
        from soundcheck.v1 import presence_pb2
        message = presence_pb2.DevicePresence(
            state=state, device=self.device, boot_id=self.boot_id,
            agent_version="0.1", firmware_version="4.2", slot="A",
            model="one", session_open=session_open)
        message.probes.add(id="network.dns", title="DNS", seconds=1,
                           consent_class="read")
        return message.SerializeToString()

    def _connected(self, client, _data, _flags, code):
        assert code == 0
        client.subscribe([("soundcheck/1/default/keys", 1),
                          (self.topic("command"), 1),
                          (self.topic("receipt"), 1)])

    def _subscribed(self, *_):
        self.subscribed = True

    def _received(self, _client, _data, message):
        kind = message.topic.rsplit("/", 1)[1]
        if kind == "keys":
            self.manifests.append(message.payload)
            return
        {"command": self.commands, "receipt": self.receipts}.get(
            kind, queue.Queue()).put(message.payload)

    def publish(self, channel, payload, retain=False, device=None):
        # Without a connection Paho keeps it and sends it with the next one.
        mid = self.client.publish(self.topic(channel, device), payload, 1,
                                  retain).mid
        wait_until(lambda: mid in self.published, "the broker's PUBACK")

    def manifest(self):
        """The newest, which the root of the enrolment has signed."""
        from soundcheck.v1 import keys_pb2
        envelope = keys_pb2.SignedKeyManifest.FromString(self.manifests[-1])
        (root,) = (self.identity / "root-keys").iterdir()
        assert envelope.key_id == root.stem
        assert verify(root, b"soundcheck/v1/keys", envelope.manifest,
                      envelope.signature)
        return keys_pb2.KeyManifest.FromString(envelope.manifest)

    def assert_signed(self, envelope, role, context, message):
        key, = [key for key in self.manifest().keys
                if key.key_id == envelope.key_id]
        assert key.role == role
        with tempfile.TemporaryDirectory() as folder:
            pem = pathlib.Path(folder) / "key.pem"
            pem.write_text(pem_of(key.public_key))
            assert verify(pem, context, message, envelope.signature)

    def report(self, seq, outbox="a1b2", **more):
        from soundcheck.v1 import report_pb2
        return report_pb2.HealthReport(device=self.device, outbox=outbox,
                                       seq=seq, **more)

    def send_report(self, seq, **more):
        self.publish("report", self.report(seq, **more).SerializeToString())

    def next_receipt(self, seconds=15):
        from soundcheck.v1 import command_pb2, keys_pb2
        envelope = command_pb2.SignedReceipt.FromString(
            self.receipts.get(timeout=seconds))
        self.assert_signed(envelope, keys_pb2.KEY_ROLE_SERVICE,
                           b"soundcheck/v1/receipt", envelope.receipt)
        return command_pb2.Receipt.FromString(envelope.receipt)

    def next_envelope(self, seconds=15):
        from soundcheck.v1 import command_pb2, keys_pb2
        envelope = command_pb2.SignedCommand.FromString(
            self.commands.get(timeout=seconds))
        assert envelope.keys_version == self.manifest().version
        self.assert_signed(envelope, keys_pb2.KEY_ROLE_ADMIN,
                           b"soundcheck/v1/command-under-keys",
                           envelope.keys_version.to_bytes(8, "big") +
                           envelope.command)
        return envelope

    def next_command(self, seconds=15):
        from soundcheck.v1 import command_pb2
        return command_pb2.Command.FromString(
            self.next_envelope(seconds).command)

    def reply(self, command, n, state, seq=0, **more):
        from soundcheck.v1 import command_pb2
        message = command_pb2.Reply(command_id=command.id, n=n, state=state,
                                    seq=seq, outbox="a1b2" if seq else "",
                                    **more)
        self.publish("reply", message.SerializeToString())

    def open_session(self, command, seq, nonce=b"n" * 16):
        from soundcheck.v1 import command_pb2
        assert command.WhichOneof("verb") == "open_session"
        self.reply(command, 1, command_pb2.REPLY_STATE_SUCCEEDED, seq,
                   session_opened=command_pb2.SessionOpened(
                       nonce=nonce, seconds=900, boot_id=self.boot_id))
        self.publish("presence", self.presence(session_open=True), retain=True)

    def close(self):
        self.client.disconnect()
        self.client.loop_stop()
