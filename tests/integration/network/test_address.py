"""network.address and the Wi-Fi probes against the real kernel."""

import time

import pytest


def test_a_home_that_works_passes(home):
    verdict = home.check("network.address")

    assert verdict.outcome == "passed", verdict
    assert verdict.measured["ipv4_addresses"] == 1
    assert verdict.measured["default_routes"] == 1
    assert verdict.measured["interfaces"] == 1


def test_no_carrier(home):
    home.router("ip", "link", "set", "lan", "down")

    verdict = home.check("network.address")

    assert verdict.outcome == "failed"
    assert "no_carrier" in verdict.having("present"), verdict
    assert verdict.evidence["network.no_carrier"] == "up, but no carrier"


def test_an_interface_that_is_down(home):
    home.net.programs["udhcpc"].stop()
    home.speaker("ip", "link", "set", "eth0", "down")

    verdict = home.check("network.address")

    assert verdict.presence["no_carrier"] == "present", verdict
    assert verdict.evidence["network.no_carrier"] == "the interface is down"


def test_no_address(home):
    home.net.programs["udhcpc"].stop()
    home.speaker("ip", "-4", "address", "flush", "dev", "eth0")

    verdict = home.check("network.address")

    assert verdict.outcome == "failed"
    assert verdict.having("present") == {"no_address", "no_default_route"}
    assert "link-local" in verdict.evidence["network.no_address"]


def test_no_default_route(home):
    home.speaker("ip", "route", "delete", "default")

    verdict = home.check("network.address")

    assert verdict.outcome == "failed"
    assert verdict.having("present") == {"no_default_route"}, verdict


def test_an_ipv6_address_that_the_router_has_too(home):
    home.router("ip", "address", "add", "2001:db8:77::5/64", "dev", "lan",
                "nodad")
    home.speaker("ip", "address", "add", "2001:db8:77::5/64", "dev", "eth0")
    deadline = time.monotonic() + 10
    while "dadfailed" not in home.speaker("ip", "-6", "address"):
        assert time.monotonic() < deadline, "the kernel found no duplicate"
        time.sleep(0.1)

    verdict = home.check("network.address")

    assert verdict.having("present") == {"duplicate_address"}, verdict


@pytest.mark.parametrize("probe", ["wifi.link", "wifi.association"])
def test_without_a_radio_the_link_is_not_supported(home, probe):
    verdict = home.check(probe)

    assert verdict.outcome == "not_supported"
    assert "no wireless interface" in verdict.summary
