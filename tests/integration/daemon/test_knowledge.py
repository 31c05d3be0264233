"""Newer knowledge of faults, from the broker to the next report: used without a
restart and kept over one, or refused with a word."""

import hashlib

import pytest

from soundcheck.v1 import (command_pb2 as pb, knowledge_pb2,
                           presence_pb2, report_pb2)
from speaker import DATA
from stage import DEVICE, TENANT, eventually
from support import Support

ONLINE = presence_pb2.PRESENCE_STATE_ONLINE
INSTALLED = knowledge_pb2.KnowledgeBase.FromString(
    (DATA / "knowledge.pb").read_bytes())
TITLE = "a title that no installed knowledge has"


def newer(by=1, **more):
    """The installed knowledge with a later version, told apart by a title."""
    base = knowledge_pb2.KnowledgeBase()
    base.CopyFrom(INSTALLED)
    base.version += by
    base.faults[0].title.en = TITLE
    base.MergeFrom(knowledge_pb2.KnowledgeBase(**more))
    return base.SerializeToString()


def sha256(knowledge):
    return hashlib.sha256(knowledge).hexdigest()


class Publisher:
    """What a cloud signs, and what somebody else might."""

    def __init__(self, pki, cloud):
        self.pki = pki
        self.cloud = cloud

    def seal(self, knowledge, cohort=100, tenant=TENANT, key_id="cloud-1",
             alter=lambda signature: signature):
        release = knowledge_pb2.KnowledgeRelease(
            tenant=tenant, knowledge=knowledge,
            cohort_percent=cohort).SerializeToString()
        return knowledge_pb2.SignedKnowledge(
            release=release, key_id=key_id,
            signature=alter(self.pki.sign(b"knowledge", release))
        ).SerializeToString()

    def publish(self, knowledge, **more):
        self.cloud.publish_knowledge(self.seal(knowledge, **more))


@pytest.fixture
def publisher(pki, cloud):
    yield Publisher(pki, cloud)
    cloud.publish_knowledge(b"")


@pytest.fixture
def speaker(daemon, cloud):
    """Online, and quiet but for what it is asked for."""
    cloud.confirms = True
    daemon.config["schedule"]["boot_delay_s"] = 3600
    daemon.write_policy(
        '[consent]\nsession = "allow"\nrepair = "allow"\n')
    daemon.start()
    cloud.expect_state(ONLINE)
    return daemon


def next_report(speaker, cloud):
    before = len(cloud.reports)
    speaker.ask(run_probes=pb.RunProbes(probe_ids=["system.memory"]))
    report = cloud.expect_reports(before + 1)[before]
    assert report.trigger == report_pb2.TRIGGER_ON_DEMAND
    return report


def start_again(speaker, cloud):
    seen = len(cloud.presences)
    speaker.start()
    eventually(lambda: cloud.presences[seen:] and cloud.last_state() == ONLINE,
               20, "not online again")


def expect_use(cloud, knowledge):
    """Presence tells it as soon as it is so."""
    eventually(lambda: cloud.presences[-1].knowledge_hash == sha256(knowledge),
               20, "the knowledge is not used")


def title(speaker):
    return speaker.ask(
        get_text=f"title {INSTALLED.faults[0].id}").text.en


def test_newer_knowledge_is_used_without_a_restart(speaker, cloud, publisher):
    pid = speaker.process.pid
    assert next_report(speaker, cloud).knowledge_version == INSTALLED.version
    assert title(speaker) == INSTALLED.faults[0].title.en
    knowledge = newer()

    publisher.publish(knowledge)
    expect_use(cloud, knowledge)

    report = next_report(speaker, cloud)
    assert report.knowledge_hash == sha256(knowledge)
    assert report.knowledge_version == INSTALLED.version + 1
    assert report.knowledge_refused == ""
    assert title(speaker) == TITLE
    assert speaker.process.poll() is None and speaker.process.pid == pid
    diagnosis = speaker.ask(diagnose=pb.Diagnose()).diagnosis
    assert diagnosis.knowledge_hash == sha256(knowledge)
    shown = speaker.command("status").stdout
    assert f"knowledge   {INSTALLED.version + 1}, {sha256(knowledge)}" in shown


def truncated(publisher):
    return publisher.seal(newer())[:-70_000]


def unsigned(publisher):
    return publisher.seal(newer(), alter=lambda _: b"")


def forged(publisher):
    return publisher.seal(newer(), alter=lambda signature: signature[::-1])


def unknown_key(publisher):
    return publisher.seal(newer(), key_id="somebody")


def wrong_model(publisher):
    return publisher.seal(newer(models=["Other", "Another"]))


def wrong_tenant(publisher):
    return publisher.seal(newer(), tenant="zeta")


def older(publisher):
    base = knowledge_pb2.KnowledgeBase()
    base.CopyFrom(INSTALLED)
    base.faults[0].title.en = TITLE
    return publisher.seal(base.SerializeToString())


def too_large(publisher):
    return publisher.seal(newer() + b"\x1a\x80\x80\x20" + 524288 * b"x")


def not_sound(publisher):
    return publisher.seal(newer(links=[knowledge_pb2.Link(
        fault=0, finding=60000, per_mille=500)]))


@pytest.mark.parametrize("word, payload", [
    ("malformed", truncated), ("unsigned", unsigned),
    ("bad_signature", forged), ("unknown_key", unknown_key),
    ("wrong_model", wrong_model), ("wrong_tenant", wrong_tenant),
    ("not_newer", older), ("too_large", too_large), ("unfit", not_sound)],
    ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_not_fit_is_refused_and_told_in_the_next_report(
        word, payload, speaker, cloud, publisher):
    before = next_report(speaker, cloud)
    assert before.knowledge_refused == ""

    cloud.publish_knowledge(payload(publisher))
    speaker.expect_log(f"knowledge is not used: {word}")

    report = next_report(speaker, cloud)
    assert report.knowledge_refused.startswith(word + ": ")
    assert report.knowledge_hash == before.knowledge_hash
    assert report.knowledge_version == INSTALLED.version
    assert title(speaker) == INSTALLED.faults[0].title.en
    assert word in speaker.command("status").stdout
    assert not (speaker.state / "knowledge.release").exists()

    # What is fit is used all the same, and the word is gone.
    publisher.publish(newer(models=["Other", "Test"]))
    expect_use(cloud, newer(models=["Other", "Test"]))
    assert next_report(speaker, cloud).knowledge_refused == ""


def test_adopted_knowledge_survives_a_kill(speaker, cloud, publisher):
    knowledge = newer()
    publisher.publish(knowledge)
    expect_use(cloud, knowledge)
    publisher.cloud.publish_knowledge(b"")

    speaker.kill()
    start_again(speaker, cloud)

    report = next_report(speaker, cloud)
    assert report.knowledge_version == INSTALLED.version + 1
    assert report.knowledge_hash == sha256(knowledge)
    assert title(speaker) == TITLE


def test_a_damaged_file_is_told_and_healed_by_the_next_release(
        speaker, cloud, publisher):
    knowledge = newer()
    publisher.publish(knowledge)
    expect_use(cloud, knowledge)
    publisher.cloud.publish_knowledge(b"")
    speaker.stop()
    kept = speaker.state / "knowledge.release"
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)

    start_again(speaker, cloud)

    report = next_report(speaker, cloud)
    assert report.knowledge_version == INSTALLED.version
    assert "knowledge.release: bad_signature: " in report.knowledge_refused
    publisher.publish(knowledge)
    expect_use(cloud, knowledge)
    assert next_report(speaker, cloud).knowledge_refused == ""
    assert kept.read_bytes() != bytes(content)


def lot(version):
    drawn = hashlib.sha256(f"{DEVICE}/{version}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") * 100 // 2**32


def test_a_cohort_without_this_speaker_waits_for_a_command(speaker, cloud,
                                                           publisher):
    assert lot(INSTALLED.version + 1) > 1
    knowledge = newer()
    publisher.publish(knowledge, cohort=1)
    speaker.expect_log("put aside")
    report = next_report(speaker, cloud)
    assert report.knowledge_version == INSTALLED.version
    assert report.knowledge_refused == ""
    support = Support(cloud)
    support.open()

    unknown = support.do("c1", update_knowledge=32 * b"x")
    assert unknown.state == pb.REPLY_STATE_REFUSED
    assert unknown.refusal == pb.REFUSAL_UNSUPPORTED
    done = support.do("c2",
                      update_knowledge=hashlib.sha256(knowledge).digest())
    assert done.state == pb.REPLY_STATE_SUCCEEDED, done

    expect_use(cloud, knowledge)
    assert not (speaker.state / "knowledge.aside").exists()
    report = next_report(speaker, cloud)
    assert report.knowledge_version == INSTALLED.version + 1


def test_a_wider_cohort_reaches_this_speaker(speaker, cloud, publisher):
    share = lot(INSTALLED.version + 1) + 1
    knowledge = newer()
    publisher.publish(knowledge, cohort=1)
    speaker.expect_log("put aside")

    publisher.publish(knowledge, cohort=share)

    expect_use(cloud, knowledge)


def test_a_speaker_that_comes_later_gets_it(daemon, cloud, publisher):
    knowledge = newer()
    publisher.publish(knowledge)
    daemon.start()

    expect_use_after(cloud, knowledge)


def expect_use_after(cloud, knowledge):
    eventually(lambda: cloud.presences and
               cloud.presences[-1].knowledge_hash == sha256(knowledge), 20,
               "the knowledge is not used")


def test_a_stream_of_refused_knowledge_costs_no_memory(speaker, cloud,
                                                       publisher):
    def resident():
        status = (f"/proc/{speaker.process.pid}/status")
        with open(status, encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file
                        if line.startswith("VmRSS"))

    publisher.publish(newer(by=1))
    expect_use(cloud, newer(by=1))
    payload = publisher.seal(newer(by=2)[:-1] + b"\0")
    for _ in range(5):
        cloud.publish_knowledge(payload)
    next_report(speaker, cloud)
    before = resident()
    for _ in range(60):
        cloud.publish_knowledge(payload)
    next_report(speaker, cloud)
    assert resident() < before + 2048
