"""Learns what a healthy speaker of the acoustic bench sounds like, as its
factory does with the system's own tools."""

import subprocess
import time

from .process import run

VOLUME = "80%"
VOLUME_GAIN_DB = -10


def record(speaker, stimulus, out):
    with subprocess.Popen(
            ["arecord", "-q", "-D", "bench", "-f", "S16_LE", "-r", "48000",
             "-c", "4", "-d", "7", out], env=speaker.environment()) as recorder:
        time.sleep(1)
        run("aplay", "-q", "-D", "plug:bench", stimulus,
            env=speaker.environment())
        if recorder.wait(20) != 0:
            raise RuntimeError(f"arecord exited {recorder.returncode}")


def learn(speaker):
    """The baseline's file; the speaker's profile names it from now on."""
    program = speaker.build / "bin/soundcheck"
    stimulus, out = (speaker.directory / name
                     for name in ("sweep.wav", "baseline.toml"))
    speaker.mixer(VOLUME)
    run(program, "audio", "stimulus", "--out", stimulus)
    for attempt in range(5):
        recording = speaker.directory / f"golden{attempt}.wav"
        record(speaker, stimulus, recording)
        learnt = subprocess.run(
            [program, "audio", "baseline", "--recording", recording,
             "--device", speaker.device, f"--volume-gain={VOLUME_GAIN_DB}",
             "--out", out], capture_output=True, text=True, check=False)
        # A busy machine loses samples now and then.
        if learnt.returncode == 0:
            break
    else:
        raise RuntimeError(learnt.stderr)
    profile = speaker.directory / "profile.toml"
    profile.write_text(profile.read_text(encoding="utf-8").replace(
        "[audio]", f'[audio]\nbaseline = "{out}"'), encoding="utf-8")
    return out
