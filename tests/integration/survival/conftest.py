import importlib
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/integration"))
BUILD = pathlib.Path(os.environ.get("SOUNDCHECK_BUILD", ROOT / "build/dev"))


@pytest.fixture(scope="session")
def local(tmp_path_factory):
    """The local socket's Python types, generated from proto/."""
    out = tmp_path_factory.mktemp("proto")
    protos = sorted((ROOT / "proto/soundcheck/v1").glob("*.proto"))
    subprocess.run(["protoc", "-I", ROOT / "proto", f"--python_out={out}",
                    *protos], check=True)
    sys.path.insert(0, str(out))
    return importlib.import_module("soundcheck.v1.local_pb2")
