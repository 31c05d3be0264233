"""network.internet against a provider that serves, alters, blocks or lies."""

import pytest
from conftest import NAME


@pytest.fixture
def provider(home, certificates):
    """Starts the provider's servers as each test wants them."""
    namespace = home.net.provider

    class Provider:
        def http(self, status, size=0):
            home.serve(namespace, "http", status, size)

        def https(self, pair="server"):
            home.serve(namespace, "https", certificates / f"{pair}.crt",
                       certificates / f"{pair}.key")

        def tcp(self, kind, port):
            home.serve(namespace, kind, port)

    return Provider()


def test_an_internet_that_answers(home, provider):
    provider.http(204)
    provider.https()

    verdict = home.check("network.internet")

    assert verdict.outcome == "passed", verdict
    assert verdict.having("absent") == {
        "http_no_answer", "portal", "tls_no_answer", "tls_untrusted",
        "tls_host_untrusted"}
    assert verdict.measured["http_status"] == 204
    assert verdict.measured["https_total"] > verdict.measured["https_connect"]


def test_the_environment_has_no_say(home, provider):
    provider.http(204)
    provider.https()
    proxies = ("env", "http_proxy=http://127.0.0.1:9",
               "https_proxy=http://127.0.0.1:9",
               "ALL_PROXY=socks5://127.0.0.1:9")

    verdict = home.check("network.internet", prefix=proxies)

    assert verdict.outcome == "passed", verdict


@pytest.mark.parametrize("status, size", [(302, 0), (200, 900), (200, 100000)])
def test_a_portal(home, provider, status, size):
    provider.http(status, size)
    provider.https("rogue")

    verdict = home.check("network.internet")

    assert verdict.outcome == "failed"
    assert verdict.having("present") == {"portal", "tls_untrusted"}, verdict
    assert "cafe" not in repr(verdict)


def test_R16_a_certificate_of_the_wrong_authority(home, provider):
    provider.http(204)
    provider.https("rogue")

    verdict = home.check("network.internet")

    assert verdict.having("present") == {"tls_untrusted"}, verdict
    assert verdict.presence["tls_no_answer"] == "absent"


def test_a_second_host_whose_certificate_verifies(home, provider):
    """The namespace's own store of certificates lies over the host's."""
    provider.http(204)
    provider.https("rogue")
    store = home.net.resolv.parent / "ssl/certs"
    store.mkdir(parents=True)
    certificate = (home.directory / "rogue-ca.crt").read_text("ascii")
    (store / "ca-certificates.crt").write_text(certificate, "ascii")
    profile = home.directory / "profile.toml"
    text = profile.read_text("ascii")
    profile.write_text(text.replace(
        'second_https_url = ""', f'second_https_url = "https://{NAME}/"'),
        "ascii")

    verdict = home.check("network.internet")

    assert verdict.having("present") == {"tls_host_untrusted"}, verdict


@pytest.mark.parametrize("kind", ["silent", "closing"])
def test_tls_that_does_not_come_up(home, provider, kind):
    provider.http(204)
    provider.tcp(kind, 443)

    verdict = home.check("network.internet")

    assert verdict.having("present") == {"tls_no_answer"}, verdict
    assert verdict.presence["tls_untrusted"] == "unknown"


def test_nothing_is_forwarded(home, provider):
    provider.http(204)
    provider.https()
    home.drop("forward", "iifname", "lan")

    verdict = home.check("network.internet")

    assert verdict.outcome == "failed"
    assert verdict.having("present") == {"http_no_answer", "tls_no_answer"}
    assert verdict.having("unknown") == {
        "portal", "tls_untrusted", "tls_host_untrusted"}
    assert verdict.result["duration_ms"] < 4500


def test_web_traffic_alone_is_dropped(home, provider):
    provider.http(204)
    provider.https()
    home.drop("forward", "tcp", "dport", "{ 80, 443 }")

    verdict = home.check("network.internet")

    assert verdict.having("present") == {"tls_no_answer"}, verdict
    assert "2 of 2 anchors" in verdict.evidence["network.http_no_answer"]


def test_a_server_that_accepts_and_says_nothing(home, provider):
    provider.tcp("silent", 80)
    provider.https()

    verdict = home.check("network.internet")

    assert verdict.outcome == "inconclusive", verdict
    assert verdict.presence["http_no_answer"] == "unknown"


def test_a_name_that_does_not_resolve(home, provider):
    provider.http(204)
    home.net.programs["dnsmasq"].stop()

    verdict = home.check("network.internet")

    assert verdict.outcome == "inconclusive", verdict
    assert len(verdict.having("unknown")) == 5


def test_a_dead_name_server_does_not_hold_up_the_probe(home, provider):
    provider.http(204)
    home.drop("input", "udp", "dport", "53")

    verdict = home.check("network.internet")

    assert verdict.outcome == "inconclusive", verdict
    assert len(verdict.having("unknown")) == 5
    assert verdict.result["duration_ms"] < 4500
