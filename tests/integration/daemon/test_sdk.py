"""libsoundcheck as other people's programs have it: installed, found by
pkg-config and CMake, and used with a real daemon."""

import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess

import pytest

from soundcheck.v1 import command_pb2, local_pb2, report_pb2
from stage import SLOWNESS, eventually

ROOT = pathlib.Path(__file__).parents[3]
EXAMPLES = ROOT / "agent" / "sdk" / "examples"
BUILD = os.environ["SOUNDCHECK_BUILD"]
DENIED, BUSY = 6, 7
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]

# What is linked with a sanitizer cannot be loaded by what is not.
pytestmark = pytest.mark.skipif(
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
        run("cmake", "--install", BUILD, "--prefix", first, "--component",
            component)
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
    run("gcc", "-std=c99", *WARNINGS, EXAMPLES / "checkup.c", *flags, "-o",
        folder / "checkup")
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


def last(daemon, probe_id):
    results = daemon.ask(run_probes=command_pb2.RunProbes(
        probe_ids=[probe_id])).probe_results.results
    return results[0]


def test_the_library_shows_its_functions_and_nothing_else(library):
    names = run("nm", "-D", "--defined-only", "--with-symbol-versions",
                library).split("\n")
    shown = {line.split()[-1] for line in names if line}
    header = (ROOT / "agent/sdk/include/soundcheck/soundcheck.h").read_text()
    declared = set(re.findall(r"\b(soundcheck_\w+)\(", re.sub(
        r"/\*.*?\*/", "", header, flags=re.DOTALL)))

    assert shown - {"SOUNDCHECK_1.0"} == {
        f"{name}@@SOUNDCHECK_1.0" for name in declared}
    needed = run("readelf", "-d", library)
    assert "[libsoundcheck.so.1]" in needed  # its soname
    assert "protobuf" not in needed and "boost" not in needed


def test_a_checkup_in_c_prints_the_owners_sentence_in_chinese(daemon,
                                                              programs):
    daemon.start()
    daemon.expect_started()

    code, out = programs.run(name="checkup")

    assert code == 0
    assert out.count("\n") == 1 and out.endswith("。\n")
    assert re.search("[\u4e00-\u9fff]{5}", out)
    assert len((EXAMPLES / "checkup.c").read_text().splitlines()) < 40


def test_find_package_builds_the_same_programs(daemon, programs, prefix,
                                               library, tmp_path):
    run("cmake", "-S", EXAMPLES, "-B", tmp_path / "b", f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", tmp_path / "b")
    daemon.start()
    daemon.expect_started()
    programs.built = tmp_path / "b"

    assert programs.run(name="checkup")[0] == 0
    # The archive alone suffices.
    del programs.environment["LD_LIBRARY_PATH"]
    code, out = programs.run(name="checkup-static")
    assert code == 0 and out.endswith("。\n")


def test_without_a_daemon_it_says_so(programs):
    code, out = programs.run("event", "a", "1")

    assert code == 4 and out == "error no soundcheckd there, or it hung up\n"


def test_a_callback_stops_a_diagnosis(daemon, programs):
    daemon.start()
    daemon.expect_started()

    code, out = programs.run("cancel")

    assert code == 3
    assert out.startswith("runs ") and out.endswith("error stopped on request\n")


def test_what_a_program_tells_is_in_the_next_diagnosis_and_report(
        daemon, cloud, programs):
    daemon.start()
    cloud.expect_reports(1)
    assert programs.run("event", "playback.underrun", "9")[0] == 0
    assert programs.run("event", "asr.no_reply", "0")[0] == 0
    assert programs.run("number", "asr.latency", "412.5", "ms")[0] == 0

    diagnosis = daemon.ask(diagnose=command_pb2.Diagnose(
        complaint=command_pb2.COMPLAINT_OTHER)).diagnosis
    code, out = programs.run("check", "app.events")

    assert "app.events" in diagnosis.probes_run
    assert code == 0
    assert out.splitlines() == [
        "app.events 2 9 gaps in playback in an hour (limit 6)",
        "playback_underrun 9 1/h", "asr_no_reply 0 1/h", "asr_latency 412.5 ms"]

    def reported():
        return [result for report in cloud.reports
                for result in report.results
                if result.probe_id == "app.events"
                and result.outcome == report_pb2.OUTCOME_FAILED]

    found = eventually(reported)[0].findings[0]
    assert (found.id, found.presence) == ("app.underruns",
                                          report_pb2.PRESENCE_PRESENT)


def test_names_that_are_none_are_refused(daemon, programs):
    daemon.start()
    daemon.expect_started()

    code, out = programs.run("event", "My Kitchen", "1")

    assert code == 5 and "lower-case letters" in out


def test_a_probe_of_a_program_is_run_where_it_is(daemon, programs):
    daemon.start()
    daemon.expect_started()
    program = programs.start("offer", "well")
    assert program.stdout.readline() == "offered\n"

    for _ in range(2):
        result = last(daemon, "app.button")
        assert result.outcome == report_pb2.OUTCOME_FAILED
        assert result.summary == "the button is stuck"
        assert result.measurements[0].value == 31.5
        assert result.findings[0].id == "app.button_stuck"
    listed = daemon.ask(list_probes=local_pb2.ListProbes()).probe_list.probes
    assert [p.title for p in listed if p.id == "app.button"] == ["Button"]


@pytest.mark.parametrize("how, reason", [
    ("hang", report_pb2.REASON_TIMEOUT), ("die", report_pb2.REASON_IO)])
def test_a_program_that_hangs_or_dies_harms_nobody(daemon, programs, how,
                                                   reason):
    daemon.start()
    daemon.expect_started()
    program = programs.start("offer", how)
    program.stdout.readline()

    result = last(daemon, "app.button")

    assert result.outcome == report_pb2.OUTCOME_INCONCLUSIVE
    assert result.reason == reason
    program.kill()
    program.wait()
    eventually(lambda: last(daemon, "app.button").outcome
               == report_pb2.OUTCOME_NOT_SUPPORTED)
    again = programs.start("offer", "well")
    assert again.stdout.readline() == "offered\n"
    assert last(daemon, "app.button").outcome == report_pb2.OUTCOME_FAILED


def test_a_second_offer_of_a_name_is_refused(daemon, programs):
    daemon.start()
    daemon.expect_started()
    programs.start("offer", "well").stdout.readline()

    code, out = programs.run("offer", "well")

    # An offer is answered when the probe is to be run, or at once with why not.
    assert code == BUSY
    assert out.splitlines()[-1] == "error app.button is offered already"


def test_the_owner_consents_through_a_program(daemon, cloud, programs):
    """The example is asked, by the daemon, whether support may test."""
    policy = daemon.folder / "policy.toml"
    policy.write_text('[consent]\nread = "ask"\n')
    daemon.config["paths"]["policy"] = policy
    daemon.start()
    cloud.expect_reports(1)
    doorman = programs.start(name="doorman")
    watcher = programs.start("watch", "20")
    assert "session=-" in watcher.stdout.readline()

    cloud.command(id="c1", session="s1", counter=1, operator="Ana",
                  reason="no sound", open_session=command_pb2.OpenSession(
                      max_seconds=60))
    question = doorman.stdout.read(len("Ana: "))
    states = []
    while not states or "consents=1" not in states[-1]:
        states.append(watcher.stdout.readline())
        assert states[-1], states
    doorman.stdin.write("y\n")
    doorman.stdin.flush()

    assert question == "Ana: "
    eventually(lambda: any(
        reply.state == command_pb2.REPLY_STATE_SUCCEEDED
        for reply in cloud.replies), why=f"{cloud.replies}")
    daemon.ask(end_session=local_pb2.EndSession())
    assert doorman.wait(10 * SLOWNESS) == 0


def test_who_is_told_is_told_of_every_check_up(daemon, programs):
    daemon.config["schedule"]["boot_delay_s"] = 2
    daemon.start()
    daemon.expect_started()

    watcher = programs.start("watch", "2")
    lines = [watcher.stdout.readline() for _ in range(3)]

    assert any("running=check-up" in line for line in lines), lines


NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def may_be_somebody_else():
    return shutil.which("setpriv") and subprocess.run(
        [*NOBODY, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_be_somebody_else(),
                    reason="not root of the machine: everybody here is root")
def test_a_program_without_the_right_is_denied(daemon, programs, built,
                                               library):
    policy = daemon.folder / "policy.toml"
    policy.write_text('[local]\npost = ["root"]\nowner = []\n')
    daemon.config["paths"]["policy"] = policy
    daemon.start()
    daemon.expect_started()
    daemon.socket.chmod(0o666)
    for folder in (*daemon.folder.parents, *built.parents, *library.parents,
                   daemon.folder, built):
        if "pytest" in str(folder):
            folder.chmod(0o755)

    posted = programs.run("event", "a", "1", before=NOBODY)
    answered = programs.run("consent", "c1", before=NOBODY)
    read = programs.run("check", "system.load", before=NOBODY)

    assert posted[0] == DENIED
    assert posted[1] == ('error this program is in no group of "post" below '
                         "[local] in the policy of this speaker\n")
    assert answered[0] == DENIED
    assert read[0] == 0
    assert programs.run("event", "a", "1")[0] == 0  # root


def frame(**verb):
    request = local_pb2.LocalRequest(**verb).SerializeToString()
    return struct.pack(">I", len(request)) + request


def test_a_program_that_floods_is_slowed_down_and_others_are_served(daemon):
    daemon.start()
    daemon.expect_started()
    flood = socket.socket(socket.AF_UNIX)
    flood.connect(str(daemon.socket))
    flood.settimeout(0.5)
    with pytest.raises(TimeoutError):  # the daemon reads no more of it
        for number in range(1, 200_000):
            flood.sendall(frame(id=number,
                                list_probes=local_pb2.ListProbes()))

    assert daemon.status().device
    ticks = sum(map(int, pathlib.Path(
        f"/proc/{daemon.process.pid}/stat").read_text().split()[13:15]))
    assert daemon.status().device
    flood.close()
    assert ticks < 100 * 10 * SLOWNESS


def test_a_program_that_dies_in_the_middle_takes_its_run_along(daemon):
    daemon.start()
    daemon.expect_started()
    for part in (frame(id=1, diagnose=command_pb2.Diagnose())[:-1],
                 frame(id=1, diagnose=command_pb2.Diagnose()), b"\0\0"):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(daemon.socket))
            client.sendall(part)

    assert daemon.status().device
    assert daemon.process.poll() is None


def test_the_readme_shows_the_example_as_it_is():
    readme = (ROOT / "README.md").read_text()

    assert (EXAMPLES / "checkup.c").read_text() in readme
