"""network.peers: a home with one more device, reachable or isolated.

The router's LAN becomes a bridge; its isolated ports do what the client
isolation of an access point does.
"""

import contextlib
import time

import pytest
from home.network import LAN, ROUTER_LAN
from home.process import run

PEER = f"{LAN}.20"

# Answers questions of multicast DNS with something, to everybody.
TALKER = f"""
import socket, struct
group = socket.inet_aton("224.0.0.251")
talker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
talker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
talker.bind(("", 5353))
own = socket.inet_aton("{PEER}")
talker.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group + own)
talker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
while True:
    _, sender = talker.recvfrom(2048)
    if sender[0] != "{PEER}":
        talker.sendto(b"some answer", ("224.0.0.251", 5353))
"""

# The router's own traffic with a device that it has forgotten.
ROUTER_TALKS = """
import socket, subprocess, sys, time
while True:
    subprocess.run(["ip", "neighbour", "flush", "dev", "home"])
    talker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    talker.sendto(b"x", (sys.argv[1], 9))
    time.sleep(1.4)
"""


@pytest.fixture
def peer(home):
    """Another device beside the speaker; yields the name of its namespace."""
    name = home.net.speaker.replace("speaker", "peer")
    run("ip", "netns", "add", name)
    try:
        run("ip", "link", "add", "name", "eth0", "netns", name, "type",
            "veth", "peer", "name", "lan2", "netns", home.net.router)
        home.router("ip", "link", "add", "home", "type", "bridge")
        home.router("ip", "address", "flush", "dev", "lan")
        for port in ("lan", "lan2"):
            home.router("ip", "link", "set", port, "master", "home", "up")
        home.router("ip", "address", "add", f"{ROUTER_LAN}/24", "dev", "home")
        home.router("ip", "link", "set", "home", "up")
        home.run_in(name, "ip", "address", "add", f"{PEER}/24", "dev", "eth0")
        home.run_in(name, "ip", "link", "set", "eth0", "up")
        home.run_in(name, "ip", "route", "add", "default", "via", ROUTER_LAN)
        time.sleep(0.3)
        yield name
    finally:
        with contextlib.suppress(RuntimeError):
            run("ip", "netns", "delete", name)


def isolate(home):
    for port in ("lan", "lan2"):
        home.router("bridge", "link", "set", "dev", port, "isolated", "on")


def router_talks_to(home, host):
    home.start(home.net.router, "/usr/bin/python3", "-c", ROUTER_TALKS, host)


def test_a_device_that_speaks_and_answers(home, peer):
    home.start(peer, "/usr/bin/python3", "-c", TALKER)
    time.sleep(0.5)

    verdict = home.check("network.peers")

    assert verdict.outcome == "passed", verdict
    assert verdict.measured == {"heard": 1, "answering": 1}
    assert verdict.result["duration_ms"] < 2000


def test_a_device_that_the_router_finds_and_we_do_not(home, peer):
    isolate(home)
    router_talks_to(home, PEER)

    verdict = home.check("network.peers")

    assert verdict.having("present") == {"peers_silent"}, verdict
    assert verdict.result["duration_ms"] < 5500


def test_a_device_that_is_heard_but_whose_answers_are_not(home, peer):
    """As where the access point passes on only what is for everybody."""
    home.start(peer, "/usr/bin/python3", "-c", TALKER)
    home.router("nft", "add", "table", "bridge", "trouble")
    home.router("nft", "add", "chain", "bridge", "trouble", "forward",
                "{ type filter hook forward priority 0 ; }")
    home.router("nft", "add", "rule", "bridge", "trouble", "forward", "meta",
                "pkttype", "!=", "{", "broadcast,", "multicast", "}", "drop")
    time.sleep(0.5)

    verdict = home.check("network.peers")

    assert verdict.having("present") == {"peers_silent"}, verdict


def test_a_device_that_the_router_looks_for_in_vain_proves_nothing(home, peer):
    isolate(home)
    router_talks_to(home, f"{LAN}.21")

    verdict = home.check("network.peers")

    assert verdict.outcome == "not_supported", verdict


def test_a_home_in_which_nobody_speaks(home):
    verdict = home.check("network.peers")

    assert verdict.outcome == "not_supported", verdict
    assert "no other device" in verdict.summary
