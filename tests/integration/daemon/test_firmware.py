"""A manifest that `soundcheck firmware sign` made, and the daemon that holds
its speaker against it."""

import subprocess

import pytest

from soundcheck.v1 import command_pb2, report_pb2
from speaker import BIN
from stage import eventually, openssl

PASSED, FAILED = report_pb2.OUTCOME_PASSED, report_pb2.OUTCOME_FAILED
PRESENT = report_pb2.PRESENCE_PRESENT

MANIFEST = """
product = "tune-one"
version = "2.4.1"
counter = {counter}
key_id = "release-1"
[[file]]
path = "/etc/os-release"
"""


class Maker:
    """Who makes the firmware of the daemon's speaker."""

    def __init__(self, folder):
        self.root = folder / "root"
        self.keys = folder / "firmware-keys"
        self.installed = folder / "manifest.pb"
        self._folder = folder
        self._key = folder / "release-1.key"
        self.keys.mkdir(mode=0o755)
        openssl("genpkey", "-algorithm", "ed25519", "-out", self._key)
        openssl("pkey", "-in", self._key, "-pubout", "-out",
                self.keys / "release-1.pem")
        self.write("etc/os-release", "ID=tune\nVERSION_ID=2.4.1\n")
        self.write("sys/firmware/devicetree/base/model", "tune-one\0")

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def install(self, counter):
        source = self._folder / "release.toml"
        source.write_text(MANIFEST.format(counter=counter))
        subprocess.run([BIN / "soundcheck", "firmware", "sign", source,
                        "--key", self._key, "--root", self.root,
                        "--out", self.installed], check=True)


@pytest.fixture
def maker(daemon, tmp_path):
    maker = Maker(tmp_path)
    maker.install(7)
    daemon.config["paths"]["root"] = maker.root
    daemon.config["firmware"] = {"manifest": maker.installed,
                                 "keys": maker.keys}
    return maker


def check(daemon):
    """Outcome, and the findings that are present."""
    result, = daemon.ask(run_probes=command_pb2.RunProbes(
        probe_ids=["firmware.manifest"])).probe_results.results
    return result.outcome, [finding.id for finding in result.findings
                            if finding.presence == PRESENT]


def test_what_was_released_passes_and_is_remembered(daemon, maker):
    daemon.start()
    daemon.expect_started()

    assert check(daemon) == (PASSED, [])
    assert (daemon.state / "firmware-counter").read_text() == "7\n"


def test_an_older_release_is_a_rollback_even_after_a_restart(daemon, maker):
    daemon.start()
    daemon.expect_started()
    assert check(daemon) == (PASSED, [])
    daemon.kill()
    maker.install(6)
    daemon.start()
    eventually(lambda: daemon.log().count(" probes\n") == 2)

    assert check(daemon) == (FAILED, ["firmware.manifest_rolled_back"])
    assert (daemon.state / "firmware-counter").read_text() == "7\n"


def test_a_manifest_is_read_anew_each_time(daemon, maker):
    daemon.start()
    daemon.expect_started()
    sealed = maker.installed.read_bytes()
    maker.installed.write_bytes(sealed[:-1])
    assert check(daemon) == (FAILED, ["firmware.manifest_untrusted"])

    maker.install(8)
    assert check(daemon) == (PASSED, [])
    maker.write("etc/os-release", "ID=tune\nVERSION_ID=2.4.1\n# by hand\n")
    assert check(daemon) == (FAILED, ["firmware.file_changed"])


def test_keys_that_everybody_may_write_are_refused(daemon, maker):
    maker.keys.chmod(0o777)

    result = daemon.run("--check-config")

    assert result.returncode == 78
    assert f"{maker.keys}: everybody may put keys here" in result.stderr
