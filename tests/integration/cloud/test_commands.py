"""The way of a command: session, nonce, counter, progress, answer."""

import pytest

from cloud_process import wait_until


def command(cloud, made):
    return cloud.get(f"/commands/{made['id']}").json


def in_state(cloud, made, state):
    return wait_until(
        lambda: (lambda c: c if c["state"] == state else None)(
            command(cloud, made)), f"state {state}")


@pytest.fixture
def kitchen(cloud, speaker):
    one = speaker()
    wait_until(lambda: cloud.get("/devices/kitchen").json["state"] == "online",
               "online")
    return one


def test_a_diagnosis_from_the_click_to_the_named_fault(cloud, kitchen):
    from soundcheck.v1 import command_pb2 as pb, report_pb2

    made = cloud.post("/devices/kitchen/commands",
                      {"verb": "diagnose", "complaint": "no_sound",
                       "reason": "Ann called"})
    assert made.status == 202
    opener = kitchen.next_command()
    assert opener.operator == "support" and opener.reason == "Ann called"
    assert opener.counter > 1_600_000_000_000 and opener.nonce == b""
    kitchen.open_session(opener, seq=1)
    told = kitchen.next_command()
    assert told.diagnose.complaint == pb.COMPLAINT_NO_SOUND
    assert (told.nonce, told.counter) == (b"n" * 16, 1)
    assert told.session == opener.session
    assert told.expires_unix_ms > told.issued_unix_ms

    kitchen.reply(told, 1, pb.REPLY_STATE_ACCEPTED)
    kitchen.reply(told, 2, pb.REPLY_STATE_WAITING_FOR_CONSENT)
    in_state(cloud, made.json, "waiting_for_consent")
    result = report_pb2.ProbeResult(
        probe_id="network.dns", outcome=report_pb2.OUTCOME_FAILED,
        summary="no server answers")
    result.findings.add(id="network.dns_no_answer", presence=1, evidence="0/2")
    kitchen.reply(told, 3, pb.REPLY_STATE_RUNNING, progress=pb.Progress(
        probe_id="network.dns", fraction=0.5, step="asking", probe_count=3,
        why_id="dns"))
    kitchen.reply(told, 4, pb.REPLY_STATE_RUNNING, progress=pb.Progress(
        probe_id="network.dns", fraction=1, finished=result, why_id="dns"))
    diagnosis = report_pb2.Diagnosis(status=report_pb2.DIAGNOSIS_STATUS_FAULT,
                                     complaint="no_sound")
    diagnosis.faults.add(fault_id="net.dns_failing", probability=0.9)
    kitchen.reply(told, 5, pb.REPLY_STATE_SUCCEEDED, seq=2,
                  diagnosis=diagnosis)

    done = in_state(cloud, made.json, "succeeded")
    assert done["diagnosis"]["faults"][0]["fault_id"] == "net.dns_failing"
    assert done["steps"][0]["why_id"] == "dns"
    assert done["steps"][0]["result"]["outcome"] == "failed"
    assert done["results"][0]["findings"][0]["presence"] == "present"
    assert done["probe_count"] == 3
    assert done["receipt"]["seq"] == 2
    assert {s for _ in range(2) for s in kitchen.next_receipt().seqs} == {1, 2}
    found = cloud.get("/devices/kitchen").json
    assert found["diagnosis"]["fault_id"] == "net.dns_failing"
    assert found["session"]["state"] == "open"
    assert found["session_open"] is True
    assert cloud.get("/summary").json == {"devices": 1, "online": 1,
                                          "with_fault": 1}


def test_the_next_command_carries_the_next_counter(cloud, kitchen):
    from soundcheck.v1 import command_pb2 as pb

    session = cloud.post("/devices/kitchen/sessions",
                         {"reason": "look", "max_seconds": 600})
    assert session.status == 201 and session.json["state"] == "opening"
    opener = kitchen.next_command()
    assert opener.open_session.max_seconds == 600
    kitchen.open_session(opener, seq=1)
    counters = []
    for _ in range(3):
        cloud.post("/devices/kitchen/commands",
                   {"verb": "run_probes", "probes": ["network.dns"]})
        counters.append(kitchen.next_command().counter)
    assert counters == [1, 2, 3]
    assert cloud.post("/devices/kitchen/sessions",
                      {"reason": "again"}).status == 409

    closed = cloud.ask("DELETE", f"/api/v1/devices/kitchen/sessions/"
                       f"{session.json['id']}")
    assert closed.status == 202
    closer = kitchen.next_command()
    assert closer.WhichOneof("verb") == "close_session"
    kitchen.reply(closer, 1, pb.REPLY_STATE_SUCCEEDED, seq=2)
    wait_until(lambda: cloud.get("/devices/kitchen").json["session"] is None,
               "the session to end")
    second = cloud.post("/devices/kitchen/sessions", {"reason": "more"})
    assert second.status == 201
    assert kitchen.next_command().counter > opener.counter


def test_a_refusal_is_told_with_its_reason(cloud, kitchen):
    from soundcheck.v1 import command_pb2 as pb

    made = cloud.post("/devices/kitchen/commands", {"verb": "diagnose"}).json
    kitchen.reply(kitchen.next_command(), 1, pb.REPLY_STATE_REFUSED, seq=1,
                  refusal=pb.REFUSAL_POLICY, detail="policy says never")

    refused = in_state(cloud, made, "refused")
    assert refused["refusal"] == "policy"
    assert "policy says never" in refused["detail"]


def test_a_remedy_is_applied_and_what_came_of_it_is_kept(cloud, kitchen):
    from soundcheck.v1 import command_pb2 as pb, report_pb2

    made = cloud.post("/devices/kitchen/commands",
                      {"verb": "apply_remedy", "remedy": "renew_address"}).json
    kitchen.open_session(kitchen.next_command(), seq=1)
    told = kitchen.next_command()
    assert told.apply_remedy == "renew_address"
    probe = {"probe_id": "network.address"}
    kitchen.reply(told, 1, pb.REPLY_STATE_RUNNING, progress=pb.Progress(
        probe_index=1, probe_count=2, step="acting: renew_lease", **probe))
    kitchen.reply(
        told, 2, pb.REPLY_STATE_SUCCEEDED, seq=2,
        remedy=report_pb2.RemedyResult(
            remedy_id="renew_address", fault_id="net.no_address",
            outcome=report_pb2.REMEDY_OUTCOME_HEALED, detail="an address",
            confirmed=[report_pb2.ProbeResult(
                outcome=report_pb2.OUTCOME_FAILED, **probe),
                report_pb2.ProbeResult(
                    outcome=report_pb2.OUTCOME_PASSED, **probe)]))

    done = in_state(cloud, made, "succeeded")
    assert done["remedy"] == {
        "remedy_id": "renew_address", "fault_id": "net.no_address",
        "outcome": "healed", "automatic": False, "undone": False,
        "detail": "an address", "confirmed": done["results"]}
    assert [r["outcome"] for r in done["results"]] == ["failed", "passed"]
    assert done["diagnosis"] is None
    latest = {r["probe_id"]: r["outcome"]
              for r in cloud.get("/devices/kitchen").json["results"]}
    assert latest["network.address"] == "passed"


def test_the_command_line_applies_a_remedy(cloud, kitchen):
    import threading
    from soundcheck.v1 import command_pb2 as pb, report_pb2

    def answer():
        kitchen.open_session(kitchen.next_command(), seq=1)
        kitchen.reply(kitchen.next_command(), 1, pb.REPLY_STATE_SUCCEEDED,
                      seq=2, remedy=report_pb2.RemedyResult(
                          remedy_id="set_clock", undone=True,
                          outcome=report_pb2.REMEDY_OUTCOME_WORSE,
                          detail="the clock went back"))

    helper = threading.Thread(target=answer)
    helper.start()
    done = cloud.tool("remedy", "kitchen", "set_clock", "--url",
                      cloud.ports["url"], check=False,
                      env={"SOUNDCHECK_TOKEN": cloud.tokens["support"]})
    helper.join()

    assert (done.returncode, done.stdout) == (
        1, "set_clock: worse, undone: the clock went back\n")


def test_a_replayed_command_does_not_undo_its_answer(cloud, kitchen):
    from soundcheck.v1 import command_pb2 as pb

    made = cloud.post("/devices/kitchen/commands", {"verb": "diagnose"}).json
    kitchen.open_session(kitchen.next_command(), seq=1)
    told = kitchen.next_command()
    kitchen.reply(told, 1, pb.REPLY_STATE_ACCEPTED)
    kitchen.reply(told, 1, pb.REPLY_STATE_REFUSED, seq=2,
                  refusal=pb.REFUSAL_REPLAYED)
    seqs = {s for _ in range(2) for s in kitchen.next_receipt().seqs}

    assert seqs == {1, 2}
    assert command(cloud, made)["state"] == "accepted"


def test_a_command_waits_for_an_offline_speaker(cloud, speaker):
    bath = speaker("bath", connect=False)
    made = cloud.post("/devices/bath/commands", {"verb": "diagnose"}).json
    assert made["state"] == "queued"

    bath.connect()

    assert bath.next_command().WhichOneof("verb") == "open_session"


def test_the_command_line_tells_the_result_by_its_exit_code(cloud, kitchen):
    import threading
    from soundcheck.v1 import command_pb2 as pb, report_pb2

    def answer():
        kitchen.open_session(kitchen.next_command(), seq=1)
        kitchen.reply(kitchen.next_command(), 1, pb.REPLY_STATE_SUCCEEDED,
                      seq=2, diagnosis=report_pb2.Diagnosis(
                          status=report_pb2.DIAGNOSIS_STATUS_NO_FAULT))

    helper = threading.Thread(target=answer)
    helper.start()
    url = ("--url", cloud.ports["url"])
    env = {"SOUNDCHECK_TOKEN": cloud.tokens["support"]}
    done = cloud.tool("diagnose", "kitchen", *url, check=False, env=env)
    helper.join()

    assert (done.returncode, done.stdout) == (0, "No fault found.\n")
    listed = cloud.tool("devices", *url, env=env).stdout
    assert listed.startswith("kitchen\tonline\tno_fault\t4.2")
    unknown = cloud.tool("diagnose", "cellar", *url, check=False, env=env)
    assert unknown.returncode == 66 and "cellar" in unknown.stderr
    nobody = cloud.tool("devices", *url, check=False,
                        env={"SOUNDCHECK_TOKEN": "no"})
    assert nobody.returncode == 77
    away = cloud.tool("devices", "--url", "http://127.0.0.1:9", check=False)
    assert away.returncode == 69
    assert cloud.tool("nonsense", check=False).returncode == 64
