"""The mute key of a real daemon, whose input device is a pipe."""

import os
import struct

import pytest

from stage import eventually
from test_bundle import Session

EV_SYN, EV_KEY, KEY_MICMUTE = 0, 1, 248


@pytest.fixture
def key(daemon):
    """Presses it; the daemon is configured by the device's name."""
    root = daemon.folder / "root"
    name = root / "sys/class/input/event7/device/name"
    name.parent.mkdir(parents=True)
    name.write_text("gpio-keys\n")
    pipe = root / "dev/input/event7"
    pipe.parent.mkdir(parents=True)
    os.mkfifo(pipe)
    daemon.config["paths"]["root"] = root
    daemon.config["mute_key"] = {"device": "gpio-keys"}
    # Both ways, so that it never ends by itself.
    writer = os.open(pipe, os.O_RDWR)

    def press():
        events = [(EV_KEY, KEY_MICMUTE, 1), (EV_SYN, 0, 0),
                  (EV_KEY, KEY_MICMUTE, 0), (EV_SYN, 0, 0)]
        os.write(writer, b"".join(
            struct.pack("@llHHi", 0, 0, *event) for event in events))

    yield press
    os.close(writer)


def test_R02_the_mute_key_ends_the_session_at_once(daemon, cloud, key):
    daemon.start()
    Session(cloud)
    assert daemon.status().session_open

    key()

    eventually(lambda: not daemon.status().session_open, 2,
               "the session is still open")
    assert "was ended by the mute key" in (
        daemon.state / "audit.log").read_text()
    # Without a session it does nothing.
    key()
    assert daemon.status() and "mute key" not in daemon.log(), daemon.log()


def test_a_mute_key_that_is_not_there_is_told_and_harms_nothing(daemon, cloud):
    daemon.config["mute_key"] = {"device": "no-such-keys"}
    daemon.start()

    daemon.expect_log('no input device is called "no-such-keys"')
    assert Session(cloud).nonce
