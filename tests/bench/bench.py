#!/usr/bin/python3
"""Prints what soundcheck costs, each figure beside its reference of the same
run; `./dev bench` calls it.

usage: bench.py [--build DIR] [--seconds N] [--rounds N] [--trips N]
                [--rooms N] [--seed N]
                [--years N] [--evidence FOLDER]
                [round-trip] [idle] [size] [trends] [diagnosis] [slots] [passive] [audio]

All but slots, passive and audio, which take long, unless some are named.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))

from home.cloud import Cloud  # noqa: E402
from home.process import Program, run  # noqa: E402
from home.speaker import Speaker  # noqa: E402

import beside_alsabat  # noqa: E402
import passive_watch  # noqa: E402
import slot_reading  # noqa: E402

TENANT = "demo"
RECORDED = HERE / "diagnosis/recorded.tar.zst"
BARS = "bars: p50 < 5 ms and <= 2x the echo"


def round_trip(options, cloud, speaker):
    """Signed command to final reply, TLS, QoS 1, one in flight."""
    folder = speaker.directory / "echo"
    cloud.enrol("bench-echo", folder)
    build = pathlib.Path(options.build) / "bin"
    port = cloud.ready["mqtt"]
    echo = Program(
        [build / "bench_echo", "localhost", port, folder / "ca.crt",
         folder / "device.crt", folder / "device.key",
         f"soundcheck/1/{TENANT}/bench-echo"], speaker.directory / "echo.log")
    try:
        keys = cloud.keys
        result = json.loads(run(
            build / "bench_round_trip", "localhost", port, keys["ca_file"],
            keys["cert_file"], keys["key_file"], keys["signing_key_file"],
            speaker.signing_key_id, TENANT, speaker.device, "bench-echo",
            options.rounds, options.trips))
    finally:
        echo.kill()
    print("\ncommand round trip over mutual TLS, QoS 1, one in flight "
          f"({BARS})")
    print(f"  {'':<22}{'p50 ms':>9}{'p99 ms':>9}{'min ms':>9}{'trips':>8}")
    for name, row in result.items():
        print(f"  {name:<22}{row['p50_us'] / 1e3:9.2f}{row['p99_us'] / 1e3:9.2f}"
              f"{row['min_us'] / 1e3:9.2f}{row['trips']:8}")
    ratio = result["soundcheckd"]["p50_us"] / result["echo"]["p50_us"]
    print(f"  p50 ratio soundcheckd / libmosquitto C echo: {ratio:.2f}; "
          f"one fdatasync on this disk: {sync_ms(speaker.directory):.2f} ms")


def sync_ms(directory, times=100):
    """Median time to bring 200 bytes safely onto this disk. A command is in the
    journal and the audit log before it runs, and its answer in the outbox
    before it leaves; the echo writes nothing."""
    took = []
    with open(directory / "sync", "wb", buffering=0) as file:
        for _ in range(times):
            start = time.perf_counter()
            file.write(bytes(200))
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - start) * 1e3)
    return sorted(took)[times // 2]


def cpu_ms(pid):
    """User and system time of all threads, from the scheduler's own count."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e6


def status(pid, *names):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    fields = dict(line.split(":", 1) for line in text.splitlines())
    return [int(fields[name].split()[0]) for name in names]


def private_dirty_kb(pid):
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in text.splitlines()
               if line.startswith("Private_Dirty"))


def idle(options, _cloud, speaker):
    """The daemon, connected and doing nothing."""
    pid = speaker.program.process.pid
    time.sleep(5)  # the boot check-up and its report are over
    before = cpu_ms(pid)
    print(f"\nsoundcheckd connected and idle, {options.seconds} s "
          "(bars: private dirty <= 1.6 MB, RSS <= 10 MB, <= 4 threads, "
          "<= 0.03 % CPU)", flush=True)
    time.sleep(options.seconds)
    used = cpu_ms(pid) - before
    rss, threads = status(pid, "VmRSS", "Threads")
    print(f"  RSS {rss / 1024:.1f} MB, private dirty "
          f"{private_dirty_kb(pid) / 1024:.2f} MB, {threads} threads, "
          f"{used:.1f} ms CPU = {used / options.seconds / 10:.4f} %")


def size(options, *_):
    """Stripped, as it would go into an image of this machine's kind."""
    print("\nstripped size (-Os, shared libraries dynamic)")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("soundcheckd", "soundcheck"):
            out = pathlib.Path(folder) / name
            run("strip", "-o", out, pathlib.Path(options.build) / "bin" / name)
            print(f"  {name:<14}{out.stat().st_size / 1024:8.0f} kB")


def audio(options):
    """How right and how costly the acoustic self-test is; fails when a bar of
    it is missed."""
    binaries = pathlib.Path(options.build).resolve() / "bin"
    met = True
    with tempfile.TemporaryDirectory() as folder:
        print("\nthe same faults in a wire, asked of alsabat and of soundcheck "
              "(bar: all but noise at 40 dB are found)")
        met &= beside_alsabat.compare(binaries / "soundcheck",
                                      pathlib.Path(folder))
        print("\nwhat an analysis costs")
        met &= beside_alsabat.cost(binaries / "soundcheck",
                                   pathlib.Path(folder))
    words = [binaries / "bench_audio_accuracy", "--seed",
             4 if options.seed is None else options.seed]
    if options.rooms:
        words += ["--rooms", options.rooms]
    print("\naccuracy on simulated devices in random rooms", flush=True)
    met &= subprocess.run(list(map(str, words)), check=False).returncode == 0
    return 0 if met else 1


def trends(options):
    """How early faults are foreseen that come slowly, and how often for
    nothing, on simulated speakers."""
    print("\npredictions on simulated speakers", flush=True)
    words = [pathlib.Path(options.build).resolve() / "bin" / "bench_trends"]
    if options.seed is not None:
        words += ["--seed", options.seed]
    if options.years:
        words += ["--years", options.years]
    subprocess.run(list(map(str, words)), check=True)


def diagnosis(options):
    """How well faults are named from recorded diagnoses, and how long it
    takes."""
    print("\ndiagnosis of recorded speakers", flush=True)
    program = pathlib.Path(options.build).resolve() / "bin" / "bench_diagnosis"
    with tempfile.TemporaryDirectory() as folder:
        folders = options.evidence
        if not folders:
            run("tar", "--zstd", "-xf", RECORDED, "-C", folder)
            folders = sorted(pathlib.Path(folder).iterdir())
        subprocess.run(list(map(str, [program, *folders])), check=True)


BENCHES = {"round-trip": round_trip, "idle": idle, "size": size}
LONG = ("slots", "passive", "audio")
ALONE = {"trends": trends, "diagnosis": diagnosis}  # without a daemon


def bench_daemon(options, names):
    with tempfile.TemporaryDirectory(prefix="soundcheck-bench-") as directory:
        cloud = Cloud(pathlib.Path(options.build).resolve() / "bin", directory)
        speaker = Speaker(options.build, directory, cloud)
        try:
            cloud.start()
            speaker.configure()
            with open(speaker.directory / "policy.toml", "a",
                      encoding="ascii") as policy:  # no support is so quick
                policy.write("[limits]\ncommands_per_minute = 60000\n"
                             "commands = 1800000\nairtime_seconds = 1800\n")
            speaker.start()
            cloud.wait_online(speaker.device)
            for name in names:
                BENCHES[name](options, cloud, speaker)
        finally:
            speaker.stop()
            cloud.stop()


def main():
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--build", default="build/release",
                        help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, default=120,
                        help="of idling and watching (default 120; the bar "
                             "of passive asks for 600)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--trips", type=int, default=200)
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help=f"any of {', '.join((*BENCHES, *ALONE))} "
                             "(default: these) and slots, passive, audio")
    parser.add_argument("--evidence", action="append", metavar="FOLDER",
                        help="recorded diagnoses; may be given twice "
                             "(default: tests/bench/diagnosis/recorded)")
    parser.add_argument("--years", type=int, default=0,
                        help="of healthy speakers per number, of trends")
    parser.add_argument("--rooms", type=int, default=0,
                        help="of audio (default: as many as its bars ask for)")
    parser.add_argument("--seed", type=int,
                        help="of audio's rooms and trends' speakers")
    options = parser.parse_args()
    for name in options.names:
        if name not in (*BENCHES, *ALONE, *LONG):
            parser.error(f"unknown benchmark {name}; known: "
                         f"{', '.join((*BENCHES, *ALONE, *LONG))}")
    commit = subprocess.run(["git", "describe", "--always", "--dirty"],
                            capture_output=True, text=True, check=False)
    print(f"soundcheck {commit.stdout.strip()}, {options.build}")
    names = options.names or [*BENCHES, *ALONE]
    of_daemon = [name for name in names if name in BENCHES]
    if of_daemon:
        bench_daemon(options, of_daemon)
    met = True
    for name, run in ALONE.items():
        if name in names:
            run(options)
    if "slots" in options.names:
        met &= slot_reading.read(options.build)
    if "passive" in options.names:
        met &= passive_watch.watch(options.build, options.seconds, cpu_ms)
    if "audio" in options.names:
        met &= audio(options) == 0
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
