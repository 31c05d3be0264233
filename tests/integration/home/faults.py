"""Breaks a home, and mends it, by the fault ids of the knowledge base."""

from dataclasses import dataclass
from typing import Callable

from .network import ROUTER_LAN

TABLE = "soundcheck"


def _drop(home, chain, *rule):
    """One dropping rule in a table of its own, so that mending is deleting it."""
    router = home.network.in_router
    router("nft", "add", "table", "inet", TABLE)
    router("nft", "add", "chain", "inet", TABLE, "block",
           f"{{ type filter hook {chain} priority 0 ; }}")
    router("nft", "add", "rule", "inet", TABLE, "block", *rule, "drop")


def _undrop(home):
    home.network.in_router("nft", "delete", "table", "inet", TABLE)


def _gateway_gone(home):
    home.network.in_router("ip", "address", "flush", "dev", "lan")


def _gateway_back(home):
    home.network.in_router("ip", "address", "add", f"{ROUTER_LAN}/24",
                           "dev", "lan")


@dataclass(frozen=True)
class Fault:
    what: str
    inject: Callable
    repair: Callable
    needs_network: bool = False  # needs a home of namespaces
    cuts_uplink: bool = False    # the cloud cannot reach the speaker meanwhile


FAULTS = {
    "audio.mic_dead": Fault(
        "the second microphone gives no signal",
        lambda home: home.speaker.bench_faults(mic2_dead=1),
        lambda home: home.speaker.bench_faults()),
    "audio.speaker_muted": Fault(
        "the mixer's playback switch is off",
        lambda home: home.speaker.mixer("off"),
        lambda home: home.speaker.mixer("on")),
    "net.no_gateway": Fault(
        "the router no longer answers at its address",
        _gateway_gone, _gateway_back, needs_network=True, cuts_uplink=True),
    "net.dns_failing": Fault(
        "the router swallows DNS questions",
        lambda home: (_drop(home, "input", "udp", "dport", "53"),
                      home.network.in_router(
                          "nft", "add", "rule", "inet", TABLE, "block",
                          "tcp", "dport", "53", "drop")),
        _undrop, needs_network=True),
    "net.no_internet": Fault(
        "the router forwards nothing to the provider",
        lambda home: _drop(home, "forward", "iifname", "lan"),
        _undrop, needs_network=True, cuts_uplink=True),
}
