"""Whom the checks speak to at all, by what leaves the speaker's interface."""

import json
import os
import re
import subprocess
import time

import pytest
from conftest import HERE, NAME
from home.network import ANCHORS, LAN, ROUTER_LAN
from test_peers import PEER, TALKER, peer  # noqa: F401, a fixture

SILENT = f"{LAN}.21"  # a device of the home that never says anything
MDNS = "224.0.0.251"
NONSENSE = re.compile(r"[a-z]{12}\.com")
IGMP_ROUTERS = "224.0.0.22"  # and never further than this home
NEIGHBOUR_DISCOVERY = range(133, 137)  # the kernel's own, within the home
LISTENER_REPORT = 143
# Everything that sends packets and needs no daemon; sound and disk do not.
PROBES = ("network.address", "network.conflict", "network.gateway",
          "network.dns", "network.internet", "network.ipv6", "network.mtu",
          "network.loss", "network.peers", "system.clock", "wifi.air",
          "wifi.association")


@pytest.fixture
def packets(home, peer):  # noqa: F811
    """What has left the speaker so far, in a home with two more devices."""
    home.run_in(peer, "ip", "address", "add", f"{SILENT}/24", "dev", "eth0")
    home.start(peer, "/usr/bin/python3", "-c", TALKER)
    tap = home.serve(home.net.speaker, "eth0", program="capture.py")
    time.sleep(0.3)

    def seen():
        time.sleep(0.3)
        assert tap.alive(), tap.tail()
        return [json.loads(line) for line in tap.log.read_text().splitlines()]

    return seen


def run_all(home):
    done = subprocess.run(
        home.net.inside(home.net.speaker, os.environ["SOUNDCHECK_CLI"],
                        "--local", "--json", "--profile",
                        home.directory / "profile.toml", "run", *PROBES),
        capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout, done.stderr
    return {result["probe_id"]: result
            for result in json.loads(done.stdout)["results"]}


def who_is_asked(packet):
    """The words by which the list below allows a packet; None: the kernel's."""
    to, protocol = packet["to"], packet["protocol"]
    if protocol == "icmpv6" and (packet["type"] in NEIGHBOUR_DISCOVERY or
                                 packet["type"] == LISTENER_REPORT):
        return None
    if protocol == "igmp" and to == IGMP_ROUTERS:
        return None  # the kernel tells that somebody listens to mDNS
    if protocol == "udp" and packet["from_port"] == 68:
        return None  # the DHCP client of the system
    if protocol == "arp" and packet["from"] == to:
        return "arp itself"  # "I am this", as the kernel and conflict say it
    names = {ROUTER_LAN: "router", MDNS: "mdns", PEER: "heard",
             ANCHORS[0]: "anchor", ANCHORS[1]: "anchor"}
    return f"{protocol} {names.get(to, to)}"


ALLOWED = {
    "arp router", "arp itself", "icmp router", "udp router",  # DNS
    "udp mdns", "arp heard",
    "icmp anchor", "tcp anchor",  # and the hosts of http_url and https_url
}


def test_R17_the_checks_speak_to_listed_hosts_only(home, packets,
                                                   certificates):
    home.serve(home.net.provider, "http", 204)
    home.serve(home.net.provider, "https", certificates / "server.crt",
               certificates / "server.key")

    results = run_all(home)
    seen = packets()

    assert set(results) == set(PROBES)
    own = {p["from"] for p in seen if p["protocol"] == "tcp"}
    asked = {who_is_asked(p) for p in seen} - {None}
    asked -= {f"arp {address}" for address in own}  # is it somebody else's?
    assert asked <= ALLOWED, asked - ALLOWED
    # It was really they who spoke.
    assert {"icmp router", "udp router", "udp mdns", "arp heard", "tcp anchor",
            "icmp anchor"} <= asked, results
    assert {p["port"] for p in seen if p["protocol"] == "tcp"} <= {80, 443}
    names = {p["asks"] for p in seen if p.get("port") == 53}
    assert NAME in names
    # And nonsense that nobody can have, to see whether the DNS lies.
    assert all(NONSENSE.fullmatch(name) for name in names - {NAME}), names


def test_R17_what_the_profile_does_not_name_would_be_seen(home, packets):
    profile = home.directory / "profile.toml"
    profile.write_text(profile.read_text().replace(ANCHORS[0], SILENT))

    run_all(home)

    assert any(SILENT in str(who_is_asked(p)) for p in packets())
