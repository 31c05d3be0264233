"""Breaks a home, and mends it, by the fault ids of the knowledge base."""

import os
import pathlib
import signal
from dataclasses import dataclass
from typing import Callable

from .network import CONNECTIVITY, DOMAIN, LAN, PROVIDER, ROUTER_LAN
from .process import Program, run

TABLE = "soundcheck"
NOBODY = f"{LAN}.3"
V6_LAN = "2001:db8:77::"
V6_PROVIDER = "2001:db8:100::1"


def _chain(home, name, kind, hook, *rules):
    """A chain in a table of its own, so that mending is deleting it."""
    router = home.network.in_router
    priority = "-100" if kind == "nat" else "0"
    router("nft", "add", "table", "inet", TABLE)
    router("nft", "add", "chain", "inet", TABLE, name,
           f"{{ type {kind} hook {hook} priority {priority} ; }}")
    for rule in rules:
        router("nft", "add", "rule", "inet", TABLE, name, *rule.split())


def _drop(home, hook, *rules):
    _chain(home, "block", "filter", hook, *(f"{rule} drop" for rule in rules))


def _undrop(home):
    home.network.in_router("nft", "delete", "table", "inet", TABLE)


def _gateway_gone(home):
    home.network.in_router("ip", "address", "flush", "dev", "lan")


def _gateway_back(home):
    home.network.in_router("ip", "address", "add", f"{ROUTER_LAN}/24",
                           "dev", "lan")


def _dead_server_first(home):
    home.network.resolv.write_text(
        f"nameserver {NOBODY}\nnameserver {ROUTER_LAN}\n", encoding="ascii")


def _one_server(home):
    home.network.resolv.write_text(f"nameserver {ROUTER_LAN}\n",
                                   encoding="ascii")


def _portal(home):
    pages = pathlib.Path(home.network.directory) / "portal"
    pages.mkdir()
    (pages / "generate_204").write_text("<h1>Welcome</h1>\n")
    home.network.programs["portal"] = Program(
        home.network.inside(home.network.router, "/usr/bin/python3", "-m",
                            "http.server", "8080", "--directory", pages),
        pages.with_suffix(".log"))
    _chain(home, "portal", "nat", "prerouting",
           "iifname lan tcp dport 80 redirect to :8080")


def _no_portal(home):
    _undrop(home)
    home.network.programs.pop("portal").stop()


def _no_mqtt(home):
    """And until the speaker has noticed that its connection is dead."""
    _drop(home, "forward", "tcp dport 8883")
    home.cloud.wait("the speaker to be offline",
                    lambda: not home.speaker.status()["online"])


def _broker_says_no(home):
    """mosquitto reads its file again, and the speaker connects anew."""
    file = home.cloud.data / "broker/mosquitto.conf"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "clientid_prefixes somebody-else\n",
                    encoding="utf-8")
    os.kill(home.cloud.ready["broker_pid"], signal.SIGHUP)
    home.speaker.stop()
    home.speaker.start()
    home.cloud.wait("the refusal", lambda: "not authorised" in (
        home.speaker.status().get("uplink", "")))


def _broker_says_yes(home):
    file = home.cloud.data / "broker/mosquitto.conf"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    os.kill(home.cloud.ready["broker_pid"], signal.SIGHUP)


def _v6_into_nowhere(home):
    net = home.network
    run(*net.inside(net.router, "sysctl", "-qw",
                    "net.ipv6.conf.all.forwarding=1"))
    for namespace, interface, host in ((net.router, "lan", 1),
                                       (net.speaker, "eth0", 7)):
        run(*net.inside(namespace, "ip", "-6", "address", "replace",
                        f"{V6_LAN}{host}/64", "dev", interface, "nodad"))
    run(*net.inside(net.speaker, "ip", "-6", "route", "add", "default", "via",
                    f"{V6_LAN}1"))
    net.restart_dnsmasq(f"--address=/{DOMAIN}/{PROVIDER}",
                        f"--address=/{CONNECTIVITY}/{PROVIDER}",
                        f"--address=/{CONNECTIVITY}/{V6_PROVIDER}")
    _drop(home, "prerouting", f"ip6 daddr {V6_PROVIDER}")


def _v4_only(home):
    net = home.network
    run(*net.inside(net.speaker, "ip", "-6", "route", "delete", "default",
                    "via", f"{V6_LAN}1"))
    net.restart_dnsmasq()
    _undrop(home)


@dataclass(frozen=True)
class Fault:
    what: str
    inject: Callable
    repair: Callable
    needs_network: bool = False  # needs a home of namespaces
    cuts_uplink: bool = False    # the cloud cannot reach the speaker meanwhile


def _home(what, inject, repair, cuts_uplink=False):
    return Fault(what, inject, repair, True, cuts_uplink)


FAULTS = {
    "audio.mic_dead": Fault(
        "the second microphone gives no signal",
        lambda home: home.speaker.bench_faults(mic2_dead=1),
        lambda home: home.speaker.bench_faults()),
    "audio.speaker_muted": Fault(
        "the mixer's playback switch is off",
        lambda home: home.speaker.mixer("off"),
        lambda home: home.speaker.mixer("on")),
    "net.no_gateway": _home(
        "the router no longer answers at its address",
        _gateway_gone, _gateway_back, cuts_uplink=True),
    "net.dns_failing": _home(
        "the router swallows DNS questions",
        lambda home: _drop(home, "input", "udp dport 53", "tcp dport 53"),
        _undrop),
    "net.dns_server_dead": _home(
        "the first of two DNS servers is not there",
        _dead_server_first, _one_server),
    "net.dns_hijack": _home(
        "DNS has an address for every name there could be",
        lambda home: home.network.restart_dnsmasq(f"--address=/#/{PROVIDER}"),
        lambda home: home.network.restart_dnsmasq()),
    "net.no_internet": _home(
        "the router forwards nothing to the provider",
        lambda home: _drop(home, "forward", "iifname lan"),
        _undrop, cuts_uplink=True),
    "net.captive_portal": _home(
        "the router answers HTTP with a page of its own",
        _portal, _no_portal),
    "net.tls_blocked": _home(
        "the router lets no HTTPS out",
        lambda home: _drop(home, "forward", "tcp dport 443"), _undrop),
    "net.broker_blocked": _home(
        "the router lets no MQTT out", _no_mqtt, _undrop, cuts_uplink=True),
    "net.broker_refuses": _home(
        "the broker says that the speaker is not authorised",
        _broker_says_no, _broker_says_yes, cuts_uplink=True),
    "net.ipv6_broken": _home(
        "the home has IPv6, and its packets vanish behind the router",
        _v6_into_nowhere, _v4_only),
    "net.mtu_black_hole": _home(
        "packets above 1300 bytes vanish behind the router",
        lambda home: _drop(home, "forward", "meta length > 1300"),
        _undrop, cuts_uplink=True),
    "net.provider_loss": _home(
        "a quarter of what leaves the home is lost",
        lambda home: _drop(home, "forward",
                           "iifname lan numgen random mod 100 < 25"),
        _undrop),
}
