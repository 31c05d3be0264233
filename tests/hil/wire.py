"""An independent listener on the broker: Paho's Python client, and messages
generated from proto/ by protoc here and now."""

import functools
import importlib
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass

from paho.mqtt import client as mqtt
from vboard import ROOT


@functools.cache
def messages():
    """topic's last word -> message type."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundcheck-proto-"))
    protos = sorted((ROOT / "proto/soundcheck/v1").glob("*.proto"))
    subprocess.run(["protoc", "-I", ROOT / "proto", f"--python_out={folder}",
                    *protos], check=True)
    sys.path.insert(0, str(folder))
    names = {"presence": "DevicePresence", "report": "HealthReport",
             "command": "SignedCommand", "reply": "Reply",
             "receipt": "SignedReceipt"}
    files = {"receipt": "command", "reply": "command"}
    return {word: getattr(importlib.import_module(
        f"soundcheck.v1.{files.get(word, word)}_pb2"), name)
        for word, name in names.items()}


@dataclass(frozen=True)
class Heard:
    at: float
    kind: str
    payload: bytes
    retained: bool

    def message(self):
        """Raises when these bytes are no such message."""
        message = messages()[self.kind]()
        message.ParseFromString(self.payload)
        return message


class Tap:
    def __init__(self, broker, tenant, device):
        self.base = f"soundcheck/1/{tenant}/{device}"
        self._heard = []
        self._lock = threading.Lock()
        self._subscribed = threading.Event()
        self.client = mqtt.Client(client_id=f"tap-{uuid.uuid4()}")
        self.client.tls_set(broker["ca_file"], broker["cert_file"],
                            broker["key_file"])
        self.client.on_connect = self._connected
        self.client.on_subscribe = lambda *_: self._subscribed.set()
        self.client.on_message = self._received
        self.client.connect(broker["host"], broker["port"])
        self.client.loop_start()
        if not self._subscribed.wait(10):
            raise RuntimeError("the broker does not let us listen")

    def _connected(self, client, _data, _flags, code):
        if code == 0:
            client.subscribe(self.base + "/#", qos=1)

    def _received(self, _client, _data, message):
        heard = Heard(time.monotonic(), message.topic.rsplit("/", 1)[1],
                      message.payload, message.retain)
        with self._lock:
            self._heard.append(heard)

    def heard(self, kind=None, since=0.0):
        with self._lock:
            return [h for h in self._heard
                    if h.at >= since and kind in (None, h.kind)]

    def close(self):
        self.client.disconnect()
        self.client.loop_stop()


def unknown_enums(message, path=""):
    """Where in a message enum values stand that proto/ does not know."""
    for field, value in message.ListFields():
        name = f"{path}.{field.name}" if path else field.name
        for one in value if field.label == field.LABEL_REPEATED else [value]:
            if field.message_type:
                yield from unknown_enums(one, name)
            elif field.enum_type and (
                    one not in field.enum_type.values_by_number):
                yield f"{name} = {one}"


def unknown_fields(message, path=""):
    """Where in a message fields stand that proto/ does not know."""
    for unknown in message.UnknownFields():
        yield f"{path or '.'} field {unknown.field_number}"
    for field, value in message.ListFields():
        if field.message_type:
            name = f"{path}.{field.name}" if path else field.name
            for one in (value if field.label == field.LABEL_REPEATED
                        else [value]):
                yield from unknown_fields(one, name)
