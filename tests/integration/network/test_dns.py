"""network.dns against dnsmasq and against servers that misbehave."""

from home.network import DOMAIN, LAN

SECOND = f"{LAN}.2"


def name_servers(home, *addresses):
    home.net.resolv.write_text(
        "".join(f"nameserver {a}\n" for a in addresses), encoding="ascii")


def second_address(home):
    home.router("ip", "address", "add", f"{SECOND}/24", "dev", "lan")


def ask_for(home, name):
    profile = home.directory / "profile.toml"
    text = profile.read_text(encoding="ascii")
    old = text.split('dns_name = "')[1].split('"')[0]
    profile.write_text(text.replace(f'dns_name = "{old}"',
                                    f'dns_name = "{name}"'), encoding="ascii")


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
    assert verdict.result["duration_ms"] < 3000


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
    home.net.programs["dnsmasq"].stop()
    home.start(home.net.router, "dnsmasq", "--keep-in-foreground",
               "--no-resolv", "--conf-file=/dev/null", "--no-hosts",
               "--user=root", "--pid-file=", "--log-facility=-",
               "--interface=lan", "--bind-interfaces", f"--local=/{DOMAIN}/")
    name_servers(home, f"{LAN}.1")
    wait_for_answers(home)

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"dns_wrong_answer"}, verdict
    assert "nx_domain" in verdict.evidence["network.dns_wrong_answer"]


def wait_for_answers(home):
    """Until something listens on the router's port 53."""
    for _ in range(100):
        if ":53 " in home.router("ss", "-Hlun"):
            return
    raise RuntimeError("no DNS server came up")


def test_a_server_that_refuses(home):
    ask_for(home, "somewhere.else.test")

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

    assert verdict.having("present") == {"dns_wrong_answer"}, verdict
    assert verdict.evidence["network.dns_wrong_answer"] == (
        "DNS server 1: malformed; DNS server 2: malformed; "
        "DNS server 3: answered")


def test_a_file_of_rubbish_is_no_server(home):
    home.net.resolv.write_bytes(bytes(range(256)) * 8)

    verdict = home.check("network.dns")

    assert verdict.having("present") == {"no_dns_server"}, verdict
