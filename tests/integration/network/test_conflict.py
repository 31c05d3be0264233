"""network.conflict: whether another host has the speaker's address."""

import json


def own_address(home):
    listed = json.loads(home.speaker("ip", "-j", "-4", "address", "show",
                                     "dev", "eth0"))
    return listed[0]["addr_info"][0]["local"]


def test_an_address_of_ones_own(home):
    verdict = home.check("network.conflict")

    assert verdict.outcome == "passed", verdict
    assert verdict.result["duration_ms"] < 2000


def test_an_address_that_another_host_has_too(home):
    home.router("ip", "address", "add", f"{own_address(home)}/32", "dev",
                "lan")

    verdict = home.check("network.conflict")

    assert verdict.having("present") == {"address_claimed"}, verdict


def test_without_an_address_there_is_nothing_to_ask_for(home):
    home.speaker("ip", "-4", "address", "flush", "dev", "eth0")

    verdict = home.check("network.conflict")

    assert verdict.outcome == "not_supported", verdict
