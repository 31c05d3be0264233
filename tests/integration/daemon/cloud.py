"""The cloud's end of the wire, as the tests of this folder play it."""

import socket
import ssl
import threading
import time

import paho.mqtt.client as mqtt

from soundcheck.v1 import command_pb2, presence_pb2, report_pb2
from stage import DEVICE, TENANT, eventually

PREFIX = f"soundcheck/1/{TENANT}/{DEVICE}/"


class Cloud:
    """Hears everything one device says and can answer it."""

    def __init__(self, pki, port, name="cloud"):
        self._pki = pki
        self._port = port
        self.presences = []
        self.reports = []
        self.replies = []
        self.confirms = False  # answers each report and reply with a receipt
        self._receipts = {}  # by outbox and seq
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
            self._confirm_once_more(parsed.outbox, parsed.seq)

    def publish(self, channel, payload):
        self._client.publish(PREFIX + channel, payload, qos=1)

    def publish_knowledge(self, payload):
        """For all speakers of the tenant, now and later; empty: none."""
        self._client.publish(f"soundcheck/1/{TENANT}/knowledge", payload,
                             qos=1, retain=True)

    def _confirm_once_more(self, outbox, seq):
        # What is not confirmed in time comes again, and if each were signed
        # anew, by a program of its own, a busy machine would never catch up.
        key = outbox, seq
        if key not in self._receipts:
            self._receipts[key] = self._receipt(outbox, [seq])
        self.publish("receipt", self._receipts[key])

    def confirm(self, outbox, seqs, alter=lambda signature: signature):
        self.publish("receipt", self._receipt(outbox, seqs, alter))

    def _receipt(self, outbox, seqs, alter=lambda signature: signature):
        receipt = command_pb2.Receipt(tenant=TENANT, device=DEVICE,
                                      outbox=outbox, seqs=seqs)
        payload = receipt.SerializeToString()
        signed = command_pb2.SignedReceipt(
            receipt=payload, key_id="cloud-1",
            signature=alter(self._pki.sign(b"receipt", payload)))
        return signed.SerializeToString()

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
