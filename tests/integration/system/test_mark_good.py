"""The running slot is marked good by what works: in a home of its own, with a
speaker that is healthy, deaf, cut off, or not there yet."""

import concurrent.futures
import json
import os
import signal
import subprocess
import time

import pytest
from conftest import BUILD

from home import network
from home.cloud import Cloud
from home.faults import FAULTS
from home.speaker import Speaker

# By how much the programs are slower than those that a speaker gets.
SLOWNESS = float(os.environ.get("SOUNDCHECK_SLOWNESS", 1))
pytestmark = pytest.mark.skipif(network.possible() is not None,
                                reason=str(network.possible()))


class Home:
    def __init__(self, net, cloud, speaker):
        self.network = net
        self.cloud = cloud
        self.speaker = speaker
        self.mark = speaker.directory / "slot is good"

    def mark_good(self, deadline, *options):
        """(exit status, document, progress) of the command on the speaker."""
        done = subprocess.run(
            [BUILD / "bin/soundcheck", "--json", "--socket",
             self.speaker.directory / "soundcheck.sock", "firmware",
             "mark-good", "--when-healthy", "--deadline",
             f"{deadline * SLOWNESS}s", *options, "--command", "touch",
             self.mark],
            capture_output=True, text=True, check=False,
            timeout=240 * SLOWNESS)
        return done.returncode, json.loads(done.stdout), done.stderr

    def deafen(self):
        self.speaker.bench_faults(**{f"mic{n}_zero": 1 for n in range(1, 5)})


@pytest.fixture
def home(tmp_path):
    with network.Network(tmp_path) as net:
        cloud = Cloud(BUILD / "bin", tmp_path, net)
        cloud.start()
        speaker = Speaker(BUILD, tmp_path, cloud)
        speaker.configure()
        yield Home(net, cloud, speaker)
        speaker.stop()
        cloud.stop()


def standings(document):
    return {one["name"]: one["standing"] for one in document["requirements"]}


def whys(document):
    return {one["name"]: one["why"] for one in document["requirements"]}


def test_a_healthy_speaker_is_marked_good_once_its_daemon_is_there(home):
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor() as others:
        # The daemon must not be a child of a thread that ends.
        marking = others.submit(home.mark_good, 60)
        time.sleep(1.5)
        home.speaker.start()
        status, document, progress = marking.result()

    assert status == 0, document
    assert home.mark.exists()
    assert document["marked"] and document["problem"] is None
    assert set(standings(document).values()) == {"passed"}
    assert time.monotonic() - begun > 1.5
    assert "no soundcheckd listens" in progress
    assert "broker passed" in progress


def test_a_speaker_whose_audio_path_is_dead_is_not(home):
    home.speaker.start()
    home.cloud.wait_online(home.speaker.device)
    home.deafen()

    status, document, progress = home.mark_good(8)

    assert status == 1
    assert not home.mark.exists()
    assert not document["marked"]
    assert standings(document) == {
        "audio": "failed", "network": "passed", "broker": "passed"}
    assert whys(document)["audio"].startswith("audio.electrical: ")
    assert "audio failed: " in progress
    assert document["waited_s"] <= 8 * SLOWNESS + 1

    home.speaker.bench_faults()
    status, document, _ = home.mark_good(60)
    assert status == 0 and home.mark.exists(), document


def test_a_home_without_internet_confirms_only_what_is_required(home):
    home.speaker.start()
    home.cloud.wait_online(home.speaker.device)
    FAULTS["net.no_internet"].inject(home)

    status, document, _ = home.mark_good(20)
    assert status == 1 and not home.mark.exists()
    assert standings(document)["audio"] == "passed"
    assert standings(document)["network"] == "failed", document

    status, document, _ = home.mark_good(60, "--require", "audio")
    assert status == 0 and home.mark.exists(), document


def test_a_daemon_that_hangs_measures_nothing_and_holds_nobody_up(home):
    home.speaker.start()
    home.cloud.wait_online(home.speaker.device)
    pid = daemon_pid(home.speaker)
    os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()

    status, document, _ = home.mark_good(3)

    os.kill(pid, signal.SIGCONT)
    assert status == 1 and not home.mark.exists()
    assert set(standings(document).values()) == {"not_measured"}
    assert "no answer in time" in whys(document)["audio"]
    assert time.monotonic() - begun < 6 * SLOWNESS


def daemon_pid(speaker):
    """`ip netns exec` becomes the daemon."""
    return speaker.program.process.pid


def test_a_mark_that_fails_is_told_and_is_no_mark(home):
    home.speaker.start()
    done = subprocess.run(
        [BUILD / "bin/soundcheck", "--socket",
         home.speaker.directory / "soundcheck.sock", "firmware", "mark-good",
         "--when-healthy", "--require", "audio", "--", "sh", "-c",
         "echo about to fail; exit 3"],
        capture_output=True, text=True, check=False, timeout=240 * SLOWNESS)

    assert done.returncode == 1
    assert "about to fail" in done.stderr
    assert done.stdout.splitlines() == [
        "audio passed", "the running slot is healthy and not marked good: "
        "sh -c echo about to fail; exit 3: exit status 3"]
