"""`soundcheck audio` end to end: stimulus, recordings, baseline, analysis.

The device here is a wire to four microphones, each a little later and with
noise of its own, so that it needs nothing but arithmetic.
"""

import array
import random
import struct
import wave
import xml.etree.ElementTree

import pytest

RATE = 48000
DELAYS = [480, 483, 487, 492]
SVG = "{http://www.w3.org/2000/svg}"


def play(stimulus):
    """The samples of the stimulus, -1 to 1."""
    with wave.open(str(stimulus)) as file:
        assert (file.getnchannels(), file.getsampwidth(),
                file.getframerate()) == (1, 3, RATE)
        data = file.readframes(file.getnframes())
    return [int.from_bytes(data[at:at + 3], "little", signed=True) / 2 ** 23
            for at in range(0, len(data), 3)]


def record(file, stimulus, gains=(1, 1, 1, 1), seed=1):
    """What the microphones hear, from half a second before on."""
    chance = random.Random(seed)
    played = [0.0] * (RATE // 2) + stimulus
    samples = array.array("h", bytes(2 * len(gains) * len(played)))
    for channel, gain in enumerate(gains):
        noise = [round(chance.gauss(0, 20)) for _ in range(4096)]
        delay = DELAYS[channel]
        for frame in range(len(played)):
            heard = 0.3 * gain * played[frame - delay] if frame > delay else 0
            samples[frame * len(gains) + channel] = (
                round(heard * 32768) + noise[chance.getrandbits(12)])
    with wave.open(str(file), "wb") as out:
        out.setparams((len(gains), 2, RATE, 0, "NONE", ""))
        out.writeframes(samples.tobytes())


@pytest.fixture(name="stimulus", scope="module")
def make_stimulus(tmp_path_factory):
    return tmp_path_factory.mktemp("stimulus") / "sweep.wav"


@pytest.fixture(name="device")
def make_device(soundcheck, stimulus, tmp_path):
    """A folder with a healthy recording and the baseline learnt from it."""
    if not stimulus.exists():
        ended = soundcheck("audio", "stimulus", "--out", stimulus)
        assert ended.code == 0 and "for 5 s" in ended.out
    record(tmp_path / "golden.wav", play(stimulus))
    ended = soundcheck("audio", "baseline", "--recording",
                       tmp_path / "golden.wav", "--device", "unit-1", "--out",
                       tmp_path / "unit-1.toml")
    assert ended.code == 0, ended.err
    return tmp_path


def analyse(soundcheck, device, name, *more):
    return soundcheck("audio", "analyse", "--recording", device / name,
                      "--baseline", device / "unit-1.toml", *more)


def test_a_healthy_device_passes(soundcheck, stimulus, device):
    record(device / "rec.wav", play(stimulus), seed=2)

    ended = analyse(soundcheck, device, "rec.wav", "--json")

    assert ended.code == 0, ended.out
    document = ended.document
    assert document["verdict"] in ("PASS", "PASS_PARTIAL")
    assert document["faults"] == [] and document["clean_runs"] == 1
    assert set(document) == {
        "verdict", "reason", "explanation", "measurements", "responses",
        "thd", "findings", "faults", "unjudged", "clean_runs",
        "wants_another_run"}
    assert set(document["measurements"][0]) == {
        "name", "value", "unit", "sigma"}
    assert set(document["responses"][3]["bands"][0]) == {
        "centre_hz", "level_db", "sigma_db", "snr_db", "thd_percent"}
    assert len(document["findings"]) == 24


def test_a_weak_microphone_is_named_and_drawn(soundcheck, stimulus, device):
    record(device / "rec.wav", play(stimulus), gains=(1, 1, 0.5, 1))

    ended = analyse(soundcheck, device, "rec.wav", "--plot",
                    device / "rec.svg")

    assert ended.code == 1
    assert ended.out.splitlines()[0].startswith("verdict: FAIL")
    assert "root fault: audio.mic_gain, microphone 3" in ended.out
    root = xml.etree.ElementTree.parse(device / "rec.svg").getroot()
    assert root.tag == SVG + "svg"
    texts = [element.text for element in root.iter(SVG + "text")]
    assert "FAIL: audio.mic_gain, microphone 3" in texts
    assert "microphone 4" in texts
    assert len(list(root.iter(SVG + "polyline"))) > 12


def test_two_of_four_microphones_do_not_fit_the_baseline(soundcheck, stimulus,
                                                         device):
    record(device / "rec.wav", play(stimulus), gains=(1, 1))

    ended = analyse(soundcheck, device, "rec.wav", "--json")

    assert ended.code == 2
    assert ended.document["verdict"] == "INCONCLUSIVE"
    assert ended.document["reason"] == "baseline"


def test_a_truncated_recording_is_exit_status_65(soundcheck, device):
    whole = (device / "golden.wav").read_bytes()
    (device / "rec.wav").write_bytes(whole[:len(whole) // 2])

    ended = analyse(soundcheck, device, "rec.wav", "--json")

    assert ended.code == 65
    assert "frames, " in ended.document["error"]["message"]
    assert "rec.wav: is cut off" in ended.err


def test_a_huge_header_takes_no_memory(soundcheck, device):
    header = bytearray((device / "golden.wav").read_bytes()[:44])
    header[40:44] = struct.pack("<I", 0xfffffff8)
    (device / "rec.wav").write_bytes(header + bytes(800))

    ended = analyse(soundcheck, device, "rec.wav")

    assert ended.code == 65 and "100 are there" in ended.err


def test_a_baseline_is_not_lost_to_a_bad_recording(soundcheck, device):
    before = (device / "unit-1.toml").read_text(encoding="utf-8")
    with wave.open(str(device / "rec.wav"), "wb") as out:
        out.setparams((4, 2, RATE, 0, "NONE", ""))
        out.writeframes(bytes(4 * 2 * 5 * RATE))

    ended = soundcheck("audio", "baseline", "--recording", device / "rec.wav",
                       "--device", "unit-1", "--out", device / "unit-1.toml")

    assert ended.code == 2
    assert "no baseline can be learnt" in ended.err
    assert (device / "unit-1.toml").read_text(encoding="utf-8") == before
    assert sorted(path.name for path in device.iterdir()) == [
        "golden.wav", "rec.wav", "unit-1.toml"]


@pytest.mark.parametrize("words", [
    ["audio"], ["audio", "stimulus"], ["audio", "analyse"],
    ["audio", "stimulus", "--out", "x.wav", "--rate", "1"],
    ["audio", "stimulus", "--out", "x.wav", "--level", "3"],
    ["audio", "baseline", "--recording", "x.wav", "--out", "b.toml"]])
def test_wrong_usage_is_exit_status_64(soundcheck, words):
    assert soundcheck(*words).code == 64
