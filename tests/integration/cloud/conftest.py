"""A real soundcheck-cloud with a real mosquitto, and speakers made of Python."""

import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


@pytest.fixture(scope="session", autouse=True)
def wire(tmp_path_factory):
    """The wire's types, generated from the same files as everybody's."""
    out = tmp_path_factory.mktemp("wire")
    protos = sorted((ROOT / "proto" / "soundcheck" / "v1").glob("*.proto"))
    subprocess.run(["protoc", f"-I{ROOT / 'proto'}", f"--python_out={out}",
                    *map(str, protos)], check=True)
    sys.path.insert(0, str(out))
    yield
    sys.path.remove(str(out))


@pytest.fixture
def cloud(tmp_path):
    from cloud_process import CloudProcess
    process = CloudProcess(tmp_path)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def speaker(cloud):
    from fake_speaker import FakeSpeaker
    made = []

    def make(device="kitchen", connect=True):
        one = FakeSpeaker(device, cloud.enrol(device), cloud)
        made.append(one)
        if connect:
            one.connect()
        return one

    yield make
    for one in made:
        one.close()
