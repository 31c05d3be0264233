"""soundcheckd as the unit that comes with it starts it: nobody, confined."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest

import sandbox
from cloud import Cloud
from speaker import BIN, Daemon
from stage import eventually
from test_bundle import Session, programs, server  # noqa: F401, a fixture

UNIT = (pathlib.Path(__file__).resolve().parents[3] /
        "toolchains/packaging/systemd/soundcheckd.service")
# Of 10, as systemd-analyze counts: network, capabilities, sound, logs.
MOST_EXPOSURE = 3.5

needs_systemd_analyze = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or not sandbox.HEADER.exists(),
    reason="becoming another user takes root, on x86-64")


class Confined(Daemon):
    def start(self, **environment):
        config = self.write_config()
        with open(self._log_file, "ab") as log:
            self.process = subprocess.Popen(
                sandbox.command(UNIT, BIN / "soundcheckd", "--config", config),
                stderr=log, env=dict(os.environ, **environment))


@pytest.fixture
def daemon(pki, broker):
    """Where nobody can reach it, and with a key of its own, as must be."""
    with tempfile.TemporaryDirectory(prefix="soundcheck-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        daemon = Confined(pki, broker.port, folder / "speaker")
        for name in ("ca_file", "cert_file", "key_file"):
            copy = daemon.folder / name
            shutil.copy(daemon.config["broker"][name], copy)
            daemon.config["broker"][name] = copy
            os.chown(copy, sandbox.NOBODY, sandbox.NOBODY)
        shutil.copytree(pki.trusted, daemon.folder / "trusted")
        daemon.config["paths"]["trusted_keys"] = daemon.folder / "trusted"
        os.chown(daemon.folder, sandbox.NOBODY, sandbox.NOBODY)
        yield daemon
        daemon.end()
        print(daemon.log())


def status_of(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def rights_of(pid):
    status = status_of(pid)
    return {int(status[name], 16)
            for name in ("CapPrm", "CapEff", "CapInh", "CapAmb")}


def helper_without_rights(daemon, name):
    """Whether this program runs for the daemon, and may nothing special."""
    for pid in programs(daemon):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if os.readlink(f"/proc/{pid}/exe").endswith("/" + name):
                return rights_of(pid) == {0}
    return False


@needs_systemd_analyze
def test_R25_the_unit_leaves_little_to_attack():
    judged = subprocess.run(
        ["systemd-analyze", "--no-pager", "security", "--offline=true",
         f"--threshold={int(MOST_EXPOSURE * 10)}", UNIT],
        capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout[-300:] + judged.stderr

    unit = sandbox.read_unit(UNIT)
    assert unit["User"] == ["soundcheck"] and unit["NoNewPrivileges"] == ["yes"]
    assert unit["AmbientCapabilities"] == unit["CapabilityBoundingSet"]
    assert unit["ProtectSystem"] == ["strict"]
    assert unit["DevicePolicy"] == ["closed"]
    # It could neither install a program nor change one.
    assert "ReadWritePaths" not in unit


@needs_root
@needs_systemd_analyze
def test_R25_the_daemon_does_its_work_as_nobody(daemon):
    daemon.start()
    daemon.expect_started()

    status = status_of(daemon.process.pid)
    assert set(status["Uid"].split()) == {str(sandbox.NOBODY)}
    assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2"
    three = 1 << 13 | 1 << 12 | 1 << 34  # NET_RAW, NET_ADMIN, SYSLOG
    assert rights_of(daemon.process.pid) == {three}
    assert int(status["CapBnd"], 16) == three
    listed = json.loads(daemon.command("list", "--json").stdout)["probes"]
    probes = [one["id"] for one in listed if one["supported"]]
    assert len(probes) > 10
    refused = {}
    for probe in probes:
        told = daemon.command("run", probe, "--json").stdout
        for result in json.loads(told)["results"]:
            if result.get("reason") in ("denied", "internal"):
                refused[probe] = result["summary"]
    assert not refused
    assert daemon.stop()[0] == 0


@needs_root
@needs_systemd_analyze
def test_R25_the_filter_refuses_what_is_not_named(daemon):
    """Or the test before would prove nothing."""
    script = ("import ctypes\n"
              "libc = ctypes.CDLL(None, use_errno=True)\n"
              "assert libc.unshare(0x20000) == -1\n"
              "print(ctypes.get_errno())")
    told = subprocess.run(
        sandbox.command(UNIT, "/usr/bin/python3", "-c", script),
        capture_output=True, text=True, check=False)
    assert told.stdout == "1\n", told


@needs_root
@needs_systemd_analyze
def test_R25_its_helpers_hold_no_capability_at_all(daemon, pki, broker,
                                                   server):  # noqa: F811
    ca_file = daemon.folder / "server-ca"
    shutil.copy(server.ca_file, ca_file)
    daemon.write_policy(f"""
[consent]
session = "allow"
logs = "allow"
[bundle]
upload_kib_per_s = 1
[bundle.destinations.support]
url = "{server.url}"
ca_file = "{ca_file}"
""")
    daemon.start()
    cloud = Cloud(pki, broker.port)
    cloud.connect()
    try:
        session = Session(cloud)
        session.collect()
        for name in ("soundcheck-bundle", "soundcheck-upload"):
            eventually(lambda: helper_without_rights(daemon, name), 20,
                       f"no {name} without rights")
    finally:
        cloud.close()
