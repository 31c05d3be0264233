"""libsoundcheck as other people's programs have it: installed, found by
pkg-config and CMake, and used with a real daemon."""

import pathlib
import re
import shutil
import socket
import struct
import subprocess

import pytest

from installed import EXAMPLES, ROOT, not_sanitized, run
from soundcheck.v1 import command_pb2, local_pb2, report_pb2
from stage import SLOWNESS, eventually

DENIED, BUSY = 6, 7

pytestmark = not_sanitized


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
