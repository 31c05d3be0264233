"""The daemon as a process: configuration, signals, storage, local socket."""

import os
import pathlib
import socket
import stat
import time

from soundcheck.v1 import presence_pb2, report_pb2
from stage import SLOWNESS, eventually

ONLINE = presence_pb2.PRESENCE_STATE_ONLINE


def threads(daemon):
    # The thread sanitizer has one of its own.
    foreign = 1 if "TSAN_OPTIONS" in os.environ else 0
    return len(os.listdir(f"/proc/{daemon.process.pid}/task")) - foreign


def test_a_sound_configuration_is_told(daemon):
    result = daemon.run("--check-config")

    assert result.returncode == 0
    assert result.stdout.endswith("all is well\n")


def test_every_mistake_of_the_configuration_is_told(daemon):
    daemon.config["broker"]["port"] = 99999
    daemon.config["schedule"]["perod_s"] = 3
    result = daemon.run("--check-config")

    assert result.returncode == 78
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert "broker.port: must be a whole number from 1 to 65535" in lines[0]
    assert "schedule.perod_s: unknown key" in lines[1]


def test_a_missing_certificate_is_found_before_it_matters(daemon):
    daemon.config["broker"]["key_file"] = "/nonexistent.key"
    result = daemon.run("--check-config")

    assert result.returncode == 78
    assert "broker.key_file: /nonexistent.key" in result.stderr


def test_a_wrong_configuration_does_not_start(daemon):
    daemon.config["paths"]["knowledge"] = "/nonexistent.pb"
    result = daemon.run()

    assert result.returncode == 78
    assert "/nonexistent.pb" in result.stderr


def test_it_tells_its_version(daemon):
    result = daemon.run("--version")

    assert result.returncode == 0
    assert result.stdout.startswith("soundcheckd ")


def test_an_option_that_it_does_not_know_is_refused(daemon):
    for words in (["--chekc-config"], ["now"]):
        result = daemon.run(*words)

        assert result.returncode == 64
        assert words[0].lstrip("-") in result.stderr


def test_a_second_daemon_leaves_the_first_alone(daemon, cloud):
    daemon.start()
    cloud.expect_state(ONLINE)

    second = daemon.run()

    assert second.returncode == 1
    assert f"another soundcheckd works in {daemon.state}" in second.stderr
    assert daemon.status().online


def test_the_state_is_for_the_owner_alone(daemon):
    daemon.start()
    daemon.expect_started()

    assert stat.S_IMODE(daemon.state.stat().st_mode) == 0o700


def test_it_stops_in_time_when_the_broker_is_not_there(daemon, broker):
    broker.kill()
    daemon.start()
    daemon.expect_log("no connection to the cloud")

    code, seconds = daemon.stop()

    assert code == 0
    assert seconds < 5 * SLOWNESS


def test_it_stops_in_time_in_the_middle_of_a_check_up(daemon):
    daemon.start()
    daemon.expect_started()

    code, seconds = daemon.stop()

    assert code == 0
    assert seconds < 5 * SLOWNESS
    assert not daemon.socket.exists()


def test_it_rests_on_few_threads(daemon, cloud):
    daemon.start()
    cloud.expect_reports(1)

    eventually(lambda: threads(daemon) <= 4, why="more than four threads")


def test_the_service_manager_is_told(daemon, tmp_path):
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(path)
        manager.settimeout(10)
        daemon.start(NOTIFY_SOCKET=path, WATCHDOG_USEC="400000")
        told = [manager.recv(100) for _ in range(4)]
        daemon.stop()
        manager.settimeout(1)
        while told[-1] != b"STOPPING=1":
            told.append(manager.recv(100))

    assert told[0] == b"READY=1"
    assert told[1:4] == [b"WATCHDOG=1"] * 3


def test_the_journal_gets_priorities(daemon):
    daemon.start(JOURNAL_STREAM="8:1")
    daemon.expect_started()

    assert daemon.log().startswith("<6>soundcheckd ")


def test_a_broken_database_is_put_aside_and_told(daemon, cloud):
    daemon.state.mkdir(mode=0o700)
    (daemon.state / "agent.db").write_bytes(b"x" * 10_000)

    daemon.start()

    daemon.expect_log("put a broken database aside")
    assert cloud.expect_reports(1)[0].seq == 1
    assert len(list(daemon.state.glob("agent.db.broken-*"))) == 1


def test_storage_that_cannot_be_used_does_not_silence_it(daemon, cloud):
    daemon.state.write_text("a file where the folder should be")
    cloud.confirms = True

    daemon.start()

    report = cloud.expect_reports(1)[0]
    assert report.seq == 1
    eventually(lambda: daemon.status().waiting_entries == 0)


def test_R23_without_a_broker_it_still_checks_itself(daemon):
    del daemon.config["broker"]
    daemon.start()
    daemon.expect_started()

    status = eventually(
        lambda: daemon.status().HasField("last_diagnosis") and daemon.status())

    assert status.uplink == "no broker is configured"
    assert not status.online
    assert status.waiting_entries == 0
    assert status.cost.rss_bytes > 0
    assert status.boot_id == pathlib.Path(
        "/proc/sys/kernel/random/boot_id").read_text().strip()


def test_what_a_person_runs_here_is_reported(daemon, cloud):
    from soundcheck.v1 import command_pb2
    daemon.start()
    cloud.expect_reports(1)

    daemon.ask(run_probes=command_pb2.RunProbes(probe_ids=["system.load"]))

    report = eventually(lambda: [r for r in cloud.reports if r.seq == 2])[0]
    assert report.trigger == report_pb2.TRIGGER_ON_DEMAND
    assert [r.probe_id for r in report.results] == ["system.load"]
    assert not report.HasField("diagnosis")


def test_it_takes_no_processor_at_rest(daemon, cloud):
    cloud.confirms = True
    daemon.start()
    cloud.expect_reports(1)
    time.sleep(1)
    stat_file = pathlib.Path(f"/proc/{daemon.process.pid}/stat")

    def ticks():
        return sum(map(int, stat_file.read_text().rsplit(")")[1].split()[11:13]))

    def ticks_of_a_while():
        before = ticks()
        time.sleep(5)
        return ticks() - before

    # A sanitizer comes to rest later: it reads the symbols of what is
    # suppressed, once.
    whiles = (ticks_of_a_while() for _ in range(int(SLOWNESS)))
    assert any(taken <= 2 for taken in whiles), "more than 0.4 % of a processor"
