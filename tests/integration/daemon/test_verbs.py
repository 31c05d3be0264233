"""What support reads from a real speaker, and how it looks closer."""

import json
import time

import pytest

from soundcheck.v1 import command_pb2 as pb, local_pb2, presence_pb2, report_pb2
from stage import SLOWNESS, eventually
from support import FINAL, Support, assert_chain, audit_lines, told_of

ONLINE = presence_pb2.PRESENCE_STATE_ONLINE


@pytest.fixture
def support(daemon, cloud):
    """With a session on a speaker that has made its first check-up."""
    daemon.write_policy('[consent]\nsession = "allow"\ntest = "allow"\n')
    cloud.confirms = True
    daemon.start()
    cloud.expect_state(ONLINE)
    cloud.expect_reports(1)
    support = Support(cloud)
    support.open()
    return support


def test_a_speaker_without_a_light_says_so(support):
    reply = support.do("c1", identify=5)

    assert reply.refusal == pb.REFUSAL_UNSUPPORTED
    assert "light.led" in reply.detail


def test_the_events_of_the_connection(support, daemon):
    reply = support.do("c1", read_events=pb.ReadEvents(limit=400))

    assert reply.state == pb.REPLY_STATE_SUCCEEDED
    kinds = [event.kind for event in reply.events.connection]
    assert "watch_began" in kinds and "broker_online" in kinds
    assert reply.events.monotonic_ms >= reply.events.connection[-1].monotonic_ms
    only = support.do("c2", read_events=pb.ReadEvents(
        limit=1, kind="broker_online"))
    assert [e.kind for e in only.events.connection] == ["broker_online"]
    assert not support.do("c3", read_events=pb.ReadEvents(
        limit=1, kind="broker_offline")).events.connection
    unknown = support.do("c4", read_events=pb.ReadEvents(limit=1, kind="x"))
    assert unknown.refusal == pb.REFUSAL_UNSUPPORTED


def test_the_history_of_numbers(support):
    reply = support.do("c1", show_measurements=pb.ShowMeasurements(days=7))

    assert reply.state == pb.REPLY_STATE_SUCCEEDED
    known = [series.name for series in reply.measurements.series]
    if known:
        one = support.do("c2", show_measurements=pb.ShowMeasurements(
            series=known[0], days=7))
        assert [s.name for s in one.measurements.series] == [known[0]]
    missing = support.do("c3", show_measurements=pb.ShowMeasurements(
        series="no.such/series", days=7))
    assert missing.refusal == pb.REFUSAL_UNSUPPORTED


def test_a_closer_look_really_looks_closer(support, cloud):
    before = len(cloud.reports)
    reply = support.do("c1", set_reporting=pb.SetReporting(
        reporting_class=pb.REPORTING_CLASS_CHECKUPS, resolution_s=10,
        for_s=600))
    assert reply.state == pb.REPLY_STATE_SUCCEEDED

    # The usual period of these tests is ten minutes.
    cloud.expect_reports(before + 2, seconds=60)
    assert all(r.trigger == report_pb2.TRIGGER_ON_DEMAND
               for r in cloud.reports[before:])
    too_many = support.do("c2", set_reporting=pb.SetReporting(
        reporting_class=pb.REPORTING_CLASS_CHECKUPS, resolution_s=10,
        for_s=86400))
    assert too_many.refusal == pb.REFUSAL_MALFORMED


def test_the_audit_log_comes_as_it_stands(support, daemon):
    reply = support.do("c1", read_audit=pb.ReadAudit(limit=200))

    text = reply.audit.decode()
    number, _ = assert_chain(text)
    assert (daemon.state / "audit.log").read_text().startswith(text)
    later = support.do("c2", read_audit=pb.ReadAudit(limit=200,
                                                     **{"from": number + 1}))
    assert json.loads(later.audit.splitlines()[0])["n"] == number + 1
    assert_chain(text + later.audit.decode())
    assert told_of(daemon, "c1")[0] == "command_accepted"


@pytest.mark.parametrize("harm", ["edited", "cut", "moved"])
def test_a_log_that_was_tampered_with_is_not_sent_as_sound(support, daemon,
                                                           harm):
    log = daemon.state / "audit.log"
    eventually(lambda: len(audit_lines(daemon)) >= 3)
    lines = log.read_text().splitlines()
    if harm == "edited":
        lines[0] = lines[0].replace("ann", "bob")
    elif harm == "cut":
        lines = lines[:-2]
    else:
        lines[0], lines[1] = lines[1], lines[0]
    log.write_text("\n".join(lines) + "\n")

    reply = support.do("c1", read_audit=pb.ReadAudit(limit=200))

    assert reply.state == pb.REPLY_STATE_FAILED
    assert "audit.log:" in reply.detail

    daemon.kill()
    daemon.start()
    eventually(lambda: (daemon.state / "audit.log.broken").exists())
    eventually(lambda: audit_lines(daemon))
    assert audit_lines(daemon)[0]["event"] == "log_put_aside"


def test_a_command_id_is_done_once(support):
    first = support.do("c1", read_audit=pb.ReadAudit(limit=1))
    assert first.state == pb.REPLY_STATE_SUCCEEDED

    support.send("c1", read_audit=pb.ReadAudit(limit=1))

    eventually(lambda: any(r.refusal == pb.REFUSAL_REPLAYED
                           for r in support.replies("c1")))


def test_a_command_outlives_its_link_and_answers_once(support, daemon, cloud,
                                                      broker):
    probes = ["system.memory", "network.dns"]
    support.send("c1", run_probes=pb.RunProbes(probe_ids=probes))
    support.expect("c1", pb.REPLY_STATE_RUNNING)

    broker.kill()
    eventually(lambda: "command_finished" in told_of(daemon, "c1"), 60,
               "it did not go on without a link")
    broker.start()

    reply = support.final("c1", 60)
    assert [r.probe_id for r in reply.probe_results.results] == probes
    eventually(lambda: not daemon.waiting(), 20, "the receipt does not help")
    time.sleep(3 * SLOWNESS)  # longer than it waits before it sends again
    finals = [r for r in support.replies("c1") if r.seq]
    assert len({(r.outbox, r.seq) for r in finals}) == 1
    assert told_of(daemon, "c1").count("command_finished") == 1


def test_cancel_stops_any_probe_within_a_second(support, daemon, cloud):
    """The best of three counts: a busy machine is not the speaker's fault."""
    late = {}
    for probe in daemon.ask(list_probes=local_pb2.ListProbes()).probe_list.probes:
        took = [seconds_to_stop(support, cloud, probe.id, n) for n in range(3)]
        if min(took) > 1.0 * SLOWNESS:
            late[probe.id] = took
    assert not late


def seconds_to_stop(support, cloud, probe, n):
    run, cancel = f"run-{probe}-{n}", f"cancel-{probe}-{n}"
    support.send(run, run_probes=pb.RunProbes(probe_ids=[probe]))
    eventually(lambda: any(r.state == pb.REPLY_STATE_RUNNING or r.state in FINAL
                           for r in support.replies(run)))
    support.send(cancel, cancel=pb.Cancel(command_id=run))
    support.final(cancel)
    begun = time.monotonic()
    support.final(run, 60)
    return time.monotonic() - begun
