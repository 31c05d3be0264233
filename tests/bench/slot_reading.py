"""What reading a slot in the background costs, beside hashing the same bytes as
fast as it goes."""

import hashlib
import os
import pathlib
import random
import subprocess
import tempfile
import time

SIZE_MIB = 64
BAR_PERCENT = 5
SYSTEM = """
[system]
compatible=bench
bootloader=noop
statusfile=/data/central.raucs
[slot.rootfs.0]
device=/dev/slot-a
bootname=A
[slot.rootfs.1]
device=/dev/slot-b
bootname=B
"""


def read(build):
    """Prints it; false when a bar is missed."""
    bins = pathlib.Path(build).resolve() / "bin"
    print(f"\nreading a slot of {SIZE_MIB} MiB in the background, at the rate "
          f"limit (bar: <= {BAR_PERCENT} % CPU)", flush=True)
    # Not on a tmpfs: reading past the page cache is part of it.
    with tempfile.TemporaryDirectory(prefix="soundcheck-bench-",
                                     dir=pathlib.Path.cwd()) as name:
        folder = pathlib.Path(name)
        slot = _make_board(folder)
        begun = _child_cpu_s()
        subprocess.run(["openssl", "dgst", "-sha256", slot], check=True,
                       stdout=subprocess.DEVNULL)
        unthrottled_s = _child_cpu_s() - begun
        used_s, took_s = _read_once(bins, folder)
    percent = 100 * used_s / took_s
    print(f"  {percent:.2f} % CPU, {used_s:.2f} s in {took_s:.1f} s "
          f"({SIZE_MIB / took_s:.2f} MiB/s); CPU ratio to openssl dgst, "
          f"{unthrottled_s:.2f} s: {used_s / unthrottled_s:.1f}")
    return percent <= BAR_PERCENT


def _make_board(folder):
    content = random.Random(1).randbytes(SIZE_MIB << 20)
    for file, text in {
            "etc/rauc/system.conf": SYSTEM,
            "proc/cmdline": "rauc.slot=A\n", "proc/uptime": "99.0 9.0\n",
            "data/central.raucs":
                f"[slot.rootfs.1]\nstatus=ok\nsize={len(content)}\n"
                f"sha256={hashlib.sha256(content).hexdigest()}\n"}.items():
        path = folder / "root" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    slot = folder / "root/dev/slot-b"
    slot.parent.mkdir()
    slot.write_bytes(content)
    os.sync()
    return slot


def _read_once(bins, folder):
    """CPU and wall seconds from the daemon's start to its verdict, without what
    its start costs."""
    config = folder / "soundcheck.toml"
    config.write_text(f"""
[schedule]
boot_delay_s = 3600
[paths]
state_dir = "{folder}/state"
socket = "{folder}/s"
knowledge = "{bins.parent}/share/soundcheck/knowledge.pb"
root = "{folder}/root"
""", encoding="utf-8")
    log = folder / "log"
    with open(log, "wb") as out:
        daemon = subprocess.Popen([bins / "soundcheckd", "--config", config],
                                  stderr=out)
    try:
        _await(log, " probes\n", daemon, 30)
        begun, used = time.monotonic(), _cpu_s(daemon.pid)
        _await(log, "slot B is intact", daemon, 300)
        return _cpu_s(daemon.pid) - used, time.monotonic() - begun
    finally:
        daemon.terminate()
        daemon.wait()


def _await(log, text, daemon, seconds):
    deadline = time.monotonic() + seconds
    while text not in log.read_text(encoding="utf-8"):
        if daemon.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"waited for {text!r}: {log.read_text()}")
        time.sleep(0.05)


def _cpu_s(pid):
    """Of all threads, also of those that have ended."""
    stat = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _child_cpu_s():
    times = os.times()
    return times.children_user + times.children_system
