"""The same faults in a wire, asked of soundcheck and of alsabat.

alsabat judges a tone of 997 Hz, soundcheck its sweep; each is broken in the
same way. What one of them calls good although it is broken is missed.
"""

import array
import math
import os
import random
import re
import shutil
import subprocess
import sys
import wave

TONE_HZ = 997
TONE_RATE = 44100
TONE_SECONDS = 2
RATE = 48000
PEAK = 0.5
CHANCE = random.Random(20)


def gain(db):
    return lambda x, _rate: [v * 10 ** (db / 20) for v in x]


def clip(x, _rate):
    top = max(map(abs, x)) * 0.5
    return [max(-top, min(top, v)) for v in x]


def third_harmonic(percent):
    def bend(x, _rate):
        # A x^3 of this size makes that share of a sine's third harmonic.
        top = max(map(abs, x))
        share = percent / 100 * 4
        return [top * (v / top - share * (v / top) ** 3) for v in x]
    return bend


def pitch(factor):
    def stretch(x, _rate):
        out = []
        for n in range(int((len(x) - 2) / factor)):
            at = n * factor
            k = int(at)
            out.append(x[k] + (at - k) * (x[k + 1] - x[k]))
        return out + [0.0] * max(0, len(x) - len(out))
    return stretch


def hum(db):
    def add(x, rate):
        top = max(map(abs, x)) * 10 ** (db / 20)
        return [v + top * math.sin(2 * math.pi * 50 * n / rate)
                for n, v in enumerate(x)]
    return add


def dropout(seconds):
    def silence(x, rate):
        # In the middle of what sounds, not of the file.
        loud = [n for n, v in enumerate(x) if v]
        middle, half = (loud[0] + loud[-1]) // 2, int(seconds * rate / 2)
        return x[:middle - half] + [0.0] * (2 * half) + x[middle + half:]
    return silence


def noise(snr_db):
    def add(x, _rate):
        loud = [v for v in x if v]
        power = sum(v * v for v in loud) / len(loud)
        sigma = math.sqrt(power * 10 ** (-snr_db / 10))
        return [v + CHANCE.gauss(0, sigma) for v in x]
    return add


def silence(x, _rate):
    return [0.0] * len(x)


def white_noise(x, _rate):
    return [CHANCE.gauss(0, 0.1) for _ in x]


def inverted(x, _rate):
    return [-v for v in x]


FAULTS = {
    "healthy": lambda x, _rate: x,
    "another tone (+10 %)": pitch(1.1),
    "pitch +1 %": pitch(1.01),
    "pitch +0.1 %": pitch(1.001),
    "clipped at half": clip,
    "third harmonic 10 %": third_harmonic(10),
    "third harmonic 3 %": third_harmonic(3),
    "third harmonic 1 %": third_harmonic(1),
    "hum -30 dB": hum(-30),
    "dropout 5 ms": dropout(0.005),
    "dropout 50 ms": dropout(0.05),
    "noise, SNR 10 dB": noise(10),
    "noise, SNR 20 dB": noise(20),
    "noise, SNR 30 dB": noise(30),
    "noise, SNR 40 dB": noise(40),
    "level -20 dB": gain(-20),
    "level -40 dB": gain(-40),
    "level -60 dB": gain(-60),
    "silence": silence,
    "white noise instead": white_noise,
    "inverted": inverted,
}
# Better than many rooms.
EXEMPT = "noise, SNR 40 dB"


def codes_of(samples):
    return array.array("h", (
        max(-32768, min(32767, round(32767 * v + CHANCE.gauss(0, 0.5))))
        for v in samples))


def write(file, rate, *channels):
    codes = array.array("h", bytes(2 * len(channels) * len(channels[0])))
    for n, samples in enumerate(channels):
        codes[n::len(channels)] = codes_of(samples)
    with wave.open(str(file), "wb") as out:
        out.setparams((len(channels), 2, rate, 0, "NONE", ""))
        out.writeframes(codes.tobytes())


def write_recording(file, heard, broken, name):
    """Four microphones; noise is that of one of them."""
    faulty = broken(heard, RATE)
    whole = heard if name.startswith("noise") else faulty
    write(file, RATE, whole, faulty, whole, whole)


def tone():
    return [PEAK * math.sin(2 * math.pi * TONE_HZ * n / TONE_RATE)
            for n in range(TONE_SECONDS * TONE_RATE)]


def sweep(soundcheck, folder):
    """What a wire makes of the stimulus, a second later."""
    file = folder / "sweep.wav"
    subprocess.run([soundcheck, "audio", "stimulus", "--level", "-6", "--out",
                    file], check=True, capture_output=True)
    with wave.open(str(file)) as wav:
        data = wav.readframes(wav.getnframes())
    return [0.0] * RATE + [
        int.from_bytes(data[n:n + 3], "little", signed=True) / 2 ** 23
        for n in range(0, len(data), 3)]


def alsabat(file):
    frames = TONE_SECONDS * TONE_RATE
    return ["env", "LC_ALL=C", "alsabat", "--local", f"--file={file}", "-F",
            str(TONE_HZ), "-c", "1", "-r", str(TONE_RATE), "-f", "S16_LE", "-n",
            str(frames)]


def ask_alsabat(file):
    return subprocess.run(alsabat(file), capture_output=True,
                          check=False).returncode != 0


def words_of_soundcheck(soundcheck, folder, recordings):
    """(does not call it good, what it says); INCONCLUSIVE is not good."""
    first, *more = recordings
    done = subprocess.run(
        [soundcheck, "audio", "analyse", "--level", "-6", "--recording", first,
         *[word for file in more for word in ("--run", file)],
         "--max-thd", "0.5", "--baseline", folder / "healthy.toml"],
        capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines()
            if "root fault" in line] or done.stdout.splitlines()[:1]
    return done.returncode != 0, (said or [done.stderr.strip()])[0].strip()


def compare(soundcheck, folder):
    """Prints the table; False when a bar is missed."""
    played, heard = tone(), sweep(soundcheck, folder)
    write_recording(folder / "golden.wav", heard, FAULTS["healthy"], "healthy")
    subprocess.run(
        [soundcheck, "audio", "baseline", "--level", "-6", "--recording",
         folder / "golden.wav", "--device", "wire", "--out",
         folder / "healthy.toml"], check=True, capture_output=True)
    print(f"\n  {'':<22}{'alsabat':<10}soundcheck")
    met = True
    for name, broken in FAULTS.items():
        write(folder / "tone.wav", TONE_RATE, broken(played, TONE_RATE))
        runs = [folder / "run1.wav", folder / "run2.wav"]
        for file in runs:
            write_recording(file, heard, broken, name)
        theirs = ask_alsabat(folder / "tone.wav")
        ours, words = words_of_soundcheck(soundcheck, folder, runs)
        wanted = name != "healthy"
        missed = ours != wanted and name != EXEMPT
        met &= not missed
        print(f"  {name:<22}{'found' if theirs else 'passed':<10}"
              f"{'found' if ours else 'passed'}: {words}"
              f"{'   MISSED' if missed else ''}", flush=True)
    return met


# Runs a command and says what it used: CPU in ms, largest memory in kB.
USED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss)
"""


def used(words):
    """The least CPU of five runs, in ms, and the memory, in MB."""
    runs = []
    for _ in range(5):
        out = subprocess.run([sys.executable, "-c", USED, *map(str, words)],
                             capture_output=True, text=True, check=True).stdout
        runs.append([float(word) for word in out.split()])
    return min(cpu for cpu, _ in runs), max(kb for _, kb in runs) / 1024


def instructions(words):
    """In millions; nothing without valgrind."""
    if not shutil.which("valgrind"):
        return None
    out = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         "--trace-children=yes", *map(str, words)],
        capture_output=True, text=True, check=False).stderr
    return max(int(n) for n in re.findall(r"Collected : (\d+)", out)) / 1e6


def cost(soundcheck, folder):
    """Prints what an analysis takes; False when a bar is missed."""
    heard = sweep(soundcheck, folder)
    write(folder / "tone.wav", TONE_RATE, tone())
    write_recording(folder / "four.wav", heard, FAULTS["healthy"], "healthy")
    write(folder / "one.wav", RATE, heard)
    analyse = [soundcheck, "audio", "analyse", "--level", "-6", "--recording"]
    cpu, memory = used([*analyse, folder / "four.wav"])
    _, program = used([soundcheck, "--version"])
    their_cpu, their_memory = used(alsabat(folder / "tone.wav"))
    print(f"\n  from files, four microphones {cpu:6.0f} ms CPU, {memory:.1f} MB "
          f"({program:.1f} of them the program)\n  alsabat, one"
          f"                 {their_cpu:6.0f} ms CPU, {their_memory:.1f} MB")
    ours = instructions([*analyse, folder / "one.wav"])
    theirs = instructions(alsabat(folder / "tone.wav"))
    if ours is None:
        print("  instructions: not counted, valgrind is not installed")
        return True
    print(f"  instructions, one microphone: {ours:.0f} million, alsabat "
          f"{theirs:.0f} million for {TONE_SECONDS} s: {ours / theirs:.2f} of "
          "it (bar 0.25)")
    return ours <= 0.25 * theirs
