"""libsoundcheck as other people's programs have it: installed, found by
pkg-config, and programs that were built with it."""

import os
import pathlib
import subprocess

import pytest

from stage import SLOWNESS

ROOT = pathlib.Path(__file__).parents[3]
EXAMPLES = ROOT / "agent" / "sdk" / "examples"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]

# What is linked with a sanitizer cannot be loaded by what is not.
not_sanitized = pytest.mark.skipif(
    os.environ.get("SOUNDCHECK_SANITIZE", "") != "",
    reason="programs of others are not sanitized")


def run(*words, **more):
    return subprocess.run([*map(str, words)], check=True, text=True,
                          capture_output=True, **more).stdout


@pytest.fixture(scope="session")
def prefix(tmp_path_factory):
    """Where libsoundcheck is installed. It may be moved."""
    first = tmp_path_factory.mktemp("installed") / "first"
    for component in ("library", "sdk"):
        run("cmake", "--install", os.environ["SOUNDCHECK_BUILD"], "--prefix",
            first, "--component", component)
    moved = first.rename(first.with_name("moved"))
    return moved


@pytest.fixture(scope="session")
def flags(prefix):
    pc = next(prefix.rglob("soundcheck.pc"))
    return run("pkg-config", "--cflags", "--libs", "soundcheck",
               env={**os.environ, "PKG_CONFIG_PATH": str(pc.parent)}).split()


@pytest.fixture(scope="session")
def library(prefix):
    return next(prefix.rglob("libsoundcheck.so.1"))


@pytest.fixture(scope="session")
def built(prefix, flags, tmp_path_factory):
    """The examples, by pkg-config."""
    folder = tmp_path_factory.mktemp("programs")
    for name in ("buttons", "checkup"):
        run("gcc", "-std=c99", *WARNINGS, EXAMPLES / f"{name}.c", *flags, "-o",
            folder / name)
    run("g++", "-std=c++17", *WARNINGS, EXAMPLES / "doorman.cpp", *flags,
        "-o", folder / "doorman")
    run("gcc", "-std=c99", "-D_POSIX_C_SOURCE=200809L", *WARNINGS,
        pathlib.Path(__file__).with_name("program.c"), *flags, "-o",
        folder / "program")
    return folder


class Programs:
    def __init__(self, daemon, built, library):
        self.built = built
        self.environment = {**os.environ,
                            "SOUNDCHECK_SOCKET": str(daemon.socket),
                            "LD_LIBRARY_PATH": str(library.parent)}
        self._started = []

    def start(self, *words, name="program", before=()):
        program = subprocess.Popen(
            [*before, self.built / name, *words], text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=self.environment)
        self._started.append(program)
        return program

    def run(self, *words, **more):
        program = self.start(*words, **more)
        out, _ = program.communicate(timeout=60 * SLOWNESS)
        return program.returncode, out

    def end(self):
        for program in self._started:
            if program.poll() is None:
                program.kill()
            program.wait()


@pytest.fixture
def programs(daemon, built, library):
    programs = Programs(daemon, built, library)
    yield programs
    programs.end()
