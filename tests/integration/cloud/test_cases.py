"""A case from the speaker's alarm to its closing, on real MQTT and SQLite."""

import json

import pytest

from cloud_process import BIN, wait_until

KNOWLEDGE = BIN.parent / "share/soundcheck/knowledge.pb"


@pytest.fixture
def kitchen(cloud, speaker):
    if not KNOWLEDGE.exists():
        pytest.skip("no knowledge base was built")
    one = speaker()
    wait_until(lambda: cloud.get("/devices/kitchen").json["state"] == "online",
               "online")
    return one


def diagnosis(fault=None):
    from soundcheck.v1 import report_pb2 as pb
    if fault is None:
        return pb.Diagnosis(status=pb.DIAGNOSIS_STATUS_NO_FAULT)
    found = pb.Diagnosis(status=pb.DIAGNOSIS_STATUS_FAULT)
    found.faults.add(fault_id=fault, probability=0.9)
    return found


def outcome(passed, probe="network.dns"):
    from soundcheck.v1 import report_pb2 as pb
    return pb.ProbeResult(
        probe_id=probe,
        outcome=pb.OUTCOME_PASSED if passed else pb.OUTCOME_FAILED)


def alarm(cloud, kitchen, seq=50):
    kitchen.send_report(seq, trigger=3, diagnosis=diagnosis("net.dns_failing"),
                        results=[outcome(False)])
    return wait_until(lambda: next(iter(
        cloud.get("/cases?state=open").json["cases"]), None), "the case")


def in_state(cloud, case, state):
    return wait_until(
        lambda: (lambda c: c if c["state"] == state else None)(
            cloud.get(f"/cases/{case['id']}").json), f"case {state}")


def kinds(case):
    return [event["kind"] for event in case["events"]]


def test_a_case_from_the_alarm_to_the_closing(cloud, kitchen):
    from soundcheck.v1 import command_pb2 as pb
    before = cloud.get("/kpi").json
    assert before["opened"] == 0 and before["confirmed_cure"]["count"] == 0

    case = alarm(cloud, kitchen)
    assert case["origin"] == "alarm" and case["state"] == "routed"
    assert (case["fault_id"], case["severity"]) == ("net.dns_failing", "s1")
    assert (case["level"], case["skill"]) == ("l1", "network")
    path = f"/cases/{case['id']}"

    made = cloud.post("/devices/kitchen/commands", {"verb": "diagnose"}).json
    kitchen.open_session(kitchen.next_command(), seq=1)
    told = kitchen.next_command()
    kitchen.reply(told, 1, pb.REPLY_STATE_ACCEPTED)
    kitchen.reply(told, 2, pb.REPLY_STATE_WAITING_FOR_CONSENT,
                  consent_seconds=40)
    waiting = wait_until(lambda: (lambda c: c if c["consent_until_ms"] else
                         None)(cloud.get(f"/commands/{made['id']}").json),
                         "the countdown")
    assert waiting["consent_until_ms"] > waiting["created_ms"]
    kitchen.reply(told, 3, pb.REPLY_STATE_RUNNING)
    kitchen.reply(told, 4, pb.REPLY_STATE_SUCCEEDED, seq=2,
                  diagnosis=diagnosis("net.dns_failing"))
    case = in_state(cloud, case, "in_session")
    assert case["assignee"] == "support" and case["sessions"] == 1

    advised = cloud.post(path + "/advice", {"remedy_id": "router_defaults"})
    assert advised.json["state"] == "advised"
    kitchen.send_report(51, trigger=2, diagnosis=diagnosis(),
                        results=[outcome(True)])
    case = in_state(cloud, case, "confirmed")
    assert case["confirmed_by"] == "network.dns"
    rated = cloud.post(path + "/rating", {"stars": 4, "text": "thanks"})
    assert rated.json["stars"] == 4
    closed = cloud.post(path + "/closing", {}).json
    assert closed["outcome"] == "cured" and closed["closed_by"] == "support"

    told = kinds(cloud.get(path).json)
    assert told[:3] == ["opened", "named", "report"]
    for kind in ("session", "consent", "command", "advice", "confirmed",
                 "rated", "closed"):
        assert kind in told, kind
    after = cloud.get("/kpi?days=1").json
    assert after["closed"] == 1 and after["confirmed_cure"]["count"] == 1
    assert after["first_contact"] == {"part": 1, "of": 1}
    assert after["stars"] == {"part": 4, "of": 1}
    assert after["faults"][0]["fault_id"] == "net.dns_failing"


def test_a_case_survives_the_cloud(cloud, kitchen):
    case = alarm(cloud, kitchen)
    cloud.post(f"/cases/{case['id']}/notes", {"text": "called twice"})

    cloud.kill()
    cloud.restart()

    kept = cloud.get(f"/cases/{case['id']}").json
    assert kept["state"] == "routed" and "note" in kinds(kept)
    # The same report again is none: nothing is opened or told twice.
    kitchen.send_report(50, trigger=3, diagnosis=diagnosis("net.dns_failing"))
    kitchen.send_report(52, trigger=2, diagnosis=diagnosis("net.dns_failing"))
    wait_until(lambda: kinds(cloud.get(f"/cases/{case['id']}").json).count(
        "report") == 2, "the second report")
    assert len(cloud.get("/cases").json["cases"]) == 1


def test_what_heals_by_itself_is_counted_so(cloud, kitchen):
    case = alarm(cloud, kitchen)
    kitchen.send_report(51, trigger=3, diagnosis=diagnosis(),
                        results=[outcome(True)])
    in_state(cloud, case, "confirmed")

    assert cloud.get("/kpi").json["self_healed"] == {"part": 1, "of": 1}


def test_wrong_requests_are_refused_in_words(cloud, kitchen):
    case = alarm(cloud, kitchen)
    path = f"/cases/{case['id']}"
    for where, body, status, word in (
            ("/cases", {"device": "cellar"}, 404, "unknown_device"),
            ("/cases", {"device": "kitchen", "complaint": "bored"}, 400,
             "complaint"),
            ("/cases", {"device": "kitchen", "origin": "alarm"}, 400,
             "origin"),
            (path + "/advice", {}, 400, "remedy_id"),
            (path + "/advice", {"remedy_id": "no_such"}, 400,
             "unknown_remedy"),
            (path + "/rating", {"stars": 6}, 400, "stars"),
            (path + "/rating", {"stars": 5}, 409, "not_over"),
            (path + "/notes", {"text": ""}, 400, "text"),
            (path + "/closing", {}, 400, "no_reason"),
            ("/cases/4711/notes", {"text": "x"}, 404, "unknown_case")):
        refused = cloud.post(where, body)
        assert refused.status == status, (where, body, refused.body)
        assert word in refused.error["message"] or (
            word == refused.error["code"])
    for query in ("state=odd", "level=l3", "limit=0"):
        assert cloud.get("/cases?" + query).status == 400
    assert cloud.get("/cases/x").status == 404
    assert cloud.get("/kpi?days=0").status == 400


def test_cases_are_worked_on_from_the_command_line(cloud, kitchen):
    case = alarm(cloud, kitchen)
    number = str(case["id"])
    env = {"SOUNDCHECK_TOKEN": cloud.tokens["support"]}
    url = f"http://127.0.0.1:{cloud.ports['http']}"

    def tool(*words, check=True):
        return cloud.tool("case", *words, "--url", url, env=env, check=check)

    assert tool("list").stdout.split("\t")[:3] == [number, "routed", "s1"]
    assert json.loads(tool("list", "--json").stdout)["cases"][0]["id"] == (
        case["id"])
    assert "net.dns_failing" in tool("show", number).stdout
    tool("note", number, "the owner is at work")
    assert "the owner is at work" in tool("show", number).stdout
    unsaid = tool("close", number, check=False)
    assert unsaid.returncode == 64 and "text" in unsaid.stderr
    closed = tool("close", number, "--text", "the owner moved", "--json")
    assert json.loads(closed.stdout)["outcome"] == "not_confirmed"
    assert tool("list").stdout == ""
    assert number in tool("list", "--all").stdout
    assert tool("show", "4711", check=False).returncode == 66
