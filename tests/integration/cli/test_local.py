"""`soundcheck --local` on a fake root, from outside."""

import os
import pathlib
import pty
import re
import signal
import subprocess
import time

import pytest

from conftest import ALONE, BIN

CATALOG = [
    "wifi.association", "wifi.stability", "wifi.link", "wifi.air",
    "network.address", "network.conflict", "network.gateway",
    "network.dns", "network.internet", "network.broker", "network.ipv6",
    "network.mtu", "network.loss", "network.peers", "audio.electrical",
    "audio.passive", "audio.sweep", "audio.rub_buzz", "firmware.slots",
    "firmware.identity", "firmware.manifest", "firmware.integrity",
    "firmware.storage", "system.resets", "system.services", "system.memory",
    "system.load", "system.log", "system.thermal", "system.clock",
    "system.identity", "system.trends", "app.events"]


def test_the_list_has_every_probe_in_catalog_order(soundcheck):
    ended = soundcheck("--local", "list", "--json")

    assert ended.code == 0
    assert [probe["id"] for probe in ended.document["probes"]] == CATALOG
    electrical, sweep = (
        ended.document["probes"][CATALOG.index(probe)]
        for probe in ("audio.electrical", "audio.sweep"))
    assert not electrical["audible"] and electrical["consent_class"] == "read"
    assert sweep["audible"] and sweep["consent_class"] == "test"


def test_a_healthy_area_passes_with_exit_status_0(soundcheck, root):
    ended = soundcheck("--local", "--root", root, "run", "system.memory",
                       "system.load", "firmware.identity", "--json")

    results = ended.document["results"]
    assert ended.code == 0
    assert [result["outcome"] for result in results] == ["passed"] * 3
    assert set(results[0]) == {
        "probe_id", "outcome", "reason", "summary", "measurements", "findings",
        "started_monotonic_ms", "duration_ms"}


def test_an_area_is_run_whole(soundcheck, root):
    ended = soundcheck("--local", "--root", root, "run", "firmware", "--json")

    assert [result["probe_id"] for result in ended.document["results"]] == [
        "firmware.slots", "firmware.identity", "firmware.manifest",
        "firmware.integrity", "firmware.storage"]


def test_a_failed_probe_is_exit_status_1(soundcheck, root):
    (root / "etc/os-release").write_text("ID=speaker\n", encoding="utf-8")

    ended = soundcheck("--local", "--root", root, "run", "firmware.identity")

    assert ended.code == 1
    assert ended.out.startswith("firmware.identity   failed: ")


def test_what_this_board_lacks_could_not_be_told(soundcheck, root):
    ended = soundcheck("--local", "--root", root, "run", "system.thermal",
                       "--json")

    assert ended.code == 2
    assert ended.document["results"][0]["outcome"] == "not_supported"


def test_a_file_that_cannot_be_read_is_not_health(soundcheck, root):
    (root / "proc/meminfo").write_text("garbage\n", encoding="utf-8")

    ended = soundcheck("--local", "--root", root, "run", "system.memory",
                       "--json")

    assert ended.code == 2
    result = ended.document["results"][0]
    assert (result["outcome"], result["reason"]) == ("inconclusive", "parse")


def test_a_diagnosis_names_the_faults_of_several_ladders(soundcheck, root):
    (root / "proc/meminfo").write_text(
        "MemTotal: 1000000 kB\nMemFree: 5000 kB\nMemAvailable: 5000 kB\n"
        "SwapTotal: 0 kB\nSwapFree: 0 kB\n", encoding="utf-8")
    (root / "etc/os-release").write_text("ID=speaker\n", encoding="utf-8")

    ended = soundcheck("--local", "--root", root, "diagnose", "--json")

    assert ended.code == 1
    diagnosis = ended.document["diagnosis"]
    assert diagnosis["status"] == "fault"
    faults = [fault["fault_id"] for fault in diagnosis["faults"]]
    assert any(fault.startswith("net.") for fault in faults)
    assert {"system.memory_exhausted", "firmware.no_version"} <= set(faults)
    assert re.fullmatch("[0-9a-f]{64}", diagnosis["knowledge_hash"])
    run = [result["probe_id"] for result in ended.document["results"]]
    assert run == diagnosis["probes_run"]
    # The address failed, so what stands above it was not asked.
    assert "network.internet" in diagnosis["not_measured"]


def test_the_same_evidence_gives_the_same_diagnosis(soundcheck, root):
    words = ["--local", "--root", root, "diagnose", "--json"]
    first = soundcheck(*words).document["diagnosis"]
    second = soundcheck(*words).document["diagnosis"]

    for diagnosis in (first, second):
        del diagnosis["duration_ms"]
    assert first == second


@pytest.mark.parametrize("complaint, first", [
    ("no_sound", "audio.electrical"), ("restarts", "system.resets"),
    ("cannot_connect", "wifi.association")])
def test_the_complaint_decides_where_it_begins(soundcheck, root, complaint,
                                               first):
    ended = soundcheck("--local", "--root", root, "diagnose", "--complaint",
                       complaint, "--json")

    assert ended.document["results"][0]["probe_id"] == first
    assert ended.document["diagnosis"]["complaint"] == complaint


def test_the_language_follows_the_environment(soundcheck, root):
    words = ["--local", "--root", root, "diagnose"]

    assert "What helps" in soundcheck(*words).out
    assert "解决办法" in soundcheck(*words, lang="zh_CN.UTF-8").out
    assert "解决办法" in soundcheck(*words, "--lang", "zh").out


def test_without_a_terminal_nothing_is_rewritten(soundcheck, root):
    ended = soundcheck("--local", "--root", root, "run", "system")

    assert "\x1b" not in ended.out + ended.err
    assert ended.err == ""


def test_on_a_terminal_the_running_probe_is_shown(root):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*ALONE, BIN / "soundcheck", "--local", "--root", root, "run",
         "system.memory"],
        stdout=subprocess.PIPE, stderr=theirs, text=True)
    out, _ = process.communicate(timeout=60)
    os.close(theirs)
    seen = os.read(ours, 4096).decode()
    os.close(ours)

    assert "[1/1] system.memory" in seen
    assert seen.endswith("\x1b[K")
    assert out.startswith("system.memory ")


def test_no_daemon_is_exit_status_69_and_says_what_to_do(soundcheck, tmp_path):
    socket = tmp_path / "none.sock"

    ended = soundcheck("--socket", socket, "status")

    assert ended.code == 69
    assert ended.err == (
        f"soundcheck: no soundcheckd listens at {socket} (No such file or "
        "directory); start it or use --local\n")


def test_with_json_an_error_is_a_document_too(soundcheck, tmp_path):
    ended = soundcheck("--socket", tmp_path / "none.sock", "status", "--json")

    assert ended.document["error"]["code"] == "io"
    assert "--local" in ended.document["error"]["message"]


@pytest.mark.parametrize("words", [
    [], ["dance"], ["run"], ["--local", "run", "nothing.here"],
    ["--local", "status"], ["diagnose", "--complaint", "ugly"],
    ["--root", "/x", "list"]])
def test_wrong_usage_is_exit_status_64(soundcheck, words):
    ended = soundcheck(*words)

    assert ended.code == 64
    assert ended.err


def test_a_broken_profile_is_exit_status_78_with_file_line_and_key(
        soundcheck, tmp_path):
    profile = tmp_path / "p.toml"
    profile.write_text("[wifi]\nweak_signal_dbm = 'loud'\n", encoding="utf-8")

    ended = soundcheck("--local", "--profile", profile, "list")

    assert ended.code == 78
    assert f"{profile}:2: wifi.weak_signal_dbm: " in ended.err


def test_a_broken_knowledge_base_is_exit_status_78(soundcheck, root, tmp_path):
    knowledge = tmp_path / "k.pb"
    knowledge.write_bytes(b"\xff\xff")

    ended = soundcheck("--local", "--root", root, "--knowledge", knowledge,
                       "diagnose")

    assert ended.code == 78
    assert ended.err == f"soundcheck: {knowledge}: not a knowledge base\n"


def test_ctrl_c_ends_in_order(tmp_path):
    # Nobody answers as gateway there, so the probe waits for seconds.
    ready = tmp_path / "ready"
    script = (f"ip link add eth0 type veth peer name far0 && "
              f"ip link set far0 up && ip link set eth0 up && ip addr add 192.0.2.2/24 dev eth0 && "
              f"ip route add default via 192.0.2.1 && touch {ready} && "
              f"exec {BIN}/soundcheck --local run network.gateway")
    process = subprocess.Popen([*ALONE, "sh", "-c", script],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True)
    while process.poll() is None and not (
            ready.exists() and catches_interrupt(process.pid)):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 2, (out, err)
    assert "stopped" in err


def catches_interrupt(pid):
    """True when it is the command, and no more the shell that starts it."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    caught = re.search(r"^SigCgt:\s*(\w+)$", status, re.MULTILINE)
    return (status.startswith("Name:\tsoundcheck\n") and
            int(caught[1], 16) >> (signal.SIGINT - 1) & 1)
