"""network.dns against dnsmasq and against servers that misbehave."""

from home.network import DNSMASQ, DOMAIN, LAN, PROVIDER, ROUTER_LAN

SECOND = f"{LAN}.2"


def name_servers(home, *addresses):
    home.net.resolv.write_text(
        "".join(f"nameserver {a}\n" for a in addresses), encoding="ascii")


def second_address(home):
    home.router("ip", "address", "add", f"{SECOND}/24", "dev", "lan")


def profile(home, key, value):
    """Sets one key of the profile's table."""
    file = home.directory / "profile.toml"
    lines = [line for line in file.read_text(encoding="ascii").splitlines()
             if not line.startswith(f"{key} =")]
    file.write_text("\n".join([*lines, f"{key} = {value}", ""]),
                    encoding="ascii")


def forward_to_provider(home):
    """The router's DNS asks the provider's, as most routers do."""
    home.start(home.net.provider, *DNSMASQ, "--interface=eth0",
               "--bind-interfaces", f"--address=/{DOMAIN}/{PROVIDER}")
    home.net.await_dns(home.net.provider)
    home.net.restart_dnsmasq(f"--server={PROVIDER}")


def test_a_server_that_answers(home):
    verdict = home.check("network.dns")

    assert verdict.outcome == "passed", verdict
    assert verdict.measured["servers"] == 1
    assert 0 < verdict.measured["server1"] < 500


def test_no_server_configured(home):
    name_servers(home)

    verdict = home.check("network.dns")

    assert verdict.outcome == "failed"
    assert verdict.having("present") == {"no_dns_server"}, verdict


def test_a_server_that_swallows_questions(home):
    home.drop("input", "udp", "dport", "53")

    verdict = home.check("network.dns")

    assert verdict.outcome == "failed"
    assert verdict.having("present") == {"dns_no_answer"}, verdict
    assert verdict.presence["anchors_silent"] == "absent"
    assert verdict.result["duration_ms"] < 3000


def test_a_router_that_forwards_questions_into_an_outage(home):
    forward_to_provider(home)
    assert home.check("network.dns").outcome == "passed"
    home.router("ip", "link", "set", "wan", "down")

    verdict = home.check("network.dns")

    assert "anchors_silent" in verdict.having("present"), verdict
    assert verdict.evidence["network.anchors_silent"] == (
        "0 of 2 anchors on the internet answer")
    assert verdict.result["duration_ms"] < 3500


def test_a_provider_whose_dns_alone_is_down(home):
    forward_to_provider(home)
    home.programs[0].stop()

    verdict = home.check("network.dns")

    assert verdict.outcome == "failed"
    assert verdict.presence["anchors_silent"] == "absent", verdict


def test_anchors_are_asked_by_connection_where_echo_is_not_allowed(home):
    home.serve(home.net.provider, "silent", 443)
    home.drop("input", "udp", "dport", "53")
    home.drop("forward", "ip", "protocol", "icmp")

    verdict = home.check("network.dns")

    assert verdict.presence["anchors_silent"] == "absent", verdict


def test_a_server_that_knows_every_name(home):
    home.net.restart_dnsmasq(f"--address=/#/{PROVIDER}")

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_hijacked"}, verdict


def test_our_name_at_an_address_that_is_not_ours(home):
    profile(home, "dns_pinned", f'["{PROVIDER}"]')
    assert home.check("network.dns").outcome == "passed"
    home.net.restart_dnsmasq(f"--address=/{DOMAIN}/{ROUTER_LAN}")

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_hijacked"}, verdict


def test_a_slow_server(home):
    second_address(home)
    home.serve(home.net.router, "dns-slow", SECOND, ROUTER_LAN, 0.6)
    name_servers(home, SECOND)
    profile(home, "dns_timeout_ms", 2000)

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_slow"}, verdict
    assert 600 < verdict.measured["server1"] < 2000


def test_a_slow_server_behind_a_quick_one_holds_nobody_up(home):
    second_address(home)
    home.serve(home.net.router, "dns-slow", SECOND, ROUTER_LAN, 0.6)
    name_servers(home, ROUTER_LAN, SECOND)
    profile(home, "dns_timeout_ms", 2000)

    verdict = home.check("network.dns")

    assert verdict.outcome == "passed", verdict


def test_a_server_that_is_not_running(home):
    home.net.programs["dnsmasq"].stop()

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_no_answer"}, verdict


def test_a_dead_server_is_not_hidden_by_the_next_one(home):
    second_address(home)
    name_servers(home, SECOND, f"{LAN}.1")
    home.drop("input", "ip", "daddr", SECOND)

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_some_silent"}, verdict
    assert verdict.evidence["network.dns_some_silent"] == (
        "DNS server 1: no_answer; DNS server 2: answered")


def test_a_name_that_does_not_exist(home):
    home.net.restart_dnsmasq(f"--local=/{DOMAIN}/")

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_wrong_answer"}, verdict
    assert "nx_domain" in verdict.evidence["network.dns_wrong_answer"]


def test_a_server_that_refuses(home):
    profile(home, "dns_name", '"somewhere.else.test"')

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_wrong_answer"}, verdict
    assert "server_failure" in verdict.evidence["network.dns_wrong_answer"]


def test_servers_that_talk_nonsense(home):
    second_address(home)
    home.router("ip", "address", "add", f"{LAN}.3/24", "dev", "lan")
    home.serve(home.net.router, "dns-garbage", SECOND)
    home.serve(home.net.router, "dns-liar", f"{LAN}.3")
    name_servers(home, SECOND, f"{LAN}.3", f"{LAN}.1")

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_some_silent"}, verdict
    assert verdict.evidence["network.dns_some_silent"] == (
        "DNS server 1: malformed; DNS server 2: malformed; "
        "DNS server 3: answered")


def test_a_file_of_rubbish_is_no_server(home):
    home.net.resolv.write_bytes(bytes(range(256)) * 8)

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"no_dns_server"}, verdict
