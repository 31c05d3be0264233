"""What administrators release, and what confirmed cases teach."""

import base64
import hashlib
import json
import queue

import pytest

from cloud_process import wait_until

SILENT, SLOW = "network.silent", "network.slow"


@pytest.fixture
def admin(cloud):
    cloud.tokens["admin"] = cloud.tool(
        "token", "add", "--name", "root", "--role", "admin", "--data",
        cloud.data).stdout.strip()
    return cloud


def base_of(version=900):
    from soundcheck.v1 import knowledge_pb2
    base = knowledge_pb2.KnowledgeBase(format=1, version=version)
    base.faults.add(id="net.dns", severity=1, prior=0.03).title.zh = "域名"
    base.faults.add(id="net.other", severity=2, prior=0.01)
    base.findings.add(id=SILENT, probe_id="network.dns")
    base.findings.add(id=SLOW, probe_id="network.dns")
    base.links.add(fault=0, finding=0, per_mille=850)
    base.links.add(fault=0, finding=1, per_mille=300)
    return base.SerializeToString()


def post(cloud, knowledge, role="admin", cohort=100, **more):
    return cloud.post("/knowledge/releases", {
        "knowledge": base64.b64encode(knowledge).decode(),
        "cohort_percent": cohort, **more}, role=role)


def tool(cloud, *words, check=True):
    return cloud.tool("knowledge", *words, "--url",
                      f"http://127.0.0.1:{cloud.ports['http']}", check=check,
                      env={"SOUNDCHECK_TOKEN": cloud.tokens["admin"]})


class Listener:
    """A speaker that hears what is published to all."""

    def __init__(self, one):
        self.one = one
        self.heard = queue.Queue()
        one.client.message_callback_add(
            "soundcheck/1/default/knowledge",
            lambda _c, _d, message: self.heard.put(message.payload))
        one.client.subscribe("soundcheck/1/default/knowledge", 1)

    def release(self):
        from soundcheck.v1 import keys_pb2, knowledge_pb2
        payload = self.heard.get(timeout=15)
        envelope = knowledge_pb2.SignedKnowledge.FromString(payload)
        self.one.assert_signed(envelope, keys_pb2.KEY_ROLE_SERVICE,
                               b"soundcheck/v1/knowledge", envelope.release)
        return knowledge_pb2.KnowledgeRelease.FromString(envelope.release)


def test_a_release_is_signed_by_the_service_and_retained(admin, speaker):
    done = post(admin, base_of(), cohort=7)
    assert done.status == 201, done.body
    assert done.json["hash"] == hashlib.sha256(base_of()).hexdigest()
    assert done.json["released_by"] == "root"

    listener = Listener(speaker())

    release = listener.release()
    assert release.tenant == "default"
    assert release.knowledge == base_of()
    assert release.cohort_percent == 7
    assert post(admin, base_of(), cohort=30).status == 201
    assert listener.release().cohort_percent == 30
    assert admin.post("/knowledge/withdrawal", role="admin").status == 200
    assert listener.heard.get(timeout=15) == b""
    late = Listener(speaker("bath"))
    with pytest.raises(queue.Empty):
        late.heard.get(timeout=1)
    cohorts = [one["cohort_percent"]
               for one in admin.get("/knowledge/releases").json["releases"]]
    assert cohorts == [30, 7]


def test_a_rotated_key_signs_what_is_released_again(admin, speaker):
    listener = Listener(speaker())
    assert post(admin, base_of()).status == 201
    listener.release()

    admin.tool("keys", "rotate", "--data", admin.data)

    assert listener.release().knowledge == base_of()


def test_only_administrators_release(admin):
    for role in ("viewer", "support"):
        assert post(admin, base_of(), role=role).status == 403
        assert admin.post("/knowledge/withdrawal", role=role).status == 403
        assert admin.post("/knowledge/proposals", role=role).status == 403
        assert admin.get("/knowledge/releases", role=role).status == 200
    assert admin.get("/knowledge/releases", role=None).status == 401


@pytest.mark.parametrize("body, word", [
    ({"knowledge": "", "cohort_percent": 5}, "knowledge"),
    ({"knowledge": "n o t", "cohort_percent": 5}, "base64"),
    ({"knowledge": "AAAA", "cohort_percent": 5}, "knowledge base"),
    ({"knowledge": "AAAA"}, "cohort_percent"),
    ({"knowledge": "AAAA", "cohort_percent": 0}, "cohort_percent"),
    ({"knowledge": "AAAA", "cohort_percent": 101}, "cohort_percent"),
    ({"cohort_percent": 5}, "knowledge")])
def test_what_is_wrong_with_a_release_is_told(admin, body, word):
    refused = admin.post("/knowledge/releases", body, role="admin")

    assert refused.status == 400
    assert word in refused.error["message"]


def test_only_a_release_may_be_a_large_request(admin):
    large = json.dumps({"text": "x" * 100_000})
    assert admin.ask("POST", "/api/v1/cases", body=large,
                     role="admin").status == 413
    # As large as the wire allows: read, and judged by its content.
    letters = base64.b64encode(b"\xff" * 524288).decode()
    assert admin.post("/knowledge/releases",
                      {"knowledge": letters, "cohort_percent": 5},
                      role="admin").error["code"] == "bad_knowledge"
    assert admin.post("/knowledge/releases",
                      {"knowledge": letters + 64 * 1024 * "A",
                       "cohort_percent": 5}, role="admin").status == 413


def confirm(one, seq):
    """The speaker names net.dns, and a remedy heals it."""
    from soundcheck.v1 import report_pb2
    diagnosis = report_pb2.Diagnosis(
        status=report_pb2.DIAGNOSIS_STATUS_FAULT)
    diagnosis.faults.add(fault_id="net.dns", probability=0.9)
    result = report_pb2.ProbeResult(probe_id="network.dns",
                                    outcome=report_pb2.OUTCOME_FAILED)
    result.findings.add(id=SILENT, presence=report_pb2.PRESENCE_PRESENT)
    result.findings.add(id=SLOW, presence=report_pb2.PRESENCE_ABSENT)
    one.send_report(seq, trigger=report_pb2.TRIGGER_CHANGE, results=[result],
                    diagnosis=diagnosis)
    one.next_receipt()
    healed = report_pb2.RemedyResult(
        remedy_id="renew", fault_id="net.dns",
        outcome=report_pb2.REMEDY_OUTCOME_HEALED)
    for again in (seq + 1, seq + 2):
        one.send_report(again, trigger=report_pb2.TRIGGER_CHANGE,
                        remedies=[healed])
        one.next_receipt()


def test_confirmed_cases_become_the_next_version(admin, speaker, tmp_path):
    from soundcheck.v1 import knowledge_pb2
    assert post(admin, base_of()).status == 201
    early = tool(admin, "propose", "--out", tmp_path / "k.pb", check=False)
    assert early.returncode != 0 and "no case was confirmed" in early.stderr
    for device in ("kitchen", "bath"):
        confirm(speaker(device), 1)

    out = tmp_path / "k.pb"
    told = json.loads(tool(admin, "propose", "--out", out, "--json").stdout)

    assert (told["version"], told["cases"]) == (901, 2)
    assert "knowledge" not in told
    assert [(link["finding_id"], link["before"], link["after"],
             link["present"], link["absent"]) for link in told["links"]] == [
        (SILENT, 850, 864, 2, 0), (SLOW, 300, 273, 0, 2)]
    prior = told["priors"][0]
    # Of the sum .04: (20 * .75 + 2) / 22.
    assert (prior["fault_id"], prior["cases"], prior["speakers"],
            prior["after"]) == ("net.dns", 2, 2, pytest.approx(0.0309))
    base = knowledge_pb2.KnowledgeBase.FromString(out.read_bytes())
    assert base.version == 901
    assert [link.per_mille for link in base.links] == [864, 273]
    assert base.faults[0].title.zh == "域名"

    table = tool(admin, "propose", "--out", out).stdout
    assert f"link   net.dns\t{SILENT}\t850 -> 864 per mille" in table
    assert "prior  net.dns\t0.0300 -> 0.0309\t2 cases of 2 speakers" in table
    assert "version 901 by 2 cases" in table

    listener = Listener(speaker("hall"))
    assert listener.release().knowledge == base_of()
    tool(admin, "release", out, "--cohort", "50")
    release = listener.release()
    assert release.knowledge == out.read_bytes()
    assert release.cohort_percent == 50
    # Each case is in it now, and does not count twice.
    late = tool(admin, "propose", "--out", out, check=False)
    assert late.returncode != 0 and "no case was confirmed" in late.stderr


def test_the_words_of_the_console_are_those_of_the_newest_release(admin):
    assert post(admin, base_of()).status == 201

    assert admin.get("/knowledge").json["version"] == 900
    admin.stop()
    admin.restart()
    assert admin.get("/knowledge").json["version"] == 900


def test_a_proposal_of_a_cloud_without_cases_is_refused(admin):
    wait_until(lambda: admin.get("/healthz", role=None).json["status"] == "ok",
               "the broker")
    assert post(admin, base_of()).status == 201
    refused = admin.post("/knowledge/proposals", role="admin")
    assert refused.status == 409
    assert refused.error["code"] == "nothing_learned"
