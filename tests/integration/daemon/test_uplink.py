"""The way between the daemon and the cloud, when it works and when not."""

import ctypes
import os
import socket
import stat
import time

from cloud import Cloud
from soundcheck.v1 import command_pb2, presence_pb2, report_pb2
from stage import DEVICE, SLOWNESS, Broker, eventually

ONLINE = presence_pb2.PRESENCE_STATE_ONLINE
OFFLINE = presence_pb2.PRESENCE_STATE_OFFLINE
STOPPED = presence_pb2.PRESENCE_STATE_STOPPED


def fill_outbox(daemon, count):
    """Puts reports into the outbox of a daemon that does not run."""
    with daemon.database() as database:
        outbox, = database.execute("SELECT id FROM outbox").fetchone()
        first = max([0] + daemon.waiting()) + 1
        for seq in range(first, first + count):
            report = report_pb2.HealthReport(device=DEVICE, outbox=outbox,
                                             seq=seq)
            database.execute("INSERT INTO outbox_entry VALUES (?, 1, ?)",
                             (seq, report.SerializeToString()))
    return set(range(first, first + count))


def broker_sockets(daemon, port):
    """Copies of the daemon's sockets that are connected to the port."""
    libc = ctypes.CDLL(None, use_errno=True)
    pidfd = os.pidfd_open(daemon.process.pid)
    sockets = []
    for name in os.listdir(f"/proc/{daemon.process.pid}/fd"):
        copy = libc.syscall(438, pidfd, int(name), 0)  # pidfd_getfd
        if copy < 0:
            continue
        if not stat.S_ISSOCK(os.fstat(copy).st_mode):
            os.close(copy)
            continue
        one = socket.socket(fileno=copy)
        if one.family in (socket.AF_INET, socket.AF_INET6):
            try:
                if one.getpeername()[1] == port:
                    sockets.append(one)
                    continue
            except OSError:
                pass  # not connected
        one.close()
    os.close(pidfd)
    return sockets


def test_presence_is_retained_and_lists_the_probes(daemon, cloud, pki, broker):
    daemon.start()

    presence = cloud.expect_state(ONLINE)
    latecomer = Cloud(pki, broker.port, "latecomer")
    latecomer.connect()
    latecomer.expect_state(ONLINE)
    latecomer.close()

    assert presence.device == DEVICE
    assert presence.model == "Test"
    assert presence.boot_id
    assert "network.dns" in [probe.id for probe in presence.probes]


def test_the_broker_tells_when_the_device_vanishes(daemon, cloud):
    daemon.start()
    cloud.expect_state(ONLINE)

    daemon.kill()

    assert cloud.expect_state(OFFLINE).device == DEVICE


def test_an_orderly_stop_says_goodbye(daemon, cloud):
    daemon.start()
    cloud.expect_state(ONLINE)

    code, seconds = daemon.stop()

    assert code == 0
    # One round trip; 1.5 s is where it stops waiting for that.
    assert seconds < 1.5 * SLOWNESS
    cloud.expect_state(STOPPED)
    time.sleep(0.5)
    assert cloud.last_state() == STOPPED, "the will came after all"


def test_a_receipt_and_nothing_else_empties_the_outbox(daemon, cloud):
    daemon.start()
    report = cloud.expect_reports(1)[0]
    assert report.trigger == report_pb2.TRIGGER_BOOT
    assert report.seq == 1
    assert report.HasField("diagnosis")
    assert len(report.results) > 3
    assert daemon.waiting() == [1]

    cloud.confirm(report.outbox, [1], alter=lambda s: bytes(64))
    daemon.expect_log("a receipt with a bad signature")
    assert daemon.waiting() == [1]

    cloud.confirm(report.outbox, [1])
    eventually(lambda: daemon.waiting() == [])


def test_without_a_receipt_it_is_sent_again(daemon, cloud):
    daemon.start()
    cloud.expect_reports(3)

    assert {report.seq for report in cloud.reports} == {1}


def test_every_report_survives_a_broker_that_is_killed(daemon, cloud, broker):
    daemon.start()
    cloud.expect_reports(1)
    daemon.stop()
    wanted = fill_outbox(daemon, 150)
    cloud.reports.clear()
    cloud.confirms = True

    daemon.start()
    cloud.expect_reports(20)
    broker.kill()
    seen = len({report.seq for report in cloud.reports} & wanted)
    assert seen < len(wanted), "the kill came too late to prove anything"
    broker.start()

    eventually(lambda: wanted <= {report.seq for report in cloud.reports}, 60,
               "a report is missing")
    eventually(lambda: not set(daemon.waiting()) & wanted, 60)


def test_nothing_of_a_lost_connection_spoils_the_next(daemon, cloud, broker):
    daemon.start()
    cloud.expect_reports(1)
    # What is sent now stays under way, some of it perhaps half written.
    broker.freeze()
    daemon.ask(run_probes=command_pb2.RunProbes(probe_ids=["system.load"]))
    eventually(lambda: len(daemon.waiting()) == 2)
    broker.kill()
    cloud.confirms = True
    broker.start()

    eventually(lambda: daemon.waiting() == [], 60)

    assert "malformed" not in broker.log()
    # The MQTT library would mark as duplicates what it sends on its own.
    assert "Received PUBLISH from acme/speaker-1 (d0, q1" in broker.log()
    assert "Received PUBLISH from acme/speaker-1 (d1" not in broker.log()


def test_reports_made_without_a_broker_arrive_later(daemon, cloud, broker):
    daemon.start()
    cloud.expect_reports(1)
    cloud.confirms = True
    broker.kill()

    # The lost uplink is looked into after a grace of ten seconds.
    eventually(lambda: 2 in daemon.waiting(), 30)
    broker.start()

    eventually(lambda: 2 in [report.seq for report in cloud.reports], 60)
    report = [r for r in cloud.reports if r.seq == 2][0]
    assert report.trigger == report_pb2.TRIGGER_CHANGE


def test_the_connection_has_no_nagle_and_notices_a_dead_path(daemon, cloud,
                                                             broker):
    daemon.start()
    cloud.expect_state(ONLINE)

    sockets = broker_sockets(daemon, broker.port)

    assert len(sockets) == 1
    tcp = socket.IPPROTO_TCP
    assert sockets[0].getsockopt(tcp, socket.TCP_NODELAY) == 1
    assert sockets[0].getsockopt(tcp, socket.TCP_USER_TIMEOUT) == 5000
    sockets[0].close()


def test_it_comes_back_with_nodelay_after_the_broker_was_gone(daemon, cloud,
                                                              broker):
    daemon.start()
    cloud.expect_state(ONLINE)
    broker.kill()
    daemon.expect_log("the connection was lost")
    broker.start()

    eventually(lambda: daemon.status().online, 60)

    sockets = broker_sockets(daemon, broker.port)
    assert [s.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for s in sockets] == [1]


def test_a_command_is_answered_within_milliseconds(daemon, cloud):
    daemon.start()
    cloud.expect_state(ONLINE)
    times = []
    for _ in range(20):
        cloud.replies.clear()
        started = time.monotonic()
        cloud.publish("command", b"no signed command")
        while not cloud.replies:
            time.sleep(0.0002)
        times.append(time.monotonic() - started)
        assert cloud.replies[0].state == command_pb2.REPLY_STATE_REFUSED

    # Each would take 44 ms and more if an end waited for a delayed
    # acknowledgement; a busy machine makes only some of them that long.
    assert min(times) < 0.020 * SLOWNESS


def test_a_message_that_is_too_large_is_refused(daemon, cloud):
    daemon.start()
    cloud.expect_state(ONLINE)

    cloud.publish("command", bytes(100_000))

    reply = eventually(lambda: cloud.replies and cloud.replies[0])
    assert reply.refusal == command_pb2.REFUSAL_TOO_LARGE
    daemon.expect_log("dropped a message of 100000 bytes on command")
    assert daemon.status().online


def test_a_session_is_opened_and_shown(daemon, cloud):
    cloud.confirms = True
    daemon.start()
    cloud.expect_state(ONLINE)

    cloud.command(id="c1", session="s1", counter=1, operator="ann",
                  reason="a test",
                  open_session=command_pb2.OpenSession(max_seconds=60))

    reply = eventually(lambda: [r for r in cloud.replies
                                if r.HasField("session_opened")])[0]
    assert reply.state == command_pb2.REPLY_STATE_SUCCEEDED
    assert len(reply.session_opened.nonce) == 16
    assert reply.seq and reply.outbox
    eventually(lambda: cloud.presences[-1].session_open)
    assert daemon.status().session_operator == "ann"


def expect_trouble(daemon, text):
    daemon.start()
    daemon.expect_started()
    eventually(lambda: text in daemon.status().uplink, 20,
               f"not told: {text}")
    assert not daemon.status().online


def test_R15_a_broker_of_another_ca_is_told(daemon, pki):
    daemon.config["broker"]["ca_file"] = pki.cert("foreign-ca")

    expect_trouble(daemon, "the broker's certificate is not trusted: "
                           "self-signed certificate in certificate chain")


def test_R15_a_broker_with_another_name_is_told(daemon, pki, tmp_path):
    other = Broker(pki, tmp_path / "misnamed", certificate="misnamed")
    other.start()
    daemon.config["broker"]["port"] = other.port

    try:
        expect_trouble(daemon, "not trusted: hostname mismatch")
    finally:
        other.stop()


def test_R15_a_broker_that_refuses_our_certificate_is_told(daemon, pki):
    daemon.config["broker"].update(cert_file=pki.cert("foreign"),
                                   key_file=pki.key("foreign"))

    expect_trouble(daemon, "the broker refused our certificate: ")


def test_R15_a_private_key_that_others_can_read_is_not_used(daemon, cloud, pki,
                                                             tmp_path):
    key = tmp_path / "device.key"
    key.write_bytes(pki.key("device").read_bytes())
    key.chmod(0o644)
    daemon.config["broker"]["key_file"] = key

    expect_trouble(daemon, f"broker.key_file: {key}: user {os.geteuid()}, mode "
                           f"0644; must be user {os.geteuid()}, mode 0600")
    assert "mode 0644" in daemon.run("--check-config").stderr

    # It looks again by itself.
    key.chmod(0o600)
    cloud.expect_state(ONLINE, 30)


def test_a_broker_that_is_not_there_is_told(daemon, broker):
    broker.kill()

    expect_trouble(daemon, "Connection refused")


def test_a_name_that_does_not_resolve_is_told(daemon):
    daemon.config["broker"]["host"] = "broker.invalid"

    expect_trouble(daemon, "broker.invalid: ")


def test_a_certificate_that_is_missing_is_told(daemon):
    daemon.config["broker"]["cert_file"] = "/nonexistent.pem"

    expect_trouble(daemon, "broker.cert_file: /nonexistent.pem: No such file")
