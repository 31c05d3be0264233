"""network.gateway against a router that behaves in each of its ways."""

import subprocess
import threading
import time

from home import network

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def test_a_gateway_that_answers_echo_requests(home):
    verdict = home.check("network.gateway")

    assert verdict.outcome == "passed", verdict
    assert "(icmp)" in verdict.evidence["network.gateway_no_answer"]
    assert 0 < verdict.measured["rtt"] < 100
    assert verdict.measured["loss"] == 0


def test_without_privilege_a_connection_attempt_tells(home):
    verdict = home.check("network.gateway", prefix=NOBODY)

    assert verdict.outcome == "passed", verdict
    assert "(tcp)" in verdict.evidence["network.gateway_no_answer"]
    assert verdict.measured["rtt"] > 0


def test_a_group_that_may_ping_needs_no_privilege(home):
    home.speaker("sysctl", "-qw", "net.ipv4.ping_group_range=65534 65534")

    verdict = home.check("network.gateway", prefix=NOBODY)

    assert "(icmp)" in verdict.evidence["network.gateway_no_answer"], verdict


def test_a_gateway_that_drops_echo_requests_refuses_connections(home):
    home.drop("input", "ip", "protocol", "icmp")

    verdict = home.check("network.gateway")

    assert verdict.outcome == "passed", verdict
    assert "(tcp)" in verdict.evidence["network.gateway_no_answer"]
    assert verdict.measured["loss"] == 100


def test_a_gateway_that_drops_everything_is_seen_as_a_neighbour(home):
    home.drop("input", "ip", "protocol", "{ icmp, tcp }")
    home.speaker("ip", "neighbour", "flush", "dev", "eth0")

    verdict = home.check("network.gateway")

    assert verdict.outcome == "passed", verdict
    assert "(neighbour)" in verdict.evidence["network.gateway_no_answer"]
    assert verdict.presence["gateway_slow"] == "unknown"


def test_a_gateway_that_is_gone(home):
    home.router("ip", "address", "flush", "dev", "lan")

    verdict = home.check("network.gateway")

    assert verdict.outcome == "failed", verdict
    assert verdict.presence["gateway_no_answer"] == "present"
    assert verdict.presence["gateway_slow"] == "unknown"
    assert verdict.result["duration_ms"] < 12000


def test_a_gateway_that_was_heard_a_moment_ago_and_is_gone(home):
    assert home.check("network.gateway").outcome == "passed"
    home.router("ip", "address", "flush", "dev", "lan")

    verdict = home.check("network.gateway")

    assert verdict.outcome == "failed", verdict


# Its connection has an acknowledgement that the kernel has not yet put down to
# the neighbour's credit; it does so at the next byte, however late.
LATE_TALKER = f"""
import socket, sys, time
talker = socket.create_connection(("{network.ROUTER_LAN}", 8080))
talker.send(b"x")
time.sleep(0.5)
print(flush=True)
sys.stdin.read(1)
talker.send(b"x")
"""


def test_a_gateway_that_is_gone_while_an_old_connection_talks(home):
    home.serve(home.net.router, "silent", 8080)
    talker = subprocess.Popen(
        home.net.inside(home.net.speaker, "/usr/bin/python3", "-c",
                        LATE_TALKER),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with talker:
        talker.stdout.readline()
        home.router("ip", "address", "flush", "dev", "lan")
        # In the middle of the probe's echo requests, which take three seconds.
        late = threading.Timer(2, talker.communicate, ("x",))
        late.start()

        verdict = home.check("network.gateway")

        late.join()
    assert verdict.outcome == "failed", verdict


def test_a_silent_gateway_that_was_heard_a_moment_ago_is_asked_anew(home):
    assert home.check("network.gateway").outcome == "passed"
    home.drop("input", "ip", "protocol", "{ icmp, tcp }")

    verdict = home.check("network.gateway")

    assert verdict.outcome == "passed", verdict
    assert "(neighbour)" in verdict.evidence["network.gateway_no_answer"]


def test_without_privilege_an_old_answer_of_a_silent_gateway_tells_nothing(
        home):
    assert home.check("network.gateway").outcome == "passed"
    home.drop("input", "ip", "protocol", "{ icmp, tcp }")

    verdict = home.check("network.gateway", prefix=NOBODY)

    assert verdict.outcome == "inconclusive", verdict
    assert "CAP_NET_ADMIN" in verdict.result["summary"]


def test_a_slow_gateway(home):
    home.router("sysctl", "-qw", "net.ipv4.icmp_echo_ignore_all=1")
    home.serve(home.net.router, "slow-echo", 0.2)

    verdict = home.check("network.gateway")

    assert verdict.outcome == "failed", verdict
    assert verdict.having("present") == {"gateway_slow"}
    assert verdict.measured["rtt"] >= 200


def test_without_a_route_there_is_nobody_to_ask(home):
    home.speaker("ip", "route", "delete", "default")

    verdict = home.check("network.gateway")

    assert verdict.outcome == "inconclusive"
    assert verdict.having("unknown") == {"gateway_no_answer", "gateway_slow"}


def test_an_ipv6_gateway_on_a_link_local_address(home):
    link = home.router("ip", "-6", "-o", "address", "show", "dev", "lan",
                       "scope", "link")
    gateway = link.split("inet6 ")[1].split("/")[0]
    while "tentative" in home.speaker("ip", "-6", "address"):
        time.sleep(0.05)
    home.speaker("ip", "-6", "route", "add", "default", "via", gateway, "dev",
                 "eth0")
    home.speaker("ip", "-4", "route", "delete", "default")

    verdict = home.check("network.gateway")

    assert verdict.outcome == "passed", verdict
    assert "IPv6 gateway answers (icmp)" in (
        verdict.evidence["network.gateway_no_answer"])
    assert gateway not in repr(verdict)
