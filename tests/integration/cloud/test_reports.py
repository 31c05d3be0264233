"""Reports arrive once, whatever happens on the way."""

import os
import random
import subprocess
import threading

from cloud_process import wait_until


def reports(cloud, device="kitchen"):
    return cloud.get(f"/devices/{device}/reports").json["reports"]


def row(cloud, device="kitchen"):
    return cloud.get(f"/devices/{device}").json


def test_presence_makes_an_enrolled_speaker_online(cloud, speaker):
    kitchen = speaker(connect=False)
    assert row(cloud)["state"] == "offline"
    assert row(cloud)["last_seen_ms"] == 0

    kitchen.connect()

    wait_until(lambda: row(cloud)["state"] == "online", "online")
    found = row(cloud)
    assert found["firmware"] == "4.2"
    assert found["slot"] == "A"
    assert [p["id"] for p in found["probes"]] == ["network.dns"]
    assert found["probes"][0]["supported"] is True
    kinds = [e["kind"] for e in
             cloud.get("/devices/kitchen/timeline").json["events"]]
    assert kinds == ["boot", "online"]


def test_a_report_sent_three_times_is_stored_once_and_receipted(cloud, speaker):
    kitchen = speaker()

    for _ in range(3):
        kitchen.send_report(1)
    receipts = [kitchen.next_receipt() for _ in range(3)]

    assert [list(r.seqs) for r in receipts] == [[1]] * 3
    assert {r.outbox for r in receipts} == {"a1b2"}
    assert {(r.tenant, r.device) for r in receipts} == {("default", "kitchen")}
    assert [r["seq"] for r in reports(cloud)] == [1]


def test_starts_are_told_by_the_boot_ids_of_reports(cloud, speaker):
    from soundcheck.v1 import report_pb2
    kitchen = speaker()
    panic, orderly = 2, 1
    told = (("boot-1", panic, "4.1"), ("boot-1", panic, "4.1"),
            ("boot-2", orderly, "4.2"))
    for seq, (boot, reason, firmware) in enumerate(told, 1):
        kitchen.send_report(
            seq, boot_id=boot, monotonic_ms=1000, clock_trusted=True,
            wall_unix_ms=1_764_000_000_000 + seq * 60_000,
            firmware_version=firmware, results=[report_pb2.ProbeResult(
                probe_id="system.resets",
                measurements=[report_pb2.Measurement(
                    name="start_reason", value=reason)])])
        kitchen.next_receipt()

    starts = cloud.get("/devices/kitchen/starts").json["starts"]

    assert [(s["boot_id"], s["reason"]) for s in starts] == [
        ("boot-2", "update"), ("boot-1", "panic")]
    assert starts[1]["started_ms"] == 1_764_000_059_000
    assert starts[1]["last_report_ms"] == 1_764_000_120_000
    assert all(s["exact"] for s in starts)


def test_a_killed_cloud_loses_nothing(cloud, speaker):
    kitchen = speaker()
    for seq in range(1, 21):
        kitchen.send_report(seq)
    cloud.kill()

    cloud.restart()
    wait_until(kitchen.client.is_connected, "the speaker to come back")
    told = set()
    while not kitchen.receipts.empty():
        told.update(kitchen.next_receipt().seqs)
    # The outbox's rule: what has no receipt is sent again.
    for seq in set(range(1, 21)) - told:
        kitchen.send_report(seq)
    while told != set(range(1, 21)):
        told.update(kitchen.next_receipt().seqs)

    assert sorted(r["seq"] for r in reports(cloud)) == list(range(1, 21))


def test_a_killed_broker_is_started_again(cloud, speaker):
    kitchen = speaker()
    kitchen.send_report(1)
    kitchen.next_receipt()

    os.kill(cloud.ports["broker_pid"], 9)
    wait_until(lambda: cloud.get("/healthz").json["status"] == "degraded",
               "the cloud to notice")
    wait_until(lambda: cloud.get("/healthz").json["status"] == "ok",
               "the cloud to come back")
    wait_until(kitchen.client.is_connected, "the speaker to come back")
    kitchen.send_report(2)

    assert list(kitchen.next_receipt().seqs) == [2]


def as_speaker(cloud, device, program, *words):
    """A second connection with this speaker's certificate."""
    identity = cloud.enrol(device)
    return subprocess.run(
        [program, "-h", "127.0.0.1", "-p", str(cloud.ports["mqtt"]),
         "--cafile", identity / "ca.crt", "--cert", identity / "device.crt",
         "--key", identity / "device.key", "-q", "1", *words],
        capture_output=True, timeout=30, check=False)


def test_a_speaker_reaches_only_its_own_subtree(cloud, speaker):
    kitchen, bath = speaker("kitchen"), speaker("bath")

    def publish(channel, device, payload):
        file = cloud.folder / "payload"
        file.write_bytes(payload.SerializeToString())
        as_speaker(cloud, "kitchen", "mosquitto_pub", "-t",
                   kitchen.topic(channel, device), "-f", file)

    for channel, device in (("report", "bath"), ("command", "bath"),
                            ("receipt", "kitchen"), ("command", "kitchen")):
        publish(channel, device, bath.report(1))
    publish("report", "kitchen", kitchen.report(2))  # it could have worked
    assert list(kitchen.next_receipt().seqs) == [2]
    bath.send_report(7)
    assert list(bath.next_receipt().seqs) == [7]

    assert [r["seq"] for r in reports(cloud, "bath")] == [7]
    assert [r["seq"] for r in reports(cloud)] == [2]
    assert bath.commands.empty() and kitchen.commands.empty()
    assert bath.receipts.empty() and kitchen.receipts.empty()


def test_a_speaker_hears_only_its_own_subtree(cloud, speaker):
    kitchen = speaker("kitchen")
    speaker("bath")

    def heard(topic, seconds=2):
        return as_speaker(cloud, "kitchen", "mosquitto_sub", "-t", topic,
                          "-C", "1", "-W", str(seconds)).stdout

    def topics_heard(topic):
        return set(as_speaker(cloud, "kitchen", "mosquitto_sub", "-t", topic,
                              "-F", "%t", "-W", "2").stdout.split())

    def own():
        """A receipt, which it may hear."""
        waiting = threading.Timer(1, lambda: kitchen.send_report(1))
        waiting.start()
        message = heard(kitchen.topic("receipt"), seconds=15)
        waiting.join()
        return message

    assert own()
    # The presence of both is retained: whoever may hear it gets it at once. The
    # knowledge base is everybody's.
    for topic in ("soundcheck/#", "#", kitchen.topic("presence", "bath")):
        assert topics_heard(topic) <= {b"soundcheck/1/default/knowledge",
                                       b"soundcheck/1/default/keys"}


def test_a_report_in_anothers_name_is_dropped(cloud, speaker):
    kitchen, bath = speaker("kitchen"), speaker("bath")

    kitchen.publish("report", bath.report(1).SerializeToString())
    kitchen.send_report(2)

    assert list(kitchen.next_receipt().seqs) == [2]
    assert reports(cloud, "bath") == []


def test_garbage_on_every_topic_harms_nobody(cloud, speaker):
    kitchen = speaker()
    noise = random.Random(7)
    whole = kitchen.report(1).SerializeToString()

    for channel in ("presence", "report", "reply"):
        for payload in (b"", b"\xff" * 100, whole[:-2], whole + b"\x07",
                        noise.randbytes(2000), noise.randbytes(65000)):
            kitchen.publish(channel, payload)
    kitchen.send_report(5)

    assert list(kitchen.next_receipt().seqs) == [5]
    assert cloud.get("/healthz").json["status"] == "ok"
    assert [r["seq"] for r in reports(cloud)] == [5]


def test_nobody_enters_without_a_certificate(cloud):
    import socket
    import ssl
    context = ssl.create_default_context(cafile=cloud.data / "pki" / "ca.crt")
    refused = False
    try:
        with socket.create_connection(("127.0.0.1", cloud.ports["mqtt"])) as raw:
            with context.wrap_socket(raw, server_hostname="localhost") as tls:
                tls.sendall(b"\x10\x10\x00\x04MQTT\x04\x02\x00\x3c\x00\x04evil")
                refused = tls.recv(4) == b""
    except ssl.SSLError:
        refused = True
    assert refused
