"""One cloud and one speaker on loopback, both real, fresh for each test."""

import importlib
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/integration"))

from home.cloud import Cloud  # noqa: E402
from home.speaker import Speaker  # noqa: E402

BUILD = pathlib.Path(os.environ.get("SOUNDCHECK_BUILD", ROOT / "build/dev"))


@pytest.fixture(scope="session")
def wire(tmp_path_factory):
    """The wire's Python types, generated from proto/."""
    out = tmp_path_factory.mktemp("proto")
    protos = sorted((ROOT / "proto/soundcheck/v1").glob("*.proto"))
    subprocess.run(["protoc", "-I", ROOT / "proto", f"--python_out={out}",
                    *protos], check=True)
    sys.path.insert(0, str(out))
    return importlib.import_module("soundcheck.v1.command_pb2")


@pytest.fixture
def cloud(tmp_path):
    cloud = Cloud(BUILD / "bin", tmp_path)
    cloud.start()
    yield cloud
    cloud.stop()


@pytest.fixture
def speaker(cloud, tmp_path):
    speaker = Speaker(BUILD, tmp_path, cloud)
    speaker.configure()
    speaker.start()
    cloud.wait_online(speaker.device)
    yield speaker
    speaker.stop()
