"""Knowledge of faults, from an administrator's command line to a real speaker."""

import hashlib
import json
import os
import subprocess
import sys
import time

import pytest

from conftest import BUILD


def tool(cloud, *words, check=True):
    done = subprocess.run(
        [cloud.binary, "knowledge", *words, "--url", cloud.url],
        capture_output=True, text=True, check=False, timeout=120,
        env=dict(os.environ, SOUNDCHECK_TOKEN=cloud.token))
    if check:
        assert done.returncode == 0, done.stdout + done.stderr
    return done


def show(cloud):
    return json.loads(tool(cloud, "show", "--json").stdout)


def eventually(condition, why, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)


@pytest.fixture
def knowledge_pb2(wire):
    assert wire
    return sys.modules.get("soundcheck.v1.knowledge_pb2") or __import__(
        "soundcheck.v1.knowledge_pb2", fromlist=["x"])


@pytest.fixture
def make(knowledge_pb2, tmp_path):
    """Writes the installed knowledge as another version: (file, hash)."""
    installed = (BUILD / "share/soundcheck/knowledge.pb").read_bytes()

    def made(version, **more):
        base = knowledge_pb2.KnowledgeBase.FromString(installed)
        base.version = version
        base.faults[0].title.en = f"title of version {version}"
        base.MergeFrom(knowledge_pb2.KnowledgeBase(**more))
        file = tmp_path / f"knowledge-{version}.pb"
        file.write_bytes(base.SerializeToString())
        return file, hashlib.sha256(file.read_bytes()).hexdigest()

    return made


def uses(speaker, version):
    return lambda: speaker.status().get("knowledge_version") == version


def test_a_release_reaches_a_speaker_that_runs_and_one_that_restarts(
        cloud, speaker, make):
    assert tool(cloud, "show").stdout == "nothing was released\n"
    file, sha256 = make(900)

    told = tool(cloud, "release", file, "--cohort", "100", "--tenant", "demo")

    assert sha256 in told.stdout
    eventually(uses(speaker, 900), "the speaker does not use it")
    assert speaker.status()["knowledge_hash"] == sha256
    eventually(lambda: show(cloud)["releases"][0]["speakers"] == 1,
               "the cloud does not see that it is used")
    assert "in use by 1 of 1 speakers" in tool(cloud, "show").stdout
    texts = cloud.get("/knowledge")
    assert texts["version"] == 900
    assert "title of version 900" in json.dumps(texts)

    speaker.stop()
    speaker.start()
    cloud.wait_online(speaker.device)
    assert speaker.status()["knowledge_version"] == 900


def test_what_no_speaker_would_take_is_not_released(cloud, speaker, make,
                                                    tmp_path):
    tool(cloud, "release", make(900)[0], "--cohort", "100")
    eventually(uses(speaker, 900), "the speaker does not use it")

    older = tool(cloud, "release", make(899)[0], "--cohort", "100",
                 check=False)
    assert older.returncode != 0 and "version 900 was released" in older.stderr
    other = tool(cloud, "release", make(901)[0], "--cohort", "100", "--tenant",
                 "zeta", check=False)
    assert other.returncode != 0 and '"zeta"' in other.stderr
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"\xff\xff garbage")
    assert "no knowledge base" in tool(cloud, "release", garbage, "--cohort",
                                       "100", check=False).stderr
    assert tool(cloud, "release", make(901)[0], "--cohort", "0",
                check=False).returncode == 64
    assert len(show(cloud)["releases"]) == 1


def test_a_speaker_of_another_model_refuses_and_says_why(cloud, speaker, make):
    tool(cloud, "release", make(900, models=["Other"])[0], "--cohort", "100")

    eventually(lambda: "wrong_model" in
               speaker.status().get("knowledge_refused", ""),
               "the speaker does not refuse")
    speaker.cli("run", "system.memory")
    eventually(lambda: show(cloud)["refusals"], "the cloud does not hear why")
    refusal = show(cloud)["refusals"][0]
    assert refusal["device"] == speaker.device
    assert refusal["why"].startswith("wrong_model: ")
    assert f"refused by {speaker.device}: wrong_model" in tool(
        cloud, "show").stdout


def outside(device, version):
    drawn = hashlib.sha256(f"{device}/{version}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") * 100 >= 2**32


def test_a_cohort_a_command_and_a_withdrawal(cloud, speaker, make):
    version = next(v for v in range(900, 920) if outside(speaker.device, v))
    file, sha256 = make(version)
    log = speaker.directory / "soundcheckd.log"
    tool(cloud, "release", file, "--cohort", "1")
    eventually(lambda: "put aside" in log.read_text(), "it is not put aside")
    assert speaker.status()["knowledge_version"] != version

    policy = speaker.directory / "policy.toml"
    policy.write_text(policy.read_text().replace('repair = "ask"',
                                                 'repair = "allow"'))
    speaker.stop()
    speaker.start()
    cloud.wait_online(speaker.device)
    unknown = tool(cloud, "adopt", speaker.device, "--hash", 64 * "0",
                   check=False)
    assert unknown.returncode == 2 and "unsupported" in unknown.stdout
    tool(cloud, "adopt", speaker.device, "--hash", sha256)
    eventually(uses(speaker, version), "the command does not bring it")

    tool(cloud, "withdraw")
    assert show(cloud)["releases"][0]["withdrawn_ms"]
    again = tool(cloud, "withdraw", check=False)
    assert again.returncode != 0 and "no knowledge is released" in again.stderr
    assert speaker.status()["knowledge_version"] == version


def test_a_cloud_that_restarts_publishes_what_was_released(cloud, tmp_path,
                                                           make):
    from home.speaker import Speaker
    tool(cloud, "release", make(900)[0], "--cohort", "100")
    cloud.stop()
    (cloud.data / "broker/mosquitto.db").unlink(missing_ok=True)
    cloud.restart()
    late = Speaker(BUILD, tmp_path, cloud, device="speaker-2")
    late.configure()
    late.start()
    try:
        eventually(uses(late, 900), "a speaker that comes later has it not")
        assert cloud.get("/knowledge")["version"] == 900
    finally:
        late.stop()
