"""The process that owns a running board: QEMU and the cloud end with it,
however it ends. A lock that it holds tells others that it lives."""

import contextlib
import fcntl
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

from . import ROOT, factory
from .stand import Stand


def runs(run):
    """Whether a keeper lives; the kernel drops the lock of a dead one."""
    with contextlib.suppress(FileNotFoundError):
        with open(run / "keeper.lock", "rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


def state(run):
    """What the living keeper has written, or None."""
    if not runs(run):
        return None
    return _read(run)


def _read(run):
    with contextlib.suppress(OSError, ValueError):
        return json.loads((run / "state.json").read_text(encoding="utf-8"))
    return None


def write_state(run, known):
    new = run / "state.new"
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)  # it holds a token
    new.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    new.rename(run / "state.json")


def launch(words, run):
    """Starts a keeper of its own session, tells its story, and returns when
    the board is online (0) or the keeper has ended (1)."""
    run.mkdir(parents=True, exist_ok=True)
    story = run / "story.log"
    with open(story, "wb") as out:
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=out, start_new_session=True)
    told = 0
    try:
        while True:
            ended = process.poll() is not None
            text = story.read_text(encoding="utf-8", errors="replace")
            print(text[told:], end="", flush=True)
            told = len(text)
            if ended:
                return 1
            if "token" in (state(run) or {}):
                return 0
            time.sleep(0.1)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise


def keep(run, images, arch, begun):
    run.mkdir(parents=True, exist_ok=True)
    with open(run / "keeper.lock", "wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another board has just started")
            return 1
        return _own(run, pathlib.Path(images) / arch, arch, begun)


def _own(run, images, arch, begun):
    def say(text):
        print(f"{time.monotonic() - begun:6.1f} s  {text}", flush=True)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    (run / "state.json").unlink(missing_ok=True)
    stand = Stand(ROOT / "build/dev", images, run, say)
    write_state(run, {"keeper": os.getpid()})
    try:
        stand.start()
        stand.machine.detach()
        say(f"console {stand.cloud.url}/  token {stand.cloud.token}")
        machine, cloud = stand.machine.program, stand.cloud.program
        write_state(run, {
            "keeper": os.getpid(), "qemu": machine.process.pid,
            "cloud": cloud.process.pid, "broker": stand.cloud.ready.get(
                "broker_pid"), "arch": arch, "device": factory.DEVICE,
            "url": stand.cloud.url, "token": stand.cloud.token, "faults": []})
        while machine.alive() and cloud.alive():
            time.sleep(0.2)
        say("the machine or the cloud has ended, and so does the board")
        return 1
    except RuntimeError as error:
        say(f"it did not work: {error}")
        return 1
    finally:
        stand.stop()
        (run / "state.json").unlink(missing_ok=True)


def stop(run):
    """True when a board ran. Nothing of it is left when this returns."""
    known = _read(run)
    ran = runs(run)
    if ran and known:
        with contextlib.suppress(ProcessLookupError):
            os.kill(known["keeper"], signal.SIGTERM)
    deadline = time.monotonic() + 30
    while runs(run):
        if time.monotonic() > deadline:
            raise RuntimeError(f"the board's keeper, process "
                               f"{(known or {}).get('keeper')}, does not end")
        time.sleep(0.05)
    # Of a keeper that was killed. The kernel ends its children with it.
    for name in ("qemu", "cloud", "broker"):
        _end(run, (known or {}).get(name))
    (run / "state.json").unlink(missing_ok=True)
    return ran


def _end(run, pid):
    """One process of this run; another may have got its number since."""
    deadline = time.monotonic() + 5
    while pid:
        try:
            words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return
        if str(run).encode() not in words:
            return
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
