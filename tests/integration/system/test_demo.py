"""What `./dev demo` promises: every fault that it can inject is named, and a
sound home has none."""

import json
import os
import subprocess
import sys

import pytest
from conftest import BUILD, ROOT

sys.path.insert(0, str(ROOT / "tests/integration"))

from home import network  # noqa: E402
from home.faults import FAULTS  # noqa: E402

# By how much the programs are slower than those that a speaker gets.
SLOWNESS = float(os.environ.get("SOUNDCHECK_SLOWNESS", 1))


def demo(*options):
    result = subprocess.run(
        ["/usr/bin/python3", ROOT / "tests/integration/demo.py", "--build",
         BUILD, "--once", "--json", *options],
        capture_output=True, text=True, check=False, timeout=240 * SLOWNESS)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.skipif(network.possible() is not None,
                    reason=str(network.possible()))
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_the_injected_fault_is_named(fault):
    result = demo("--fault", fault)

    assert result["faults"][0] == fault


@pytest.mark.skipif(network.possible() is not None,
                    reason=str(network.possible()))
def test_a_sound_home_has_no_fault():
    result = demo()

    assert result["status"] == "no_fault"
    assert result["faults"] == []
