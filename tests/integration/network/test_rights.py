"""What the checks of the network need of an agent that is nobody."""

import pytest
from test_gateway import NOBODY

# network.broker needs the daemon; the rest needs a socket that anybody has.
NEEDS_CAP_NET_RAW = ["network.conflict", "network.mtu", "network.loss",
                     "network.peers"]
NEEDS_NOTHING = ["network.address", "network.gateway", "network.dns",
                 "network.ipv6"]


@pytest.mark.parametrize("probe", NEEDS_CAP_NET_RAW)
def test_a_check_that_lacks_a_right_says_which(home, probe):
    verdict = home.check(probe, prefix=NOBODY)

    assert verdict.outcome == "inconclusive", verdict
    assert verdict.result["reason"] == "denied"
    assert verdict.summary.startswith("denied: "), verdict.summary
    assert "needs CAP_NET_RAW" in verdict.summary


@pytest.mark.parametrize("probe", NEEDS_NOTHING)
def test_a_check_that_needs_no_right_passes_without_one(home, probe):
    verdict = home.check(probe, prefix=NOBODY)

    assert verdict.outcome == "passed", verdict
