"""network.mtu, network.loss and network.ipv6: what lies behind the router.

This kernel may lack netem, so loss comes from nftables and no packet is held
up; lateness is tested on the virtual board.
"""

import time

import pytest
from home.network import CONNECTIVITY, DOMAIN, PROVIDER

V6_PROVIDER = "2001:db8:100::1"


def lose(home, percent, *rule):
    home.drop("forward", *rule, "numgen", "random", "mod", "100", "<", percent)


def test_packets_of_full_size_pass(home):
    verdict = home.check("network.mtu")

    assert verdict.outcome == "passed", verdict
    assert verdict.measured["largest"] == 1500
    assert verdict.result["duration_ms"] < 1000


@pytest.mark.parametrize("limit, largest", [(1300, 1280), (800, 576)])
def test_a_black_hole(home, limit, largest):
    home.drop("forward", "meta", "length", ">", limit)

    verdict = home.check("network.mtu")

    assert verdict.having("present") == {"mtu_black_hole"}, verdict
    assert verdict.measured["largest"] == largest
    assert verdict.result["duration_ms"] < 9000


def test_a_black_hole_on_the_way_back_only(home):
    home.drop("forward", "iifname", "wan", "meta", "length", ">", 1300)

    verdict = home.check("network.mtu")

    assert verdict.having("present") == {"mtu_black_hole"}, verdict


def test_a_narrow_way_that_says_so_is_no_black_hole(home):
    home.router("ip", "link", "set", "wan", "mtu", "1400")

    verdict = home.check("network.mtu")

    assert verdict.outcome == "passed", verdict
    assert "told" in verdict.summary


def test_an_internet_that_answers_no_pings_cannot_be_measured(home):
    home.drop("forward", "ip", "protocol", "icmp")

    sizes = home.check("network.mtu")
    loss = home.check("network.loss")

    assert sizes.outcome == "not_supported", sizes
    assert loss.outcome == "not_supported", loss


def test_a_line_that_loses_nothing(home):
    verdict = home.check("network.loss")

    assert verdict.outcome == "passed", verdict
    assert verdict.measured["loss"] == 0
    assert verdict.measured["router_loss"] == 0
    assert verdict.result["duration_ms"] < 2500


@pytest.mark.parametrize("percent", [20, 60])
def test_a_line_that_loses_much(home, percent):
    lose(home, percent, "iifname", "lan")

    verdict = home.check("network.loss")

    assert verdict.having("present") == {"provider_loss"}, verdict
    assert abs(verdict.measured["loss"] - percent) < 15
    assert verdict.result["duration_ms"] < 9000


def test_a_little_loss_is_forgiven(home):
    lose(home, 2, "iifname", "lan")

    for _ in range(3):
        verdict = home.check("network.loss")

        assert not verdict.having("present"), verdict


def test_loss_at_home_is_not_the_providers(home):
    for chain in ("input", "forward"):
        home.drop(chain, "iifname", "lan", "ip", "protocol", "icmp", "numgen",
                  "random", "mod", "100", "<", "30")

    verdict = home.check("network.loss")

    assert not verdict.having("present"), verdict


def test_a_home_without_ipv6(home):
    verdict = home.check("network.ipv6")

    assert verdict.outcome == "passed", verdict
    assert "no IPv6" in verdict.summary


@pytest.fixture
def ipv6(home, certificates):
    """A home and a provider with IPv6; the check's name has both families."""
    net = home.net
    for namespace, interface, address in (
            (net.speaker, "eth0", "2001:db8:77::7/64"),
            (net.router, "lan", "2001:db8:77::1/64"),
            (net.router, "wan", "2001:db8:100::2/64"),
            (net.provider, "eth0", f"{V6_PROVIDER}/64")):
        home.run_in(namespace, "ip", "-6", "address", "add", address, "dev",
                      interface, "nodad")
    home.router("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1")
    home.speaker("ip", "-6", "route", "add", "default", "via",
                 "2001:db8:77::1")
    home.run_in(net.provider, "ip", "-6", "route", "add",
                  "2001:db8:77::/64", "via", "2001:db8:100::2")
    net.restart_dnsmasq(f"--address=/{DOMAIN}/{PROVIDER}",
                        f"--address=/{CONNECTIVITY}/{PROVIDER}",
                        f"--address=/{CONNECTIVITY}/{V6_PROVIDER}")
    home.serve(net.provider, "http", 204)
    for namespace in (net.speaker, net.router, net.provider):
        await_addresses(home, namespace)
    return home


def await_addresses(home, namespace):
    """Until the kernel has made sure that nobody else has its link-local ones;
    before, it answers nobody who asks for a neighbour."""
    deadline = time.monotonic() + 10
    while home.run_in(namespace, "ip", "-6", "address", "show", "tentative"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_ipv6_that_works(ipv6):
    verdict = ipv6.check("network.ipv6")

    assert verdict.outcome == "passed", verdict
    assert verdict.measured["ipv6_connect"] >= 0


def test_ipv6_that_vanishes(ipv6):
    ipv6.drop("forward", "meta", "nfproto", "ipv6")

    verdict = ipv6.check("network.ipv6")

    assert verdict.having("present") == {"ipv6_no_answer"}, verdict
    assert verdict.result["duration_ms"] < 4500


def test_ipv6_that_leads_nowhere(ipv6):
    ipv6.router("ip", "-6", "address", "flush", "dev", "wan", "scope",
                "global")

    verdict = ipv6.check("network.ipv6")

    assert verdict.having("present") == {"ipv6_no_answer"}, verdict


def test_ipv6_is_not_to_blame_for_an_outage(ipv6):
    ipv6.router("ip", "link", "set", "wan", "down")

    verdict = ipv6.check("network.ipv6")

    assert verdict.outcome == "inconclusive", verdict
