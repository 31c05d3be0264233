"""network.broker, asked of a daemon whose way to the broker is good or bad."""

import socket
import time

import pytest
from soundcheck.v1 import command_pb2, presence_pb2, report_pb2
from stage import SLOWNESS, Broker

PASSED = report_pb2.OUTCOME_PASSED
FAILED = report_pb2.OUTCOME_FAILED
PRESENT = report_pb2.PRESENCE_PRESENT
ONLINE = presence_pb2.PRESENCE_STATE_ONLINE


def check(daemon):
    done = daemon.ask(run_probes=command_pb2.RunProbes(
        probe_ids=["network.broker"]))
    return done.probe_results.results[0]


def present(result):
    return {finding.id for finding in result.findings
            if finding.presence == PRESENT}


def started(daemon):
    daemon.start()
    daemon.expect_started()
    return daemon


def test_a_connection_that_stands(daemon, cloud):
    daemon.start()
    cloud.expect_state(ONLINE)

    result = check(daemon)

    assert result.outcome == PASSED, result
    assert result.measurements[0].name == "rtt"
    # No second session pushed the first one out.
    assert daemon.status().online
    assert cloud.last_state() == ONLINE


def test_a_broker_that_is_gone_and_comes_back(daemon, cloud, broker):
    daemon.start()
    cloud.expect_state(ONLINE)
    broker.kill()
    daemon.expect_log("the connection was lost")

    gone = check(daemon)
    broker.start()
    begun = time.monotonic()
    back = check(daemon)

    assert gone.outcome == FAILED, gone
    assert present(gone) == {"network.broker_no_answer"}
    assert "refused" in gone.summary
    # It does not wait for the next attempt, which may be a minute away.
    assert back.outcome == PASSED, back
    assert time.monotonic() - begun < 5 * SLOWNESS


def test_somebody_who_accepts_and_says_nothing(daemon):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        daemon.config["broker"]["port"] = silent.getsockname()[1]

        result = check(started(daemon))

    assert present(result) == {"network.broker_no_answer"}, result
    assert "TLS gets no answer" in result.summary


def test_R16_a_broker_of_another_authority(daemon, pki):
    daemon.config["broker"]["ca_file"] = pki.cert("foreign-ca")

    result = check(started(daemon))

    assert present(result) == {"network.broker_untrusted"}, result


def test_a_broker_that_refuses_our_certificate(daemon, pki):
    daemon.config["broker"].update(cert_file=pki.cert("foreign"),
                                   key_file=pki.key("foreign"))

    result = check(started(daemon))

    assert present(result) == {"network.broker_refuses"}, result
    assert "certificate" in result.summary


@pytest.fixture
def strict(pki, tmp_path):
    broker = Broker(pki, tmp_path / "strict", anonymous=False)
    broker.start()
    yield broker
    broker.stop()


def test_a_broker_that_does_not_let_us_in(daemon, strict):
    daemon.config["broker"]["port"] = strict.port

    result = check(started(daemon))

    assert result.outcome == FAILED
    assert present(result) == {"network.broker_refuses"}, result
    assert "not authorised" in result.summary


def test_a_name_that_does_not_resolve(daemon):
    daemon.config["broker"]["host"] = "broker.invalid"

    result = check(started(daemon))

    assert result.outcome == report_pb2.OUTCOME_INCONCLUSIVE, result
    assert not present(result)


def test_a_speaker_without_a_cloud(daemon):
    del daemon.config["broker"]

    result = check(started(daemon))

    assert result.outcome == report_pb2.OUTCOME_NOT_SUPPORTED, result


def test_no_verdict_names_the_broker(daemon, broker):
    broker.kill()

    result = check(started(daemon))

    for text in (result.summary, *(f.evidence for f in result.findings)):
        assert "localhost" not in text and str(broker.port) not in text
