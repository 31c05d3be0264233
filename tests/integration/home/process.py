"""Programs that end with whoever started them."""

import contextlib
import ctypes
import signal
import subprocess

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def _die_with_parent():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def run(*words, **options):
    """Runs one command to its end; a failure tells what it printed."""
    result = subprocess.run(
        [str(w) for w in words], capture_output=True, text=True, check=False,
        **options)
    if result.returncode != 0:
        raise RuntimeError(
            f"{' '.join(map(str, words))} exited {result.returncode}: "
            f"{(result.stderr or result.stdout).strip()}")
    return result.stdout


class Program:
    """A program in the background, its output in a log file."""

    def __init__(self, words, log, env=None, pass_fds=()):
        self.log = log
        self.words = [str(w) for w in words]
        with open(log, "ab") as out:
            self.process = subprocess.Popen(
                self.words, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                env=env, pass_fds=pass_fds, preexec_fn=_die_with_parent)

    def alive(self):
        return self.process.poll() is None

    def stop(self, grace=8):
        if self.alive():
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(grace)
        self.kill()

    def kill(self):
        if self.alive():
            self.process.kill()
        self.process.wait()

    def tail(self, lines=15):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-lines:])
