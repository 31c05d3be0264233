"""A speaker whose sound is broken in every way that its bench knows, asked by a
remote command; its baseline is learnt as a factory would."""

import json

import pytest
from conftest import BUILD

from home import baseline
from home.process import run
from home.speaker import Speaker

# What the bench breaks, and what the speaker has to call it.
FAULTS = {
    "mic2_zero=1": "audio.mic_dead_digital",
    "mic3_stuck_bits=4": "audio.mic_stuck_bits",
    "mic1_dc=0.05": "audio.mic_dc",
    "mic4_noise_dbfs=-50": "audio.mic_noisy",
    "hum_dbfs=-40": "audio.hum",
    "speaker_mute=1": "audio.no_output",
    "speaker_gain_db=-24": "audio.volume_low",
    "speaker_gain_db=-6": "audio.speaker_level",
    "speaker_lowpass_hz=2500": "audio.speaker_hf_loss",
    "speaker_highpass_hz=520": "audio.speaker_lf_loss",
    "speaker_inverted=1": "audio.speaker_polarity",
    "mic2_dead=1": "audio.mic_dead_analog",
    "mic3_blocked=1": "audio.mic_blocked",
    "mic1_gain_db=-5": "audio.mic_gain",
    "mic4_inverted=1": "audio.mic_polarity",
    "mic_swap=1": "audio.mic_swap",
    "clip=0.015": "audio.amp_clip",
    "rub=0.3": "audio.rub_buzz",
    "rattle=0.3": "audio.rub_buzz",
    "mic_clock_ppm=200": "audio.clock_drift",
    "lost_block_ms=20": "audio.dropout",
}
SILENT = ("dead_digital", "stuck_bits", "mic_dc", "noisy", "hum")


@pytest.fixture
def learnt(cloud, tmp_path):
    speaker = Speaker(BUILD, tmp_path, cloud)
    speaker.configure()
    baseline.learn(speaker)
    speaker.start()
    cloud.wait_online(speaker.device)
    yield speaker
    speaker.stop()


def ask(cloud, speaker, probe):
    return cloud.call("POST", f"/devices/{speaker.device}/commands", {
        "verb": "run_probes", "probes": [probe], "reason": "test"})


def check(cloud, speaker, probe, wanted=None):
    """Again where samples were lost; at last whatever it was."""
    for _ in range(4):
        end = cloud.watch(ask(cloud, speaker, probe), lambda _: None)
        (result,) = end["results"]
        found = {f["id"] for f in result["findings"]
                 if f["presence"] == "present"}
        if result["outcome"] != "inconclusive" and (
                not wanted or wanted in found):
            break
    return result, found


def test_twenty_faults_in_a_row_are_named_by_remote_command(cloud, learnt):
    wrong = {}
    for fault, name in FAULTS.items():
        learnt.bench_faults(**dict([fault.split("=")]))
        silent = name.endswith(SILENT)
        result, found = check(
            cloud, learnt, "audio.electrical" if silent else "audio.sweep",
            name)
        if name not in found or not (
                silent or result["summary"].startswith(name)):
            wrong[fault] = result["summary"]
    assert not wrong, json.dumps(wrong, indent=1)

    learnt.bench_faults()
    for probe in ("audio.electrical", "audio.sweep"):
        result, found = check(cloud, learnt, probe)
        assert (result["outcome"], found) == ("passed", set()), result


def mixer(speaker):
    return run("amixer", "-D", "bench", "sget", "Master",
               env=speaker.environment())


def test_the_owners_volume_is_no_fault_and_stays_through_a_kill(cloud, learnt):
    learnt.mixer("62%")
    owners = mixer(learnt)
    result, found = check(cloud, learnt, "audio.sweep")
    assert (result["outcome"], found) == ("passed", set()), result
    assert mixer(learnt) == owners

    command = ask(cloud, learnt, "audio.sweep")

    def playing():
        steps = cloud.get(f"/commands/{command['id']}")["steps"]
        return any("playing" in step["text"] for step in steps)
    cloud.wait("the sweep to be played", playing)
    learnt.program.kill()

    assert mixer(learnt) == owners
    learnt.start()
    assert cloud.watch(command, lambda _: None)["state"] == "failed"
    assert mixer(learnt) == owners
    result, found = check(cloud, learnt, "audio.sweep")
    assert (result["outcome"], found) == ("passed", set()), result
